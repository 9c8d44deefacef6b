"""A maximum flow from which a sweep starts: on few members, or found fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes.detours import DetourNetwork, Detours
from routes.engine import Solution, solve

if TYPE_CHECKING:
    from routes.arrays import Network
    from routes.engine import Engine

_WORK_PER_ARC = 8
"""Random and ring-like graphs of the benchmark take up to so much, and grids twenty times that."""


def sweep_flow(network: Network, engine: Engine = "auto") -> Solution:
    """Compute a maximum flow for a sweep.

    A sweep looks at every member that carries flow. Where ways are short, filling shortest ways
    from both ends is fast and few members carry flow; where they are long or everything is full, so
    much work comes of it that it is left, and the flow is that of push and relabel.

    Parameters
    ----------
    network : Network
        The arrays.
    engine : {"auto", "interpreted", "compiled"}
        How the kernels run; the answer is the same, flow on every arc included.

    Returns
    -------
    Solution
        One of possibly several maximum flows. When it is not left, its proof is that the last
        search from the source did not find the sink.

    Raises
    ------
    CertificateError
        Push and relabel ended without a maximum flow, which would be an error of this package.
    """
    shared = DetourNetwork.of(network, engine)
    detours = Detours.begin(shared, network.amount, _WORK_PER_ARC * len(network.head))
    value = detours.fill()
    if value is None or value >= network.unbounded:
        return solve(network, engine)
    residual = shared.pass_through(np.array(detours.residual, dtype=np.int64))
    return Solution("flow" if value else "no route", value, residual)
