"""What information is worth to whoever decides, estimated from samples alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.cell_smoothing import smooth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routes.arrays import IntArray

    Samples = NDArray[Any]

CELLS = 20
"""The values of a number are sorted into so many cells at most, unless fewer are different."""

SAMPLES_OF_A_CELL = 200
"""There are fewer cells where each would have fewer samples: too few to learn from."""

FOLDS = 5
"""The samples are divided into so many parts: what is decided in one is learnt from the others."""

_MOST = 2**62


@dataclass(frozen=True)
class Estimate:
    """What some information is worth.

    Attributes
    ----------
    value, error : float
        Expected gain in the unit of the utilities, and its Monte Carlo standard error. Where the
        true value is 0, chance may put the estimate below 0.
    changed : int
        Samples in which another decision is taken than without the information.
    """

    value: float
    error: float
    changed: int


@dataclass(frozen=True, eq=False)
class Cells:
    """Samples sorted by the value of a number.

    Attributes
    ----------
    number : ndarray of int64, shape (n,)
        The cell of each sample, from 0, in rising order of the value.
    lowest, highest : ndarray, shape (cells,)
        Of the values in each.
    """

    number: IntArray
    lowest: Samples
    highest: Samples


def cells_of(inputs: Samples, most: int | None = None) -> Cells:
    """Sort the values of a number into cells of about as many samples each.

    Parameters
    ----------
    inputs : ndarray, shape (n,)
        One or more numbers, or yes and no.
    most : int, optional
        How many cells there are at most; without it, from 2 to `CELLS`, as many as have
        `SAMPLES_OF_A_CELL`. If no more values are different, each has its own cell and nothing is
        lost; otherwise equal values still share one.

    Returns
    -------
    Cells
        None is empty.

    Examples
    --------
    >>> import numpy as np
    >>> cells_of(np.array([True, False, True])).number.tolist()
    [1, 0, 1]
    >>> cells_of(np.array([7, 5, 5, 9, 8]), most=2).number.tolist()
    [0, 0, 0, 1, 1]
    """
    if most is None:
        most = min(max(2, len(inputs) // SAMPLES_OF_A_CELL), CELLS)
    values, place, counts = np.unique(inputs, return_inverse=True, return_counts=True)
    group = np.arange(len(values), dtype=np.int64)
    if len(values) > most:
        before = np.cumsum(counts) - counts
        group = np.unique(before * most // len(inputs), return_inverse=True)[1].astype(np.int64)
    first = np.searchsorted(group, np.arange(group[-1] + 1), side="left")
    last = np.searchsorted(group, np.arange(group[-1] + 1), side="right") - 1
    return Cells(group[place.reshape(-1)], values[first], values[last])


def perfect_information(utilities: Samples) -> Estimate:
    """Estimate what it is worth to know everything before deciding (EVPI).

    Parameters
    ----------
    utilities : ndarray, shape (decisions, n)
        What each decision brings in each sample.

    Returns
    -------
    Estimate
        The mean of the best in each sample, less the best mean.
    """
    known = utilities.max(axis=0)
    usual = _totals(utilities, np.zeros(utilities.shape[1], dtype=np.int64), 1)[:, 0]
    gain = known - utilities[usual.argmax()]
    return _estimate(gain, int(np.count_nonzero(gain)))


def partial_information(number: IntArray, utilities: Samples, folds: int = FOLDS) -> Estimate:
    """Estimate what it is worth to know a number before deciding (EVPPI).

    Parameters
    ----------
    number : ndarray of int64, shape (n,)
        The cell in which the number lies in each sample, from 0; see `cells_of`.
    utilities : ndarray, shape (decisions, n)
    folds : int
        From 2.

    Returns
    -------
    Estimate
        Of a number of few values, each a cell, exactly of knowing it; otherwise of knowing its
        cell and using that by a smooth rule, which is worth a little less than the number itself.

    Notes
    -----
    The value is ``E[max_d E(U_d | number)] - max_d E(U_d)``. Conditional expectations are
    estimated by regression, as Strong, Oakley and Brennan (2014) do: here a cubic
    polynomial through the means within cells, or the means themselves where cells are that few.

    With estimates in place of expectations the maximum would pick what chance favours, and the
    value be too high, above 0 even for a number that has nothing to do with any utility. So
    samples are divided, sample i into part ``i % folds``; for each part, the decisions with and
    without the number are learnt from the other parts and scored on this one (cross-fitting).
    What is learnt is at times not the best, so the estimate is, on average, rather too low than
    too high. The standard error is that of the mean score; that learning from other samples could
    have led to other decisions is not in it.

    References
    ----------
    M. Strong, J. E. Oakley and A. Brennan (2014), "Estimating multiparameter partial expected
    value of perfect information from a probabilistic sensitivity analysis sample: a nonparametric
    regression approach", Medical Decision Making 34, 311-326, doi 10.1177/0272989X13505910.

    Examples
    --------
    One of two decisions is right when the number is 0, the other when it is 1:

    >>> import numpy as np
    >>> number = np.arange(100) // 10 % 2
    >>> partial_information(number, np.array([10 * number, 10 - 10 * number])).value
    5.0
    """
    count, cells = len(number), int(number.max()) + 1
    part = np.arange(count, dtype=np.int64) % folds
    group = part * cells + number
    totals = _totals(utilities, group, folds * cells).reshape(len(utilities), folds, cells)
    counts = np.bincount(group, minlength=folds * cells).reshape(folds, cells)
    elsewhere = totals.sum(axis=1, keepdims=True) - totals
    usual, informed = _learnt(elsewhere, counts.sum(axis=0) - counts)
    with_it, without = informed[part, number], usual[part]
    samples = np.arange(count)
    gain = utilities[with_it, samples] - utilities[without, samples]
    return _estimate(gain, int(np.count_nonzero(with_it != without)))


def decisions_by_cell(number: IntArray, utilities: Samples) -> IntArray:
    """Name the decision to take in each cell, shape (cells,), learnt from all samples."""
    cells = int(number.max()) + 1
    totals = _totals(utilities, number, cells)
    _, informed = _learnt(totals[:, None], np.bincount(number, minlength=cells)[None])
    return np.asarray(informed[0])


def _learnt(totals: Samples, counts: IntArray) -> tuple[IntArray, IntArray]:
    """Name the best decision of each part without and with the number: (parts,), (parts, cells).

    Where another decision is no better than the one without the number, that one is kept; so it
    is in cells without samples.
    """
    parts = np.arange(totals.shape[1])
    usual = np.asarray(totals.sum(axis=2).argmax(axis=0), dtype=np.int64)
    ahead = (totals - totals[usual, parts]).astype(np.float64) / np.maximum(counts, 1)
    fitted = smooth(ahead)
    best = np.asarray(fitted.argmax(axis=0), dtype=np.int64)
    return usual, np.where(fitted.max(axis=0) > 0, best, usual[:, None])


def _totals(utilities: Samples, group: IntArray, groups: int) -> Samples:
    """Add up utilities within groups, shape (decisions, groups); 0 where a group is empty."""
    order = np.argsort(group, kind="stable")
    present, first = np.unique(group[order], return_index=True)
    sorted_ = utilities[:, order]
    if sorted_.dtype.kind == "i" and int(np.abs(sorted_).max()) * len(group) >= _MOST:
        sorted_ = sorted_.astype(object)
    found = np.zeros((len(utilities), groups), dtype=sorted_.dtype)
    found[:, present] = np.add.reduceat(sorted_, first, axis=1)
    return found


def _estimate(gain: Samples, changed: int) -> Estimate:
    """Give mean and standard error, both the same in whatever order the samples come."""
    count = len(gain)
    gains = [float(each) for each in gain[gain != 0]]
    mean = fsum(gains) / count
    squares = fsum((each - mean) ** 2 for each in gains) + (count - len(gains)) * mean**2
    return Estimate(mean, sqrt(squares / (count - 1) / count) if count > 1 else 0.0, changed)
