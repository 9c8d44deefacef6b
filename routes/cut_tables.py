"""Least cuts of a small network in many draws at once, in tables over the sides of few nodes.

A cut puts every node on the side of the source or on that of the sink, and costs what the arcs
carry that leave the first for the second. Nodes are decided about one after the other: the table
of a node has an entry for every choice of sides of it and of those that later nodes share with it,
and the lesser of its two choices goes into the table of the next of these. A network of
jurisdictions is seldom wide, so its tables are small, and each entry is one array over all draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from routes.elimination import elimination_steps

if TYPE_CHECKING:
    from routes.arrays import BoolArray, IntArray, Network
    from routes.elimination import Step

MOST_ARCS, MOST_ENTRIES = 20_000, 1_024
"""In networks with more, loops compute flows sooner than tables."""

NO_CUT = 2**62
"""What a cut would cost that there is not: more than any."""


class TabledCuts(NamedTuple):
    """What cuts cost in each draw.

    Attributes
    ----------
    least : ndarray of int64, shape (draws,)
    through, around : ndarray of int64, shape (pairs, draws)
        The least that a cut with the pair in it costs, and one without it; `NO_CUT` where every
        cut has it.
    """

    least: IntArray
    through: IntArray
    around: IntArray


@dataclass(frozen=True, eq=False)
class CutTables:
    """A small network, and the order in which its nodes are decided about.

    Attributes
    ----------
    pair_of : ndarray of int64, shape (forward arcs,)
        The pair of nodes that each arc joins; -1: it is in no cut that costs less than `unbounded`.
    ends : ndarray of int64, shape (pairs, 2)
        Tail and head of each pair.
    direct : tuple of int
        Pairs from the source to the sink, which are in every cut.
    steps : tuple of Step
    """

    pair_of: IntArray
    ends: IntArray
    direct: tuple[int, ...]
    steps: tuple[Step, ...]

    def pairs(self, amounts: IntArray, counted: BoolArray) -> IntArray:
        """Add up what arcs carry from one node to another.

        Parameters
        ----------
        amounts : ndarray of int64, shape (draws, forward arcs)
        counted : ndarray of bool, shape (forward arcs,)
            The arcs that are added up.

        Returns
        -------
        ndarray of int64, shape (pairs, draws)
        """
        carried = np.zeros((len(self.ends), len(amounts)), dtype=np.int64)
        for arc in np.flatnonzero(counted & (self.pair_of >= 0)).tolist():
            carried[self.pair_of[arc]] += amounts[:, arc]
        return carried

    def least(self, carried: IntArray) -> IntArray:
        """Give what the least cut of each draw costs, shape (draws,), given what pairs carry."""
        return self._upward(carried)[2]

    def cuts(self, carried: IntArray) -> TabledCuts:
        """Find the least cut of each draw, given what pairs carry, and what can be said of all.

        Parameters
        ----------
        carried : ndarray of int64, shape (pairs, draws)

        Returns
        -------
        TabledCuts
        """
        tables, results, least = self._upward(carried)
        through, around = np.empty_like(carried), np.full_like(carried, NO_CUT)
        through[list(self.direct)] = least
        # From the last step back, each table gets what the least cut costs beyond it.
        for number in range(len(self.steps) - 1, -1, -1):
            step, table = self.steps[number], tables[number]
            if len(step.scope) == 1:
                table += least - results[number]
            for pair, index in step.arcs:
                through[pair] = _least_entry(table[index])
                others = table.copy()
                others[index] = NO_CUT
                around[pair] = _least_entry(others)
            for part, index in step.parts:
                beyond = table - results[part][index]
                missing = tuple(axis for axis, each in enumerate(index) if each is None)
                tables[part] += beyond.min(axis=missing)
        return TabledCuts(least, through, around)

    def _upward(self, carried: IntArray) -> tuple[list[IntArray], list[IntArray], IntArray]:
        """Give the table of each step, its result, and what the least cuts cost."""
        draws = carried.shape[1]
        least = np.zeros(draws, dtype=np.int64)
        for pair in self.direct:
            least += carried[pair]
        tables: list[IntArray] = []
        results: list[IntArray] = []
        for step in self.steps:
            table = np.zeros((*step.entries(), draws), dtype=np.int64)
            for pair, index in step.arcs:
                table[index] += carried[pair]
            for part, index in step.parts:
                table += results[part][index]
            tables.append(table)
            results.append(np.minimum(table[0], table[1]))
            if len(step.scope) == 1:
                least += results[-1]
        return tables, results, least


def cut_tables(network: Network, most_entries: int = MOST_ENTRIES) -> CutTables | None:
    """Lay out the tables of a network.

    Parameters
    ----------
    network : Network
        With the most that each arc can carry in any draw.
    most_entries : int
        So many entries the tables may have.

    Returns
    -------
    CutTables or None
        None where there would be more, there are more arcs than `MOST_ARCS`, or sums may not be
        exact.
    """
    arcs = len(network.head) // 2
    if arcs > MOST_ARCS or 2 * arcs * network.unbounded >= NO_CUT:
        return None
    place = _places(network)
    source, sink = int(place[network.source]), int(place[network.sink])
    ends, pair_of = _pairs(place[network.head[1::2]], place[network.head[::2]], source, sink)
    pairs = [(int(tail), int(head)) for tail, head in ends]
    steps = elimination_steps(pairs, {source, sink}, most_entries)
    if steps is None:
        return None
    return CutTables(
        pair_of=pair_of,
        ends=ends,
        direct=tuple(number for number, pair in enumerate(pairs) if pair == (source, sink)),
        steps=steps,
    )


def _places(network: Network) -> IntArray:
    """Join the two nodes of jurisdictions that have no bound, and the ends with their links."""
    place = np.arange(network.node_count, dtype=np.int64)
    links = np.arange(network.member_count, len(network.head) // 2)
    for arc in (*np.flatnonzero(network.without_bound).tolist(), *links.tolist()):
        one, other = place[network.head[2 * arc]], place[network.head[2 * arc + 1]]
        place[place == one] = other
    return place


def _pairs(tail: IntArray, head: IntArray, source: int, sink: int) -> tuple[IntArray, IntArray]:
    """List the pairs of nodes that arcs join, and the pair of each arc."""
    # What enters the source or leaves the sink crosses no cut from one to the other.
    crosses = (tail != head) & (tail != sink) & (head != source)
    pair_of = np.full(len(tail), -1, dtype=np.int64)
    both = np.stack([tail[crosses], head[crosses]], axis=1)
    ends, pair_of[crosses] = np.unique(both, axis=0, return_inverse=True)
    return ends, pair_of


def _least_entry(entries: IntArray) -> IntArray:
    """Give the least entry of each draw, whatever sides the others are on."""
    least: IntArray = entries.reshape(-1, entries.shape[-1]).min(axis=0)
    return least
