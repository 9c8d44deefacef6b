"""Draws solved one after the other, by loops that run interpreted or compiled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routes.draw_rows import draw_rows
from routes.drawn_cuts import DrawnCuts
from routes.errors import CertificateError

if TYPE_CHECKING:
    from routes.arrays import BoolArray, IntArray
    from routes.draw_network import DrawNetwork
    from routes.engine import Loops

_NUMBERS_OF_A_NODE = 5


@dataclass(frozen=True, eq=False)
class LoopSolver:
    """Solves draws of a network of any size; see `routes.draw_solver.DrawSolver`.

    Attributes
    ----------
    room : DrawNetwork
    loops : Loops
        The kernels, interpreted or compiled.
    """

    room: DrawNetwork
    loops: Loops

    def flows(self, amounts: IntArray, shut: BoolArray) -> IntArray:
        """Give the largest flow of each draw, shape (draws,)."""
        loops = self.loops
        open_places = self.room.without_bound & ~shut[: len(self.room.without_bound)]
        laid = draw_rows(self.room.network, open_places, loops, merged=True)
        values = loops.blank(len(amounts))
        buffers = laid.places, loops.blank(len(laid.in_order)), laid.space(loops)
        loops.run("measure_flows", laid.rows, loops.table(amounts), laid.bounds, buffers, values)
        return np.asarray(values, dtype=np.int64)

    def cuts(self, amounts: IntArray) -> DrawnCuts:
        """Find the cuts of each draw; raises CertificateError where a flow is not its cut's."""
        network, loops = self.room.network, self.loops
        nodes, members = network.node_count, network.member_count
        blank = loops.blank
        laid = draw_rows(network, np.zeros(len(network.inner_ids), dtype=bool), loops)
        found = (
            blank(len(amounts)),
            loops.table(np.zeros((len(amounts), members), dtype=np.int64)),
            blank(members),
            blank(members),
        )
        wrong = loops.run(
            "count_cuts",
            laid.rows,
            loops.table(amounts),
            laid.bounds,
            (
                laid.places,
                blank(len(laid.in_order)),
                laid.space(loops),
                blank(nodes),
                blank(nodes),
                tuple(blank(nodes) for _ in range(_NUMBERS_OF_A_NODE)),
                laid.in_order,
                (blank(1), loops.three(nodes)),
            ),
            found,
        )
        if wrong:
            raise CertificateError(f"in {wrong} draws the flow is not the capacity of its cut")
        values, losses, every, some = (np.asarray(part, dtype=np.int64) for part in found)
        return DrawnCuts(values, losses.reshape(len(amounts), members), every, some)

    def routes(self, pressures: IntArray, amounts: IntArray) -> tuple[IntArray, IntArray]:
        """Count the draws in which each member is on every and on some lightest route."""
        network, loops = self.room.network, self.loops
        counts = (loops.blank(network.member_count), loops.blank(network.member_count))
        length = len(self.room.forward) + 1
        waiting = loops.blank(length), loops.blank(length)
        loops.run(
            "count_routes",
            tuple(tuple(loops.sequence(part) for part in way) for way in self.room.hops()),
            (loops.sequence(self.room.weights()), loops.table(pressures)),
            loops.table(amounts),
            (network.source, network.sink),
            (loops.three(network.node_count), waiting, counts),
        )
        every, some = (np.asarray(count, dtype=np.int64) for count in counts)
        return every, some
