"""Draws of a small network solved all at once, in tables with one array over the draws an entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routes.cut_tables import cut_tables
from routes.draw_loops import LoopSolver
from routes.draw_network import weights_by_percent
from routes.drawn_cuts import DrawnCuts
from routes.engine import choose_loops
from routes.errors import CertificateError
from routes.route_tables import route_tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routes.arrays import BoolArray, IntArray, Network
    from routes.cut_tables import CutTables
    from routes.route_tables import RouteTables

MOST_ENTRIES = 300
"""With more, compiled loops take less than half the time for draws."""

CERTIFIED = 2
"""In so many draws of a batch a flow is looked for, if nothing else is asked for."""


@dataclass(frozen=True, eq=False)
class TableSolver:
    """Solves draws of a small network; see `routes.draw_solver.DrawSolver`.

    The least of all cuts is found, with no flow beside it: that a flow is as large follows from
    the theorem of Ford and Fulkerson. So in the first draws of every batch such a flow is looked
    for, as a certificate.

    Attributes
    ----------
    network : Network
        With the most that each arc can carry in any draw.
    tables : CutTables
    lightest : RouteTables
    loops : LoopSolver
        Looks for the flows that certify.
    certified : int
        In so many draws, the first of a batch.
    """

    network: Network
    tables: CutTables
    lightest: RouteTables
    loops: LoopSolver
    certified: int

    def flows(self, amounts: IntArray, shut: BoolArray) -> IntArray:
        """Give the largest flow of each draw, shape (draws,); raises CertificateError."""
        counted = np.ones(amounts.shape[1], dtype=bool)
        for place in np.flatnonzero(self.network.without_bound & shut[: self._inner]).tolist():
            counted &= ~self._arcs_at(place)
        carried = self.tables.pairs(amounts, counted)
        values = np.minimum(self.tables.least(carried), self.network.unbounded)
        self._certify(values, amounts, shut)
        return values

    def plan_flows(
        self,
        amounts: IntArray,  # noqa: ARG002  # loops start from the flows of these
        plans: Iterable[tuple[IntArray, BoolArray]],
        shut: BoolArray,  # noqa: ARG002  # and lay these apart
    ) -> list[IntArray]:
        """Give the largest flow of each draw after each plan; raises CertificateError."""
        return [self.flows(*plan) for plan in plans]

    def cuts(self, amounts: IntArray) -> DrawnCuts:
        """Find the cuts of each draw; raises CertificateError where a flow is not its cut's."""
        carried = self.tables.pairs(amounts, np.ones(amounts.shape[1], dtype=bool))
        found = self.tables.cuts(carried)
        unbounded = self.network.unbounded
        values = np.minimum(found.least, unbounded)
        self._certify(values, amounts, np.zeros(amounts.shape[1], dtype=bool))
        bounded = (values > 0) & (values < unbounded)
        members = self.network.member_count
        losses = np.zeros((members, len(amounts)), dtype=np.int64)
        every, some = np.zeros((2, members), dtype=np.int64)
        for member, pair in enumerate(self.tables.pair_of[:members].tolist()):
            amount = amounts[:, member]
            if pair >= 0:
                present = bounded & (amount > 0)
                # Without the member, cuts that it is in cost so much less, and others as before.
                left = np.minimum(values, found.through[pair] - amount)
                losses[member] = np.where(present, values - left, 0)
                every[member] = np.count_nonzero(present & (found.around[pair] > values))
                some[member] = np.count_nonzero(present & (found.through[pair] == values))
        for place in np.flatnonzero(self.network.without_bound).tolist():
            closed = carried - self.tables.pairs(amounts, self._arcs_at(place))
            losses[place] = np.where(bounded, values - self.tables.least(closed), 0)
        return DrawnCuts(values, losses.T, every, some)

    def routes(self, pressures: IntArray, amounts: IntArray) -> tuple[IntArray, IntArray]:
        """Count the draws in which each member is on every and on some lightest route."""
        weights = weights_by_percent(self.network)[pressures.T]
        every, some = self.lightest.on_lightest(weights, amounts.T > 0)
        members = self.network.member_count
        return np.count_nonzero(every[:members], axis=1), np.count_nonzero(some[:members], axis=1)

    @property
    def _inner(self) -> int:
        return len(self.network.inner_ids)

    def _arcs_at(self, inner: int) -> BoolArray:
        """Tell which arcs arrive at or leave a jurisdiction, shape (forward arcs,).

        Without a bound its two nodes are one here, and it is closed by closing the legs of these;
        the others, from the source and to the sink, are in no cut.
        """
        head, tail = self.network.head[::2], self.network.head[1::2]
        at: BoolArray = (tail == head[inner]) | (head == tail[inner])
        return at

    def _certify(self, values: IntArray, amounts: IntArray, shut: BoolArray) -> None:
        flows = self.loops.flows(amounts[: self.certified], shut)
        if (flows != values[: self.certified]).any():
            raise CertificateError("in a draw the flow is not the capacity of its cut")


def table_solver(
    network: Network, certified: int = CERTIFIED, most_entries: int = MOST_ENTRIES
) -> TableSolver | None:
    """Lay out the tables of a network; None where loops over draws would be sooner done.

    Parameters
    ----------
    network : Network
        With the most that each arc can carry in any draw.
    certified : int
        In how many draws of a batch a flow is looked for that is as large as the least cut.
    most_entries : int
        So many entries the tables may have.
    """
    tables = cut_tables(network, most_entries)
    if tables is None:
        return None
    loops = LoopSolver(network, choose_loops(len(network.head), "interpreted"))
    return TableSolver(network, tables, route_tables(network), loops, certified)
