"""The time line in its four forms.

A --10--> B --4--> C until 31 January; from February the second leg passes half.
"""

import csv
import io
import json

import pytest

import routes
import seeds
from reports import timeline_text
from tests.studies import write_study

LEGS = """
    id,origin,destination,capacity,valid_from
    A>B,A,B,10,2024-01-01
    B>C,B,C,4.5,2024-01-01
    B>C|2,B,C,1,2024-03-01
"""
PRESSURE = """
    id,target_kind,target,points,valid_from,valid_to
    p,leg,B>C,50,2024-02-01,2024-02-29
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study") / "mine"
    write_study(folder, legs=LEGS.replace("|", "."), pressure=PRESSURE)
    own = {"first_month": "2024-01", "data_date": "2024-03-15", "capacity_unit": "things"}
    (folder / "datapackage.json").write_text(
        json.dumps({"title": "Mine", "routerisk": own}), encoding="utf-8"
    )
    study = seeds.load(folder)
    line = routes.timeline(study)
    return lambda form: timeline_text.rendered(study, line, form)


def test_as_text(told):
    assert told("text") == (
        "Mine: goods layer\n"
        "passing and volume in things; effort to close everything in\n"
        "effort units; chokepoints: how many are in every minimum cut. Below a month: rows\n"
        "that came (+) or went (-), with what each by itself does to what passes; then what\n"
        "joined (+) or left (-) the members of every cut.\n"
        "\n"
        "month          passing      volume   effort  chokepoints\n"
        "2024-01-31         4.5         4.5        1  1\n"
        "            every cut: +B>C\n"
        "2024-02-29        2.25         4.5        1  1\n"
        "            +p (-2.25)\n"
        "2024-03-15         5.5         5.5        1  2\n"
        "            +B>C.2 (+1)\n"
        "            -p (+2.25)\n"
        "            every cut: +B>C.2\n"
    )


def test_as_csv(told):
    rows = list(csv.reader(io.StringIO(told("csv"))))
    assert rows == [
        ["day", "passing", "volume", "effort", "chokepoints_in_every_cut", "changes"],
        ["2024-01-31", "4.5", "4.5", "1", "B>C", ""],
        ["2024-02-29", "2.25", "4.5", "1", "B>C", "+p (-2.25)"],
        ["2024-03-15", "5.5", "5.5", "1", "B>C; B>C.2", "+B>C.2 (+1); -p (+2.25)"],
    ]
    assert "\r" not in told("csv")


def test_as_markdown_nothing_of_a_table_is_markup(told):
    lines = told("md").splitlines()
    assert lines[1] == "| --- | --- | --- | --- | --- | --- |"
    assert len(lines) == 5
    assert "B\\>C" in lines[2]
    assert {line.replace("\\|", "").count("|") for line in lines} == {7}


def test_as_json(told):
    document = json.loads(told("json"))
    assert document["schema"] == "routerisk/timeline/1"
    assert (document["study"], document["layer"], document["scale"]) == ("mine", "goods", 1_000)
    assert set(document["inputs_sha256"]) >= {"legs.csv", "pressure.csv", "datapackage.json"}
    months = document["months"]
    assert [month["value_scaled"]["passing"] for month in months] == [4_500, 2_250, 5_500]
    assert months[1]["changes"] == [
        {
            "table": "pressure",
            "id": "p",
            "begins": True,
            "effect_scaled": {"passing": -2_250, "volume": 0, "effort": 0},
        }
    ]


@pytest.mark.parametrize("form", ["text", "json", "csv", "md"])
def test_every_form_ends_with_one_line_feed_and_is_the_same_twice(told, form):
    text = told(form)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert text == told(form)


def test_without_effects_a_change_is_named_alone(tmp_path):
    study = seeds.load(write_study(tmp_path, legs=LEGS.replace("|", "."), pressure=PRESSURE))
    line = routes.timeline(study, effects=False)
    assert "+p\n" in timeline_text.rendered(study, line, "text")


def test_an_unbounded_flow_is_told_in_words_and_left_blank_for_programs(tmp_path):
    legs = "id,origin,destination,capacity\nA>C,A,C,unbounded\n"
    study = seeds.load(write_study(tmp_path, legs=legs))
    line = routes.timeline(study)
    assert "unbounded" in timeline_text.rendered(study, line, "text")
    assert timeline_text.rendered(study, line, "csv").splitlines()[1].startswith("2000-01-01,,,1,")
