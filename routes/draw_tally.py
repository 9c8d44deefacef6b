"""Counts over a batch of draws, which add up to the same whichever batches there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.draw_rows import draw_rows
from routes.errors import CertificateError

if TYPE_CHECKING:
    from routes.arrays import BoolArray, IntArray
    from routes.draw_kernel import Table
    from routes.draw_network import Change, DrawNetwork
    from routes.engine import Loops
    from routes.leg_draws import LegDraws

RANKS = 10
"""Ranks up to this are counted."""

_NUMBERS_OF_A_NODE = 5


@dataclass(frozen=True, eq=False)
class DrawTally:
    """What some draws tell.

    Attributes
    ----------
    values : ndarray of int64, shape (draws,)
        The largest flow of each; that of the network's `unbounded` has no bound.
    plan_values : ndarray of int64, shape (plans, draws)
        The same after each plan.
    present, every, some, route_every, route_some : ndarray of int64, shape (members,)
        Draws in which a member lets something pass, is in every and in some minimum cut, on every
        and on some least-pressure route.
    ranks : ndarray of int64, shape (members, 2 * RANKS)
        Draws in which it surely has each rank, then those in which it possibly has.
    loss, loss_squares : ndarray of int, shape (members,)
        Sums, of any size, of what is lost without it.
    """

    values: IntArray
    plan_values: IntArray
    present: IntArray
    every: IntArray
    some: IntArray
    route_every: IntArray
    route_some: IntArray
    ranks: IntArray
    loss: Any
    loss_squares: Any


@dataclass(frozen=True, eq=False)
class Tallier:
    """Solves draws of one network.

    Attributes
    ----------
    room : DrawNetwork
    plans : tuple of Change
        What is done to the network beside nothing.
    ranked : ndarray of int64, shape (members,)
        Group within which each member is ranked; -1: in none.
    loops : Loops
        The kernels, interpreted or compiled.
    """

    room: DrawNetwork
    plans: tuple[Change, ...]
    ranked: IntArray
    loops: Loops

    def tally(self, draws: LegDraws) -> DrawTally:
        """Solve some draws; raises CertificateError where a flow is not the capacity of its cut."""
        amounts = self.room.amounts(draws)
        members = self.room.network.member_count
        table = self.loops.table(amounts)
        values, losses, every, some, ranks = self._cuts(table)
        route_every, route_some = self.routes(draws, table)
        loss, squares = _sums(losses)
        return DrawTally(
            values=values,
            plan_values=self.plan_values(draws),
            present=np.count_nonzero(amounts[:, :members], axis=0),
            every=every,
            some=some,
            route_every=route_every,
            route_some=route_some,
            ranks=ranks,
            loss=loss,
            loss_squares=squares,
        )

    def plan_values(self, draws: LegDraws) -> IntArray:
        """Give the largest flow after each plan, shape (plans, draws)."""
        values = [
            self.flows(self.loops.table(self.room.amounts(draws, plan)), plan.shut)
            for plan in self.plans
        ]
        return np.array(values, np.int64).reshape(len(self.plans), len(draws.weighting))

    def flows(self, table: Table, shut: BoolArray) -> IntArray:
        """Give the largest flow of each draw, given what arcs carry and which are shut in all."""
        network, loops = self.room.network, self.loops
        inner = len(network.inner_ids)
        without_bound = self.room.forward[:inner] >= network.unbounded
        laid = draw_rows(network, without_bound & ~shut[:inner], loops, merged=True)
        values = loops.blank(len(table))
        buffers = laid.places, loops.blank(len(laid.in_order)), laid.space(loops)
        loops.run("measure_flows", laid.rows, table, laid.bounds, buffers, values)
        return np.asarray(values, dtype=np.int64)

    def routes(self, draws: LegDraws, table: Table) -> tuple[IntArray, IntArray]:
        """Count the draws in which each member is on every and on some lightest route."""
        network, loops = self.room.network, self.loops
        counts = (loops.blank(network.member_count), loops.blank(network.member_count))
        length = len(self.room.forward) + 1
        waiting = loops.blank(length), loops.blank(length)
        loops.run(
            "count_routes",
            tuple(tuple(loops.sequence(part) for part in way) for way in self.room.hops()),
            (loops.sequence(self.room.weights()), loops.table(self.room.pressures(draws))),
            table,
            (network.source, network.sink),
            (loops.three(network.node_count), waiting, counts),
        )
        every, some = (np.asarray(count, dtype=np.int64) for count in counts)
        return every, some

    def _cuts(self, table: Table) -> tuple[IntArray, ...]:
        network, loops = self.room.network, self.loops
        nodes, members = network.node_count, network.member_count
        blank = loops.blank
        laid = draw_rows(network, np.zeros(len(network.inner_ids), dtype=bool), loops)
        counts = (
            blank(len(table)),
            loops.table(np.zeros((len(table), members), dtype=np.int64)),
            blank(members),
            blank(members),
            loops.table(np.zeros((members, 2 * RANKS), dtype=np.int64)),
        )
        wrong = loops.run(
            "count_cuts",
            laid.rows,
            table,
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
                blank(members),
            ),
            (loops.sequence(self.ranked), *counts),
        )
        if wrong:
            raise CertificateError(f"in {wrong} draws the flow is not the capacity of its cut")
        ranks = (members, 2 * RANKS)
        shapes = [(len(table),), (len(table), members), (members,), (members,), ranks]
        pairs = zip(counts, shapes, strict=True)
        return tuple(np.asarray(part, dtype=np.int64).reshape(shape) for part, shape in pairs)


def joined(tallies: list[DrawTally]) -> DrawTally:
    """Add up the counts of batches, and put their values one after the other."""
    return DrawTally(
        values=np.concatenate([each.values for each in tallies]),
        plan_values=np.concatenate([each.plan_values for each in tallies], axis=1),
        present=_added([each.present for each in tallies]),
        every=_added([each.every for each in tallies]),
        some=_added([each.some for each in tallies]),
        route_every=_added([each.route_every for each in tallies]),
        route_some=_added([each.route_some for each in tallies]),
        ranks=_added([each.ranks for each in tallies]),
        loss=_added([each.loss for each in tallies]),
        loss_squares=_added([each.loss_squares for each in tallies]),
    )


def _added(parts: list[Any]) -> Any:  # noqa: ANN401  # of int64, or of integers of any size
    return np.sum(np.stack(parts), axis=0)


def _sums(losses: IntArray) -> tuple[Any, Any]:
    """Add up losses and their squares, which may be larger than 64 bits."""
    count = losses.shape[1]
    sums, squares = np.zeros(count, dtype=object), np.zeros(count, dtype=object)
    lossy = np.flatnonzero(losses.any(axis=0))
    exact = losses[:, lossy].astype(object)
    sums[lossy], squares[lossy] = exact.sum(axis=0), (exact**2).sum(axis=0)
    return sums, squares
