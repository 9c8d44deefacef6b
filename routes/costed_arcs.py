"""Arcs with capacities and costs in whole numbers of any size, and the cheapest flows on them."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routes.arrays import incidence
from routes.engine import choose_loops

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True)
class CostedArcs:
    """A flow network whose arcs cost something.

    Forward arcs have even numbers and each is followed by its reverse, as in `routes.arrays`.
    Plain integers are kept, not 64-bit ones: exact fractions over one denominator can be long.

    Attributes
    ----------
    node_count, source, sink : int
        Nodes are numbered from 0; the last two are source and sink.
    head, first, incident : sequences of int
        As in `routes.arrays.Network`.
    capacity, cost : tuple of int, shape (arcs,)
        Reverse arcs have capacity 0 and the negative cost.
    """

    node_count: int
    source: int
    sink: int
    head: Sequence[int]
    first: Sequence[int]
    incident: Sequence[int]
    capacity: tuple[int, ...]
    cost: tuple[int, ...]

    @classmethod
    def of(cls, node_count: int, rows: Sequence[tuple[int, int, int, int]]) -> CostedArcs:
        """Lay out rows of tail, head, capacity and cost, in their order."""
        head = [end for tail, tip, _, _ in rows for end in (tip, tail)]
        tails = np.array([head[arc ^ 1] for arc in range(len(head))], dtype=np.int64)
        first, incident = incidence(tails, node_count)
        return cls(
            node_count=node_count,
            source=node_count - 2,
            sink=node_count - 1,
            head=head,
            first=first.tolist(),
            incident=incident.tolist(),
            capacity=tuple(amount for _, _, bound, _ in rows for amount in (bound, 0)),
            cost=tuple(amount for _, _, _, price in rows for amount in (price, -price)),
        )

    def reduced(self, arc: int, potential: Sequence[int]) -> int:
        """Give the reduced cost of an arc."""
        return self.cost[arc] + potential[self.head[arc ^ 1]] - potential[self.head[arc]]


@dataclass(frozen=True)
class Level:
    """The cheapest flow that takes every path up to some cost.

    Attributes
    ----------
    cost : int
        Cost of the dearest paths in use.
    value : int
        What flows.
    step : int or None
        How much dearer the next path is; None when there is no other.
    potential : tuple of int, shape (node_count,)
        Proof that the flow is cheapest: no residual arc has a negative reduced cost.
    ahead : tuple of int or None, shape (node_count,)
        Reduced cost of the cheapest residual path from the source; None where none leads.
    residual : tuple of int, shape (arcs,)
        What can still move along each arc.
    """

    cost: int
    value: int
    step: int | None
    potential: tuple[int, ...]
    ahead: tuple[int | None, ...]
    residual: tuple[int, ...]

    def potential_after(self, steps: int, factor: int = 1) -> tuple[int, ...]:
        """Give `factor` times the potentials when the sink's has risen by steps / factor."""
        return tuple(
            factor * height + (steps if gap is None else min(factor * gap, steps))
            for height, gap in zip(self.potential, self.ahead, strict=True)
        )


def levels(arcs: CostedArcs) -> Iterator[Level]:
    """Fill paths from source to sink in order of their cost.

    Parameters
    ----------
    arcs : CostedArcs
        Costs of forward arcs are 0 or more.

    Yields
    ------
    Level
        First the empty flow; then one for each cost at which paths could be filled.

    References
    ----------
    J. Edmonds and R. M. Karp (1972), "Theoretical improvements in algorithmic efficiency for
    network flow problems", Journal of the ACM 19, 248-264, doi 10.1145/321694.321699.
    """
    residual = arcs.capacity
    potential = (0,) * arcs.node_count
    cost = value = 0
    while True:
        ahead, _ = cheapest_paths(arcs, residual, potential, arcs.source)
        step = ahead[arcs.sink]
        level = Level(cost, value, step, potential, ahead, residual)
        yield level
        if step is None:
            return
        potential = level.potential_after(step)
        pushed, residual = _filled(arcs, residual, potential)
        cost, value = cost + step, value + pushed


def cheapest_paths(
    arcs: CostedArcs, residual: Sequence[int], potential: Sequence[int], start: int
) -> tuple[tuple[int | None, ...], tuple[int | None, ...]]:
    """Find the cheapest residual path from a node to every other.

    Parameters
    ----------
    arcs : CostedArcs
    residual : sequence of int, shape (arcs,)
        Arcs with a positive entry can be followed; none of them may have a negative reduced cost.
    potential : sequence of int, shape (node_count,)
    start : int

    Returns
    -------
    cost, into : tuples of int or None, shape (node_count,)
        Reduced cost of the path, and the arc by which it enters; None where no path leads.
    """
    best: list[int | None] = [None] * arcs.node_count
    into: list[int | None] = [None] * arcs.node_count
    best[start] = 0
    waiting = [(0, start)]
    while waiting:
        so_far, node = heapq.heappop(waiting)
        if so_far != best[node]:
            continue
        for arc in arcs.incident[arcs.first[node] : arcs.first[node + 1]]:
            if residual[arc] <= 0:
                continue
            tip = arcs.head[arc]
            there = so_far + arcs.reduced(arc, potential)
            known = best[tip]
            if known is None or there < known:
                best[tip], into[tip] = there, arc
                heapq.heappush(waiting, (there, tip))
    return tuple(best), tuple(into)


def path_to(arcs: CostedArcs, into: Sequence[int | None], node: int) -> list[int]:
    """List the arcs of a path that `cheapest_paths` found, in order of travel."""
    path: list[int] = []
    while (arc := into[node]) is not None:
        path.append(arc)
        node = arcs.head[arc ^ 1]
    return path[::-1]


def _filled(
    arcs: CostedArcs, residual: tuple[int, ...], potential: tuple[int, ...]
) -> tuple[int, tuple[int, ...]]:
    """Push as much as arcs of reduced cost 0 let through."""
    level = [arcs.reduced(arc, potential) == 0 for arc in range(len(arcs.head))]
    free = [left if usable else 0 for left, usable in zip(residual, level, strict=True)]
    # Interpreted whatever the size: compiled kernels have 64 bits.
    loops = choose_loops(0, "interpreted")
    adjacency = (arcs.head, arcs.first, arcs.incident)
    space = loops.three(arcs.node_count)
    pushed = 0
    while True:
        loops.run("label_levels", adjacency, free, arcs.source, 0, space)
        if space[0][arcs.sink] < 0:
            break
        pushed += loops.run("push_blocking_flow", adjacency, free, arcs.source, arcs.sink, space)
    after = zip(free, residual, level, strict=True)
    return pushed, tuple(moved if usable else left for moved, left, usable in after)
