"""The answer to a what-if in its four forms, on the study that forks (see tests.fork_study)."""

import csv
import io
import json
import re

import pytest

import seeds
from reports import what_if_text
from reports.answer import answered
from reports.question import Question
from reports.view import View
from tests import fork_study
from tests.studies import study

TEXT = """\
Fork: goods layer on 2026-01-31
Supposed
  legs removed: B>C

7 units per year pass instead of 10 (model result): 3 blocked, 7 re-routed.
New in every minimum cut: Beta to Delta (B>D). No longer in every minimum cut: Alpha to Beta (A>B).
The least-pressure route is now Alpha to Beta to Delta to Gamma (90.0 % would pass); \
before it was Alpha to Beta to Gamma (100.0 % would pass).
Most is gained by Beta to Delta (B>D): 7 instead of 0, with 0 to spare.

Totals
                       Before  After  Unit
  passing              10      7      units per year
  volume               10      7      units per year
  effort to close all  1       1      effort units

In every minimum cut
        Id   What
  new   B>D  Beta to Delta
  gone  A>B  Alpha to Beta

Least-pressure route
          Would pass  Legs
  before  100.0 %     A>B, B>C
  after   90.0 %      A>B, B>D, D>C

Legs that carry more or less
  Leg  From and to     Before  After  Change  Spare left
  B>D  Beta to Delta   0       7      +7      0
  D>C  Delta to Gamma  0       7      +7      2
  A>B  Alpha to Beta   10      7      -3      3
  B>C  Beta to Gamma   10      0      -10     0

Jurisdictions through which more or less passes
  Jurisdiction  Before  After  Change
  Alpha         10      7      -3
  Beta          10      7      -3
  Gamma         10      7      -3
  Delta         0       7      +7
"""
GOODS = View("passing", "goods", None)


@pytest.fixture(scope="module")
def fork(tmp_path_factory):
    return fork_study.read(tmp_path_factory.mktemp("study") / "fork")


def _answer(loaded, view=GOODS, *, given="", **change):
    return answered(Question(loaded, given, seeds.Scenario("", "", "", **change), None), view)


@pytest.fixture(scope="module")
def answer(fork):
    return _answer(fork, remove=("B>C",))


def test_as_text(answer):
    assert what_if_text.rendered(answer, "text") == TEXT


def test_the_first_line_says_what_was_looked_at(fork):
    told = _answer(fork, View("passing", "service", "C"), given="mine").line()
    assert told == "Fork: service layer on 2026-01-31, evidence class C or stronger, given 'mine'"


def test_a_study_without_dates_is_looked_at_on_no_day(tmp_path):
    loaded = study(tmp_path / "mine", legs="id,origin,destination,capacity\nA>C,A,C,1\n")
    assert _answer(loaded).line() == "mine: goods layer"


def test_every_kind_of_change_is_told(fork):
    change = {
        "remove": ("B>D",),
        "keep_only": ("A>B", "B>C"),
        "close": ("E",),
        "measures": ("press",),
        "capacity": {"A>B": 12_345_600, "B>C": "unbounded"},
        "pressure": {"B>C": 40},
        "roles": {"E": "destination"},
        "weights": {"officer": 200},
    }
    told = what_if_text.rendered(_answer(fork, **change), "text").split("\n\n")[0]
    assert told.splitlines()[1:] == [
        "Supposed",
        "  legs removed: B>D",
        "  legs kept, and no others: A>B, B>C",
        "  jurisdictions closed: E",
        "  measures taken: press",
        "  capacity set: A>B 123,456, B>C unbounded",
        "  pressure set: B>C 40",
        "  roles: E destination",
        "  percent that kinds of pressure count: officer 200",
    ]


def test_a_long_list_ends_in_a_number_and_lines_stay_short(fork):
    legs = tuple(f"leg-with-a-name-{number:02d}" for number in range(30))
    told = what_if_text.rendered(_answer(fork, remove=legs), "text").split("\n\n")[0]
    assert told.endswith("leg-with-a-name-11 and 18 more")
    assert max(map(len, told.splitlines())) <= 100


def test_as_json(answer):
    document = json.loads(what_if_text.rendered(answer, "json"))
    assert document["schema"] == "routerisk/whatif/1"
    assert document["study"]["title"] == "Fork"
    assert document["sentences"][0] == TEXT.splitlines()[4]
    assert document["comparison"]["displacement"]["blocked_scaled"] == 3 * document["scale"]
    assert document["asked"] == {
        "scenario": "",
        "title": "",
        "remove": ["B>C"],
        "keep_only": [],
        "close": [],
        "measures": [],
        "capacity_scaled": {},
        "pressure_percent": {},
        "roles": {},
        "weights_percent": {},
        "add": [],
    }


def test_as_csv_every_leg_has_a_row(answer):
    rows = list(csv.reader(io.StringIO(what_if_text.rendered(answer, "csv"))))
    assert rows == [
        ["leg", "origin", "destination", "before", "after", "spare"],
        ["A>B", "A", "B", "10", "7", "3"],
        ["B>C", "B", "C", "10", "0", "0"],
        ["B>D", "B", "D", "0", "7", "0"],
        ["D>C", "D", "C", "0", "7", "2"],
    ]


def test_spare_capacity_may_have_no_bound(fork):
    text = what_if_text.rendered(_answer(fork, capacity={"B>C": "unbounded"}), "csv")
    assert "B>C,B,C,10,10,unbounded\n" in text


def test_what_has_no_bound_has_no_rows_but_totals(fork):
    answer = _answer(fork, capacity={"A>B": "unbounded", "B>C": "unbounded"})
    assert what_if_text.rendered(answer, "csv") == "leg,origin,destination,before,after,spare\n"
    text = what_if_text.rendered(answer, "text")
    assert "\n  passing              10      unbounded  units per year\n" in text
    assert "Jurisdictions through which" not in text
    assert "Legs that carry" not in text


def test_as_markdown(answer):
    text = what_if_text.rendered(answer, "md")
    assert text.startswith("# What if: Fork\n\nFork: goods layer on 2026-01-31.\n\n")
    assert "- legs removed: B\\>C\n" in text
    assert "\n## Totals\n\n|  | Before | After | Unit |\n| --- | --- | --- | --- |\n" in text
    assert "| B\\>D | Beta to Delta | 0 | 7 | \\+7 | 0 |\n" in text
    assert text.endswith("|\n")


def test_text_of_a_study_stays_text_in_markdown(tmp_path):
    name = "<b>x</b> | [y](http://z) *w*"
    jurisdictions = f"id,name,role\nA,{name},origin\nC,Gamma,destination\n"
    loaded = study(
        tmp_path,
        jurisdictions=jurisdictions,
        legs="id,origin,destination,capacity\nA>C,A,C,2\nA>C.2,A,C,1\n",
    )
    answer = _answer(loaded, remove=("A>C",))
    text = what_if_text.rendered(answer, "md")
    assert name not in text
    assert not re.search(r"(?<!\\)[<\[]", text)
    rows = [line for line in text.splitlines() if line.startswith("| A\\>C ")]
    assert [len(re.split(r"(?<!\\)\|", row)) for row in rows] == [8]


def test_a_new_leg_is_named_though_only_the_later_graph_has_it(fork):
    (new,) = [scenario for scenario in fork.scenarios if scenario.name == "new-leg"]
    answer = answered(Question(fork, "", new, None), GOODS)
    assert "  A>D  Alpha to Delta" in what_if_text.rendered(answer, "text")
    assert answer.idle == ()


def test_a_new_leg_of_another_layer_has_no_effect(fork):
    (new,) = [scenario for scenario in fork.scenarios if scenario.name == "new-leg"]
    answer = answered(Question(fork, "", new, None), View("passing", "service", None))
    assert [str(idle) for idle in answer.idle] == [
        "leg 'A>D' is in the goods layer, not in service"
    ]
