"""The page's solver agrees with Python on random graphs, and a broken solver is found out."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pytest

import routes
from reports import page, page_data
from routes import fields
from tests.strategies import SCALE, empty_graph, jurisdiction, leg

GRAPHS = 600
SEED = 20261031
HALF = 0.5
LENSES = ("passing", "volume", "effort")
MUTANTS = {
    "flow cannot be taken back": ("net.left[arc ^ 1] += pushed", "net.left[arc ^ 1] += 0"),
    "arcs without rest are residual": ("net.left[arc] > 0;", "net.left[arc] >= 0;"),
    "hops do not break ties": ("left.legs.length !== right.legs.length", "false"),
    "later leg ids win ties": (
        "return left.legs[i] < right.legs[i]",
        "return left.legs[i] > right.legs[i]",
    ),
    "passing capacity is rounded to hundreds": (
        "(capacity / 100) * (100 - pressure)",
        "Math.floor((capacity / 10000) * (100 - pressure)) * 100",
    ),
    "some takes the place of every": (
        "saturated(index) && fromSource[arc.tail] && toSink[arc.head])",
        "saturated(index) && apart(arc))",
    ),
    "every is wider than it should be": (" && toSink[arc.head]),", "),"),
    "some is every filled arc": ("saturated(index) && apart(arc)", "saturated(index)"),
    "pressure steps a date late": ("if (from > date) break", "if (from >= date) break"),
    "an unbounded arc lets nothing through": (
        "arc.amount === null ? finite + 1 : arc.amount",
        "arc.amount === null ? 0 : arc.amount",
    ),
    "unbounded routes go unnoticed": (
        "if (hasUnboundedRoute(net))",
        "if (false && hasUnboundedRoute(net))",
    ),
    "jurisdictions do not bind": (
        "tail: 2 * i, head: 2 * i + 1, amount: amount,",
        "tail: 2 * i, head: 2 * i + 1, amount: null,",
    ),
    "routes pass where nothing can": ("return place.capacity !== 0", "return true"),
    "the far cut is the near one": (
        "sinkSide: members(net, (arc) => !toSink[arc.tail] && toSink[arc.head])",
        "sinkSide: members(net, (arc) => fromSource[arc.tail] && !fromSource[arc.head])",
    ),
    "effort closes jurisdictions": (
        'question.lens === "effort" && place.capacity !== 0 ? null : place.capacity',
        "place.capacity",
    ),
    "full pressure still passes": ("pressure >= 100", "pressure > 100"),
    "weaker evidence counts": (
        "CLASSES.indexOf(leg.class) <= CLASSES.indexOf(weakestClass)",
        "CLASSES.indexOf(leg.class) <= CLASSES.indexOf(weakestClass) + 1",
    ),
}


def _random_graph(rng):
    """Draw two to seven jurisdictions and up to fourteen legs, with few different numbers.

    So ties, parallel and reverse legs, dead ends and unbounded routes are common.
    """
    places = [str(name) for name in rng.permutation(list("abcdefg")[: rng.integers(2, 8)])]
    several = 1 + (len(places) > 3 and rng.random() < HALF)
    graph = empty_graph(tuple(places[:several]), tuple(places[-several:]))
    for name in sorted(places):
        graph.add_node(name, **jurisdiction(capacity=_amount(rng, unbounded=0.7, smallest=0)))
    for number in range(rng.integers(1, 15)):
        origin, destination = (str(name) for name in rng.choice(places, 2, replace=False))
        capacity = _amount(rng, unbounded=0.2, smallest=0)
        pressure = int(rng.choice([0, 0, 15, 50, 100]))
        cost = _amount(rng, unbounded=0.1, smallest=1)
        graph.add_edge(origin, destination, key=f"l{number:02d}", **leg(capacity, pressure, cost))
    return graph


def _amount(rng, *, unbounded, smallest):
    bound = int(rng.integers(smallest, 4)) * SCALE
    return fields.UNBOUNDED if rng.random() < unbounded else bound


@pytest.fixture(scope="module")
def random_cases(page_model):
    """Give, for each graph, the page's model with one question a lens, and Python's answers."""
    questions = [{"date": 0, "layer": "goods", "weakestClass": "", "lens": lens} for lens in LENSES]
    cases, expected = [], []
    rng = np.random.default_rng(SEED)
    for graph in (_random_graph(rng) for _ in range(GRAPHS)):
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
    source = page.asset("solver.js")
    mutant = source.replace(*change)
    assert mutant != source
    cases, expected = ([*both, last] for both, last in zip(random_cases, dated_cases, strict=True))
    assert differences(cases, expected, mutant) > 0


def test_the_solver_itself_passes_where_broken_ones_fail(random_cases, dated_cases, differences):
    cases, expected = ([*both, last] for both, last in zip(random_cases, dated_cases, strict=True))
    assert differences(cases, expected) == 0
