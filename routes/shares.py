"""A share of draws, with how far chance can have moved it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any

NORMAL_95 = 1.959963984540054
"""Quantile of the normal distribution that leaves 2.5 percent above it."""


@dataclass(frozen=True, order=True)
class Share:
    """How many of all draws have a property.

    Attributes
    ----------
    count, draws : int

    Examples
    --------
    >>> half = Share(50, 100)
    >>> half.share, half.standard_error
    (0.5, 0.05)
    >>> [round(limit, 3) for limit in Share(0, 100).interval]
    [0.0, 0.037]
    """

    count: int
    draws: int

    @property
    def share(self) -> float:
        """The share itself, from 0 to 1."""
        return self.count / self.draws

    @property
    def standard_error(self) -> float:
        """Its Monte Carlo standard error; 0 says little where all draws or none have it."""
        return sqrt(self.share * (1 - self.share) / self.draws)

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share of ever more draws would lie, with 95 percent confidence.

        References
        ----------
        E. B. Wilson (1927), "Probable inference, the law of succession, and statistical
        inference", Journal of the American Statistical Association 22, 209-212,
        doi 10.1080/01621459.1927.10502953.
        """
        square = NORMAL_95**2
        spread = NORMAL_95 * sqrt(
            self.share * (1 - self.share) / self.draws + (square / (4 * self.draws**2))
        )
        middle, whole = self.share + square / (2 * self.draws), 1 + square / self.draws
        low = 0.0 if self.count == 0 else (middle - spread) / whole
        high = 1.0 if self.count == self.draws else (middle + spread) / whole
        return low, high

    def to_dict(self) -> dict[str, Any]:
        """Give count, share, standard error and both ends of the interval."""
        low, high = self.interval
        return {
            "count": self.count,
            "share": self.share,
            "standard_error": self.standard_error,
            "low_95": low,
            "high_95": high,
        }
