"""A polynomial through the means of cells that are in order, by least squares."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from routes.counted_numbers import FloatArray

DEGREE = 3
"""Of the polynomial."""


def smooth(means: FloatArray) -> FloatArray:
    """Put a polynomial through the means of cells.

    Parameters
    ----------
    means : ndarray of float64, shape (..., cells)
        Cells count alike. No more of them than the polynomial has coefficients are left as they
        are.

    Returns
    -------
    ndarray of float64, of the same shape

    Examples
    --------
    >>> import numpy as np
    >>> smooth(np.array([1.0, 2.0, 9.0, 28.0, 65.0])).round(9).tolist()
    [1.0, 2.0, 9.0, 28.0, 65.0]
    """
    cells = means.shape[-1]
    if cells <= DEGREE + 1:
        return means
    found = np.zeros(means.shape, dtype=np.float64)
    # Added up one by one: a library of linear algebra could do it in another order elsewhere.
    for cell, weights in enumerate(_projection(cells)):
        found += means[..., cell, None] * np.array(weights)
    return found


@cache
def _projection(cells: int) -> tuple[tuple[float, ...], ...]:
    """Give the matrix that projects on polynomials in the number of the cell, shape (cells,) * 2.

    Polynomials that are orthogonal over the cells are made from the powers one after the other.
    """
    basis: list[list[Fraction]] = []
    for power in range(DEGREE + 1):
        row = [Fraction(cell) ** power for cell in range(cells)]
        for other in basis:
            along = _dot(row, other) / _dot(other, other)
            row = [mine - along * its for mine, its in zip(row, other, strict=True)]
        basis.append(row)
    return tuple(
        tuple(
            float(sum(row[here] * row[there] / _dot(row, row) for row in basis))
            for there in range(cells)
        )
        for here in range(cells)
    )


def _dot(one: list[Fraction], other: list[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(one, other, strict=True)), Fraction(0))
