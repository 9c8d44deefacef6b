"""A graph in which one leg at a time counts something else: flow, and what every cut holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from routes import fields
from routes.arrays import compile_network
from routes.contract import passing_capacity
from routes.engine import reachable, solve
from routes.lenses import leg_amount
from routes.pressure import CLOSED_PERCENT
from routes.tipping_rows import Headline

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from routes.arrays import Network
    from routes.cut_rows import CutStatus
    from routes.fields import Amount
    from routes.lenses import Lens

_PERCENT = 100


class Variants:
    """A graph under a lens in which one leg at a time counts something else.

    Attributes
    ----------
    lens : {"passing", "volume", "effort"}
    legs : dict of leg id to mapping
        The attributes of each, in id order.
    value : int or None
        The flow for the numbers as given; None when unbounded.
    headline : Headline
        The same for what is in every minimum cut.
    no_bound : int
        What an unbounded leg counts here: more than any finite amount that is asked about.
    """

    def __init__(self, graph: nx.MultiDiGraph[str], lens: Lens) -> None:
        self.lens = lens
        self.legs: dict[str, Mapping[str, Any]] = {
            leg: dict(data)
            for _, _, leg, data in sorted(graph.edges(keys=True, data=True), key=lambda e: e[2])
        }
        network = compile_network(_opened(graph), lens)
        self._arc = {
            leg: 2 * (len(network.inner_ids) + number) for number, leg in enumerate(network.leg_ids)
        }
        # A leg may come to count its whole capacity, or as much as all others together.
        largest = sum(_finite(data[fields.CAPACITY]) for data in self.legs.values())
        self.no_bound = 2 * (network.unbounded + largest) + 2
        amount = np.where(network.amount >= network.unbounded, self.no_bound, network.amount)
        for leg, data in self.legs.items():
            if leg_amount(data, lens) == 0:
                amount[self._arc[leg]] = 0
        self._network = replace(network, amount=amount, unbounded=self.no_bound)
        self._known: dict[tuple[str, int], tuple[int | None, Headline]] = {}
        self.value, self.headline = _solved(self._network)

    def counted(self, leg: str) -> int:
        """Give what a leg counts; a large number where it has no bound."""
        return int(self._network.amount[self._arc[leg]])

    def number(self, amount: Amount) -> int:
        """Give an amount as a number, however large it is."""
        return self.no_bound if amount == fields.UNBOUNDED else amount

    def at(self, leg: str, amount: Amount) -> tuple[int | None, Headline]:
        """Give the flow and the headline when a leg counts so much."""
        counts = self.number(amount)
        if (leg, counts) not in self._known:
            self._known[leg, counts] = self.with_amounts({leg: amount})
        return self._known[leg, counts]

    def with_amounts(self, amounts: Mapping[str, Amount]) -> tuple[int | None, Headline]:
        """Give the flow and the headline when several legs count something else."""
        changed = self._network.amount.copy()
        for leg, amount in amounts.items():
            changed[self._arc[leg]] = self.number(amount)
        return _solved(replace(self._network, amount=changed))

    def flips(self, leg: str, amount: Amount, headline: Headline) -> bool:
        """Tell whether a headline is another than that of the numbers as given."""
        usual = self.headline
        if amount == 0:
            rest = tuple(each for each in usual.legs if each != leg)
            usual = replace(usual, legs=rest)
        return headline != usual


def _opened(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Give a graph in which every leg has an arc under every lens."""
    opened = graph.copy()
    for _, _, _, data in opened.edges(keys=True, data=True):
        if data[fields.PASSING] == 0:
            data |= {fields.CAPACITY: 1, fields.PASSING: 1}
    return opened


def _solved(network: Network) -> tuple[int | None, Headline]:
    """Compute the flow and name what is in every minimum cut."""
    solution = solve(network)
    if solution.value is None:
        return None, Headline("unbounded")
    before = reachable(network, solution.residual, network.source)
    behind = reachable(network, solution.residual, network.sink, backward=True)
    arcs = network.member_arcs
    every = before[network.head[arcs + 1]] & behind[network.head[arcs]] & (network.amount[arcs] > 0)
    status: CutStatus = "cut" if solution.value else "no route"
    return solution.value, Headline(status, *network.members(arcs[every]))


def _finite(amount: Amount) -> int:
    return 0 if amount == fields.UNBOUNDED else amount


def counted_with(data: Mapping[str, Any], lens: Lens, capacity: Amount, percent: int) -> Amount:
    """Give what a leg counts with another capacity or pressure."""
    passing = passing_capacity(capacity, percent)
    return leg_amount({**data, fields.CAPACITY: capacity, fields.PASSING: passing}, lens)


def least_capacity_for(data: Mapping[str, Any], lens: Lens, amount: int) -> int | None:
    """Give the least capacity with which a leg counts at least so much; None where none does."""
    passes = CLOSED_PERCENT - int(data[fields.PRESSURE])
    if amount == 0:
        return 0
    if not passes:
        return None
    least_to_pass = -(-_PERCENT // passes)
    if lens == "passing":
        return -(-_PERCENT * amount // passes)
    if lens == "volume":
        return max(amount, least_to_pass)
    cost = data[fields.INTERDICT_COST]
    return least_to_pass if cost == fields.UNBOUNDED or amount <= cost else None
