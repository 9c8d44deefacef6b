"""Assurance: how sure the results are, what moves, and what would change them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

import routes
from reports.ask_first import Asked
from reports.best_plans_text import is_proven
from reports.meanwhile import Meanwhile
from routes import fields
from routes.errors import GraphError
from routes.rows import rows_by_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reports.results import Results
    from routes.frontier_rows import FrontierRow
    from routes.lenses import Lens

SEED = 1
MOST_CHOSEN_OVER, MOST_SEARCHED, BATCHES = 100, 50, 4
"""Draws over which plans are chosen, draws in which the best of all is looked for, and batches."""
MOST_LEGS = 200
"""Of a larger graph the report would have to be waited for."""

MOST_ROUTES = 200
"""So many routes are seen at a time by those who choose among them."""

_TABLES = (
    "jurisdictions",
    "legs",
    "pressure",
    "evidence",
    "claims",
    "measures",
    "priors",
)


@dataclass(frozen=True)
class Assurance:
    """What is computed about the results of a report beside the results.

    Attributes
    ----------
    results : Results
    moved : {"passing", "volume"}
        The lens of what moves: that of the headline, or passing where that adds up effort.
    ensemble : routes.Ensemble
        Through the headline's lens.
    losses : dict of (kind, id) to int or None
        What the flow of the headline loses without each leg and jurisdiction.
    regrets : dict of Plan to PlanRegret
        Each plan beside plans of its budget.
    responses : dict of Plan to Responses or None
        What four kinds of adversary do about each plan.
    tipping : routes.TippingPoints
    main : FrontierRow or None
        The least budget for which half of what moves can be stopped, or the largest looked at;
        None where there are no plans.
    robust : RobustPlans or None
        For that budget.
    asked : Asked or None
        What evidence would change the choice of a plan of that budget, or the headline.
    breakdowns : dict of Plan to Breakdown
        For each best plan that is proven, how wrong numbers may be before it is not best.
    backtest : routes.Backtest
    """

    results: Results = field(repr=False)
    moved: Lens
    ensemble: routes.Ensemble = field(repr=False)
    losses: dict[tuple[str, str], int | None] = field(repr=False)
    regrets: dict[routes.Plan, routes.PlanRegret] = field(repr=False)
    responses: dict[routes.Plan, routes.Responses | None] = field(repr=False)
    tipping: routes.TippingPoints = field(repr=False)
    main: FrontierRow | None
    robust: routes.RobustPlans | None
    asked: Asked | None
    breakdowns: dict[routes.Plan, routes.Breakdown] = field(repr=False)
    backtest: routes.Backtest


def content(results: Results, draws: int) -> dict[str, Any]:
    """Name everything that an assurance is computed from, as plain data."""
    study = results.study
    tables = {
        name: hashlib.sha256(repr(rows_by_id(getattr(study, name))).encode()).hexdigest()
        for name in _TABLES
    }
    return {
        "tables": tables,
        "scenarios": repr(study.scenarios),
        "changes": repr((study.pressure_changes, study.supposed, study.given, study.limits)),
        "study": [study.name, study.capacity_unit, study.effort_unit, study.scale],
        "dates": [study.first_month, study.data_date.isoformat()],
        "as_of": results.graph.graph[fields.AS_OF],
        "layer": results.graph.graph[fields.LAYER],
        "lens": results.lens,
        "weakest_class": results.weakest_class,
        "draws": draws,
        "seed": SEED,
    }


def assure(
    results: Results, draws: int, step: Callable[[str], None] = lambda _part: None
) -> Assurance:
    """Compute how sure results are, what moves, and what would change them.

    Parameters
    ----------
    results : Results
    draws : int
        How often the uncertain numbers are drawn, from 100.
    step : callable, optional
        Called after each part, for a progress bar.

    Returns
    -------
    Assurance
        Plans close legs; what closing jurisdictions or taking measures would do is not considered.

    Raises
    ------
    routes.GraphError
        The graph has more than `MOST_LEGS` legs, or cannot be drawn with the study's beliefs.
    """
    if results.graph.number_of_edges() > MOST_LEGS:
        raise GraphError(
            f"the graph has more than {MOST_LEGS} legs; ask routerisk uncertainty and routerisk "
            "displacement about it"
        )
    study, graph, lens = results.study, results.graph, results.lens
    moved = results.best_plans.lens
    believed = routes.beliefs(study, graph.graph[fields.AS_OF])
    main = main_row(results)
    choosing = None
    if main is not None:
        # The solver of integer programs lets others compute meanwhile.
        choosing = Meanwhile(partial(_robust, results, main, believed, draws))
    ensemble = routes.ensemble(graph, draws, SEED, beliefs=believed, lens=lens)
    step("draws")
    tipping = routes.tipping_points(graph, lens)
    step("tipping points")
    asked = dict(_asked(results))
    beside = _by_rules(results)
    found = routes.plan_regrets(
        graph, list(asked.items()), draws, SEED, beside=beside, beliefs=believed, lens=moved
    )
    step("regrets")
    responses = {
        plan: routes.responses(graph, plan, lens=moved, most_routes=MOST_ROUTES) for plan in asked
    }
    step("responses")
    breakdowns = _breakdowns(results)
    step("breakdown points")
    further = None if main is None else routes.contribution_tipping(graph, believed, moved)
    robust = None if choosing is None else choosing.result()
    questions = None
    if main is not None and robust is not None and further is not None:
        step("plans for many draws")
        budget = main.best.budget_scaled
        rivals = [
            *main.best.plans[:1],
            *(each.plan for each in robust.plans),
            *(plan for plan in (*asked, *beside) if plan.cost_scaled <= budget),
        ]
        information = routes.value_of_information(
            graph, list(dict.fromkeys(rivals)), draws, SEED, beliefs=believed, lens=moved
        )
        questions = Asked(
            information,
            tipping if moved == lens else routes.tipping_points(graph, moved),
            further,
            breakdowns.get(main.best.plans[0]),
        )
        step("value of information")
    return Assurance(
        results=results,
        moved=moved,
        ensemble=ensemble,
        losses={
            (row["kind"], row["id"]): row["loss_scaled"]
            for row in routes.sweep(graph, lens=lens).to_dict()["rows"]
        },
        regrets={row.plan: row for row in found},
        responses=responses,
        tipping=tipping,
        main=main,
        robust=robust,
        asked=questions,
        breakdowns=breakdowns,
        backtest=routes.backtest(study, graph.graph[fields.LAYER]),
    )


def main_row(results: Results) -> FrontierRow | None:
    """Give the least budget that stops half of what moves, or the largest that was looked at."""
    rows = [row for row in results.best_plans.rows if row.best.value_scaled is not None]
    rows = [row for row in rows if row.best.plans and row.best.plans[0].targets]
    before = rows[0].best.before_scaled if rows else None
    for row in rows:
        if before is not None and 2 * (row.best.value_scaled or 0) <= before:
            return row
    return rows[-1] if rows else None


def chokepoint_plan(results: Results, leg: str) -> routes.Plan | None:
    """Give the plan that closes one leg alone; None for a leg that cannot be closed."""
    return next(
        (routes.Plan.of([target]) for target in results.best_plans.targets if target.id == leg),
        None,
    )


def budget_rows(results: Results) -> list[FrontierRow]:
    """List the budgets whose best plan is not that of a smaller one, without the budget of 0."""
    rows, known = [], {routes.Plan.of(())}
    for row in results.best_plans.rows:
        if row.best.plans and row.best.plans[0] not in known:
            known.add(row.best.plans[0])
            rows.append(row)
    return rows


def row_of(results: Results, effort_scaled: int) -> FrontierRow | None:
    """Give the best plans that were found for an effort, if that was a budget."""
    rows = results.best_plans.rows
    return next((row for row in rows if row.best.budget_scaled == effort_scaled), None)


def _asked(results: Results) -> Iterator[tuple[routes.Plan, int]]:
    """Give every plan that is told of, with its budget; the last time that it is given counts."""
    for leg in results.cut.some.legs:
        plan = chokepoint_plan(results, leg)
        if plan is not None:
            yield plan, plan.cost_scaled
    for row in budget_rows(results):
        yield row.best.plans[0], row.best.budget_scaled


def _by_rules(results: Results) -> list[routes.Plan]:
    return [each.plan for row in results.best_plans.rows for each in row.rules if each.plan.targets]


def _breakdowns(results: Results) -> dict[routes.Plan, routes.Breakdown]:
    found = {}
    for row in budget_rows(results):
        if is_proven(row.best):
            plan, budget = row.best.plans[0], Fraction(row.best.budget_scaled, row.best.scale)
            found[plan] = routes.breakdown(
                results.graph, plan, budget, lens=results.best_plans.lens
            )
    return found


def _robust(
    results: Results, main: FrontierRow, believed: routes.Beliefs, draws: int
) -> routes.RobustPlans:
    scale = results.graph.graph[fields.SCALE]
    return routes.robust_plans(
        results.graph,
        Fraction(main.best.budget_scaled, scale),
        draws,
        SEED,
        chosen_over=min(MOST_CHOSEN_OVER, draws),
        searched=min(MOST_SEARCHED, draws // 4),
        batches=BATCHES,
        batch_draws=min(MOST_SEARCHED, draws // 4),
        beliefs=believed,
        lens=results.best_plans.lens,
    )
