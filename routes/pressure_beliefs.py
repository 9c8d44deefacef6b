"""What is uncertain about the contributions that press on the legs of one graph, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routes.pressure import CLOSED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routes.arrays import BoolArray, IntArray
    from routes.beliefs import Beliefs

    Step = tuple[BoolArray, IntArray, IntArray]

MILLION = 10**6
"""Factors on points are whole millionths, so that sums of points are exact in any order."""

_PERCENT = 100


@dataclass(frozen=True, eq=False)
class PressureBeliefs:
    """The pressure on the legs of a graph under each weighting, and what it is made of.

    Attributes
    ----------
    rows : tuple of str
        Contributions that press on some leg of the graph, sorted by id; none where the spread of
        their points is 0, as then nothing about them is drawn.
    points : ndarray of int64, shape (weightings, rows)
        Percent, before any factor.
    pressed : tuple of tuple of int
        For each leg the numbers of the rows that press on it.
    steps : tuple of (bool, int64, int64) arrays, each of shape (legs,)
        What scenarios do afterwards, one after the other: legs on which they set the pressure, to
        how many percent, and the points that they add.
    judged : ndarray of int64, shape (weightings, legs)
        The pressure when every factor is 1, percent.
    spread_percent : int
        Factors lie so much below and above 1.
    """

    rows: tuple[str, ...]
    points: IntArray
    pressed: tuple[tuple[int, ...], ...]
    steps: tuple[Step, ...]
    judged: IntArray
    spread_percent: int

    def under(self, weighting: IntArray, factors: IntArray) -> IntArray:
        """Give the pressure on each leg for given factors.

        Parameters
        ----------
        weighting : ndarray of int64, shape (draws,)
            Number of the weighting that holds.
        factors : ndarray of int64, shape (rows, draws)
            Millionths by which the points of each row count.

        Returns
        -------
        ndarray of int64, shape (legs, draws)
            Whole percent: the sum of the points of each leg, rounded half away from zero, held
            within 0 and 100, and then changed as the scenarios say that hold in the study.
        """
        if not self.rows:
            return self.judged[weighting].T
        points = self.points[weighting].T * factors
        total = np.zeros((len(self.pressed), len(weighting)), dtype=np.int64)
        for leg, numbers in enumerate(self.pressed):
            if numbers:
                total[leg] = points[list(numbers)].sum(axis=0)
        size = (2 * np.abs(total) + MILLION) // (2 * MILLION)
        percent = _held(np.sign(total) * size)
        for given, set_percent, added in self.steps:
            stands = np.where(given[:, None], set_percent[:, None], percent)
            percent = _held(stands + added[:, None])
        return percent

    def lowest(self) -> IntArray:
        """Give the least pressure on each leg in any draw, shape (legs,).

        The sum is least when points above 0 count least and points below 0 most, and whatever
        comes after the sum keeps that order.
        """
        below, above = (
            (_PERCENT + side * self.spread_percent) * (MILLION // _PERCENT) for side in (-1, 1)
        )
        least = np.where(self.points.T > 0, below, above)
        every = np.arange(len(self.judged), dtype=np.int64)
        return np.asarray(self.under(every, least).min(axis=1), dtype=np.int64)


def pressure_beliefs(legs: Sequence[str], judged: IntArray, beliefs: Beliefs) -> PressureBeliefs:
    """Lay out what presses on the legs of a graph.

    Parameters
    ----------
    legs : sequence of str
        Ids.
    judged : ndarray of int64, shape (weightings, legs)
        The pressure on them under each weighting, percent.
    beliefs : Beliefs

    Returns
    -------
    PressureBeliefs
        What the beliefs say of other legs is left out.
    """
    number = {leg: position for position, leg in enumerate(legs)}
    here = [row for row in beliefs.contributions if not number.keys().isdisjoint(row.legs)]
    if not beliefs.pressure_spread_percent:
        here = []
    pressed: list[list[int]] = [[] for _ in legs]
    for position, row in enumerate(here):
        for leg in row.legs:
            if leg in number:
                pressed[number[leg]].append(position)
    points = np.array([row.points for row in here], dtype=np.int64).reshape(-1, len(judged)).T
    return PressureBeliefs(
        rows=tuple(row.id for row in here),
        points=points,
        pressed=tuple(map(tuple, pressed)),
        steps=tuple(_steps(legs, beliefs)),
        judged=judged,
        spread_percent=beliefs.pressure_spread_percent,
    )


def _steps(legs: Sequence[str], beliefs: Beliefs) -> Iterator[Step]:
    for change in beliefs.pressure_changes:
        yield (
            np.array([leg in change.percent for leg in legs], dtype=bool),
            np.array([change.percent.get(leg, 0) for leg in legs], dtype=np.int64),
            np.array([change.points.get(leg, 0) for leg in legs], dtype=np.int64),
        )


def pressure_faults(legs: Sequence[str], pressing: PressureBeliefs) -> Iterator[str]:
    """Say where contributions that all count as stated do not add up to the pressure."""
    if not pressing.rows:
        return
    every = np.arange(len(pressing.judged), dtype=np.int64)
    as_stated = np.full((len(pressing.rows), len(every)), MILLION, dtype=np.int64)
    summed = pressing.under(every, as_stated).T
    for weighting, position in np.argwhere(summed != pressing.judged).tolist():
        yield (
            f"leg {legs[position]!r}: its contributions make {summed[weighting, position]} under "
            f"weighting {weighting}, and pressure is {pressing.judged[weighting, position]}"
        )


def _held(percent: IntArray) -> IntArray:
    return np.clip(percent, 0, CLOSED_PERCENT)
