"""The command `uncertainty` in its four forms.

A --10 (class A)--> B --10, from 4 to 16--> C, and A --5 (class E)--> C. With the priors of the
tests A exists in 3 of 4 draws and E in 1 of 4.
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
from tests.studies import SOURCE, write_study

LEGS = """
    id,origin,destination,capacity_low,capacity,capacity_high,evidence_class,evidence,basis
    A>B,A,B,,10,,A,E1,reported
    A>C,A,C,,5,,E,,assumed
    B>C,B,C,4,10,16,,,assumed
"""
PRIORS = """
    id,alpha,beta
    A,3,1
    B,1,1
    C,1,1
    D,1,1
    E,1,3
"""
ERROR = "Monte Carlo"
ROOT = Path(__file__).parent.parent.parent
START = "import sys; from reports.cli import main; main(sys.argv[1:])"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("study") / "mine"
    return write_study(path, legs=LEGS, evidence=SOURCE, priors=PRIORS)


@pytest.fixture
def run(capsys):
    """Give a function that runs the command line: exit code, standard output, standard error."""

    def run_line(*arguments):
        code = cli.run(["uncertainty", *map(str, arguments)])
        return code, *capsys.readouterr()

    return run_line


def _ensemble(folder, draws, **options):
    study = seeds.load(folder)
    believed = routes.beliefs(study)
    return routes.ensemble(routes.build(study), draws, beliefs=believed, **options)


def test_as_text(run, folder):
    code, out, err = run(folder, "--draws", 400)
    found = _ensemble(folder, 400)
    assert (code, err) == (cli.FINE, "")
    head, _, rest = out.partition("Legs\n")
    lines = head.splitlines()
    assert lines[0] == "mine: goods layer"
    assert lines[1].startswith("In 90 % of 400 draws (seed 1) the largest flow lies between 0 and ")
    assert lines[1].endswith("for the numbers as given it is 15.")
    assert ERROR in lines[2]
    share = found.no_route.share
    assert lines[3] == (
        f"There is no route in {100 * share:.1f} % of the draws, which then have no minimum cut."
    )
    (row,) = [line for line in rest.splitlines() if "(A>C)" in line]
    told = next(row for row in found.members if row.id == "A>C")
    assert f"{100 * told.every.share:.1f} %" in row
    assert "What this rests on\n" in rest
    assert "A Beta(3, 1), E Beta(1, 3)" in rest
    assert "Plans" not in out


def test_as_csv_every_leg_and_jurisdiction_has_a_row(run, folder):
    _, out, _ = run(folder, "--draws", 100, "--format", "csv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(out))}
    assert sorted(rows) == ["A", "A>B", "A>C", "B", "B>C", "C"]
    told = next(row for row in _ensemble(folder, 100).members if row.id == "A>B")
    assert float(rows["A>B"]["every"]) == pytest.approx(told.every.share)
    assert float(rows["A>B"]["every_error"]) == pytest.approx(told.every.standard_error, abs=1e-6)
    assert float(rows["A>B"]["loss_mean"]) == pytest.approx(
        told.loss_mean_scaled / _ensemble(folder, 1).scale, rel=1e-5
    )
    assert rows["A"]["first_sure"] == ""


def test_as_json_with_plans(run, folder):
    _, out, _ = run(folder, "--draws", 60, "--budget", 1, "--plan-draws", 7, "--format", "json")
    document = json.loads(out)
    assert document["schema"] == "routerisk/uncertainty/1"
    assert (document["draws"], document["seed"], document["lens"]) == (60, 1, "passing")
    assert set(document["inputs_sha256"]) == {
        "evidence.csv",
        "jurisdictions.csv",
        "legs.csv",
        "priors.csv",
    }
    assert document["candidates"]["draws"] == 7
    suited = document["robust_plans"]
    assert [each["goal"] for each in suited["plans"]] == [
        "as given",
        "least on average",
        "least regret",
    ]
    assert (suited["chosen_over"], suited["searched"]) == (14, 7)
    assert len(document["plans"]) == len(document["candidates"]["candidates"])
    assert document["plans"][0]["within_budget"]["count"] <= 60
    assert document["value_scaled"] == 15 * document["scale"]
    again = run(folder, "--draws", 60, "--budget", 1, "--plan-draws", 7, "--format", "json")
    assert again[1] == out


def test_plans_as_text_and_as_markdown(run, folder):
    asked = (folder, "--draws", 50, "--budget", "1.5", "--plan-draws", 4)
    _, text, _ = run(*asked)
    assert "Plans that take up to 1.5 effort units\n" in text
    assert "Of the table, " in text
    assert "of the first 4 draws" in text
    assert "best among the plans listed" in text
    _, table, _ = run(*asked, "--format", "md")
    assert "| Plan | Effort | Leaves | \\+/- | Best listed | Regret | 95 % | Best of all |" in table
    assert "\n* Whether a leg exists is drawn" in table
    assert table.endswith("\n")


def test_seed_and_view_are_obeyed(run, folder):
    one, other = (run(folder, "--draws", 50, "--seed", seed)[1] for seed in (1, 2))
    assert one != other
    code, out, _ = run(folder, "--draws", 50, "--layer", "service")
    assert (code, out.splitlines()[1]) == (
        cli.FINE,
        "There is no route in any of 50 draws (seed 1).",
    )
    assert "effort units" in run(folder, "--draws", 50, "--lens", "effort")[1]
    graded = run(folder, "--draws", 5, "--weakest-class", "A", "--format", "csv")[1]
    assert "A>C" not in graded


def test_a_flow_without_a_bound(run, tmp_path):
    legs = "id,origin,destination,capacity\nA>C,A,C,unbounded\n"
    code, out, _ = run(write_study(tmp_path / "mine", legs=legs), "--draws", 5, "--budget", 0)
    assert code == cli.FINE
    assert "between unbounded and unbounded units per year" in out
    assert "The flow has no bound in 100.0 % of the draws" in out
    assert ERROR not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--draws", 0), "0 is not in the range"),
        (("--budget", "five"), "'five' is not a number from 0, such as 5 or 2.5"),
        (("--budget", "1e99"), "'1e99' is not a number"),
        (("--as-of", "2026-99"), "is not a date"),
    ],
)
def test_mistakes_of_usage_are_told(run, folder, arguments, said):
    code, out, err = run(folder, *arguments)
    assert (code, out) == (cli.USAGE, "")
    assert said in " ".join(err.split())


def test_the_packaged_study(run):
    code, out, err = run("--draws", 30)
    assert (code, err) == (cli.FINE, "")
    assert "(US>CN.direct)" in out
    assert "Jurisdictions\n" in out


def test_a_plan_that_leaves_less_on_average_is_named_with_its_error(run):
    """The plan that is best for the numbers as given need not be the best on average."""
    _, text, _ = run("--draws", 600, "--budget", 5, "--plan-draws", 2)
    (told,) = [line for line in text.splitlines() if line.startswith("Of the table, ")]
    assert "less than by the first plan, which is best for the numbers as given" in told


def test_the_same_bytes_whatever_the_order_of_sets(folder):
    outputs = set()
    for number in ("1", "4294967295"):
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                START,
                "uncertainty",
                str(folder),
                "--draws",
                "40",
                "--budget",
                "2",
                "--plan-draws",
                "3",
                "--format",
                "json",
            ],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": number},
            capture_output=True,
            check=True,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
