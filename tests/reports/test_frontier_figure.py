import html
import re
import xml.etree.ElementTree as ET

import pytest

import reports
from reports import best_plans_text, frontier_figure
from tests.studies import CHAIN, study


@pytest.fixture(scope="module")
def drawn(results):
    return frontier_figure.images(results)["frontier.svg"]


def _texts(drawn):
    """List the lines of text, which are drawn as outlines and written beside them as comments."""
    return [html.unescape(text) for text in re.findall(r"<!-- (.*?) -->", drawn.decode())]


def test_the_same_results_give_the_same_bytes(results, drawn):
    assert frontier_figure.images(results) == {"frontier.svg": drawn}


def test_every_line_is_named_and_the_axes_say_what_they_count(drawn):
    texts = _texts(drawn)
    assert "Budget, effort units" in texts
    assert "What the best plans leave, in H100-equivalents per year (model result)" in texts
    assert "contains no best plan before it" in texts
    named = " ".join(texts)
    assert all(words in named for words in best_plans_text.RULE_WORDS.values())
    assert "best plans" in named


def test_who_hears_it_is_told_every_value(results, drawn):
    root = ET.fromstring(drawn)  # noqa: S314  # written by this project a moment ago
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text.startswith("What the best plans leave")
    told = root.find(f"{space}desc").text
    assert all(sentence in told for sentence in best_plans_text.sentences(results))
    assert "0: 117,472, 1: 104,662, 2: 93,532, 3: 83,450" in told
    assert b"<dc:date>" not in drawn


def test_what_is_drawn_is_what_the_frontier_holds(results):
    lines = frontier_figure.series(results.best_plans.rows)
    frame = results.best_plans.frontier.to_frame()
    assert lines["best plans"] == frame["value_scaled"].tolist()
    for rule, words in best_plans_text.RULE_WORDS.items():
        assert lines[words] == frame[f"{rule}_scaled"].tolist()


@pytest.mark.parametrize(
    "legs",
    [CHAIN, "id,origin,destination,capacity\nx,A,C,unbounded\ny,A,C,2\n"],
    ids=["undated", "bounded by the first plan"],
)
def test_any_frontier_can_be_drawn(tmp_path, legs):
    drawn = frontier_figure.images(reports.analyze(study(tmp_path, legs=legs)))["frontier.svg"]
    assert ET.fromstring(drawn).tag.endswith("}svg")  # noqa: S314  # written by this project


def test_text_of_a_study_stays_text(tmp_path):
    folder = tmp_path / "study"
    folder.mkdir()
    unit = "<b>&\"--> ]]>'"
    (folder / "datapackage.json").write_text(
        '{"routerisk": {"effort_unit": "<b>&\\"--> ]]>\'", "capacity_unit": "<i>-->"}}',
        encoding="utf-8",
    )
    loaded = study(folder, legs=CHAIN)
    assert loaded.effort_unit == unit
    drawn = frontier_figure.images(reports.analyze(loaded))["frontier.svg"]
    assert ET.fromstring(drawn).tag.endswith("}svg")  # noqa: S314  # written by this project
