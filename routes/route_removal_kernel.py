"""Inner loops for the lightest routes around every member of the best one, on plain sequences.

They share these arguments:

hops
    `head`, the node that each arc enters; `first` and `incident`, the arcs that leave node v being
    ``incident[first[v]:first[v + 1]]``; `weight` of each arc, 0 or more.
tree
    `distance` from each node to the nearest goal, `FAR` from where none can be reached, and
    `onward`, the arc to go on by, or -1: these arcs make a tree.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from routes.heap_kernel import FAR, pop_waiting, push_waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.heap_kernel import Waiting
    from routes.kernels import Buffer

    Hops = tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[int]]
    Tree = tuple[Buffer, Buffer]


def grow_tree(against: Hops, goals: Sequence[int], tree: Tree, waiting: Waiting) -> int:
    """Measure the distance from every node to the nearest goal.

    Parameters
    ----------
    against : four sequences of int
        The hops turned around, so that `head` is the tail of each arc.
    goals : sequence of int
        Nodes.
    tree : see above
        Written, shape (nodes,) each.
    waiting : two mutable sequences of int
        Working space, as long as arcs and goals together.

    Returns
    -------
    int
        How many nodes can reach a goal.
    """
    tail, first, incident, weight = against
    distance, onward = tree
    node = 0
    while node < len(distance):
        distance[node] = FAR
        onward[node] = -1
        node += 1
    size = 0
    for goal in goals:
        distance[goal] = 0
        size = push_waiting(waiting, size, 0, goal)
    found = 0
    while size > 0:
        length = waiting[0][0]
        here = waiting[1][0]
        size = pop_waiting(waiting, size)
        if length > distance[here]:
            continue
        found += 1
        place = 0 + first[here]
        end = 0 + first[here + 1]
        while place < end:
            arc = incident[place]
            there = tail[arc]
            further = length + weight[arc]
            if further < distance[there]:
                distance[there] = further
                onward[there] = arc
                size = push_waiting(waiting, size, further, there)
            place += 1
    return found


def find_joint(node: int, head: Sequence[int], tree: Tree, joint: Buffer, none: int) -> int:
    """Tell where the path of a node along the tree meets the best route.

    Parameters
    ----------
    node : int
        It can reach a goal.
    head, tree : see above
    joint : mutable sequence of int, shape (nodes,)
        The answer where it is known, -1 elsewhere; on the best route the position of each node.
        Written for all nodes that the path passes.
    none : int
        The answer where it does not meet the route.

    Returns
    -------
    int
    """
    onward = tree[1]
    at = node
    while joint[at] < 0 and onward[at] >= 0:
        at = head[onward[at]]
    known = joint[at] if joint[at] >= 0 else none
    at = node
    while joint[at] < 0:
        joint[at] = known
        if onward[at] >= 0:
            at = head[onward[at]]
    return known


def spread_excess(
    hops: Hops,
    tree: Tree,
    waiting: list[tuple[int, int]],
    found: tuple[Buffer, Buffer],
    stage: tuple[int, int, int, int],
) -> int:
    """Look at nodes, the least excess first, until the first is one that joins the route late.

    Parameters
    ----------
    hops, tree : see above
    waiting : heap of (excess, node)
        Ends with an entry of `FAR`.
    found : two mutable sequences of int, shape (nodes,)
        `excess`, the least yet found, and `joint`, see `find_joint`.
    stage : (int, int, int, int)
        The last position that is not late, one more than the last position of all, a node that
        must not be passed, and an arc that must not be used; -1 for no node or arc.

    Returns
    -------
    int
        How many nodes were looked at.
    """
    head, first, incident, weight = hops
    distance = tree[0]
    excess, joint = found
    last, none, shunned, shut = stage
    looked = 0
    while waiting[0][0] < FAR:
        length, node = waiting[0]
        if length == excess[node] and find_joint(node, head, tree, joint, none) > last:
            break
        heappop(waiting)
        if length > excess[node] or node == shunned:
            continue
        looked += 1
        place = first[node]
        while place < first[node + 1]:
            arc = incident[place]
            there = head[arc]
            place += 1
            if arc == shut or distance[there] >= FAR:
                continue
            more = length + weight[arc] + distance[there] - distance[node]
            if more < excess[there]:
                excess[there] = more
                heappush(waiting, (more, there))
    return looked


def weigh_removals(
    hops: Hops,
    tree: Tree,
    starts: Sequence[int],
    route: tuple[Sequence[int], Sequence[int]],
    buffers: tuple[Buffer, Buffer, Buffer, Buffer],
) -> int:
    """Weigh the lightest routes without each node and each arc of the best one.

    Parameters
    ----------
    hops, tree : see above
    starts : sequence of int
        Nodes at which routes start.
    route : two sequences of int
        The nodes of the best route in order, and the arcs between them, one fewer.
    buffers : four mutable sequences of int
        Written: `excess` and `joint`, shape (nodes,), of which the second holds -1 before; then
        the weights without each node and without each arc of the route, -1 where none is left.

    Returns
    -------
    int
        How many times a node was looked at.
    """
    nodes, arcs = route
    excess, joint, without_node, without_arc = buffers
    best = tree[0][nodes[0]]
    position = 0
    while position < len(nodes):
        joint[nodes[position]] = position
        position += 1
    waiting = [(FAR, -1)]
    node = 0
    while node < len(excess):
        excess[node] = FAR
        node += 1
    for start in starts:
        if tree[0][start] < FAR:
            excess[start] = tree[0][start] - best
            heappush(waiting, (excess[start], start))
    looked = 0
    position = 0
    while position < len(nodes):
        node = nodes[position]
        stage = (position, len(nodes), node, -1)
        looked += spread_excess(hops, tree, waiting, (excess, joint), stage)
        without_node[position] = best + waiting[0][0] if waiting[0][0] < FAR else -1
        if position < len(arcs):
            excess[node] = 0
            heappush(waiting, (0, node))
            stage = (position, len(nodes), -1, arcs[position])
            looked += spread_excess(hops, tree, waiting, (excess, joint), stage)
            without_arc[position] = best + waiting[0][0] if waiting[0][0] < FAR else -1
        position += 1
    return looked
