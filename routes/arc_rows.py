"""Arc rows: arcs of a network laid out node by node, so that searches read them in a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from routes.arrays import BoolArray, IndexArray, IntArray, Network
    from routes.engine import Loops


@dataclass(frozen=True, eq=False)
class ArcRows:
    """Arcs in the order of the nodes that they leave.

    Attributes
    ----------
    arcs : ndarray of int64, shape (rows,)
        The network's number of the arc at each place.
    place : ndarray of int64, shape (network arcs,)
        Where each of the network's arcs lies, or -1.
    first : ndarray of int64, shape (nodes + 1,)
        Arcs that leave node v lie at ``first[v]`` up to, not including, ``first[v + 1]``.
    head, twin : ndarray of uint32, shape (rows,)
        Node that the arc enters; where its reverse lies. Unsigned and short, as searches read
        little else: half the memory, and no test for an index below 0.
    node : ndarray of int64, shape (network nodes,)
        What number each of the network's nodes has here.
    """

    arcs: IntArray
    place: IntArray
    first: IntArray
    head: IndexArray
    twin: IndexArray
    node: IntArray

    @property
    def node_count(self) -> int:
        """Number of nodes here."""
        return len(self.first) - 1

    def imbalance(self, change: IntArray) -> IntArray:
        """Add up a change of residual over the arcs that leave a node, shape (nodes,)."""
        sums = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(change)])
        return np.asarray(sums[self.first[1:]] - sums[self.first[:-1]])


def lay_out(network: Network, joined: BoolArray, loops: Loops) -> ArcRows:
    """Lay out the arcs of a network.

    Parameters
    ----------
    network : Network
        The arrays.
    joined : ndarray of bool, shape (number of inner_ids,)
        Jurisdictions whose two nodes become one, without the arc between them; that leaves every
        flow on legs as it is only where the jurisdiction has no bound.
    loops : Loops
        The kernels.

    Returns
    -------
    ArcRows
        Nodes are numbered anew, in their order.
    """
    # The two nodes of a jurisdiction follow each other.
    apart = np.ones(network.node_count, dtype=np.int64)
    apart[network.head[2 * np.flatnonzero(joined)]] = 0
    node = np.cumsum(apart) - 1
    length = len(network.head)
    short = (np.zeros(length, dtype=np.uint32) for _ in range(2))
    first, head, twin = loops.blank(int(node[-1]) + 2), *map(loops.read, short)
    arcs, place = loops.blank(length), loops.blank(length, -1)
    rows, numbers = (first, head, twin), (arcs, place)
    count = loops.run("fill_rows", loops.adjacency(network), loops.read(node), rows, numbers)
    return ArcRows(
        arcs=np.asarray(arcs[:count], dtype=np.int64),
        place=np.asarray(place, dtype=np.int64),
        first=np.asarray(first, dtype=np.int64),
        head=np.asarray(head[:count], dtype=np.uint32),
        twin=np.asarray(twin[:count], dtype=np.uint32),
        node=node,
    )
