"""Priced arcs: what a network carries when closing arcs is for sale at a price per cost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from routes.arrays import BoolArray, IntArray
    from routes.interdiction_model import Model, SharedArc

    Option = tuple[int, int, tuple[int, ...]]

COST_PARTS = 1024
"""The cost of a target of several arcs is shared among them in parts so small."""

_LARGEST_SUM = 2**61


@dataclass(frozen=True, eq=False)
class Line:
    """A cut as a function of the price: ``amount + price * cost``.

    Attributes
    ----------
    amount : int
        What the arcs of the cut that stay open carry.
    cost : int
        What closing the others costs, in parts.
    inside : ndarray of bool, shape (node_count,)
        The source's side.
    gains : dict of int to int
        Targets that close or narrow arcs of the cut, with what they take off it.
    """

    amount: int
    cost: int
    inside: BoolArray
    gains: dict[int, int]


class PricedArcs:
    """A model in which some targets are taken, some are for sale, and the rest are out of reach.

    Parameters
    ----------
    model : Model
    taken : collection of int
        Targets that are chosen already.
    for_sale : ndarray of bool, shape (targets,)
        Targets that may be bought.

    Attributes
    ----------
    amounts : ndarray of int64, shape (arcs,)
        With the taken targets chosen.
    infinite : int
        Amounts so high, or higher, have no bound.
    parts_per_cost : int
        In how many parts a unit of cost is counted.
    """

    def __init__(self, model: Model, taken: Collection[int], for_sale: BoolArray) -> None:
        self.amounts = model.amounts(taken)
        self._model = model
        self._taken = taken
        self._for_sale = for_sale
        sold = for_sale[model.targets] & (self.amounts[model.arcs] > 0)
        self._arcs, self._targets = model.arcs[sold], model.targets[sold]
        self.parts_per_cost = COST_PARTS if model.shared else 1
        self._cost = model.cost[self._targets] * self.parts_per_cost
        self.infinite = model.network.unbounded
        self._infinite = self.amounts >= model.network.unbounded
        self._finite_sum = int(self.amounts[~self._infinite].sum())
        lost = self._infinite[self._arcs]
        self._infinite_cost = int(self._cost[lost].sum())
        self._shared = [arc for arc in model.shared if self.amounts[arc.arc] > 0]
        self._parts: dict[tuple[int, int], int] = {}
        self._options: dict[int, list[Option]] = {}
        self.share_costs(())

    @property
    def shares_costs(self) -> bool:
        """Whether some target for sale has several arcs, among which its cost can be shared."""
        return len(self._parts) > len({target for _, target in self._parts})

    def share_costs(self, wanted: Collection[tuple[int, int]]) -> None:
        """Share the cost of each target of several arcs among them.

        Half of it goes by the present shares, half to the arcs on which it is wanted, given as
        pairs of an arc and a target. To begin with all arcs have equal shares.
        """
        pairs = [
            (arc.arc, target)
            for arc in self._shared
            for target in (*arc.closers, *(target for target, _ in arc.points))
            if self._for_sale[target]
        ]
        arcs_of = Counter(target for _, target in pairs)
        wanted_of = Counter(target for _, target in wanted)
        parts = {}
        for pair in pairs:
            cost = int(self._model.cost[pair[1]]) * self.parts_per_cost
            equal = cost // arcs_of[pair[1]]
            if wanted_of[pair[1]]:
                there = cost // wanted_of[pair[1]] if pair in wanted else 0
                parts[pair] = (self._parts[pair] + there) // 2
            else:
                parts[pair] = self._parts.get(pair, equal)
        self._parts = parts
        self._options = {arc.arc: self._options_on(arc) for arc in self._shared}

    def never_bounded(self) -> BoolArray:
        """Tell which arcs have no bound even when everything is bought, shape (arcs,)."""
        never = self._infinite.copy()
        never[self._arcs] = False
        for arc, options in self._options.items():
            never[arc] = all(amount >= self.infinite for amount, _, _ in options)
        return never

    def at(self, price: int, unit: int) -> IntArray:
        """Give amounts times `unit`, less where closing at `price` times the cost is cheaper.

        Amounts without a bound become one more than all others together, shape (arcs,).
        """
        priced = np.where(self._infinite, -1, self.amounts * unit)
        sold = self._cheaper(price, unit)
        priced[self._arcs[sold]] = self._cost[sold] * price
        for arc, options in self._options.items():
            worth = [
                amount * unit + part * price
                for amount, part, _ in options
                if amount < self.infinite
            ]
            priced[arc] = min(worth, default=-1)
        bounded = priced >= 0
        priced[~bounded] = 1 + int(priced[bounded].sum())
        return priced

    def line(self, inside: BoolArray, price: int, unit: int) -> Line:
        """Read a cut as a line, with what is for sale bought where that is cheaper."""
        head = self._model.network.head
        crossing = inside[head[1::2]] & ~inside[head[::2]]
        bought = self._cheaper(price, unit) & crossing[self._arcs // 2]
        kept = crossing.copy()
        kept[self._arcs[bought] // 2] = False
        taken_off = self.amounts[self._arcs[bought]]
        gains = dict(zip(self._targets[bought].tolist(), taken_off.tolist(), strict=True))
        amount, cost = 0, int(self._cost[bought].sum())
        for arc, options in self._options.items():
            if crossing[arc // 2]:
                kept[arc // 2] = False
                left, part, targets = min(
                    options, key=lambda o: _worth(o, price, unit, self.infinite)
                )
                amount, cost = amount + left, cost + part
                for target in targets:
                    gains[target] = gains.get(target, 0) + int(self.amounts[arc]) - left
        amount += int(self.amounts[::2][kept].sum())
        return Line(amount, cost, inside, gains)

    def wanted(self, line: Line) -> frozenset[tuple[int, int]]:
        """Give the pairs of an arc of a cut and a target that the line buys there."""
        head = self._model.network.head
        return frozenset(
            (arc, target)
            for arc, target in self._parts
            if target in line.gains and line.inside[head[arc + 1]] and not line.inside[head[arc]]
        )

    def fit(self, price: int, unit: int) -> tuple[int, int]:
        """Give a price and unit of about the same ratio with which no sum leaves 64 bits."""
        parts = self._infinite_cost + sum(self._parts.values())
        too_large = max(unit * (self._finite_sum + 1), price * (parts + 1)) // _LARGEST_SUM + 1
        return max(price // too_large, 1), max(unit // too_large, 1)

    def _cheaper(self, price: int, unit: int) -> BoolArray:
        """Tell which arcs that one target closes it pays to close, shape (such arcs,)."""
        if price == 0:
            return np.ones(len(self._arcs), dtype=bool)
        amounts = self.amounts[self._arcs]
        without_bound = amounts >= self.infinite
        worth = np.where(without_bound, 0, amounts) * unit // price
        return np.asarray(without_bound | (self._cost <= worth))

    def _options_on(self, arc: SharedArc) -> list[Option]:
        """List what can be left of an arc, with what it costs there; only what is worth it."""
        now = sum(points for target, points in arc.points if target in self._taken)
        states: dict[int, tuple[int, tuple[int, ...]]] = {now: (0, ())}
        for target, points in arc.points:
            if self._for_sale[target]:
                states = _with_points(states, points, target, self._parts[arc.arc, target])
        options = [(arc.at(points), part, targets) for points, (part, targets) in states.items()]
        options += [
            (0, self._parts[arc.arc, target], (target,))
            for target in arc.closers
            if self._for_sale[target]
        ]
        return _worth_it(options)


def _with_points(
    states: Mapping[int, tuple[int, tuple[int, ...]]], points: int, target: int, part: int
) -> dict[int, tuple[int, tuple[int, ...]]]:
    """Add a target to the sums of points that can be had, keeping the cheapest way to each."""
    found = dict(states)
    for total, (paid, targets) in states.items():
        way = (paid + part, (*targets, target))
        reached = min(total + points, 100)
        found[reached] = min(found.get(reached, way), way)
    return found


def _worth_it(options: Iterable[Option]) -> list[Option]:
    """Leave out what costs no less than something that leaves no more."""
    kept: list[Option] = []
    for option in sorted(options, key=lambda option: (option[1], option[0], option[2])):
        if not kept or option[0] < kept[-1][0]:
            kept.append(option)
    return kept


def _worth(option: Option, price: int, unit: int, infinite: int) -> tuple[bool, int, int]:
    amount, part, _ = option
    return amount >= infinite, amount * unit + part * price, part
