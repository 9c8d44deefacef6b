"""Interdiction when only the odds of who travels are known: leave the evader the least chance."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.contract import require
from routes.errors import CertificateError, GraphError
from routes.evasion import Evasion, evasions
from routes.fields import INTERDICTABLE, PRESSURE, SCALE
from routes.journey_interdiction import JourneyInterdiction, JourneyOutcome, JourneyStatus
from routes.journeys import in_order
from routes.plans import Plan
from routes.pressure import CLOSED_PERCENT
from routes.targets import Target, offers, scaled_budget
from seeds.faults import suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from decimal import Decimal

    import networkx as nx

    from routes.journeys import Journey

_ROUNDING = 1e-9
"""Share of the value without action by which floats may miss the exact value."""


def interdict_journeys(
    graph: nx.MultiDiGraph[str],
    budget: Fraction | Decimal | int,
    journeys: Collection[Journey],
    with_action: Mapping[str, int],
    *,
    time_limit_s: float | None = None,
) -> JourneyInterdiction:
    """Choose legs to act on while it is not known which journey the evader will take.

    The plan is made first and seen by the evader, who then learns origin and destination and takes
    the route that is likeliest to get through.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    budget : Fraction, Decimal or int
        In the study's unit of effort, from 0. Acting on a leg takes its interdict cost.
    journeys : collection of Journey
        Their probabilities add to 1.
    with_action : mapping of leg id to int
        The candidates, with the pressure in percent on each when it is acted on; 100 closes it.
    time_limit_s : float, optional
        Seconds after which the search stops with the best plan and bound so far. What it finds
        then depends on the machine; without a limit the same input gives the same result.

    Returns
    -------
    JourneyInterdiction
        One optimal plan: others may do as well. Value and chances are computed again for that plan
        as exact fractions; the bound comes from a solver that works in floats. How much can move
        on a route is not considered, nor that an evader may misjudge or not see the plan.

    Raises
    ------
    GraphError
        The graph, the budget, a journey or a candidate is not as described.
    CertificateError
        The exact value contradicts what the search reported.

    Notes
    -----
    The chance on a route falls with each candidate acted on by a factor, so it is a supermodular
    function of the plan. The chance of each journey is bounded from below by planes under one
    route or the best of several (see `routes.chance_bounds`), added where a relaxation breaks
    them: the path form of Towle and Luedtke, in which the step inequalities of Pan and Morton are
    contained. Reduced costs settle candidates before HiGHS chooses among the rest.

    References
    ----------
    F. Pan and D. P. Morton (2008), "Minimizing a stochastic maximum-reliability path", Networks
    52(3), 111-119, doi 10.1002/net.20238.
    E. Towle and J. Luedtke (2018), "New solution approaches for the maximum-reliability stochastic
    network interdiction problem", Computational Management Science 15, 455-477,
    doi 10.1007/s10287-018-0321-1.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> from routes.journeys import Journey
    >>> ends = {"origin": ["a", "b", "m"], "destination": ["m", "m", "c"]}
    >>> graph = from_edges(pd.DataFrame(ends | {"capacity": 1}), origin=["a", "b"], destination="c")
    >>> odds = [Journey("a", "c", Fraction(3, 4)), Journey("b", "c", Fraction(1, 4))]
    >>> found = interdict_journeys(graph, 1, odds, {"a>m": 80, "b>m": 80, "m>c": 50})
    >>> found.status, found.plan.ids, found.value
    ('optimal', ('a>m',), Fraction(2, 5))
    """
    from routes.evasion_arrays import compile_journeys
    from routes.reliability_search import TOLERANCE, ReliabilitySearch

    require(graph)
    listed = in_order(graph, journeys)
    budget_scaled = scaled_budget(graph, budget)
    targets = _targets(graph, with_action, budget_scaled)
    without = evasions(graph, listed)
    before = _value(listed, without)
    status: JourneyStatus = "no route" if before == 0 else "nothing affordable"
    plan, after, bound = Plan.of([]), without, 1.0
    if before > 0 and targets:
        arrays = compile_journeys(
            graph, listed, {each.id: with_action[each.id] for each in targets}
        )
        # Small whole numbers, so that the solver's tolerance cannot stretch the budget.
        unit = math.gcd(*(each.cost_scaled for each in targets))
        cost = np.array([each.cost_scaled // unit for each in targets], dtype=np.float64)
        found = ReliabilitySearch(arrays, cost, budget_scaled // unit, time_limit_s).run()
        status = "optimal" if found.value - found.bound <= TOLERANCE else "stopped"
        plan = Plan.of(targets[number] for number in found.chosen)
        after = evasions(graph, listed, {leg: with_action[leg] for leg in plan.ids})
        bound = found.bound
        _certify(plan, budget_scaled, _value(listed, after) / before, found.value)
    value = _value(listed, after)
    return JourneyInterdiction(
        status=status,
        scale=int(graph.graph[SCALE]),
        budget_scaled=budget_scaled,
        before=before,
        value=value,
        bound=min(bound * float(before), float(value)),
        plan=plan,
        complete=status in {"no route", "nothing affordable"},
        outcomes=tuple(map(JourneyOutcome, listed, without, after)),
    )


def _targets(
    graph: nx.MultiDiGraph[str], with_action: Mapping[str, int], budget_scaled: int
) -> tuple[Target, ...]:
    """List the candidates that are affordable and on which acting makes a difference."""
    legs: dict[str, Mapping[str, Any]] = {
        leg: data for _, _, leg, data in graph.edges(keys=True, data=True)
    }
    faults = [
        fault
        for leg, percent in sorted(with_action.items())
        for fault in _faults(legs, leg, percent)
    ]
    if faults:
        raise GraphError("these legs cannot be candidates:\n" + "\n".join(faults))
    return tuple(
        offer.target
        for offer in offers(graph)
        if offer.target.cost_scaled <= budget_scaled
        and with_action.get(offer.target.id, 0) > legs[offer.target.id][PRESSURE]
    )


def _faults(legs: Mapping[str, Mapping[str, Any]], leg: str, percent: int) -> Iterator[str]:
    if leg not in legs:
        yield f"leg {leg!r} is not in the graph.{suggestion(leg, legs)}"
        return
    if not legs[leg].get(INTERDICTABLE, True):
        yield f"leg {leg!r} is not interdictable"
    pressure = legs[leg][PRESSURE]
    whole = isinstance(percent, int) and not isinstance(percent, bool)
    if not whole or not pressure <= percent <= CLOSED_PERCENT:
        yield (
            f"leg {leg!r}: pressure with action must be a whole percent from {pressure}, the "
            f"pressure without, to {CLOSED_PERCENT}, not {percent!r}"
        )


def _value(journeys: Sequence[Journey], found: Sequence[Evasion]) -> Fraction:
    """Give the chance over all journeys."""
    return sum(
        (each.probability * way.chance for each, way in zip(journeys, found, strict=True)),
        start=Fraction(0),
    )


def _certify(plan: Plan, budget_scaled: int, exact: Fraction, reported: float) -> None:
    if plan.cost_scaled > budget_scaled:
        raise CertificateError(f"the plan costs {plan.cost_scaled} of {budget_scaled}")
    if abs(float(exact) - reported) > _ROUNDING:
        raise CertificateError(f"the plan leaves {float(exact)} of the value, not {reported}")
