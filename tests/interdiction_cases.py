"""Small interdictions, drawn at random, and their answers by trying every plan with networkx."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

import networkx as nx
from hypothesis import strategies as st

from routes import Measure, fields
from tests.strategies import SCALE, graphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from routes.targets import Offer

MOST_TARGETS = 9


@dataclass(frozen=True)
class Case:
    """What may be interdicted in a graph, and for how much."""

    graph: nx.MultiDiGraph[str]
    measures: tuple[Measure, ...]
    jurisdictions: dict[str, int]
    budget: int
    lens: str

    @property
    def options(self) -> dict[str, Any]:
        """What `routes.interdict` takes beside graph and budget."""
        return {
            "lens": self.lens,
            "measures": self.measures,
            "jurisdictions": self.jurisdictions,
        }


@st.composite
def cases(draw: Callable[[st.SearchStrategy[Any]], Any], *, measures: bool = True) -> Case:
    """Draw a graph of up to nine targets, among them parallel legs and measures that overlap."""
    graph = draw(graphs(max_jurisdictions=5, max_legs=6))
    legs = sorted(leg for _, _, leg in graph.edges(keys=True))
    for _, _, _, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[2]):
        if draw(st.integers(0, 6)) == 0:
            data[fields.INTERDICTABLE] = False
    costs = st.integers(1, 3).map(lambda units: units * SCALE)
    places = draw(st.lists(st.sampled_from(sorted(graph)), max_size=1))
    acts = []
    if measures and legs:
        for number in range(draw(st.integers(0, 3))):
            touched = draw(st.lists(st.sampled_from(legs), min_size=1, max_size=3, unique=True))
            points = draw(st.sampled_from((0, 20, 50, 90)))
            effect = "pressure" if points else "close"
            acts.append(
                Measure(f"m{number}", "", effect, points, tuple(sorted(touched)), draw(costs))
            )
    budget = draw(st.integers(0, 6))
    lens = draw(st.sampled_from(sorted(fields.LENSES)))
    return Case(graph, tuple(acts), {place: draw(costs) for place in places}, budget, lens)


def by_trying_all(case: Case, offers: tuple[Offer, ...]) -> tuple[float, set[frozenset[str]]]:
    """Give the least flow after any plan within the budget, and the plans with none to spare.

    Targets are named by kind and id. Without a bound the flow is infinite.
    """
    values = dict(_values(case, offers))
    least = min(values.values())
    best = {plan for plan, value in values.items() if value == least}
    return least, {plan for plan in best if all(values[plan - {name}] > least for name in plan)}


def named(kind: str, name: str) -> str:
    """Name a target."""
    return f"{kind} {name}"


def _values(case: Case, offers: tuple[Offer, ...]) -> Iterator[tuple[frozenset[str], float]]:
    for size in range(len(offers) + 1):
        for plan in itertools.combinations(offers, size):
            if sum(offer.target.cost_scaled for offer in plan) <= case.budget * SCALE:
                names = frozenset(named(offer.target.kind, offer.target.id) for offer in plan)
                yield names, flow_after(case, plan)


def flow_after(case: Case, plan: tuple[Offer, ...]) -> float:
    """Compute the largest flow after a plan with networkx, from the attributes of the graph."""
    network: nx.DiGraph[object] = nx.DiGraph()
    network.add_nodes_from(["source", "sink"])
    chosen = {(offer.target.kind, offer.target.id) for offer in plan}
    points = {leg: 0 for _, _, leg in case.graph.edges(keys=True)}
    for offer in plan:
        for leg in offer.legs:
            points[leg] += 100 if offer.points is None else offer.points
    for place, data in case.graph.nodes(data=True):
        closed = ("jurisdiction", place) in chosen or data[fields.NODE_CAPACITY] == 0
        # Under effort no effort closes a whole jurisdiction.
        limit = "unbounded" if case.lens == "effort" else data[fields.NODE_CAPACITY]
        _add(network, ("in", place), ("out", place), 0 if closed else limit)
    for origin, destination, leg, data in case.graph.edges(keys=True, data=True):
        passes = max(0, 100 - data[fields.PRESSURE] - points[leg])
        amount = data[fields.LENSES[case.lens]]
        if case.lens == "passing" and data[fields.CAPACITY] != "unbounded":
            amount = data[fields.CAPACITY] * passes // 100
        capacity = data[fields.CAPACITY]
        if passes == 0 or capacity == 0 or (capacity != "unbounded" and capacity * passes < 100):
            amount = 0
        # A node of its own keeps parallel legs apart.
        _add(network, ("out", origin), ("leg", leg), amount)
        _add(network, ("leg", leg), ("in", destination), amount)
    for origin in case.graph.graph[fields.ORIGINS]:
        _add(network, "source", ("in", origin), "unbounded")
    for destination in case.graph.graph[fields.DESTINATIONS]:
        _add(network, ("out", destination), "sink", "unbounded")
    try:
        return float(nx.maximum_flow_value(network, "source", "sink"))
    except nx.NetworkXUnbounded:
        return inf


def _add(network: nx.DiGraph[object], tail: object, head: object, amount: fields.Amount) -> None:
    if amount == "unbounded":
        network.add_edge(tail, head)
    elif amount:
        network.add_edge(tail, head, capacity=amount)
