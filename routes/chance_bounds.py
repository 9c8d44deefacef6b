"""Lower bounds on the chance of a journey that are linear in the plan: what a solver can add up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.evasion_arrays import Floats, Way


@dataclass(frozen=True)
class ChanceBound:
    """The chance of a journey is at least ``constant + sum(slopes * acted)`` under every plan.

    Attributes
    ----------
    constant : float
    candidates : tuple of int
        Positions of the candidates that count.
    slopes : tuple of float
        At most 0, one for each of them.
    """

    constant: float
    candidates: tuple[int, ...]
    slopes: tuple[float, ...]

    def at(self, acted: Floats) -> float:
        """Give the bound where candidates are acted on to some degree."""
        return self.constant + float(np.dot(self.slopes, acted[list(self.candidates)]))


def bound_of_way(way: Way, ratio: Floats, acted: Floats) -> ChanceBound:
    """Bound a journey's chance by one of its routes.

    Parameters
    ----------
    way : Way
    ratio : (candidates,) array of float
        What acting on a candidate leaves.
    acted : (candidates,) array of float
        Where the bound should be as high as it can. It is exact at a plan of zeros and ones.

    Returns
    -------
    ChanceBound
        The higher at `acted` of two. One knows how many of the route's candidates are acted on,
        not which: a line through two neighbouring counts, exact where all leave the same. The
        other multiplies one candidate after the other, each product replaced by the planes below
        it (McCormick), those acted on most first.

    References
    ----------
    F. Pan and D. P. Morton (2008), "Minimizing a stochastic maximum-reliability path", Networks
    52(3), 111-119, doi 10.1002/net.20238.
    G. P. McCormick (1976), "Computability of global solutions to factorable nonconvex programs",
    Mathematical Programming 10, 147-175, doi 10.1007/BF01580665.

    Examples
    --------
    >>> from routes.evasion_arrays import Way
    >>> half = np.array([0.5, 0.5])
    >>> bound_of_way(Way(1.0, (0, 1)), half, np.array([0.75, 0.75]))
    ChanceBound(constant=0.75, candidates=(0, 1), slopes=(-0.25, -0.25))
    """
    if not way.candidates:
        return ChanceBound(way.chance, (), ())
    by_count = _by_count(way, ratio, acted)
    by_product = _by_product(way, ratio, acted)
    return by_count if by_count.at(acted) >= by_product.at(acted) else by_product


def bound_of_ways(ways: Sequence[Way], ratio: Floats, acted: Floats, most: int) -> ChanceBound:
    """Bound a journey's chance by several of its routes together, as high as a linear bound can.

    Parameters
    ----------
    ways : sequence of Way
        Not none; the first that have at most `most` candidates among them are used.
    ratio, acted : (candidates,) arrays of float
        As for `bound_of_way`.
    most : int
        The time doubles with each.

    Returns
    -------
    ChanceBound
        The plane that is highest at `acted` of all that are nowhere above the best of these routes
        under any choice of their candidates. Step inequalities, which mix several routes, are
        such planes.

    References
    ----------
    F. Pan and D. P. Morton (2008), doi 10.1002/net.20238.
    E. Towle and J. Luedtke (2018), "New solution approaches for the maximum-reliability stochastic
    network interdiction problem", Computational Management Science 15, 455-477,
    doi 10.1007/s10287-018-0321-1.
    """
    candidates, used = _within(ways, most)
    choices = _choices(len(candidates))
    best = np.zeros(len(choices))
    for way in used:
        met = [candidates.index(candidate) for candidate in way.candidates]
        left = np.where(choices[:, met], ratio[list(way.candidates)], 1.0).prod(axis=1)
        best = np.maximum(best, way.chance * left)
    scale = float(best[0])
    if scale == 0 or not candidates:
        return ChanceBound(scale, (), ())
    rows = np.hstack([np.ones((len(choices), 1)), choices])
    highest = milp(
        -np.array([1.0, *acted[candidates]]),
        constraints=LinearConstraint(rows, -np.inf, best / scale),
        bounds=Bounds([0.0, *([-1.0] * len(candidates))], [1.0, *([0.0] * len(candidates))]),
    )
    if highest.x is None:
        return ChanceBound(0.0, (), ())
    # What the solver's tolerance lets stand out is taken off, so that the bound holds.
    excess = float(np.max(rows @ highest.x - best / scale))
    constant = (float(highest.x[0]) - max(excess, 0.0)) * scale
    slopes = tuple(float(slope) * scale for slope in highest.x[1:])
    return ChanceBound(constant, tuple(candidates), slopes)


def _by_count(way: Way, ratio: Floats, acted: Floats) -> ChanceBound:
    candidates = list(way.candidates)
    least = float(ratio[candidates].min())
    count = min(int(acted[candidates].sum() + 1e-9), len(candidates) - 1)
    level = way.chance * least**count
    slope = level * (least - 1)
    return ChanceBound(level - slope * count, way.candidates, (slope,) * len(candidates))


def _by_product(way: Way, ratio: Floats, acted: Floats) -> ChanceBound:
    constant, lowest = way.chance, way.chance
    slopes: dict[int, float] = {}
    value = way.chance
    for candidate in sorted(way.candidates, key=lambda each: (-acted[each], each)):
        left, degree = float(ratio[candidate]), float(acted[candidate])
        not_above = value - (1 - left) * way.chance * degree
        not_below = left * value + (1 - left) * lowest * (1 - degree)
        if not_above >= not_below:
            slopes[candidate] = -(1 - left) * way.chance
        else:
            slopes = {each: slope * left for each, slope in slopes.items()}
            slopes[candidate] = -(1 - left) * lowest
            constant = left * constant + (1 - left) * lowest
        value = max(not_above, not_below)
        lowest *= left
    return ChanceBound(constant, tuple(slopes), tuple(slopes.values()))


def _within(ways: Sequence[Way], most: int) -> tuple[list[int], list[Way]]:
    """Choose routes in their order while their candidates stay few."""
    candidates: set[int] = set()
    used = []
    for way in ways:
        together = candidates | set(way.candidates)
        if len(together) <= most:
            candidates = together
            used.append(way)
    return sorted(candidates), used


@cache
def _choices(count: int) -> Floats:
    """Give every choice of so many candidates as a row of zeros and ones."""
    choices: Floats = (np.arange(1 << count)[:, None] >> np.arange(count) & 1).astype(np.float64)
    return choices
