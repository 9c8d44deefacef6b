"""The least-pressure route that replaces the best one when legs or jurisdictions are removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from routes.arrays import incidence
from routes.engine import choose_loops
from routes.fields import DESTINATIONS, NODE_CAPACITY, ORIGINS, ROUTE_WEIGHT
from routes.lenses import open_legs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import networkx as nx

    from routes.engine import Engine, Loops
    from routes.kernels import Buffer

Member = tuple[str, str]
"""What can be removed: ("leg" or "jurisdiction", id)."""


class Lightest(NamedTuple):
    """Weight and members of a least-pressure route."""

    weight_micronats: int
    members: frozenset[Member]


class Replacement:
    """Least-pressure routes of a graph without some of its legs and jurisdictions.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; this is not checked here.
    engine : {"auto", "interpreted", "compiled"}
        How the search runs; the weights are the same.

    Notes
    -----
    A removal that is not on the best route leaves that route the best; so only members of it are
    searched for again, and of two removals the second only when it is on the route without the
    first. A search is led by the distances to the end in the whole graph: removals only make the
    way longer, so these never say too much.
    """

    def __init__(self, graph: nx.MultiDiGraph[str], engine: Engine = "auto") -> None:
        self._map = _map_of(graph, engine)
        self._known: dict[tuple[Member, ...], Lightest | None] = {}

    @property
    def searches(self) -> int:
        """How many routes were searched for so far."""
        return len(self._known)

    def weight_without(self, removed: Collection[Member]) -> int | None:
        """Give the weight of the least-pressure route that avoids some members.

        Parameters
        ----------
        removed : collection of (kind, id)
            Legs and jurisdictions; through a removed jurisdiction nothing passes, and nothing
            starts or ends there.

        Returns
        -------
        int or None
            In micro-nats; None when no route is left.
        """
        avoided: tuple[Member, ...] = ()
        lightest = self._lightest(avoided)
        while lightest is not None:
            hit = sorted(lightest.members.intersection(removed))
            if not hit:
                return lightest.weight_micronats
            avoided = (*avoided, hit[0])
            lightest = self._lightest(avoided)
        return None

    def _lightest(self, avoided: tuple[Member, ...]) -> Lightest | None:
        if avoided not in self._known:
            self._known[avoided] = self._map.search(avoided)
        return self._known[avoided]


@dataclass(frozen=True, eq=False)
class _Map:
    """Open legs as arcs between open places, with a common start and end as the last two nodes."""

    loops: Loops
    names: tuple[tuple[Member, ...], tuple[Member, ...]]
    number: dict[Member, int]
    tail: Buffer
    hops: tuple[Buffer, ...]
    potential: Buffer
    shut: tuple[Buffer, Buffer]
    space: tuple[Buffer, ...]

    def search(self, avoided: tuple[Member, ...]) -> Lightest | None:
        """Find a lightest route that avoids some members of the map."""
        for member in avoided:
            self.shut[member[0] == "leg"][self.number[member]] = 1
        start, end = len(self.names[0]), len(self.names[0]) + 1
        found = self.loops.run(
            "search_lightest",
            self.hops,
            self.potential,
            self.shut,
            (start, end),
            self.space,
        )
        for member in avoided:
            self.shut[member[0] == "leg"][self.number[member]] = 0
        return None if found < 0 else Lightest(int(found), frozenset(self._passed(start, end)))

    def _passed(self, start: int, end: int) -> Iterator[Member]:
        """Follow a route back from the end, naming what it passes."""
        places, legs = self.names
        node = end
        while node != start:
            arc = self.space[3][node]
            node = self.tail[arc]
            if arc < len(legs):
                yield legs[arc]
            if node < len(places):
                yield places[node]


def _map_of(graph: nx.MultiDiGraph[str], engine: Engine) -> _Map:
    """Give a number to open places and legs, and measure the way from each place to the end."""
    places = sorted(node for node, data in graph.nodes(data=True) if data[NODE_CAPACITY] != 0)
    legs = open_legs(graph)
    at = {place: position for position, place in enumerate(places)}
    start, end = len(places), len(places) + 1
    arcs = [(at[origin], at[there], data[ROUTE_WEIGHT]) for origin, there, _, data in legs]
    arcs += [(start, at[origin], 0) for origin in graph.graph[ORIGINS] if origin in at]
    arcs += [(at[there], end, 0) for there in graph.graph[DESTINATIONS] if there in at]
    tail, head, weight = np.array(arcs, dtype=np.int64).reshape(-1, 3).T.copy()
    loops = choose_loops(len(arcs), engine)
    count = len(places) + 2
    space = (loops.blank(1), *loops.three(count))
    shut = (loops.blank(count), loops.blank(len(arcs)))
    backward = map(loops.sequence, (tail, *incidence(head, count), weight))
    loops.run("search_lightest", tuple(backward), loops.blank(count), shut, (end, -1), space)
    seen, distance = (np.asarray(part, dtype=np.int64) for part in space[1:3])
    names: tuple[tuple[Member, ...], tuple[Member, ...]] = (
        tuple(("jurisdiction", place) for place in places),
        tuple(("leg", leg) for _, _, leg, _ in legs),
    )
    return _Map(
        loops=loops,
        names=names,
        number={member: position for kind in names for position, member in enumerate(kind)},
        tail=loops.sequence(tail),
        hops=tuple(map(loops.sequence, (head, *incidence(tail, count), weight))),
        potential=loops.sequence(np.where(seen > 0, distance, -1)),
        shut=shut,
        space=space,
    )
