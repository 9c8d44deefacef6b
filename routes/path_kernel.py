"""Inner loops that look for one residual path between two nodes, and that move along such paths."""

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

    Parameters
    ----------
    rows : three sequences of int
        `first`, `head` and `twin` of `routes.arc_rows.ArcRows`.
    residual : sequence of int
        What can still move along the arc at each place.
    ends, mark : see above
    space : three sequences of int, shape (node_count,) each
        `seen`: which search saw a node last, as its mark, plus 1 when it came from the far end;
        `via`: the place of the arc by which; `queue`: nodes seen from the near end in rising, from
        the far end in falling positions.

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


def trace_path(rows: Rows, ends: tuple[int, int], arc: int, space: Space) -> int:
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


def move_by_paths(
    rows: Rows, residual: Buffer, ends: tuple[int, int], wanted: int, work: Work
) -> int:
    """Move as much as possible between two nodes, up to a wanted amount.

    Parameters
    ----------
    rows, residual : as for `find_detour`
        The second is written.
    work : searches, space
        `searches`, one number, counts the searches made; `space` is that of `find_detour`.
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
        length = trace_path(rows, ends, arc, space)
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
