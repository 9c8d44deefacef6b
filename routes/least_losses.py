"""What is lost at least without each member, as one minimum cut tells, without any search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from routes.arrays import BoolArray, IntArray, Network


def least_losses(network: Network, flows: IntArray, apart: BoolArray) -> IntArray:
    """Bound losses from below.

    Parameters
    ----------
    network : Network
        The arrays.
    flows : ndarray of int64, shape (member_count,)
        What each member carries in a maximum flow.
    apart : ndarray of bool, shape (member_count,)
        Whether its ends lie in different strongly connected components of the residual network.

    Returns
    -------
    ndarray of int64, shape (member_count,)
        At most the loss without each.

    Notes
    -----
    A member that is apart loses all that it carries. The legs that leave a jurisdiction for other
    components all cross one minimum cut: that around the nodes of its component and those that can
    be reached from there. So do those that arrive from other components.
    """
    bounds = np.where(apart, flows, 0)
    legs = np.flatnonzero(apart)
    legs = legs[legs >= len(network.inner_ids)]
    leaving, arriving = np.zeros((2, network.node_count), dtype=np.int64)
    np.add.at(leaving, network.head[2 * legs + 1], flows[legs])
    np.add.at(arriving, network.head[2 * legs], flows[legs])
    inner = np.arange(len(network.inner_ids))
    most = np.maximum(leaving[network.head[2 * inner]], arriving[network.head[2 * inner + 1]])
    bounds[inner] = np.maximum(bounds[inner], most)
    return bounds
