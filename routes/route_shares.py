"""A flow as a mixture of routes: how often each would be taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from routes.circulation import without_circulation

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class RouteShare:
    """A route and how often it is taken.

    Attributes
    ----------
    legs : tuple of str
        In order of travel.
    share : Fraction
        Probability with which it is taken.
    """

    legs: tuple[str, ...]
    share: Fraction


def route_shares(
    ends: Mapping[str, tuple[str, str]], leg_flow: Mapping[str, int]
) -> tuple[RouteShare, ...]:
    """Take a flow apart into routes.

    Parameters
    ----------
    ends : mapping of str to (str, str)
        Origin and destination of each leg.
    leg_flow : mapping of str to int
        Flow on each leg, 0 or more. What runs in circles is left out.

    Returns
    -------
    tuple of RouteShare
        Largest share first, then by leg ids; shares add to 1. At most as many routes as legs. The
        same flow can be taken apart in other ways: always the first jurisdiction that still sends,
        then the first leg by id that still carries something, is followed here.

    Examples
    --------
    >>> ends = {"x": ("s", "t"), "y": ("s", "t")}
    >>> [(route.legs, str(route.share)) for route in route_shares(ends, {"x": 1, "y": 2})]
    [(('y',), '2/3'), (('x',), '1/3')]
    """
    flow = without_circulation(ends, {leg: leg_flow[leg] for leg in sorted(leg_flow)})
    surplus: Counter[str] = Counter()
    leaving: dict[str, list[str]] = {}
    for leg, amount in flow.items():
        if amount:
            surplus[ends[leg][0]] += amount
            surplus[ends[leg][1]] -= amount
            leaving.setdefault(ends[leg][0], []).append(leg)
    total = sum(amount for amount in surplus.values() if amount > 0)
    taken: Counter[tuple[str, ...]] = Counter()
    for start in sorted(surplus):
        while surplus[start] > 0:
            route, amount = _first_route(start, ends, flow, leaving, surplus)
            for leg in route:
                flow[leg] -= amount
            surplus[start] -= amount
            surplus[ends[route[-1]][1]] += amount
            taken[route] += amount
    ordered = sorted(taken.items(), key=lambda item: (-item[1], item[0]))
    return tuple(RouteShare(route, Fraction(amount, total)) for route, amount in ordered)


def _first_route(
    start: str,
    ends: Mapping[str, tuple[str, str]],
    flow: Mapping[str, int],
    leaving: Mapping[str, list[str]],
    surplus: Mapping[str, int],
) -> tuple[tuple[str, ...], int]:
    """Follow the first legs that carry something to where something stays."""
    route: list[str] = []
    node = start
    while surplus[node] >= 0:
        leg = next(leg for leg in leaving[node] if flow[leg])
        route.append(leg)
        node = ends[leg][1]
    amount = min(surplus[start], -surplus[node], *(flow[leg] for leg in route))
    return tuple(route), amount
