"""Units apportioned among choices by their odds, in whole numbers."""

from __future__ import annotations

import decimal
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

ODDS_OF_BEST = 10**18
"""Odds of the best choice; those of others are rounded to whole numbers."""

_MICRO = 10**6
_DIGITS = 40
_FAR = 100


def logit_odds(weights_micronats: Sequence[int], rationality: Fraction) -> list[int]:
    """Give the odds at which each of some choices is taken.

    Parameters
    ----------
    weights_micronats : sequence of int
        Of each choice, in millionths of a nat.
    rationality : Fraction
        From 0: how many nats of log odds a nat of weight is worth. At 0 all odds are equal; at
        10**9 only the lightest choices have any.

    Returns
    -------
    list of int
        ``exp(-rationality * weight)``, the lightest choice having 10**18, rounded half to even.
        Exact decimal arithmetic: the same numbers on every machine.

    References
    ----------
    R. D. McKelvey and T. R. Palfrey (1995), "Quantal response equilibria for normal form games",
    Games and Economic Behavior 10, 6-38, doi 10.1006/game.1995.1023.

    Examples
    --------
    >>> from fractions import Fraction
    >>> logit_odds([0, 693147], Fraction(1))
    [1000000000000000000, 500000090279980805]
    >>> logit_odds([5, 7], Fraction(0)) == [ODDS_OF_BEST] * 2
    True
    """
    least = min(weights_micronats, default=0)
    return [_odds(rationality * (weight - least)) for weight in weights_micronats]


@cache
def _odds(micronats: Fraction) -> int:
    if micronats >= _FAR * _MICRO:
        return 0
    with decimal.localcontext(decimal.Context(prec=_DIGITS)):
        nats = decimal.Decimal(micronats.numerator) / micronats.denominator / _MICRO
        return round((-nats).exp() * ODDS_OF_BEST)


def apportion(units: int, odds: Sequence[int]) -> list[int]:
    """Share out units in proportion to odds, by largest remainders.

    Parameters
    ----------
    units : int
        From 0.
    odds : sequence of int
        From 0, one of them above 0.

    Returns
    -------
    list of int
        They add to the units. Each is its exact share, rounded down, or one more; one more go to
        the largest remainders, and of equal remainders to those that come first.

    Examples
    --------
    >>> apportion(10, [1, 1, 1]), apportion(5, [3, 1])
    ([4, 3, 3], [4, 1])
    """
    total = sum(odds)
    shares = [units * each // total for each in odds]
    by_remainder = sorted(range(len(odds)), key=lambda i: (-(units * odds[i] % total), i))
    for position in by_remainder[: units - sum(shares)]:
        shares[position] += 1
    return shares
