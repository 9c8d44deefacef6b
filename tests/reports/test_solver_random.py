"""The page's solver agrees with Python on random graphs, and a broken solver is found out."""

from __future__ import annotations

import json
from collections import Counter

import pytest

import routes
from reports import page_data
from tests.random_graphs import random_graphs

GRAPHS = 600
LENSES = ("passing", "volume", "effort")
MUTANTS = {
    "flow cannot be taken back": (
        "network.js",
        "net.left[via[at] ^ 1] += amount",
        "net.left[via[at] ^ 1] += 0",
    ),
    "an unbounded arc lets nothing through": (
        "network.js",
        "arc.amount === null ? finite + 1 : arc.amount",
        "arc.amount === null ? 0 : arc.amount",
    ),
    "a path carries what its first arc does": (
        "network.js",
        "amount = Math.min(amount, net.left[via[at]])",
        "amount = Math.min(limit, net.left[via[at]])",
    ),
    "jurisdictions do not bind": (
        "network.js",
        "tail: 2 * i, head: 2 * i + 1, amount: amount,",
        "tail: 2 * i, head: 2 * i + 1, amount: null,",
    ),
    "effort closes jurisdictions": (
        "network.js",
        'lens === "effort" && place.capacity !== 0 ? null : place.capacity',
        "place.capacity",
    ),
    "arcs without rest are residual": ("solver.js", "net.left[arc] > 0;", "net.left[arc] >= 0;"),
    "hops do not break ties": ("solver.js", "left.legs.length !== right.legs.length", "false"),
    "later leg ids win ties": (
        "solver.js",
        "return left.legs[i] < right.legs[i]",
        "return left.legs[i] > right.legs[i]",
    ),
    "passing capacity is rounded to hundreds": (
        "solver.js",
        "(capacity / 100) * (100 - pressure)",
        "Math.floor((capacity / 10000) * (100 - pressure)) * 100",
    ),
    "some takes the place of every": (
        "solver.js",
        "saturated(index) && fromSource[arc.tail] && toSink[arc.head])",
        "saturated(index) && apart(arc))",
    ),
    "every is wider than it should be": ("solver.js", " && toSink[arc.head]),", "),"),
    "some is every filled arc": ("solver.js", "saturated(index) && apart(arc)", "saturated(index)"),
    "pressure steps a date late": (
        "solver.js",
        "if (from > date) break",
        "if (from >= date) break",
    ),
    "unbounded routes go unnoticed": (
        "solver.js",
        "if (network.hasUnboundedRoute(net, network.always))",
        "if (false)",
    ),
    "routes pass where nothing can": ("solver.js", "return place.capacity !== 0", "return true"),
    "the far cut is the near one": (
        "solver.js",
        "sinkSide: members(net, (arc) => !toSink[arc.tail] && toSink[arc.head])",
        "sinkSide: members(net, (arc) => fromSource[arc.tail] && !fromSource[arc.head])",
    ),
    "full pressure still passes": ("solver.js", "pressure >= 100", "pressure > 100"),
    "weaker evidence counts": (
        "solver.js",
        "CLASSES.indexOf(leg.class) <= CLASSES.indexOf(weakestClass)",
        "CLASSES.indexOf(leg.class) <= CLASSES.indexOf(weakestClass) + 1",
    ),
}


@pytest.fixture(scope="module")
def random_cases(page_model):
    """Give, for each graph, the page's model with one question a lens, and Python's answers."""
    questions = [{"date": 0, "layer": "goods", "weakestClass": "", "lens": lens} for lens in LENSES]
    cases, expected = [], []
    for graph in random_graphs(GRAPHS):
        route = routes.least_pressure_route(graph)
        cases.append((page_model(graph), questions))
        found = [page_data.answer(routes.min_cut(graph, lens), route) for lens in LENSES]
        expected.append(json.loads(json.dumps(found)))
    return cases, expected


@pytest.fixture(scope="module")
def dated_cases(model, ask_python):
    """Give some questions about the study, for what random graphs do not have: dates, classes."""
    questions = [
        {"date": date, "layer": layer, "weakestClass": grade, "lens": "passing"}
        for date in range(0, len(model["dates"]), 8)
        for layer in model["layers"]
        for grade in ("", "B")
    ]
    return (model, questions), [ask_python(question) for question in questions]


def test_random_graphs_agree_with_python(random_cases, differences):
    cases, expected = random_cases
    assert len(cases) == GRAPHS
    assert differences(cases, expected) == 0


def test_random_graphs_are_of_every_kind(random_cases):
    cases, expected = random_cases
    statuses = Counter(answer["status"] for answers in expected for answer in answers)
    assert min(statuses[status] for status in ("cut", "no route", "unbounded")) >= 150
    assert any(answer["some"]["jurisdictions"] for answers in expected for answer in answers)
    assert any(answer["some"] != answer["every"] for answers in expected for answer in answers)
    roles = [Counter(place["role"] for place in model["jurisdictions"]) for model, _ in cases]
    assert any(count["origin"] == count["destination"] == 2 for count in roles)


@pytest.mark.parametrize("change", MUTANTS.values(), ids=MUTANTS.keys())
def test_a_broken_solver_is_found_out(random_cases, dated_cases, differences, change):
    cases, expected = ([*both, last] for both, last in zip(random_cases, dated_cases, strict=True))
    assert differences(cases, expected, change) > 0


def test_the_solver_itself_passes_where_broken_ones_fail(random_cases, dated_cases, differences):
    cases, expected = ([*both, last] for both, last in zip(random_cases, dated_cases, strict=True))
    assert differences(cases, expected) == 0
