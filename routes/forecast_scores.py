"""Scores of forecasts: exact means over ties, hits by chance, and the Brier score."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    Chances = dict[Fraction, Fraction]


def credits_at(weights: Mapping[str, Fraction], k: int) -> dict[str, Fraction]:
    """Give the chance of each candidate to be among the first k when ties are broken at random.

    Parameters
    ----------
    weights : mapping of str to Fraction
        The larger, the earlier.
    k : int
        From 1.

    Returns
    -------
    dict of str to Fraction
        1 for those ahead, 0 for those behind, and what is left of k shared by the tie between.

    Examples
    --------
    >>> ranked = {"a": Fraction(2), "b": Fraction(1), "c": Fraction(1), "d": Fraction(0)}
    >>> [str(credit) for credit in credits_at(ranked, 2).values()]
    ['1', '1/2', '1/2', '0']
    """
    shares = {}
    for name, weight in weights.items():
        ahead = sum(other > weight for other in weights.values())
        level = sum(other == weight for other in weights.values())
        shares[name] = Fraction(min(max(k - ahead, 0), level), level)
    return shares


def random_hits(credit: Iterable[Fraction], events: int) -> Chances:
    """Give how the credits of a random set of candidates add up.

    Parameters
    ----------
    credit : iterable of Fraction
        One for each candidate, as of `credits_at`.
    events : int
        How many candidates are in the set; every set of that size is as likely.

    Returns
    -------
    dict of Fraction to Fraction
        Sum to probability, exact.
    """
    ways: dict[tuple[int, Fraction], int] = {(0, Fraction(0)): 1}
    count = 0
    for share in credit:
        count += 1
        for (size, total), number in list(ways.items()):
            if size < events:
                key = size + 1, total + share
                ways[key] = ways.get(key, 0) + number
    all_sets = math.comb(count, events)
    sums = sorted((total, number) for (size, total), number in ways.items() if size == events)
    return {total: Fraction(number, all_sets) for total, number in sums}


def convolved(one: Chances, other: Chances) -> Chances:
    """Give how the sum of two independent amounts is distributed."""
    found: Chances = {}
    for first, chance in one.items():
        for second, other_chance in other.items():
            total = first + second
            found[total] = found.get(total, Fraction(0)) + chance * other_chance
    return dict(sorted(found.items()))


def chance_of_as_many(
    rounds: Sequence[tuple[Collection[Fraction], int]], hits: Fraction
) -> Fraction:
    """Give the probability that as many hits or more come about by chance.

    Parameters
    ----------
    rounds : sequence of (credits, events)
        For each date the credits of its candidates, and how many of them were events.
    hits : Fraction
        Credits of the events, all dates together.

    Returns
    -------
    Fraction
        The p-value of the exact permutation test: on each date every set of so many candidates is
        as likely to have come, given those that had come before.
    """
    total: Chances = {Fraction(0): Fraction(1)}
    for credit, events in rounds:
        total = convolved(total, random_hits(credit, events))
    return sum((chance for amount, chance in total.items() if amount >= hits), Fraction(0))


def brier(pairs: Iterable[tuple[Fraction, bool]]) -> Fraction | None:
    """Give the mean squared difference between probability and outcome.

    Parameters
    ----------
    pairs : iterable of (Fraction, bool)
        Probability and whether it came about.

    Returns
    -------
    Fraction or None
        From 0, the best, to 1; None without a pair.

    References
    ----------
    G. W. Brier (1950), "Verification of forecasts expressed in terms of probability", Monthly
    Weather Review 78(1), 1-3, in its form for one event that comes about or not.

    Examples
    --------
    >>> brier([(Fraction(1, 2), True), (Fraction(0), False)])
    Fraction(1, 8)
    """
    squares = [(chance - came) ** 2 for chance, came in pairs]
    return sum(squares, Fraction(0)) / len(squares) if squares else None
