"""The routes that a search for a plan has seen so far, and what they say about chances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes.chance_bounds import ChanceBound, bound_of_way, bound_of_ways
from routes.evasion_arrays import Way, chances, likeliest_ways, shares_left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routes.evasion_arrays import EvasionArrays, Floats

_VIOLATED = 2e-7
_SINGLE = 3
_TOGETHER = 12
"""How many of a journey's likeliest routes are bounded one by one, and together."""
_DIGITS = 12


class KnownWays:
    """Routes seen on each journey, with chances as shares of that without action.

    Parameters
    ----------
    arrays : EvasionArrays
        Something gets through on some journey.
    """

    def __init__(self, arrays: EvasionArrays) -> None:
        self._arrays = arrays
        ways = likeliest_ways(arrays, np.zeros(len(arrays.ratio)))
        self._before = np.array([0.0 if way is None else way.chance for way in ways])
        self._known: list[dict[tuple[int, ...], float]] = [{} for _ in ways]
        self._bounds: dict[tuple[tuple[Way, ...], int, tuple[float, ...]], ChanceBound] = {}
        weight = arrays.probability * self._before
        self.weight: Floats = weight / weight.sum()
        """Share of each journey in the value without action."""

    def learn(self, acted: Floats) -> Floats:
        """Find the likeliest routes, remember them, and give the chance on each journey.

        Parameters
        ----------
        acted : (candidates,) array of float
            To which degree each candidate is acted on, 0 to 1.
        """
        ways = likeliest_ways(self._arrays, acted)
        for known, way, before in zip(self._known, ways, self._before, strict=True):
            if way is not None:
                chance = round(way.chance / before, _DIGITS)
                known[way.candidates] = max(chance, known.get(way.candidates, 0.0))
        share = chances(self._arrays, ways, acted)
        found: Floats = np.divide(
            share, self._before, out=np.zeros_like(share), where=self._before > 0
        )
        return found

    def value(self, acted: Floats) -> float:
        """Evaluate a plan on the network, as a share of the value without action."""
        return float(self.weight @ self.learn(acted))

    def broken(
        self, acted: Floats, chance: Floats, size: int = 0
    ) -> Iterator[tuple[int, ChanceBound]]:
        """Give the bounds that a solution of the program breaks, with the journey of each.

        Parameters
        ----------
        acted : (candidates,) array of float
        chance : (journeys,) array of float
            What the solution takes the chances to be.
        size : int
            Number of candidates up to which several routes are bounded together; 0: one route.
        """
        left = shares_left(self._arrays.ratio, acted)
        for journey, known in enumerate(self._known):
            ways = tuple(
                way for way in _by_chance(known, left) if way.chance > chance[journey] + _VIOLATED
            )[:_TOGETHER]
            if not ways:
                continue
            bound = self._bound(ways, acted, size)
            if bound.at(acted) > chance[journey] + _VIOLATED:
                yield journey, bound

    def _bound(self, ways: tuple[Way, ...], acted: Floats, size: int) -> ChanceBound:
        """Bound by some routes, once for all journeys and solutions that are alike there."""
        candidates = sorted({candidate for way in ways for candidate in way.candidates})
        key = (ways, size, tuple(acted[candidates].tolist()))
        if key not in self._bounds:
            self._bounds[key] = self._new_bound(ways, acted, size)
        return self._bounds[key]

    def _new_bound(self, ways: tuple[Way, ...], acted: Floats, size: int) -> ChanceBound:
        ratio = self._arrays.ratio
        if size:
            return bound_of_ways(ways, ratio, acted, size)
        bounds = [bound_of_way(way, ratio, acted) for way in ways[:_SINGLE]]
        return max(bounds, key=lambda bound: bound.at(acted))


def _by_chance(known: dict[tuple[int, ...], float], left: Floats) -> list[Way]:
    """Sort routes, first the one that is likeliest when so much is left on its candidates."""
    now = {
        candidates: chance * float(left[list(candidates)].prod())
        for candidates, chance in known.items()
    }
    ways = [Way(chance, candidates) for candidates, chance in known.items()]
    return sorted(ways, key=lambda way: (-now[way.candidates], way.candidates))
