"""The page's series of months agrees with the time line in Python."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

import reports
import routes
from reports import page_data
from tests.studies import study as written

LENSES = ("passing", "volume", "effort")
LAYERS = ("goods", "service", "ownership", "licensed")
SERIES = Path(reports.__file__).with_name("assets") / "series.js"
ASK = """
const series = require(input.file);
const ask = (question) => ({
  values: series.values(input.model, question),
  changes: input.model.dates.map((_, date) =>
    series.changes(input.model, Object.assign({}, question, { date: date }))),
});
output = input.questions.map(ask);
"""
BEARS = """
const series = require(input.file);
output = input.model.pressure.map((row) =>
  input.model.legs.filter((leg) => series.bearsOn(row, leg, input.model)).map((leg) => leg.id));
"""
FORCE = """
const series = require(input.file);
output = input.spans.map(([from, to, day]) => series.isInForce(from, to, day));
"""


@pytest.fixture(scope="session")
def told_by_page(node):
    """Give a function that asks the page's module, which reads its solver beside it."""

    def ask(script, **given):
        return node(script, {"file": str(SERIES), **given})

    return ask


@pytest.mark.slow
def test_every_month_has_the_same_value_and_the_same_changes(study, model, told_by_page):
    questions = [
        {"layer": layer, "lens": lens, "weakestClass": "", "date": 0}
        for layer, lens in itertools.product(LAYERS, LENSES)
    ]
    lines = {layer: routes.timeline(study, layer, effects=False) for layer in LAYERS}
    answers = told_by_page(ASK, model=model, questions=questions)
    changed = 0
    for question, answer in zip(questions, answers, strict=True):
        months = lines[question["layer"]].months
        assert answer["values"] == [month.value_scaled[question["lens"]] for month in months]
        for month, rows in zip(months, answer["changes"], strict=True):
            expected = [(change.id, change.begins) for change in month.changes]
            assert [(row["id"], row["begins"]) for row in rows] == expected
            changed += len(rows)
    assert changed > 200


def test_the_page_and_python_let_the_same_rows_bear_on_the_same_legs(study, model, told_by_page):
    touched = told_by_page(BEARS, model=model)
    for row, legs in zip(model["pressure"], touched, strict=True):
        assert legs == sorted(_pressed(study, row["id"])), row["id"]
    assert sum(map(len, touched)) > 300


def _pressed(study, name):
    """List the legs that one contribution presses on, as its table says on a day in its time."""
    [row] = study.pressure[study.pressure["id"] == name].itertuples()
    table = routes.contributions(study, row.valid_from or study.data_date)
    return table.loc[table["contribution"] == name, "leg"].tolist()


@pytest.mark.parametrize("layers", ["", "goods", "service", "goods;service"])
@pytest.mark.parametrize(
    "target",
    [
        *(f"jurisdiction,{place},{way}" for place in "ABC" for way in ("in", "out", "both")),
        "leg,A>B,",
        "leg,B>C.rent,",
        "mechanism,rent,",
        "mechanism,ship,",
    ],
)
def test_layers_targets_and_directions_agree(tmp_path, told_by_page, target, layers):
    legs = """
        id,origin,destination,capacity,layer,mechanism
        A>B,A,B,4,goods,ship
        B>C,B,C,4,goods,ship
        A>C,A,C,4,service,rent
        B>C.rent,B,C,4,service,rent
    """
    pressure = f"""
        id,target_kind,target,direction,points,layers
        p,{target},5,{layers}
    """
    one = written(tmp_path, legs=legs, pressure=pressure)
    model = json.loads(json.dumps(page_data.page_data(reports.analyze(one), {})))
    [touched] = told_by_page(BEARS, model=model)
    assert touched == _pressed(one, "p")


def test_a_span_holds_from_its_first_to_its_last_day(told_by_page):
    spans = [
        [None, None, "2026-07-10"],
        ["2026-07-10", None, "2026-07-10"],
        ["2026-07-11", None, "2026-07-10"],
        [None, "2026-07-10", "2026-07-10"],
        [None, "2026-07-09", "2026-07-10"],
        ["2026-07-10", "2026-07-10", "2026-07-10"],
    ]
    expected = [True, True, False, True, False, True]
    assert told_by_page(FORCE, spans=spans) == expected


def test_the_first_month_has_no_changes(model, told_by_page):
    questions = [{"layer": "goods", "lens": "passing", "weakestClass": "", "date": 0}]
    [answer] = told_by_page(ASK, model=model, questions=questions)
    assert answer["changes"][0] == []
    reasons = {row["reason"] for rows in answer["changes"] for row in rows}
    assert any("Country Group A:5" in reason for reason in reasons)


def test_the_values_of_a_class_are_those_of_its_legs_alone(study, model, told_by_page):
    questions = [{"layer": "goods", "lens": "passing", "weakestClass": "A", "date": 0}]
    [answer] = told_by_page(ASK, model=model, questions=questions)
    for date in (0, 20, len(model["dates"]) - 1):
        graph = routes.build(study, model["dates"][date]["day"], weakest_class="A")
        assert answer["values"][date] == routes.min_cut(graph).value
