"""Counts over a batch of draws, which add up to the same whichever batches there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.draw_ranks import count_ranks

if TYPE_CHECKING:
    from routes.arrays import IntArray
    from routes.draw_network import Change, DrawNetwork
    from routes.draw_solver import DrawSolver
    from routes.leg_draws import LegDraws


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
    solver : DrawSolver
    """

    room: DrawNetwork
    plans: tuple[Change, ...]
    ranked: IntArray
    solver: DrawSolver

    def tally(self, draws: LegDraws) -> DrawTally:
        """Solve some draws; raises CertificateError where a flow is not the capacity of its cut."""
        amounts = self.room.amounts(draws)
        members = self.room.network.member_count
        found = self.solver.cuts(amounts)
        route_every, route_some = self.solver.routes(self.room.pressures(draws), amounts)
        loss, squares = _sums(found.losses)
        return DrawTally(
            values=found.values,
            plan_values=self.plan_values(draws, amounts),
            present=np.count_nonzero(amounts[:, :members], axis=0),
            every=found.every,
            some=found.some,
            route_every=route_every,
            route_some=route_some,
            ranks=count_ranks(found.losses, self.ranked),
            loss=loss,
            loss_squares=squares,
        )

    def plan_values(self, draws: LegDraws, amounts: IntArray | None = None) -> IntArray:
        """Give the largest flow after each plan, shape (plans, draws).

        Parameters
        ----------
        draws : LegDraws
        amounts : ndarray of int64, shape (draws, forward arcs), optional
            What arcs carry without a plan, where that is known.
        """
        if not self.plans:
            return np.empty((0, len(draws.weighting)), dtype=np.int64)
        before = self.room.amounts(draws) if amounts is None else amounts
        shut = np.logical_or.reduce([plan.shut for plan in self.plans])
        after = ((self.room.amounts(draws, plan), plan.shut) for plan in self.plans)
        return np.stack(self.solver.plan_flows(before, after, shut))


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
