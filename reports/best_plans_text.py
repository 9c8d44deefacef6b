"""The best plans in words: what they were computed for, what is proven, how rules compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import amounts
from reports.best_plans import BUDGETS, held
from reports.headline import LAYER_WORDS
from routes import fields
from seeds.study import UNDATED

if TYPE_CHECKING:
    from reports.best_plans import BestPlans
    from reports.results import Results
    from routes.best_plans import Interdiction
    from routes.frontier_rows import FrontierRow
    from routes.rule_plans import Rule

RULE_WORDS: dict[Rule, str] = {
    "greedy": "best next leg",
    "betweenness": "betweenness",
    "capacity": "largest capacity",
    "flow": "largest flow",
}
"""How a reader knows the rules of thumb, in the order in which they are shown."""

WHY_NONE = {
    "no route": "No route is open, so there is nothing to plan.",
    "nothing in reach": "No leg on which something passes can be closed, so there is no plan.",
    "unbounded": "No plan within these budgets bounds the flow.",
    "too many legs": "So many legs could be closed that the report leaves the best plans out.",
}


def sentences(results: Results) -> list[str]:
    """Say what the best plans were computed for, and what they show.

    Parameters
    ----------
    results : Results

    Returns
    -------
    list of str
        The question first; then why there is no plan, or what is proven, whether plans grow out of
        one another, and how far rules of thumb fall short.
    """
    found = results.best_plans
    if found.frontier is None:
        return [_question(results), WHY_NONE[found.status]]
    told = [_question(results), _proof(found), _growth(results), _rules(results)]
    return [sentence for sentence in told if sentence]


def table(results: Results) -> tuple[list[str], list[list[str]]]:
    """Give the frontier as a table, one row for each budget: its columns and its rows."""
    study, found = results.study, results.best_plans
    columns = [
        f"Budget, {study.effort_unit}",
        f"Still passes, {study.capacity_unit}",
        "Proof",
        "Plans",
        "Legs in every plan",
        "Legs in some",
    ]
    return columns, [_row(row, found.rows[0].best.scale) for row in found.rows]


def budget(best: Interdiction) -> str:
    """Spell a budget in the study's unit of effort."""
    return amounts.exact(best.budget_scaled, best.scale)


def _row(row: FrontierRow, scale: int) -> list[str]:
    best = row.best
    return [
        budget(best),
        _left(best),
        "proven" if is_proven(best) else f"not below {_amount(best.bound_scaled, scale)}",
        f"{len(best.plans)}" if best.complete else f"at least {len(best.plans)}",
        ", ".join(held(row, "essential")),
        ", ".join(held(row, "in some")),
    ]


def is_proven(best: Interdiction) -> bool:
    """Tell whether no plan within the budget can leave less."""
    return best.value_scaled == best.bound_scaled


def _left(best: Interdiction) -> str:
    return _amount(best.value_scaled, best.scale)


def _amount(scaled: int | None, scale: int) -> str:
    return amounts.rounded("unbounded" if scaled is None else scaled, scale)


def _question(results: Results) -> str:
    found, graph = results.best_plans, results.graph.graph
    undated = results.study.data_date == UNDATED
    day = "" if undated else f"{graph[fields.AS_OF]}, "
    layer = LAYER_WORDS[graph[fields.LAYER]]
    return (
        "For each budget, the legs whose closing leaves least, every leg at its interdict cost; "
        f"computed for {day}{layer} layer, lens {found.lens}, nothing changed."
    )


def _proof(found: BestPlans) -> str:
    open_rows = [row.best for row in found.rows if not is_proven(row.best)]
    proven = "Proven for every budget: no plan within it leaves less."
    if open_rows:
        proven = (
            f"Proven for {len(found.rows) - len(open_rows)} of {len(found.rows)} budgets; for the "
            "others the search ended early, and a plan might leave less, down to the bound."
        )
    if len(found.rows) < BUDGETS:
        proven += " Larger budgets are left out."
    listed = all(row.best.complete for row in found.rows)
    every = " All best plans are listed that hold no leg to spare."
    return proven + (every if listed else " There may be more best plans than are listed.")


def _growth(results: Results) -> str:
    apart = [budget(row.best) for row in results.best_plans.rows if row.nested is False]
    if not apart:
        return ""
    contain = "contain" if len(apart) > 1 else "contains"
    plan = "plans" if len(apart) > 1 else "plan"
    return (
        f"The best {plan} for {_listed(apart)} {contain} none for the budget before (a diamond in "
        "the figure): best plans do not simply grow."
    )


def _rules(results: Results) -> str:
    scale = results.study.scale
    worst = {
        words: max(_shortfall(row, rule) for row in results.best_plans.rows)
        for rule, words in RULE_WORDS.items()
    }
    more = [f"by {rule} {amounts.rounded(most, scale)}" for rule, most in worst.items() if most]
    even = [rule for rule, most in worst.items() if not most]
    told = [f"Chosen by rules of thumb more is left, at worst {_listed(more)}."] if more else []
    told += [f"Chosen by {_listed(even)} no more is left at any of these budgets."] if even else []
    return " ".join(told)


def _shortfall(row: FrontierRow, rule: Rule) -> int:
    return next(plan.shortfall_scaled or 0 for plan in row.rules if plan.rule == rule)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
