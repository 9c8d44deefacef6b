"""Displacement adds up, and says where the flow went.

A --a: 5--> B --b: 4--> C        passes 4, one unit of A>B to spare
A --d: 3--> D --e: 6--> C        passes 3, three units of D>C to spare
            B --f: 9--> D        by which B reaches D
"""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
from routes import fields
from routes.lenses import jurisdiction_amount, leg_amount
from tests.strategies import SCALE, empty_graph, graphs, jurisdiction, leg

LEGS = {
    "a": ("A", "B", 5),
    "b": ("B", "C", 4),
    "d": ("A", "D", 3),
    "e": ("D", "C", 6),
    "f": ("B", "D", 9),
}


@pytest.fixture
def graph():
    drawn = empty_graph(("A",), ("C",))
    for name in "ABCD":
        drawn.add_node(name, **jurisdiction())
    for name, (origin, destination, units) in LEGS.items():
        drawn.add_edge(origin, destination, key=name, **leg(units * SCALE))
    return drawn


def _moved(graph, lens="passing", **intervention):
    return routes.what_if(graph, lens=lens, **intervention).displacement


def _parts(moved):
    names = ("before", "kept", "rerouted", "blocked", "added", "after")
    return [getattr(moved, f"{name}_scaled") / SCALE for name in names]


def test_what_a_leg_carried_takes_the_spare_of_others(graph):
    # Eight units pass: 4 by b, 3 by d, and 1 over f, all of which D>C (e) then carries: 4 of 6.
    # Without b its 4 units must find another way; e has 2 to spare, so 2 are re-routed and the
    # other 2 blocked. The 4 units on d and f go on as before.
    moved = _moved(graph, remove=["b"])
    assert _parts(moved) == [8, 4, 2, 2, 0, 6]
    assert [(shift.leg, shift.gain_scaled / SCALE) for shift in moved.gaining] == [
        ("e", 2),
        ("f", 2),
    ]


def test_what_pressure_takes_from_a_leg_is_not_kept(graph):
    # Under pressure 50 b lets 2 of its 4 units go on; e carries the other 2 beside its 4.
    moved = _moved(graph, set_pressure={"b": 50})
    assert _parts(moved) == [8, 6, 2, 0, 0, 8]


def test_shifts_name_every_leg_with_what_it_has_to_spare(graph):
    moved = _moved(graph, remove=["b"])
    rows = [
        (
            shift.leg,
            shift.before_scaled / SCALE,
            shift.after_scaled / SCALE,
            shift.spare_scaled / SCALE,
        )
        for shift in moved.legs
    ]
    assert rows == [("a", 5, 3, 2), ("b", 4, 0, 0), ("d", 3, 3, 0), ("e", 4, 6, 0), ("f", 1, 3, 6)]
    through = [
        (s.jurisdiction, s.before_scaled / SCALE, s.after_scaled / SCALE)
        for s in moved.jurisdictions
    ]
    assert through == [("A", 8, 6), ("B", 5, 3), ("C", 8, 6), ("D", 4, 6)]


def test_what_is_opened_is_added(graph):
    # A>B lets 7 through instead of 5; D>C then carries 6 and the cut is b, e: ten units.
    moved = _moved(graph, set_capacity={"a": 7 * SCALE})
    assert _parts(moved) == [8, 8, 0, 0, 2, 10]


def test_effort_does_not_move_so_passing_capacity_is_told(graph):
    assert _moved(graph, "effort", remove=["b"]) == _moved(graph, "passing", remove=["b"])


def test_an_unbounded_leg_has_unbounded_spare(graph):
    graph.add_edge("B", "D", key="g", **leg("unbounded"))
    moved = _moved(graph, remove=["b"])
    assert {shift.leg: shift.spare_scaled for shift in moved.legs}["g"] == "unbounded"


def test_without_a_bound_nothing_can_be_told(graph):
    assert _moved(graph, set_capacity={"a": "unbounded", "b": "unbounded"}) is None


def _bounded_by(graph, lens, leg_flow):
    """Build the flow problem of what can go on as before, for networkx."""
    network = nx.DiGraph()
    network.add_nodes_from(["source", "sink"])
    for name, data in graph.nodes(data=True):
        amount = jurisdiction_amount(data, lens)
        bound = {} if amount == "unbounded" else {"capacity": amount}
        network.add_edge((name, "in"), (name, "out"), **bound)
    for tail, head, key, data in graph.edges(keys=True, data=True):
        amount = leg_amount(data, lens)
        bound = leg_flow[key] if amount == "unbounded" else min(amount, leg_flow[key])
        network.add_edge((tail, "out"), (key, "leg"), capacity=bound)
        network.add_edge((key, "leg"), (head, "in"))
    network.add_edges_from(("source", (name, "in")) for name in graph.graph[fields.ORIGINS])
    network.add_edges_from(((name, "out"), "sink") for name in graph.graph[fields.DESTINATIONS])
    return network


@pytest.mark.parametrize("lens", ["passing", "volume"])
@settings(max_examples=100, deadline=None)
@given(graph=graphs(), data=st.data())
def test_parts_add_up_and_what_is_kept_is_what_networkx_keeps(lens, graph, data):
    keys = sorted(key for *_, key in graph.edges(keys=True))
    removed = data.draw(st.sets(st.sampled_from(keys), max_size=3)) if keys else set()
    places = data.draw(st.sets(st.sampled_from(sorted(graph.nodes)), max_size=1))
    free = {key for end, head, key in graph.edges(keys=True) if places.isdisjoint((end, head))}
    pressed = data.draw(st.sets(st.sampled_from(sorted(free)), max_size=3)) if free else set()
    pressure = dict.fromkeys(pressed - removed, 75)
    changed = routes.intervene(graph, remove=removed, close=places, set_pressure=pressure)
    moved = routes.displacement(graph, changed, lens)
    if moved is None:
        return
    assert moved.before_scaled == routes.max_flow(graph, lens).value
    assert moved.after_scaled == routes.max_flow(changed, lens).value
    assert moved.before_scaled == moved.kept_scaled + moved.rerouted_scaled + moved.blocked_scaled
    assert moved.after_scaled == moved.kept_scaled + moved.rerouted_scaled + moved.added_scaled
    assert min(moved.kept_scaled, moved.rerouted_scaled, moved.blocked_scaled) >= 0
    before = {shift.leg: shift.before_scaled for shift in moved.legs}
    kept = nx.maximum_flow_value(_bounded_by(changed, lens, before), "source", "sink")
    assert moved.kept_scaled == kept


def test_an_unknown_lens_is_refused(draw_graph):
    graph = draw_graph("s t 1")
    with pytest.raises(routes.GraphError, match="lens"):
        routes.displacement(graph, graph, "x")
