"""Leaders: the largest losses found so far, which tell what need not be looked at any more."""

from __future__ import annotations

from heapq import heappush, heappushpop
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from routes.arrays import IntArray


class Leaders:
    """The largest losses found so far, as many as are asked for.

    Parameters
    ----------
    count : int or None
        How many; None asks for all losses, so that none is too small.
    """

    def __init__(self, count: int | None) -> None:
        self.count = count
        self._largest: list[int] = []
        self._floor = 1

    @property
    def least(self) -> int:
        """The smallest loss that can still be among them."""
        if self.count is None:
            return 0
        return max(self._floor, self._largest[0] if len(self._largest) == self.count else 1)

    def expect(self, bounds: IntArray) -> None:
        """Learn that losses will be at least so large, each of another removal."""
        if self.count is not None and len(bounds) >= self.count:
            self._floor = max(self._floor, int(np.partition(bounds, -self.count)[-self.count]))

    def offer(self, losses: IntArray) -> None:
        """Take in losses, each of another removal."""
        if self.count is None:
            return
        for loss in np.sort(losses[losses >= self.least])[::-1][: self.count].tolist():
            if len(self._largest) < self.count:
                heappush(self._largest, loss)
            else:
                heappushpop(self._largest, loss)
