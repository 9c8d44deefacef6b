"""Ranks over draws: how often the loss without a member is the largest, the second and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from routes.arrays import BoolArray, IntArray

RANKS = 10
"""Ranks up to this are counted."""


def count_ranks(losses: IntArray, group: IntArray) -> IntArray:
    """Count the ranks that members have, and those that they may have where losses tie.

    Parameters
    ----------
    losses : ndarray of int64, shape (draws, members)
        What is lost without each.
    group : ndarray of int64, shape (members,)
        Members are ranked within their group, the largest loss first; those of group -1, and those
        without which nothing is lost, have no rank.

    Returns
    -------
    ndarray of int64, shape (members, 2 * RANKS)
        Draws in which a member surely has each rank, then those in which it possibly has.
    """
    counts = np.zeros((len(group), 2 * RANKS), dtype=np.int64)
    for ranked in sorted(set(group.tolist()) - {-1}):
        members = np.flatnonzero((group == ranked) & losses.any(axis=0))
        if len(members):
            counts[members] = _of_group(losses[:, members])
    return counts


def _of_group(losses: IntArray) -> IntArray:
    above, not_below = _places(losses)
    # Beyond the last rank that is counted there is one more place, which is left out.
    first, end = np.minimum(above, RANKS), np.minimum(not_below, RANKS)
    lost = losses > 0
    sure = _tally(first, lost & (not_below == above + 1))
    possible = np.cumsum(_tally(first, lost) - _tally(end, lost), axis=1)
    return np.concatenate([sure[:, :RANKS], possible[:, :RANKS]], axis=1)


def _places(losses: IntArray) -> tuple[IntArray, IntArray]:
    """Count for each loss those above it, and those that are not below it."""
    order = np.argsort(-losses, axis=1, kind="stable")
    ordered = np.take_along_axis(losses, order, axis=1)
    place = np.arange(losses.shape[1], dtype=np.int64)
    other = ordered[:, 1:] != ordered[:, :-1]
    begins = np.insert(other, 0, True, axis=1)
    ends = np.insert(other, losses.shape[1] - 1, True, axis=1)
    first = np.maximum.accumulate(np.where(begins, place, 0), axis=1)
    last = np.where(ends, place, losses.shape[1])[:, ::-1]
    last = np.minimum.accumulate(last, axis=1)[:, ::-1]
    above, not_below = np.empty_like(losses), np.empty_like(losses)
    np.put_along_axis(above, order, first, axis=1)
    np.put_along_axis(not_below, order, last + 1, axis=1)
    return above, not_below


def _tally(rank: IntArray, counted: BoolArray) -> IntArray:
    """Count the draws with each rank, shape (members, RANKS + 1)."""
    members = rank.shape[1]
    cell = rank + np.arange(members, dtype=np.int64) * (RANKS + 1)
    found = np.bincount(cell[counted], minlength=members * (RANKS + 1))
    return found.reshape(members, RANKS + 1).astype(np.int64)
