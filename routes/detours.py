"""Detours: a network laid out for searches that lead its flow another way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from routes.engine import Loops, choose_loops
from routes.errors import CertificateError

if TYPE_CHECKING:
    from routes.arrays import IntArray, Network
    from routes.engine import Engine
    from routes.kernels import Adjacency, Buffer
    from routes.meeting_kernel import DetourWork
    from routes.open_row_kernel import OpenRows


_WITHOUT_LIMIT = 2**62


@dataclass(frozen=True, eq=False)
class DetourNetwork:
    """What all layouts of one network share.

    Attributes
    ----------
    loops : Loops
    network : Network
    adjacency : three sequences of int
        As the loops take them.
    node : ndarray of int64, shape (network nodes,)
        What number each of the network's nodes has in the rows: a jurisdiction without a bound is
        one node there, as ways are half as long then.
    members : ndarray of int64, shape (member_count,)
        How `routes.removal_kernels.measure_losses` is asked for each.
    ends : (int, int)
        Numbers of source and sink.
    """

    loops: Loops
    network: Network
    adjacency: Adjacency
    node: IntArray
    members: IntArray
    ends: tuple[int, int]

    @classmethod
    def of(cls, network: Network, engine: Engine) -> DetourNetwork:
        """Give a network's nodes new numbers."""
        loops = choose_loops(len(network.head), engine)
        inner = network.amount[: 2 * len(network.inner_ids) : 2]
        joined = np.flatnonzero(inner >= network.unbounded)
        # The two nodes of a jurisdiction follow each other.
        apart = np.ones(network.node_count, dtype=np.int64)
        apart[network.head[2 * joined]] = 0
        node = np.cumsum(apart) - 1
        members = network.member_arcs
        members[joined] = -1 - node[network.head[2 * joined]]
        ends = int(node[network.source]), int(node[network.sink])
        return cls(loops, network, loops.adjacency(network), node, members, ends)

    @property
    def is_compiled(self) -> bool:
        """Whether the loops run compiled, and leave other threads their time."""
        return isinstance(self.adjacency[0], np.ndarray)

    @property
    def node_count(self) -> int:
        """Number of nodes in the rows."""
        return int(self.node[-1]) + 1

    def arcs_at(self, position: int) -> IntArray:
        """Give the arcs at a jurisdiction, and their reverses, but that between its two nodes."""
        network = self.network
        ends = network.head[[2 * position, 2 * position + 1]]
        rows = [network.incident[network.first[end] : network.first[end + 1]] for end in ends]
        arcs = np.concatenate(rows)
        arcs = arcs[arcs // 2 != position]
        return np.concatenate([arcs, arcs ^ 1])

    def pass_through(self, residual: IntArray) -> IntArray:
        """Let flow between the two nodes of a jurisdiction what arrives there, if they are one."""
        network = self.network
        inner = 2 * np.flatnonzero(self.members < 0)
        if len(inner):
            arrived = np.zeros(network.node_count, dtype=np.int64)
            arcs = np.arange(2 * len(network.inner_ids), len(network.head), 2)
            np.add.at(arrived, network.head[arcs], residual[arcs + 1])
            total = residual[inner] + residual[inner + 1]
            residual[inner + 1] = arrived[network.head[inner + 1]]
            residual[inner] = total - residual[inner + 1]
        return residual


@dataclass(frozen=True, eq=False)
class Detours:
    """A maximum flow on a network, and ways to lead it past members.

    Attributes
    ----------
    shared : DetourNetwork
    given : ndarray of int64, shape (arcs,)
        The residual of the flow that it began with.
    residual : sequence of int, shape (arcs,)
        Of the flow as it is now. Nothing moves on arcs that the rows leave out.
    rows, work
        As `routes.open_row_kernel` and `routes.meeting_kernel` tell.
    """

    shared: DetourNetwork
    given: IntArray
    residual: Buffer
    rows: OpenRows
    work: DetourWork
    node: Buffer = field(repr=False)

    @classmethod
    def begin(
        cls, shared: DetourNetwork, residual: IntArray, most_work: int = _WITHOUT_LIMIT
    ) -> Detours:
        """Lay out the arcs of a network by what its flow leaves of them."""
        loops, count = shared.loops, shared.node_count

        def short(length: int) -> Buffer:
            # Searches read little else: half the memory, and no test for an index below 0.
            return loops.read(np.zeros(length, dtype=np.uint32))

        arcs = len(residual)
        rows = loops.blank(4 * count + 1), short(arcs), short(arcs), short(arcs)
        node, present = loops.read(shared.node), loops.sequence(residual)
        loops.run("fill_open_rows", shared.adjacency, node, present, rows, loops.blank(4))
        seen, level, cursor, met = (short(count) for _ in range(4))
        # What is written at the end of the queue need not belong there.
        queue = short(count + 2)
        space = seen, level, cursor, queue, met
        counts = loops.read(np.array([0, 0, most_work], dtype=np.int64))
        return cls(shared, residual, present, rows, (counts, space), node)

    @property
    def searches(self) -> int:
        """How many searches for another way were made so far."""
        return int(self.work[0][0])

    def measured(self, positions: IntArray, least: int = 0) -> IntArray:
        """Measure what the flow loses without each of some members; 0 for less than least."""
        loops = self.shared.loops
        found = loops.blank(len(positions))
        asked = loops.read(self.shared.members[positions]), found
        loops.run("measure_losses", self.rows, self.residual, asked, least, self.work)
        return np.asarray(found, dtype=np.int64)

    def fill(self) -> int | None:
        """Move as much as goes from source to sink; gives how much, or None if it gave up."""
        shared, counts = self.shared, self.work[0]
        wanted = shared.network.unbounded
        moved = shared.loops.run(
            "reroute", self.rows, self.residual, shared.ends, wanted, self.work
        )
        return moved if counts[1] <= counts[2] else None

    def take_out(self, position: int) -> int:
        """Take a member out for good and give what the flow loses."""
        member, ends = int(self.shared.members[position]), self.shared.ends
        run = self.shared.loops.run
        lost = run("remove_member", self.rows, self.residual, member, ends, self.work)
        if self.work[0][2] < 0:
            raise CertificateError("no way was found where there must be one")
        return lost

    def require_flow(self) -> None:
        """Require that the flow still fits the arcs and that as much leaves each node as before."""
        loops, (head, _, _) = self.shared.loops, self.shared.adjacency
        balance = loops.blank(self.shared.node_count)
        before = loops.read(self.given)
        is_stuck = self.work[0][2] < 0
        arguments = head, self.node, before, self.residual, balance
        if is_stuck or loops.run("find_break", *arguments) >= 0:
            raise CertificateError("after removals the flow is no maximum flow any more")
