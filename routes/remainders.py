"""What is left of the largest flow without each member, or each two, whether bounded or not."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from routes.engine import solve
from routes.removals import Leaders, Removals, nothing_to_tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routes.arrays import BoolArray, IntArray, Network
    from routes.engine import Engine, Solution
    from routes.removals import Done

WITHOUT_BOUND = -1
"""Stands in arrays for the value of a flow that nothing bounds."""


@dataclass(frozen=True, eq=False)
class PairRemainders:
    """What is left without one member, and without it and each other.

    Attributes
    ----------
    position : int
        The first member of the pairs.
    value : int
        The largest flow without it; -1 without a bound.
    values : ndarray of int64, shape (member_count,)
        The largest flow without it and each other.
    fresh : ndarray of bool, shape (member_count,)
        Those that make a pair with it that has not been given before.
    """

    position: int
    value: int
    values: IntArray
    fresh: BoolArray


def values_without(
    network: Network,
    solution: Solution,
    leaders: Leaders,
    engine: Engine = "auto",
    done: Done = nothing_to_tell,
) -> IntArray:
    """Give the largest flow without each jurisdiction and leg, one at a time.

    Parameters
    ----------
    network : Network
        The arrays.
    solution : Solution
        A maximum flow on it, bounded or not.
    leaders : Leaders
        Which losses matter; the value without others may be given as that with all in place.
    engine : {"auto", "interpreted", "compiled"}
        How the kernels run.
    done : callable
        Called with positions of members that have been looked at.

    Returns
    -------
    ndarray of int64, shape (member_count,)
        Values in units of 1/scale, in the order of `Network.member_arcs`; -1 without a bound.
        A member that is not on some route without a bound leaves that route; those on it are
        removed and all is solved again.
    """
    if solution.value is not None:
        losses = Removals.start(network, solution, engine).losses(leaders, done=done)
        return np.asarray(solution.value - losses)
    values = np.full(network.member_count, WITHOUT_BOUND, dtype=np.int64)
    for position in unbounded_route(network):
        left = solve(_without(network, position), engine)
        values[position] = WITHOUT_BOUND if left.value is None else left.value
        done(np.array([position]))
    return values


def pairs_without(
    network: Network,
    solution: Solution,
    leaders: Leaders,
    engine: Engine = "auto",
    done: Done = nothing_to_tell,
) -> Iterator[PairRemainders]:
    """Yield what is left without two members, for each first member that can matter.

    Parameters
    ----------
    network, solution, leaders, engine, done
        As for `values_without`; `done` is called with each first member.

    Yields
    ------
    PairRemainders
        Two members of which neither comes as a first member leave the flow as it is, or are too
        small to be among the leaders.

    Notes
    -----
    Two members lose something only if one of them carries flow in a given maximum flow. Without
    that one the flow is made maximum again, and every other member is removed from that. Members
    come in falling order of flow. As two members lose at most what they carry together, a pair not
    yet given loses at most twice the flow of the next one.
    """
    if solution.value is None:
        return _pairs_of_unbounded(network, engine, done)
    return _pairs_of_bounded(network, solution, leaders, engine, done)


def _pairs_of_bounded(
    network: Network, solution: Solution, leaders: Leaders, engine: Engine, done: Done
) -> Iterator[PairRemainders]:
    whole = solution.value or 0
    removals = Removals.start(network, solution, engine)
    flows = removals.flows()
    fresh = np.ones(len(flows), dtype=bool)
    for position in np.argsort(-flows, kind="stable")[: np.count_nonzero(flows)].tolist():
        if 2 * flows[position] < leaders.least:
            return
        fresh[position] = False
        removals.reset(solution)
        lost = removals.take_out(position)
        more = removals.losses(leaders, already=lost, among=fresh)
        leaders.offer(lost + more[fresh & (more == 0)])
        yield PairRemainders(position, whole - lost, whole - lost - more, fresh.copy())
        done(np.array([position]))


def _pairs_of_unbounded(network: Network, engine: Engine, done: Done) -> Iterator[PairRemainders]:
    fresh = np.ones(network.member_count, dtype=bool)
    for position in unbounded_route(network):
        fresh[position] = False
        left = _without(network, position)
        solution = solve(left, engine)
        values = values_without(left, solution, Leaders(None), engine)
        value = WITHOUT_BOUND if solution.value is None else solution.value
        yield PairRemainders(position, value, values, fresh.copy())
        done(np.array([position]))


def unbounded_route(network: Network) -> tuple[int, ...]:
    """Give the members on one route without a bound.

    Parameters
    ----------
    network : Network
        One that has such a route.

    Returns
    -------
    tuple of int
        Their positions in rising order, on a route of fewest arcs.
    """
    leaving: dict[int, list[int]] = {}
    for arc in np.flatnonzero(network.amount >= network.unbounded).tolist():
        leaving.setdefault(int(network.head[arc ^ 1]), []).append(arc)
    came_by = {network.source: -1}
    waiting = deque([network.source])
    while waiting:
        for arc in leaving.get(waiting.popleft(), ()):
            there = int(network.head[arc])
            if there not in came_by:
                came_by[there] = arc
                waiting.append(there)
    node, route = network.sink, []
    while came_by[node] >= 0:
        route.append(came_by[node] // 2)
        node = int(network.head[came_by[node] ^ 1])
    return tuple(sorted(position for position in route if position < network.member_count))


def _without(network: Network, position: int) -> Network:
    amount = network.amount.copy()
    amount[2 * position] = 0
    return replace(network, amount=amount)
