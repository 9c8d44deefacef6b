"""A flow interdiction in arrays: which arcs each target closes or narrows, and to what."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

from routes.arrays import compile_network
from routes.contract import passing_capacity
from routes.fields import CAPACITY, PASSING, PRESSURE, UNBOUNDED
from routes.lenses import leg_amount
from routes.pressure import CLOSED_PERCENT, held

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Any

    import networkx as nx

    from routes.arrays import IntArray, Network
    from routes.lenses import Lens
    from routes.targets import Offer


@dataclass(frozen=True)
class SharedArc:
    """An arc that pressure bears on, or more than one target, or a target with other arcs too.

    Attributes
    ----------
    arc : int
        Its number in the network.
    closers : tuple of int
        Targets each of which closes it.
    points : tuple of (int, int)
        Targets that add pressure, with their points.
    amounts : tuple of int
        What it carries with so many points added, from 0; the last holds for more, too.
    """

    arc: int
    closers: tuple[int, ...]
    points: tuple[tuple[int, int], ...]
    amounts: tuple[int, ...]

    def after(self, chosen: Collection[int]) -> int:
        """Give what it carries when some targets are chosen."""
        if any(target in chosen for target in self.closers):
            return 0
        return self.at(sum(points for target, points in self.points if target in chosen))

    def at(self, points: int) -> int:
        """Give what it carries with so many points added."""
        return self.amounts[min(points, len(self.amounts) - 1)]


@dataclass(frozen=True, eq=False)
class Model:
    """A network, and targets that narrow it at a cost.

    Attributes
    ----------
    network : Network
        With nothing interdicted.
    cost : ndarray of int64, shape (targets,)
        From 1, in multiples of a common divisor of the real costs.
    unit : int
        That divisor.
    budget : int
        In the same multiples, what is left over being left away.
    arcs, targets : ndarray of int64, shape (plain arcs,)
        Arcs that exactly one target closes, which touches no other arc; and that target.
    shared : tuple of SharedArc
        All other arcs that targets touch, in rising order.
    step : int
        Divides every amount, and so every value that a flow can have.
    """

    network: Network
    cost: IntArray
    unit: int
    budget: int
    arcs: IntArray
    targets: IntArray
    shared: tuple[SharedArc, ...]
    step: int

    def amounts(self, chosen: Collection[int]) -> IntArray:
        """Give what each arc carries when some targets are chosen, shape (arcs,)."""
        amounts = self.network.amount.copy()
        if chosen:
            taken = np.zeros(len(self.cost), dtype=bool)
            taken[list(chosen)] = True
            amounts[self.arcs[taken[self.targets]]] = 0
            for shared in self.shared:
                amounts[shared.arc] = shared.after(chosen)
        return amounts

    def within(self, budget: int) -> Model:
        """Give the same model with another budget, in the unit of the real costs."""
        return replace(self, budget=budget // self.unit)

    def cost_of(self, chosen: Collection[int]) -> int:
        """Add up what some targets cost."""
        return int(self.cost[list(chosen)].sum())


def closing_model(
    network: Network, arcs: IntArray, cost: IntArray, budget: int, shared: Sequence[SharedArc] = ()
) -> Model:
    """Make a model in which the first targets each close one arc.

    Parameters
    ----------
    network : Network
        The arrays.
    arcs : ndarray of int64, shape (closing targets,)
        The forward arc that each closes.
    cost : ndarray of int64, shape (targets,)
        From 1; those of targets of shared arcs come last.
    budget : int
        From 0, in the same unit.
    shared : sequence of SharedArc
        Other arcs that targets touch.

    Returns
    -------
    Model
    """
    unit = int(np.gcd.reduce(cost)) if len(cost) else 1
    finite = network.amount[network.amount < network.unbounded]
    amounts = [a for arc in shared for a in arc.amounts if a < network.unbounded]
    step = gcd(int(np.gcd.reduce(finite)) if len(finite) else 0, *amounts)
    return Model(
        network=network,
        cost=cost // unit,
        unit=unit,
        budget=budget // unit,
        arcs=arcs,
        targets=np.arange(len(arcs), dtype=np.int64),
        shared=tuple(shared),
        step=max(step, 1),
    )


def model_of(
    graph: nx.MultiDiGraph[str], offers: Sequence[Offer], budget_scaled: int, lens: Lens
) -> tuple[Model, tuple[Offer, ...]]:
    """Turn a graph and what may be interdicted in it into arrays.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; this is not checked here.
    offers : sequence of Offer
        As `routes.targets.offers` gives them.
    budget_scaled : int
        Units of 1/scale.
    lens : {"passing", "volume", "effort"}
        Which amounts bound the flow.

    Returns
    -------
    model : Model
    ordered : tuple of Offer
        The offers in the order in which the model numbers them.
    """
    network = compile_network(graph, lens)
    position = {("jurisdiction", place): i for i, place in enumerate(network.inner_ids)}
    first_leg = len(position)
    position |= {("leg", leg): first_leg + i for i, leg in enumerate(network.leg_ids)}
    touched = [_positions(offer, position) for offer in offers]
    times = Counter(at for positions in touched for at in positions)
    plain = [
        number
        for number, offer in enumerate(offers)
        if offer.points is None and len(touched[number]) == 1 and times[touched[number][0]] == 1
    ]
    others = [number for number in range(len(offers)) if number not in set(plain)]
    order = [*plain, *others]
    new_number = {number: new for new, number in enumerate(order)}
    by_position: dict[int, list[int]] = defaultdict(list)
    for number in others:
        for at in touched[number]:
            by_position[at].append(new_number[number])
    ordered = tuple(offers[number] for number in order)
    legs = {leg: data for _, _, leg, data in graph.edges(keys=True, data=True)}
    tables = {
        first_leg + i: _amounts_by_points(legs[leg], lens, network.unbounded)
        for i, leg in enumerate(network.leg_ids)
        if first_leg + i in by_position
    }
    shared = [
        _shared(at, by_position[at], ordered, tables.get(at) or (int(network.amount[2 * at]),))
        for at in sorted(by_position)
    ]
    arcs = 2 * np.array([touched[number][0] for number in plain], dtype=np.int64)
    cost = np.array([offer.target.cost_scaled for offer in ordered], dtype=np.int64)
    return closing_model(network, arcs, cost, budget_scaled, shared), ordered


def _positions(offer: Offer, position: Mapping[tuple[str, str], int]) -> list[int]:
    """Give the positions that a target touches; a jurisdiction that is shut has none."""
    if offer.target.kind == "jurisdiction":
        key = ("jurisdiction", offer.target.id)
        return [position[key]] if key in position else []
    return [position["leg", leg] for leg in offer.legs if ("leg", leg) in position]


def _shared(
    at: int, targets: Sequence[int], offers: Sequence[Offer], amounts: tuple[int, ...]
) -> SharedArc:
    closers = tuple(target for target in targets if offers[target].points is None)
    points = tuple((t, points) for t in targets if (points := offers[t].points) is not None)
    return SharedArc(2 * at, closers, points, amounts)


def _amounts_by_points(leg: Mapping[str, Any], lens: Lens, unbounded: int) -> tuple[int, ...]:
    """Give what a leg counts with 0, 1, 2, ... points of pressure added, until it is closed."""
    amounts = []
    for points in range(CLOSED_PERCENT - leg[PRESSURE] + 1):
        percent = held(leg[PRESSURE] + points)
        changed = {**leg, PASSING: passing_capacity(leg[CAPACITY], percent), PRESSURE: percent}
        amount = leg_amount(changed, lens)
        amounts.append(unbounded if amount == UNBOUNDED else amount)
    return tuple(amounts)
