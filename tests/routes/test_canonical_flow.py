"""The canonical flow is the one that the stated order puts first, by another program's word."""

from __future__ import annotations

import importlib

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
from routes import fields
from routes.lenses import jurisdiction_amount, leg_amount
from tests.strategies import SCALE, empty_graph, graphs, jurisdiction, leg


def _graph(legs, *, origins=("A",), destinations=("C",)):
    graph = empty_graph(origins, destinations)
    for name in sorted(
        {end for origin, destination, *_ in legs.values() for end in (origin, destination)}
    ):
        graph.add_node(name, **jurisdiction())
    for name, (origin, destination, units, pressure) in legs.items():
        graph.add_edge(origin, destination, key=name, **leg(units * SCALE, pressure))
    return graph


def _units(graph, lens="passing"):
    flow = routes.canonical_flow(graph, lens)
    return {name: amount / SCALE for name, amount in flow.legs.items()}


def test_the_least_pressed_route_fills_first():
    # A --x: 4 units, pressure 50, passes 2--> B --z: 3 units--> C
    # A --y: 2 units, no pressure---------> B
    # Three units can reach C: two take y, the unpressed leg, and only one the pressed x.
    legs = {"x": ("A", "B", 4, 50), "y": ("A", "B", 2, 0), "z": ("B", "C", 3, 0)}
    assert _units(_graph(legs)) == {"x": 1, "y": 2, "z": 3}


def test_a_larger_flow_comes_before_a_lighter_one():
    # The pressed leg is used although avoiding it would be lighter: value comes first.
    legs = {"x": ("A", "C", 4, 50), "y": ("A", "C", 1, 0)}
    assert _units(_graph(legs)) == {"x": 2, "y": 1}


def test_of_equal_weights_fewer_hops_win():
    # A --a--> B --b--> C and A --z--> C weigh nothing; D lets through 1 of the 2 that could go.
    #   C --c: 1 unit--> D
    legs = {
        "a": ("A", "B", 1, 0),
        "b": ("B", "C", 1, 0),
        "c": ("C", "D", 1, 0),
        "z": ("A", "C", 1, 0),
    }
    assert _units(_graph(legs, destinations=("D",))) == {"a": 0, "b": 0, "c": 1, "z": 1}


def test_of_equal_routes_the_first_leg_by_id_carries_most():
    # Both pairs are alike, so "a1" fills before "a2", and then "b1" before "b2".
    legs = {
        "a2": ("A", "B", 2, 0),
        "a1": ("A", "B", 2, 0),
        "b2": ("B", "C", 2, 0),
        "b1": ("B", "C", 1, 0),
    }
    assert _units(_graph(legs)) == {"a1": 2, "a2": 1, "b1": 1, "b2": 2}


def test_what_a_first_leg_gains_moves_back_through_others():
    # All routes weigh the same and have two hops. Filling p (A to B) takes goods from q (A to D),
    # and B can send them on by r only.
    legs = {
        "p": ("A", "B", 2, 0),
        "q": ("A", "D", 2, 0),
        "r": ("B", "C", 2, 0),
        "s": ("D", "C", 2, 0),
    }
    graph = _graph(legs)
    graph.nodes["C"][fields.NODE_CAPACITY] = 3 * SCALE
    assert _units(graph) == {"p": 2, "q": 1, "r": 2, "s": 1}


def test_ids_count_along_the_whole_route_and_not_only_at_its_start():
    # C lets one unit end. Out of A "y" comes before "z", but of all legs "p" is the first, and it
    # lies behind "z": so the unit goes by z and p.
    legs = {
        "y": ("A", "D", 1, 0),
        "q": ("D", "C", 1, 0),
        "z": ("A", "B", 1, 0),
        "p": ("B", "C", 1, 0),
    }
    graph = _graph(legs)
    graph.nodes["C"][fields.NODE_CAPACITY] = SCALE
    assert _units(graph) == {"p": 1, "q": 0, "y": 0, "z": 1}


def test_a_leg_gains_no_more_than_it_can_carry():
    # As above, with three units to end at C and two that p can carry.
    legs = {
        "y": ("A", "D", 3, 0),
        "q": ("D", "C", 3, 0),
        "z": ("A", "B", 3, 0),
        "p": ("B", "C", 2, 0),
    }
    graph = _graph(legs)
    graph.nodes["C"][fields.NODE_CAPACITY] = 3 * SCALE
    assert _units(graph) == {"p": 2, "q": 1, "y": 1, "z": 2}


def test_a_hop_never_outweighs_a_micronat():
    # -ln(0.47) is 755023 micro-nats, and -ln(0.94) - ln(0.5) is 61875 + 693147: one less. So the
    # unit takes the two hops, although one hop would do.
    legs = {"a": ("A", "C", 10, 53), "b": ("A", "B", 10, 6), "c": ("B", "C", 10, 50)}
    graph = _graph(legs)
    graph.nodes["C"][fields.NODE_CAPACITY] = SCALE
    assert _units(graph) == {"a": 0, "b": 1, "c": 1}


def test_under_volume_pressure_only_orders_the_routes():
    legs = {"x": ("A", "B", 4, 50), "y": ("A", "B", 2, 0), "z": ("B", "C", 3, 0)}
    assert _units(_graph(legs), "volume") == {"x": 1, "y": 2, "z": 3}


def test_an_unbounded_route_has_no_canonical_flow():
    graph = _graph({"x": ("A", "C", 1, 0)})
    graph.add_edge("A", "C", key="y", **leg("unbounded"))
    flow = routes.canonical_flow(graph)
    assert (flow.status, flow.value, flow.legs) == ("unbounded", None, {})


def _ordered_network(graph, lens):
    """Spell the whole order as one whole-number cost a unit, for networkx.

    The weight of a leg counts most, then its hop, then its place among the ids: a unit on the
    first leg outweighs everything that the later ones could carry.
    """
    legs = sorted(
        (key, tail, head, data) for tail, head, key, data in graph.edges(keys=True, data=True)
    )
    amounts = [leg_amount(data, lens) for *_, data in legs]
    most = 1 + sum(amount for amount in amounts if isinstance(amount, int))
    most += sum(
        amount
        for _, data in graph.nodes(data=True)
        if isinstance(amount := jurisdiction_amount(data, lens), int)
    )
    bonus = [(most + 1) ** (len(legs) - place) for place in range(len(legs))]
    hop = 1 + most * sum(bonus)
    micronat = hop * (1 + most * max(1, len(legs)))
    network = nx.DiGraph()
    network.add_nodes_from(["source", "sink"])
    for name, data in graph.nodes(data=True):
        amount = jurisdiction_amount(data, lens)
        bound = {} if amount == "unbounded" else {"capacity": amount}
        network.add_edge((name, "in"), (name, "out"), weight=0, **bound)
    for (key, tail, head, data), amount, first in zip(legs, amounts, bonus, strict=True):
        if amount == 0:
            continue
        bound = {} if amount == "unbounded" else {"capacity": amount}
        cost = data[fields.ROUTE_WEIGHT] * micronat + hop - first
        network.add_edge((tail, "out"), (key, "leg"), weight=cost, **bound)
        network.add_edge((key, "leg"), (head, "in"), weight=0)
    for name in graph.graph[fields.ORIGINS]:
        network.add_edge("source", (name, "in"), weight=0)
    for name in graph.graph[fields.DESTINATIONS]:
        network.add_edge((name, "out"), "sink", weight=0)
    return network


@st.composite
def _fans(draw):
    """Draw many routes of two hops and equal weight, of which few are needed."""
    names = draw(st.permutations([f"l{number:02d}" for number in range(10)]))
    graph = empty_graph(("A",), ("F",))
    for place in "ABCDEF":
        graph.add_node(place, **jurisdiction())
    graph.nodes["F"][fields.NODE_CAPACITY] = draw(st.integers(1, 5)) * SCALE
    for number, name in enumerate(names):
        middle = draw(st.sampled_from("BCDE"))
        ends = ("A", middle) if number % 2 else (middle, "F")
        graph.add_edge(*ends, key=name, **leg(draw(st.integers(1, 3)) * SCALE))
    return graph


@pytest.mark.parametrize("lens", ["passing", "volume"])
@settings(max_examples=200, deadline=None)
@given(graph=graphs() | _fans())
def test_networkx_finds_the_same_flow_with_the_order_spelled_as_a_cost(lens, graph):
    flow = routes.canonical_flow(graph, lens)
    if flow.status == "unbounded":
        return
    found = nx.max_flow_min_cost(_ordered_network(graph, lens), "source", "sink")
    expected = {
        key: found.get((tail, "out"), {}).get((key, "leg"), 0)
        for tail, _, key in graph.edges(keys=True)
    }
    assert flow.legs == dict(sorted(expected.items()))
    assert flow.value == routes.max_flow(graph, lens).value


@settings(max_examples=50, deadline=None)
@given(graph=graphs())
def test_the_order_in_which_a_graph_was_put_together_does_not_matter(graph):
    turned = empty_graph(graph.graph[fields.ORIGINS], graph.graph[fields.DESTINATIONS])
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert routes.canonical_flow(turned) == routes.canonical_flow(graph)


def test_too_many_jurisdictions_are_refused_before_costs_overflow(monkeypatch):
    module = importlib.import_module("routes.canonical_flow")
    monkeypatch.setattr(module, "COST_LIMIT", 100)
    with pytest.raises(routes.GraphError, match="too many for a canonical flow"):
        routes.canonical_flow(_graph({"x": ("A", "C", 1, 50)}))
