"""Draws solved one after the other, by loops that run interpreted or compiled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routes.arrays import incidence
from routes.draw_network import weights_by_percent
from routes.draw_rows import draw_rows
from routes.drawn_cuts import DrawnCuts
from routes.errors import CertificateError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routes.arrays import BoolArray, IntArray, Network
    from routes.draw_rows import DrawRows
    from routes.engine import Loops

_NUMBERS_OF_A_NODE = 5


@dataclass(frozen=True, eq=False)
class LoopSolver:
    """Solves draws of a network of any size; see `routes.draw_solver.DrawSolver`.

    Attributes
    ----------
    network : Network
        With the most that each arc can carry in any draw.
    loops : Loops
        The kernels, interpreted or compiled.
    """

    network: Network
    loops: Loops

    def flows(self, amounts: IntArray, shut: BoolArray) -> IntArray:
        """Give the largest flow of each draw, shape (draws,)."""
        loops, laid = self.loops, self._laid_out(shut)
        values = loops.blank(len(amounts))
        buffers = laid.places, loops.blank(len(laid.in_order)), laid.space(loops)
        loops.run("measure_flows", laid.rows, loops.table(amounts), laid.bounds, buffers, values)
        return np.asarray(values, dtype=np.int64)

    def plan_flows(
        self, amounts: IntArray, plans: Iterable[tuple[IntArray, BoolArray]], shut: BoolArray
    ) -> list[IntArray]:
        """Give the largest flow of each draw after each plan, from the flow without any."""
        loops, laid = self.loops, self._laid_out(shut)
        rows, count = len(laid.in_order), len(amounts)
        before, values = loops.table(amounts), loops.blank(count)
        residuals = loops.table(np.zeros((count, rows), dtype=np.int64))
        space = laid.space(loops)
        kept = laid.places, residuals, space
        loops.run("keep_flows", laid.rows, before, laid.bounds, kept, values)
        work = loops.blank(1), loops.three(laid.node_count)
        found = []
        for after, _ in plans:
            changed = np.flatnonzero((after != amounts).any(axis=0))
            left = loops.blank(count)
            wrong = loops.run(
                "measure_plan",
                laid.rows,
                (before, loops.table(after), loops.read(changed)),
                laid.bounds,
                (laid.places, residuals, loops.blank(rows), space, work),
                (values, left),
            )
            if wrong:
                raise CertificateError(f"in {wrong} draws more could flow after a plan")
            found.append(np.asarray(left, dtype=np.int64))
        return found

    def _laid_out(self, shut: BoolArray) -> DrawRows:
        """Lay the network out with one node for what has no bound and is not shut."""
        joined = self.network.without_bound & ~shut[: len(self.network.inner_ids)]
        return draw_rows(self.network, joined, self.loops, merged=True)

    def cuts(self, amounts: IntArray) -> DrawnCuts:
        """Find the cuts of each draw; raises CertificateError where a flow is not its cut's."""
        network, loops = self.network, self.loops
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
        network, loops = self.network, self.loops
        counts = (loops.blank(network.member_count), loops.blank(network.member_count))
        length = len(network.head) // 2 + 1
        waiting = loops.blank(length), loops.blank(length)
        loops.run(
            "count_routes",
            tuple(tuple(loops.sequence(part) for part in way) for way in _hops(network)),
            (loops.sequence(weights_by_percent(network)), loops.table(pressures)),
            loops.table(amounts),
            (network.source, network.sink),
            (loops.three(network.node_count), waiting, counts),
        )
        every, some = (np.asarray(count, dtype=np.int64) for count in counts)
        return every, some


def _hops(network: Network) -> tuple[tuple[IntArray, ...], tuple[IntArray, ...]]:
    """Give `head`, `first` and `incident` of the forward arcs, along and against them."""
    head, tail = network.head[::2].copy(), network.head[1::2].copy()
    count = network.node_count
    return (head, *incidence(tail, count)), (tail, *incidence(head, count))
