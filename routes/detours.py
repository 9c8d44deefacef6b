"""Detours: a network laid out for searches that lead its flow another way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routes.arc_rows import lay_out
from routes.engine import Loops, choose_loops
from routes.errors import CertificateError

if TYPE_CHECKING:
    from routes.arc_rows import ArcRows
    from routes.arrays import BoolArray, IntArray, Network
    from routes.engine import Engine
    from routes.kernels import Buffer
    from routes.removal_kernels import Rows, Work


@dataclass(frozen=True, eq=False)
class Detours:
    """A network in one layout of arcs, with the working sequences of the loops.

    Attributes
    ----------
    loops : Loops
    rows : ArcRows
    sequences : three sequences of int
        `first`, `head` and `twin` of the rows, as the loops take them.
    work : Work
        As `routes.removal_kernels` tells.
    """

    loops: Loops
    rows: ArcRows
    sequences: Rows
    work: Work

    @classmethod
    def set_up(cls, network: Network, joined: BoolArray, engine: Engine) -> Detours:
        """Lay out a network for the loops."""
        loops = choose_loops(len(network.head), engine)
        rows = lay_out(network, joined, loops)
        first = loops.read(rows.first)
        head, twin = loops.read(rows.head), loops.read(rows.twin)
        work = loops.blank(1), loops.three(rows.node_count)
        return cls(loops, rows, (first, head, twin), work)

    def residual(self, residual: IntArray) -> Buffer:
        """Lay out what can still move along each arc of the network."""
        return self.loops.read(residual[self.rows.arcs])

    def reroute(self, residual: Buffer, start: int, end: int, wanted: int) -> int:
        """Move up to so much between two nodes of the network."""
        ends = int(self.rows.node[start]), int(self.rows.node[end])
        return self.loops.run("reroute", self.sequences, residual, ends, wanted, self.work)

    def measured(self, residual: Buffer, arcs: IntArray, least: int = 0) -> IntArray:
        """Measure what the flow loses without each of some forward arcs; 0 for less than least."""
        places = self.loops.sequence(self.rows.place[arcs])
        found = self.loops.blank(len(arcs))
        asked = places, found
        self.loops.run("measure_losses", self.sequences, residual, asked, least, self.work)
        return np.asarray(found, dtype=np.int64)

    def require_flow(self, before: Buffer, after: Buffer) -> None:
        """Require that the flow still fits the arcs and that as much leaves each node as before."""
        first, second = (np.asarray(each, dtype=np.int64) for each in (before, after))
        pairs = first + first[self.rows.twin], second + second[self.rows.twin]
        if (
            (second < 0).any()
            or not np.array_equal(*pairs)
            or self.rows.imbalance(second - first).any()
        ):
            raise CertificateError("after removals the flow is no maximum flow any more")
