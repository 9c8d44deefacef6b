"""Inner loops over draws that tell which legs the least-pressure routes take."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from routes.distance_kernel import search_lightest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.kernels import Buffer

    Hops = tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[int]]
    Search = tuple[Buffer, Buffer, Buffer, Buffer]


def count_lightest(
    hops: tuple[Hops, Hops],
    shut: tuple[Sequence[int], Sequence[int]],
    ends: tuple[int, int],
    searches: tuple[Search, Search],
    counts: tuple[Buffer, Buffer],
) -> int:
    """Count the arcs that all lightest paths take, and those that some take.

    An arc is on a lightest path when the distances before and behind it and its own weight add up
    to the whole. Seen as the stretch from the distance of its tail to that of its head, it is on
    every one when no other such arc covers any part of that stretch.

    Parameters
    ----------
    hops : two times four sequences of int
        As `search_lightest` takes them, along the arcs and against them; weights from 1.
    shut : two sequences of int
        As there.
    ends : (int, int)
        Start and goal.
    searches : two spaces
        As there, for the two directions.
    counts : two mutable sequences of int, shape (members,)
        Raised by 1 for arcs on every, and on some lightest path, as far as they reach.

    Returns
    -------
    int
        1, or 0 without a path.
    """
    start, goal = ends
    nowhere = shut[0]
    search_lightest(hops[0], nowhere, shut, (start, -1), searches[0])
    if searches[0][1][goal] < 2 * searches[0][0][0]:
        return 0
    search_lightest(hops[1], nowhere, shut, (goal, -1), searches[1])
    (ahead, _, _, weight), (behind, _, _, _) = hops
    seen, distance = searches[0][1], searches[0][2]
    seen_back, distance_back = searches[1][1], searches[1][2]
    marks = (2 * searches[0][0][0], 2 * searches[1][0][0])
    stretches = [(distance[start], distance[start], -1)]
    arc = 0
    while arc < len(ahead):
        tail, head = behind[arc], ahead[arc]
        if shut[1][arc] == 0 and seen[tail] >= marks[0] and seen_back[head] >= marks[1]:
            reached = distance[tail] + weight[arc]
            if reached + distance_back[head] == distance[goal]:
                heappush(stretches, (distance[tail], reached, arc))
        arc += 1
    covered = distance[start]
    heappop(stretches)
    while len(stretches) > 0:
        begin, end, arc = heappop(stretches)
        alone = covered <= begin and (len(stretches) == 0 or stretches[0][0] >= end)
        covered = max(covered, end)
        if arc < len(counts[0]):
            counts[0][arc] += alone
            counts[1][arc] += 1
    return 1


def count_routes(
    hops: tuple[tuple[Sequence[int], Sequence[int], Sequence[int]], ...],
    judged: tuple[Sequence[int], Sequence[Sequence[int]]],
    amounts: Sequence[Sequence[int]],
    ends: tuple[int, int],
    buffers: tuple[Buffer, Buffer, Buffer, Search, Search, Buffer, Buffer],
) -> int:
    """Count, over draws, the arcs on every and on some lightest path.

    Parameters
    ----------
    hops : two times three sequences of int
        `head`, `first` and `incident` of the forward arcs, along them and against them.
    judged : sequence of int, shape (101,), and sequence of sequences of int
        The weight of an arc under each pressure, from 1; and for each draw the pressure on the
        arcs, percent.
    amounts : sequence of sequences of int
        For each draw what the arcs carry; those that carry nothing are shut.
    ends : (int, int)
        Source and sink.
    buffers : open nodes, shut arcs, weights of arcs, two search spaces, and two counts
        The first holds 0 for every node; the next four are written. The counts are raised, as by
        `count_lightest`.

    Returns
    -------
    int
        How many draws have a path.
    """
    nowhere, shut, weight, forward, backward, every, some = buffers
    weight_under, pressures = judged
    found = 0
    draw = 0
    while draw < len(amounts):
        arc = 0
        while arc < len(shut):
            shut[arc] = 1 if amounts[draw][arc] == 0 else 0
            weight[arc] = weight_under[pressures[draw][arc]]
            arc += 1
        along = (hops[0][0], hops[0][1], hops[0][2], weight)
        against = (hops[1][0], hops[1][1], hops[1][2], weight)
        pair = (along, against)
        found += count_lightest(pair, (nowhere, shut), ends, (forward, backward), (every, some))
        draw += 1
    return found
