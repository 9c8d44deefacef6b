"""What the page makes of a change is what Python makes of it: removals, closures and measures."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest

import routes
from reports import page_data
from routes.lenses import leg_amount
from tests.random_graphs import random_graphs, tied_graphs
from tests.strategies import SCALE, empty_graph, jurisdiction, leg

LENSES = ("passing", "volume", "effort")
GRAPHS = [*random_graphs(300), *tied_graphs(100)]
SEED = 20261101
MUTANTS = {
    "removed legs stay": ("solver.js", "new Set(question.removed)", "new Set()"),
    "closed jurisdictions stay open": ("solver.js", "new Set(question.closed)", "new Set()"),
    "legs into a closed jurisdiction stay": ("solver.js", " || isClosed(leg.to)", ""),
    "legs out of a closed jurisdiction stay": ("solver.js", "isClosed(leg.from) || ", ""),
    "measures do nothing": ("solver.js", "new Set(question.measures)", "new Set()"),
    "a measure that closes adds points": ("solver.js", 'measure.effect === "close"', "false"),
    "every measure closes": ("solver.js", 'measure.effect === "close"', "true"),
    "the last measure counts alone": (
        "solver.js",
        "(points.get(id) || 0) + measure.points",
        "measure.points",
    ),
    "points take the place of pressure": ("solver.js", "Math.max(pressure + points, 0)", "points"),
    "pressure may fall below zero": (
        "solver.js",
        "Math.max(pressure + points, 0)",
        "pressure + points",
    ),
    "pressure may rise above a hundred": (
        "solver.js",
        "pressure: Math.min(Math.max(pressure + points, 0), 100)",
        "pressure: Math.max(pressure + points, 0) % 100",
    ),
    "before is after": ("displacement.js", "{ removed: [], closed: [], measures: [] }", "{}"),
    "measures apply before too": ("displacement.js", ", measures: [] }", " }"),
    "what is kept may use other legs": (
        "displacement.js",
        "{ amount: atMost(entry.amount, amountOf(flow.legs, entry.leg.id)) }",
        "{}",
    ),
    "what is kept may use more than there is": (
        "displacement.js",
        "Math.min(amount, bound)",
        "bound",
    ),
    "nothing is ever added": (
        "displacement.js",
        "added: Math.max(after.value - before.value, 0)",
        "added: 0",
    ),
    "legs that are gone go unnamed": (
        "displacement.js",
        "Object.keys(before.legs).concat(Object.keys(after.legs))",
        "Object.keys(after.legs)",
    ),
    "what is spare is what was": ("displacement.js", "amount - flow }", "amount }"),
    "effort moves": (
        "canonical_flow.js",
        'question.lens === "volume" ? "volume" : "passing"',
        "question.lens",
    ),
}


def _spelled(displacement, graphs):
    """Spell a displacement as the page does, which leaves out legs that never pass anything."""
    if displacement is None:
        return None
    names = ("before", "after", "kept", "rerouted", "blocked", "added")
    opened = {leg for graph in graphs for leg in _open(graph, displacement.lens)}
    return {name: getattr(displacement, f"{name}_scaled") for name in names} | {
        "legs": [
            {
                "id": shift.leg,
                "before": shift.before_scaled,
                "after": shift.after_scaled,
                "spare": None if shift.spare_scaled == "unbounded" else shift.spare_scaled,
            }
            for shift in displacement.legs
            if shift.leg in opened
        ],
        "jurisdictions": [
            {
                "id": shift.jurisdiction,
                "before": shift.before_scaled,
                "after": shift.after_scaled,
            }
            for shift in displacement.jurisdictions
        ],
    }


def _open(graph, lens):
    edges = graph.edges(keys=True, data=True)
    return {leg for *_, leg, data in edges if leg_amount(data, lens) != 0}


def _moved(before, after, lens):
    return _spelled(routes.displacement(before, after, lens), (before, after))


@pytest.fixture(scope="module")
def random_cases(page_model):
    """Give each graph's model with a change under every lens, and what Python makes of it."""
    rng = np.random.default_rng(SEED)
    cases, answers, moves = [], [], []
    for graph in GRAPHS:
        measures = [_measure(rng, graph, f"m{number}") for number in range(4)]
        change = _change(rng, graph, measures)
        model = page_model(graph) | {"measures": [_spelled_measure(one) for one in measures]}
        questions = [
            {"date": 0, "layer": "goods", "weakestClass": "", "lens": lens, **change}
            for lens in LENSES
        ]
        after = routes.intervene(
            graph,
            remove=change["removed"],
            close=change["closed"],
            apply=[one for one in measures if one.id in change["measures"]],
        )
        route = routes.least_pressure_route(after)
        cases.append((model, questions))
        found = [page_data.answer(routes.min_cut(after, lens), route) for lens in LENSES]
        answers.append(json.loads(json.dumps(found)))
        moves.append([_moved(graph, after, lens) for lens in LENSES])
    return cases, answers, moves


def _measure(rng, graph, name):
    legs = tuple(sorted(leg for *_, leg in graph.edges(keys=True) if rng.random() < 0.3))
    effect = "close" if rng.random() < 0.25 else "pressure"
    points = 0 if effect == "close" else int(rng.choice([-30, 10, 30, 60]))
    return routes.Measure(name, name, effect, points, legs, cost_scaled=100)


def _spelled_measure(measure):
    return {
        "id": measure.id,
        "effect": measure.effect,
        "points": measure.points if measure.effect == "pressure" else None,
        "touches": list(measure.legs),
    }


def _change(rng, graph, measures):
    legs = sorted(leg for *_, leg in graph.edges(keys=True))
    return {
        "removed": [leg for leg in legs if rng.random() < 0.1],
        "closed": [place for place in sorted(graph) if rng.random() < 0.05],
        "measures": [one.id for one in measures if rng.random() < 0.5],
    }


def test_random_changes_are_answered_as_in_python(random_cases, differences):
    cases, answers, _ = random_cases
    assert differences(cases, answers) == 0


def test_random_changes_move_what_they_move_in_python(random_cases, ask_in_node):
    cases, _, moves = random_cases
    assert ask_in_node("displacement.js", "displacement", cases) == moves
    told = [move for both in moves for move in both if move is not None]
    for name in ("kept", "rerouted", "blocked", "added"):
        assert sum(move[name] > 0 for move in told) > 10, name
    assert sum(any(leg["spare"] is None for leg in move["legs"]) for move in told) > 10


def test_what_moves_adds_up(random_cases):
    for move in (move for both in random_cases[2] for move in both if move is not None):
        assert move["before"] == move["kept"] + move["rerouted"] + move["blocked"]
        assert move["after"] == move["kept"] + move["rerouted"] + move["added"]
        assert min(move[name] for name in ("kept", "rerouted", "blocked", "added")) >= 0


@pytest.mark.parametrize("change", MUTANTS.values(), ids=MUTANTS.keys())
def test_a_broken_change_is_found_out(random_cases, differences, ask_in_node, change):
    cases, answers, moves = random_cases
    same_moves = ask_in_node("displacement.js", "displacement", cases, change) == moves
    assert not same_moves or differences(cases, answers, change) > 0


@pytest.fixture(scope="module")
def members(model):
    """Give every leg and every jurisdiction of the study as the change that takes it out."""
    legs = [{"removed": [leg["id"]]} for leg in model["legs"]]
    return [*legs, *({"closed": [place["id"]]} for place in model["jurisdictions"])]


def _layer_of(model, change):
    """Give the layer of a leg that is removed, or goods."""
    layer = {leg["id"]: leg["layer"] for leg in model["legs"]}
    return layer[change["removed"][0]] if "removed" in change else "goods"


@pytest.mark.slow
def test_every_single_removal_in_every_month(model, members, ask_python, differences):
    questions = [
        {"date": date, "layer": _layer_of(model, change), "weakestClass": "", "lens": lens} | change
        for date in range(len(model["dates"]))
        for change in members
        for lens in LENSES
    ]
    expected = [ask_python(question) for question in questions]
    assert len(questions) == 49 * (63 + 15) * 3
    assert differences([(model, questions)], [expected]) == 0


@pytest.mark.slow
def test_every_measure_in_every_month(model, ask_python, differences):
    layers = {leg["id"]: leg["layer"] for leg in model["legs"]}
    questions = [
        {
            "date": date,
            "layer": layer,
            "weakestClass": "",
            "lens": lens,
            "measures": [measure["id"]],
        }
        for date in range(len(model["dates"]))
        for measure in model["measures"]
        for layer in sorted({layers[leg] for leg in measure["touches"]})
        for lens in LENSES
    ]
    expected = [ask_python(question) for question in questions]
    assert differences([(model, questions)], [expected]) == 0


@pytest.mark.slow
def test_every_pair_of_removals_at_the_headline(
    model, members, changed_graph, *, differences, ask_in_node
):
    question = model["baseline"]["question"]
    before = changed_graph(question)
    questions, graphs, found = [], [], {}
    for one, other in itertools.combinations(members, 2):
        pair = {key: one.get(key, []) + other.get(key, []) for key in ("removed", "closed")}
        questions.append(question | pair)
        after = changed_graph(question | pair)
        # Different pairs may take out the same legs, and are then asked of Python once.
        graphs.append(frozenset(after.edges(keys=True)))
        if graphs[-1] not in found:
            found[graphs[-1]] = _told(before, after)
    answers, moves = zip(*(found[graph] for graph in graphs), strict=True)
    assert len(questions) == 78 * 77 // 2
    assert differences([(model, questions)], [answers]) == 0
    assert ask_in_node("displacement.js", "displacement", [(model, questions)]) == [list(moves)]


def _told(before, after):
    answer = page_data.answer(routes.min_cut(after), routes.least_pressure_route(after))
    return json.loads(json.dumps(answer)), _moved(before, after, "passing")


@pytest.mark.slow
def test_every_removal_and_measure_moves_what_it_moves_in_python(
    model, members, graph_of, changed_graph, ask_in_node
):
    measures = [{"measures": [measure["id"]]} for measure in model["measures"]]
    questions = [
        model["baseline"]["question"] | change | {"date": date, "lens": lens}
        for date in (20, len(model["dates"]) - 1)
        for change in [*members, *measures]
        for lens in LENSES
    ]
    [told] = ask_in_node("displacement.js", "displacement", [(model, questions)])
    for question, move in zip(questions, told, strict=True):
        before, after = graph_of(question), changed_graph(question)
        assert move == _moved(before, after, question["lens"]), question


def test_a_question_without_a_change_is_the_same_question(model, solve_in_node, ask_in_node):
    plain = model["baseline"]["question"]
    nothing = plain | {"removed": [], "closed": [], "measures": []}
    unknown = plain | {
        "removed": ["x", "__proto__"],
        "closed": ["toString"],
        "measures": ["length"],
    }
    [answers] = solve_in_node([(model, [plain, nothing, unknown])])
    assert answers == [answers[0]] * 3
    [[move]] = ask_in_node("displacement.js", "displacement", [(model, [plain])])
    assert move["before"] == move["after"] == move["kept"] == answers[0]["value"]
    assert all(leg["before"] == leg["after"] for leg in move["legs"])


def test_a_flow_before_that_is_known_need_not_be_computed(model, node, assets):
    script = f"""
    const displaced = require({json.dumps(assets())} + "/displacement.js");
    const canonical = require({json.dumps(assets())} + "/canonical_flow.js");
    const before = canonical.canonicalFlow(input.model, displaced.unchanged(input.question));
    output = [
      displaced.displacement(input.model, input.question),
      displaced.displacement(input.model, input.question, before),
      displaced.displacement(input.model, input.question, null),
    ];
    """
    question = model["baseline"]["question"] | {"closed": ["MY"], "measures": ["officer-th"]}
    computed, known, unbounded = node(script, {"model": model, "question": question})
    assert computed == known
    assert unbounded is None


def test_ids_may_be_names_that_every_object_knows(page_model, solve_in_node, ask_in_node):
    # valueOf --constructor(3)--> hasOwnProperty --toString(2)--> isPrototypeOf, and --length(1)-->
    graph = empty_graph(("valueOf",), ("isPrototypeOf",))
    for place in ("valueOf", "hasOwnProperty", "isPrototypeOf"):
        graph.add_node(place, **jurisdiction())
    graph.add_edge("valueOf", "hasOwnProperty", key="constructor", **leg(3 * SCALE))
    graph.add_edge("hasOwnProperty", "isPrototypeOf", key="toString", **leg(2 * SCALE))
    graph.add_edge("hasOwnProperty", "isPrototypeOf", key="length", **leg(1 * SCALE))
    question = {"date": 0, "layer": "goods", "weakestClass": "", "lens": "passing"}
    case = (page_model(graph), [question | {"removed": ["toString"]}])
    [[answer]] = solve_in_node([case])
    assert answer["value"] == 1 * SCALE
    [[move]] = ask_in_node("displacement.js", "displacement", [case])
    assert [(entry["id"], entry["before"], entry["after"]) for entry in move["legs"]] == [
        ("constructor", 300, 100),
        ("length", 100, 100),
        ("toString", 200, 0),
    ]


def test_the_series_of_a_changed_question_is_changed(model, node, assets, ask_python):
    question = model["baseline"]["question"] | {"closed": ["MY"], "measures": ["hub-rule-my-th"]}
    script = f"""
    const series = require({json.dumps(assets())} + "/series.js");
    output = series.values(input.model, input.question);
    """
    values = node(script, {"model": model, "question": question})
    dates = range(len(model["dates"]))
    assert values == [ask_python(question | {"date": date})["value"] for date in dates]


def test_a_measure_touches_its_legs_and_those_of_its_jurisdictions(study, model):
    legs = {leg["id"]: leg for leg in model["legs"]}
    places = [place["id"] for place in model["jurisdictions"]]
    ends = {name: (places[leg["from"]], places[leg["to"]]) for name, leg in legs.items()}
    for row in study.measures.itertuples():
        touched = set(row.legs)
        for name, (origin, end) in ends.items():
            leaves, enters = origin in row.jurisdictions, end in row.jurisdictions
            if (row.direction != "in" and leaves) or (row.direction != "out" and enters):
                touched.add(name)
        [measure] = [one for one in model["measures"] if one["id"] == row.id]
        assert measure["touches"] == sorted(touched)
