"""The order in which legs and jurisdictions stand by their names, found without spelling them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from routes.arrays import incidence
from routes.names import EndNames, NumberNames, digits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.lens_arrays import IndexArray, IntArray

_BITS = 63
"""So many hold a number from 0."""

_PLAIN = re.compile(r"[0-9A-Za-z_]+")


def order_of_starts(places: Sequence[str]) -> IntArray:
    """Tell where each jurisdiction stands when names are compared with the sign > after them.

    Parameters
    ----------
    places : sequence of str
        Sorted and different names that `sorts_plainly` accepts.

    Returns
    -------
    ndarray of int64, shape (places,)
        Its rank from 0: a1> stands before a>.
    """
    if isinstance(places, NumberNames):
        digits, most = digits_of(places.numbers)
        # The sign comes after every digit: 1> stands after 19>, whose last digit is the highest.
        order = np.lexsort((-digits, (places.numbers + 1) * 10 ** (most - digits)))
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


def named_after_ends(
    places: Sequence[str], tail: IndexArray, head: IndexArray
) -> tuple[IntArray, EndNames]:
    """Name legs after their ends, and sort them.

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
    names : EndNames
        In that order; parallel legs are numbered by their rows.
    """
    if not len(tail):
        return np.zeros(0, dtype=np.int64), EndNames(places, tail, head)
    start = order_of_starts(places)[tail]
    order = _sorted_by(start, head, len(places))
    names = EndNames(places, tail[order], head[order])
    # Of ten parallel legs and more .10 stands before .2, and all after the one without a number.
    for begin, end in names.many_copies:
        order[begin + 1 : end] = order[begin:end][names.copies_by_text(end - begin) - 1]
    return order, names


def _sorted_by(first: IntArray, second: IndexArray, limit: int) -> IntArray:
    """Sort by two whole numbers below a limit, keeping the order of equal ones."""
    bits = len(first).bit_length()
    if (limit**2 - 1).bit_length() + bits <= _BITS:
        # Numbers that tell their own row are sorted several times as fast as rows by a number.
        keys = (first * limit + second) << bits
        keys |= np.arange(len(keys))
        keys.sort()
        keys &= (1 << bits) - 1
        return keys
    by_second = incidence(second.astype(np.int64), limit)[1]
    return np.asarray(by_second[incidence(first[by_second], limit)[1]])
