"""A graph under one lens as integer arrays, the form in which flows are computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routes.leg_table import NO_BOUND
from routes.lens_arrays import lens_arrays
from routes.names import spell, take

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx
    from numpy.typing import NDArray

    from routes.lens_arrays import LensArrays
    from routes.lenses import Lens

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
    jurisdiction_ids : sequence of str
        All jurisdictions, sorted.
    inner_ids, leg_ids : sequence of str
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
    jurisdiction_ids: Sequence[str]
    inner_ids: Sequence[str]
    leg_ids: Sequence[str]

    @property
    def member_count(self) -> int:
        """Number of jurisdictions and legs that have an arc."""
        return len(self.inner_ids) + len(self.leg_ids)

    @property
    def member_arcs(self) -> IntArray:
        """Forward arcs of those, shape (member_count,)."""
        return 2 * np.arange(self.member_count, dtype=np.int64)

    @property
    def without_bound(self) -> BoolArray:
        """Tell which jurisdictions that have an arc have no bound, shape (number of inner_ids,)."""
        return self.amount[: 2 * len(self.inner_ids) : 2] >= self.unbounded

    def crossing(self, inside: BoolArray) -> IntArray:
        """Give the forward arcs of members that leave a set of nodes, in rising order."""
        arcs = self.member_arcs
        return arcs[inside[self.head[arcs + 1]] & ~inside[self.head[arcs]]]

    def wholly(self, inside: BoolArray) -> tuple[str, ...]:
        """Name the jurisdictions that have both of their nodes in a set of nodes."""
        both = inside[: self.source : 2] & inside[1 : self.source : 2]
        return tuple(spell(self.jurisdiction_ids, np.flatnonzero(both)))

    def members(self, arcs: Iterable[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Name forward arcs: the ids of legs and of jurisdictions, each sorted."""
        positions = np.sort(np.fromiter(arcs, dtype=np.int64)) // 2
        inner_count = len(self.inner_ids)
        legs = spell(self.leg_ids, positions[positions >= inner_count] - inner_count)
        return tuple(legs), tuple(spell(self.inner_ids, positions[positions < inner_count]))


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
    return network_of(lens_arrays(graph, lens))


def network_of(arrays: LensArrays) -> Network:
    """Lay a graph under a lens out as a network.

    Parameters
    ----------
    arrays : LensArrays
        Its jurisdictions and legs.

    Returns
    -------
    Network
        As from `compile_network`.
    """
    inner, legs = np.flatnonzero(arrays.node_amount), np.flatnonzero(arrays.amount)
    origins, destinations = arrays.origins, arrays.destinations
    node_count = 2 * len(arrays.node_amount) + 2
    source, sink = node_count - 2, node_count - 1
    links = len(origins) + len(destinations)
    tail = np.empty(len(inner) + len(legs) + links, dtype=np.int64)
    enters, amount = np.empty_like(tail), np.zeros(2 * len(tail), dtype=np.int64)
    parts = np.split(np.arange(len(tail)), np.cumsum([len(inner), len(legs), len(origins)]))
    for part, start, end, limit in (
        (parts[0], 2 * inner, 2 * inner + 1, arrays.node_amount[inner]),
        (
            parts[1],
            2 * arrays.tail[legs].astype(np.int64) + 1,
            2 * arrays.head[legs].astype(np.int64),
            arrays.amount[legs],
        ),
        (parts[2], source, 2 * origins, NO_BOUND),
        (parts[3], 2 * destinations + 1, sink, NO_BOUND),
    ):
        tail[part], enters[part], amount[2 * part] = start, end, limit
    unbounded = arrays.unbounded
    amount[amount == NO_BOUND] = unbounded
    # The reverse of an arc enters its tail.
    head = np.stack([enters, tail], axis=1).ravel()
    first, incident = incidence(np.stack([tail, enters], axis=1).ravel(), node_count)
    return Network(
        node_count=node_count,
        source=source,
        sink=sink,
        head=head,
        first=first,
        incident=incident,
        amount=amount,
        unbounded=unbounded,
        jurisdiction_ids=arrays.jurisdiction_ids,
        inner_ids=take(arrays.jurisdiction_ids, inner),
        leg_ids=take(arrays.leg_ids, legs),
    )


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
