"""The least-pressure route that replaces the best one when legs or jurisdictions are removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from routes.route_map import map_of

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx as nx

    from routes.engine import Engine

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
        self._map, places, legs = map_of(graph, engine)
        self._places: tuple[Member, ...] = tuple(("jurisdiction", place) for place in places)
        self._legs: tuple[Member, ...] = tuple(("leg", leg) for leg in legs)
        self._number = {
            member: number
            for kind in (self._places, self._legs)
            for number, member in enumerate(kind)
        }
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
            self._known[avoided] = self._search(avoided)
        return self._known[avoided]

    def _search(self, avoided: tuple[Member, ...]) -> Lightest | None:
        self._shut(avoided, 1)
        found = self._map.lightest()
        self._shut(avoided, 0)
        if found is None:
            return None
        # The first and the last arc lead from the common start and to the common end.
        legs = {self._legs[arc] for arc in found.arcs[1:-1]}
        return Lightest(
            found.weight, frozenset(legs.union(self._places[node] for node in found.nodes))
        )

    def _shut(self, members: tuple[Member, ...], whether: int) -> None:
        for member in members:
            shut = self._map.shut_arcs if member[0] == "leg" else self._map.shut_nodes
            shut[self._number[member]] = whether
