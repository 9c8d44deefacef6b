import importlib.util
import itertools

import networkx as nx
import numpy as np
import pytest

from routes import fields, least_pressure_route
from routes.replacement import Replacement
from tests.random_graphs import graph_without, members_of, random_graph
from tests.strategies import empty_graph, jurisdiction, leg

needs_numba = pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)


def weight_from_scratch(graph, removed):
    route = least_pressure_route(graph_without(graph, *removed))
    return None if route is None else route.weight_micronats


@pytest.fixture(scope="module")
def road():
    """Draw a grid with legs both ways and different pressures, as a road network has."""
    rng = np.random.default_rng(7)
    graph = empty_graph(("00x00",), ("17x17",))
    place = "{:02}x{:02}".format
    for row, column in itertools.product(range(18), repeat=2):
        graph.add_node(place(row, column), **jurisdiction())
    for row, column in itertools.product(range(18), repeat=2):
        for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            if 0 <= row + down < 18 and 0 <= column + right < 18:
                ends = (place(row, column), place(row + down, column + right))
                graph.add_edge(*ends, key=">".join(ends), **leg(100, int(rng.integers(1, 95))))
    return graph


@pytest.mark.parametrize("kind", ["interpreted", pytest.param("compiled", marks=needs_numba)])
def test_weights_are_those_of_routes_from_scratch(kind):
    rng = np.random.default_rng(6)
    for _ in range(100):
        graph = random_graph(rng)
        replacement = Replacement(graph, kind)
        for removed in ((), *((member,) for member in members_of(graph))):
            assert replacement.weight_without(removed) == weight_from_scratch(graph, removed)


def test_weights_without_two_or_three_are_those_of_routes_from_scratch():
    rng = np.random.default_rng(8)
    for _ in range(25):
        graph = random_graph(rng, most_places=5, most_legs=7)
        replacement = Replacement(graph)
        for size in (2, 3):
            for removed in itertools.combinations(members_of(graph), size):
                assert replacement.weight_without(removed) == weight_from_scratch(graph, removed)


@pytest.mark.parametrize("kind", ["interpreted", pytest.param("compiled", marks=needs_numba)])
def test_weights_on_a_road_network_are_those_of_networkx(road, kind):
    assert road.number_of_edges() > 1000
    replacement = Replacement(road, kind)
    path = nx.dijkstra_path(road, "00x00", "17x17", weight=fields.ROUTE_WEIGHT)
    legs = [f"{origin}>{end}" for origin, end in itertools.pairwise(path)]
    rng = np.random.default_rng(9)
    others = [str(key) for key in rng.choice([key for *_, key in road.edges(keys=True)], 10)]
    for key in (*legs, *others):
        left = road.copy()
        left.remove_edge(*key.split(">"), key)
        length = nx.dijkstra_path_length(left, "00x00", "17x17", weight=fields.ROUTE_WEIGHT)
        assert replacement.weight_without([("leg", key)]) == length
    for place in path[1:-1]:
        left = road.copy()
        left.remove_node(place)
        length = nx.dijkstra_path_length(left, "00x00", "17x17", weight=fields.ROUTE_WEIGHT)
        assert replacement.weight_without([("jurisdiction", place)]) == length


def test_single_removals_need_no_search_of_their_own_and_pairs_only_those_on_the_best_route(road):
    replacement = Replacement(road)
    best = least_pressure_route(road)
    members = members_of(road)
    for member in members:
        replacement.weight_without([member])
    assert replacement.searches == 0
    for member in members:
        replacement.weight_without([member, ("leg", "no such leg")])
    assert replacement.searches == 1 + len(best.legs) + len(best.jurisdictions)


def test_without_the_only_route_there_is_no_weight(draw_graph):
    # s -50 %-> a -> t
    replacement = Replacement(draw_graph("s a 1 50\na t 1"))
    assert replacement.weight_without(()) == 693147
    for member in (("leg", "s>a"), ("jurisdiction", "a"), ("jurisdiction", "s")):
        assert replacement.weight_without([member]) is None
    assert replacement.weight_without([("leg", "no such leg")]) == 693147


def test_a_graph_without_legs_has_no_route(draw_graph):
    assert Replacement(draw_graph("")).weight_without([("jurisdiction", "s")]) is None


def test_where_nothing_starts_there_is_no_route(draw_graph):
    graph = draw_graph("s t 1", capacities={"s": "0", "t": "0"})
    assert Replacement(graph).weight_without(()) is None
