"""How an amount is spread over draws: mean, standard deviation and quantiles, with their errors."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, sqrt
from typing import TYPE_CHECKING

from routes.fields import UNBOUNDED, Amount
from routes.shares import NORMAL_95

if TYPE_CHECKING:
    from collections.abc import Sequence

PERCENTILES = (5, 25, 50, 75, 95)
"""Those that are told of every amount."""

_PERCENT = 100


@dataclass(frozen=True)
class Quantile:
    """A percentile of an amount.

    Attributes
    ----------
    percent : int
    value_scaled : int or "unbounded"
        The smallest drawn amount that so many percent of the draws do not exceed.
    low_95_scaled, high_95_scaled : int or "unbounded"
        Drawn amounts between which the percentile of ever more draws would lie, with 95 percent
        confidence.
    """

    percent: int
    value_scaled: Amount
    low_95_scaled: Amount
    high_95_scaled: Amount


@dataclass(frozen=True)
class Spread:
    """How an amount is spread over draws.

    Attributes
    ----------
    mean_scaled, standard_error_scaled, sd_scaled : float or None
        In units of 1/scale; None where a draw is unbounded.
    quantiles : tuple of Quantile
    lowest_scaled, highest_scaled : int or "unbounded"
    """

    mean_scaled: float | None
    standard_error_scaled: float | None
    sd_scaled: float | None
    quantiles: tuple[Quantile, ...]
    lowest_scaled: Amount
    highest_scaled: Amount

    def quantile(self, percent: int) -> Quantile:
        """Give one of the percentiles in `PERCENTILES`."""
        return self.quantiles[PERCENTILES.index(percent)]


def spread(values: Sequence[int], unbounded: int) -> Spread:
    """Describe how amounts are spread, in whatever order they come.

    Parameters
    ----------
    values : sequence of int
        One or more amounts.
    unbounded : int
        Amounts of at least so much have no bound.

    Returns
    -------
    Spread

    Examples
    --------
    >>> told = spread([1, 2, 3, 4], unbounded=100)
    >>> told.mean_scaled, round(told.sd_scaled, 3), told.quantile(50).value_scaled
    (2.5, 1.291, 2)
    """
    ordered = sorted(values)
    mean = error = deviation = None
    if ordered[-1] < unbounded:
        mean, deviation = moments(sum(ordered), sum(value**2 for value in ordered), len(ordered))
        error = deviation / sqrt(len(ordered))
    return Spread(
        mean_scaled=mean,
        standard_error_scaled=error,
        sd_scaled=deviation,
        quantiles=tuple(_quantile(ordered, percent, unbounded) for percent in PERCENTILES),
        lowest_scaled=_amount(ordered[0], unbounded),
        highest_scaled=_amount(ordered[-1], unbounded),
    )


def moments(total: int, squares: int, count: int) -> tuple[float, float]:
    """Give mean and standard deviation from exact sums, so that no order of adding matters."""
    if count == 1:
        return float(total), 0.0
    # Of whole numbers, hence exact: what is rounded is only the end.
    scatter = count * squares - total**2
    return total / count, sqrt(scatter / (count * (count - 1)))


def _quantile(ordered: Sequence[int], percent: int, unbounded: int) -> Quantile:
    count = len(ordered)
    rank = ceil(count * percent / _PERCENT)
    half_width = NORMAL_95 * sqrt(count * percent * (_PERCENT - percent)) / _PERCENT
    low = max(1, floor(rank - half_width))
    high = min(count, ceil(rank + half_width))
    amounts = (_amount(ordered[place - 1], unbounded) for place in (rank, low, high))
    return Quantile(percent, *amounts)


def _amount(value: int, unbounded: int) -> Amount:
    return UNBOUNDED if value >= unbounded else value
