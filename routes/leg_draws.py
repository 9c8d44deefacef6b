"""Draws of the legs: whether each exists, its capacity, the pressure on it and its cost."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Literal

import numpy as np

from routes.counted_numbers import normals, triangular, uniforms
from routes.pressure_beliefs import MILLION

if TYPE_CHECKING:
    from routes.arrays import BoolArray, IntArray
    from routes.beliefs import Beliefs
    from routes.counted_numbers import FloatArray
    from routes.leg_beliefs import LegBeliefs

    Quantity = Literal["existence", "capacity", "cost"]
    Shares = dict[str, FloatArray]
    Part = tuple[str, str]
    Parts = dict[Part, FloatArray]

_PERCENT = 100


@dataclass(frozen=True, eq=False)
class LegDraws:
    """Some draws of all legs of a graph.

    Attributes
    ----------
    weighting : ndarray of int64, shape (draws,)
        Number of the weighting that holds.
    factors : ndarray of int64, shape (rows, draws)
        Millionths by which the points of each contribution to pressure count.
    exists : ndarray of bool, shape (legs, draws)
    capacity, pressure, cost : ndarray of int64, shape (legs, draws)
        Units of 1/scale and percent; what is unbounded has 0.
    """

    weighting: IntArray
    factors: IntArray
    exists: BoolArray
    capacity: IntArray
    pressure: IntArray
    cost: IntArray


class LegSampler:
    """Draws the legs of a graph.

    Existence, capacity and cost each have a latent standard normal variable per leg. It is a sum
    of what the leg has in common with other legs of the same sources and of the same ends, and of
    its own, so that variances add to 1 and every leg keeps its own distribution exactly (a
    Gaussian copula). Existence, capacity and cost are independent of one another. By how much a
    contribution to pressure counts is independent of all these, and of other contributions.

    Parameters
    ----------
    legs : LegBeliefs
    beliefs : Beliefs
    seed : int

    References
    ----------
    R. B. Nelsen (2006), "An introduction to copulas", 2nd edition, Springer,
    doi 10.1007/0-387-28678-0.
    """

    def __init__(self, legs: LegBeliefs, beliefs: Beliefs, seed: int) -> None:
        self.legs, self._beliefs, self._seed = legs, beliefs, seed

    def draw(self, draws: IntArray) -> LegDraws:
        """Draw some draws, given their numbers, shape (draws,)."""
        weighting, factors = self.weighting(draws), self._factors(draws)
        return LegDraws(
            weighting=weighting,
            factors=factors,
            exists=self._exists(draws),
            capacity=self._capacity(draws),
            pressure=self.legs.pressure.under(weighting, factors),
            cost=self._cost(draws),
        )

    def weighting(self, draws: IntArray) -> IntArray:
        """Draw which weighting holds, shape (draws,)."""
        count = len(self.legs.pressure.judged)
        if count == 1:
            return np.zeros(len(draws), dtype=np.int64)
        return np.floor(uniforms(self._seed, draws, "weighting") * count).astype(np.int64)

    def factor(self, draws: IntArray, row: str) -> IntArray:
        """Draw by how many millionths the points of a contribution count, shape (draws,).

        It is drawn by the id of the row, so it is alike on all its legs.
        """
        spread = self._beliefs.pressure_spread_percent
        bounds = _PERCENT - spread, _PERCENT, _PERCENT + spread
        percent = triangular(uniforms(self._seed, draws, "pressure", row), *bounds)
        return np.rint(percent * (MILLION // _PERCENT)).astype(np.int64)

    def existence(
        self, draws: IntArray, number: int, known: Parts | None = None, shares: Shares | None = None
    ) -> BoolArray:
        """Draw whether a leg exists, given its position, shape (draws,)."""
        from scipy.special import betaincinv

        name = self.legs.prior[number]
        if name is None:
            return np.ones(len(draws), dtype=bool)
        drawn = {} if shares is None else shares
        if name not in drawn:
            uniform = uniforms(self._seed, draws, "prior", name)
            drawn[name] = betaincinv(*self._beliefs.priors[name], uniform)
        latent = self._latent_of(number, draws, "existence", {} if known is None else known)
        return np.asarray(latent < drawn[name])

    def capacity(self, draws: IntArray, number: int, known: Parts | None = None) -> IntArray:
        """Draw the capacity of a leg, given its position, in units of 1/scale, shape (draws,)."""
        legs = self.legs
        bounds = int(legs.low[number]), int(legs.best[number]), int(legs.high[number])
        latent = self._latent_of(number, draws, "capacity", {} if known is None else known)
        # Rounded down to whole units; the bounds themselves are whole.
        drawn = np.floor(triangular(latent, *bounds)).astype(np.int64)
        return np.clip(drawn, bounds[0], bounds[2])

    def cost(self, draws: IntArray, number: int, known: Parts | None = None) -> IntArray:
        """Draw the interdict cost of a leg, given its position, as `capacity` does."""
        stated = int(self.legs.cost[number])
        factor = self._factor(
            self._latent_of(number, draws, "cost", {} if known is None else known)
        )
        drawn = np.floor(factor * stated / _PERCENT).astype(np.int64)
        # No effort at all would mean that nothing is there to be closed.
        return np.maximum(drawn, min(stated, 1))

    def cost_percent(self, draws: IntArray, kind: str, name: str) -> FloatArray:
        """Draw what closing something takes, in percent of what is said of it, shape (draws,)."""
        if kind == "leg":
            number = self.legs.ids.index(name)
            return self._factor(self._latent_of(number, draws, "cost", {}))
        # Tables do not say which sources or ends another target has.
        return self._factor(uniforms(self._seed, draws, "cost", kind, name))

    def latent(self, draws: IntArray, quantity: Quantity) -> FloatArray:
        """Draw a uniform number per leg, correlated between legs, shape (legs, draws)."""
        known: Parts = {}
        found = np.empty((len(self.legs.ids), len(draws)))
        for number in range(len(found)):
            found[number] = self._latent_of(number, draws, quantity, known)
        return found

    def _latent_of(
        self, number: int, draws: IntArray, quantity: Quantity, known: Parts
    ) -> FloatArray:
        from scipy.special import ndtr

        total = np.zeros(len(draws))
        for part, weight in self._parts(number):
            if part not in known:
                known[part] = normals(self._seed, draws, quantity, *part)
            total += weight * known[part]
        return np.asarray(ndtr(total), dtype=np.float64)

    def _parts(self, number: int) -> list[tuple[Part, float]]:
        """List what the latent variable of a leg is made of, with weights of squared sum 1."""
        sources = self.legs.sources[number]
        shared = self._beliefs.source_percent if sources else 0
        common = self._beliefs.jurisdiction_percent
        own = _PERCENT - shared - common
        groups = [
            ("source", sources, shared),
            ("jurisdiction", self.legs.ends[number], common),
            ("leg", (self.legs.ids[number],), own),
        ]
        return [
            ((kind, name), sqrt(percent / (_PERCENT * len(names))))
            for kind, names, percent in groups
            for name in names
            if percent
        ]

    def _factors(self, draws: IntArray) -> IntArray:
        rows = self.legs.pressure.rows
        drawn = [self.factor(draws, row) for row in rows]
        return np.array(drawn, dtype=np.int64).reshape(len(rows), len(draws))

    def _exists(self, draws: IntArray) -> BoolArray:
        known: Parts = {}
        shares: Shares = {}
        found = np.empty((len(self.legs.ids), len(draws)), dtype=bool)
        for number in range(len(found)):
            found[number] = self.existence(draws, number, known, shares)
        return found

    def _capacity(self, draws: IntArray) -> IntArray:
        known: Parts = {}
        found = np.empty((len(self.legs.ids), len(draws)), dtype=np.int64)
        for number in range(len(found)):
            found[number] = self.capacity(draws, number, known)
        return found

    def _cost(self, draws: IntArray) -> IntArray:
        known: Parts = {}
        found = np.empty((len(self.legs.ids), len(draws)), dtype=np.int64)
        for number in range(len(found)):
            found[number] = self.cost(draws, number, known)
        return found

    def _factor(self, latent: FloatArray) -> FloatArray:
        spread = self._beliefs.cost_spread_percent
        return triangular(latent, _PERCENT - spread, _PERCENT, _PERCENT + spread)
