"""Random graphs for tests that ask two programs the same: many, small and the same each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes import fields
from tests.strategies import SCALE, empty_graph, jurisdiction, leg

if TYPE_CHECKING:
    import networkx as nx

SEED = 20261031
HALF = 0.5


def random_graphs(count: int) -> list[nx.MultiDiGraph[str]]:
    """Draw so many graphs; fewer are the first of them."""
    rng = np.random.default_rng(SEED)
    return [_graph(rng) for _ in range(count)]


def _graph(rng: np.random.Generator) -> nx.MultiDiGraph[str]:
    """Draw two to seven jurisdictions and up to fourteen legs, with few different numbers.

    So ties, parallel and reverse legs, dead ends and unbounded routes are common.
    """
    places = [str(name) for name in rng.permutation(list("abcdefg")[: rng.integers(2, 8)])]
    several = 1 + (len(places) > 3 and rng.random() < HALF)
    graph = empty_graph(tuple(places[:several]), tuple(places[-several:]))
    for name in sorted(places):
        graph.add_node(name, **jurisdiction(capacity=_amount(rng, unbounded=0.7, smallest=0)))
    for number in range(rng.integers(1, 15)):
        origin, destination = (str(name) for name in rng.choice(places, 2, replace=False))
        capacity = _amount(rng, unbounded=0.2, smallest=0)
        pressure = int(rng.choice([0, 0, 15, 50, 100]))
        cost = _amount(rng, unbounded=0.1, smallest=1)
        graph.add_edge(origin, destination, key=f"l{number:02d}", **leg(capacity, pressure, cost))
    return graph


def tied_graphs(count: int) -> list[nx.MultiDiGraph[str]]:
    """Draw so many dense graphs with hardly any pressure, in which many routes are equal."""
    rng = np.random.default_rng(SEED)
    return [_tied_graph(rng) for _ in range(count)]


def _tied_graph(rng: np.random.Generator) -> nx.MultiDiGraph[str]:
    places = "abcdefg"[: rng.integers(4, 8)]
    graph = empty_graph((places[0],), (places[-1],))
    for name in places:
        graph.add_node(name, **jurisdiction())
    for number in rng.permutation(25):
        origin, destination = (str(name) for name in rng.choice(list(places), 2, replace=False))
        capacity = int(rng.integers(1, 4)) * SCALE
        pressure = int(rng.choice([0, 0, 0, 50]))
        graph.add_edge(origin, destination, key=f"l{number:02d}", **leg(capacity, pressure))
    return graph


def _amount(rng: np.random.Generator, *, unbounded: float, smallest: int) -> fields.Amount:
    bound = int(rng.integers(smallest, 4)) * SCALE
    return fields.UNBOUNDED if rng.random() < unbounded else bound
