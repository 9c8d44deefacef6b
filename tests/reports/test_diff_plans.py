"""What ``routerisk diff`` says of the best plans, and when the gate on them trips."""

import json

import pytest

import reports
import seeds
from reports import cli, reported_answer
from reports.report_files import document
from tests.studies import CHAIN, THREE, study, write_study

SIDE = """
    id,origin,destination,capacity,interdict_cost
    one,A,C,{},{}
    two,A,C,{},{}
"""
"""Two legs side by side from A to C."""

TIES = "id,origin,destination,capacity\n" + "".join(f"l{i:02},A,C,{{}}\n" for i in range(30))
"""Thirty alike, of which any one is a best plan within 1: more than are listed."""


@pytest.fixture
def told(tmp_path, capsys, monkeypatch):
    """Give a function that writes two studies and runs diff on them."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)

    def tell(base, now, *options):
        folders = [
            str(write_study(tmp_path / name, jurisdictions=THREE, legs=legs))
            for name, legs in (("base", base), ("now", now))
        ]
        code = cli.run(["diff", *folders, *options])
        return code, *capsys.readouterr()

    return tell


def test_without_a_change_the_gate_holds(told):
    code, out, err = told(CHAIN, CHAIN, "--fail-on", "plan")
    assert (code, err) == (cli.FINE, "")
    assert "The best plans within 5 effort units leave 0 units per year, as before." in out
    assert "Best plans: A>B; B>C, as before." in out
    assert "  plan: holds\n" in out
    assert "\nNothing changed.\n" in out


def test_plans_are_searched_only_if_they_are_asked_for(told):
    code, out, _ = told(CHAIN, CHAIN, "--fail-on", "route")
    assert code == cli.FINE
    assert "best plan" not in out.casefold()
    assert json.loads(told(CHAIN, CHAIN, "--format", "json")[1])["plans"] is None
    code, out, _ = told(CHAIN, CHAIN, "--plan-budget", "1")
    assert "The best plans within 1 effort units leave 0" in out


def test_plans_that_change_trip_the_gate_and_the_row_behind_it_is_told(told):
    # Within 5 the larger leg goes; it takes 6 from now on, so the other goes instead.
    code, out, err = told(SIDE.format(9, 5, 4, 5), SIDE.format(9, 6, 4, 5), "--fail-on", "plan")
    assert code == 1
    assert err == "gate plan: the best plans within 5 effort units changed: two joined, one left\n"
    assert "Flow: 13 units per year, as before." in out
    assert "The best plans within 5 effort units leave 9 units per year instead of 4." in out
    assert "Joined the best plans: two." in out
    assert "Left the best plans: one." in out
    assert "The best plans are what they are now with: legs.csv one alone; no fewer rows" in out
    assert "What the best plans leave is what it is now with: legs.csv one alone; no fewer" in out


def test_what_they_leave_may_change_without_tripping_the_gate(told):
    code, out, err = told(SIDE.format(9, 5, 4, 5), SIDE.format(9, 5, 3, 5), "--fail-on", "plan")
    assert (code, err) == (cli.FINE, "")
    assert "leave 3 units per year instead of 4." in out
    assert "Best plans: one, as before." in out


def test_a_value_that_rounds_to_the_same_is_spelled_in_full(told):
    _, out, _ = told(
        SIDE.format(9000, 5, 1000, 5), SIDE.format(9000, 5, "1000.001", 5), "--plan-budget", "5"
    )
    assert "leave 1000.001 units per year instead of 1000." in out


def test_json_holds_the_plans_of_both_sides(told):
    line = ("--plan-budget", "5", "--format", "json")
    code, out, _ = told(SIDE.format(9, 5, 4, 5), SIDE.format(9, 6, "4.125", 5), *line)
    assert code == cli.FINE
    found = json.loads(out)
    scale = found["scale"]
    row = {"rows": [["legs", "one"]], "along": []}
    assert found["schema"] == "routerisk/diff/1"
    assert found["plans"] == {
        "budget_scaled": 5 * scale,
        "base": {
            "status": "optimal",
            "value_scaled": 4 * scale,
            "plans": [["one"]],
            "complete": True,
        },
        "now": {
            "status": "optimal",
            "value_scaled": 9 * scale,
            "plans": [["two"]],
            "complete": True,
        },
        "joined": [["two"]],
        "left": [["one"]],
        "same_plans": False,
        "why": [
            {"what": "plans", "proof": "smallest", "sets": [row]},
            {"what": "value", "proof": "smallest", "sets": [row]},
        ],
    }


def test_markdown_and_the_summary_of_a_step_tell_them_too(told, tmp_path, monkeypatch):
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    line = ("--fail-on", "plan", "--format", "md")
    _, out, _ = told(SIDE.format(9, 5, 4, 5), SIDE.format(9, 6, 4, 5), *line)
    assert "- Joined the best plans: two.\n- Left the best plans: one.\n" in out
    assert "- plan: the best plans within 5 effort units changed: two joined, one left" in out


# More plans than are listed


def test_of_more_plans_than_are_listed_the_same_hold(told):
    code, out, err = told(TIES.format(*[2] * 30), TIES.format(*[2] * 30), "--fail-on", "plan")
    assert (code, err) == (cli.FINE, "")
    assert "More plans are as good than are listed of a side" in out


def test_of_more_plans_than_are_listed_another_value_trips(told):
    before, now = (TIES.format(*[capacity] * 30) for capacity in (2, 3))
    code, out, err = told(before, now, "--fail-on", "plan", "--plan-budget", "1")
    assert code == 1
    assert err == (
        "gate plan: the best plans within 1 effort units changed: they leave 87 units per year "
        "instead of 58 (not all are listed, so that is not certain)\n"
    )
    assert "What the best plans leave is what it is now with: " in out


def test_of_more_plans_than_are_listed_others_trip_without_a_reason(told):
    # The last leg widens: closing it is the one best plan, and it was among thirty.
    before, now = TIES.format(*[2] * 30), TIES.format(*[2] * 29, 3)
    code, out, err = told(before, now, "--fail-on", "plan", "--plan-budget", "1")
    assert code == 1
    assert "(not all are listed, so that is not certain)" in err
    assert "Listed before only: " in out
    assert "Joined the best plans" not in out
    assert "Which rows move the best plans is not told where not all are listed." in out


# What cannot be compared


@pytest.mark.parametrize("budget", ["", "-1", "+1", "1e3", "nan", "five", "1/2", "٣", "1" * 10])
def test_a_budget_is_a_decimal_number(told, budget):
    code, out, err = told(CHAIN, CHAIN, "--plan-budget", budget)
    assert (code, out) == (cli.USAGE, "")
    assert "is no amount of effort" in err


def test_a_budget_that_buys_nothing_on_either_side_is_refused(told):
    dear = SIDE.format(9, 6, 4, "6.5")
    code, out, err = told(dear, dear, "--fail-on", "plan")
    assert (code, out) == (cli.USAGE, "")
    assert (
        "no leg can be interdicted for 5 effort units on either side; name a larger budget" in err
    )
    assert told(dear, dear, "--fail-on", "plan", "--plan-budget", "6")[0] == cli.FINE


def test_a_budget_that_buys_something_on_one_side_is_compared(told):
    code, out, err = told(SIDE.format(9, 5, 4, 6), SIDE.format(9, 6, 4, 6), "--fail-on", "plan")
    assert code == 1
    assert err.endswith(" within 5 effort units changed: doing nothing joined, one left\n")
    assert "leave 13 units per year instead of 4." in out


def test_without_a_route_there_is_nothing_to_interdict(told):
    shut = "id,origin,destination,capacity\nB>A,B,A,4\n"
    code, _, err = told(shut, shut, "--fail-on", "plan")
    assert (code, err) == (cli.FINE, "")
    code, _, err = told(CHAIN, shut, "--fail-on", "plan")
    assert code == 1
    assert "changed: doing nothing joined, A>B; B>C left" in err


def test_an_unbounded_flow_may_be_bounded_by_a_plan(told):
    wide = SIDE.format("unbounded", 5, 4, 5)
    code, out, _ = told(wide, SIDE.format("unbounded", 6, 4, 5), "--fail-on", "plan")
    assert code == 1
    assert "leave unbounded units per year instead of 4." in out


def test_effort_in_another_unit_trips_the_gate(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    package = '{"routerisk": {"effort_unit": "weeks"}}'
    base = write_study(tmp_path / "months", jurisdictions=THREE, legs=CHAIN)
    now = write_study(tmp_path / "weeks", jurisdictions=THREE, legs=CHAIN)
    (now / "datapackage.json").write_text(package, encoding="utf-8")
    assert cli.run(["diff", str(base), str(now), "--fail-on", "plan"]) == 1
    out, err = capsys.readouterr()
    assert err == "gate plan: effort is counted in weeks instead of effort units\n"
    assert "Before, effort was counted in effort units." in out


def test_through_the_lens_of_effort_plans_are_those_against_what_passes(told):
    sides = (SIDE.format(9, 5, 4, 5), SIDE.format(9, 6, 4, 5))
    through, beside = (
        json.loads(told(*sides, "--plan-budget", "5", "--lens", lens, "--format", "json")[1])
        for lens in ("effort", "passing")
    )
    assert through["answer"] != beside["answer"]
    assert through["plans"] == beside["plans"]
    assert (
        "leave 9 units per year instead of 4."
        in told(*sides, "--plan-budget", "5", "--lens", "effort")[1]
    )


# Reports


def _row(budget, value, *plans, complete=True):
    return {
        "budget_scaled": budget,
        "status": "optimal",
        "value_scaled": value,
        "plans": [{"legs": list(plan), "cost_scaled": budget} for plan in plans],
        "complete": complete,
    }


@pytest.fixture
def reported(tmp_path, capsys, monkeypatch):
    """Give a function that compares a report, with a section on plans put in, with a study."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)

    def tell(legs, now, section, *options):
        mine = str(write_study(tmp_path / "mine", jurisdictions=THREE, legs=legs))
        assert cli.run(["report", mine, "--out", str(tmp_path / "old")]) == cli.FINE
        file = tmp_path / "old" / "results.json"
        results = json.loads(file.read_text(encoding="utf-8"))
        results.pop("best_plans", None)
        results |= {} if section is None else {"best_plans": section}
        file.write_text(json.dumps(results), encoding="utf-8")
        write_study(tmp_path / "mine", jurisdictions=THREE, legs=now)
        capsys.readouterr()
        code = cli.run(["diff", str(file), mine, *options])
        return code, *capsys.readouterr()

    return tell


def test_the_plans_that_a_report_lists_are_compared(reported):
    base = SIDE.format(9, 5, 4, 5)
    section = {"rows": [_row(0, 1300, []), _row(500, 400, ["one"])]}
    code, out, err = reported(base, base, section, "--fail-on", "plan")
    assert (code, err) == (cli.FINE, "")
    assert "\nNothing changed.\n" in out
    assert "Best plans: one, as before." in out
    # Another scale on the other side, and a plan that goes.
    code, out, err = reported(base, SIDE.format(9, "5.125", 4, 5), section, "--fail-on", "plan")
    assert code == 1
    assert err == "gate plan: the best plans within 5 effort units changed: two joined, one left\n"
    assert "leave 9 units per year instead of 4." in out
    assert "A report holds no rows" in out


def test_a_report_without_plans_is_said_and_never_passes_the_gate(reported):
    for section in (None, {"rows": [], "status": "too many legs"}):
        code, out, err = reported(CHAIN, CHAIN, section, "--fail-on", "plan")
        assert (code, out) == (cli.USAGE, "")
        assert "is a report without plans" in err
        assert reported(CHAIN, CHAIN, section, "--fail-on", "route")[0] == cli.FINE


def test_a_budget_that_a_report_does_not_list_is_said(reported):
    section = {"rows": [_row(0, 400, []), _row(150, 0, ["A>B"], ["B>C"])]}
    code, out, err = reported(CHAIN, CHAIN, section, "--fail-on", "plan")
    assert (code, out) == (cli.USAGE, "")
    assert "is a report with plans for other budgets; choose among 0, 1.5" in err
    line = ("--fail-on", "plan", "--plan-budget", "1.5")
    assert reported(CHAIN, CHAIN, section, *line)[0] == cli.FINE


@pytest.mark.parametrize(
    "section",
    [
        None,
        [],
        {},
        {"rows": {}},
        {"rows": [7]},
        {"rows": [_row(-1, 400, [])]},
        {"rows": [_row(None, 400, [])]},
        {"rows": [_row(0, 1.5, [])]},
        {"rows": [_row(0, 2**53, [])]},
        {"rows": [_row(0, 400, [7])]},
        {"rows": [_row(0, 400, ["\x1b[31mred"])]},
        {"rows": [_row(0, 400, []) | {"plans": None}]},
        {"rows": [_row(0, 400, []) | {"plans": [["A>B"]]}]},
        {"rows": [_row(0, 400, []) | {"status": "fine"}]},
        {"rows": [_row(0, 400, []) | {"status": []}]},
        {"rows": [_row(0, 400, []) | {"complete": 1}]},
    ],
)
def test_a_section_that_is_not_what_it_should_be_is_bad_data(tmp_path, section):
    file = tmp_path / "results.json"
    mine = study(tmp_path / "mine", jurisdictions=THREE, legs=CHAIN)
    told = document(reports.analyze(mine)) | {"best_plans": section}
    file.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(seeds.DataError, match=r"results\.json:best_plans"):
        reported_answer.read(file)
