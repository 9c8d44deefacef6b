"""The order in which legs and jurisdictions stand by their names, found without spelling them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from routes.arrays import incidence
from routes.names import EndNames, NumberNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.lens_arrays import IndexArray, IntArray

MAX_NUMBER = 10**12
"""Larger numbers are ordered by spelling them."""

_PLAIN = re.compile(r"[0-9A-Za-z_]+")


def order_of_numbers(numbers: IntArray) -> IntArray:
    """Sort different whole numbers from 0 to `MAX_NUMBER` as their texts sort.

    Parameters
    ----------
    numbers : ndarray of int64, shape (n,)

    Returns
    -------
    ndarray of int64, shape (n,)
        Positions, the first text's first: "10" stands before "9".

    Examples
    --------
    >>> order_of_numbers(np.array([9, 10, 1])).tolist()
    [2, 1, 0]
    """
    room = _padding(numbers)
    # Digits are compared from the left, and of 1 and 10 the shorter comes first.
    return np.lexsort((-room, numbers * room))


def order_of_starts(places: Sequence[str]) -> IntArray:
    """Tell where each jurisdiction stands when names are compared with the sign > after them.

    Parameters
    ----------
    places : sequence of str
        Sorted and different names that `sort_plainly` accepts.

    Returns
    -------
    ndarray of int64, shape (places,)
        Its rank from 0: a1> stands before a>.
    """
    if isinstance(places, NumberNames):
        room = _padding(places.numbers)
        # The sign comes after every digit: 1> stands after 19>, whose last digit is the highest.
        order = np.lexsort((room, (places.numbers + 1) * room))
    else:
        marked = [f"{place}>" for place in places]
        order = np.array(sorted(range(len(marked)), key=marked.__getitem__), dtype=np.int64)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank


def sorts_plainly(places: Sequence[str]) -> bool:
    """Tell whether legs between such jurisdictions sort by start, then by end, then by number.

    That is so where no name holds a character as low as the signs . and > that are put between;
    then no two legs that do not run parallel can have one name, either.
    """
    return isinstance(places, NumberNames) or all(map(_PLAIN.fullmatch, places))


def order_of_legs(
    places: Sequence[str], tail: IndexArray, head: IndexArray
) -> tuple[IntArray, IntArray]:
    """Sort legs by the names that they get from their ends.

    Parameters
    ----------
    places : sequence of str
        Sorted names that `sorts_plainly` accepts.
    tail, head : ndarray of uint32, shape (legs,)
        Positions of the ends.

    Returns
    -------
    order : ndarray of int64, shape (legs,)
        Positions of the legs, the first by name first.
    copy : ndarray of int64, shape (legs,)
        In that order: which of parallel legs it is, from 1, by its row.
    """
    count = len(tail)
    if not count:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    by_end = _counted(head.astype(np.int64), len(places))
    start = order_of_starts(places)[tail]
    order = by_end[_counted(start[by_end], len(places))]
    ends = tail[order].astype(np.int64) * len(places) + head[order]
    begins = np.flatnonzero(np.concatenate([[True], ends[1:] != ends[:-1]]))
    lengths = np.diff(np.concatenate([begins, [count]]))
    copy = np.arange(1, count + 1) - np.repeat(begins, lengths)
    # Ten parallel legs and more: .10 stands before .2, and all after the one without a number.
    for begin in begins[lengths > 9].tolist():  # noqa: PLR2004  # one digit is enough up to nine
        end = begin + int(lengths[np.searchsorted(begins, begin)])
        by_text = np.concatenate([[0], 1 + order_of_numbers(copy[begin + 1 : end])])
        order[begin:end] = order[begin:end][by_text]
        copy[begin:end] = copy[begin:end][by_text]
    return order, copy


def named_after_ends(
    places: Sequence[str], tail: IndexArray, head: IndexArray
) -> tuple[IntArray, EndNames]:
    """Name legs after their ends, and sort them: the order of the rows, and the names in it."""
    order, copy = order_of_legs(places, tail, head)
    return order, EndNames(places, tail[order], head[order], copy)


def _counted(numbers: IntArray, limit: int) -> IntArray:
    """Sort whole numbers below a limit, keeping the order of equal ones."""
    if (numbers[1:] >= numbers[:-1]).all():
        return np.arange(len(numbers), dtype=np.int64)
    return incidence(numbers, limit)[1]


def _padding(numbers: IntArray) -> IntArray:
    """Give the power of ten that brings each to as many digits as the longest has."""
    most = len(str(int(numbers.max(initial=0))))
    digits = np.ones(len(numbers), dtype=np.int64)
    for power in range(1, most):
        digits += numbers >= 10**power
    return np.asarray(10 ** (most - digits))
