"""What the largest flow loses without each jurisdiction or leg, from one maximum flow."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING

import numpy as np

from routes.engine import Loops, Solution, choose_loops, strong_components
from routes.errors import CertificateError
from routes.removal_kernels import IDLE, LOGGED, MEMBERS, SEARCHES

if TYPE_CHECKING:
    from collections.abc import Callable

    from routes.arrays import BoolArray, IntArray, Network
    from routes.engine import Engine
    from routes.kernels import Adjacency, Buffer
    from routes.removal_kernels import Work

    Done = Callable[[IntArray], None]

_AT_ONCE = 256


def nothing_to_tell(positions: IntArray) -> None:
    """Take no notice of members that have been looked at."""


class Leaders:
    """The largest losses found so far, as many as are asked for.

    Parameters
    ----------
    count : int or None
        How many; None asks for all losses, so that none is too small.
    """

    def __init__(self, count: int | None) -> None:
        self.count = count
        self._largest: list[int] = []

    @property
    def least(self) -> int:
        """The smallest loss that can still be among them."""
        if self.count is None:
            return 0
        return self._largest[0] if len(self._largest) == self.count else 1

    def offer(self, losses: IntArray) -> None:
        """Take in losses, each of another removal."""
        if self.count is None:
            return
        for loss in np.sort(losses[losses >= self.least])[::-1][: self.count].tolist():
            if len(self._largest) < self.count:
                heappush(self._largest, loss)
            else:
                heappushpop(self._largest, loss)


@dataclass(frozen=True, eq=False)
class Removals:
    """A maximum flow from which members are taken out, with the working sequences of the loops.

    Attributes
    ----------
    network : Network
    engine : {"auto", "interpreted", "compiled"}
    loops : Loops
    adjacency, residual, work : sequences of int
        As `routes.removal_kernels` tells.
    """

    network: Network
    engine: Engine
    loops: Loops
    adjacency: Adjacency
    residual: Buffer
    work: Work

    @classmethod
    def start(cls, network: Network, solution: Solution, engine: Engine = "auto") -> Removals:
        """Begin with all members in place."""
        loops = choose_loops(len(network.head), engine)
        return cls(
            network=network,
            engine=engine,
            loops=loops,
            adjacency=loops.adjacency(network),
            residual=loops.sequence(solution.residual),
            work=(
                loops.blank(3),
                loops.three(network.node_count),
                (*loops.three(len(network.head) // 2), loops.blank(len(network.head) // 2)),
            ),
        )

    @property
    def searches(self) -> int:
        """How many searches for another way were made so far."""
        return int(self.work[0][SEARCHES])

    def flows(self) -> IntArray:
        """Give the flow of each member, shape (member_count,)."""
        residual = np.asarray(self.residual, dtype=np.int64)
        return residual[self.network.member_arcs + 1]

    def reset(self, solution: Solution) -> None:
        """Put back everything that was taken out."""
        self.residual[:] = self.loops.sequence(solution.residual)

    def take_out(self, position: int) -> int:
        """Take a member out for good and give what the flow loses."""
        arc = 2 * position
        tail, head = (int(self.network.head[end]) for end in (arc + 1, arc))
        flow = int(self.residual[arc + 1])
        self.residual[arc] = self.residual[arc + 1] = 0
        self.work[0][MEMBERS] += 1
        lost = flow - self._rerouted(tail, head, flow)
        # What finds no other way goes back to the source, and is called back from the sink.
        self._rerouted(tail, self.network.source, lost)
        self._rerouted(self.network.sink, head, lost)
        self.work[0][LOGGED] = 0
        return lost

    def _rerouted(self, start: int, end: int, wanted: int) -> int:
        ends = (start, end)
        return self.loops.run("reroute", self.adjacency, self.residual, ends, wanted, self.work)

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
            0 for members that carry nothing, that are not asked for, and, as a loss is at most
            the flow, for those whose flow is too small to be among the leaders.
        """
        before = np.array(self.residual, dtype=np.int64)
        self.work[2][IDLE][:] = self.loops.blank(len(before) // 2)
        flows = self.flows()
        wanted = flows > 0 if among is None else (flows > 0) & among
        order = np.argsort(-flows, kind="stable")[: np.count_nonzero(flows)]
        order = order[wanted[order]]
        component = self.loops.sequence(strong_components(self.network, before, self.engine))
        losses = np.zeros(len(flows), dtype=np.int64)
        at_once = _AT_ONCE if leaders.count is None else 1
        for begin in range(0, len(order), at_once):
            positions = order[begin : begin + at_once]
            if already + flows[positions[0]] < leaders.least:
                break
            losses[positions] = self._measured(positions, component)
            leaders.offer(already + losses[positions])
            done(positions)
        if not np.array_equal(before, np.asarray(self.residual, dtype=np.int64)):
            raise CertificateError("the flow was not put back after a removal")
        return losses

    def _measured(self, positions: IntArray, component: Buffer) -> IntArray:
        arcs, found = self.loops.sequence(2 * positions), self.loops.blank(len(positions))
        self.loops.run(
            "measure_losses",
            self.adjacency,
            self.residual,
            component,
            (arcs, found),
            self.work,
        )
        return np.asarray(found, dtype=np.int64)


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
        The flow was not put back exactly after a removal.

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
    the member has in any maximum flow, known as its vitality.

    References
    ----------
    G. Ausiello, P. G. Franciosa, I. Lari and A. Ribichini (2018), "Max flow vitality in general
    and st-planar graphs", arXiv 1710.01965, doi 10.48550/arXiv.1710.01965.
    """
    return Removals.start(network, solution, engine).losses(Leaders(top))
