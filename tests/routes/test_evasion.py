from fractions import Fraction

import networkx as nx
import numpy as np
import pytest

from routes import Journey, fields, k_routes
from routes.evasion import evasions
from routes.evasion_arrays import chances, compile_journeys, likeliest_ways
from routes.fields import DESTINATIONS, NODE_CAPACITY, ORIGINS, PASSING, PRESSURE
from tests.counts import count
from tests.random_graphs import random_graph
from tests.strategies import empty_graph, jurisdiction, leg


def best_by_enumeration(graph, journey):
    """Rank all routes that pass no jurisdiction twice: chance, hops, leg ids."""
    open_graph = graph.copy()
    shut = [place for place, data in graph.nodes(data=True) if data[NODE_CAPACITY] == 0]
    open_graph.remove_nodes_from(shut)
    edges = graph.edges(keys=True, data=True)
    open_graph.remove_edges_from([edge[:3] for edge in edges if not edge[3][PASSING]])
    if journey.origin not in open_graph or journey.destination not in open_graph:
        return (Fraction(0), ())
    ranks = []
    for way in nx.all_simple_edge_paths(open_graph, journey.origin, journey.destination):
        share = Fraction(1)
        for edge in way:
            share *= Fraction(100 - open_graph.edges[edge][PRESSURE], 100)
        ranks.append((-share, len(way), tuple(key for _, _, key in way)))
    best = min(ranks, default=(Fraction(0), 0, ()))
    return (-best[0], best[2])


def every_journey(graph):
    ends = [(a, b) for a in sorted(graph) for b in sorted(graph) if a != b]
    return [Journey(*pair, Fraction(1, len(ends))) for pair in ends]


@pytest.mark.parametrize("seed", range(count(60, full=1500)))
def test_the_likeliest_route_is_that_of_trying_all(seed):
    graph = random_graph(np.random.default_rng(seed))
    journeys = every_journey(graph)
    found = evasions(graph, journeys)
    expected = [best_by_enumeration(graph, journey) for journey in journeys]
    assert [(each.chance, each.legs) for each in found] == expected


@pytest.mark.parametrize("seed", range(count(60, full=1500)))
def test_floats_find_routes_of_the_same_chance(seed):
    rng = np.random.default_rng(seed)
    graph = random_graph(rng)
    journeys = every_journey(graph)
    shares = {k: d[PRESSURE] for _, _, k, d in graph.edges(keys=True, data=True) if d[PASSING]}
    after = {key: min(100, pressure + 50) for key, pressure in sorted(shares.items())}
    shut = [place for place, data in graph.nodes(data=True) if data[NODE_CAPACITY] == 0]
    candidates = {
        key: after[key]
        for tail, head, key in sorted(graph.edges(keys=True), key=lambda edge: edge[2])
        if key in after and tail not in shut and head not in shut
    }
    arrays = compile_journeys(graph, journeys, candidates)
    acted = rng.integers(0, 2, len(candidates)).astype(float)
    chosen = {
        key: percent for (key, percent), on in zip(candidates.items(), acted, strict=True) if on
    }
    exact = [float(each.chance) for each in evasions(graph, journeys, chosen)]
    found = chances(arrays, likeliest_ways(arrays, acted), acted)
    assert found == pytest.approx(exact, abs=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_between_the_graphs_own_ends_it_is_the_least_pressed_route(seed):
    graph = random_graph(np.random.default_rng(seed))
    journeys = [
        Journey(a, b, Fraction(1)) for a in graph.graph[ORIGINS] for b in graph.graph[DESTINATIONS]
    ]
    best = max(each.chance for each in evasions(graph, journeys))
    route = next(iter(k_routes(graph, k=1)), None)
    assert best * 10**6 // 1 == (0 if route is None else route.passes_per_million)


def test_a_closer_look_than_micronats_decides():
    # 99 * 99 against 98 * 100 of 10 000: nearly equal, and the longer one is the likelier.
    graph = empty_graph(("a",), ("c",))
    graph.add_nodes_from((place, jurisdiction()) for place in "abc")
    graph.add_edge("a", "b", key="k1", **leg(100, 1))
    graph.add_edge("b", "c", key="k2", **leg(100, 1))
    graph.add_edge("a", "c", key="k3", **leg(100, 2))
    (found,) = evasions(graph, [Journey("a", "c", Fraction(1))])
    assert (found.chance, found.legs) == (Fraction(9801, 10_000), ("k1", "k2"))
    graph.nodes["b"][fields.NODE_CAPACITY] = 0
    (found,) = evasions(graph, [Journey("a", "c", Fraction(1))])
    assert found.legs == ("k3",)
