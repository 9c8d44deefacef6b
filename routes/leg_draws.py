"""Draws of the legs: whether each exists, its capacity, the pressure on it and its cost."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Literal

import numpy as np

from routes.counted_numbers import normals, uniforms
from routes.pressure_beliefs import MILLION

if TYPE_CHECKING:
    from routes.arrays import BoolArray, IntArray
    from routes.beliefs import Beliefs
    from routes.counted_numbers import FloatArray
    from routes.leg_beliefs import LegBeliefs

    Quantity = Literal["existence", "capacity", "cost"]
    Part = tuple[str, str]

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
        weighting, factors = self._weighting(draws), self._factors(draws)
        return LegDraws(
            weighting=weighting,
            factors=factors,
            exists=self._exists(draws),
            capacity=self._capacity(draws),
            pressure=self.legs.pressure.under(weighting, factors),
            cost=self._cost(draws),
        )

    def cost_percent(self, draws: IntArray, kind: str, name: str) -> FloatArray:
        """Draw what closing something takes, in percent of what is said of it, shape (draws,)."""
        if kind == "leg":
            number = self.legs.ids.index(name)
            return self._factor(self._latent_of(number, draws, "cost", {}))
        # Tables do not say which sources or ends another target has.
        return self._factor(uniforms(self._seed, draws, "cost", kind, name))

    def latent(self, draws: IntArray, quantity: Quantity) -> FloatArray:
        """Draw a uniform number per leg, correlated between legs, shape (legs, draws)."""
        known: dict[Part, FloatArray] = {}
        found = np.empty((len(self.legs.ids), len(draws)))
        for number in range(len(found)):
            found[number] = self._latent_of(number, draws, quantity, known)
        return found

    def _latent_of(
        self, number: int, draws: IntArray, quantity: Quantity, known: dict[Part, FloatArray]
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

    def _weighting(self, draws: IntArray) -> IntArray:
        count = len(self.legs.pressure.judged)
        if count == 1:
            return np.zeros(len(draws), dtype=np.int64)
        return np.floor(uniforms(self._seed, draws, "weighting") * count).astype(np.int64)

    def _factors(self, draws: IntArray) -> IntArray:
        """Draw by how much each contribution counts: by its own id, so alike on all its legs."""
        rows, spread = self.legs.pressure.rows, self._beliefs.pressure_spread_percent
        bounds = _PERCENT - spread, _PERCENT, _PERCENT + spread
        drawn = np.empty((len(rows), len(draws)), dtype=np.int64)
        for number, row in enumerate(rows):
            percent = triangular(uniforms(self._seed, draws, "pressure", row), *bounds)
            drawn[number] = np.rint(percent * (MILLION // _PERCENT))
        return drawn

    def _exists(self, draws: IntArray) -> BoolArray:
        from scipy.special import betaincinv

        shares = {
            name: betaincinv(*prior, uniforms(self._seed, draws, "prior", name))
            for name, prior in sorted(self._beliefs.priors.items())
        }
        latent = self.latent(draws, "existence")
        exists = np.ones(latent.shape, dtype=bool)
        for number, name in enumerate(self.legs.prior):
            if name is not None:
                exists[number] = latent[number] < shares[name]
        return exists

    def _capacity(self, draws: IntArray) -> IntArray:
        legs = self.legs
        latent = self.latent(draws, "capacity")
        drawn = np.empty(latent.shape, dtype=np.int64)
        for number, row in enumerate(latent):
            bounds = int(legs.low[number]), int(legs.best[number]), int(legs.high[number])
            # Rounded down to whole units; the bounds themselves are whole.
            drawn[number] = np.floor(triangular(row, *bounds))
        return np.clip(drawn, legs.low[:, None], legs.high[:, None])

    def _cost(self, draws: IntArray) -> IntArray:
        factor = self._factor(self.latent(draws, "cost"))
        drawn = np.floor(factor * self.legs.cost[:, None] / _PERCENT).astype(np.int64)
        # No effort at all would mean that nothing is there to be closed.
        return np.maximum(drawn, np.minimum(self.legs.cost[:, None], 1))

    def _factor(self, latent: FloatArray) -> FloatArray:
        spread = self._beliefs.cost_spread_percent
        return triangular(latent, _PERCENT - spread, _PERCENT, _PERCENT + spread)


def triangular(uniform: FloatArray, low: int, mode: int, high: int) -> FloatArray:
    """Turn uniform numbers into triangularly distributed ones.

    Parameters
    ----------
    uniform : ndarray of float64
        Between 0 and 1.
    low, mode, high : int
        In rising order.

    Returns
    -------
    ndarray of float64, of the same shape

    Examples
    --------
    >>> import numpy as np
    >>> triangular(np.array([0.125, 0.5, 0.875]), 0, 2, 4).tolist()
    [1.0, 2.0, 3.0]
    """
    if low == high:
        return np.full(uniform.shape, float(mode))
    width, below, above = float(high - low), float(mode - low), float(high - mode)
    rising = low + np.sqrt(uniform * width * below)
    falling = high - np.sqrt((1 - uniform) * width * above)
    return np.where(uniform * width < below, rising, falling)
