"""What the largest flow loses without each jurisdiction or leg, from one maximum flow."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from routes.detours import Detours
from routes.engine import Solution, strong_components
from routes.leaders import Leaders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from routes.arrays import BoolArray, IntArray, Network
    from routes.engine import Engine

    Done = Callable[[IntArray], None]

_AT_ONCE = 256


def nothing_to_tell(positions: IntArray) -> None:
    """Take no notice of members that have been looked at."""


class Removals:
    """A maximum flow from which members are taken out.

    Legs are looked at in a layout in which a jurisdiction without a bound is one node, as ways are
    half as long there; jurisdictions in one in which those that carry flow are two, as the arc
    between them is looked at. After something was taken out others may carry flow, and all are.

    Parameters
    ----------
    network : Network
        The arrays.
    solution : Solution
        A maximum flow on it, which must be bounded; it is not changed.
    engine : {"auto", "interpreted", "compiled"}
        How the kernels run.

    Attributes
    ----------
    residual : ndarray of int64, shape (arcs,)
        Of the flow as it is now.
    """

    def __init__(self, network: Network, solution: Solution, engine: Engine = "auto") -> None:
        self.residual = solution.residual.copy()
        self._given = solution.residual
        self._network = network
        self._engine = engine
        self._lacks_a_jurisdiction = False
        inner = network.amount[: 2 * len(network.inner_ids) : 2]
        self._legs = Detours.set_up(network, inner >= network.unbounded, engine)
        self._is_idle = (inner >= network.unbounded) & (self.flows()[: len(inner)] == 0)
        self._lacks_something = False
        self._used = [self._legs]

    @cached_property
    def _carrying(self) -> Detours:
        """The layout in which jurisdictions that the flow given passes by are one node."""
        return self._set_up(self._is_idle)

    @cached_property
    def _places(self) -> Detours:
        """The layout in which every jurisdiction is two nodes."""
        return self._set_up(np.zeros_like(self._is_idle))

    def _set_up(self, joined: BoolArray) -> Detours:
        self._used.append(Detours.set_up(self._network, joined, self._engine))
        return self._used[-1]

    @property
    def searches(self) -> int:
        """How many searches for another way were made so far."""
        return sum(int(detours.work[0][0]) for detours in self._used)

    def flows(self) -> IntArray:
        """Give the flow of each member, shape (member_count,)."""
        return np.asarray(self.residual[self._network.member_arcs + 1])

    def reset(self, solution: Solution) -> None:
        """Put back everything that was taken out."""
        self.residual = solution.residual.copy()
        self._lacks_a_jurisdiction = False
        # Another flow may run where the first did not.
        self._lacks_something = solution.residual is not self._given

    def take_out(self, position: int) -> int:
        """Take a member out for good and give what the flow loses."""
        arc = 2 * position
        network, detours = self._network, self._places
        tail, head = (int(network.head[end]) for end in (arc + 1, arc))
        flow = int(self.residual[arc + 1])
        self.residual[[arc, arc + 1]] = 0
        self._lacks_something = True
        self._lacks_a_jurisdiction |= position < len(network.inner_ids)
        left = detours.residual(self.residual)
        lost = flow - detours.reroute(left, tail, head, flow)
        # What finds no other way goes back to the source, and is called back from the sink.
        detours.reroute(left, tail, network.source, lost)
        detours.reroute(left, network.sink, head, lost)
        self.residual[detours.rows.arcs] = np.asarray(left, dtype=np.int64)
        return lost

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
        apart = self._apart()
        losses = np.zeros(len(flows), dtype=np.int64)
        inner_count = len(self._network.inner_ids)
        # One node cannot stand for a jurisdiction that is out: ways would lead through it.
        for_legs = self._places if self._lacks_a_jurisdiction else self._legs
        for_places = self._places if self._lacks_something else self._carrying
        layouts = [(each, each.residual(self.residual)) for each in (for_places, for_legs)]
        for positions in self._batches(flows, wanted, leaders):
            if already + flows[positions[0]] < leaders.least:
                break
            losses[positions] = flows[positions]
            near = positions[~apart[positions]]
            for is_leg, (detours, residual) in enumerate(layouts):
                some = near[(near >= inner_count) == is_leg]
                if len(some):
                    losses[some] = detours.measured(residual, 2 * some, leaders.least - already)
            leaders.offer(already + losses[positions])
            done(positions)
        for detours, residual in layouts:
            detours.require_flow(detours.residual(self.residual), residual)
        return losses

    def _batches(self, flows: IntArray, wanted: BoolArray, leaders: Leaders) -> Iterator[IntArray]:
        """Give positions in falling order of flow, one by one; or all in theirs, many at once."""
        order = np.flatnonzero(wanted)
        at_once = _AT_ONCE
        if leaders.count is not None:
            order, at_once = order[np.argsort(-flows[order], kind="stable")], 1
        for begin in range(0, len(order), at_once):
            yield order[begin : begin + at_once]

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
