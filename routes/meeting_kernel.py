"""Inner loops that look from both ends of a way until the two sides meet.

As in `routes.kernels`, one source runs interpreted on lists or compiled on arrays; each function
calls only functions above it. Rows are those of `routes.open_row_kernel`; also shared:

ends
    Where it starts and ends. If both are one node, it is led around that: what enters it goes to
    where what leaves it went, so only arcs on which flow can be taken back, which have odd numbers,
    lead from and to that node.
work
    Three numbers: how many searches were made, how many arcs they looked at, and how many they may
    look at, after which nothing goes on; and `space`.
space
    Five sequences, shape (nodes + 1,) each. `seen`: which search saw a node last, as four times
    its number, plus 1 when it came from the end, and plus 2 for a node that is led around, so that
    nothing is ever cleared; `level`: the steps to that end; `cursor`: the place of the next arc to
    look at; `queue`: nodes seen from the start in rising, from the end in falling positions, and
    later the arcs of a path; `met`: arcs on which the sides met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routes.kernels import Buffer
    from routes.open_row_kernel import OpenRows

    Ends = tuple[int, int]
    DetourSpace = tuple[Buffer, Buffer, Buffer, Buffer, Buffer]
    DetourWork = tuple[Buffer, DetourSpace]


def set_out(rows: OpenRows, ends: Ends, mark: int, space: DetourSpace) -> tuple[int, int, int]:
    """Begin a search; gives where the queue goes on from either side, and the arcs met on."""
    bounds, head, numbers, _ = rows
    seen, level, _, queue, met = space
    start, end = ends
    near, far, count = 0, len(queue) - 1, 0
    level[start], level[end] = 0, 0
    if start != end:
        seen[start], seen[end] = mark, mark + 1
        queue[near], queue[far] = start, end
        return 1, far - 1, 0
    seen[start] = mark + 2
    place = 0 + bounds[4 * start]
    while place < bounds[4 * start + 2]:
        there = head[place]
        if numbers[place] & 1 == 1 and seen[there] < mark:
            seen[there] = mark
            queue[near] = there
            near += 1
        place += 1
    place = 0 + bounds[4 * end + 1]
    while place < bounds[4 * end + 3]:
        there = head[place]
        if numbers[place] & 1 == 0:
            if seen[there] == mark:
                if count < len(met):
                    met[count] = numbers[place] ^ 1
                    count += 1
            elif seen[there] < mark:
                seen[there] = mark + 1
                queue[far] = there
                far -= 1
        place += 1
    return near, far, count


def spread_on(
    rows: OpenRows, side: tuple[int, int, int], mark: int, space: DetourSpace
) -> tuple[int, int, int]:
    """Go one level on from the start; gives the end of the queue, arcs met on and looked at.

    Whether a node is new can hardly be foretold, so nothing but the count of the queue depends on
    it: that is several times as fast as a branch.
    """
    bounds, head, numbers, _ = rows
    seen, level, cursor, queue, met = space
    near, found, step = side
    count, cost = 0, 0
    stop = found
    while near < stop:
        node = 0 + queue[near]
        near += 1
        level[node] = step
        cursor[node] = bounds[4 * node + 1]
        place = 0 + bounds[4 * node]
        beyond = 0 + bounds[4 * node + 2]
        cost += 4 + beyond - place
        while place < beyond:
            there = head[place]
            last = 0 + seen[there]
            seen[there] = max(last, mark)
            queue[found] = there
            found += last < mark
            if last == mark + 1 and count < len(met):
                met[count] = numbers[place]
                count += 1
            place += 1
    return found, count, cost


def spread_back(
    rows: OpenRows, side: tuple[int, int, int], mark: int, space: DetourSpace
) -> tuple[int, int, int]:
    """Go one level back from the end, as `spread_on` does from the start."""
    bounds, head, numbers, _ = rows
    seen, level, cursor, queue, met = space
    far, found, step = side
    count, cost = 0, 0
    stop = found
    while far > stop:
        node = 0 + queue[far]
        far -= 1
        level[node] = step
        cursor[node] = bounds[4 * node]
        place = 0 + bounds[4 * node + 1]
        beyond = 0 + bounds[4 * node + 3]
        cost += 4 + beyond - place
        while place < beyond:
            there = head[place]
            last = 0 + seen[there]
            is_new = last < mark
            seen[there] = mark + 1 if is_new else last
            queue[found] = there
            found -= is_new
            if last == mark and count < len(met):
                met[count] = numbers[place] ^ 1
                count += 1
            place += 1
    return found, count, cost


def meet(rows: OpenRows, ends: Ends, mark: int, work: DetourWork) -> int:
    """Count levels from both ends until the sides meet; gives the number of arcs met on.

    The side that has looked at fewer arcs goes on by a level, so a small side ends the search
    early. `mark` is divisible by 4 and was never used before. Of the arcs met on, no more are told
    than fit.
    """
    bounds = rows[0]
    counts, space = work
    _, level, cursor, queue, _ = space
    near_found, far_found, count = set_out(rows, ends, mark, space)
    first = int(ends[0] == ends[1])
    near, near_cost, near_step = 0, 0, first
    far, far_cost, far_step = len(queue) - 1, 0, first
    is_near = True
    while count == 0 and near < near_found and far > far_found:
        is_near = near_cost <= far_cost
        if is_near:
            stop = near_found
            side = near, near_found, near_step
            near_found, count, cost = spread_on(rows, side, mark, space)
            near = stop
            near_step += 1
            near_cost += cost
        else:
            stop = far_found
            side = far, far_found, far_step
            far_found, count, cost = spread_back(rows, side, mark, space)
            far = stop
            far_step += 1
            far_cost += cost
    counts[1] += near_cost + far_cost
    # Those that were met are not yet gone on from, nor is any where the sides met at once.
    at_once = near_cost == 0
    while count > 0 and far > far_found and is_near:
        level[queue[far]] = far_step
        cursor[queue[far]] = bounds[4 * queue[far]]
        far -= 1
    while count > 0 and near < near_found and (at_once or not is_near):
        level[queue[near]] = near_step
        cursor[queue[near]] = bounds[4 * queue[near] + 1]
        near += 1
    return count
