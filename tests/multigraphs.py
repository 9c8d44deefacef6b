"""Random multigraphs with few different numbers, and what is left of them without some members."""

from __future__ import annotations

from routes import fields
from tests.strategies import SCALE, empty_graph, jurisdiction, leg


def random_multigraph(rng, *, most_places=7, most_legs=14):
    """Draw a graph with parallel and reverse legs, dead ends, node capacities, unbounded amounts.

    One or two origins and destinations; few different numbers, so that ties are common.
    """
    count = int(rng.integers(2, most_places + 1))
    places = [str(name) for name in rng.permutation(list("abcdefghijklmnop")[:count])]
    several = 1 + int(len(places) > 3 and rng.random() < 0.5)
    graph = empty_graph(tuple(places[:several]), tuple(places[-several:]))
    for name in sorted(places):
        graph.add_node(name, **jurisdiction(capacity=_amount(rng, unbounded=0.7, smallest=0)))
    for number in range(int(rng.integers(1, most_legs + 1))):
        origin, destination = (str(name) for name in rng.choice(places, 2, replace=False))
        capacity = _amount(rng, unbounded=0.15, smallest=0)
        pressure = int(rng.choice([0, 0, 15, 50, 100]))
        cost = _amount(rng, unbounded=0.1, smallest=1)
        graph.add_edge(origin, destination, key=f"l{number:02d}", **leg(capacity, pressure, cost))
    return graph


def _amount(rng, *, unbounded, smallest):
    bound = int(rng.integers(smallest, 5)) * SCALE
    return fields.UNBOUNDED if rng.random() < unbounded else bound


def members_of(graph):
    """List what can be removed, as (kind, id) in sorted order."""
    legs = [("leg", key) for _, _, key in graph.edges(keys=True)]
    return sorted([*legs, *(("jurisdiction", place) for place in graph)])


def graph_without(graph, *removed):
    """Give a copy without some legs and with some jurisdictions closed."""
    left = graph.copy()
    for kind, name in removed:
        if kind == "jurisdiction":
            left.nodes[name][fields.NODE_CAPACITY] = 0
        else:
            left.remove_edges_from([edge for edge in graph.edges(keys=True) if edge[2] == name])
    return left
