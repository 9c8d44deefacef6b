"""Lightest routes of a small network in many draws at once, one array over the draws for each node.

Distances are lowered arc after arc until none changes, as by Bellman and Ford. An arc is on some
lightest route if the distances on both sides of it and its weight are the distance from end to end.
It then covers a stretch of that distance; every route covers all of it, and no two of its arcs
overlap, so an arc is on every lightest route if no other that is on one covers any of its stretch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from routes.arrays import BoolArray, IntArray, Network

FAR = 2**60
"""The distance of what cannot be reached; no sum of weights is as much."""


@dataclass(frozen=True, eq=False)
class RouteTables:
    """The forward arcs of a network, in an order that leads on from the source.

    Attributes
    ----------
    tail, head : sequence of int, shape (forward arcs,)
    order : sequence of int
        Arcs whose tail the source leads to, nearer ones first.
    source, sink, node_count : int
    """

    tail: list[int]
    head: list[int]
    order: list[int]
    source: int
    sink: int
    node_count: int

    def on_lightest(self, weights: IntArray, open_arcs: BoolArray) -> tuple[BoolArray, BoolArray]:
        """Tell which arcs are on every and on some lightest route.

        Parameters
        ----------
        weights : ndarray of int64, shape (forward arcs, draws)
            Above 0.
        open_arcs : ndarray of bool, same shape
            Whether something passes.

        Returns
        -------
        every, some : ndarray of bool, same shape
            False where there is no route.
        """
        usable = np.where(open_arcs, weights, FAR)
        ahead = self._distances(usable, self.source, self.order, self.tail, self.head)
        behind = self._distances(usable, self.sink, self.order[::-1], self.head, self.tail)
        whole = ahead[self.sink]
        start = ahead[self.tail]
        end = start + usable
        # Without a route the sum is more than FAR, which is then the whole.
        some: BoolArray = end + behind[self.head] == whole
        every = some.copy()
        # Where their weights add up to the distance, there is one lightest route alone.
        for draw in np.flatnonzero((some * weights).sum(axis=0) > whole).tolist():
            arcs = np.flatnonzero(some[:, draw])
            every[arcs, draw] = _cover_alone(start[arcs, draw], end[arcs, draw])
        return every, some

    def _distances(
        self, weights: IntArray, start: int, order: list[int], tail: list[int], head: list[int]
    ) -> IntArray:
        """Give the distance of every node from the start, shape (nodes, draws)."""
        distance = np.full((self.node_count, weights.shape[1]), FAR, dtype=np.int64)
        distance[start] = 0
        # Of arcs in order one round finds paths that lead on; where one turns back takes more.
        for _ in range(self.node_count):
            before = distance.copy()
            for arc in order:
                there = distance[head[arc]]
                np.minimum(there, distance[tail[arc]] + weights[arc], out=there)
            if np.array_equal(before, distance):
                break
        return distance


def _cover_alone(start: IntArray, end: IntArray) -> BoolArray:
    """Tell which stretches of one draw overlap with no other; each is longer than 0."""
    begun_before_its_end = np.searchsorted(np.sort(start), end, side="left")
    ended_before_its_start = np.searchsorted(np.sort(end), start, side="right")
    # It is one of those that have begun and not ended itself.
    alone: BoolArray = begun_before_its_end - ended_before_its_start == 1
    return alone


def route_tables(network: Network) -> RouteTables:
    """Lay out the arcs of a network.

    Parameters
    ----------
    network : Network

    Returns
    -------
    RouteTables

    References
    ----------
    R. Bellman (1958), "On a routing problem", Quarterly of Applied Mathematics 16, 87-90,
    doi 10.1090/qam/102435.
    """
    head, tail = network.head[::2].tolist(), network.head[1::2].tolist()
    leaving: list[list[int]] = [[] for _ in range(network.node_count)]
    for arc, node in enumerate(tail):
        leaving[node].append(arc)
    found = [network.source]
    order: list[int] = []
    for node in found:
        order += leaving[node]
        found += sorted({head[arc] for arc in leaving[node]} - set(found))
    return RouteTables(tail, head, order, network.source, network.sink, network.node_count)
