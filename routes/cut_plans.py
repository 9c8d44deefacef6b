"""The best plan on one cut: which of its arcs to close with what there is to spend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routes.arrays import IntArray

_LARGEST_TABLE = 4_000_000


def best_on_cut(gains: Mapping[int, int], cost: IntArray, budget: int) -> tuple[int, ...]:
    """Choose the targets that take most off a cut.

    Parameters
    ----------
    gains : mapping of int to int
        What each target takes off the cut.
    cost : ndarray of int64, shape (targets,)
        From 1.
    budget : int
        From 0.

    Returns
    -------
    tuple of int
        Numbers of targets, in rising order. The best there is where all cost the same or the table
        of all sums is small, otherwise those with most gain for their cost. What targets do beyond
        their own gains is not considered.

    References
    ----------
    R. K. Wood (1993), "Deterministic network interdiction", Mathematical and Computer Modelling
    17(2), 1-18, doi 10.1016/0895-7177(93)90236-R: given a cut, the best plan on it is a knapsack.

    Examples
    --------
    >>> best_on_cut({0: 6, 1: 5, 2: 5}, np.array([3, 2, 2]), 4)
    (1, 2)
    """
    targets = [target for target in sorted(gains) if cost[target] <= budget]
    if not targets:
        return ()
    costs = [int(cost[target]) for target in targets]
    if sum(costs) <= budget:
        return tuple(targets)
    if min(costs) < max(costs) and len(targets) * (budget + 1) <= _LARGEST_TABLE:
        return _from_table(targets, costs, [gains[target] for target in targets], budget)
    by_worth = sorted(
        zip(targets, costs, strict=True), key=lambda pair: (-gains[pair[0]] / pair[1], pair[0])
    )
    chosen, left = [], budget
    for target, price in by_worth:
        if price <= left:
            chosen.append(target)
            left -= price
    return tuple(sorted(chosen))


def _from_table(
    targets: list[int], costs: list[int], gains: list[int], budget: int
) -> tuple[int, ...]:
    """Fill in the most that the first so many targets gain for each sum, then read it backwards."""
    most = np.zeros((len(targets) + 1, budget + 1), dtype=np.int64)
    for row, (price, gain) in enumerate(zip(costs, gains, strict=True)):
        most[row + 1] = most[row]
        with_it = most[row, : budget + 1 - price] + gain
        most[row + 1, price:] = np.maximum(most[row, price:], with_it)
    chosen, left = [], budget
    for row in range(len(targets), 0, -1):
        if most[row, left] > most[row - 1, left]:
            chosen.append(targets[row - 1])
            left -= costs[row - 1]
    return tuple(reversed(chosen))
