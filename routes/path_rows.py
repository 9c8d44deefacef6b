"""Arcs with their weights, sorted by the node that they leave, as searches for paths read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from routes.arrays import incidence
from routes.heap_kernel import FAR

if TYPE_CHECKING:
    from routes.arrays import IndexArray, IntArray


class PathRows(NamedTuple):
    """Arcs in the order of the nodes that they leave; place is the position in this order.

    Attributes
    ----------
    first : ndarray of int64, shape (nodes + 1,)
        Node v is left by the arcs in the places from ``first[v]`` to ``first[v + 1]``.
    head, tail : ndarray of uint32, shape (arcs,)
        The node that the arc in each place enters, and the one that it leaves.
    weight : ndarray of int64, shape (arcs,)
    arcs : ndarray of int64, shape (arcs,)
        Which arc is in each place.
    """

    first: IntArray
    head: IndexArray
    tail: IndexArray
    weight: IntArray
    arcs: IntArray


def path_rows(arcs: tuple[IntArray, IntArray, IntArray], node_count: int) -> PathRows:
    """Sort arcs by the node that they leave.

    Parameters
    ----------
    arcs : three ndarrays of int64, shape (arcs,)
        Tail, head and weight.
    node_count : int
        Nodes are numbered from 0.

    Returns
    -------
    PathRows
    """
    tail, head, weight = arcs
    first, incident = incidence(tail, node_count)
    own = np.repeat(np.arange(node_count, dtype=np.uint32), np.diff(first))
    return PathRows(first, head[incident].astype(np.uint32), own, weight[incident], incident)


def require_countable(weight: IntArray, node_count: int, least: int) -> None:
    """Refuse weights that are too small, or that add up to more than a search can count.

    Parameters
    ----------
    weight : ndarray of int64, shape (arcs,)
    node_count : int
    least : int
        What a weight may be at least.

    Raises
    ------
    ValueError
        A weight is below that, or a path of so many nodes could weigh 2**62.
    """
    if not len(weight):
        return
    if int(weight.min()) < least:
        raise ValueError(f"weights must be at least {least}, not {int(weight.min())}")
    if int(weight.max()) * node_count >= FAR:
        raise ValueError(
            f"a weight of {int(weight.max())} on {node_count} nodes is too large to be added up "
            "exactly; use a coarser unit"
        )
