"""Least cuts of one network under changing amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes.engine import choose_loops

if TYPE_CHECKING:
    from routes.arrays import BoolArray, IntArray, Network
    from routes.engine import Engine
    from routes.kernels import Buffer


class CutFinder:
    """Finds least cuts of one network under changing amounts, and counts them."""

    def __init__(self, network: Network, engine: Engine = "auto") -> None:
        self.found = 0
        self._source, self._sink = network.source, network.sink
        self._loops = choose_loops(len(network.head), engine)
        self._adjacency = self._loops.adjacency(network)
        self._space = self._loops.three(network.node_count)

    def find(self, amounts: IntArray) -> tuple[int, BoolArray]:
        """Give the value of a least cut and the nodes on the source's side, the fewest there are.

        Infinite amounts must be larger than all others together; without a finite cut the value
        is one of them or more.
        """
        value, _ = self._filled(amounts)
        return value, np.asarray(self._space[0]) >= 0

    def ends(self, amounts: IntArray) -> tuple[BoolArray, BoolArray]:
        """Tell at which nodes a new arc raises the largest flow: where it starts, where it ends."""
        _, residual = self._filled(amounts)
        starts = np.asarray(self._space[0]) >= 0
        self._loops.run("label_levels", self._adjacency, residual, self._sink, 1, self._space)
        return starts, np.asarray(self._space[0]) >= 0

    def _filled(self, amounts: IntArray) -> tuple[int, Buffer]:
        """Push the largest flow; levels are left as counted from the source at the end."""
        self.found += 1
        loops, space = self._loops, self._space
        residual = loops.sequence(amounts)
        value = 0
        while True:
            loops.run("label_levels", self._adjacency, residual, self._source, 0, space)
            if space[0][self._sink] < 0:
                return value, residual
            ends = (self._source, self._sink)
            value += loops.run("push_blocking_flow", self._adjacency, residual, *ends, space)

    def joined(self, arcs: BoolArray) -> bool:
        """Tell whether some arcs alone lead from the source to the sink."""
        residual = self._loops.sequence(arcs.astype(np.int64))
        self._loops.run("label_levels", self._adjacency, residual, self._source, 0, self._space)
        return bool(self._space[0][self._sink] >= 0)
