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
    head: Sequence[int],
    places: tuple[Sequence[int], Sequence[int]],
    amounts: tuple[Sequence[int], Sequence[int], Buffer],
    sums: tuple[Buffer, Buffer],
) -> int:
    """Bring what can still move back to the network's own arcs, in their order.

    Parameters
    ----------
    head : sequence of int
        Of the network.
    places : two sequences of int
        `place` and `node` of `routes.arc_rows.ArcRows`.
    amounts : three sequences of int
        Of the network; what is left at each place of the rows; and, written, what is left on each
        of the network's arcs that have a place.
    sums : two mutable sequences of int, shape (nodes of the rows,) each
        Added to: what leaves each node on forward arcs, and how much more arrives than leaves.

    Returns
    -------
    int
        -1; or an arc on which it is no flow: less than nothing is left there or on its reverse, or
        the two have not the sum that they had.
    """
    place, node = places
    amount, left, residual = amounts
    leaving, balance = sums
    arc = 0
    while arc < len(head):
        at = place[arc]
        if at >= 0:
            onward = left[at]
            back = left[place[arc + 1]]
            if onward < 0 or back < 0 or onward + back != amount[arc] + amount[arc + 1]:
                return arc
            residual[arc] = onward
            residual[arc + 1] = back
            moved = amount[arc] - onward
            tail = node[head[arc + 1]]
            leaving[tail] += moved
            balance[tail] -= moved
            balance[node[head[arc]]] += moved
        arc += 2
    return -1
