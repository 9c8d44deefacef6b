"""Inner loops that lay arcs out node by node, and that bring a flow back from there.

As in `routes.kernels`, one source runs interpreted on lists or compiled on arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.kernels import Adjacency, Buffer


def fill_rows(
    adjacency: Adjacency,
    node: Sequence[int],
    rows: tuple[Buffer, Buffer, Buffer],
    numbers: tuple[Buffer, Buffer],
) -> int:
    """Lay out the arcs of a network whose nodes may have become one with the node before them.

    Parameters
    ----------
    adjacency : sequences of int
        As `routes.kernels` tells.
    node : sequence of int, shape (node_count,)
        The number of each now, which rises by 0 or 1 from one to the next.
    rows : three mutable sequences of int
        Written: `first`, `head` and `twin` of `routes.arc_rows.ArcRows`.
    numbers : two mutable sequences of int, shape (arcs,)
        Written: its `arcs`, as far as there are such, and `place`, filled with -1 before.

    Returns
    -------
    int
        Number of arcs laid out; those between two nodes that became one are left out.
    """
    head, begins, incident = adjacency
    first, new_head, twin = rows
    arcs, place = numbers
    filled = 0
    tail = 0
    while tail < len(node):
        if tail == 0 or node[tail] != node[tail - 1]:
            first[node[tail]] = filled
        position = begins[tail]
        while position < begins[tail + 1]:
            arc = incident[position]
            position += 1
            there = node[head[arc]]
            if there != node[tail]:
                arcs[filled] = arc
                place[arc] = filled
                new_head[filled] = there
                filled += 1
        tail += 1
    first[len(first) - 1] = filled
    at = 0
    while at < filled:
        twin[at] = place[arcs[at] ^ 1]
        at += 1
    return filled


def bring_back(
    rows: tuple[Sequence[int], Sequence[int], Sequence[int]],
    arcs: Sequence[int],
    amounts: tuple[Sequence[int], Sequence[int], Buffer],
    through: Buffer,
    ends: tuple[int, int],
) -> int:
    """Bring what can still move back to the network's own arcs, if it is a flow.

    Parameters
    ----------
    rows : three sequences of int
        `first`, `head` and `twin` of `routes.arc_rows.ArcRows`.
    arcs : sequence of int
        Its `arcs`.
    amounts : three sequences of int
        Of the network; what is left at each place of the rows; and, written, what is left on each
        of the network's arcs that have a place.
    through : mutable sequence of int, shape (node_count,)
        Written: what leaves each node on forward arcs.
    ends : (int, int)
        Source and sink.

    Returns
    -------
    int
        -1; or a node at which it is no flow: less than nothing is left on an arc, an arc and its
        reverse have not the sum that they had, or, but for the ends, less leaves than arrives.
    """
    first, _, twin = rows
    amount, left, residual = amounts
    node = 0
    while node < len(through):
        balance = 0
        leaving = 0
        place = first[node]
        while place < first[node + 1]:
            arc = arcs[place]
            change = left[place] - amount[arc]
            if left[place] < 0 or change + left[twin[place]] != amount[arc ^ 1]:
                return node
            residual[arc] = left[place]
            balance += change
            if arc & 1 == 0:
                leaving -= change
            place += 1
        if balance != 0 and node != ends[0] and node != ends[1]:
            return node
        through[node] = leaving
        node += 1
    return -1
