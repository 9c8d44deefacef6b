"""The least-pressure route that replaces the best one when legs or jurisdictions are removed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from routes.members import MemberNames
from routes.route_map import route_arcs, with_common_ends
from routes.route_removals import NO_ROUTE, route_removals

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx as nx

    from routes.engine import Engine
    from routes.leg_table import IntArray
    from routes.route_map import RouteMap

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
    A removal that is not on the best route leaves that route the best. The weights without each
    member of it are found in one pass, see `routes.route_removals`. Of several removals the first
    that is on the best route is made, then the next if it is on the best that is left, and so on;
    such a search is led by the distances to the end in the whole graph: removals only make the
    way longer, so these never say too much.
    """

    def __init__(self, graph: nx.MultiDiGraph[str], engine: Engine = "auto") -> None:
        self._laid, self._engine = route_arcs(graph), engine
        self._members = MemberNames(self._laid.places, self._laid.legs)
        self._known: dict[tuple[Member, ...], Lightest | None] = {}

    @property
    def searches(self) -> int:
        """How many routes without several members were searched for so far."""
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
        best, without = self._single
        hit = sorted(without.keys() & set(removed))
        if not hit:
            return best
        if len(removed) == 1:
            return without[hit[0]]
        return self._without_several(removed)

    @cached_property
    def _single(self) -> tuple[int | None, dict[Member, int | None]]:
        """Give the weight of the best route, and the weights without each of its members."""
        laid = self._laid
        ends = laid.origins, laid.destinations
        found = route_removals(laid.arcs, *ends, len(laid.places), self._engine)
        if found is None:
            return None, {}
        names = self._members.spelled(np.concatenate([found.nodes, self._leg_numbers(found.arcs)]))
        weights = (*found.without_node.tolist(), *found.without_arc.tolist())
        pairs = zip(names, weights, strict=True)
        return found.weight, {
            name: None if weight == NO_ROUTE else weight for name, weight in pairs
        }

    def _without_several(self, removed: Collection[Member]) -> int | None:
        avoided: tuple[Member, ...] = ()
        lightest = self._lightest(avoided)
        while lightest is not None:
            hit = sorted(lightest.members.intersection(removed))
            if not hit:
                return lightest.weight_micronats
            avoided = (*avoided, hit[0])
            lightest = self._lightest(avoided)
        return None

    @cached_property
    def _map(self) -> RouteMap:
        return with_common_ends(self._laid, self._engine)

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
        legs = self._leg_numbers(np.array(found.arcs[1:-1], dtype=np.int64))
        numbers = np.concatenate([np.array(found.nodes, dtype=np.int64), legs])
        return Lightest(found.weight, frozenset(self._members.spelled(numbers)))

    def _leg_numbers(self, arcs: IntArray) -> IntArray:
        """Give the numbers of legs among all members."""
        return len(self._laid.places) + arcs

    def _shut(self, members: tuple[Member, ...], whether: int) -> None:
        places = len(self._laid.places)
        for member in members:
            number = self._members.number(member)
            if number < places:
                self._map.shut_nodes[number] = whether
            else:
                self._map.shut_arcs[number - places] = whether
