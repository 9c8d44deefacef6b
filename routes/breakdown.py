"""A plan's breakdown: how wrong each number may be before the plan is not best any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from routes.breakdown_answers import Case, SearchedAnswers
from routes.breakdown_rows import Breakdown, BreakdownPoint, Span
from routes.breakdown_tables import tabled_answers
from routes.contract import require
from routes.errors import CertificateError, GraphError
from routes.fields import CAPACITY, PRESSURE, SCALE, UNBOUNDED
from routes.interdiction import interdict
from routes.lenses import leg_amount, open_legs, require_lens
from routes.pressure import CLOSED_PERCENT
from routes.targets import scaled_budget
from routes.tipping_variants import counted_with, least_capacity_for

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from decimal import Decimal
    from fractions import Fraction
    from typing import Any

    import networkx as nx

    from routes.best_plans import Interdiction
    from routes.breakdown_answers import Answers
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
        One leg is changed at a time, and its interdict cost is kept. Where plans close legs of a
        small network, tables tell the best plan for all legs at once; else each leg takes a search
        for it, as `routes.interdict` with a limit of 1.

    Raises
    ------
    GraphError
        As for `routes.interdict`; the plan is no best plan; nothing within the budget bounds the
        flow; or lens or measures are not those above.
    CertificateError
        A rival does not leave less where the plan is said to break down, or two ways to the best
        plan do not agree.

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

    searched = SearchedAnswers(graph, lens, measures, best_on)
    value, best = searched.left_on(graph, plan), best_on(graph).value_scaled
    spend = scaled_budget(graph, budget)
    if best is None or value is None:
        raise GraphError("no plan within the budget bounds the flow, so none has a breakdown")
    if plan.cost_scaled > spend or value != best:
        raise GraphError(
            f"the plan takes {plan.cost_scaled} and leaves {value}; within {spend} the best plan "
            f"leaves {best}. Give a plan of routes.interdict for the same question."
        )
    tabled = None
    if legs and not jurisdictions and not measures:
        tabled = tabled_answers(graph, lens, spend)
        if tabled is not None and tabled.best_as_is() != best:
            raise CertificateError(
                f"a best plan leaves {best}, but {tabled.best_as_is()} by tables"
            )
    answers: Answers = tabled or searched
    open_ones = {leg: data for _, _, leg, data in open_legs(graph)}
    names = sorted(open_ones)
    rows: list[BreakdownPoint] = []
    for first in range(0, len(names), answers.at_once):
        some = names[first : first + answers.at_once]
        for found in _spans(answers, plan, some, value):
            rows.append(_row(found, open_ones[found.leg], lens))
            step(found.leg)
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


class _Found(NamedTuple):
    """Between which amounts of a leg the plan stays a best one, and what is better beyond."""

    leg: str
    low: int
    high: int | None
    below: Plan | None
    above: Plan | None


def _spans(answers: Answers, plan: Plan, legs: Sequence[str], value: int) -> list[_Found]:
    """Find the spans of some legs, given what the plan leaves."""
    without = [Case(leg, 0) for leg in legs]
    boundless = [Case(leg, UNBOUNDED) for leg in legs]
    left = answers.left([(plan, case) for case in (*without, *boundless)])
    with_none, with_all = left[: len(legs)], left[len(legs) :]
    # Of each leg one end needs a search; see the notes of `breakdown`.
    ends = [
        without[number] if with_all[number] == value else boundless[number]
        for number in range(len(legs))
    ]
    found = []
    for number, (end, best) in enumerate(zip(ends, answers.best(ends), strict=True)):
        low, high = 0, None
        below: Plan | None = None
        above: Plan | None = None
        if best.value is not None and end.amount == 0 and best.value != with_none[number]:
            low, below = value - best.value, best.plan()
        if best.value is not None and end.amount != 0 and best.value != with_all[number]:
            high, above = best.value - (with_none[number] or 0), best.plan()
        found.append(_Found(end.leg, low, high, below, above))
    _check(answers, plan, found)
    return found


def _row(found: _Found, data: Mapping[str, Any], lens: Lens) -> BreakdownPoint:
    low, high, capacity = found.low, found.high, data[CAPACITY]
    least = 0 if low == 0 else least_capacity_for(data, lens, low)
    beyond = None if high is None else least_capacity_for(data, lens, high + 1)
    pressures = [
        each
        for each in range(CLOSED_PERCENT + 1)
        if _inside(counted_with(data, lens, capacity, each), low, high)
    ]
    return BreakdownPoint(
        leg=found.leg,
        amount=Span(leg_amount(data, lens), low, high),
        capacity=Span(capacity, least or 0, None if beyond is None else beyond - 1),
        pressure=Span(data[PRESSURE], pressures[0], pressures[-1]),
        rival_below=found.below,
        rival_above=found.above,
    )


def _inside(amount: Amount, low: int, high: int | None) -> bool:
    if amount == UNBOUNDED:
        return high is None
    return low <= amount and (high is None or amount <= high)


def _check(answers: Answers, plan: Plan, found: Sequence[_Found]) -> None:
    """Apply amounts just beyond each end, and compare what the plan and its rival leave."""
    beyond = []
    for each in found:
        if each.below is not None:
            beyond.append((each.below, Case(each.leg, each.low - 1)))
        if each.above is not None and each.high is not None:
            beyond.append((each.above, Case(each.leg, each.high + 1)))
    left = answers.left([*((plan, case) for _, case in beyond), *beyond])
    for (_, case), mine, its in zip(beyond, left[: len(beyond)], left[len(beyond) :], strict=True):
        if its is None or (mine is not None and mine <= its):
            raise CertificateError(
                f"leg {case.leg!r} of {case.amount}: the rival leaves {its}, the plan {mine}"
            )
