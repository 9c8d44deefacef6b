import json

import pytest
from hypothesis import given, settings

from routes import fields, max_flow
from routes.certificate import check_flow
from tests.strategies import graphs


def test_flow_is_told_for_every_leg_and_jurisdiction(draw_graph):
    # s -2-> a -1-> t    s -3-> t    b is off every route
    flow = max_flow(draw_graph("s a 2\na t 1\ns t 3\nb a 4"))
    assert (flow.status, flow.value) == ("flow", 4000)
    assert flow.legs == {"a>t": 1000, "b>a": 0, "s>a": 1000, "s>t": 3000}
    assert flow.jurisdictions == {"a": 1000, "b": 0, "s": 4000, "t": 4000}


def test_no_route_is_a_result_and_not_an_error(draw_graph):
    flow = max_flow(draw_graph("t s 2"))
    assert (flow.status, flow.value, flow.legs) == ("no route", 0, {"t>s": 0})


def test_an_unbounded_route_has_no_value(draw_graph):
    flow = max_flow(draw_graph("s a unbounded\na t unbounded\ns t 3"))
    assert (flow.status, flow.value, flow.legs) == ("unbounded", None, {})


def test_a_bounded_jurisdiction_bounds_an_unbounded_route(draw_graph):
    graph = draw_graph("s a unbounded\na t unbounded", capacities={"a": "2.5"})
    assert max_flow(graph).value == 2500
    assert max_flow(graph, "effort").value == 1000


def test_an_origin_may_be_passed_on_the_way(draw_graph):
    # r -2-> s(3) -4-> t    What r sends counts against what can pass s.
    graph = draw_graph("r s 2\ns t 4", origins="rs", capacities={"s": "3"})
    flow = max_flow(graph)
    assert flow.value == 3000
    assert flow.jurisdictions["s"] == 3000


@settings(max_examples=300, deadline=None, derandomize=True)
@given(graph=graphs())
def test_flow_is_feasible_and_runs_in_no_circle(graph):
    flow = max_flow(graph)
    if flow.status == "unbounded":
        return
    assert check_flow(graph, "passing", flow.legs) == flow.value
    places = set(graph)
    busy = [(o, d) for o, d, key in graph.edges(keys=True) if flow.legs[key]]
    while leaves := places - {origin for origin, _ in busy}:
        places -= leaves
        busy = [(origin, destination) for origin, destination in busy if destination not in leaves]
    assert busy == []


@settings(max_examples=150, deadline=None, derandomize=True)
@given(graph=graphs(max_legs=8))
def test_taking_a_leg_away_never_raises_the_flow(graph):
    before = max_flow(graph).value
    for origin, destination, key in list(graph.edges(keys=True)):
        without = graph.copy()
        without.remove_edge(origin, destination, key)
        after = max_flow(without).value
        assert before is None or (after is not None and after <= before)


def test_results_are_plain_values_and_tables(draw_graph):
    flow = max_flow(draw_graph("s t 2"))
    assert json.loads(json.dumps(flow.to_dict()))["legs"] == {"s>t": 2000}
    assert flow.to_frame().to_dict("list") == {"leg": ["s>t"], "flow_scaled": [2000]}


@pytest.mark.parametrize("lens", sorted(fields.LENSES))
def test_amounts_near_the_limit_stay_exact(draw_graph, lens):
    graph = draw_graph("s a 1\na t 1\ns t unbounded", capacities={"s": "unbounded"})
    large = 2**52 - 1
    for key, ends in (("s>a", ("s", "a")), ("a>t", ("a", "t")), ("s>t", ("s", "t"))):
        amount = large if key != "s>t" else 1
        names = (fields.CAPACITY, fields.PASSING, fields.INTERDICT_COST)
        graph.edges[*ends, key].update(dict.fromkeys(names, amount))
    assert max_flow(graph, lens).value == 2**52
