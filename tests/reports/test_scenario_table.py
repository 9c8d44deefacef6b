"""Several scenarios side by side, on the study that forks (see tests.fork_study)."""

import csv
import io

import pytest

from reports import scenario_table
from reports.answer import answered
from reports.question import Question
from reports.view import View
from seeds import Scenario
from tests import fork_study

TEXT = """\
Fork: goods layer; in units per year
  Scenario   Before  After  Blocked  Re-routed  Added  Chokepoints
  later      13      11     2        0          0      +0 -0
  new-leg    10      11     0        0          1      +1 -0
  no-beta    10      0      10       0          0      +0 -1
  no-direct  10      7      3        7          0      +1 -1

later: 11 units per year pass instead of 13 (model result): 2 blocked.
new-leg: 11 units per year pass instead of 10 (model result): 1 added.
no-beta: Nothing passes instead of 10 units per year (model result): 10 blocked.
no-direct: 7 units per year pass instead of 10 (model result): 3 blocked, 7 re-routed.
"""


@pytest.fixture(scope="module")
def fork(tmp_path_factory):
    return fork_study.read(tmp_path_factory.mktemp("study") / "fork")


@pytest.fixture
def answers(fork):
    """Give a function that answers every scenario of the fork."""

    def answer(lens="passing", given=""):
        view = View(lens, "goods", None)
        questions = [Question(fork, given, change, change.as_of) for change in fork.scenarios]
        return [answered(question, view) for question in questions]

    return answer


def test_as_text(answers):
    assert scenario_table.rendered(answers(), "text") == TEXT


def test_effort_and_what_moves_have_units_of_their_own(answers):
    title = scenario_table.rendered(answers("effort", "mine"), "text").splitlines()[0]
    assert title == (
        "Fork: goods layer, given 'mine'; in effort units; "
        "what is blocked, re-routed and added in units per year"
    )


def test_as_csv(answers):
    rows = list(csv.DictReader(io.StringIO(scenario_table.rendered(answers(), "csv"))))
    assert tuple(rows[0]) == scenario_table.COLUMNS
    last = rows[-1]
    assert (last["scenario"], last["title"]) == ("no-direct", "Without the direct leg")
    assert (last["new_chokepoints"], last["gone_chokepoints"]) == ("B>D", "A>B")


def test_as_markdown(answers):
    text = scenario_table.rendered(answers(), "md")
    assert text.count("\n|") == 6
    assert "| no-direct | 10 | 7 | 3 | 7 | 0 | \\+1 -1 |" in text


def test_a_title_that_a_spreadsheet_would_run_is_kept_a_text(fork):
    change = Scenario("mine", "=1+1", "", remove=("B>C",))
    answer = answered(Question(fork, "", change, None), View("passing", "goods", None))
    assert ",'=1+1," in scenario_table.rendered([answer], "csv")
    assert "=1+1" not in scenario_table.rendered([answer], "md")


def test_what_has_no_bound_has_blank_cells(fork):
    change = Scenario("open", "", "", capacity={"A>B": "unbounded", "B>C": "unbounded"})
    answer = answered(Question(fork, "", change, None), View("passing", "goods", None))
    row = scenario_table.rendered([answer], "csv").splitlines()[1]
    assert row == "open,,2026-01-31,10,unbounded,,,,,A>B,"
