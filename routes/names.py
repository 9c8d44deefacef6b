"""Names of many jurisdictions and legs, made when they are read and not before."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast, overload

import numpy as np

if TYPE_CHECKING:
    from routes.lens_arrays import IndexArray, IntArray

_AT_ONCE = 65_536


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

    Attributes
    ----------
    places : sequence of str
        Names of jurisdictions.
    tail, head : ndarray of uint32, shape (legs,)
        Positions of the jurisdictions.
    copy : ndarray of int64, shape (legs,)
        Which of parallel legs it is, from 1.
    """

    places: Sequence[str]
    tail: IndexArray
    head: IndexArray
    copy: IntArray

    def __len__(self) -> int:
        """Count them."""
        return len(self.tail)

    def spelled(self, positions: IntArray) -> list[str]:
        """Spell the names at some positions."""
        starts, ends = (spell(self.places, each[positions]) for each in (self.tail, self.head))
        copies = self.copy[positions].tolist()
        return [
            f"{start}>{end}" if copy == 1 else f"{start}>{end}.{copy}"
            for start, end, copy in zip(starts, ends, copies, strict=True)
        ]

    def taken(self, positions: IntArray) -> EndNames:
        """Give those at some positions, still unspelled."""
        parts = (each[positions] for each in (self.tail, self.head, self.copy))
        return EndNames(self.places, *parts)


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
