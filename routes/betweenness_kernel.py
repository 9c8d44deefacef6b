"""The inner loops that share out lightest paths among what they run through.

Arcs are sorted by the node that they leave, and known by their place in that order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.heap_kernel import FAR, pop_waiting, push_waiting

if TYPE_CHECKING:
    from collections.abc import MutableSequence, Sequence

    from routes.heap_kernel import Waiting
    from routes.kernels import Buffer

    Shares = MutableSequence[float]
    Rows = tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[int]]
    Space = tuple[Buffer, Buffer, Shares, Shares, Buffer, Buffer]


def count_paths(
    rows: Rows, start: int, goals: Sequence[int], space: Space, waiting: Waiting
) -> int:
    """Find the lightest paths from a start and count those to each node.

    Parameters
    ----------
    rows : four sequences of int
        `first`, `head`, `tail` and `weight`: node v is left by the arcs in the places from
        ``first[v]`` to ``first[v + 1]``; weights from 1.
    start : int
        The node.
    goals : sequence of int, shape (nodes,)
        Not 0 where paths may end; the search does so with the last of these.
    space : six mutable sequences
        Written. Of shape (nodes,): `distance`; `order`, the nodes found, nearest first; `paths`,
        how many lead there; `owed`, 0 on those; `last`, the place of one of the arcs by which they
        arrive. Of shape (arcs,): `before`, the place of the next of these, -1 after all.
    waiting : two mutable sequences of int
        Working space, longer than the arcs are many.

    Returns
    -------
    int
        How many nodes were found.
    """
    first, head, _, weight = rows
    distance, order, paths, owed, last, before = space
    wanted = 0
    node = 0
    while node < len(distance):
        distance[node] = FAR
        wanted += goals[node] != 0
        node += 1
    distance[start] = 0
    paths[start] = 1.0
    last[start] = -1
    size = push_waiting(waiting, 0, 0, start)
    found = 0
    while size > 0 and wanted > 0:
        length = waiting[0][0]
        here = waiting[1][0]
        size = pop_waiting(waiting, size)
        if length > distance[here]:
            continue
        order[found] = here
        owed[here] = 0.0
        found += 1
        wanted -= goals[here] != 0
        number = paths[here]
        place = 0 + first[here]
        end = 0 + first[here + 1]
        while place < end:
            there = head[place]
            further = length + weight[place]
            known = distance[there]
            if further < known:
                distance[there] = further
                paths[there] = number
                last[there] = place
                before[place] = -1
                size = push_waiting(waiting, size, further, there)
            elif further == known:
                paths[there] += number
                before[place] = last[there]
                last[there] = place
            place += 1
    return found


def share_paths(
    rows: Rows,
    ends: tuple[Sequence[int], Sequence[int]],
    shares: tuple[Shares, Shares],
    space: Space,
    waiting: Waiting,
) -> int:
    """Add, for every start and goal, the shares of lightest paths through nodes and arcs.

    Parameters
    ----------
    rows, space, waiting
        As `count_paths` takes them.
    ends : sequences of int, shapes (starts,) and (nodes,)
        The starts; and not 0 at goals. A path from a start to itself does not count.
    shares : two mutable sequences of float, shapes (nodes,) and (arcs,)
        Added to. The ends of a path are not on it.

    Returns
    -------
    int
        How many nodes the starts led to, themselves included.

    References
    ----------
    U. Brandes (2008), "On variants of shortest-path betweenness centrality and their generic
    computation", Social Networks 30, 136-145, doi 10.1016/j.socnet.2007.11.001.
    """
    tail = rows[2]
    starts, goals = ends
    _, order, paths, owed, last, before = space
    total = 0
    for start in starts:
        at = count_paths(rows, start, goals, space, waiting)
        total += at
        while at > 1:
            at -= 1
            node = order[at]
            # What every path that ends or goes on here owes to those before.
            part = owed[node] + (1.0 if goals[node] != 0 else 0.0)
            if part == 0.0:
                continue
            part /= paths[node]
            shares[0][node] += owed[node]
            place = last[node]
            while place >= 0:
                here = tail[place]
                share = paths[here] * part
                shares[1][place] += share
                owed[here] += share
                place = before[place]
    return total
