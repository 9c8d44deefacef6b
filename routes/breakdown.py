"""A plan's breakdown: how wrong each number may be before the plan is not best any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routes.breakdown_rows import Breakdown, BreakdownPoint, Span
from routes.contract import require
from routes.errors import CertificateError, GraphError
from routes.fields import CAPACITY, PRESSURE, SCALE, UNBOUNDED
from routes.flow import max_flow
from routes.interdiction import interdict
from routes.intervention import intervened
from routes.lenses import leg_amount, open_legs, require_lens
from routes.pressure import CLOSED_PERCENT
from routes.targets import scaled_budget
from routes.tipping_variants import counted_with, least_capacity_for

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from decimal import Decimal
    from fractions import Fraction
    from typing import Any

    import networkx as nx

    from routes.best_plans import Interdiction
    from routes.fields import Amount
    from routes.lenses import Lens
    from routes.measures import Measure
    from routes.plans import Plan


def breakdown(
    graph: nx.MultiDiGraph[str],
    plan: Plan,
    budget: Fraction | Decimal | int,
    *,
    lens: Lens = "passing",
    legs: bool = True,
    jurisdictions: Mapping[str, Amount] | None = None,
    measures: Collection[Measure] = (),
    step: Callable[[str], None] = lambda _leg: None,
) -> Breakdown:
    """Find, for every open leg, between which amounts a best plan stays a best plan.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is not changed.
    plan : Plan
        A best plan for the budget, as `routes.interdict` gives it.
    budget, legs, jurisdictions
        As for `routes.interdict`: what other plans may choose among.
    lens : {"passing", "volume"}
        Under `effort` the amounts would be the costs that plans are made of.
    measures : collection of Measure
        Measures that close legs. Those that add pressure change what a leg counts by a part of
        it, for which the closed form does not hold.
    step : callable, optional
        Called with each leg when it is done, for a progress bar.

    Returns
    -------
    Breakdown
        One leg is changed at a time, and its interdict cost is kept. Each leg takes one search for
        the best plan, as `routes.interdict` with a limit of 1.

    Raises
    ------
    GraphError
        As for `routes.interdict`; the plan is no best plan; nothing within the budget bounds the
        flow; or lens or measures are not those above.
    CertificateError
        A rival does not leave less where the plan is said to break down.

    Notes
    -----
    Let a leg count x and all else be as it is. A plan P leaves ``min(A_P, B_P + x)``, where A_P is
    left when the leg has no bound and B_P when it is not there: least cuts without the leg, and
    with it. If P closes the leg itself, both are what P leaves. The best of all plans leaves

        min over P of min(A_P, B_P + x) = min(A, B + x),

    where A is the least A_P and B the least B_P; with T = A - B it is B + x up to T and A from
    there. As A_P >= A and B_P >= B, and x < T means B + x < A, P is a best plan

    * for x < T just when B_P = B: its A_P is above B + x;
    * for x > T just when A_P = A: its B_P + x is above A;
    * for x = T when either holds.

    B is the best value on the graph without the leg: a plan that spends effort on a leg that is
    not there does no better than one that does not. A is the best value with the leg unbounded.

    One search is enough, as P is a best plan for the present x and leaves V. If A_P = V, then V is
    at most the best value for every larger x, and so A = V. Otherwise A_P > V = B_P + x, the leg
    is in every least cut after P; x is not above T, as V would be A and P's, and so B = B_P.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame({"origin": ["a", "a"], "destination": ["c", "c"], "capacity": [9, 5]})
    >>> graph = from_edges(frame, origin="a", destination="c")
    >>> found = breakdown(graph, interdict(graph, 1).plans[0], 1)
    >>> [(row.leg, row.amount.low, row.amount.high) for row in found.rows]
    [('a>c', 500, None), ('a>c.2', 0, 900)]
    """
    require_lens(lens)
    require(graph)
    if lens == "effort":
        raise GraphError("a plan's breakdown is found under the lens 'passing' or 'volume'")
    adding = sorted(measure.id for measure in measures if measure.effect != "close")
    if adding:
        raise GraphError(f"measures that add pressure have no breakdown: {', '.join(adding)}")

    def best_on(changed: nx.MultiDiGraph[str]) -> Interdiction:
        return interdict(
            changed,
            budget,
            lens=lens,
            legs=legs,
            jurisdictions=jurisdictions,
            measures=measures,
            limit=1,
        )

    question = _Question(graph, plan, lens, measures, best_on)
    value, best = question.left(graph, plan), best_on(graph).value_scaled
    spend = scaled_budget(graph, budget)
    if best is None or value is None:
        raise GraphError("no plan within the budget bounds the flow, so none has a breakdown")
    if plan.cost_scaled > spend or value != best:
        raise GraphError(
            f"the plan takes {plan.cost_scaled} and leaves {value}; within {spend} the best plan "
            f"leaves {best}. Give a plan of routes.interdict for the same question."
        )
    rows = []
    for _, _, leg, data in open_legs(graph):
        rows.append(_row(question, leg, data, value))
        step(leg)
    return Breakdown(
        lens=lens,
        scale=graph.graph[SCALE],
        plan=plan,
        budget_scaled=spend,
        value_scaled=value,
        rows=tuple(sorted(rows, key=_order)),
    )


def _order(row: BreakdownPoint) -> tuple[bool, float, str]:
    slack = row.slack_percent
    return slack is None, slack or 0.0, row.leg


@dataclass(frozen=True)
class _Question:
    """A plan on a graph, and the way to the best plan on a changed one."""

    graph: nx.MultiDiGraph[str]
    plan: Plan
    lens: Lens
    measures: Collection[Measure]
    best_on: Callable[[nx.MultiDiGraph[str]], Interdiction]

    def left(self, graph: nx.MultiDiGraph[str], plan: Plan) -> int | None:
        """Give the largest flow after a plan; None when unbounded."""
        there = {leg for _, _, leg in graph.edges(keys=True)}
        ids = {kind: [t.id for t in plan.targets if t.kind == kind] for kind in _KINDS}
        after = intervened(
            graph,
            remove=[leg for leg in ids["leg"] if leg in there],
            close=ids["jurisdiction"],
            apply=[measure for measure in self.measures if measure.id in ids["measure"]],
        )
        return max_flow(after, self.lens).value

    def counting(self, leg: str, amount: Amount) -> nx.MultiDiGraph[str]:
        """Give the graph with a leg that counts so much, under either lens."""
        return intervened(self.graph, set_capacity={leg: amount}, set_pressure={leg: 0})


_KINDS = ("leg", "jurisdiction", "measure")


def _row(question: _Question, leg: str, data: Mapping[str, Any], value: int) -> BreakdownPoint:
    present = leg_amount(data, question.lens)
    boundless = question.counting(leg, UNBOUNDED)
    without = intervened(question.graph, remove=[leg])
    with_all, with_none = (question.left(each, question.plan) for each in (boundless, without))
    below: Plan | None = None
    above: Plan | None = None
    low, high = 0, None
    if with_all == value:
        found = question.best_on(without)
        if found.value_scaled != with_none and found.value_scaled is not None:
            low, below = value - found.value_scaled, found.plans[0]
    else:
        found = question.best_on(boundless)
        if found.value_scaled != with_all and found.value_scaled is not None:
            high, above = found.value_scaled - (with_none or 0), found.plans[0]
    _check(question, leg, low - 1, below)
    _check(question, leg, low if high is None else high + 1, above)
    lens, capacity, percent = question.lens, data[CAPACITY], data[PRESSURE]
    least = 0 if low == 0 else least_capacity_for(data, lens, low)
    beyond = None if high is None else least_capacity_for(data, lens, high + 1)
    pressures = [
        each
        for each in range(CLOSED_PERCENT + 1)
        if _inside(counted_with(data, lens, capacity, each), low, high)
    ]
    return BreakdownPoint(
        leg=leg,
        amount=Span(present, low, high),
        capacity=Span(capacity, least or 0, None if beyond is None else beyond - 1),
        pressure=Span(percent, pressures[0], pressures[-1]),
        rival_below=below,
        rival_above=above,
    )


def _inside(amount: Amount, low: int, high: int | None) -> bool:
    if amount == UNBOUNDED:
        return high is None
    return low <= amount and (high is None or amount <= high)


def _check(question: _Question, leg: str, amount: int, rival: Plan | None) -> None:
    """Apply an amount just beyond an end, and compare what plan and rival leave."""
    if rival is None:
        return
    changed = question.counting(leg, amount)
    mine, its = (question.left(changed, each) for each in (question.plan, rival))
    if its is None or (mine is not None and mine <= its):
        raise CertificateError(f"leg {leg!r} of {amount}: the rival leaves {its}, the plan {mine}")
