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

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routes.arrays import BoolArray, IntArray, Network

    Pair = tuple[int, int]
    Index = tuple[slice | int | None, ...]

MOST_ARCS, MOST_ENTRIES = 2_000, 1_024
"""In networks with more, loops compute flows sooner than tables."""

NO_CUT = 2**62
"""What a cut would cost that there is not: more than any."""

_ALL = slice(None)


class Step(NamedTuple):
    """What is decided about one node.

    Attributes
    ----------
    scope : tuple of int
        The node, then those that its table depends on beside it, in the order of their own steps.
    arcs : tuple of (int, Index)
        Numbers of pairs, and the entries of the table in which they are cut.
    parts : tuple of (int, Index)
        Earlier steps whose results are added to the table, and how they are spread over it.
    """

    scope: tuple[int, ...]
    arcs: tuple[tuple[int, Index], ...]
    parts: tuple[tuple[int, Index], ...]

    def entries(self) -> tuple[int, ...]:
        """Give the shape of the table, without that of the draws."""
        return (2,) * len(self.scope)


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


def cut_tables(network: Network, joined: BoolArray) -> CutTables | None:
    """Lay out the tables of a network.

    Parameters
    ----------
    network : Network
        With the most that each arc can carry in any draw.
    joined : ndarray of bool, shape (number of inner_ids,)
        Jurisdictions whose two nodes are one: that have no bound in any draw.

    Returns
    -------
    CutTables or None
        None where tables have more than `MOST_ENTRIES` entries or sums may not be exact.

    References
    ----------
    U. Bertele and F. Brioschi (1972), "Nonserial Dynamic Programming", Academic Press;
    R. Dechter (1999), "Bucket elimination: a unifying framework for reasoning", Artificial
    Intelligence 113, 41-85, doi 10.1016/S0004-3702(99)00059-4.
    """
    arcs = len(network.head) // 2
    if arcs > MOST_ARCS or 2 * arcs * network.unbounded >= NO_CUT:
        return None
    place = _places(network, joined)
    source, sink = int(place[network.source]), int(place[network.sink])
    ends, pair_of = _pairs(place[network.head[1::2]], place[network.head[::2]], source, sink)
    scopes = _scopes(ends, {source, sink})
    if scopes is None:
        return None
    between = [tuple(pair) for pair in ends.tolist()]
    return CutTables(
        pair_of=pair_of,
        ends=ends,
        direct=tuple(n for n, pair in enumerate(between) if pair == (source, sink)),
        steps=tuple(_steps(scopes, between)),
    )


def _places(network: Network, joined: BoolArray) -> IntArray:
    """Join the two nodes of jurisdictions that have no bound, and the ends with their links."""
    place = np.arange(network.node_count, dtype=np.int64)
    links = np.arange(network.member_count, len(network.head) // 2)
    for arc in (*np.flatnonzero(joined).tolist(), *links.tolist()):
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


def _scopes(ends: IntArray, fixed: set[int]) -> list[tuple[int, ...]] | None:
    """Order the nodes, the one with fewest others beside it first; None for too large tables."""
    beside: dict[int, set[int]] = {
        node: set() for node in sorted(set(ends.ravel().tolist()) - fixed)
    }
    for one, other in ends.tolist():
        if one in beside and other in beside:
            beside[one].add(other)
            beside[other].add(one)
    found: list[tuple[int, set[int]]] = []
    entries = 0
    if 2 * len(beside) > MOST_ENTRIES:
        return None
    while beside:
        node = min(beside, key=lambda each: (len(beside[each]), each))
        others = beside.pop(node)
        entries += 2 ** (1 + len(others))
        if entries > MOST_ENTRIES:
            return None
        for other in others:
            beside[other] |= others
            beside[other] -= {node, other}
        found.append((node, others))
    turn = {node: number for number, (node, _) in enumerate(found)}
    return [(node, *sorted(others, key=turn.__getitem__)) for node, others in found]


def _steps(scopes: Sequence[tuple[int, ...]], ends: Sequence[Pair]) -> Iterator[Step]:
    turn = {scope[0]: number for number, scope in enumerate(scopes)}
    last = len(scopes)
    at: list[list[int]] = [[] for _ in range(last + 1)]
    for pair, (tail, head) in enumerate(ends):
        # A pair belongs to the first of its nodes that is decided about.
        at[min(turn.get(tail, last), turn.get(head, last))].append(pair)
    for number, scope in enumerate(scopes):
        earlier = [part for part in range(number) if scopes[part][1:2] == scope[:1]]
        yield Step(
            scope,
            tuple((pair, _cut_in(scope, ends[pair])) for pair in at[number]),
            tuple((part, _spread(scope, scopes[part][1:])) for part in earlier),
        )


def _cut_in(scope: tuple[int, ...], pair: Pair) -> Index:
    """Index the entries in which the tail is on the side of the source, 0, and the head is not."""
    sides = {pair[0]: 0, pair[1]: 1}
    return tuple(sides.get(node, _ALL) for node in scope)


def _spread(scope: tuple[int, ...], part: tuple[int, ...]) -> Index:
    """Index a table over fewer nodes as if it did not depend on the others."""
    return tuple(_ALL if node in part else None for node in scope)


def _least_entry(entries: IntArray) -> IntArray:
    """Give the least entry of each draw, whatever sides the others are on."""
    least: IntArray = entries.reshape(-1, entries.shape[-1]).min(axis=0)
    return least
