"""The best price: the highest lower bound that least cuts at a price give for a plan's value."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

from routes.priced_arcs import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from routes.arrays import BoolArray
    from routes.least_cuts import CutFinder
    from routes.priced_arcs import PricedArcs

_MOST_SHARINGS = 8
_MOST_PRICES = 60
_NOWHERE = np.zeros(0, dtype=bool)


@dataclass(frozen=True, eq=False)
class Case:
    """What is for sale, and for how much.

    Attributes
    ----------
    arcs : PricedArcs
    budget : int
        In units of the model's cost.
    now : int
        The least cut with nothing bought.
    enough : callable
        The search may end once the bound is as high as what this gives.
    seen : callable
        Called with each cut that is met, as a line.
    guess : ndarray of bool, shape (node_count,), or None
        Side of a cut that is likely to support the bound.
    """

    arcs: PricedArcs
    budget: int
    now: int
    enough: Callable[[], int]
    seen: Callable[[Line], None]
    guess: BoolArray | None = None


@dataclass(frozen=True, eq=False)
class Bound:
    """What no plan can do better than, and the cut that says so.

    Attributes
    ----------
    value : int
        Lower bound, in units of 1/scale; no plan bounds the flow if it is as high as an infinite
        amount.
    dear : Line
        A cut that supports it and costs more than there is to spend, or the cheapest one.
    """

    value: int
    dear: Line


class PriceSearch:
    """Searches for the best price of effort.

    For any price p from 0 and budget B,

        L(p) = least cut with amounts min(u, p * c) - p * B

    is at most the value of the best plan: a plan x within the budget leaves some cut C open in
    part, the cut costs p * (sum of c over its closed arcs) <= p * B, and L(p) takes the least over
    all cuts. L is concave and consists of straight pieces, one for each cut, so its top is found
    by intersecting two pieces on either side of it until no cut lies below the intersection.

    Where a target touches several arcs its cost is shared among them in whatever way: a cut then
    pays for no more than the target costs. The shares are improved in a few rounds.

    Parameters
    ----------
    finder : CutFinder
    pause : callable
        Called before each cut; it may raise an exception to end the search.
    step : int
        Divides every value that a flow can have; bounds are rounded up to its multiples.

    Attributes
    ----------
    reached : int
        The bound so far, when a pause has ended the search.

    References
    ----------
    R. K. Wood (1993), "Deterministic network interdiction", Mathematical and Computer Modelling
    17(2), 1-18, doi 10.1016/0895-7177(93)90236-R. J. O. Royset and R. K. Wood (2007), "Solving the
    bi-objective maximum-flow network-interdiction problem", INFORMS Journal on Computing 19,
    175-184, doi 10.1287/ijoc.1060.0191.
    """

    def __init__(self, finder: CutFinder, pause: Callable[[], None], step: int) -> None:
        self.reached = 0
        self._finder = finder
        self._pause = pause
        self._step = step

    def bound(self, case: Case) -> Bound:
        """Search for the bound of a case."""
        self.reached = 0
        if case.now >= case.arcs.infinite and self._finder.joined(case.arcs.never_bounded()):
            return Bound(case.arcs.infinite, Line(case.now, 0, _NOWHERE, {}))
        best = self._top(case, case.guess)
        for _ in range(_MOST_SHARINGS if case.arcs.shares_costs else 0):
            if best.value >= case.enough():
                break
            case.arcs.share_costs(case.arcs.wanted(best.dear))
            better = self._top(case, best.dear.inside)
            if better.value <= best.value:
                break
            best = better
        return best

    def _top(self, case: Case, guess: BoolArray | None) -> Bound:
        arcs, spend = case.arcs, case.budget * case.arcs.parts_per_cost
        dear, modest = self._dear(case, spend, guess), Line(case.now, 0, _NOWHERE, {})
        best = self._raised(dear.amount, 1) if dear.cost <= spend else 0
        if modest.amount >= arcs.infinite:
            modest = self._cut(case, *arcs.fit(arcs.infinite, 1))
        for _ in range(_MOST_PRICES):
            if best >= case.enough() or not dear.cost > spend >= modest.cost:
                break
            if dear.amount >= modest.amount:
                break
            price, unit = modest.amount - dear.amount, dear.cost - modest.cost
            divisor = gcd(price, unit)
            price, unit = arcs.fit(price // divisor, unit // divisor)
            line = self._cut(case, price, unit)
            height = line.amount * unit + line.cost * price
            best = max(best, self._raised(height - price * spend, unit))
            self.reached = max(self.reached, best)
            if height >= min(each.amount * unit + each.cost * price for each in (dear, modest)):
                break
            dear, modest = (line, modest) if line.cost > spend else (dear, line)
        return Bound(best, dear)

    def _dear(self, case: Case, spend: int, guess: BoolArray | None) -> Line:
        """Give a cut with everything on it bought: a guessed one that fits, or the least."""
        if guess is not None:
            line = case.arcs.line(guess, 0, 1)
            if line.amount < case.now and line.cost > spend:
                return line
        return self._cut(case, 0, 1)

    def _cut(self, case: Case, price: int, unit: int) -> Line:
        self._pause()
        _, inside = self._finder.find(case.arcs.at(price, unit))
        line = case.arcs.line(inside, price, unit)
        case.seen(line)
        return line

    def _raised(self, height: int, unit: int) -> int:
        """Divide by the unit and round up to what a flow can amount to."""
        return -(-height // (unit * self._step)) * self._step
