"""A graph under one lens as integer arrays, the form in which flows are computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routes.fields import DESTINATIONS, ORIGINS, UNBOUNDED, Amount
from routes.lenses import Lens, jurisdiction_amount, leg_amount, require_lens

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx
    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]
    IndexArray = NDArray[np.uint32]
    BoolArray = NDArray[np.bool_]


_SHORT_NUMBERS = 2**16

_SPARSE_FROM_ARCS = 50_000
"""Loading scipy.sparse takes longer than sorting fewer arcs."""


@dataclass(frozen=True, eq=False)
class Network:
    """A flow network with one source and one sink.

    Jurisdiction number i, in id order, is split into node 2i, where legs arrive, and node 2i + 1,
    from where they leave; an inner arc between them carries what the jurisdiction counts. Forward
    arcs have even numbers and each is followed by its reverse, so ``arc ^ 1`` turns around.
    Forward arcs come in this order: jurisdictions, legs, links to the source and sink.

    Attributes
    ----------
    node_count, source, sink : int
        Nodes are numbered from 0; the last two are source and sink.
    head : ndarray of int64, shape (arcs,)
        Node that each arc enters.
    first, incident : ndarray of int64, shapes (node_count + 1,) and (arcs,)
        Arcs that leave node v are ``incident[first[v]:first[v + 1]]``, in rising order.
    amount : ndarray of int64, shape (arcs,)
        Units of 1/scale; 0 on reverse arcs, `unbounded` on arcs without a bound.
    unbounded : int
        One more than all finite amounts together: no flow that has a bound reaches it.
    jurisdiction_ids : tuple of str
        All jurisdictions, sorted.
    inner_ids, leg_ids : tuple of str
        Jurisdictions and legs that have an arc, those with amount 0 being left out, sorted.
    """

    node_count: int
    source: int
    sink: int
    head: IntArray
    first: IntArray
    incident: IntArray
    amount: IntArray
    unbounded: int
    jurisdiction_ids: tuple[str, ...]
    inner_ids: tuple[str, ...]
    leg_ids: tuple[str, ...]

    @property
    def member_count(self) -> int:
        """Number of jurisdictions and legs that have an arc."""
        return len(self.inner_ids) + len(self.leg_ids)

    @property
    def member_arcs(self) -> IntArray:
        """Forward arcs of those, shape (member_count,)."""
        return 2 * np.arange(self.member_count, dtype=np.int64)

    def crossing(self, inside: BoolArray) -> IntArray:
        """Give the forward arcs of members that leave a set of nodes, in rising order."""
        arcs = self.member_arcs
        return arcs[inside[self.head[arcs + 1]] & ~inside[self.head[arcs]]]

    def wholly(self, inside: BoolArray) -> tuple[str, ...]:
        """Name the jurisdictions that have both of their nodes in a set of nodes."""
        both = inside[: self.source : 2] & inside[1 : self.source : 2]
        return tuple(self.jurisdiction_ids[position] for position in np.flatnonzero(both))

    def members(self, arcs: Iterable[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Name forward arcs: the ids of legs and of jurisdictions, each sorted."""
        positions = sorted(int(arc) // 2 for arc in arcs)
        inner_count = len(self.inner_ids)
        legs = tuple(self.leg_ids[p - inner_count] for p in positions if p >= inner_count)
        return legs, tuple(self.inner_ids[p] for p in positions if p < inner_count)


def compile_network(graph: nx.MultiDiGraph[str], lens: Lens) -> Network:
    """Turn a graph into arrays.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; this is not checked here.
    lens : {"passing", "volume", "effort"}
        Which amounts the arcs carry.

    Returns
    -------
    Network
        The same arrays for the same jurisdictions and legs, in whatever order the graph has them.

    Raises
    ------
    GraphError
        The lens is unknown.
    """
    require_lens(lens)
    ids = tuple(sorted(graph.nodes))
    number = {jurisdiction: position for position, jurisdiction in enumerate(ids)}
    inner = _inner_arcs(graph, lens, ids)
    legs = _leg_arcs(graph, lens, number)
    source, sink = 2 * len(ids), 2 * len(ids) + 1
    links: list[tuple[int, int, Amount]] = [
        *((source, 2 * number[origin], UNBOUNDED) for origin in graph.graph[ORIGINS]),
        *((2 * number[end] + 1, sink, UNBOUNDED) for end in graph.graph[DESTINATIONS]),
    ]
    arcs = [*inner.values(), *legs.values(), *links]
    unbounded = 1 + sum(amount for _, _, amount in arcs if isinstance(amount, int))
    head = np.array([(head, tail) for tail, head, _ in arcs], dtype=np.int64).ravel()
    amounts = [unbounded if amount == UNBOUNDED else amount for _, _, amount in arcs]
    amount = np.zeros(2 * len(arcs), dtype=np.int64)
    amount[::2] = amounts
    # The reverse of an arc enters its tail.
    first, incident = incidence(head[np.arange(len(head)) ^ 1], node_count=2 * len(ids) + 2)
    return Network(
        node_count=2 * len(ids) + 2,
        source=source,
        sink=sink,
        head=head,
        first=first,
        incident=incident,
        amount=amount,
        unbounded=unbounded,
        jurisdiction_ids=ids,
        inner_ids=tuple(inner),
        leg_ids=tuple(legs),
    )


def _inner_arcs(
    graph: nx.MultiDiGraph[str], lens: Lens, ids: tuple[str, ...]
) -> dict[str, tuple[int, int, Amount]]:
    amounts = [jurisdiction_amount(graph.nodes[jurisdiction], lens) for jurisdiction in ids]
    return {
        jurisdiction: (2 * position, 2 * position + 1, amount)
        for position, (jurisdiction, amount) in enumerate(zip(ids, amounts, strict=True))
        if amount != 0
    }


def _leg_arcs(
    graph: nx.MultiDiGraph[str], lens: Lens, number: dict[str, int]
) -> dict[str, tuple[int, int, Amount]]:
    legs = {
        leg: (2 * number[origin] + 1, 2 * number[destination], leg_amount(data, lens))
        for origin, destination, leg, data in graph.edges(keys=True, data=True)
    }
    return {leg: legs[leg] for leg in sorted(legs) if legs[leg][2] != 0}


def incidence(tail: IntArray, node_count: int) -> tuple[IntArray, IntArray]:
    """List the arcs that leave each node: `first` and `incident` of a network, from the tails."""
    if len(tail) >= _SPARSE_FROM_ARCS and node_count > _SHORT_NUMBERS:
        return _incidence_of_many(tail, node_count)
    first = np.zeros(node_count + 1, dtype=np.int64)
    first[1:] = np.cumsum(np.bincount(tail, minlength=node_count))
    # Of short numbers numpy sorts the digits, which takes a tenth of the time.
    numbers = tail.astype(np.uint16) if node_count <= _SHORT_NUMBERS else tail
    return first, np.argsort(numbers, kind="stable").astype(np.int64)


def _incidence_of_many(tail: IntArray, node_count: int) -> tuple[IntArray, IntArray]:
    """Do the same by counting instead of sorting, in an eighth of the time."""
    from scipy.sparse import csc_array

    # One entry in each column, in the row of the arc's tail: by rows, these are the arcs in order.
    shape = (node_count, len(tail))
    columns = np.arange(len(tail) + 1, dtype=np.int32)
    entries = np.empty(len(tail), dtype=np.int8)
    rows = csc_array((entries, tail.astype(np.int32), columns), shape=shape).tocsr()
    return rows.indptr.astype(np.int64), rows.indices.astype(np.int64)
