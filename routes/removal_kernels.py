"""Inner loops that take a member out of a maximum flow and send its flow another way.

As in `routes.kernels`, one source runs interpreted on lists or compiled on int64 arrays; each
function calls only functions above it. They share these arguments:

adjacency
    The sequences `head`, `first` and `incident` of `routes.arrays.Network`.
residual
    What can still move along each arc, shape (arcs,); changed in pairs, so that the sum of an arc
    and its reverse stays.
work
    Three parts that the functions write, `counts`, `space` and `log`.
counts
    Three counters: searches made, members taken out, pairs of arcs in the log. The first two also
    stamp what a search or a member has marked, so that nothing is ever cleared.
space
    Three sequences, shape (node_count,) each. `seen`: which search saw a node last, as twice its
    number, plus 1 when it came from the far end; `via`: the arc by which; `queue`: nodes seen from
    the near end in rising, from the far end in falling positions.
log
    Four sequences, shape (arcs / 2,) each. `logged`: the member that changed a pair of arcs last;
    `changed`: those pairs; `kept`: the residual that their forward arcs had; `idle`: 1 for pairs
    whose forward arc carried nothing in some largest flow that was come by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.kernels import Adjacency, Buffer, Space

    Log = tuple[Buffer, Buffer, Buffer, Buffer]
    Work = tuple[Buffer, Space, Log]

SEARCHES, MEMBERS, LOGGED = 0, 1, 2
IDLE = 3


def see_neighbours(
    adjacency: Adjacency, residual: Sequence[int], at: tuple[int, int], mark: int, space: Space
) -> tuple[int, int]:
    """Mark and queue what residual arcs connect with a node.

    Parameters
    ----------
    adjacency, residual, space : see above
    at : (int, int)
        The node, and the next free position of the queue.
    mark : int
        Even to follow arcs from the node, odd to follow them backwards, towards it.

    Returns
    -------
    (int, int)
        The next free position of the queue, and the arc on which the other side is met, or -1.
    """
    head, first, incident = adjacency
    seen, via, queue = space
    node, found = at
    turn = mark & 1
    position = first[node]
    while position < first[node + 1]:
        arc = incident[position] ^ turn
        there = head[incident[position]]
        position += 1
        if residual[arc] > 0 and seen[there] != mark:
            if seen[there] == mark ^ 1:
                return found, arc
            seen[there] = mark
            via[there] = arc
            queue[found] = there
            found += 1 - 2 * turn
    return found, -1


def find_detour(
    adjacency: Adjacency, residual: Sequence[int], ends: tuple[int, int], mark: int, space: Space
) -> int:
    """Look for a residual path between two nodes from both ends.

    The side that has looked at fewer arcs goes on, so a small side ends the search early. The path
    is to lead from the first of `ends` to the second; `mark` is even and was never used before.

    Returns
    -------
    int
        The arc on which the sides meet, `via` leading from it to both ends; -1 without a path.
    """
    first = adjacency[1]
    seen, _, queue = space
    start, end = ends
    last = len(queue) - 1
    seen[start], seen[end] = mark, mark + 1
    queue[0], queue[last] = start, end
    near, near_found, near_cost = 0, 1, 0
    far, far_found, far_cost = last, last - 1, 0
    while near < near_found and far > far_found:
        if near_cost <= far_cost:
            node = queue[near]
            near += 1
            near_cost += first[node + 1] - first[node]
            near_found, arc = see_neighbours(adjacency, residual, (node, near_found), mark, space)
        else:
            node = queue[far]
            far -= 1
            far_cost += first[node + 1] - first[node]
            far_found, arc = see_neighbours(adjacency, residual, (node, far_found), mark + 1, space)
        if arc >= 0:
            return arc
    return -1


def trace(adjacency: Adjacency, ends: tuple[int, int], arc: int, space: Space) -> int:
    """Write the arcs of the path that a search has met on into `queue`, and count them."""
    head = adjacency[0]
    _, via, path = space
    length = 0
    node = head[arc ^ 1]
    path[length] = arc
    length += 1
    while node != ends[0]:
        path[length] = via[node]
        length += 1
        node = head[via[node] ^ 1]
    node = head[arc]
    while node != ends[1]:
        path[length] = via[node]
        length += 1
        node = head[via[node]]
    return length


def move(residual: Buffer, arc: int, amount: int, work: Work) -> None:
    """Move an amount along an arc, and log how its pair was before the present member."""
    counts, _, (logged, changed, kept, _) = work
    pair = arc >> 1
    if logged[pair] != counts[MEMBERS]:
        logged[pair] = counts[MEMBERS]
        changed[counts[LOGGED]] = pair
        kept[counts[LOGGED]] = residual[2 * pair]
        counts[LOGGED] += 1
    residual[arc] -= amount
    residual[arc ^ 1] += amount


def reroute(
    adjacency: Adjacency,
    residual: Buffer,
    ends: tuple[int, int],
    wanted: int,
    work: Work,
) -> int:
    """Move as much as possible between two nodes, up to a wanted amount.

    Parameters
    ----------
    adjacency, residual, work : see above
    ends : (int, int)
        Where the amount starts and ends.
    wanted : int
        Where to stop.

    Returns
    -------
    int
        What was moved: the lesser of the wanted amount and the largest flow between the ends.
    """
    counts, space, _ = work
    path = space[2]
    moved = 0
    while moved < wanted:
        counts[SEARCHES] += 1
        arc = find_detour(adjacency, residual, ends, 2 * counts[SEARCHES], space)
        if arc < 0:
            break
        length = trace(adjacency, ends, arc, space)
        amount = wanted - moved
        step = 0
        while step < length:
            amount = min(amount, residual[path[step]])
            step += 1
        while step > 0:
            step -= 1
            move(residual, path[step], amount, work)
        moved += amount
    return moved


def undo(residual: Buffer, work: Work) -> None:
    """Put back every pair of arcs that the present member has changed.

    Before that the flow is another largest one; who carries nothing in it is not missed.
    """
    counts, _, (_, changed, kept, idle) = work
    while counts[LOGGED] > 0:
        counts[LOGGED] -= 1
        arc = 2 * changed[counts[LOGGED]]
        if residual[arc + 1] == 0:
            idle[changed[counts[LOGGED]]] = 1
        back = kept[counts[LOGGED]] - residual[arc]
        residual[arc] += back
        residual[arc + 1] -= back


def measure_losses(
    adjacency: Adjacency,
    residual: Buffer,
    component: Sequence[int],
    asked: tuple[Sequence[int], Buffer],
    work: Work,
) -> int:
    """Measure what the flow loses without each of some forward arcs, one at a time.

    Parameters
    ----------
    adjacency, residual, work : see above
        `residual`, of a maximum flow, is the same afterwards.
    component : sequence of int, shape (node_count,)
        Strongly connected components of the residual network.
    asked : (sequence of int, mutable sequence of int)
        The forward arcs, and, written, the loss for each of them.

    Returns
    -------
    int
        Number of arcs for which a search was needed.
    """
    head = adjacency[0]
    arcs, losses = asked
    counts, idle = work[0], work[2][IDLE]
    searched = 0
    position = 0
    while position < len(arcs):
        arc = arcs[position]
        flow, rest = residual[arc + 1], residual[arc]
        ends = (head[arc + 1], head[arc])
        losses[position] = flow * (1 - idle[arc >> 1])
        if losses[position] > 0 and component[ends[0]] == component[ends[1]]:
            searched += 1
            counts[MEMBERS] += 1
            residual[arc], residual[arc + 1] = 0, 0
            losses[position] -= reroute(adjacency, residual, ends, flow, work)
            undo(residual, work)
            residual[arc], residual[arc + 1] = rest, flow
        position += 1
    return searched
