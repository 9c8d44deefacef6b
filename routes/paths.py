"""Routes from an origin to a destination, the least pressed first."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

from routes.contract import require
from routes.fields import DESTINATIONS, NODE_CAPACITY, ORIGINS, PRESSURE, ROUTE_WEIGHT
from routes.leg_graph import table_of
from routes.lenses import open_legs
from routes.lightest_route import lightest_route
from routes.route_rows import Route, passes_per_million

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx


class _Hop(NamedTuple):
    """A leg as the search sees it; the empty id links routes to the common start and end."""

    leg: str
    to: str | None
    weight: int


class _Rank(NamedTuple):
    """Order of routes: lightest, then fewest hops, then leg ids in order of travel."""

    weight: int = 0
    hops: int = 0
    legs: tuple[str, ...] = ()

    def after(self, hop: _Hop) -> _Rank:
        """Rank with one more hop; links to the common ends add nothing."""
        if not hop.leg:
            return self
        return _Rank(self.weight + hop.weight, self.hops + 1, (*self.legs, hop.leg))


_START = ""
_END = None
_Hops = dict[str, list[_Hop]]
_Trail = tuple[_Hop, ...]


def least_pressure_route(graph: nx.MultiDiGraph[str]) -> Route | None:
    """Find the route that is likeliest to get through.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.

    Returns
    -------
    Route or None
        The first by weight, hops and leg ids; None when there is no route. How much can move on
        it is not considered, except that legs and jurisdictions that pass nothing are left out.

    Raises
    ------
    GraphError
        The graph breaks the contract.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> ends = {"origin": ["a", "b"], "destination": ["b", "c"]}
    >>> frame = pd.DataFrame(ends | {"capacity": [5, 3], "pressure": [50, 20]})
    >>> least_pressure_route(from_edges(frame, origin="a", destination="c")).passes_per_million
    400000
    """
    table = table_of(graph)
    if table is None:
        return next(iter(k_routes(graph, k=1)), None)
    require(graph)
    return lightest_route(graph, table)


def k_routes(graph: nx.MultiDiGraph[str], k: int = 5) -> tuple[Route, ...]:
    """Find the routes that are likeliest to get through, best first.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    k : int
        How many.

    Returns
    -------
    tuple of Route
        The first k by weight, hops and leg ids, fewer when there are no more. Parallel legs make
        different routes; a route may pass another origin or destination on its way.

    Raises
    ------
    GraphError
        The graph breaks the contract.
    ValueError
        k is below 1.

    Notes
    -----
    Adding the same leg to two routes that end together keeps their order, whether weight, hops or
    ids decided it, so the search of Dijkstra holds for the whole rank.

    References
    ----------
    E. W. Dijkstra (1959), "A note on two problems in connexion with graphs", Numerische Mathematik
    1, 269-271, doi 10.1007/BF01386390.
    J. Y. Yen (1971), "Finding the k shortest loopless paths in a network", Management Science 17,
    712-716, doi 10.1287/mnsc.17.11.712.
    """
    if k < 1:
        raise ValueError(f"k must be at least 1, not {k}")
    require(graph)
    hops = _open_hops(graph)
    first = _best_trail(hops, _START, frozenset(), frozenset())
    candidates = [] if first is None else [(_rank(first), first)]
    found: list[_Trail] = []
    known = {trail for _, trail in candidates}
    while candidates:
        _, trail = heapq.heappop(candidates)
        found.append(trail)
        if len(found) == k:
            break
        for deviation in _deviations(hops, trail, found):
            if deviation not in known:
                known.add(deviation)
                heapq.heappush(candidates, (_rank(deviation), deviation))
    pressure = {leg: data[PRESSURE] for _, _, leg, data in graph.edges(keys=True, data=True)}
    return tuple(_route(trail, pressure) for trail in found)


def _open_hops(graph: nx.MultiDiGraph[str]) -> _Hops:
    """List the hops from each jurisdiction, with one common start and one common end."""
    hops: _Hops = {node: [] for node, data in graph.nodes(data=True) if data[NODE_CAPACITY] != 0}
    for origin, destination, leg, data in open_legs(graph):
        hops[origin].append(_Hop(leg, destination, data[ROUTE_WEIGHT]))
    for destination in graph.graph[DESTINATIONS]:
        if destination in hops:
            hops[destination].append(_Hop("", _END, 0))
    hops[_START] = [_Hop("", origin, 0) for origin in graph.graph[ORIGINS] if origin in hops]
    return hops


def _best_trail(
    hops: _Hops, start: str, avoided: frozenset[str | None], barred: frozenset[_Hop]
) -> _Trail | None:
    """Find the first trail by rank from a node to the common end."""
    waiting: list[tuple[_Rank, int, str | None, _Trail]] = [(_Rank(), 0, start, ())]
    best: dict[str | None, _Rank] = {start: _Rank()}
    pushed = 0
    while waiting:
        rank, _, node, trail = heapq.heappop(waiting)
        if node is _END:
            return trail
        if node in best and best[node] < rank:
            continue
        for hop in hops[node]:
            if hop.to in avoided or (node == start and hop in barred):
                continue
            rank_there = rank.after(hop)
            if hop.to not in best or rank_there < best[hop.to]:
                best[hop.to] = rank_there
                pushed += 1
                heapq.heappush(waiting, (rank_there, pushed, hop.to, (*trail, hop)))
    return None


def _deviations(hops: _Hops, trail: _Trail, found: list[_Trail]) -> list[_Trail]:
    """Find the best trail that leaves this one at each of its nodes, apart from those found."""
    deviations = []
    visited: list[str | None] = [_START, *(hop.to for hop in trail)]
    for position in range(len(trail)):
        root = trail[:position]
        barred = frozenset(other[position] for other in found if other[:position] == root)
        node = visited[position]
        if node is _END:
            continue
        spur = _best_trail(hops, node, frozenset(visited[:position]), barred)
        if spur is not None:
            deviations.append((*root, *spur))
    return deviations


def _rank(trail: _Trail) -> _Rank:
    rank = _Rank()
    for hop in trail:
        rank = rank.after(hop)
    return rank


def _route(trail: _Trail, pressure: Mapping[str, int]) -> Route:
    rank = _rank(trail)
    return Route(
        legs=rank.legs,
        jurisdictions=tuple(hop.to for hop in trail if hop.to is not None),
        weight_micronats=rank.weight,
        passes_per_million=passes_per_million(pressure[leg] for leg in rank.legs),
        hops=rank.hops,
    )
