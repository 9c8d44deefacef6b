"""A map on which lightest routes are searched again and again, as weights and closures change."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from routes.arrays import incidence
from routes.engine import choose_loops
from routes.fields import DESTINATIONS, NODE_CAPACITY, ORIGINS, ROUTE_WEIGHT
from routes.leg_graph import table_of
from routes.lenses import open_legs
from routes.names import take
from routes.pressure import CLOSED_PERCENT, route_weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from routes.arrays import IntArray
    from routes.engine import Engine
    from routes.leg_table import LegTable

    Arc = tuple[int, int, int]


class Passage(NamedTuple):
    """A route by numbers: its weight, its arcs and the nodes between its two ends, in order."""

    weight: int
    arcs: tuple[int, ...]
    nodes: tuple[int, ...]


class RouteMap:
    """Arcs between nodes, one start and one end, and lightest routes between these two.

    Parameters
    ----------
    node_count : int
        Nodes are numbered from 0.
    arcs : sequence of (int, int, int)
        Tail, head and weight, from 0, of each arc.
    ends : (int, int)
        Start and end, two nodes.
    engine : {"auto", "interpreted", "compiled"}
        How the search runs; its answers are the same.

    Attributes
    ----------
    weight : mutable sequence of int, shape (arcs,)
        May be raised, and lowered again down to what it was at first.
    shut_nodes, shut_arcs : mutable sequences of int, shapes (node_count,) and (arcs,)
        Where it is not 0 no route passes.

    Notes
    -----
    A search is led by the distances to the end on the map as it was at first: higher weights and
    closures only make the way longer, so these never say too much.
    """

    def __init__(
        self,
        node_count: int,
        arcs: Sequence[Arc],
        ends: tuple[int, int],
        engine: Engine = "auto",
    ) -> None:
        tail, head, weight = np.array(arcs, dtype=np.int64).reshape(-1, 3).T.copy()
        loops = choose_loops(len(arcs), engine)
        self.ends = ends
        self.shut_nodes = loops.blank(node_count)
        self.shut_arcs = loops.blank(len(arcs))
        self._loops = loops
        self._tail = loops.sequence(tail)
        self._space = (loops.blank(1), *loops.three(node_count))
        shut = (self.shut_nodes, self.shut_arcs)
        backward = tuple(map(loops.sequence, (tail, *incidence(head, node_count), weight)))
        toward = (ends[1], -1)
        loops.run("search_lightest", backward, loops.blank(node_count), shut, toward, self._space)
        seen, distance = (np.asarray(part, dtype=np.int64) for part in self._space[1:3])
        self._potential = loops.sequence(np.where(seen > 0, distance, -1))
        self._hops = tuple(map(loops.sequence, (head, *incidence(tail, node_count), weight)))
        self.weight = self._hops[3]

    def lightest(self) -> Passage | None:
        """Find a lightest route on the map as it is now; None without a route."""
        shut = (self.shut_nodes, self.shut_arcs)
        found = self._loops.run(
            "search_lightest", self._hops, self._potential, shut, self.ends, self._space
        )
        if found < 0:
            return None
        via = self._space[3]
        start, node = self.ends
        arcs, nodes = [], []
        while node != start:
            arc = int(via[node])
            arcs.append(arc)
            node = int(self._tail[arc])
            nodes.append(node)
        return Passage(found, tuple(reversed(arcs)), tuple(reversed(nodes[:-1])))


class RouteArcs(NamedTuple):
    """The open legs of a graph as arrays, and what their numbers stand for.

    Attributes
    ----------
    places, legs : sequence of str
        Open jurisdictions and open legs, sorted: what each node and arc stands for.
    arcs : three ndarrays of int64, shape (legs,)
        Tail, head and weight in micro-nats.
    origins, destinations : tuple of int
        Nodes; those that are closed are left out.
    """

    places: Sequence[str]
    legs: Sequence[str]
    arcs: tuple[IntArray, IntArray, IntArray]
    origins: tuple[int, ...]
    destinations: tuple[int, ...]

    @property
    def lengths(self) -> IntArray:
        """Weights that count legs, too: a route's legs never outweigh one micro-nat, shape (legs,).

        Positive integers, so that of routes of equal weight the one with fewer legs is shorter.
        """
        return self.arcs[2] * (len(self.places) + 1) + 1


def route_arcs(graph: nx.MultiDiGraph[str]) -> RouteArcs:
    """Lay out the open legs of a graph as arrays.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; this is not checked here.

    Returns
    -------
    RouteArcs
    """
    table = table_of(graph)
    if table is not None:
        return _of_table(graph, table)
    places = tuple(sorted(node for node, data in graph.nodes(data=True) if data[NODE_CAPACITY]))
    at = {place: position for position, place in enumerate(places)}
    legs = open_legs(graph)
    rows = [(at[origin], at[there], data[ROUTE_WEIGHT]) for origin, there, _, data in legs]
    tail, head, weight = np.array(rows, dtype=np.int64).reshape(-1, 3).T.copy()
    origins, destinations = (
        tuple(at[place] for place in graph.graph[ends] if place in at)
        for ends in (ORIGINS, DESTINATIONS)
    )
    ids = tuple(leg for _, _, leg, _ in legs)
    return RouteArcs(places, ids, (tail, head, weight), origins, destinations)


def _of_table(graph: nx.MultiDiGraph[str], table: LegTable) -> RouteArcs:
    passing = np.flatnonzero(table.passing)
    # What is closed has no weight, and is not among those that pass something.
    weights = np.array([route_weight(percent) or 0 for percent in range(CLOSED_PERCENT + 1)])
    tail, head = (ends[passing].astype(np.int64) for ends in (table.tail, table.head))
    ids = table.jurisdiction_ids
    origins, destinations = (
        tuple(bisect_left(ids, place) for place in graph.graph[ends])
        for ends in (ORIGINS, DESTINATIONS)
    )
    legs = take(table.leg_ids, passing)
    arcs = tail, head, weights[table.pressure[passing]]
    return RouteArcs(ids, legs, arcs, origins, destinations)


class NamedMap(NamedTuple):
    """A map of a graph, and what its numbers stand for.

    Attributes
    ----------
    map : RouteMap
        Nodes and arcs after those that are named lead to and from its ends.
    places, legs : sequence of str
        Open jurisdictions and open legs, sorted: what each node and arc stands for.
    """

    map: RouteMap
    places: Sequence[str]
    legs: Sequence[str]


def map_of(graph: nx.MultiDiGraph[str], engine: Engine = "auto") -> NamedMap:
    """Lay out the open legs of a graph, with one common start and end.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; this is not checked here.
    engine : {"auto", "interpreted", "compiled"}
        How the search runs.

    Returns
    -------
    NamedMap
    """
    laid = route_arcs(graph)
    return NamedMap(with_common_ends(laid, engine), laid.places, laid.legs)


def with_common_ends(laid: RouteArcs, engine: Engine = "auto") -> RouteMap:
    """Make a map of the arcs of a graph; two nodes and the arcs from and to them come last."""
    start, end = len(laid.places), len(laid.places) + 1
    arcs = np.stack(laid.arcs, axis=1).tolist()
    arcs += [(start, origin, 0) for origin in laid.origins]
    arcs += [(there, end, 0) for there in laid.destinations]
    return RouteMap(len(laid.places) + 2, arcs, (start, end), engine)
