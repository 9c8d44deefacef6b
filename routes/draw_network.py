"""A network with room for every draw: which arcs there can be, and what each carries in a draw."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from routes import fields
from routes.arrays import compile_network
from routes.contract import passing_capacity, require
from routes.errors import GraphError
from routes.pressure import CLOSED_PERCENT, route_weight

if TYPE_CHECKING:
    import networkx as nx

    from routes.arrays import BoolArray, IntArray, Network
    from routes.leg_beliefs import LegBeliefs
    from routes.leg_draws import LegDraws
    from routes.lenses import Lens

_PERCENT = 100
_MOST_FLOW = 2**62


@dataclass(frozen=True, eq=False)
class Change:
    """What a plan does to a network.

    Attributes
    ----------
    shut : ndarray of bool, shape (forward arcs,)
        Arcs that it closes.
    points : ndarray of int64, shape (legs,)
        Points of pressure that it adds, on all legs of the graph.
    """

    shut: BoolArray
    points: IntArray


@dataclass(frozen=True, eq=False)
class DrawNetwork:
    """A network in which a draw sets what the legs carry.

    Attributes
    ----------
    network : Network
        With the most that each arc can carry in any draw.
    lens : {"passing", "volume", "effort"}
    legs : LegBeliefs
    leg_numbers : ndarray of int64, shape (leg arcs,)
        Position among all legs of those that have an arc.
    """

    network: Network
    lens: Lens
    legs: LegBeliefs
    leg_numbers: IntArray

    @property
    def forward(self) -> IntArray:
        """What each forward arc can carry, shape (forward arcs,)."""
        return self.network.amount[::2]

    def no_change(self) -> Change:
        """Give a plan that does nothing."""
        shut = np.zeros(len(self.forward), dtype=bool)
        return Change(shut, np.zeros(len(self.legs.ids), dtype=np.int64))

    def amounts(self, draws: LegDraws, change: Change | None = None) -> IntArray:
        """Give what each arc carries in each draw, under a plan if one is given.

        Returns
        -------
        ndarray of int64, shape (draws, forward arcs)
        """
        made = change or self.no_change()
        count = len(draws.weighting)
        first = len(self.network.inner_ids)
        found = np.repeat(self.forward[None, :], count, axis=0)
        found[:, first : first + len(self.leg_numbers)] = self._of_legs(draws, made.points).T
        found[:, made.shut] = 0
        return found

    def pressures(self, draws: LegDraws) -> IntArray:
        """Give the pressure on each arc in each draw, shape (draws, forward arcs).

        On arcs that are no legs there is none.
        """
        first = len(self.network.inner_ids)
        found = np.zeros((len(draws.weighting), len(self.forward)), dtype=np.int64)
        found[:, first : first + len(self.leg_numbers)] = draws.pressure[self.leg_numbers].T
        return found

    def _of_legs(self, draws: LegDraws, points: IntArray) -> IntArray:
        numbers = self.leg_numbers
        pressure = draws.pressure[numbers]
        if points.any():
            pressure = np.clip(pressure + points[numbers, None], 0, CLOSED_PERCENT)
        capacity, unbounded = draws.capacity[numbers], self.legs.unbounded[numbers, None]
        passing = capacity * (_PERCENT - pressure) // _PERCENT
        passes = passing > 0
        if unbounded.any():
            passes |= unbounded & (pressure < CLOSED_PERCENT)
        counted, no_bound = passing, unbounded
        if self.lens == "volume":
            counted = capacity
        if self.lens == "effort":
            counted, no_bound = draws.cost[numbers], self.legs.cost_unbounded[numbers, None]
        if no_bound.any():
            counted = np.where(no_bound, self.network.unbounded, counted)
        return counted * (draws.exists[numbers] & passes)


def draw_network(
    graph: nx.MultiDiGraph[str], legs: LegBeliefs, lens: Lens, cost_spread_percent: int
) -> DrawNetwork:
    """Make a network with room for every draw.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    legs : LegBeliefs
        Of the same graph.
    lens : {"passing", "volume", "effort"}
    cost_spread_percent : int

    Returns
    -------
    DrawNetwork

    Raises
    ------
    GraphError
        The lens is unknown, or the largest amounts together are too large to be added exactly.
    """
    largest = graph.copy()
    lowest = legs.pressure.lowest()
    number = {leg: position for position, leg in enumerate(legs.ids)}
    for _, _, leg, data in largest.edges(keys=True, data=True):
        position = number[leg]
        percent = int(lowest[position])
        unbounded = bool(legs.unbounded[position])
        capacity: fields.Amount = fields.UNBOUNDED if unbounded else int(legs.high[position])
        cost = data[fields.INTERDICT_COST]
        if cost != fields.UNBOUNDED:
            cost = cost * (_PERCENT + cost_spread_percent) // _PERCENT
        data |= {
            fields.CAPACITY: capacity,
            fields.PRESSURE: percent,
            fields.PASSING: passing_capacity(capacity, percent),
            fields.ROUTE_WEIGHT: route_weight(percent),
            fields.INTERDICT_COST: cost,
        }
    require(largest)
    network = compile_network(largest, lens)
    links = len(network.head) // 2 - network.member_count
    if links * network.unbounded >= _MOST_FLOW:
        raise GraphError("the largest amounts of all draws together are too large to be exact")
    numbers = np.array([number[leg] for leg in network.leg_ids], dtype=np.int64)
    return DrawNetwork(network, lens, legs, numbers)


def shutting(room: DrawNetwork, legs: set[str], places: set[str], points: IntArray) -> Change:
    """Give the change that closes legs and jurisdictions and adds points of pressure."""
    network = room.network
    names = [("jurisdiction", place) for place in network.inner_ids]
    names += [("leg", leg) for leg in network.leg_ids]
    closed = {("jurisdiction", place) for place in places} | {("leg", leg) for leg in legs}
    shut = room.no_change().shut
    shut[: len(names)] = [name in closed for name in names]
    return replace(room.no_change(), shut=shut, points=points)


def weights_by_percent(network: Network) -> IntArray:
    """Give the weight on a route of an arc under each pressure, shape (101,).

    Micro-nats come first, then the number of arcs, which rises with that of hops; so weights are
    above 0. A closed arc carries nothing, and is on no route for that reason.
    """
    weights = [route_weight(percent) or 0 for percent in range(CLOSED_PERCENT + 1)]
    return np.array(weights, dtype=np.int64) * (network.node_count + 1) + 1
