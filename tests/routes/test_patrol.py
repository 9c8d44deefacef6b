"""Patrols: the theorem, the double oracle, a linear program over all routes, graphs by hand."""

import json
from fractions import Fraction
from itertools import pairwise

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from routes import GraphError, double_oracle, fields, from_edges, min_cut, patrol
from routes.inspection import inspected
from routes.lenses import open_legs
from tests.counts import count
from tests.random_graphs import random_graph
from tests.strategies import graphs

PERCENTS = (0, 20, 25, 50, 60, 100)


def all_routes(graph):
    """List every simple route from an origin to a destination, as tuples of leg ids."""
    legs = open_legs(graph)
    ends = set(graph.graph[fields.DESTINATIONS])
    found = []

    def follow(place, visited, route):
        if place in ends:
            found.append(route)
            return
        for origin, destination, leg, _ in legs:
            if origin == place and destination not in visited:
                follow(destination, visited | {destination}, (*route, leg))

    for origin in graph.graph[fields.ORIGINS]:
        follow(origin, {origin}, ())
    return found


def value_by_all_routes(rate, routes, inspectors):
    """Solve the inspectors' linear program with one row for each route."""
    legs = sorted(rate)
    rows = [[*(-rate[leg] * (leg in route) for leg in legs), 1.0] for route in routes]
    rows.append([*(1.0 for _ in legs), 0.0])
    limits = [*(0.0 for _ in routes), float(inspectors)]
    goal = [*(0.0 for _ in legs), -1.0]
    bounds = [*((0, 1) for _ in legs), (None, None)]
    return -linprog(goal, A_ub=np.array(rows), b_ub=limits, bounds=bounds).fun


def some_detection(rng, graph):
    legs = sorted(leg for _, _, leg in graph.edges(keys=True))
    return {leg: int(rng.choice(PERCENTS)) for leg in legs}


def test_two_legs_in_a_row_need_only_one_watched(draw_graph):
    # s -> a -> t, and s -> t.  x on s>t and one leg of the other route: p x equal, so
    # s>t (50 %) has 2/3 and the better of s>a (100 %), a>t (20 %) has 1/3: value 1/3.
    graph = draw_graph("s a 1\na t 1\ns t 1")
    found = patrol(graph, detection={"s>a": 100, "a>t": 20, "s>t": 50})
    assert (found.status, found.value) == ("optimal", Fraction(1, 3))
    told = {each.leg: each.probability for each in found.inspections}
    assert told == {"s>a": Fraction(1, 3), "s>t": Fraction(2, 3), "a>t": 0}
    assert {route.legs: route.share for route in found.evader} == {
        ("s>a", "a>t"): Fraction(1, 3),
        ("s>t",): Fraction(2, 3),
    }


def test_equal_cuts_leave_open_which_leg_is_watched(draw_graph):
    # s -> a -> t: either leg, or both in any proportion.
    found = patrol(draw_graph("s a 1\na t 1"))
    assert found.value == 1
    assert [(each.least, each.most) for each in found.inspections] == [(0, 1), (0, 1)]


def test_several_inspectors_find_more_than_one_on_a_route(draw_graph):
    # s -> a -> t with two inspectors: one on each leg, two detections on the only route.
    found = patrol(draw_graph("s a 1\na t 1"), inspectors=2)
    assert (found.status, found.value, found.another) == ("saturated", 2, 0)
    assert found.meaning == "expected number of detections"


def test_a_leg_takes_one_inspector_at_most(draw_graph):
    # s>t at 10 % would take all of one inspector to reach 1/10; the legs over a have 100 %.
    # Two inspectors: s>t is watched always, and then nothing is left to gain.
    graph = draw_graph("s a 1\na t 1\ns t 1")
    found = patrol(graph, detection={"s>t": 10}, inspectors=2)
    assert (found.status, found.value) == ("saturated", Fraction(1, 10))
    told = {each.leg: each.probability for each in found.inspections}
    assert told["s>t"] == 1
    assert sum(told.values()) == Fraction(11, 10)


def test_parallel_legs_are_inspected_apart():
    frame = pd.DataFrame({"origin": ["s"] * 4, "destination": ["t"] * 4, "capacity": [1] * 4})
    found = patrol(from_edges(frame, origin="s", destination="t"))
    assert found.value == Fraction(1, 4)


def test_a_case_without_an_answer_has_a_name_and_no_number(draw_graph):
    graph = draw_graph("s a 1\na t 1\ns t 1")
    unseen = patrol(graph, detection={"s>t": 0})
    assert (unseen.status, unseen.value) == ("unseen route", None)
    assert [route.legs for route in unseen.evader] == [("s>t",)]
    assert all(each.most == 0 for each in unseen.inspections)
    nobody = patrol(graph, inspectors=0)
    assert (nobody.status, nobody.value, nobody.evader) == ("no inspectors", None, ())
    apart = draw_graph("s a 1\nb t 1")
    for inspectors in (0, 1, 3):
        found = patrol(apart, inspectors=inspectors)
        assert (found.status, found.value, found.evader) == ("no route", None, ())
    assert double_oracle(apart).status == "no route"
    assert double_oracle(graph, inspectors=0).status == "no inspectors"


def test_legs_that_are_not_interdictable_are_not_inspected_unless_said_so(draw_graph):
    graph = draw_graph("s a 1\na t 1")
    for _, _, data in graph.edges(data=True):
        data[fields.INTERDICTABLE] = False
    assert patrol(graph).status == "unseen route"
    assert patrol(graph, detection={"a>t": 100}).value == 1


def test_pressure_on_a_leg_is_no_part_of_the_game_but_a_closed_leg_is_no_route(draw_graph):
    assert patrol(draw_graph("s t 1 90")).value == 1
    assert patrol(draw_graph("s t 1 100\ns a 1\na t 1\ns a 1")).value == 1


def test_impossible_numbers_are_all_named_at_once(draw_graph):
    graph = draw_graph("s a 1\na t 1")
    with pytest.raises(GraphError) as caught:
        patrol(graph, detection={"s>b": 5, "s>a": 101, "a>t": 0.5}, inspectors=-1)
    message = str(caught.value)
    assert "Did you mean 's>a'" in message
    assert "101" in message
    assert "0.5" in message
    assert "inspectors must be a whole number from 0, not -1" in message


def test_one_inspector_has_one_over_the_largest_flow_of_one_over_detection():
    """A. Washburn and K. Wood (1995), doi 10.1287/opre.43.2.243: networkx computes the flow."""
    rng = np.random.default_rng(8)
    seen = 0
    for _ in range(count(120, full=2000)):
        graph = random_graph(rng)
        detection = some_detection(rng, graph)
        found = patrol(graph, detection=detection)
        network = nx.DiGraph()
        network.add_nodes_from(["source", "sink"])
        for origin, destination, leg, _ in open_legs(graph):
            # 300 / p is whole for each of the percents; without a capacity an edge is unbounded.
            bound = {"capacity": 300 // detection[leg]} if detection[leg] else {}
            network.add_edge(origin, (leg, "middle"), **bound)
            network.add_edge((leg, "middle"), destination)
        network.add_edges_from(("source", origin) for origin in graph.graph[fields.ORIGINS])
        network.add_edges_from((end, "sink") for end in graph.graph[fields.DESTINATIONS])
        if found.value is None:
            continue
        seen += 1
        assert found.value == Fraction(3, nx.maximum_flow_value(network, "source", "sink"))
    assert seen > 20


def test_the_double_oracle_and_all_routes_agree_for_any_number_of_inspectors():
    rng = np.random.default_rng(9)
    seen = 0
    for _ in range(count(120, full=2000)):
        graph = random_graph(rng)
        detection, inspectors = some_detection(rng, graph), int(rng.integers(1, 5))
        found = patrol(graph, detection=detection, inspectors=inspectors)
        bracket = double_oracle(graph, detection=detection, inspectors=inspectors)
        routes = all_routes(graph)
        assert (found.status == "no route") == (bracket.status == "no route") == (not routes)
        if not routes:
            continue
        seen += 1
        value = float(found.value or 0)
        assert bracket.low - 1e-9 <= value <= bracket.high + 1e-9
        assert bracket.high - bracket.low < 1e-8
        rate = {leg: detection[leg] / 100 for _, _, leg, _ in open_legs(graph)}
        assert value_by_all_routes(rate, routes, inspectors) == pytest.approx(value, abs=1e-9)
    assert seen > 40


def test_least_and_most_are_those_of_a_linear_program():
    rng = np.random.default_rng(10)
    for _ in range(count(25, full=300)):
        graph = random_graph(rng, most_places=5, most_legs=9)
        detection = some_detection(rng, graph)
        found = patrol(graph, detection=detection, inspectors=int(rng.integers(1, 4)))
        if found.value is None:
            continue
        legs = [each.leg for each in found.inspections]
        rows = [
            [-detection[leg] / 100 * (leg in route) for leg in legs] for route in all_routes(graph)
        ]
        limits = [-float(found.value)] * len(rows)
        spent = float(sum(each.probability for each in found.inspections))
        for position, each in enumerate(found.inspections):
            goal = np.zeros(len(legs))
            for sign, expected in ((1, each.least), (-1, each.most)):
                goal[position] = sign
                solved = linprog(
                    goal,
                    A_ub=np.array([*rows, np.ones(len(legs))]),
                    b_ub=np.array([*limits, spent]) + 1e-11,
                    bounds=(0, 1),
                )
                assert sign * solved.fun == pytest.approx(float(expected), abs=1e-7)


@settings(max_examples=count(80, full=1000), deadline=None, derandomize=True)
@given(graph=graphs(), inspectors=st.integers(1, 4))
def test_both_strategies_hold_what_they_promise(graph, inspectors):
    found = patrol(graph, inspectors=inspectors)
    if found.value is None:
        return
    inspection = {each.leg: each.probability for each in found.inspections}
    assert sum(inspection.values()) <= inspectors
    assert all(each.least <= each.probability <= each.most <= 1 for each in found.inspections)
    ends = {leg: (origin, end) for origin, end, leg in graph.edges(keys=True)}
    use = dict.fromkeys(inspection, Fraction(0))
    for route in found.evader:
        assert all(ends[leg][1] == ends[after][0] for leg, after in pairwise(route.legs))
        for leg in route.legs:
            use[leg] += route.share
    assert sum(route.share for route in found.evader) == 1
    assert sum(sorted(use.values(), reverse=True)[:inspectors]) == found.value
    assert min(sum(inspection[leg] for leg in route) for route in all_routes(graph)) == found.value


@settings(max_examples=count(60, full=600), deadline=None, derandomize=True)
@given(graph=graphs(), data=st.data())
def test_names_and_order_change_nothing_and_more_inspectors_never_hurt(graph, data):
    found = patrol(graph)
    places = sorted(graph)
    renamed = dict(zip(places, data.draw(st.permutations(places)), strict=True))
    other = nx.relabel_nodes(graph, renamed)
    for ends in (fields.ORIGINS, fields.DESTINATIONS):
        other.graph[ends] = tuple(sorted(renamed[place] for place in graph.graph[ends]))
    assert (patrol(other).status, patrol(other).value) == (found.status, found.value)
    turned = nx.MultiDiGraph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert patrol(turned) == found
    if found.value is not None:
        more = patrol(graph, inspectors=2)
        assert found.value <= more.value <= found.value + found.another


def test_what_is_inspected_for_sure_and_perhaps_are_the_members_of_cuts():
    """With one inspector and equal detection: legs in every, and in some, smallest set."""
    rng = np.random.default_rng(11)
    for _ in range(count(80, full=800)):
        graph = random_graph(rng)
        for _, data in graph.nodes(data=True):
            data[fields.NODE_CAPACITY] = fields.UNBOUNDED
        for _, _, data in graph.edges(data=True):
            data[fields.INTERDICT_COST] = graph.graph[fields.SCALE]
        found = patrol(graph)
        if found.value is None:
            continue
        cut = min_cut(graph, "effort")
        assert found.value == Fraction(graph.graph[fields.SCALE], cut.value)
        assert tuple(e.leg for e in found.inspections if e.least) == cut.every.legs
        assert tuple(e.leg for e in found.inspections if e.most) == cut.some.legs
        assert tuple(e.leg for e in found.inspections if e.probability) == cut.source_side.legs


def test_percents_without_a_small_common_multiple_stay_exact():
    # 30 legs side by side at 71, 72, ... 100 %: the value is 1 over the sum of 100 / p.
    percents = range(71, 101)
    frame = pd.DataFrame({"id": [f"l{p}" for p in percents]}).assign(
        origin="s", destination="t", capacity=1
    )
    graph = from_edges(frame, origin="s", destination="t")
    found = patrol(graph, detection={f"l{p}": p for p in percents})
    assert found.value == 1 / sum(Fraction(100, p) for p in percents)


def test_results_are_plain_values_and_tables(draw_graph):
    found = patrol(draw_graph("s a 1\na t 1\ns t 1"), detection={"a>t": 50})
    plain = json.loads(json.dumps(found.to_dict()))
    assert plain["value"] == "1/2"
    assert plain["evader"][0] == {"legs": ["s>a", "a>t"], "probability": "1/2"}
    assert list(found.to_frame()["leg"]) == ["s>a", "s>t"]
    assert "probability of detection 1/2" in found._repr_html_()
    assert "no route" in patrol(draw_graph("t s 1"))._repr_html_()
    bracket = double_oracle(draw_graph("s a 1\na t 1\ns t 1"))
    assert json.loads(json.dumps(bracket.to_dict()))["status"] == "optimal"
    assert inspected(draw_graph("s t 1"), {}, 1).ends == {"s>t": ("s", "t")}
