"""A maximum flow by push and relabel: as much as can arrive is moved, then the rest goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes.arc_rows import lay_out
from routes.errors import CertificateError

if TYPE_CHECKING:
    from routes.arc_rows import ArcRows
    from routes.arrays import IntArray, Network
    from routes.engine import Loops
    from routes.kernels import Buffer
    from routes.push_relabel_kernel import PreflowSpace

_WORK_PER_LABELLING = 4
"""Looking at so many times all nodes and arcs, the labels are made exact again."""


def push_relabel(network: Network, loops: Loops) -> IntArray:
    """Compute a maximum flow.

    Parameters
    ----------
    network : Network
        The arrays; no route may be without a bound.
    loops : Loops
        The kernels.

    Returns
    -------
    ndarray of int64, shape (arcs,)
        What can still move along each arc. That no more could be moved is not checked here.

    Raises
    ------
    CertificateError
        What was moved is no flow.

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
    rows = lay_out(network, joined)
    sequences = loops.sequence(rows.first), loops.sequence(rows.head), loops.sequence(rows.twin)
    given = network.amount[rows.arcs]
    residual, space = loops.sequence(given), _space(network.node_count, loops)
    excess = space[0][2]
    most_work = _WORK_PER_LABELLING * (len(network.jurisdiction_ids) + len(rows.arcs))
    loops.run("saturate", sequences, residual, network.source, space)
    for goal, other in ((network.sink, network.source), (network.source, network.sink)):
        loops.run("move_excess", sequences, residual, (goal, other), most_work, space)
        excess[goal] = 0
    left = np.asarray(residual, dtype=np.int64)
    _require_flow(network, rows, given, left)
    return _of_network(network, rows, given, left)


def _space(node_count: int, loops: Loops) -> PreflowSpace:
    def numbers(length: int) -> Buffer:
        return loops.sequence(np.zeros(length, dtype=np.uint32))

    nodes = numbers(node_count), numbers(node_count), loops.blank(node_count), numbers(node_count)
    return nodes, (numbers(node_count + 1), loops.blank(node_count + 1))


def _require_flow(network: Network, rows: ArcRows, given: IntArray, left: IntArray) -> None:
    """Require that arcs and their reverses keep their sums and every node its balance."""
    change = left - given
    unbalanced = rows.imbalance(change)
    unbalanced[[network.source, network.sink]] = 0
    if (left < 0).any() or (change + change[rows.twin]).any() or unbalanced.any():
        raise CertificateError("push and relabel left something that is no flow")


def _of_network(network: Network, rows: ArcRows, given: IntArray, left: IntArray) -> IntArray:
    """Give what can still move along the network's own arcs, those inside jurisdictions too."""
    residual = network.amount.copy()
    residual[rows.arcs] = left
    inner = np.flatnonzero(rows.place[: 2 * len(network.inner_ids) : 2] < 0) * 2
    leaving = rows.imbalance(np.where(rows.arcs & 1, 0, given - left))
    through = leaving[network.head[inner + 1]]
    residual[inner] -= through
    residual[inner + 1] += through
    return residual
