"""A network of draws laid out node by node, in the form that the loops over draws take."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from routes.arc_rows import lay_out
from routes.arrays import incidence

if TYPE_CHECKING:
    from routes.arrays import BoolArray, IntArray, Network
    from routes.draw_kernel import Bounds, Places
    from routes.engine import Loops
    from routes.kernels import Buffer, Space
    from routes.path_kernel import Rows


class DrawRows(NamedTuple):
    """A network laid out.

    Attributes
    ----------
    rows, places, bounds
        As `routes.draw_kernel` tells.
    in_order : sequence of int, shape (rows,)
        0, 1, 2 and so on.
    node_count : int
    """

    rows: Rows
    places: Places
    bounds: Bounds
    in_order: Buffer
    node_count: int

    def space(self, loops: Loops) -> Space:
        """Give the working sequences of a flow; unsigned, so that no index is tested for a sign."""
        one, other, third = (np.zeros(self.node_count, dtype=np.uint32) for _ in range(3))
        return loops.read(one), loops.read(other), loops.read(third)


def draw_rows(
    network: Network, joined: BoolArray, loops: Loops, *, merged: bool = False
) -> DrawRows:
    """Lay out a network.

    Parameters
    ----------
    network : Network
        With room for every draw.
    joined : ndarray of bool, shape (number of inner_ids,)
        Jurisdictions whose two nodes become one: that have no bound in any draw.
    loops : Loops
        The kernels.
    merged : bool
        Whether parallel arcs lie in one place, where what they carry is added up.

    Returns
    -------
    DrawRows
    """
    kept, number = _merged(network) if merged else (network, slice(None))
    laid = lay_out(kept, joined, loops)
    read = loops.read
    return DrawRows(
        rows=(read(laid.first), read(laid.head), read(laid.twin)),
        places=(read(laid.place[::2][number].copy()), read(laid.place[1::2][number].copy())),
        bounds=(
            int(laid.node[network.source]),
            int(laid.node[network.sink]),
            network.unbounded,
        ),
        in_order=read(np.arange(len(laid.head), dtype=np.int64)),
        node_count=laid.node_count,
    )


def _merged(network: Network) -> tuple[Network, IntArray]:
    """Keep the first of parallel arcs; tell for each forward arc which of those kept it is in."""
    ends = network.head.reshape(-1, 2)
    _, first_one, which = np.unique(
        ends[:, 1] * network.node_count + ends[:, 0], return_index=True, return_inverse=True
    )
    kept = np.sort(first_one)
    head = ends[kept].ravel()
    first, incident = incidence(ends[kept][:, ::-1].ravel(), network.node_count)
    fewer = replace(
        network,
        head=head,
        first=first,
        incident=incident,
        # What they carry is another matter: only their layout is asked for.
        amount=np.zeros(len(head), dtype=np.int64),
    )
    rank = np.asarray(np.searchsorted(kept, first_one), dtype=np.int64)
    return fewer, rank[which]
