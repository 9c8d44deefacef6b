"""Inner loops over draws that tell which legs the least-pressure routes take.

They share these arguments:

hops
    Two times `head`, `first` and `incident` of forward arcs, along them and against them: node v
    is left by the arcs ``incident[first[v]:first[v + 1]]``.
judged
    The weight of an arc under each pressure, from 1, shape (101,); and the pressure on each arc,
    percent.
amounts
    What each arc carries; those that carry nothing are shut.
space
    Written, shape (nodes,) each: `distance`, `order` of the nodes found, and `leaving`, how many
    arcs of lightest paths leave each.
waiting
    Two mutable sequences of int, longer than the arcs are many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.heap_kernel import FAR, pop_waiting, push_waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.heap_kernel import Waiting
    from routes.kernels import Adjacency, Buffer

    Hops = tuple[Adjacency, Adjacency]
    Judged = tuple[Sequence[int], Sequence[int]]
    Space = tuple[Buffer, Buffer, Buffer]


def reach_goal(
    hops: Hops,
    judged: Judged,
    amounts: Sequence[int],
    ends: tuple[int, int],
    buffers: tuple[Space, Waiting],
) -> int:
    """Search from a start until a goal is the next; give the number of nodes found, or 0."""
    (head, first, incident), _ = hops
    weight_under, pressure = judged
    (distance, order, leaving), waiting = buffers
    node = 0
    while node < len(distance):
        distance[node] = FAR
        leaving[node] = 0
        node += 1
    distance[ends[0]] = 0
    size = push_waiting(waiting, 0, 0, ends[0])
    found = 0
    while size > 0:
        length = waiting[0][0]
        node = waiting[1][0]
        size = pop_waiting(waiting, size)
        if length > distance[node]:
            continue
        order[found] = node
        found += 1
        if node == ends[1]:
            return found
        place = first[node]
        end = first[node + 1]
        while place < end:
            arc = incident[place]
            place += 1
            if amounts[arc] > 0:
                there = head[arc]
                further = length + weight_under[pressure[arc]]
                if further < distance[there]:
                    distance[there] = further
                    size = push_waiting(waiting, size, further, there)
    return 0


def count_lightest(
    hops: Hops,
    judged: Judged,
    amounts: Sequence[int],
    ends: tuple[int, int],
    buffers: tuple[Space, Waiting, tuple[Buffer, Buffer]],
) -> int:
    """Count the arcs that all lightest paths take, and those that some take.

    Nodes on lightest paths are gone through from the goal back. The arcs that enter one lie open
    until the node that each leaves is reached. If just one arc is open behind a node, nothing else
    leads on from there, so every path takes it.

    Parameters
    ----------
    hops, judged, amounts : see above
    ends : (int, int)
        Start and goal.
    buffers : space, waiting, counts
        The last are two mutable sequences of int, shape (members,): raised by 1 for arcs on every,
        and on some lightest path, as far as they reach.

    Returns
    -------
    int
        1, or 0 without a path.
    """
    _, (tail, first, incident) = hops
    weight_under, pressure = judged
    space, waiting, (every, some) = buffers
    distance, order, leaving = space
    at = reach_goal(hops, judged, amounts, ends, (space, waiting))
    found = at
    opened = 0
    while at > 1:
        at -= 1
        node = order[at]
        if leaving[node] == 0 and node != ends[1]:
            continue
        opened -= leaving[node]
        only = -1
        place = first[node]
        end = first[node + 1]
        while place < end:
            arc = incident[place]
            place += 1
            before = tail[arc]
            weight = weight_under[pressure[arc]]
            if amounts[arc] > 0 and distance[before] + weight == distance[node]:
                leaving[before] += 1
                opened += 1
                only = arc
                if arc < len(some):
                    some[arc] += 1
        if opened == 1 and only < len(every):
            every[only] += 1
    return min(found, 1)


def count_routes(
    hops: Hops,
    judged: tuple[Sequence[int], Sequence[Sequence[int]]],
    amounts: Sequence[Sequence[int]],
    ends: tuple[int, int],
    buffers: tuple[Space, Waiting, tuple[Buffer, Buffer]],
) -> int:
    """Count, over draws, the arcs on every and on some lightest path.

    Parameters
    ----------
    hops : see above
    judged, amounts : see above
        With a row for each draw in place of a sequence.
    ends : (int, int)
        Source and sink.
    buffers : space, waiting, counts
        As `count_lightest` takes them.

    Returns
    -------
    int
        How many draws have a path.
    """
    found = 0
    draw = 0
    while draw < len(amounts):
        drawn = judged[0], judged[1][draw]
        found += count_lightest(hops, drawn, amounts[draw], ends, buffers)
        draw += 1
    return found
