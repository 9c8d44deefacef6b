"""Re-routing: those who are cut off choose among the routes on which there is room."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from routes.apportionment import apportion, logit_odds
from routes.circulation import without_circulation
from routes.fields import ROUTE_WEIGHT
from routes.paths import k_routes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from routes.room import Room
    from routes.route_rows import Route

MOST_ROUTES = 1_000
"""So many routes are seen at a time, the least pressed first."""


@dataclass(frozen=True)
class KnownRoutes:
    """The routes of a graph that are seen at a time.

    Attributes
    ----------
    graph : networkx.MultiDiGraph
    most : int
        How many are seen at most.
    routes : tuple of Route
        In order of weight, hops and leg ids.
    """

    graph: nx.MultiDiGraph[str] = field(repr=False)
    most: int
    routes: tuple[Route, ...]

    @classmethod
    def of(cls, graph: nx.MultiDiGraph[str], most: int) -> KnownRoutes:
        """List the first routes of a graph."""
        return cls(graph, most, k_routes(graph, most))

    @property
    def complete(self) -> bool:
        """Whether these are all routes for sure."""
        return len(self.routes) < self.most

    def with_room(self, room: Room) -> tuple[Route, ...]:
        """Give those on which there is room."""
        return tuple(route for route in self.routes if room.on(route))

    def renewed(self, room: Room) -> KnownRoutes:
        """Look again, past everything that is full."""
        full = {place for place in self.graph if not room.jurisdictions.get(place)}
        rest = self.graph.copy()
        for origin, end, leg in self.graph.edges(keys=True):
            if not room.legs.get(leg) or not full.isdisjoint((origin, end)):
                rest.remove_edge(origin, end, key=leg)
        return KnownRoutes.of(rest, self.most)


def leg_weights(graph: nx.MultiDiGraph[str]) -> dict[str, int]:
    """Give the weight of every leg that is not closed, in micro-nats."""
    return {
        leg: data[ROUTE_WEIGHT]
        for _, _, leg, data in graph.edges(keys=True, data=True)
        if data[ROUTE_WEIGHT] is not None
    }


def joined(
    graph: nx.MultiDiGraph[str], leg_flow: Mapping[str, int], ways: Iterable[tuple[Route, int]]
) -> dict[str, int]:
    """Add what goes over routes to a flow, and take out what then only runs in circles.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
    leg_flow : mapping of leg id to int
    ways : iterable of (Route, int)
        As of `spread`.

    Returns
    -------
    dict of str to int
        What moves on each leg on which something does, by id.
    """
    ends = {leg: (origin, end) for origin, end, leg in graph.edges(keys=True)}
    flow = Counter(leg_flow)
    for route, units in ways:
        flow.update(dict.fromkeys(route.legs, units))
    straight = without_circulation(ends, {leg: flow[leg] for leg in sorted(flow)})
    return {leg: units for leg, units in straight.items() if units}


def spread(
    known: KnownRoutes,
    room: Room,
    units: int,
    rationality: Fraction,
    weight: Mapping[str, int],
) -> list[tuple[Route, int]]:
    """Lead units over routes with room, more over those that weigh less.

    All choose at once, with odds ``exp(-rationality * weight)`` among the routes on which there is
    room, in whole units by largest remainders. If more choose a leg or jurisdiction than it has
    room for, all are admitted in one proportion, the largest that fits; those turned away choose
    again among what is left, until all have found room or there is none.

    Parameters
    ----------
    known : KnownRoutes
        If they are not all and none of them has room, more are looked for.
    room : Room
        It is used up.
    units : int
        How many choose.
    rationality : Fraction
        From 0, per nat.
    weight : mapping of leg id to int
        Of every leg of a route with room, in micro-nats.

    Returns
    -------
    list of (Route, int)
        Routes chosen, in order of their first choice, with more than 0 units.
    """
    taken: Counter[Route] = Counter()
    while units:
        routes = known.with_room(room)
        if not routes and not known.complete:
            known = known.renewed(room)
            routes = known.routes
        if not routes:
            break
        weights = [sum(weight[leg] for leg in route.legs) for route in routes]
        wanted = apportion(units, logit_odds(weights, rationality))
        for route, admitted in _admitted(routes, wanted, room):
            taken[route] += admitted
            units -= admitted
    return list(taken.items())


def _admitted(
    routes: Sequence[Route], wanted: Sequence[int], room: Room
) -> list[tuple[Route, int]]:
    """Admit what was wanted in the largest proportion that fits, and take the room.

    What this rounds off goes to the largest fractions first, one unit each, where it still fits. So
    either all are admitted or something is full afterwards: every pass ends with fewer routes.
    """
    share = min(Fraction(1), _tightest(routes, wanted, room))
    exact = [units * share for units in wanted]
    admitted = [int(units) for units in exact]
    for route, units in zip(routes, admitted, strict=True):
        room.take(route, units)
    fractions = [units - whole for units, whole in zip(exact, admitted, strict=True)]
    order = sorted(range(len(routes)), key=lambda position: (-fractions[position], position))
    for position in order:
        if fractions[position] and room.on(routes[position]):
            room.take(routes[position], 1)
            admitted[position] += 1
    return [(route, units) for route, units in zip(routes, admitted, strict=True) if units]


def _tightest(routes: Sequence[Route], wanted: Sequence[int], room: Room) -> Fraction:
    """Give the smallest proportion of room to what is wanted, over legs and jurisdictions."""
    legs: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for route, units in zip(routes, wanted, strict=True):
        for leg in route.legs:
            legs[leg] += units
        for place in route.jurisdictions:
            places[place] += units
    shares = [Fraction(room.legs[leg], units) for leg, units in legs.items() if units]
    shares += [Fraction(room.jurisdictions[at], units) for at, units in places.items() if units]
    return min(shares, default=Fraction(1))
