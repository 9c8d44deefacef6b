"""Names of many jurisdictions and legs, made when they are read and not before."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, cast, overload

import numpy as np

if TYPE_CHECKING:
    from routes.leg_table import IndexArray, IntArray

MAX_NUMBER = 10**12
"""Larger numbers are ordered by spelling them."""

_AT_ONCE = 65_536
_DIGIT_BITS = 4
_DIGIT = 9
"""Up to so many numbers from 1 stand as their texts do."""


class Names(Sequence[str]):
    """Names that are spelled when they are read; a tuple of texts serves in its place."""

    @abstractmethod
    def spelled(self, positions: IntArray) -> list[str]:
        """Spell the names at some positions."""

    @abstractmethod
    def taken(self, positions: IntArray) -> Names:
        """Give those at some positions, still unspelled."""

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...

    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        """Spell one name, or several."""
        chosen = np.arange(len(self), dtype=np.int64)[index]
        if isinstance(index, slice):
            return tuple(self.spelled(chosen))
        return self.spelled(np.array([chosen]))[0]

    def __iter__(self) -> Iterator[str]:
        """Spell all, some at a time."""
        for begin in range(0, len(self), _AT_ONCE):
            yield from self.spelled(np.arange(begin, min(begin + _AT_ONCE, len(self))))


@dataclass(frozen=True, eq=False)
class NumberNames(Names):
    """Whole numbers as names.

    Attributes
    ----------
    numbers : ndarray of int64
    """

    numbers: IntArray

    def __len__(self) -> int:
        """Count them."""
        return len(self.numbers)

    def __getitem__(self, index: int | slice) -> str | Sequence[str]:  # type: ignore[override]  # narrower overloads add nothing
        """Spell one name, or several."""
        chosen = self.numbers[index]
        return tuple(map(str, chosen.tolist())) if isinstance(index, slice) else str(int(chosen))

    def spelled(self, positions: IntArray) -> list[str]:
        """Spell the names at some positions."""
        return list(map(str, self.numbers[positions].tolist()))

    def taken(self, positions: IntArray) -> NumberNames:
        """Give those at some positions, still unspelled."""
        return NumberNames(self.numbers[positions])


@dataclass(frozen=True, eq=False)
class EndNames(Names):
    """Legs named after where they start and end, as ``A>B``; parallel ones ``A>B.2`` and so on.

    Parameters
    ----------
    places : sequence of str
        Names of jurisdictions.
    tail, head : ndarray of uint32, shape (legs,)
        Positions of the jurisdictions, parallel legs together. Of ten and more those after the
        first stand as the texts of their numbers do: .10 before .2.
    chosen : ndarray of int64, optional
        Positions of the legs that are named; all by default.
    """

    places: Sequence[str]
    tail: IndexArray
    head: IndexArray
    chosen: IntArray | None = None

    def __len__(self) -> int:
        """Count them."""
        return len(self.tail if self.chosen is None else self.chosen)

    def spelled(self, positions: IntArray) -> list[str]:
        """Spell the names at some positions."""
        legs = positions if self.chosen is None else self.chosen[positions]
        starts, ends = (spell(self.places, each[legs]) for each in (self.tail, self.head))
        copies = self._copies(legs).tolist()
        return [
            f"{start}>{end}" if copy == 1 else f"{start}>{end}.{copy}"
            for start, end, copy in zip(starts, ends, copies, strict=True)
        ]

    def taken(self, positions: IntArray) -> EndNames:
        """Give those at some positions, still unspelled."""
        legs = positions if self.chosen is None else self.chosen[positions]
        return replace(self, chosen=legs)

    @cached_property
    def many_copies(self) -> list[tuple[int, int]]:
        """Where ten parallel legs and more begin and end."""
        begins, ends = self._groups
        many = ends - begins > _DIGIT
        return list(zip(begins[many].tolist(), ends[many].tolist(), strict=True))

    @cached_property
    def _groups(self) -> tuple[IntArray, IntArray]:
        """Where legs that have others in parallel begin and end."""
        same = (self.tail[1:] == self.tail[:-1]) & (self.head[1:] == self.head[:-1])
        others = np.flatnonzero(same)
        if not len(others):
            return others, others
        last = np.flatnonzero(np.append(np.diff(others) > 1, [True]))
        first = np.concatenate([[0], last[:-1] + 1])
        return others[first], others[last] + 2

    def _copies(self, legs: IntArray) -> IntArray:
        """Count parallel legs from 1."""
        begins, ends = self._groups
        if not len(begins):
            return np.ones(len(legs), dtype=np.int64)
        group = np.maximum(np.searchsorted(begins, legs, side="right") - 1, 0)
        inside = (legs >= begins[group]) & (legs < ends[group])
        copy = np.where(inside, legs - begins[group] + 1, 1)
        counts = (ends - begins)[group]
        for place in np.flatnonzero(inside & (counts > _DIGIT) & (copy > 1)).tolist():
            copy[place] = self.copies_by_text(int(counts[place]))[copy[place] - 2]
        return copy

    @staticmethod
    @lru_cache(maxsize=4)
    def copies_by_text(count: int) -> IntArray:
        """Give the numbers from 2 to a count as their texts sort."""
        return numbers_by_text(np.arange(2, count + 1))


def numbers_by_text(numbers: IntArray) -> IntArray:
    """Sort different whole numbers from 0 to `MAX_NUMBER` as their texts sort.

    Parameters
    ----------
    numbers : ndarray of int64, shape (n,)

    Returns
    -------
    ndarray of int64, shape (n,)
        The same numbers: 10 stands before 9.

    Examples
    --------
    >>> numbers_by_text(np.array([9, 10, 1])).tolist()
    [1, 10, 9]
    """
    digits, most = digits_of(numbers)
    # Digits are compared from the left, and of 1 and 10 the shorter comes first.
    keys = numbers * 10 ** (most - digits) << _DIGIT_BITS | digits
    keys.sort()
    digits = keys & ((1 << _DIGIT_BITS) - 1)
    return np.asarray((keys >> _DIGIT_BITS) // 10 ** (most - digits))


def digits_of(numbers: IntArray) -> tuple[IntArray, int]:
    """Count the digits of each whole number from 0, and of the longest."""
    most = len(str(int(numbers.max(initial=0))))
    digits = np.ones(len(numbers), dtype=np.int64)
    for power in range(1, most):
        digits += numbers >= 10**power
    return digits, most


def spell(names: Sequence[str], positions: IntArray | IndexArray) -> list[str]:
    """Spell the names at some positions.

    Examples
    --------
    >>> import numpy as np
    >>> spell(("MY", "SG"), np.array([1])), spell(NumberNames(np.array([7, 8])), np.array([0]))
    (['SG'], ['7'])
    """
    if isinstance(names, Names):
        return names.spelled(cast("IntArray", positions))
    return [names[position] for position in positions.tolist()]


def take(names: Sequence[str], positions: IntArray) -> Sequence[str]:
    """Give the names at some positions, unspelled where they are."""
    if isinstance(names, Names):
        return names.taken(positions)
    return tuple(spell(names, positions))
