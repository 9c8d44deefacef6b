"""The values of all removals as arrays, cut down to those that are asked for, with their ranks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routes.leaders import Leaders
from routes.members import MemberNames
from routes.remainders import WITHOUT_BOUND, pairs_without, values_without
from routes.removals import nothing_to_tell

if TYPE_CHECKING:
    from routes.arrays import BoolArray, IntArray, Network
    from routes.engine import Solution
    from routes.lens_arrays import LensArrays
    from routes.removals import Done

MOST_PAIRS = 250_000
"""So many rows of pairs are listed at most; 707 members make more."""


@dataclass(frozen=True, eq=False)
class RemovalTable:
    """Removals in the order in which they are listed.

    Attributes
    ----------
    members : ndarray of int64, shape (rows, order)
        Numbers of the members removed, each row rising.
    value : ndarray of int64, shape (rows,)
        The largest flow without them, in units of 1/scale; -1 without a bound.
    ranks : ndarray of int64, shape (rows,)
        From 1 by loss; equal losses share one.
    """

    members: IntArray
    value: IntArray
    ranks: IntArray


@dataclass(frozen=True, eq=False)
class Roster:
    """The members of a graph in order of kind and id, and where a network has them.

    Attributes
    ----------
    members : MemberNames
    position : ndarray of int64, shape (members,)
        Position in the network; -1 for those that let nothing through and have no arc.
    number : ndarray of int64, shape (member_count,)
        The way back: which member stands at each position.
    """

    members: MemberNames
    position: IntArray
    number: IntArray

    @classmethod
    def of(cls, arrays: LensArrays) -> Roster:
        """List every member of a graph, of which `routes.arrays.network_of` makes the network."""
        members = MemberNames(arrays.jurisdiction_ids, arrays.leg_ids)
        inner, legs = np.flatnonzero(arrays.node_amount), np.flatnonzero(arrays.amount)
        number = np.concatenate([inner, len(arrays.node_amount) + legs])
        position = np.full(len(members), -1, dtype=np.int64)
        position[number] = np.arange(len(number))
        return cls(members, position, number)

    def spread(self, told: IntArray, otherwise: int) -> IntArray:
        """Give numbers told by position for every member; those without an arc have another."""
        return np.where(self.position >= 0, told[self.position], otherwise)


def single_removals(
    network: Network,
    solution: Solution,
    roster: Roster,
    top: int | None,
    done: Done = nothing_to_tell,
) -> RemovalTable:
    """Remove every member, one at a time.

    Parameters
    ----------
    network, solution, done
        As for `routes.remainders.values_without`.
    roster : Roster
        Members by number.
    top : int or None
        The largest rank to list; None lists all, also those that lose nothing.

    Returns
    -------
    RemovalTable
        Largest loss first, then by number.
    """
    whole = _whole(solution)
    values = values_without(network, solution, Leaders(top), done=done)
    everyone = np.arange(len(roster.members), dtype=np.int64)[:, None]
    if not network.member_count:
        return _listed(everyone, np.full(len(everyone), whole), whole, top)
    return _listed(everyone, roster.spread(values, whole), whole, top)


def pair_removals(
    network: Network,
    solution: Solution,
    roster: Roster,
    top: int | None,
    done: Done = nothing_to_tell,
) -> RemovalTable:
    """Remove every two members.

    Parameters
    ----------
    network, solution, roster, top, done
        As for `single_removals`; `done` is called with the first member of pairs.

    Returns
    -------
    RemovalTable
        Largest loss first, then by numbers.
    """
    whole = _whole(solution)
    leaders = Leaders(top)
    members = [np.empty((0, 2), dtype=np.int64)]
    values = [np.empty(0, dtype=np.int64)]
    first_ones = np.zeros(len(roster.members), dtype=bool)
    for pairs in pairs_without(network, solution, leaders, done=done):
        first = roster.number[pairs.position]
        found = roster.spread(pairs.values, pairs.value)
        kept = roster.spread(pairs.fresh.astype(np.int64), 1) > 0
        if top is not None:
            kept &= _matters(found, whole, leaders.least)
        others = np.flatnonzero(kept)
        members.append(np.sort(np.stack([np.full(len(others), first), others], axis=1)))
        values.append(found[others])
        first_ones[first] = True
    if top is None:
        rest = np.flatnonzero(~first_ones)
        one, other = np.triu_indices(len(rest), 1)
        members.append(np.stack([rest[one], rest[other]], axis=1))
        values.append(np.full(len(one), whole))
    return _listed(np.concatenate(members), np.concatenate(values), whole, top)


def _whole(solution: Solution) -> int:
    return WITHOUT_BOUND if solution.value is None else solution.value


def _matters(values: IntArray, whole: int, least: int) -> BoolArray:
    """Tell who loses enough; where the flow has no bound, who gives it one."""
    if whole == WITHOUT_BOUND:
        return np.not_equal(values, WITHOUT_BOUND)
    return np.greater_equal(whole - values, max(least, 1))


def _listed(members: IntArray, values: IntArray, whole: int, top: int | None) -> RemovalTable:
    """Sort rows by loss and number, rank them, and leave out what is not asked for."""
    # Without a bound no loss is known, so none is larger than another.
    losses = np.zeros_like(values) if whole == WITHOUT_BOUND else whole - values
    kept = np.ones(len(values), dtype=bool)
    if top is not None:
        enough = np.sort(losses)[-top] if len(losses) > top else 0
        kept = _matters(values, whole, int(enough))
    members, values, losses = members[kept], values[kept], losses[kept]
    order = np.lexsort((*members.T[::-1], -losses))
    sorted_losses = -losses[order]
    ranks = 1 + np.searchsorted(sorted_losses, sorted_losses, side="left")
    return RemovalTable(members[order], values[order], ranks.astype(np.int64))
