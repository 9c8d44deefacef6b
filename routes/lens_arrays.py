"""What a graph counts under one lens, in arrays: one number for each leg and jurisdiction."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from routes.fields import DESTINATIONS, ORIGINS, UNBOUNDED
from routes.leg_graph import table_of
from routes.leg_table import NO_BOUND
from routes.lenses import Lens, jurisdiction_amount, leg_amount, require_lens

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx
    from numpy.typing import NDArray

    from routes.leg_table import LegTable

    IntArray = NDArray[np.int64]
    IndexArray = NDArray[np.uint32]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class LensArrays:
    """Legs and jurisdictions under a lens.

    Attributes
    ----------
    jurisdiction_ids, leg_ids : sequence of str
        All jurisdictions and legs, sorted.
    tail, head : ndarray of uint32, shape (legs,)
        Positions of the jurisdictions where each leg starts and ends.
    amount : ndarray of int64, shape (legs,)
        Units of 1/scale; 0 for a leg that passes nothing, `NO_BOUND` for one without a bound.
    node_amount : ndarray of int64, shape (jurisdictions,)
        The same of each jurisdiction.
    origins, destinations : ndarray of int64
        Positions of the jurisdictions where routes start and end, in rising order.
    """

    jurisdiction_ids: Sequence[str]
    leg_ids: Sequence[str]
    tail: IndexArray
    head: IndexArray
    amount: IntArray
    node_amount: IntArray
    origins: IntArray
    destinations: IntArray

    @cached_property
    def unbounded(self) -> int:
        """One more than all finite amounts together: no flow that has a bound reaches it."""
        return 1 + sum(int(each[each > 0].sum()) for each in (self.amount, self.node_amount))


def lens_arrays(graph: nx.MultiDiGraph[str], lens: Lens) -> LensArrays:
    """Read what a graph counts under a lens.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; this is not checked here.
    lens : {"passing", "volume", "effort"}
        Which amounts to read.

    Returns
    -------
    LensArrays
        The same arrays for the same jurisdictions and legs, in whatever order the graph has them.

    Raises
    ------
    GraphError
        The lens is unknown.
    """
    require_lens(lens)
    table = table_of(graph)
    if table is not None:
        return _of_table(graph, table, lens)
    ids = tuple(sorted(graph.nodes))
    number = {jurisdiction: position for position, jurisdiction in enumerate(ids)}
    legs = sorted(
        (leg, number[origin], number[destination], _number(leg_amount(data, lens)))
        for origin, destination, leg, data in graph.edges(keys=True, data=True)
    )
    rows = np.array([row[1:] for row in legs], dtype=np.int64).reshape(-1, 3)
    counted = [_number(jurisdiction_amount(graph.nodes[place], lens)) for place in ids]
    return LensArrays(
        jurisdiction_ids=ids,
        leg_ids=tuple(row[0] for row in legs),
        tail=rows[:, 0].astype(np.uint32),
        head=rows[:, 1].astype(np.uint32),
        amount=rows[:, 2].copy(),
        node_amount=np.array(counted, dtype=np.int64),
        origins=np.array([number[place] for place in graph.graph[ORIGINS]], dtype=np.int64),
        destinations=np.array(
            [number[place] for place in graph.graph[DESTINATIONS]], dtype=np.int64
        ),
    )


def _of_table(graph: nx.MultiDiGraph[str], table: LegTable, lens: Lens) -> LensArrays:
    ids = table.jurisdiction_ids

    def positions(places: tuple[str, ...]) -> IntArray:
        return np.array([bisect_left(ids, place) for place in places], dtype=np.int64)

    return LensArrays(
        jurisdiction_ids=ids,
        leg_ids=table.leg_ids,
        tail=table.tail,
        head=table.head,
        amount=np.asarray(table.amount(lens), dtype=np.int64),
        node_amount=np.full(len(ids), NO_BOUND, dtype=np.int64),
        origins=positions(graph.graph[ORIGINS]),
        destinations=positions(graph.graph[DESTINATIONS]),
    )


def _number(amount: int | str) -> int:
    return NO_BOUND if amount == UNBOUNDED else int(amount)
