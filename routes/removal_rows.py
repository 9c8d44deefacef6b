"""What each removal does to the largest flow and the least-pressure route, one row a removal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

import numpy as np

from routes.remainders import WITHOUT_BOUND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routes.leg_table import IntArray
    from routes.removal_table import RemovalTable, Roster
    from routes.replacement import Replacement

_AT_ONCE = 65_536
"""So many rows and no more are made before they are read."""


@dataclass(frozen=True)
class Removal:
    """One leg or jurisdiction removed.

    Attributes
    ----------
    kind : {"jurisdiction", "leg"}
    id : str
    value_scaled : int or None
        The largest flow without it, in units of 1/scale; None when unbounded.
    loss_scaled : int or None
        How much less that is; None when the flow is unbounded with nothing removed.
    route_weight_micronats : int or None
        Weight of the least-pressure route without it; None when there is no route.
    rank : int
        From 1, by loss; equal losses share a rank and the next one counts them all: 1, 2, 2, 4.
    """

    kind: str
    id: str
    value_scaled: int | None
    loss_scaled: int | None
    route_weight_micronats: int | None
    rank: int


@dataclass(frozen=True)
class PairRemoval:
    """Two legs or jurisdictions removed together; amounts as of `Removal`.

    Attributes
    ----------
    kind_1, id_1, kind_2, id_2 : str
        The two, sorted by kind and id.
    value_scaled, loss_scaled : int or None
    beyond_scaled : int or None
        Their loss less the losses of each alone: above 0 when they stand in for each other, below
        0 when they share a route.
    route_weight_micronats : int or None
    rank : int
    """

    kind_1: str
    id_1: str
    kind_2: str
    id_2: str
    value_scaled: int | None
    loss_scaled: int | None
    beyond_scaled: int | None
    route_weight_micronats: int | None
    rank: int


class RemovalRows(Sequence[Removal]):
    """Single removals in an order, made when they are read.

    Parameters
    ----------
    table : RemovalTable
        The removals, in their order.
    roster : Roster
        Members by number.
    whole : int or None
        The largest flow with nothing removed; None when unbounded.
    replacement : Replacement
        Tells the weight of the route that is left.
    """

    def __init__(
        self, table: RemovalTable, roster: Roster, whole: int | None, replacement: Replacement
    ) -> None:
        self._table = table
        self._members = roster.members
        self._whole = whole
        self._replacement = replacement

    def __len__(self) -> int:
        """Count them."""
        return len(self._table.value)

    @overload
    def __getitem__(self, index: int) -> Removal: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Removal, ...]: ...

    def __getitem__(self, index: int | slice) -> Removal | tuple[Removal, ...]:
        """Make one, or several."""
        chosen = range(len(self))[index]
        if isinstance(chosen, range):
            return tuple(self._made(np.array(chosen, dtype=np.int64)))
        return self._made(np.array([chosen]))[0]

    def __iter__(self) -> Iterator[Removal]:
        """Make all, some at a time."""
        for begin in range(0, len(self), _AT_ONCE):
            yield from self[begin : begin + _AT_ONCE]

    def __eq__(self, other: object) -> bool:
        """Tell whether the other has equal rows in the same order."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # rows are compared, never looked up

    def _made(self, rows: IntArray) -> list[Removal]:
        table, whole = self._table, self._whole
        members = self._members.spelled(table.members[rows, 0])
        columns = table.value[rows].tolist(), table.ranks[rows].tolist()
        return [
            Removal(
                *member,
                value_scaled=_bounded(value),
                loss_scaled=_loss(whole, value),
                route_weight_micronats=self._replacement.weight_without((member,)),
                rank=rank,
            )
            for member, value, rank in zip(members, *columns, strict=True)
        ]


def removal_rows(
    table: RemovalTable, roster: Roster, whole: int | None, replacement: Replacement
) -> Sequence[Removal]:
    """Write out a table of single removals.

    Parameters
    ----------
    table, roster, whole, replacement
        As for `RemovalRows`.

    Returns
    -------
    tuple of Removal, or RemovalRows when there are many
    """
    rows = RemovalRows(table, roster, whole, replacement)
    return tuple(rows) if len(rows) <= _AT_ONCE else rows


def pair_rows(
    table: RemovalTable,
    alone: RemovalTable,
    roster: Roster,
    whole: int | None,
    replacement: Replacement,
) -> tuple[PairRemoval, ...]:
    """Write out a table of pairs.

    Parameters
    ----------
    table, roster, whole, replacement
        As for `removal_rows`.
    alone : RemovalTable
        All single removals.

    Returns
    -------
    tuple of PairRemoval
    """
    loss_alone = {number: _loss(whole, value) for (number,), value, _ in _entries(alone)}
    return tuple(_pairs(table, loss_alone, roster, whole, replacement))


def _pairs(
    table: RemovalTable,
    loss_alone: Mapping[int, int | None],
    roster: Roster,
    whole: int | None,
    replacement: Replacement,
) -> Iterator[PairRemoval]:
    for (one, other), value, rank in _entries(table):
        both = (roster.members[one], roster.members[other])
        loss = _loss(whole, value)
        yield PairRemoval(
            *both[0],
            *both[1],
            value_scaled=_bounded(value),
            loss_scaled=loss,
            beyond_scaled=_beyond(loss, loss_alone[one], loss_alone[other]),
            route_weight_micronats=replacement.weight_without(both),
            rank=rank,
        )


def _entries(table: RemovalTable) -> Iterator[tuple[list[int], int, int]]:
    columns = (table.members.tolist(), table.value.tolist(), table.ranks.tolist())
    return zip(*columns, strict=True)


def _bounded(value: int) -> int | None:
    return None if value == WITHOUT_BOUND else value


def _loss(whole: int | None, value: int) -> int | None:
    return None if whole is None else whole - value


def _beyond(together: int | None, one: int | None, other: int | None) -> int | None:
    if together is None or one is None or other is None:
        return None
    return together - one - other
