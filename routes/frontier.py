"""The frontier: what the best plans leave for every budget, beside plans by rules of thumb."""

from __future__ import annotations

from fractions import Fraction
from itertools import count
from math import gcd
from typing import TYPE_CHECKING

from routes.best_plans import told
from routes.contract import require
from routes.errors import TooManyBudgetsError
from routes.fields import SCALE
from routes.flow import max_flow
from routes.frontier_rows import Frontier, FrontierRow, RulePlan
from routes.interdiction import MOST_PLANS
from routes.interdiction_model import model_of
from routes.lenses import require_lens
from routes.plan_listing import by_tree
from routes.plan_tree import PlanTree
from routes.plans import Plan
from routes.rule_plans import RULES, greedy_plan, ranked_plan, rankings
from routes.stopwatch import Stopwatch
from routes.targets import offers, scaled_budget

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    import networkx as nx

    from routes.best_plans import Interdiction
    from routes.fields import Amount
    from routes.interdiction_model import Model
    from routes.lenses import Lens
    from routes.measures import Measure
    from routes.rule_plans import Rule
    from routes.targets import Offer

MOST_BUDGETS = 200
"""So many budgets make a whole frontier; a longer one is asked for by its budgets."""


def frontier(
    graph: nx.MultiDiGraph[str],
    budgets: Iterable[Fraction | Decimal | int] | None = None,
    *,
    lens: Lens = "passing",
    legs: bool = True,
    jurisdictions: Mapping[str, Amount] | None = None,
    measures: Collection[Measure] = (),
    limit: int = MOST_PLANS,
    most_steps: int | None = None,
    time_limit_s: float | None = None,
    step: Callable[[str], None] = lambda _budget: None,
) -> Frontier:
    """Find the best plans for every budget.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is not changed.
    budgets : iterable of Fraction, Decimal or int, optional
        Effort in the study's unit. Without it all at which something can change: multiples of the
        largest effort that divides every cost, from 0 until more does not help.
    lens, legs, jurisdictions, measures, limit
        As for `routes.interdict`.
    most_steps : int, optional
        Steps, from 1, after which the search for a budget ends with what it has, at the same point
        on every machine; a row of status stopped is the last. A step is about one least cut.
    time_limit_s : float, optional
        Seconds after which no further budget is begun; the last row is then of status stopped.
        Plans by rules are made whatever time is left.
    step : callable, optional
        Called with each budget when it is done, for a progress bar.

    Returns
    -------
    Frontier
        Best plans need not grow out of one another: `nested` tells where the next does not.

    Raises
    ------
    GraphError
        As for `routes.interdict`.
    TooManyBudgetsError
        The whole frontier has more than `MOST_BUDGETS` rows.
    CertificateError
        A value failed its check.

    References
    ----------
    J. O. Royset and R. K. Wood (2007), "Solving the bi-objective maximum-flow network-interdiction
    problem", INFORMS Journal on Computing 19, 175-184, doi 10.1287/ijoc.1060.0191.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame(
    ...     {"origin": ["a", "a", "b"], "destination": ["b", "b", "c"], "capacity": [5, 3, 6]}
    ... )
    >>> found = frontier(from_edges(frame, origin="a", destination="c"))
    >>> [(row.best.budget_scaled, row.best.value_scaled) for row in found.rows]
    [(0, 600), (100, 0)]
    """
    require_lens(lens)
    require(graph)
    offered = offers(graph, legs=legs, jurisdictions=jurisdictions, measures=measures)
    model, ordered = model_of(graph, offered, 0, lens)
    asked = None if budgets is None else sorted({scaled_budget(graph, each) for each in budgets})
    watch = Stopwatch(time_limit_s)
    finder = _RowFinder(
        graph, lens, model, ordered, limit=limit, most_steps=most_steps, watch=watch
    )
    rows: list[FrontierRow] = []
    for budget in _from_zero(ordered) if asked is None else asked:
        rows.append(finder.row(budget, rows[-1].best if rows else None))
        step(str(Fraction(budget, graph.graph[SCALE])))
        if rows[-1].best.status == "stopped":
            break
        if asked is None and finder.nothing_more(rows[-1].best):
            break
    return Frontier(lens, graph.graph[SCALE], tuple(rows))


class _RowFinder:
    """Finds the row of one budget after the other, from what is the same for all."""

    def __init__(
        self,
        graph: nx.MultiDiGraph[str],
        lens: Lens,
        model: Model,
        offers: Sequence[Offer],
        *,
        limit: int,
        most_steps: int | None,
        watch: Stopwatch,
    ) -> None:
        self._watch = watch
        self._graph, self._model, self._limit = graph, model, limit
        self._before = max_flow(graph, lens)
        self._most_steps = most_steps
        self._offers = offers
        self._cost = [offer.target.cost_scaled for offer in offers]
        self._tree = PlanTree(model)
        self._rankings = rankings(graph, offers, lens)
        everything = self._tree.value(frozenset(range(len(offers))))
        self._least = everything if everything < model.network.unbounded else None
        self._number = {offer.target: number for number, offer in enumerate(offers)}

    def nothing_more(self, best: Interdiction) -> bool:
        """Tell whether closing everything would not leave less."""
        return best.value_scaled == self._least

    def row(self, budget: int, before: Interdiction | None) -> FrontierRow:
        """Find the row of a budget in units of 1/scale."""
        rules = [(rule, self._by_rule(rule, budget)) for rule in RULES]
        start = [plan for _, plan in rules]
        smaller = before.plans[:1] if before else ()
        start += [frozenset(self._number[target] for target in plan.targets) for plan in smaller]
        model = self._model.within(budget)
        watch = Stopwatch(self._watch.left_s, self._most_steps)
        found = by_tree(model, self._limit, watch, start)
        best = told(
            self._graph,
            before=self._before,
            method="branch and bound",
            budget_scaled=budget,
            ordered=self._offers,
            infinite=model.network.unbounded,
            found=found,
        )
        fall = _less(before.value_scaled, best.value_scaled) if before else None
        more = Fraction(budget - before.budget_scaled, best.scale) if before else None
        return FrontierRow(
            best=best,
            fall_scaled=fall,
            marginal_scaled=None if fall is None or not more else fall / more,
            nested=_nested(before, best) if before else None,
            rules=tuple(self._beside(rule, plan, best) for rule, plan in rules),
        )

    def _by_rule(self, rule: Rule, budget: int) -> frozenset[int]:
        if rule == "greedy":
            return greedy_plan(self._cost, budget, self._tree.value)
        return ranked_plan(self._rankings[rule], self._cost, budget)

    def _beside(self, rule: Rule, plan: frozenset[int], best: Interdiction) -> RulePlan:
        left = self._tree.value(plan)
        value = left if left < self._model.network.unbounded else None
        targets = Plan.of(self._offers[number].target for number in plan)
        return RulePlan(rule, targets, value, _less(value, best.value_scaled))


def _from_zero(offers: Sequence[Offer]) -> Iterator[int]:
    unit = gcd(*(offer.target.cost_scaled for offer in offers))
    for times in count():
        if times == MOST_BUDGETS:
            raise TooManyBudgetsError(
                f"the frontier has more than {MOST_BUDGETS} budgets; name some"
            )
        yield times * unit


def _nested(before: Interdiction, best: Interdiction) -> bool | None:
    if any(
        set(small.targets) <= set(large.targets) for small in before.plans for large in best.plans
    ):
        return True
    return False if before.complete and best.complete else None


def _less(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else before - after
