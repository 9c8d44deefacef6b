"""The command `displacement` in its four forms.

A --8--> B --8, under 10 %--> C, a second leg of 5 under 40 %, and B --4--> D --4, under 60 %--> C.
7.2 pass the first and 0.8 the second before; D is a hub that nothing moves through. Closed at the
first leg, 7.2 are cut off and 2.2 + 1.6 find room.
"""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import routes
import seeds
from reports import cli
from tests.studies import write_study

ROOT = Path(__file__).parent.parent.parent
START = "import sys; from reports.cli import main; main(sys.argv[1:])"
PLACES = """
    id,name,role
    A,Alpha,origin
    B,Beta,transit
    C,Gamma,destination
    D,Delta,transit
"""
LEGS = """
    id,origin,destination,capacity,interdict_cost,valid_from
    A>B,A,B,8,9,
    B>C,B,C,8,1,
    B>C.2,B,C,5,1,
    B>D,B,D,4,5,
    D>C,D,C,4,5,
    A>C.late,A,C,6,5,2025-01-01
"""
PRESSURE = """
    id,target_kind,target,points
    P1,leg,B>C,10
    P2,leg,B>C.2,40
    P3,leg,D>C,60
"""
MEASURES = """
    id,name,legs,effect,points,cost
    close-first,Close the first,B>C,close,,1
"""
EARLY = ("--as-of", "2024-06")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("study") / "mine"
    return write_study(path, jurisdictions=PLACES, legs=LEGS, pressure=PRESSURE, measures=MEASURES)


@pytest.fixture
def run(capsys):
    """Give a function that runs the command line: exit code, standard output, standard error."""

    def run_line(*arguments):
        code = cli.run(["displacement", *map(str, arguments)])
        return code, *capsys.readouterr()

    return run_line


def test_a_named_plan_as_text(run, folder):
    code, out, err = run(folder, "--leg", "B>C", *EARLY, "--learned-percent", 100)
    assert (code, err) == (cli.FINE, "")
    lines = out.splitlines()
    assert lines[1] == "Plan: B>C. Of 8 units per year that move (model result) it cuts off 7.2."
    assert lines[2].startswith(
        "Net effect: 3.4 to 7.2 less, depending on how those who are cut off "
    )
    assert lines[2].endswith("respond; displacement from 0.0 % to 52.8 %.")
    assert lines[3] == "New hubs: D (learning); D (logit); D (best response)."
    assert "  1     static         7.2      0          7.2         0.8         0.0 %" in lines
    assert (
        "  1     best response  7.2      3.8        3.4         4.6         52.8 %     D" in lines
    )
    assert any(line.startswith("  Beta to Gamma (B>C.2)") for line in lines)
    assert any(line.endswith("D") and line.startswith("  1  ") for line in lines)
    assert "Assumed." in out
    assert "chase" not in out.lower()


def test_the_same_by_a_measure_as_csv(run, folder):
    rows = []
    for named in (("--leg", "B>C"), ("--measure", "close-first")):
        _, out, _ = run(folder, *named, *EARLY, "--format", "csv")
        rows.append(list(csv.DictReader(io.StringIO(out))))
    assert [row["adversary"] for row in rows[0]] == ["static", "learning", "logit", "best response"]
    for one, other in zip(*rows, strict=True):
        assert (one.pop("targets"), other.pop("targets")) == ("B>C", "close-first")
        assert one == other
    last = rows[0][-1]
    assert (last["before"], last["cut_off"], last["moved"], last["after"]) == (
        "8",
        "7.2",
        "3.8",
        "4.6",
    )
    assert float(last["displacement_ratio"]) == pytest.approx(38 / 72, abs=1e-6)


def test_a_budget_and_the_chase_as_json(run, folder):
    asked = (folder, "--budget", "1", "--rounds", 6, "--moved-percent", 100, *EARLY)
    code, out, _ = run(*asked, "--format", "json")
    assert code == cli.FINE
    document = json.loads(out)
    assert document["schema"] == "routerisk/displacement/1"
    assert set(document["inputs_sha256"]) >= {"legs.csv", "measures.csv", "pressure.csv"}
    graph = routes.build(seeds.load(folder), "2024-06")
    plan = routes.interdict(graph, 1).plans[0]
    found = routes.responses(graph, plan, moved_percent=100)
    assert document["responses"][0] == json.loads(json.dumps(found.to_dict()))
    chased = routes.chase(graph, 6, 1, moved_percent=100)
    assert document["chase"] == json.loads(json.dumps(chased.to_dict()))
    assert document["asked"]["budget"] == "1"
    assert document["asked"]["rationality"] == "5"
    assert run(*asked, "--format", "json")[1] == out


def test_the_chase_as_text_and_as_markdown(run, folder):
    asked = (folder, "--budget", "1", "--rounds", 14, "--moved-percent", 100, *EARLY)
    _, text, _ = run(*asked)
    assert "The chase, 14 rounds with 1 effort units in each: on average " in text
    assert "if no one acts (model result).\n" in text
    assert "The chase, round by round, the first 12 rounds of 14\n" in text
    assert "not the last round" in text
    _, table, _ = run(*asked, "--format", "md")
    assert table.startswith("# Displacement: mine\n")
    assert "| Regulator | Mean | Least | Most | Displaced | Hubs | New hubs | Repeats |" in table


def test_habits_and_further_legs_are_obeyed(run, folder):
    def after(*options):
        _, out, _ = run(folder, "--leg", "B>C", *EARLY, "--format", "csv", *options)
        return {row["adversary"]: row["after"] for row in csv.DictReader(io.StringIO(out))}

    usual = after("--learned-percent", 100)
    assert (usual["learning"], usual["best response"]) == ("4.6", "4.6")
    assert after("--learned-percent", 100, "--entry-percent", 80)["learning"] == "3"
    assert after("--learned-percent", 100, "--learning-rounds", 1)["learning"] == "2.6"
    assert after("--moved-percent", 1, "--learning-rounds", 1)["learning"] < usual["learning"]
    more = after("--learned-percent", 100, "--further-as-of", "2025-06")
    assert (more["learning"], more["best response"]) == ("8", "4.6")
    volume = after("--lens", "volume")
    assert volume["static"] == "0"


def test_there_may_be_nothing_to_tell(run, folder, tmp_path):
    _, out, _ = run(folder, "--budget", "0.5")
    assert "Nothing affordable: a budget of 0.5 effort units buys nothing" in out
    assert "No route" in run(folder, "--budget", 1, "--layer", "service")[1]
    _, out, _ = run(folder, "--leg", "D>C", *EARLY)
    assert "Nothing is lost at the target, so nothing is displaced." in out
    legs = "id,origin,destination,capacity\nA>C,A,C,unbounded\n"
    endless = write_study(tmp_path / "endless", legs=legs)
    for named in (("--leg", "A>C"), ("--budget", 1, "--rounds", 2)):
        code, out, _ = run(endless, *named)
        assert code == cli.FINE
        assert "nbounded: there is no limit to what moves" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a plan with --leg, --close and --measure, or a budget"),
        (("--leg", "B>C", "--budget", 1), "name a plan with --leg"),
        (("--leg", "B>C", "--rounds", 3), "a chase needs --budget"),
        (("--leg", "B>c"), "--leg: 'B>c' is not there on that day. Did you mean 'B>C'?"),
        (("--close", "X", "--measure", "no"), "--measure: 'no' is not there on that day."),
        (("--leg", "A>C.late", *EARLY), "'A>C.late' is not there on that day."),
        (("--budget", "x"), "--budget: 'x' is not a number"),
        (("--budget", 1, "--rationality", "-1"), "--rationality"),
        (("--budget", 1, "--moved-percent", 0), "0 is not in the range"),
        (("--budget", 1, "--lens", "effort"), "'effort' is not one of"),
        (("--budget", 1, "--further-as-of", "soon"), "Invalid value for --further-as-of"),
    ],
)
def test_mistakes_of_usage_are_told(run, folder, arguments, said):
    code, out, err = run(folder, *arguments)
    assert (code, out) == (cli.USAGE, "")
    assert said in " ".join(err.split())


def test_the_packaged_study_gives_the_same_bytes_whatever_the_order_of_sets():
    outputs = set()
    line = ["--budget", "2", "--rounds", "2", "--format", "json"]
    for number in ("1", "4294967295"):
        done = subprocess.run(
            [sys.executable, "-c", START, "displacement", *line],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": number},
            capture_output=True,
            check=True,
        )
        outputs.add(done.stdout)
        assert done.stderr == b""
    assert len(outputs) == 1
