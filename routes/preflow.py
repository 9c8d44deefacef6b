"""A maximum flow by push and relabel: as much as can arrive is moved, then the rest goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes.arc_rows import lay_out
from routes.errors import CertificateError

if TYPE_CHECKING:
    from routes.arrays import IntArray, Network
    from routes.engine import Loops
    from routes.kernels import Buffer
    from routes.push_relabel_kernel import PreflowSpace, Rows

_WORK_PER_LABELLING = 4
"""Looking at so many times all nodes and arcs, the labels are made exact again."""


def push_relabel(network: Network, loops: Loops) -> tuple[int, IntArray]:
    """Compute a maximum flow.

    Parameters
    ----------
    network : Network
        The arrays; no route may be without a bound.
    loops : Loops
        The kernels.

    Returns
    -------
    value : int
        What is moved.
    residual : ndarray of int64, shape (arcs,)
        What can still move along each arc.

    Raises
    ------
    CertificateError
        What was moved is no flow, or not the most: a search from both ends finds another way.

    Notes
    -----
    Jurisdictions without a bound are one node. The source fills its arcs; what is then too much
    at a node is pushed on, from the node that seems farthest from the sink, along arcs that lead
    one step down. Labels, the least number of steps known, are made exact by a search from time
    to time. When nothing more can reach the sink, the same loops move the rest back to the source.

    References
    ----------
    A. V. Goldberg and R. E. Tarjan (1988), "A new approach to the maximum-flow problem", Journal
    of the ACM 35, 921-940, doi 10.1145/48014.61051.
    B. V. Cherkassky and A. V. Goldberg (1997), "On implementing the push-relabel method for the
    maximum flow problem", Algorithmica 19, 390-410, doi 10.1007/PL00009180.
    """
    inner = network.amount[: 2 * len(network.inner_ids) : 2]
    joined = inner >= network.unbounded
    rows = lay_out(network, joined, loops)
    ends = source, sink = int(rows.node[network.source]), int(rows.node[network.sink])
    sequences = loops.read(rows.first), loops.read(rows.head), loops.read(rows.twin)
    residual = loops.read(network.amount[rows.arcs])
    value = move_all(sequences, residual, ends, loops)
    found = loops.sequence(network.amount)
    through, balance = loops.blank(rows.node_count), loops.blank(rows.node_count)
    amounts = (loops.read(network.amount), residual, found)
    places = loops.read(rows.place), loops.read(rows.node)
    heads = loops.read(network.head)
    wrong = loops.run("bring_back", heads, places, amounts, (through, balance))
    arrived = np.asarray(balance, dtype=np.int64)
    arrived[source] += value
    arrived[sink] -= value
    if wrong >= 0 or arrived.any():
        raise CertificateError(f"push and relabel left what is no flow of {value}")
    require_no_way(sequences, residual, ends, value, loops)
    left = np.asarray(found, dtype=np.int64)
    inner = 2 * np.flatnonzero(joined)
    carried = np.asarray(through, dtype=np.int64)[rows.node[network.head[inner]]]
    left[inner] -= carried
    left[inner + 1] += carried
    return value, left


def move_all(rows: Rows, residual: Buffer, ends: tuple[int, int], loops: Loops) -> int:
    """Move as much as possible from a source to a sink and give the sum.

    Parameters
    ----------
    rows : three sequences of int
        `first`, `head` and `twin` of `routes.arc_rows.ArcRows`.
    residual : mutable sequence of int
        What can still move along the arc at each place.
    ends : (int, int)
        Source and sink.
    loops : Loops
        The kernels.

    Returns
    -------
    int
        What arrived at the sink.
    """
    source, sink = ends
    node_count = len(rows[0]) - 1
    space = _space(node_count, loops)
    excess = space[0][2]
    most_work = _WORK_PER_LABELLING * (node_count + len(residual))
    loops.run("saturate", rows, residual, source, space)
    loops.run("move_excess", rows, residual, (sink, source), most_work, space)
    value, excess[sink] = int(excess[sink]), 0
    loops.run("move_excess", rows, residual, ends, most_work, space)
    return value


def require_no_way(
    rows: Rows, residual: Buffer, ends: tuple[int, int], value: int, loops: Loops
) -> None:
    """Require that residual arcs lead nowhere from source to sink, so that the flow is largest."""
    space = loops.three(len(rows[0]) - 1)
    if loops.run("find_detour", rows, residual, ends, 2, space) >= 0:
        raise CertificateError(f"push and relabel moved {value}, which is not the most")


def _space(node_count: int, loops: Loops) -> PreflowSpace:
    def numbers(length: int) -> Buffer:
        return loops.read(np.zeros(length, dtype=np.uint32))

    nodes = numbers(node_count), numbers(node_count), loops.blank(node_count), numbers(node_count)
    return nodes, (numbers(node_count + 1), loops.blank(node_count + 1))
