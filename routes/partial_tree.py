"""The tree of sides: which cut is least when effort is spread over its arcs by the share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

from routes.arrays import incidence
from routes.least_cuts import CutFinder
from routes.stopwatch import TimeIsUpError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from routes.arrays import BoolArray, IntArray, Network

_LARGEST_SUM = 2**61


@dataclass(frozen=True, eq=False)
class Spread:
    """Shares of the arcs of one cut.

    Attributes
    ----------
    value : Fraction
        What the cut still carries.
    shares : dict of int to Fraction
        By arc, above 0 and up to 1.
    """

    value: Fraction
    shares: dict[int, Fraction]


@dataclass(frozen=True, eq=False)
class _Line:
    """A cut at a price: the amount it keeps, the cost of what is closed, the source's side."""

    amount: int
    cost: int
    inside: BoolArray


class SideTree:
    """Searches for the cut on which a budget leaves least, when arcs close to a share.

    On one cut the best is to close arcs in falling order of amount for their cost, the last one to
    a share. Over all cuts, least cuts with amounts ``min(u, p * c)`` less ``p * budget`` bound it
    from below for any price p. Where the best price leaves a gap, some node lies on different
    sides of the two cuts that support it; it is put on either side in turn.

    Parameters
    ----------
    network : Network
        The arrays; the flow on them must be bounded.
    arcs, cost : ndarray of int64, shape (targets,)
        Forward arcs of finite amount that may be closed, and what closing each wholly takes.
    budget : int
        From 0, in the same unit.
    pause : callable
        Called again and again; it may raise `TimeIsUpError` to end the search.
    """

    def __init__(
        self,
        network: Network,
        arcs: IntArray,
        cost: IntArray,
        budget: int,
        pause: Callable[[], None] = lambda: None,
    ) -> None:
        self._network = _with_ties(network)
        self._ties = len(network.head)
        self._arcs, self._cost, self._budget = arcs, cost, budget
        self._pause = pause
        self._finder = CutFinder(self._network)
        self._infinite = self._network.amount >= network.unbounded
        self._finite_sum = int(network.amount[network.amount < network.unbounded].sum())

    def best(self) -> tuple[Spread, Fraction]:
        """Give the best way to spread the budget, and a bound below which none can go."""
        best = self._spread(self._cut({}, 1, 0).inside)
        waiting: list[tuple[dict[int, bool], Fraction]] = [({}, Fraction(0))]
        try:
            while waiting:
                forced, _ = waiting[-1]
                bound, low, high = self._bound(forced)
                for line in (low, high):
                    best = min(best, self._spread(line.inside), key=lambda spread: spread.value)
                waiting.pop()
                if bound < best.value:
                    apart = np.flatnonzero(low.inside != high.inside)
                    node = int(apart[len(apart) // 2])
                    waiting += [({**forced, node: side}, bound) for side in (False, True)]
        except TimeIsUpError:
            return best, min([best.value, *(bound for _, bound in waiting)])
        return best, best.value

    def _bound(self, forced: Mapping[int, bool]) -> tuple[Fraction, _Line, _Line]:
        """Find the best price, and two cuts that support it: one too dear, one affordable."""
        self._pause()
        low, high = self._cut(forced, 0, 1), self._cut(forced, 1, 0)
        if low.cost <= self._budget:
            return Fraction(low.amount), low, low
        best = Fraction(0)
        while low.amount < high.amount:
            self._pause()
            price, unit = self._fit(high.amount - low.amount, low.cost - high.cost)
            line = self._cut(forced, price, unit)
            height = line.amount * unit + line.cost * price
            best = max(best, Fraction(height - price * self._budget, unit))
            if height >= min(each.amount * unit + each.cost * price for each in (low, high)):
                break
            low, high = (line, high) if line.cost > self._budget else (low, line)
        return max(best, Fraction(low.amount)), low, high

    def _fit(self, price: int, unit: int) -> tuple[int, int]:
        """Give a price and unit of about the same ratio with which no sum leaves 64 bits."""
        divisor = gcd(price, unit)
        too_large = unit // divisor * (self._finite_sum + 1) // _LARGEST_SUM + 1
        return max(price // divisor // too_large, 1), max(unit // divisor // too_large, 1)

    def _cut(self, forced: Mapping[int, bool], price: int, unit: int) -> _Line:
        """Find the least cut when closing is for sale; with unit 0 nothing is for sale."""
        amounts = np.where(self._infinite, 0, self._network.amount) * max(unit, 1)
        limit = amounts[self._arcs]
        closed = np.zeros(len(limit), dtype=bool)
        if unit:
            closed = self._cost <= limit // price if price else limit >= 0
        amounts[self._arcs] = np.where(closed, self._cost * price, limit)
        endless = self._infinite.copy()
        for node, side in forced.items():
            endless[self._ties + 4 * node + (0 if side else 2)] = True
        amounts[endless] = 1 + int(amounts.sum())
        _, inside = self._finder.find(amounts)
        head = self._network.head
        crossing = inside[head[1 : self._ties : 2]] & ~inside[head[: self._ties : 2]]
        bought = closed & crossing[self._arcs // 2]
        kept = crossing.copy()
        kept[self._arcs[bought] // 2] = False
        amount = int(self._network.amount[: self._ties : 2][kept].sum())
        return _Line(amount, int(self._cost[bought].sum()), inside)

    def _spread(self, inside: BoolArray) -> Spread:
        """Spread the budget over the arcs of one cut."""
        head, amount = self._network.head, self._network.amount
        crossing = inside[head[1 : self._ties : 2]] & ~inside[head[: self._ties : 2]]
        value = Fraction(int(amount[: self._ties : 2][crossing].sum()))
        on_cut = np.flatnonzero(crossing[self._arcs // 2] & (amount[self._arcs] > 0)).tolist()
        worth = {
            target: Fraction(int(amount[self._arcs[target]]), int(self._cost[target]))
            for target in on_cut
        }
        left = Fraction(self._budget)
        shares = {}
        for target in sorted(on_cut, key=lambda target: (-worth[target], target)):
            share = min(Fraction(1), left / int(self._cost[target]))
            if share:
                shares[int(self._arcs[target])] = share
                left -= share * int(self._cost[target])
                value -= share * int(amount[self._arcs[target]])
        return Spread(value, shares)


def _with_ties(network: Network) -> Network:
    """Add to each node an arc from the source and one to the sink, through which nothing passes."""
    nodes = np.arange(network.node_count)
    tails = np.stack([np.full_like(nodes, network.source), nodes], axis=1).ravel()
    heads = np.stack([nodes, np.full_like(nodes, network.sink)], axis=1).ravel()
    head = np.concatenate([network.head, np.stack([heads, tails], axis=1).ravel()])
    amount = np.concatenate([network.amount, np.zeros(2 * len(heads), dtype=np.int64)])
    first, incident = incidence(head[np.arange(len(head)) ^ 1], network.node_count)
    return replace(network, head=head, amount=amount, first=first, incident=incident)
