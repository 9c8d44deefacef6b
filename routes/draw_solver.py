"""What solves draws of a network: tables where it is small, loops over draws where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from routes.draw_loops import LoopSolver
from routes.draw_tables import table_solver
from routes.engine import choose_loops

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routes.arrays import BoolArray, IntArray, Network
    from routes.drawn_cuts import DrawnCuts
    from routes.engine import Engine


class DrawSolver(Protocol):
    """Computes the flows, cuts and routes of draws, exactly."""

    def flows(self, amounts: IntArray, shut: BoolArray) -> IntArray:
        """Give the largest flow of each draw, shape (draws,).

        Parameters
        ----------
        amounts : ndarray of int64, shape (draws, forward arcs)
            What each arc carries.
        shut : ndarray of bool, shape (forward arcs,)
            Arcs that carry nothing in any of the draws.
        """

    def plan_flows(
        self, amounts: IntArray, plans: Iterable[tuple[IntArray, BoolArray]], shut: BoolArray
    ) -> list[IntArray]:
        """Give the largest flow of each draw after each plan, shape (draws,) each.

        Parameters
        ----------
        amounts : ndarray of int64, shape (draws, forward arcs)
            What each arc carries without a plan.
        plans : iterable of (ndarray of int64, ndarray of bool)
            What each arc carries with it, which is no more; and arcs that it shuts, as for
            `flows`.
        shut : ndarray of bool, shape (forward arcs,)
            Arcs that some plan shuts.
        """

    def cuts(self, amounts: IntArray) -> DrawnCuts:
        """Find the minimum cuts of each draw, and what is lost without each member."""

    def routes(self, pressures: IntArray, amounts: IntArray) -> tuple[IntArray, IntArray]:
        """Count the draws in which each member is on every and on some lightest route.

        Parameters
        ----------
        pressures, amounts : ndarray of int64, shape (draws, forward arcs)
        """


def choose_solver(network: Network, engine: Engine, draws: int) -> DrawSolver:
    """Choose what solves draws.

    Parameters
    ----------
    network : Network
        With the most that each arc can carry in any draw.
    engine : {"auto", "interpreted", "compiled"}
        "auto" takes tables for a network that is small enough, whatever the number of draws, and
        else goes by the size; the others say how loops run. The answer is the same.
    draws : int
        How many there are.

    Returns
    -------
    DrawSolver
    """
    tables = table_solver(network) if engine == "auto" else None
    if tables is not None:
        return tables
    return LoopSolver(network, choose_loops(len(network.head), engine, draws))
