"""What the minimum cuts of draws tell of the members of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from routes.arrays import IntArray


class DrawnCuts(NamedTuple):
    """The minimum cuts of some draws.

    Attributes
    ----------
    values : ndarray of int64, shape (draws,)
        The largest flow of each; that of the network's `unbounded` has no bound.
    losses : ndarray of int64, shape (draws, members)
        What is lost without each member; 0 where there is no flow or no bound.
    every, some : ndarray of int64, shape (members,)
        Draws in which a member is in every and in some minimum cut.
    """

    values: IntArray
    losses: IntArray
    every: IntArray
    some: IntArray
