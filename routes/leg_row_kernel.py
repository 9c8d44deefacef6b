"""Inner loops that lay legs out jurisdiction by jurisdiction, and read a flow off that.

As in `routes.kernels`, one source runs interpreted on lists or compiled on arrays. They share:

arcs
    Three sequences, shape (arcs,) each: the nodes where each starts and ends, and what it can
    move; 0 leaves it out, and less than 0 stands for no bound.
rows
    Four sequences: `first`, `head` and `twin` as in `routes.arc_rows.ArcRows`, `first` being one
    longer; and `residual`, what can still move along the arc at each place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.kernels import Buffer, Space

    Arcs = tuple[Sequence[int], Sequence[int], Sequence[int]]
    LegRows = tuple[Buffer, Buffer, Buffer, Buffer]


def count_ends(arcs: Arcs, first: Buffer) -> int:
    """Count for each node the arcs that it needs a place for, two entries further on."""
    tail, head, amount = arcs
    arc = 0
    while arc < len(amount):
        if amount[arc] != 0:
            first[tail[arc] + 2] += 1
            first[head[arc] + 2] += 1
        arc += 1
    return 0


def add_up(first: Buffer) -> int:
    """Turn counts into places where the arcs of each node begin, one entry further on."""
    node = 2
    while node < len(first):
        first[node] += first[node - 1]
        node += 1
    return 0


def place_arcs(arcs: Arcs, no_bound: int, rows: LegRows, place: Buffer) -> int:
    """Lay out arcs and their reverses; `first` moves on to its own entries as they fill up.

    Which of a node's arcs comes first decides where flow goes that could go anywhere. Arcs often
    come in an order that leads one way, as by name; on a grid that made a flow take four times as
    long. So they are taken in eight turns, each in that which a product of its number tells: the
    same order on every machine, and one that leads nowhere.

    Parameters
    ----------
    arcs, rows : see above
    no_bound : int
        What an arc without a bound can move.
    place : mutable sequence of int, shape (arcs,)
        Written: where each arc lies that is not left out.

    Returns
    -------
    int
        0.
    """
    tail, head, amount = arcs
    first, there, twin, residual = rows
    turn = 0
    while turn < 8:  # noqa: PLR2004  # a loop knows no names but its own
        arc = 0
        while arc < len(amount):
            limit = amount[arc]
            if limit != 0 and (arc * 40503 & 65535) >> 13 == turn:
                start, end = tail[arc], head[arc]
                at = 0 + first[start + 1]
                first[start + 1] = at + 1
                back = 0 + first[end + 1]
                first[end + 1] = back + 1
                there[at] = end
                there[back] = start
                twin[at] = back
                twin[back] = at
                residual[at] = no_bound if limit < 0 else limit
                place[arc] = at
            arc += 1
        turn += 1
    return 0


def read_flow(
    arcs: Arcs, no_bound: int, rows: LegRows, place: Sequence[int], sums: tuple[Buffer, Buffer]
) -> int:
    """Read off what each arc moves, and how much more arrives at each node than leaves.

    Parameters
    ----------
    arcs, rows, place : see above
    no_bound : int
        What an arc without a bound can move.
    sums : two mutable sequences of int
        `flow`, shape (arcs,), written for the arcs that are not left out; and `balance`, shape
        (nodes,), added to.

    Returns
    -------
    int
        -1; or an arc on which it is no flow: less than nothing moves there, or more than can.
    """
    tail, head, amount = arcs
    _, _, twin, residual = rows
    flow, balance = sums
    arc = 0
    while arc < len(amount):
        limit = amount[arc]
        if limit != 0:
            at = place[arc]
            moved = 0 + residual[twin[at]]
            rest = 0 + residual[at]
            if moved < 0 or rest < 0 or moved + rest != (no_bound if limit < 0 else limit):
                return arc
            flow[arc] = moved
            balance[tail[arc]] -= moved
            balance[head[arc]] += moved
        arc += 1
    return -1


def mark_connected(rows: LegRows, start: int, turn: int, space: Space) -> int:
    """Mark the nodes that residual arcs connect with one.

    Parameters
    ----------
    rows : see above
    start : int
        The node to begin at.
    turn : int
        0 to follow arcs from the node, 1 to follow them backwards, towards it.
    space : three mutable sequences of int, shape (nodes,)
        Written: the first, filled with 0 before, is 1 where connected; the second is a queue.

    Returns
    -------
    int
        Number of nodes found, the start included.
    """
    first, head, twin, residual = rows
    marked, queue, _ = space
    marked[start] = 1
    queue[0] = start
    taken = 0
    found = 1
    while taken < found:
        node = queue[taken]
        taken += 1
        place = 0 + first[node]
        end = 0 + first[node + 1]
        while place < end:
            there = head[place]
            if marked[there] == 0 and residual[twin[place] if turn else place] > 0:
                marked[there] = 1
                queue[found] = there
                found += 1
            place += 1
    return found
