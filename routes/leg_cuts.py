"""The minimum cuts of a graph in arrays, read off a maximum flow on its legs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from routes.leg_flow import LegFlow
    from routes.lens_arrays import IntArray, LensArrays


class LegCuts(NamedTuple):
    """Positions of legs, each in rising order.

    Attributes
    ----------
    source_side, sink_side : ndarray of int64
        The minimum cuts nearest the origins and nearest the destinations.
    every, some : ndarray of int64
        What is in every minimum cut, and what is in at least one.
    """

    source_side: IntArray
    sink_side: IntArray
    every: IntArray
    some: IntArray


def leg_cuts(arrays: LensArrays, found: LegFlow) -> LegCuts:
    """Tell which legs are in minimum cuts; `routes.cuts.min_cut` says why.

    Parameters
    ----------
    arrays : LensArrays
        The legs.
    found : LegFlow
        A maximum flow on them, which must be bounded.

    Returns
    -------
    LegCuts
        No jurisdiction is in a cut, as none has a bound.
    """
    before, behind = found.residual.before, found.residual.behind
    component = found.residual.component
    tail, head = arrays.tail, arrays.head
    is_open = arrays.amount != 0
    filled = is_open & (found.flow == arrays.amount)
    chosen = (
        is_open & before[tail] & ~before[head],
        is_open & ~behind[tail] & behind[head],
        is_open & before[tail] & behind[head],
        filled & (component[tail] != component[head]),
    )
    return LegCuts(*map(np.flatnonzero, chosen))
