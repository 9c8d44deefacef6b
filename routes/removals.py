"""What the largest flow loses without each jurisdiction or leg, from one maximum flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes.detours import DetourNetwork, Detours
from routes.engine import strong_components
from routes.leaders import Leaders
from routes.least_losses import least_losses
from routes.loss_batches import all_losses

if TYPE_CHECKING:
    from collections.abc import Callable

    from routes.arrays import BoolArray, IntArray, Network
    from routes.engine import Engine, Solution

    Done = Callable[[IntArray], None]

_AT_ONCE = 256
_FEW = 16
"""Losses found in one batch do not spare searches in the same."""

_FEW = 16
"""Losses found in one batch do not spare searches in the same."""

_THREADS_FROM_WORK = 200_000_000
"""With fewer members, times arcs, a second layout of the arcs costs what it saves."""

_MOST_THREADS = 4
"""Each has a flow of its own, which takes some 50 bytes for a leg."""


def nothing_to_tell(positions: IntArray) -> None:
    """Take no notice of members that have been looked at."""


class Removals:
    """A maximum flow from which members are taken out.

    A jurisdiction without a bound is one node while ways are looked for, as they are half as long
    then. After something was taken out others may carry flow, and all are looked at.

    Parameters
    ----------
    network : Network
        The arrays.
    solution : Solution
        A maximum flow on it, which must be bounded; it is not changed.
    engine : {"auto", "interpreted", "compiled"}
        How the kernels run.
    threads : int, optional
        How many look at members at the same time where all losses are asked for; the losses are
        the same. Without it as many as there are cores, up to four, where there is much to do.

    Attributes
    ----------
    residual : ndarray of int64, shape (arcs,)
        Of the flow as it is now.
    searches : int
        How many searches for another way were made so far.
    """

    def __init__(
        self,
        network: Network,
        solution: Solution,
        engine: Engine = "auto",
        threads: int | None = None,
    ) -> None:
        self.residual = solution.residual.copy()
        self.searches = 0
        self._network = network
        self._engine = engine
        self._shared = DetourNetwork.of(network, engine)
        self._threads = threads
        # Arcs at jurisdictions that were one node each and are out.
        self._shut: list[IntArray] = []

    def flows(self) -> IntArray:
        """Give the flow of each member, shape (member_count,)."""
        return np.asarray(self.residual[self._network.member_arcs + 1])

    def reset(self, solution: Solution) -> None:
        """Put back everything that was taken out."""
        self.residual = solution.residual.copy()
        self._shut = []

    def take_out(self, position: int) -> int:
        """Take a member out for good and give what the flow loses."""
        detours = Detours.begin(self._shared, self._open())
        lost = detours.take_out(position)
        self.searches += detours.searches
        self.residual = np.asarray(detours.residual, dtype=np.int64)
        self.residual[[2 * position, 2 * position + 1]] = 0
        if self._shared.members[position] < 0:
            self._shut.append(self._shared.arcs_at(position))
        for arcs in self._shut:
            # Its legs have their amounts, as they have elsewhere, but nothing passes between them.
            self.residual[arcs] = self._network.amount[arcs]
        self._shared.pass_through(self.residual)
        return lost

    def _open(self) -> IntArray:
        """Give what can move along each arc, nothing on those at jurisdictions that are out."""
        if not self._shut:
            return self.residual
        residual = self.residual.copy()
        for arcs in self._shut:
            residual[arcs] = 0
        return residual

    def losses(
        self,
        leaders: Leaders,
        *,
        already: int = 0,
        among: BoolArray | None = None,
        done: Done = nothing_to_tell,
    ) -> IntArray:
        """Measure what the flow loses without each member, one at a time.

        Parameters
        ----------
        leaders : Leaders
            Which losses matter; those found are offered to it.
        already : int
            A loss that counts on top of each.
        among : ndarray of bool, shape (member_count,), optional
            Only these members.
        done : callable
            Called with positions of members whose loss has been measured.

        Returns
        -------
        ndarray of int64, shape (member_count,)
            0 for members that carry nothing, that are not asked for, and for those too small to
            be among the leaders: that carry too little, as a loss is at most the flow, or of whose
            flow so much has found another way that the rest is too little.

        Raises
        ------
        CertificateError
            The flow was not a maximum flow any more afterwards.
        """
        flows = self.flows()
        wanted = flows > 0 if among is None else (flows > 0) & among
        losses = np.zeros(len(flows), dtype=np.int64)
        losses[wanted] = flows[wanted]
        apart = self._apart()
        near = wanted & ~apart
        if leaders.count is None:
            given, order = self._open(), np.flatnonzero(near)
            found_in_turn = all_losses(self._shared, given, order, self._threads)
            for positions, found, searches in found_in_turn:
                losses[positions] = found
                self.searches += searches
                done(positions)
            done(np.flatnonzero(wanted & ~near))
            return losses
        # Nothing need be looked for to know these.
        leaders.expect(already + least_losses(self._network, flows, apart)[wanted])
        leaders.offer(already + flows[wanted & apart])
        detours = Detours.begin(self._shared, self._open())
        losses[near] = 0
        order = np.flatnonzero(near)
        order = order[np.argsort(-flows[order], kind="stable")]
        for begin in range(0, len(order), _FEW):
            positions = order[begin : begin + _FEW]
            if already + flows[positions[0]] < leaders.least:
                break
            losses[positions] = detours.measured(positions, leaders.least - already)
            leaders.offer(already + losses[positions])
            done(positions)
        done(np.flatnonzero(wanted & apart))
        self._end(detours)
        losses[already + losses < leaders.least] = 0
        return losses

    def _end(self, detours: Detours) -> None:
        detours.require_flow()
        self.searches += detours.searches

    def _apart(self) -> BoolArray:
        """Tell of which members the ends lie in different components of the residual network."""
        head = self._network.head
        component = strong_components(self._network, self.residual, self._engine)
        arcs = self._network.member_arcs
        return np.asarray(component[head[arcs + 1]] != component[head[arcs]])


def removal_losses(
    network: Network, solution: Solution, engine: Engine = "auto", top: int | None = None
) -> IntArray:
    """Measure what the largest flow loses without each jurisdiction and leg, one at a time.

    Parameters
    ----------
    network : Network
        The arrays.
    solution : Solution
        A maximum flow on it, which must be bounded; it is not changed.
    engine : {"auto", "interpreted", "compiled"}
        How the kernels run; the losses are the same.
    top : int, optional
        Only the largest so many losses matter, with those that tie with the last of them; others
        may be given as 0.

    Returns
    -------
    ndarray of int64, shape (member_count,)
        Losses in units of 1/scale, in the order of `Network.member_arcs`: jurisdictions that have
        an arc, then such legs. Removing several at once is not considered.

    Raises
    ------
    CertificateError
        The flow was not a maximum flow any more after removals.

    Notes
    -----
    Let f be a maximum flow of value F and e = (u, v) a member with flow f_e > 0; G_f is the
    residual network, in which source and sink may be passed like any node. Then

        F(G - e) = F - f_e + min(f_e, maxflow(u -> v) in G_f without e and its reverse).

    At most: take h, a maximum flow without e. The difference h - f, apart from e, is a flow in G_f
    that supplies f_e at u and F - F(h) at the sink, and uses up f_e at v and F - F(h) at the
    source. Split it into paths: those from u to v carry no more than the search finds, and what
    else leaves u must end at the source, where F - F(h) is used up. So F - F(h) is at least f_e
    less what the search finds. At least: what goes from u to v another way keeps the value, and
    the rest of the flow on e is taken back along the routes that bring it.

    Because e carries flow, its reverse from v to u is residual. If u and v lie in different
    strongly connected components of G_f there is thus no way from u to v and all of f_e is lost,
    without a search; and a member without flow is not missed. A loss is also the least flow that
    the member has in any maximum flow, known as its vitality. So after a search what was found is
    left where it is and the rest put back on e: a maximum flow, from which to go on. Components do
    not change by that: two maximum flows differ by circles of residual arcs, and no residual arc
    leaves a set that a component cannot leave.

    References
    ----------
    G. Ausiello, P. G. Franciosa, I. Lari and A. Ribichini (2018), "Max flow vitality in general
    and st-planar graphs", arXiv 1710.01965, doi 10.48550/arXiv.1710.01965.
    """
    return Removals(network, solution, engine).losses(Leaders(top))
