"""A network of draws laid out node by node, in the form that the loops over draws take."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from routes.arc_rows import lay_out

if TYPE_CHECKING:
    from routes.arrays import BoolArray, Network
    from routes.draw_kernel import Bounds, Places
    from routes.engine import Loops
    from routes.kernels import Buffer
    from routes.removal_kernels import Rows


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


def draw_rows(network: Network, joined: BoolArray, loops: Loops) -> DrawRows:
    """Lay out a network.

    Parameters
    ----------
    network : Network
        With room for every draw.
    joined : ndarray of bool, shape (number of inner_ids,)
        Jurisdictions whose two nodes become one: that have no bound in any draw.
    loops : Loops
        The kernels.

    Returns
    -------
    DrawRows
    """
    laid = lay_out(network, joined, loops)
    read = loops.read
    return DrawRows(
        rows=(read(laid.first), read(laid.head), read(laid.twin)),
        places=(read(laid.place[::2].copy()), read(laid.place[1::2].copy())),
        bounds=(
            int(laid.node[network.source]),
            int(laid.node[network.sink]),
            network.unbounded,
        ),
        in_order=read(np.arange(len(laid.head), dtype=np.int64)),
        node_count=laid.node_count,
    )
