"""The inner loop that searches for a lightest path towards a goal, on plain integer sequences."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.kernels import Buffer


def search_lightest(
    hops: tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[int]],
    potential: Sequence[int],
    shut: tuple[Sequence[int], Sequence[int]],
    ends: tuple[int, int],
    space: tuple[Buffer, Buffer, Buffer, Buffer],
) -> int:
    """Search for a lightest path from a start to a goal.

    Parameters
    ----------
    hops : four sequences of int
        `head`, the node that each arc enters; `first` and `incident`, the arcs that leave node v
        being ``incident[first[v]:first[v + 1]]``; `weight` of each arc, 0 or more.
    potential : sequence of int, shape (nodes,)
        At most the weight from each node to the goal, falling along an arc by no more than its
        weight; -1 where the goal cannot be reached.
    shut : two sequences of int, shapes (nodes,) and (arcs,)
        Not 0 on nodes and arcs that must not be used.
    ends : (int, int)
        Start and goal; a goal of -1 looks at everything.
    space : four mutable sequences of int
        Written: `count`, one number, of the searches made in this space; and of shape (nodes,)
        `seen`, twice the number of the search on nodes come by, plus 1 when done with; `distance`
        from the start; `via`, the arc by which.

    Returns
    -------
    int
        Weight of the path, or -1 without one.

    References
    ----------
    P. E. Hart, N. J. Nilsson and B. Raphael (1968), "A formal basis for the heuristic
    determination of minimum cost paths", IEEE Transactions on Systems Science and Cybernetics 4,
    100-107, doi 10.1109/TSSC.1968.300136.
    """
    head, first, incident, weight = hops
    count, seen, distance, via = space
    start, goal = ends
    count[0] += 1
    mark = 2 * count[0]
    distance[start] = 0
    seen[start] = mark
    waiting = [(potential[start], start)]
    while len(waiting) > 0:
        node = heappop(waiting)[1]
        if node == goal:
            return distance[node]
        position = first[node] if seen[node] == mark else first[node + 1]
        seen[node] = mark + 1
        while position < first[node + 1]:
            arc = incident[position]
            there = head[arc]
            position += 1
            if shut[0][there] != 0 or shut[1][arc] != 0 or potential[there] < 0:
                continue
            length = distance[node] + weight[arc]
            if seen[there] < mark or length < distance[there]:
                seen[there] = mark
                distance[there] = length
                via[there] = arc
                heappush(waiting, (length + potential[there], there))
    return -1
