"""The least pressed route of a graph in arrays, the first by weight, legs and ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes.arrays import incidence
from routes.engine import choose_loops
from routes.heap_kernel import FAR
from routes.names import spell
from routes.path_rows import require_countable
from routes.route_map import route_arcs
from routes.route_removals import tree_towards
from routes.route_rows import Route, passes_per_million

if TYPE_CHECKING:
    import networkx as nx

    from routes.leg_table import LegTable
    from routes.route_map import RouteArcs


def lightest_route(graph: nx.MultiDiGraph[str], table: LegTable) -> Route | None:
    """Find the first route by weight, then number of legs, then ids of legs in order of travel.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph made of a table, which says where routes begin and end.
    table : LegTable
        Its legs.

    Returns
    -------
    Route or None
        None without a route.

    Raises
    ------
    ValueError
        Weights are too large to be added up.

    Notes
    -----
    A leg counts its weight and, in units that no number of legs on a route can fill, one. So the
    distances to the destinations, found by one search, tell weight and number of legs at once. All
    first routes have as many legs; who always goes on by the leg of the first id that is on one of
    them takes the first of them by ids.
    """
    laid = route_arcs(graph)
    legs = _first_legs(laid)
    if not legs:
        return None
    tail, head, weight = (each[legs] for each in laid.arcs)
    # Positions are those of open legs; the table has all of them.
    pressure = table.pressure[np.flatnonzero(table.passing)[legs]]
    return Route(
        legs=tuple(spell(laid.legs, np.array(legs))),
        jurisdictions=tuple(spell(laid.places, np.concatenate([tail[:1], head]))),
        weight_micronats=int(weight.sum()),
        passes_per_million=passes_per_million(pressure.tolist()),
        hops=len(legs),
    )


def _first_legs(laid: RouteArcs) -> list[int]:
    """Give the positions of the legs of the first route, none without one."""
    tail, head, _ = laid.arcs
    node_count, length = len(laid.places), laid.lengths
    require_countable(length, node_count, least=1)
    loops = choose_loops(len(tail))
    tree = tree_towards((tail, head, length), laid.destinations, node_count, loops)
    distance = np.asarray(tree[0], dtype=np.int64)
    nearest = min((int(distance[origin]) for origin in laid.origins), default=FAR)
    if nearest >= FAR:
        return []
    first, incident = incidence(tail, node_count)
    nodes = [origin for origin in laid.origins if distance[origin] == nearest]
    route: list[int] = []
    while distance[nodes[0]] > 0:
        legs = np.sort(np.concatenate([incident[first[v] : first[v + 1]] for v in nodes]))
        onward = legs[distance[head[legs]] + length[legs] == distance[tail[legs]]]
        route.append(int(onward[0]))
        nodes = [int(head[onward[0]])]
    return route
