import itertools
import json
import math
from fractions import Fraction

import networkx as nx
import pytest
from hypothesis import given, settings

from routes import fields, k_routes, least_pressure_route
from tests.strategies import empty_graph, graphs, jurisdiction, leg


def all_routes(graph):
    """List every route by plain search: (weight, hops, leg ids), in order."""
    found = []

    def extend(place, visited, weight, legs):
        if place in graph.graph[fields.DESTINATIONS]:
            found.append((weight, len(legs), legs))
        for _, end, key, data in graph.out_edges(place, keys=True, data=True):
            shut = data[fields.PASSING] == 0 or graph.nodes[end][fields.NODE_CAPACITY] == 0
            if not shut and end not in visited:
                added = data[fields.ROUTE_WEIGHT]
                extend(end, visited | {end}, weight + added, (*legs, key))

    for origin in graph.graph[fields.ORIGINS]:
        if graph.nodes[origin][fields.NODE_CAPACITY] != 0:
            extend(origin, {origin}, 0, ())
    return sorted(found)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(graph=graphs(max_jurisdictions=6, max_legs=11))
def test_all_routes_come_in_exactly_the_order_of_weight_hops_and_ids(graph):
    expected = all_routes(graph)
    for k in (1, 3, len(expected) + 1):
        routes = k_routes(graph, k)
        assert [(r.weight_micronats, r.hops, r.legs) for r in routes] == expected[:k]
    best = least_pressure_route(graph)
    assert (best is None) == (not expected)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(graph=graphs(max_legs=10))
def test_a_route_is_a_chain_of_legs_and_tells_its_share_exactly(graph):
    ends = {key: (o, d, data) for o, d, key, data in graph.edges(keys=True, data=True)}
    for route in k_routes(graph, 5):
        hops = list(itertools.pairwise(route.jurisdictions))
        assert hops == [ends[key][:2] for key in route.legs]
        assert len(set(route.jurisdictions)) == len(route.jurisdictions) == route.hops + 1
        shares = [Fraction(100 - ends[key][2][fields.PRESSURE], 100) for key in route.legs]
        assert route.passes_per_million == math.floor(math.prod(shares) * 10**6)


@pytest.mark.parametrize("seed", range(10))
def test_weights_are_those_of_networkx_on_simple_graphs(seed):
    plain = nx.gnp_random_graph(9, 0.35, seed=seed, directed=True)
    graph = empty_graph(("0",), ("8",))
    graph.add_nodes_from((str(place), jurisdiction()) for place in plain)
    for number, (origin, end) in enumerate(plain.edges):
        attributes = leg(100, (37 * number + seed) % 100)
        graph.add_edge(str(origin), str(end), key=f"{origin}>{end}", **attributes)
        plain.edges[origin, end]["weight"] = attributes[fields.ROUTE_WEIGHT]
    routes = k_routes(graph, 20)
    if not nx.has_path(plain, 0, 8):
        assert routes == ()
        return
    paths = itertools.islice(nx.shortest_simple_paths(plain, 0, 8, weight="weight"), 20)
    expected = [nx.path_weight(plain, path, "weight") for path in paths]
    assert [route.weight_micronats for route in routes] == expected


def test_ties_are_broken_by_hops_and_then_by_ids(draw_graph):
    # s -> b -> t and s -> a -> t weigh the same, s -> c -> d -> t too but has one hop more.
    graph = draw_graph("s b 1\nb t 1\ns a 1\na t 1\ns c 1\nc d 1\nd t 1")
    assert [route.legs for route in k_routes(graph)] == [
        ("s>a", "a>t"),
        ("s>b", "b>t"),
        ("s>c", "c>d", "d>t"),
    ]


def test_parallel_legs_make_different_routes(draw_graph):
    # s =10 %=> t, =20 %=> t
    routes = k_routes(draw_graph("s t 1 20\ns t 1 10"))
    assert [route.legs for route in routes] == [("s>t.2",), ("s>t",)]
    assert [route.passes_per_million for route in routes] == [900_000, 800_000]


def test_the_least_pressed_route_may_be_the_longer_one(draw_graph):
    # s -75 %-> t: 25 of 100 pass. s -30 %-> a -30 %-> t: 49 of 100 pass.
    route = least_pressure_route(draw_graph("s t 1 75\ns a 1 30\na t 1 30"))
    assert route.jurisdictions == ("s", "a", "t")
    assert route.passes_per_million == 490_000
    assert route.weight_micronats == 2 * round(-math.log(0.7) * 10**6)


def test_what_passes_nothing_is_on_no_route(draw_graph):
    graph = draw_graph("s t 1 100\ns a 1\na t 1\ns b 0\nb t 1", capacities={"a": "0"})
    assert k_routes(graph) == ()
    assert least_pressure_route(graph) is None


def test_any_origin_and_any_destination_will_do(draw_graph):
    # r -> t -> u: a route ends at t, and another passes t and ends at u.
    graph = draw_graph("r t 1 10\nt u 1 10\ns r 1", origins="rs", destinations="tu")
    assert [route.jurisdictions for route in k_routes(graph)] == [
        ("r", "t"),
        ("s", "r", "t"),
        ("r", "t", "u"),
        ("s", "r", "t", "u"),
    ]


def test_fewer_than_one_route_is_refused(draw_graph):
    with pytest.raises(ValueError, match="at least 1"):
        k_routes(draw_graph("s t 1"), k=0)


def test_a_route_is_plain_values(draw_graph):
    route = least_pressure_route(draw_graph("s t 1"))
    assert json.loads(json.dumps(route.to_dict()))["legs"] == ["s>t"]
