"""The least weights of routes without each member of the best one, all found in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routes.arrays import incidence
from routes.engine import choose_loops
from routes.heap_kernel import FAR
from routes.path_rows import require_countable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.arrays import IntArray
    from routes.engine import Engine, Loops
    from routes.route_removal_kernel import Hops, Tree

NO_ROUTE = -1
"""Stands for the weight where no route is left."""


@dataclass(frozen=True, eq=False)
class RouteRemovals:
    """A lightest route, and what the lightest weighs without each of its members.

    Attributes
    ----------
    weight : int
        Of the route; it stays the lightest without anything that is not on it.
    nodes, arcs : ndarray of int64, shapes (hops + 1,) and (hops,)
        In order of travel.
    without_node, without_arc : ndarray of int64, shapes (hops + 1,) and (hops,)
        Weight of the lightest route without each of these alone; -1 where none is left.
    looked_at : int
        How many times a node was looked at, beside the one search for all distances.
    """

    weight: int
    nodes: IntArray
    arcs: IntArray
    without_node: IntArray
    without_arc: IntArray
    looked_at: int


def route_removals(
    arcs: tuple[IntArray, IntArray, IntArray],
    starts: Sequence[int],
    goals: Sequence[int],
    node_count: int,
    engine: Engine = "auto",
) -> RouteRemovals | None:
    """Weigh the lightest routes that are left without each node and each arc of the best.

    Parameters
    ----------
    arcs : three ndarrays of int64, shape (arcs,)
        Tail, head and weight, 0 or more; several may join the same two nodes.
    starts, goals : sequence of int
        A route leads from any of the first to any of the second. What is removed may be a start or
        a goal.
    node_count : int
        Nodes are numbered from 0.
    engine : {"auto", "interpreted", "compiled"}
        How the loops run; the weights are the same.

    Returns
    -------
    RouteRemovals or None
        None without a route. How much can move on a route is not considered.

    Raises
    ------
    ValueError
        A weight is below 0 or too large to be added up.

    Notes
    -----
    Let d(v) be the least weight from v to a goal, p(0) ... p(k) the best route along the tree of
    these distances, and the excess of a walk from a start to v its weight plus d(v) less d(p(0)):
    never below 0, and an arc from u to v adds its own weight plus d(v) - d(u), never below 0
    either. Let v join the route at position j when its path along the tree meets the route first
    in p(j), or at k + 1 when it does not; from p(j) on the two are the same. So that path avoids
    the node p(i), and the arc from p(i) to p(i + 1), just when v joins later than i.

    A route without either ends at a goal that joins later than i: at p(k), with k > i where it is
    the arc that is missing, or at one that joins at k + 1. So it has a first node v that does. From
    v on, the path along the tree is no heavier and avoids what is missing, too. Hence the least
    weight is d(p(0)) plus the least excess of a walk that ends where it first comes to a node that
    joins later than i: no search needs to go on from there.

    The nodes that may be passed are all that join at 0 ... i, for the node p(i) without itself. In
    the order node 0, arc 0, node 1, arc 1, ... they only become more, so every walk found for one
    removal is allowed in the next, and one heap serves all. Where the arc from p(i) is missing, the
    route up to p(i) is whole, and p(i) has excess 0; the arc itself may be used in all later ones,
    where its head has excess 0 as well. The heap stands still as soon as its first node joins
    later than i, for all others have at least as much excess: that is the answer.

    The tree takes one search over the graph. A node is looked at again when a later part of the
    route offers less excess, so at worst the rest takes as long as a search for each member of the
    route; methods that only compare the weights of paths cannot do better than about the square
    root of the number of nodes times a search, on the worst of directed graphs. On large random,
    layered, grid and road graphs a few nodes for each member are looked at.

    References
    ----------
    J. Hershberger, S. Suri and A. Bhosle (2007), "On the difficulty of some shortest path
    problems", ACM Transactions on Algorithms 3 (1), 5, doi 10.1145/1186810.1186815.

    Examples
    --------
    From 0 to 3 by 1, weight 2, or by 2, weight 5; by 1 there is a second arc, of weight 3:

    >>> arcs = tuple(np.array(each) for each in ([0, 1, 1, 0, 2], [1, 3, 3, 2, 3], [1, 1, 3, 2, 3]))
    >>> found = route_removals(arcs, [0], [3], node_count=4)
    >>> found.weight, found.arcs.tolist(), found.without_arc.tolist()
    (2, [0, 1], [5, 4])
    >>> found.nodes.tolist(), found.without_node.tolist()
    ([0, 1, 3], [-1, 5, -1])
    """
    tail, head, weight = arcs
    require_countable(weight, node_count, least=0)
    loops = choose_loops(len(tail), engine)
    begin = loops.read(np.array(starts, dtype=np.int64))
    tree = tree_towards(arcs, goals, node_count, loops)
    route = _route(head, tree, starts)
    if route is None:
        return None
    hops = _hops(head, tail, weight, node_count, loops)
    without = loops.blank(len(route[0])), loops.blank(len(route[1]))
    buffers = loops.blank(node_count), loops.blank(node_count, -1), *without
    on_route = tuple(map(loops.read, route))
    looked_at = loops.run("weigh_removals", hops, tree, begin, on_route, buffers)
    without_node, without_arc = (np.asarray(each, dtype=np.int64) for each in without)
    best = int(tree[0][int(route[0][0])])
    return RouteRemovals(best, *route, without_node, without_arc, looked_at)


def tree_towards(
    arcs: tuple[IntArray, IntArray, IntArray], goals: Sequence[int], node_count: int, loops: Loops
) -> Tree:
    """Measure the distance from every node to the nearest goal.

    Parameters
    ----------
    arcs, goals, node_count
        As for `route_removals`.
    loops : Loops
        The kernels.

    Returns
    -------
    tree
        As `routes.route_removal_kernel` tells.
    """
    tail, head, weight = arcs
    against = _hops(tail, head, weight, node_count, loops)
    tree = loops.blank(node_count), loops.blank(node_count)
    nodes = np.zeros(len(tail) + len(goals), dtype=np.uint32)
    waiting = loops.blank(len(nodes)), loops.read(nodes)
    loops.run("grow_tree", against, loops.read(np.array(goals, dtype=np.int64)), tree, waiting)
    return tree


def _hops(head: IntArray, tail: IntArray, weight: IntArray, node_count: int, loops: Loops) -> Hops:
    read = loops.read
    first, incident = incidence(tail, node_count)
    return read(head), read(first), read(incident), read(weight)


def _route(head: IntArray, tree: Tree, starts: Sequence[int]) -> tuple[IntArray, IntArray] | None:
    """Follow the tree from the start that is nearest to a goal; the first of these."""
    distance, onward = tree
    node = min(starts, key=lambda start: distance[start], default=-1)
    if node < 0 or distance[node] >= FAR:
        return None
    nodes, arcs = [int(node)], []
    while onward[nodes[-1]] >= 0:
        arcs.append(int(onward[nodes[-1]]))
        nodes.append(int(head[arcs[-1]]))
    return np.array(nodes, dtype=np.int64), np.array(arcs, dtype=np.int64)
