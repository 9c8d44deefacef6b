"""The members of a graph by number: jurisdictions in id order, then legs in theirs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

import numpy as np

from routes.names import spell

if TYPE_CHECKING:
    from routes.leg_table import IntArray

    Member = tuple[str, str]

_AT_ONCE = 65_536


class MemberNames(Sequence[tuple[str, str]]):
    """Pairs ("jurisdiction" or "leg", id), sorted, spelled when they are read.

    Parameters
    ----------
    jurisdiction_ids, leg_ids : sequence of str
        Sorted.

    Examples
    --------
    >>> members = MemberNames(("MY", "SG"), ("MY>SG",))
    >>> members[1], members.number(("leg", "MY>SG"))
    (('jurisdiction', 'SG'), 2)
    """

    def __init__(self, jurisdiction_ids: Sequence[str], leg_ids: Sequence[str]) -> None:
        self._places = jurisdiction_ids
        self._legs = leg_ids

    def __len__(self) -> int:
        """Count them."""
        return len(self._places) + len(self._legs)

    @overload
    def __getitem__(self, index: int) -> Member: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Member, ...]: ...

    def __getitem__(self, index: int | slice) -> Member | tuple[Member, ...]:
        """Spell one, or several."""
        chosen = range(len(self))[index]
        if isinstance(chosen, range):
            return tuple(self.spelled(np.array(chosen, dtype=np.int64)))
        return self.spelled(np.array([chosen]))[0]

    def __iter__(self) -> Iterator[Member]:
        """Spell all, some at a time."""
        for begin in range(0, len(self), _AT_ONCE):
            yield from self[begin : begin + _AT_ONCE]

    def spelled(self, numbers: IntArray) -> list[Member]:
        """Spell the members of some numbers."""
        is_leg = numbers >= len(self._places)
        kinds = np.where(is_leg, "leg", "jurisdiction").tolist()
        return list(zip(kinds, self.ids(numbers), strict=True))

    def ids(self, numbers: IntArray) -> list[str]:
        """Spell the ids of the members of some numbers."""
        is_leg = numbers >= len(self._places)
        ids = np.empty(len(numbers), dtype=object)
        ids[~is_leg] = spell(self._places, numbers[~is_leg])
        ids[is_leg] = spell(self._legs, numbers[is_leg] - len(self._places))
        return list(ids)

    def number(self, member: Member) -> int:
        """Find the number of a member that is there."""
        kind, name = member
        if kind == "jurisdiction":
            return bisect_left(self._places, name)
        return len(self._places) + bisect_left(self._legs, name)
