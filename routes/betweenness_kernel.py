"""The inner loop that shares out lightest paths among what they run through."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import MutableSequence, Sequence

    from routes.kernels import Adjacency, Buffer

    Shares = MutableSequence[float]


def count_paths(
    backward: Adjacency,
    weight: Sequence[int],
    start: int,
    found: int,
    space: tuple[Buffer, Buffer, Shares, Shares],
) -> int:
    """Count the lightest paths to each node found, nearest first; give the number of nodes."""
    tail, first, incident = backward
    distance, order, paths, owed = space
    at = 0
    while at < found:
        node = order[at]
        owed[node] = 0.0
        number = 1.0 if node == start else 0.0
        position = first[node]
        while position < first[node + 1]:
            arc = incident[position]
            before = tail[arc]
            if distance[before] >= 0 and distance[before] + weight[arc] == distance[node]:
                number += paths[before]
            position += 1
        paths[node] = number
        at += 1
    return found


def share_paths(
    ways: tuple[Adjacency, Adjacency],
    weight: Sequence[int],
    ends: tuple[int, Sequence[int]],
    shares: tuple[Shares, Shares],
    space: tuple[Buffer, Buffer, Shares, Shares],
) -> int:
    """Add, for every goal, the shares of lightest paths from a start through nodes and arcs.

    Parameters
    ----------
    ways : two times three sequences of int
        `head`, `first` and `incident`: node v is left by ``incident[first[v]:first[v + 1]]``. Then
        the same of the arcs turned around: `tail`, and by which arcs a node is entered.
    weight : sequence of int, shape (arcs,)
        From 1.
    ends : (int, sequence of int, shape (nodes,))
        The start; and not 0 at goals. A path from the start to itself does not count.
    shares : two mutable sequences of float, shapes (nodes,) and (arcs,)
        Added to. The ends of a path are not on it.
    space : four mutable sequences, shape (nodes,) each
        Working space: `distance`, `order`, `paths` and `owed`.

    Returns
    -------
    int
        Number of nodes that the start leads to, itself included.

    References
    ----------
    U. Brandes (2008), "On variants of shortest-path betweenness centrality and their generic
    computation", Social Networks 30, 136-145, doi 10.1016/j.socnet.2007.11.001.
    """
    onward, backward = ways
    head, first, incident = onward
    start, goals = ends
    distance, order, paths, owed = space
    node = 0
    while node < len(distance):
        distance[node] = -1
        node += 1
    distance[start] = 0
    waiting = [(0, start)]
    found = 0
    while len(waiting) > 0:
        length, node = heappop(waiting)
        if length > distance[node]:
            continue
        order[found] = node
        found += 1
        position = first[node]
        while position < first[node + 1]:
            arc = incident[position]
            there = head[arc]
            further = length + weight[arc]
            if distance[there] < 0 or further < distance[there]:
                distance[there] = further
                heappush(waiting, (further, there))
            position += 1
    count_paths(backward, weight, start, found, space)
    tail, first, incident = backward
    at = found
    while at > 1:
        at -= 1
        node = order[at]
        # What every path that ends or goes on here owes to those before.
        part = (owed[node] + (1.0 if goals[node] != 0 else 0.0)) / paths[node]
        shares[0][node] += owed[node]
        position = first[node]
        while position < first[node + 1]:
            arc = incident[position]
            before = tail[arc]
            if distance[before] >= 0 and distance[before] + weight[arc] == distance[node]:
                shares[1][arc] += paths[before] * part
                owed[before] += paths[before] * part
            position += 1
    return found
