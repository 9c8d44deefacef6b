"""Inner loops that keep a node's arcs in order of what is open, so that searches read no others.

As in `routes.kernels`, one source runs interpreted on lists or compiled on arrays; each function
calls only functions above it. They share these arguments:

rows
    Four sequences. `bounds`, shape (4 * nodes + 1,): arcs that leave node v lie at the places
    ``bounds[4 * v]`` up to, not including, ``bounds[4 * v + 4]``, in four parts that begin at
    ``bounds[4 * v]`` and the three next to it: those that are open while their reverse is not;
    those that are open both ways; those of which only the reverse is open; those that are open
    neither way. `head` and `arc`, by place: the node that the arc enters and its number in the
    network, where ``arc ^ 1`` is the reverse; `place`, by number of the arc.
residual
    What can still move along each of the network's arcs, by number; an arc is open when it is
    above 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.kernels import Adjacency, Buffer

    OpenRows = tuple[Buffer, Buffer, Buffer, Buffer]


def part_of(residual: Sequence[int], arc: int) -> int:
    """Tell in which part of its row an arc lies, from 0."""
    if residual[arc] > 0:
        return 1 if residual[arc ^ 1] > 0 else 0
    return 2 if residual[arc ^ 1] > 0 else 3


def count_parts(
    adjacency: Adjacency,
    node: Sequence[int],
    residual: Sequence[int],
    tails: tuple[int, int],
    counts: Buffer,
) -> int:
    """Count the arcs in each part of the row of a node that some of the network's have become."""
    head, begins, incident = adjacency
    part = 0
    while part < len(counts):
        counts[part] = 0
        part += 1
    position = 0 + begins[tails[0]]
    while position < begins[tails[1]]:
        arc = incident[position]
        position += 1
        if node[head[arc]] != node[tails[0]]:
            counts[part_of(residual, arc)] += 1
    return counts[0] + counts[1] + counts[2] + counts[3]


def fill_open_rows(
    adjacency: Adjacency,
    node: Sequence[int],
    residual: Sequence[int],
    rows: OpenRows,
    counts: Buffer,
) -> int:
    """Lay out the arcs of a network whose nodes may have become one with the node before them.

    Parameters
    ----------
    adjacency : sequences of int
        As `routes.kernels` tells.
    node : sequence of int, shape (node_count,)
        The number of each now, which rises by 0 or 1 from one to the next.
    residual : see above
    rows : see above
        Written; what lies between two nodes that became one is left out.
    counts : mutable sequence of int, shape (4,)
        Working space.

    Returns
    -------
    int
        Number of arcs laid out.
    """
    head, begins, incident = adjacency
    bounds, there, numbers, place = rows
    filled = 0
    tail = 0
    while tail < len(node):
        end = tail + 1
        while end < len(node) and node[end] == node[tail]:
            end += 1
        here = 0 + node[tail]
        total = count_parts(adjacency, node, residual, (tail, end), counts)
        part = 0
        at = filled
        while part < len(counts):
            bounds[4 * here + part] = at
            at += counts[part]
            counts[part] = bounds[4 * here + part]
            part += 1
        filled += total
        position = 0 + begins[tail]
        while position < begins[end]:
            arc = 0 + incident[position]
            position += 1
            if node[head[arc]] != here:
                part = part_of(residual, arc)
                at = 0 + counts[part]
                counts[part] += 1
                there[at] = node[head[arc]]
                numbers[at] = arc
                place[arc] = at
        tail = end
    bounds[len(bounds) - 1] = filled
    return filled


def exchange(rows: OpenRows, one: int, other: int) -> int:
    """Let two arcs of a row change places; gives the place of the first then."""
    _, head, numbers, place = rows
    if one != other:
        node, arc = 0 + head[one], 0 + numbers[one]
        head[one], numbers[one] = head[other], numbers[other]
        head[other], numbers[other] = node, arc
        place[numbers[one]] = one
        place[arc] = other
    return other


def settle(rows: OpenRows, residual: Sequence[int], tail: int, arc: int) -> int:
    """Bring an arc to the part of its row in which it lies now; gives its place."""
    bounds = rows[0]
    at = 0 + rows[3][arc]
    wanted = part_of(residual, arc)
    bound = 4 * tail
    part = (
        int(at >= bounds[bound + 1]) + int(at >= bounds[bound + 2]) + int(at >= bounds[bound + 3])
    )
    while part < wanted:
        part += 1
        bounds[bound + part] -= 1
        at = exchange(rows, at, 0 + bounds[bound + part])
    while part > wanted:
        at = exchange(rows, at, 0 + bounds[bound + part])
        bounds[bound + part] += 1
        part -= 1
    return at


def settle_both(rows: OpenRows, residual: Sequence[int], arc: int) -> int:
    """Bring an arc and its reverse to the parts in which they lie now; gives the arc."""
    head, place = rows[1], rows[3]
    tail, there = 0 + head[place[arc ^ 1]], 0 + head[place[arc]]
    settle(rows, residual, tail, arc)
    settle(rows, residual, there, arc ^ 1)
    return arc
