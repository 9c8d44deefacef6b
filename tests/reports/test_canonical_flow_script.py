"""The page's canonical flow is Python's, and that of a program of another kind."""

from __future__ import annotations

import networkx as nx
import pytest

import routes
from routes import fields
from routes.lenses import jurisdiction_amount, leg_amount
from tests.random_graphs import random_graphs, tied_graphs
from tests.strategies import SCALE, empty_graph, jurisdiction, leg

GRAPHS = [*random_graphs(500), *tied_graphs(100)]
LENSES = ("passing", "volume")
SOURCE, SINK = "source", "sink"
MUTANTS = {
    "any of the cheapest flows is taken": ("preferFirstLegs(net, costs);", ""),
    "legs are taken as they come": (
        "net.arcs[left].leg < net.arcs[right].leg ? -1 : 1",
        "left - right",
    ),
    "the last leg by id comes first": ("? -1 : 1", "? 1 : -1"),
    "what a leg was given is taken back": ("isFixed[i] = 1;", ""),
    "dearer circles are taken too": (
        "!isFixed[other >> 1] && isTight(other)",
        "!isFixed[other >> 1]",
    ),
    "the gain of a leg is forgotten": ("net.left[arc ^ 1] += more;", ""),
    "hops count nothing": ("* factor + 1;", "* factor;"),
    "hops count more than weight": ("* factor + 1;", "+ 1e9;"),
    "weight counts nothing": ("model.routeWeights[arc.pressure] * factor", "0"),
    "nothing is paid back": ("costs[2 * i + 1] = -costs[2 * i]", "costs[2 * i + 1] = 0"),
    "the first way found is the cheapest": ("reached < cost[head]", "cost[head] === Infinity"),
    "only one path is filled": (
        "if (found.via[net.sink] < 0) return",
        "if (found.via[net.sink] < 0 || value > 0) return",
    ),
    "unbounded routes go unnoticed": ("if (network.hasUnboundedRoute", "if (false && network"),
}


@pytest.fixture(scope="module")
def random_cases(page_model):
    """Give the page's model of each graph with one question a lens, and Python's answers."""
    cases = [(page_model(graph), [_question(lens) for lens in LENSES]) for graph in GRAPHS]
    return cases, [[_canonical(graph, lens) for lens in LENSES] for graph in GRAPHS]


@pytest.fixture(scope="module")
def canonical_flows(ask_in_node):
    """Give a function to the page's answers, with or without a change of its script."""

    def ask(cases, change=None):
        mutant = None if change is None else ("canonical_flow.js", *change)
        return ask_in_node("canonical_flow.js", "canonicalFlow", cases, mutant)

    return ask


def _question(lens):
    return {"date": 0, "layer": "goods", "weakestClass": "", "lens": lens}


def _canonical(graph, lens):
    """Spell Python's flow as the page does, which leaves out legs that pass nothing."""
    flow = routes.canonical_flow(graph, lens)
    if flow.value is None:
        return None
    carried = {leg: flow.legs[leg] for leg in _open(graph, lens)}
    assert sum(carried.values()) == sum(flow.legs.values())
    return {"value": flow.value, "legs": carried, "jurisdictions": flow.jurisdictions}


def _open(graph, lens):
    edges = graph.edges(keys=True, data=True)
    return sorted(key for *_, key, data in edges if leg_amount(data, lens) != 0)


def test_random_graphs_agree_with_python(random_cases, canonical_flows):
    cases, expected = random_cases
    assert canonical_flows(cases) == expected


def test_the_network_simplex_finds_the_same_flow(random_cases):
    # All that is asked for fits into one price a leg, so another algorithm finds the same flow.
    compared = 0
    for graph, answers in zip(GRAPHS, random_cases[1], strict=True):
        for lens, answer in zip(LENSES, answers, strict=True):
            if answer is not None:
                assert _simplex_flow(graph, lens, answer["value"]) == answer["legs"]
                compared += answer["value"] > 0
    assert compared > 300


def _simplex_flow(graph, lens, value):
    """Route a known value at the least total price, in integers of any size.

    Weight, hops and the legs by id are the digits of a price, each digit too large to be made
    good by all later ones together. On a circle of changes each leg counts once at most, so base
    3 keeps legs apart, as 2 * vertices + 1 keeps weight and hops.
    """
    named = _open(graph, lens)
    factor = 4 * len(graph) + 5
    split = nx.MultiDiGraph()
    split.add_node(SOURCE, demand=-value)
    split.add_node(SINK, demand=value)
    for place, data in graph.nodes(data=True):
        _add(split, (place, "in"), (place, "out"), jurisdiction_amount(data, lens), 0)
    for place in graph.graph[fields.ORIGINS]:
        _add(split, SOURCE, (place, "in"), fields.UNBOUNDED, 0)
    for place in graph.graph[fields.DESTINATIONS]:
        _add(split, (place, "out"), SINK, fields.UNBOUNDED, 0)
    for origin, end, key, data in graph.edges(keys=True, data=True):
        if key in named:
            price = (data[fields.ROUTE_WEIGHT] * factor + 1) * 3 ** (len(named) + 1)
            price -= 3 ** (len(named) - named.index(key))
            ends = (origin, "out"), (end, "in")
            _add(split, *ends, leg_amount(data, lens), price, key=key)
    _, flow = nx.network_simplex(split)
    return {
        key: flow[origin, "out"][end, "in"][key]
        for key in named
        for origin, end in [next((u, v) for u, v, other in graph.edges(keys=True) if other == key)]
    }


def _add(split, tail, head, amount, price, *, key=None):
    bound = {} if amount == fields.UNBOUNDED else {"capacity": amount}
    split.add_edge(tail, head, key=key, weight=price, **bound)


@pytest.mark.slow
def test_every_month_of_the_study_agrees_with_python(model, graph_of, canonical_flows):
    questions = [
        {"date": date, "layer": layer, "weakestClass": "", "lens": lens}
        for date in range(len(model["dates"]))
        for layer in model["layers"]
        for lens in LENSES
    ]
    [answers] = canonical_flows([(model, questions)])
    for question, answer in zip(questions, answers, strict=True):
        assert answer == _canonical(graph_of(question), question["lens"])


def test_ties_go_to_fewer_hops_and_then_to_the_first_leg_by_id(page_model, canonical_flows):
    # No pressure anywhere, so every flow weighs the same. Four units can go
    #
    #     o --a(2)--> m --c(2)--> d        m lets 3 through
    #     o --e(2)--> m --b(2)--> d
    #     o --f(1)--> d                    one hop
    #
    # One unit takes f. Three pass m, which lets no more through: the first leg a is filled,
    # then b before c, and e carries what is left.
    graph = empty_graph(("o",), ("d",))
    for place, bound in (("o", "unbounded"), ("m", 3 * SCALE), ("d", "unbounded")):
        graph.add_node(place, **jurisdiction(capacity=bound))
    for origin, end, key, units in (
        ("o", "m", "e", 2),
        ("o", "m", "a", 2),
        ("m", "d", "c", 2),
        ("m", "d", "b", 2),
        ("o", "d", "f", 1),
    ):
        graph.add_edge(origin, end, key=key, **leg(units * SCALE))
    [[answer]] = canonical_flows([(page_model(graph), [_question("passing")])])
    units = {key: amount // SCALE for key, amount in answer["legs"].items()}
    assert units == {"a": 2, "b": 2, "c": 1, "e": 1, "f": 1}
    assert answer["value"] == 4 * SCALE
    through = {place: amount // SCALE for place, amount in answer["jurisdictions"].items()}
    assert through == {"o": 4, "m": 3, "d": 4}


def test_under_effort_passing_capacity_moves(random_cases, canonical_flows):
    models = [one for one, _ in random_cases[0]]
    answers = canonical_flows([(one, [_question("effort")]) for one in models])
    assert answers == [[passing] for passing, _ in random_cases[1]]


@pytest.mark.parametrize("change", MUTANTS.values(), ids=MUTANTS.keys())
def test_a_broken_script_is_found_out(random_cases, canonical_flows, change):
    cases, expected = random_cases
    assert canonical_flows(cases, change) != expected
