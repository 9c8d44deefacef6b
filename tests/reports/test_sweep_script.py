"""The page's sweep is what solving again without each leg and jurisdiction gives."""

from __future__ import annotations

import pytest

import routes
from tests.random_graphs import random_graphs, tied_graphs
from tests.strategies import SCALE, empty_graph, jurisdiction, leg

LENSES = ("passing", "volume", "effort")
GRAPHS = [*random_graphs(300), *tied_graphs(60)]
AGAIN = """
output = input.map(([model, questions]) => questions.map(function (question) {
  const whole = solver.solve(model, question).value;
  const list = (key, id) => ({ [key]: (question[key] || []).concat(id) });
  const row = function (kind, id, change) {
    const answer = solver.solve(model, Object.assign({}, question, change));
    const loss = whole === null ? null : whole - answer.value;
    const weight = answer.route && answer.route.weight;
    return { kind: kind, id: id, loss: loss, value: answer.value, weight: weight };
  };
  const legs = solver.legsInForce(model, question).map((entry) => entry.leg.id);
  return legs.map((id) => row("leg", id, list("removed", id)))
    .concat(model.jurisdictions.map((place) =>
      row("jurisdiction", place.id, list("closed", place.id))));
}));
"""
MUTANTS = {
    "nothing goes another way": ("return flow - rerouted", "return flow"),
    "everything goes another way": ("return flow - rerouted", "return 0"),
    "the removed arc is used again": (
        "flow, (other) => other >> 1 !== arc >> 1",
        "flow, network.always",
    ),
    "a removal lasts": (
        "    net.left = left;\n    return flow - rerouted",
        "    return flow - rerouted",
    ),
    "losses are taken for values": ("whole - lost", "lost"),
    "removed legs stay on routes": ("open.filter((entry) => !touches(entry.leg))", "open"),
    "closed jurisdictions stay enterable": ("leg.from === i || leg.to === i", "leg.from === i"),
    "closed jurisdictions stay leavable": ("leg.from === i || leg.to === i", "leg.to === i"),
    "routes stay where they are": ("if (!open.some(", "if (true || !open.some("),
    "unbounded stays unbounded": (
        "if (network.hasUnboundedRoute(net, remains)) return null",
        "return null",
    ),
    "unbounded routes go unnoticed": (
        "const isBounded = !network",
        "const isBounded = true || !network",
    ),
    "the least loss comes first": ("right.loss - left.loss", "left.loss - right.loss"),
    "legs come first": ("left.kind < right.kind ? -1 : 1", "left.kind < right.kind ? 1 : -1"),
    "equal losses differ in rank": ("row.loss !== rows[i - 1].loss", "true"),
    "ranks are not left out": ("rank = i + 1", "rank += 1"),
}


def _question(lens):
    return {"date": 0, "layer": "goods", "weakestClass": "", "lens": lens}


def _ordered(rows):
    """Sort rows as the sweep does and give each its rank: one more than rows with a larger loss."""
    losses = [row["loss"] for row in rows]
    return [
        row | {"rank": 1 + sum(loss is not None and loss > row["loss"] for loss in losses)}
        for row in sorted(rows, key=lambda row: (-(row["loss"] or 0), row["kind"], row["id"]))
    ]


def _by_surgery(graph, lens):
    """Remove every member by hand and ask for the largest flow anew."""
    whole = routes.max_flow(graph, lens).value
    rows = []
    for kind, name, gone in _members(graph):
        rest = graph.copy()
        rest.remove_edges_from(gone)
        value = routes.max_flow(rest, lens).value
        route = routes.least_pressure_route(rest)
        rows.append(
            {
                "kind": kind,
                "id": name,
                "loss": None if whole is None else whole - value,
                "value": value,
                "weight": None if route is None else route.weight_micronats,
            }
        )
    return _ordered(rows)


def _members(graph):
    edges = list(graph.edges(keys=True))
    legs = [("leg", edge[2], [edge]) for edge in edges]
    places = [
        ("jurisdiction", place, [edge for edge in edges if place in edge[:2]]) for place in graph
    ]
    return legs + places


@pytest.fixture(scope="module")
def random_cases(page_model):
    """Give the page's model of each graph with a question a lens, and the sweep by surgery."""
    cases = [(page_model(graph), [_question(lens) for lens in LENSES]) for graph in GRAPHS]
    return cases, [[_by_surgery(graph, lens) for lens in LENSES] for graph in GRAPHS]


@pytest.fixture(scope="module")
def sweeps(ask_in_node):
    """Give a function to the page's sweeps, with or without a change of its script."""

    def ask(cases, change=None):
        mutant = None if change is None else ("sweep.js", *change)
        return ask_in_node("sweep.js", "sweep", cases, mutant)

    return ask


@pytest.mark.slow
def test_random_graphs_agree_with_python(random_cases, sweeps):
    cases, expected = random_cases
    assert sweeps(cases) == expected
    rows = [row for both in expected for told in both for row in told]
    assert sum(row["loss"] is None and row["value"] is not None for row in rows) > 100
    assert sum(row["loss"] is not None and row["loss"] > 0 for row in rows) > 1000


@pytest.mark.slow
@pytest.mark.parametrize("change", MUTANTS.values(), ids=MUTANTS.keys())
def test_a_broken_sweep_is_found_out(random_cases, sweeps, change):
    cases, expected = random_cases
    assert sweeps(cases, change) != expected


def test_the_study_swept_is_the_study_solved_again(model, node, assets, sweeps):
    changes = [
        {},
        {"closed": ["MY"]},
        {"removed": ["HK>CN.re_export"], "measures": ["officer-th", "hub-rule-my-th"]},
    ]
    questions = [
        {"date": date, "layer": layer, "weakestClass": "", "lens": lens} | change
        for date in range(0, len(model["dates"]), 6)
        for layer in model["layers"]
        for lens in LENSES
        for change in changes
    ]
    solver = f"const solver = require({assets()!r} + '/solver.js');"
    [again] = node(solver + AGAIN, [(model, questions)])
    [swept] = sweeps([(model, questions)])
    assert swept == [_ordered(rows) for rows in again]
    assert sum(len(rows) for rows in swept) > 5000


def test_the_headline_swept_is_the_headline_without_each_member(model, graph_of, sweeps):
    question = model["baseline"]["question"]
    graph = graph_of(question)
    questions = [question | {"lens": lens} for lens in LENSES]
    assert sweeps([(model, questions)]) == [[_by_surgery(graph, lens) for lens in LENSES]]


def test_parallel_ways_share_a_rank_and_loss(page_model, sweeps):
    # o --a(2)--> m --b(1)--> d      Without a or m nothing moves of the three units that could;
    #             m --c(1)--> d      without b or c one unit less. o and d are the ends of all.
    graph = empty_graph(("o",), ("d",))
    for place in ("o", "m", "d"):
        graph.add_node(place, **jurisdiction())
    graph.add_edge("o", "m", key="a", **leg(2 * SCALE))
    graph.add_edge("m", "d", key="b", **leg(1 * SCALE))
    graph.add_edge("m", "d", key="c", **leg(1 * SCALE, 0))
    [[rows]] = sweeps([(page_model(graph), [_question("passing")])])
    told = [(row["kind"], row["id"], row["loss"] // SCALE, row["rank"]) for row in rows]
    assert told == [
        ("jurisdiction", "d", 2, 1),
        ("jurisdiction", "m", 2, 1),
        ("jurisdiction", "o", 2, 1),
        ("leg", "a", 2, 1),
        ("leg", "b", 1, 5),
        ("leg", "c", 1, 5),
    ]


def test_a_removal_may_bound_what_was_unbounded(page_model, sweeps):
    # o --a(no bound)--> d, and o --b(3)--> d beside it: without a three units remain.
    graph = empty_graph(("o",), ("d",))
    for place in ("o", "d"):
        graph.add_node(place, **jurisdiction())
    graph.add_edge("o", "d", key="a", **leg("unbounded"))
    graph.add_edge("o", "d", key="b", **leg(3 * SCALE))
    [[rows]] = sweeps([(page_model(graph), [_question("passing")])])
    told = [(row["kind"], row["id"], row["loss"], row["value"], row["rank"]) for row in rows]
    assert told == [
        ("jurisdiction", "d", None, 0, 1),
        ("jurisdiction", "o", None, 0, 1),
        ("leg", "a", None, 3 * SCALE, 1),
        ("leg", "b", None, None, 1),
    ]
