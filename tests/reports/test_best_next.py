"""What the page calls best next is what Python's interdiction and sweep find."""

from __future__ import annotations

import pytest

import routes
from routes import fields

STEPS = """
const sweep = require(folder + "/sweep.js");
const canonical = require(folder + "/canonical_flow.js");
output = input[1].map((question) => sweep.sweep(input[0], canonical.moving(question)));
"""
LENSES = {"passing": "passing", "volume": "volume", "effort": "passing"}
"""What each lens lets the page rank by: under effort it is what passes that moves."""


@pytest.fixture(scope="module")
def best_next(model, node, assets):
    """Give a function from questions to the largest loss by one leg in reach, and its legs."""
    reach = {leg["id"] for leg in model["legs"] if leg["interdictable"]}

    def ask(questions):
        folder = f"const folder = {assets()!r};"
        for rows in node(folder + STEPS, (model, questions)):
            losses = {row["id"]: row["loss"] for row in rows if row["kind"] == "leg"}
            losses = {leg: loss for leg, loss in losses.items() if leg in reach}
            most = max(losses.values(), default=0)
            yield most, sorted(leg for leg, loss in losses.items() if loss == most and most)

    return ask


def _at_equal_cost(graph):
    """Give a graph in which closing any leg takes one unit."""
    equal = graph.copy()
    for *_, data in equal.edges(data=True):
        data[fields.INTERDICT_COST] = equal.graph[fields.SCALE]
    return equal


@pytest.mark.slow
def test_in_every_month_and_lens_the_best_next_leg_is_the_best_plan_for_one(
    model, graph_of, best_next
):
    questions = [
        {"date": date, "layer": layer, "weakestClass": "", "lens": lens}
        for date in range(len(model["dates"]))
        for layer in model["layers"]
        for lens in LENSES
    ]
    ties = falls = 0
    for question, (most, legs) in zip(questions, best_next(questions), strict=True):
        graph = _at_equal_cost(graph_of(question))
        found = routes.interdict(graph, 1, lens=LENSES[question["lens"]])
        assert found.before_scaled - found.value_scaled == most
        if most:
            assert found.complete
            assert [plan.ids for plan in found.plans] == [(leg,) for leg in legs]
        falls += most > 0
        ties += len(legs) > 1
    assert falls > 100
    assert ties > 10


def test_at_the_headline_it_is_the_sweep_s_first_leg(model, results, best_next):
    [(most, legs)] = best_next([model["baseline"]["question"]])
    edges = results.graph.edges(keys=True, data=True)
    reach = {leg for *_, leg, data in edges if data[fields.INTERDICTABLE]}
    swept = [row for row in routes.sweep(results.graph).rows if row.id in reach]
    largest = max(row.loss_scaled for row in swept)
    assert most == largest
    assert legs == sorted(row.id for row in swept if row.loss_scaled == largest)


@pytest.mark.browser
def test_the_page_shows_the_same_leg_first(visit, default_page, results):
    seen = visit(default_page)
    steps = seen.page.locator("#next button.step")
    keys = [step.get_attribute("data-key") for step in steps.all()]
    legs = set(results.study.legs["id"])
    first = next(name for key in keys if (name := key.removeprefix("next ")) in legs)
    found = routes.interdict(_at_equal_cost(results.graph), 1)
    assert (first,) in [plan.ids for plan in found.plans]
    seen.assert_quiet()
