"""Amounts by id, kept in an array until an id is asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import ItemsView, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routes.leg_table import IntArray


class AmountsById(Mapping[str, int]):
    """A mapping of ids to whole numbers that holds an array and spells ids when they are read.

    Parameters
    ----------
    ids : sequence of str
        Sorted.
    amounts : ndarray of int64, shape (ids,)

    Attributes
    ----------
    array : ndarray of int64
        The amounts by position, not to be written to.

    Examples
    --------
    >>> import numpy as np
    >>> amounts = AmountsById(("a>b", "b>c"), np.array([3, 5]))
    >>> amounts["b>c"], amounts == {"a>b": 3, "b>c": 5}, amounts.array.sum().item()
    (5, True, 8)
    """

    def __init__(self, ids: Sequence[str], amounts: IntArray) -> None:
        self._ids = ids
        self.array = amounts

    def __getitem__(self, name: str) -> int:
        """Look an amount up in a few steps, as ids are sorted."""
        position = bisect_left(self._ids, name) if isinstance(name, str) else len(self._ids)
        if position == len(self._ids) or self._ids[position] != name:
            raise KeyError(name)
        return int(self.array[position])

    def __iter__(self) -> Iterator[str]:
        """Spell the ids."""
        return iter(self._ids)

    def __len__(self) -> int:
        """Count them."""
        return len(self._ids)

    def items(self) -> ItemsView[str, int]:
        """Spell all ids and give them with their amounts."""
        return dict(zip(self._ids, self.array.tolist(), strict=True)).items()

    def __repr__(self) -> str:
        """Tell how many there are: all of them would fill the screen."""
        return f"<{type(self).__name__} of {len(self):,} ids>"
