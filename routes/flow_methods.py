"""Which of two methods computes a maximum flow, when and why.

Both give a maximum flow, exactly; they differ in time and in which of several maximum flows it is.

Push and relabel (`routes.preflow`)
    For values and cuts of large networks. No kind of graph is known that makes it slow: on layers
    and grids of a million legs it takes a tenth to a hundredth of the time of the other.
    It runs on legs alone, straight from their arrays, where no jurisdiction has a bound
    (`goes_by_legs`), otherwise on a network in which every jurisdiction is two nodes.
Dinic (`routes.kernels`)
    For small networks, where the loops need hardly any time and one method is enough. And where
    the sums that push and relabel keeps might not fit into 64 bits.

What a sweep starts from, `routes.sweep_flow` chooses: it looks at every member that carries flow,
so that a flow along short ways is worth more to it than one that is found fast.

Either way the last thing that happens is a search for one more path from the source to the sink,
which finds none: that proves the flow largest. What push and relabel gives is first checked to be a
flow, amounts and balance, as the loops of another module see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from routes.leg_table import NO_BOUND

if TYPE_CHECKING:
    from routes.arrays import Network
    from routes.lens_arrays import LensArrays

Method = Literal["push and relabel", "dinic"]

PREFLOW_FROM_ARCS = 5_000
"""Fewer arcs are left to the method of Dinic."""

SUM_LIMIT = 2**62


def goes_by_legs(arrays: LensArrays) -> bool:
    """Tell whether a flow is computed straight from legs in arrays, by push and relabel.

    That spares the network, in which every jurisdiction is two nodes, and half of the time. It
    takes a large graph in which no jurisdiction has a bound.

    Parameters
    ----------
    arrays : LensArrays
        The graph under a lens.

    Returns
    -------
    bool
    """
    is_large = 2 * len(arrays.amount) >= PREFLOW_FROM_ARCS
    return (
        is_large
        and bool((arrays.node_amount == NO_BOUND).all())
        and len(arrays.origins) * arrays.unbounded < SUM_LIMIT
    )


def choose_method(network: Network) -> Method:
    """Choose the method for a network.

    Parameters
    ----------
    network : Network
        The arrays.

    Returns
    -------
    {"push and relabel", "dinic"}
    """
    if len(network.head) < PREFLOW_FROM_ARCS:
        return "dinic"
    starts = int(network.first[network.source + 1] - network.first[network.source])
    # So much at most arrives at a node before it is known what can go on.
    return "push and relabel" if starts * network.unbounded < SUM_LIMIT else "dinic"
