"""Inner loops that move as much as possible from one node to another along residual arcs.

Phases as those of Dinic, but a phase looks from both ends: levels are counted from the start and
from the end until the two sides meet, then paths through the arcs on which they met are filled
until none is left. Rows and residual are those of `routes.open_row_kernel`, ends and work those of
`routes.meeting_kernel`.

References
----------
E. A. Dinic (1970), "Algorithm for solution of a problem of maximum flow in networks with power
estimation", Soviet Mathematics Doklady 11, 1277-1280.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.meeting_kernel import meet
from routes.open_row_kernel import settle_both

if TYPE_CHECKING:
    from routes.kernels import Buffer
    from routes.meeting_kernel import DetourSpace, DetourWork, Ends
    from routes.open_row_kernel import OpenRows


def walk_back(
    rows: OpenRows, residual: Buffer, way: tuple[int, int], mark: int, space: DetourSpace
) -> int:
    """Find a path from the start to a node and write its arcs into `queue` from position 1 on.

    Returns the length of what is written then, or 0 without a path.
    """
    bounds, head, numbers, place = rows
    seen, level, cursor, path, _ = space
    start, meeting = way
    length = 1
    node = meeting
    while node != start:
        at = 0 + cursor[node]
        end = 0 + bounds[4 * node + 3]
        step = level[node] - 1
        while at < end:
            there = head[at]
            arc = numbers[at] ^ 1
            begins = there == start and arc & 1 == 1
            if level[there] == step and (seen[there] == mark or begins) and residual[arc] > 0:
                break
            at += 1
        cursor[node] = at
        if at < end:
            path[length] = numbers[at] ^ 1
            length += 1
            node = 0 + head[at]
        else:
            seen[node] = 0
            if length == 1:
                return 0
            length -= 1
            node = 0 + head[place[path[length]]]
            cursor[node] += 1
    return length


def walk_on(
    rows: OpenRows, residual: Buffer, way: tuple[int, int, int], mark: int, space: DetourSpace
) -> int:
    """Find a path from a node to the end and write its arcs into `queue` from a position on.

    Returns the length of what is written then, or 0 without a path.
    """
    bounds, head, numbers, place = rows
    seen, level, cursor, path, _ = space
    goal, meeting, begun = way
    length = begun
    node = meeting
    while node != goal:
        at = 0 + cursor[node]
        end = 0 + bounds[4 * node + 2]
        step = level[node] - 1
        while at < end:
            there = head[at]
            arc = numbers[at]
            ends = there == goal and arc & 1 == 1
            if level[there] == step and (seen[there] == mark + 1 or ends) and residual[arc] > 0:
                break
            at += 1
        cursor[node] = at
        if at < end:
            path[length] = numbers[at]
            length += 1
            node = 0 + head[at]
        else:
            seen[node] = 0
            if length == begun:
                return 0
            length -= 1
            node = 0 + head[place[path[length] ^ 1]]
            cursor[node] += 1
    return length


def push_along(rows: OpenRows, residual: Buffer, path: tuple[Buffer, int], wanted: int) -> int:
    """Move as much as a path lets through, and no more than is wanted; gives how much."""
    arcs, length = path
    amount = wanted
    step = 0
    while step < length:
        amount = min(amount, residual[arcs[step]])
        step += 1
    step = 0
    while step < length:
        arc = 0 + arcs[step]
        step += 1
        residual[arc] -= amount
        residual[arc ^ 1] += amount
        if residual[arc] == 0 or residual[arc ^ 1] == amount:
            settle_both(rows, residual, arc)
    return amount


def fill_paths(
    rows: OpenRows,
    residual: Buffer,
    ends: Ends,
    asked: tuple[int, int, int],
    work: DetourWork,
) -> int:
    """Fill paths through the arcs on which two sides met, until none is left.

    Arcs that change their part of a row meanwhile may be passed by; the next phase finds them.

    Parameters
    ----------
    rows, residual, ends, work : see above
    asked : (int, int, int)
        The mark of the search, the number of arcs that it met on, and how much is wanted.

    Returns
    -------
    int
        What was moved.
    """
    head, place = rows[1], rows[3]
    counts, space = work
    seen, _, _, path, met = space
    start, end = ends
    mark, count, wanted = asked
    moved = 0
    position = 0
    while position < count and moved < wanted and counts[1] <= counts[2]:
        arc = 0 + met[position]
        tail, there = 0 + head[place[arc ^ 1]], 0 + head[place[arc]]
        length = 0
        begins = seen[tail] == mark or tail == start
        arrives = seen[there] == mark + 1 or there == end
        if residual[arc] > 0 and begins and arrives:
            length = walk_back(rows, residual, (start, tail), mark, space)
        if length > 0:
            length = walk_on(rows, residual, (end, there, length), mark, space)
        if length > 0:
            path[0] = arc
            counts[1] += length
            moved += push_along(rows, residual, (path, length), wanted - moved)
        else:
            position += 1
    return moved


def reroute(rows: OpenRows, residual: Buffer, ends: Ends, wanted: int, work: DetourWork) -> int:
    """Move as much as possible between two nodes, up to a wanted amount.

    Parameters
    ----------
    rows, residual, ends, work : see above
    wanted : int
        Where to stop.

    Returns
    -------
    int
        What was moved: the lesser of the wanted amount and the largest flow between the ends.
    """
    counts = work[0]
    moved = 0
    while moved < wanted and counts[1] <= counts[2]:
        counts[0] += 1
        mark = 4 * counts[0]
        count = meet(rows, ends, mark, work)
        if count == 0:
            break
        step = fill_paths(rows, residual, ends, (mark, count, wanted - moved), work)
        moved += step
        if step == 0 and counts[1] <= counts[2]:
            # Where the sides met there is a path: something broke. It would go on for ever.
            counts[2] = -1
    return moved
