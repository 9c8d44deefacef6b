"""Inner loops that move as much as possible from one node to another along residual arcs.

Phases as those of Dinic, but a phase looks from both ends: levels are counted from the start and
from the end until the two sides meet, then paths through the arcs on which they met are filled
until none is left. Rows and residual are those of `routes.open_row_kernel`; also shared:

ends
    Where it starts and ends. Both may be one node, all of whose arcs out of the network's own,
    those with even numbers, are shut: then what entered it is led to where what left it went.
work
    `searches`, one number, that counts the phases; and `space`.
space
    Six sequences, shape (nodes + 1,) each. `seen`: which search saw a node last, as twice its
    number, plus 1 when it came from the end, so that nothing is ever cleared; `level`: the steps to
    that end; `cursor`: the place of the next arc to look at; `queue`: nodes seen from the start in
    rising, from the end in falling positions, and later the arcs of a path; `met`: arcs on which
    the sides met; `kept`, for `routes.removal_kernels`.

References
----------
E. A. Dinic (1970), "Algorithm for solution of a problem of maximum flow in networks with power
estimation", Soviet Mathematics Doklady 11, 1277-1280.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.open_row_kernel import settle_both

if TYPE_CHECKING:
    from routes.kernels import Buffer
    from routes.open_row_kernel import OpenRows

    Ends = tuple[int, int]
    DetourSpace = tuple[Buffer, Buffer, Buffer, Buffer, Buffer, Buffer]
    DetourWork = tuple[Buffer, DetourSpace]


def meet(rows: OpenRows, ends: Ends, mark: int, space: DetourSpace) -> int:  # noqa: C901, PLR0912, PLR0915 - passing the arrays to parts costs more than their work
    """Count levels from both ends until the sides meet; gives the number of arcs met on.

    The side that has looked at fewer arcs goes on by a level, so a small side ends the search
    early. `mark` is even and was never used before. Of the arcs met on, no more are told than fit.
    """
    first, both, back, shut, head, numbers, _ = rows
    seen, level, cursor, queue, met, _ = space
    last = len(queue) - 1
    start, end = ends
    seen[start], seen[end] = mark, mark + 1
    level[start], level[end] = 0, 0
    cursor[start], cursor[end] = both[start], first[end]
    queue[0], queue[last] = start, end
    near, near_found, near_cost = 0, 1, 0
    far, far_found, far_cost = last, last - 1, 0
    count = 0
    while count == 0 and near < near_found and far > far_found:
        if near_cost <= far_cost:
            stop = near_found
            while near < stop:
                node = 0 + queue[near]
                near += 1
                step = level[node] + 1
                place = 0 + first[node]
                beyond = 0 + back[node]
                near_cost += 4 + beyond - place
                while place < beyond:
                    there = head[place]
                    if seen[there] != mark:
                        if seen[there] == mark + 1:
                            if count < len(met):
                                met[count] = numbers[place]
                                count += 1
                        else:
                            seen[there] = mark
                            level[there] = step
                            cursor[there] = both[there]
                            queue[near_found] = there
                            near_found += 1
                    place += 1
        else:
            stop = far_found
            while far > stop:
                node = 0 + queue[far]
                far -= 1
                step = level[node] + 1
                place = 0 + both[node]
                beyond = 0 + shut[node]
                far_cost += 4 + beyond - place
                while place < beyond:
                    there = head[place]
                    if seen[there] != mark + 1:
                        if seen[there] == mark:
                            if count < len(met):
                                met[count] = numbers[place] ^ 1
                                count += 1
                        else:
                            seen[there] = mark + 1
                            level[there] = step
                            cursor[there] = first[there]
                            queue[far_found] = there
                            far_found -= 1
                    place += 1
    return count


def walk_back(
    rows: OpenRows, residual: Buffer, way: tuple[int, int], mark: int, space: DetourSpace
) -> int:
    """Find a path from the start to a node and write its arcs into `queue` from position 1 on.

    Returns the length of what is written then, or 0 without a path.
    """
    _, _, _, shut, head, numbers, place = rows
    seen, level, cursor, path, _, _ = space
    start, meeting = way
    length = 1
    node = meeting
    while node != start:
        at = 0 + cursor[node]
        end = 0 + shut[node]
        step = level[node] - 1
        while at < end:
            there = head[at]
            is_nearer = level[there] == step and (seen[there] == mark or there == start)
            if is_nearer and residual[numbers[at] ^ 1] > 0:
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
    _, _, back, _, head, numbers, place = rows
    seen, level, cursor, path, _, _ = space
    end_node, meeting, begun = way
    length = begun
    node = meeting
    while node != end_node:
        at = 0 + cursor[node]
        end = 0 + back[node]
        step = level[node] - 1
        while at < end:
            there = head[at]
            is_nearer = level[there] == step and (seen[there] == mark + 1 or there == end_node)
            if is_nearer and residual[numbers[at]] > 0:
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


def push_along(
    rows: OpenRows, residual: Buffer, path: tuple[Buffer, int], wanted: int, closed: int
) -> int:
    """Move as much as a path lets through, and no more than is wanted; gives how much.

    What moves to or from a node that is closed cannot be moved back there.
    """
    head, place = rows[4], rows[6]
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
        changed = residual[arc] == 0
        if head[place[arc]] != closed and head[place[arc ^ 1]] != closed:
            residual[arc ^ 1] += amount
            changed = changed or residual[arc ^ 1] == amount
        if changed:
            settle_both(rows, residual, arc)
    return amount


def fill_paths(
    rows: OpenRows,
    residual: Buffer,
    ends: Ends,
    asked: tuple[int, int, int],
    space: DetourSpace,
) -> int:
    """Fill paths through the arcs on which two sides met, until none is left.

    Arcs that change their part of a row meanwhile may be passed by; the next phase finds them.

    Parameters
    ----------
    rows, residual, ends, space : see above
    asked : (int, int, int)
        The mark of the search, the number of arcs that it met on, and how much is wanted.

    Returns
    -------
    int
        What was moved.
    """
    head, place = rows[4], rows[6]
    seen, _, _, path, met, _ = space
    start, end = ends
    mark, count, wanted = asked
    closed = start if start == end else -1
    moved = 0
    position = 0
    while position < count and moved < wanted:
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
            moved += push_along(rows, residual, (path, length), wanted - moved, closed)
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
    searches, space = work
    moved = 0
    while moved < wanted:
        searches[0] += 1
        mark = 2 * searches[0]
        count = meet(rows, ends, mark, space)
        if count == 0:
            break
        moved += fill_paths(rows, residual, ends, (mark, count, wanted - moved), space)
    return moved
