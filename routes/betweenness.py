"""Betweenness on least-pressure routes, for jurisdictions and for parallel legs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes.engine import choose_loops
from routes.fields import DESTINATIONS, ORIGINS
from routes.path_rows import path_rows, require_countable
from routes.route_map import route_arcs

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx
    from numpy.typing import NDArray

    from routes.arrays import IntArray
    from routes.engine import Engine

    FloatArray = NDArray[np.float64]

_DECIMALS = 6


def betweenness(graph: nx.MultiDiGraph[str]) -> tuple[dict[str, float], dict[str, float]]:
    """Give the share of least-pressure routes that run through each leg and jurisdiction.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; this is not checked here.

    Returns
    -------
    legs, jurisdictions : dict of str to float
        Mean over all pairs of an origin and a destination of the share of that pair's routes, of
        least weight and then of fewest hops, that run through it; 0 to 1, rounded to 6 decimals.
        A pair without a route counts 0, and so do the ends of a pair. Capacity is not considered.

    References
    ----------
    U. Brandes (2008), "On variants of shortest-path betweenness centrality and their generic
    computation", Social Networks 30, 136-145, doi 10.1016/j.socnet.2007.11.001.
    """
    laid = route_arcs(graph)
    tail, head, _ = laid.arcs
    goals = np.zeros(len(laid.places), dtype=np.int64)
    goals[list(laid.destinations)] = 1
    through = path_shares((tail, head, laid.lengths), laid.origins, goals)
    pairs = len(graph.graph[ORIGINS]) * len(graph.graph[DESTINATIONS])
    places_share, legs_share = (
        [round(share / pairs, _DECIMALS) for share in shares.tolist()] for shares in through
    )
    ids = sorted(leg for _, _, leg in graph.edges(keys=True))
    known = dict(zip(laid.legs, legs_share, strict=True))
    return (
        dict.fromkeys(ids, 0.0) | known,
        dict.fromkeys(sorted(graph.nodes), 0.0) | dict(zip(laid.places, places_share, strict=True)),
    )


def path_shares(
    arcs: tuple[IntArray, IntArray, IntArray],
    starts: Sequence[int],
    goals: IntArray,
    engine: Engine = "auto",
) -> tuple[FloatArray, FloatArray]:
    """Add up the shares of lightest paths that run through each node and each arc.

    Parameters
    ----------
    arcs : three ndarrays of int64, shape (arcs,)
        Tail, head and weight, from 1, of each.
    starts : sequence of int
        Nodes from which paths start.
    goals : ndarray of int64, shape (nodes,)
        Not 0 where paths end.
    engine : {"auto", "interpreted", "compiled"}
        How the kernel runs.

    Returns
    -------
    nodes, arcs : ndarray of float64
        Sums over pairs of a start and another node that is a goal, each pair that a path connects
        counting 1 in all; the ends of a path are not on it.

    Raises
    ------
    ValueError
        A weight is below 1 or too large to be added up.

    Examples
    --------
    Every node as a start and a goal gives all pairs. Of 0 to 3 one path leads by 1 and one by 2:

    >>> arcs = tuple(np.array(each) for each in ([0, 0, 1, 2], [1, 2, 3, 3], [1, 1, 1, 1]))
    >>> nodes, legs = path_shares(arcs, range(4), np.ones(4, dtype=np.int64))
    >>> nodes.tolist(), legs.tolist()
    ([0.0, 0.5, 0.5, 0.0], [1.5, 1.5, 1.5, 1.5])
    """
    tail, count = arcs[0], len(goals)
    require_countable(arcs[2], count, least=1)
    loops = choose_loops(len(tail) * len(starts), engine)
    laid = path_rows(arcs, count)
    rows = (
        *(loops.read(laid.first), loops.read(laid.head)),
        *(loops.read(laid.tail), loops.read(laid.weight)),
    )
    shares = loops.zeros(count), loops.zeros(len(tail))
    space = (
        *(loops.blank(count), loops.read(np.zeros(count, dtype=np.uint32))),
        *(loops.zeros(count), loops.zeros(count)),
        *(loops.blank(count), loops.blank(len(tail))),
    )
    nodes = np.zeros(len(tail) + 1, dtype=np.uint32)
    waiting = loops.blank(len(tail) + 1), loops.read(nodes)
    ends = loops.read(np.array(starts, dtype=np.int64)), loops.read(goals)
    loops.run("share_paths", rows, ends, shares, space, waiting)
    legs = np.empty(len(tail))
    legs[laid.arcs] = shares[1]
    return np.asarray(shares[0], dtype=np.float64), legs
