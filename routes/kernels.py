"""Inner loops of maximum flow, on plain integer sequences: lists as well as int64 arrays.

Both functions use nothing but integers, sequences and ``while``, so that one source runs
interpreted or compiled. They share their arguments:

adjacency
    The sequences `head`, `first` and `incident` of `routes.arrays.Network`.
residual
    What can still move along each arc, shape (arcs,).
space
    Three working sequences, shape (node_count,) each: `level`, `cursor` and `order`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import MutableSequence, Sequence

    Adjacency = tuple[Sequence[int], Sequence[int], Sequence[int]]
    Buffer = MutableSequence[int]
    Space = tuple[Buffer, Buffer, Buffer]


def label_levels(
    adjacency: Adjacency, residual: Sequence[int], start: int, turn: int, space: Space
) -> int:
    """Count the steps from a node to every node that residual arcs connect with it.

    Parameters
    ----------
    adjacency, residual : sequences of int
        Read only; see above.
    start : int
        The node to begin at.
    turn : int
        0 to follow arcs from the node, 1 to follow them backwards, towards it.
    space : three mutable sequences of int
        Written: in `level` the steps, or -1 where no residual path leads; in `cursor` the position
        of each node's first arc; in `order` the nodes found, nearest first.

    Returns
    -------
    int
        Number of nodes found, the start included.
    """
    head, first, incident = adjacency
    level, cursor, order = space
    node = 0
    while node < len(level):
        level[node] = -1
        cursor[node] = first[node]
        node += 1
    level[start] = 0
    order[0] = start
    taken = 0
    found = 1
    while taken < found:
        node = order[taken]
        taken += 1
        farther = level[node] + 1
        position = first[node]
        end = first[node + 1]
        while position < end:
            arc = incident[position]
            position += 1
            if residual[arc ^ turn] > 0:
                node = head[arc]
                if level[node] < 0:
                    level[node] = farther
                    order[found] = node
                    found += 1
    return found


def push_blocking_flow(
    adjacency: Adjacency, residual: Buffer, source: int, sink: int, space: Space
) -> int:
    """Push flow along shortest residual paths until each of them is blocked.

    One phase of the algorithm of Dinic. The search keeps its path instead of recursing, and after
    a push goes on from the first arc that the push has filled.

    Parameters
    ----------
    adjacency : sequences of int
        Read only; see above.
    residual : mutable sequence of int
        Written.
    source, sink : int
        Where the flow starts and ends.
    space : three mutable sequences of int
        Levels and cursors as `label_levels` wrote them from the source, which must have found the
        sink. Written: in `level` -1 at dead ends; `order` holds the path.

    Returns
    -------
    int
        Flow added in this phase.

    References
    ----------
    E. A. Dinic (1970), "Algorithm for solution of a problem of maximum flow in networks with power
    estimation", Soviet Mathematics Doklady 11, 1277-1280.
    """
    head, first, incident = adjacency
    level, cursor, path = space
    pushed = 0
    depth = 0
    node = source
    while True:
        if node == sink:
            amount = residual[path[0]]
            step = 1
            while step < depth:
                amount = min(amount, residual[path[step]])
                step += 1
            pushed += amount
            while step > 0:
                step -= 1
                arc = path[step]
                left = residual[arc] - amount
                residual[arc] = left
                residual[arc ^ 1] += amount
                if left == 0:
                    depth = step
            node = head[path[depth] ^ 1]
        position = cursor[node]
        end = first[node + 1]
        farther = level[node] + 1
        while position < end:
            arc = incident[position]
            if residual[arc] > 0 and level[head[arc]] == farther:
                break
            position += 1
        cursor[node] = position
        if position < end:
            arc = incident[position]
            path[depth] = arc
            node = head[arc]
            depth += 1
        elif depth == 0:
            return pushed
        else:
            level[node] = -1
            depth -= 1
            node = head[path[depth] ^ 1]
