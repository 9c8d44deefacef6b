"""Inner loops that take a leg or jurisdiction out of a maximum flow and send its flow another way.

As in `routes.kernels`, one source runs interpreted on lists or compiled on int64 arrays; each
function calls only functions above it. They share these arguments:

rows
    The sequences `first`, `head` and `twin` of `routes.arc_rows.ArcRows`.
residual
    What can still move along the arc at each place; changed in pairs, so that the sum of an arc
    and its reverse stays.
work
    The parts `searches`, one number, that counts the searches made, and `space`.
space
    Three sequences, shape (node_count,) each. `seen`: which search saw a node last, as twice its
    number, plus 1 when it came from the far end, so that nothing is ever cleared; `via`: the place
    of the arc by which; `queue`: nodes seen from the near end in rising, from the far end in
    falling positions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.kernels import Buffer, Space

    Rows = tuple[Sequence[int], Sequence[int], Sequence[int]]
    Work = tuple[Buffer, Space]


def find_detour(
    rows: Rows, residual: Sequence[int], ends: tuple[int, int], mark: int, space: Space
) -> int:
    """Look for a residual path between two nodes from both ends.

    The side that has looked at fewer arcs goes on, so a small side ends the search early. The path
    is to lead from the first of `ends` to the second; `mark` is even and was never used before.
    What a node is connected with is looked at here, as to call for it would cost more than to do.

    Returns
    -------
    int
        The place of the arc on which the sides meet, `via` leading from it to both ends; -1
        without a path.
    """
    first, head, twin = rows
    seen, via, queue = space
    start, end = ends
    last = len(queue) - 1
    seen[start], seen[end] = mark, mark + 1
    queue[0], queue[last] = start, end
    near, near_found, near_cost = 0, 1, 0
    far, far_found, far_cost = last, last - 1, 0
    while near < near_found and far > far_found:
        turn = int(near_cost > far_cost)
        node = queue[far] if turn else queue[near]
        found = far_found if turn else near_found
        mine = mark + turn
        place = first[node]
        beyond = first[node + 1]
        if turn:
            far -= 1
            far_cost += beyond - place
        else:
            near += 1
            near_cost += beyond - place
        while place < beyond:
            there = head[place]
            arc = twin[place] if turn else place
            place += 1
            if seen[there] != mine and residual[arc] > 0:
                if seen[there] == mine ^ 1:
                    return arc
                seen[there] = mine
                via[there] = arc
                queue[found] = there
                found += 1 - 2 * turn
        if turn:
            far_found = found
        else:
            near_found = found
    return -1


def trace(rows: Rows, ends: tuple[int, int], arc: int, space: Space) -> int:
    """Write the arcs of the path that a search has met on into `queue`, and count them."""
    _, head, twin = rows
    _, via, path = space
    length = 0
    node = head[twin[arc]]
    path[length] = arc
    length += 1
    while node != ends[0]:
        path[length] = via[node]
        length += 1
        node = head[twin[via[node]]]
    node = head[arc]
    while node != ends[1]:
        path[length] = via[node]
        length += 1
        node = head[via[node]]
    return length


def reroute(rows: Rows, residual: Buffer, ends: tuple[int, int], wanted: int, work: Work) -> int:
    """Move as much as possible between two nodes, up to a wanted amount.

    Parameters
    ----------
    rows, residual, work : see above
    ends : (int, int)
        Where the amount starts and ends.
    wanted : int
        Where to stop.

    Returns
    -------
    int
        What was moved: the lesser of the wanted amount and the largest flow between the ends.
    """
    twin = rows[2]
    searches, space = work
    path = space[2]
    moved = 0
    while moved < wanted:
        searches[0] += 1
        arc = find_detour(rows, residual, ends, 2 * searches[0], space)
        if arc < 0:
            break
        length = trace(rows, ends, arc, space)
        amount = wanted - moved
        step = 0
        while step < length:
            amount = min(amount, residual[path[step]])
            step += 1
        while step > 0:
            step -= 1
            residual[path[step]] -= amount
            residual[twin[path[step]]] += amount
        moved += amount
    return moved


def measure_losses(
    rows: Rows, residual: Buffer, asked: tuple[Sequence[int], Buffer], least: int, work: Work
) -> int:
    """Measure what the flow loses without each of some forward arcs, one at a time.

    What finds another way stays there and the rest goes back: that is a maximum flow again, in
    which the arc carries no more than it must. So nothing need be undone, and an arc that others
    have left empty by then costs nothing.

    Parameters
    ----------
    rows, residual, work : see above
        `residual`, of a maximum flow, is that of another one afterwards.
    asked : (sequence of int, mutable sequence of int)
        Places of the forward arcs, and, written, the loss for each of them.
    least : int
        A smaller loss need not be known: as soon as it is clear that it is, it is told as 0.

    Returns
    -------
    int
        Number of arcs for which a search was needed.
    """
    _, head, twin = rows
    arcs, losses = asked
    searched = 0
    position = 0
    while position < len(arcs):
        arc = arcs[position]
        back = twin[arc]
        flow, rest = residual[back], residual[arc]
        moved = 0
        if flow > 0:
            searched += 1
            residual[arc], residual[back] = 0, 0
            wanted = flow if least <= 0 else min(flow, max(flow - least + 1, 0))
            moved = reroute(rows, residual, (head[back], head[arc]), wanted, work)
            residual[arc], residual[back] = rest + moved, flow - moved
        losses[position] = flow - moved if flow - moved >= least else 0
        position += 1
    return searched
