"""A table of legs as arrays, the form in which a million of them fit a small machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from routes.lenses import Lens

    IntArray = NDArray[np.int64]
    IndexArray = NDArray[np.uint32]
    PercentArray = NDArray[np.uint8]

NO_BOUND = -1
"""Stands for the word unbounded."""


@dataclass(frozen=True, eq=False)
class LegTable:
    """Legs between jurisdictions without a bound of their own.

    Attributes
    ----------
    jurisdiction_ids, leg_ids : sequence of str
        Sorted.
    tail, head : ndarray of uint32, shape (legs,)
        Positions of the jurisdictions where each leg starts and ends.
    capacity, passing, interdict_cost : ndarray of int64, shape (legs,)
        Units of 1/scale; `NO_BOUND` without one. Of whole numbers of any size where 64 bits do not
        do, as they need not on a leg that passes nothing.
    pressure : ndarray of uint8, shape (legs,)
        Percent.
    """

    jurisdiction_ids: Sequence[str]
    leg_ids: Sequence[str]
    tail: IndexArray
    head: IndexArray
    capacity: IntArray
    passing: IntArray
    interdict_cost: IntArray
    pressure: PercentArray

    def amount(self, lens: Lens) -> IntArray:
        """Give what each leg counts under a lens, as `routes.lenses.leg_amount` does for one."""
        if lens == "passing":
            return self.passing
        amount = self.capacity if lens == "volume" else self.interdict_cost
        closed = self.passing == 0
        return np.where(closed, 0, amount) if closed.any() else amount

    def total(self, lens: Lens) -> int:
        """Add up what has a bound, exactly."""
        amount = self.amount(lens)
        finite = amount[amount > 0]
        if not len(finite) or int(finite.max()) < 2**62 // len(finite):
            return int(finite.sum())
        return sum(finite.tolist())


def passing_amounts(capacity: IntArray, pressure: PercentArray) -> IntArray:
    """Give what is left of capacities under pressure, as `routes.contract.passing_capacity`.

    Parameters
    ----------
    capacity : ndarray of int64 or of whole numbers of any size, shape (legs,)
        Units of 1/scale; `NO_BOUND` without one.
    pressure : ndarray of uint8, shape (legs,)
        Percent.

    Returns
    -------
    ndarray, shape (legs,)
        Units of 1/scale, rounded down; `NO_BOUND` without one.
    """
    if not pressure.any():
        return capacity
    left = 100 - pressure.astype(np.int64)
    passing = np.where(capacity == NO_BOUND, NO_BOUND, capacity * left // 100)
    return np.asarray(np.where(left == 0, 0, passing))
