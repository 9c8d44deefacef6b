"""The sweep in its four forms, on the study that forks (see tests.fork_study).

Everything runs over A>B, so A, B, C and A>B lose all 10. Without B>C the 7 of the way by D pass.
Of the pairs, B>C and B>D together lose all 10: 7 more than the 3 and 0 that each loses alone.
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
from reports import cli, sweep_text
from reports.sweep_text import Swept
from reports.view import View
from tests import fork_study
from tests.studies import study

ROOT = Path(__file__).parent.parent.parent
START = "import sys; from reports.cli import main; main(sys.argv[1:])"
TEXT = """\
Fork: goods layer on 2026-01-31
With nothing removed, the passing lens counts 10 units per year.
A model result: how those who are cut off would respond is not considered.

Removed
  Rank  What                  Loss  Share    Then  Route passes
  1     Alpha (A)             10    100.0 %  0     no route
  1     Beta (B)              10    100.0 %  0     no route
  1     Gamma (C)             10    100.0 %  0     no route
  1     Alpha to Beta (A>B)   10    100.0 %  0     no route
  5     Beta to Gamma (B>C)   3     30.0 %   7     90.0 %
  6     Delta (D)             0     0.0 %    10    100.0 %
  6     Epsilon (E)           0     0.0 %    10    100.0 %
  6     Beta to Delta (B>D)   0     0.0 %    10    100.0 %
  6     Delta to Gamma (D>C)  0     0.0 %    10    100.0 %
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return fork_study.write(tmp_path_factory.mktemp("study") / "fork")


@pytest.fixture(scope="module")
def fork(tmp_path_factory):
    return fork_study.read(tmp_path_factory.mktemp("study") / "fork")


def _swept(loaded, order=1, top=None, lens="passing"):
    graph = routes.build(loaded)
    return Swept(loaded, "", View(lens, "goods"), graph, routes.sweep(graph, order, lens, top))


@pytest.fixture
def run(capsys):
    """Give a function that runs the command line: exit code, standard output, standard error."""

    def run_line(*arguments):
        code = cli.run(list(map(str, arguments)))
        return code, *capsys.readouterr()

    return run_line


def test_as_text(fork):
    assert sweep_text.rendered(_swept(fork), "text") == TEXT


def test_as_csv(fork):
    rows = list(csv.reader(io.StringIO(sweep_text.rendered(_swept(fork), "csv"))))
    assert rows[0] == [
        "rank",
        "kind",
        "id",
        "loss",
        "loss_percent",
        "value",
        "route_passes_percent",
    ]
    assert rows[1] == ["1", "jurisdiction", "A", "10", "100.0", "0", ""]
    assert rows[5] == ["5", "leg", "B>C", "3", "30.0", "7", "90.0"]
    assert len(rows) == 10


def test_as_json(fork):
    swept = _swept(fork)
    document = json.loads(sweep_text.rendered(swept, "json"))
    assert document["schema"] == "routerisk/sweep/1"
    assert document["as_of"] == "2026-01-31"
    assert document["given"] is None
    assert document["rows"] == json.loads(json.dumps(swept.sweep.to_dict()["rows"]))


def test_as_markdown(fork):
    text = sweep_text.rendered(_swept(fork), "md")
    assert "| 5 | Beta to Gamma \\(B\\>C\\) | 3 | 30.0 % | 7 | 90.0 % |\n" in text
    assert text.endswith("|\n")


def test_pairs_tell_what_only_both_together_lose(fork):
    rows = csv.DictReader(io.StringIO(sweep_text.rendered(_swept(fork, order=2), "csv")))
    beyond = {(row["id_1"], row["id_2"]): (row["loss"], row["beyond"]) for row in rows}
    assert len(beyond) == 9 * 8 // 2
    assert beyond["B>C", "B>D"] == ("10", "7")
    assert beyond["A>B", "B>C"] == ("10", "-3")
    assert beyond["E", "B>D"] == ("0", "0")


def test_of_pairs_the_first_are_shown_and_all_are_counted(fork):
    swept = _swept(fork, order=2)
    for form in ("text", "md"):
        text = sweep_text.rendered(swept, form)
        assert "The first 30 of 36 pairs; " in text
    lines = sweep_text.rendered(swept, "text").partition("Removed\n")[2].splitlines()
    assert len(lines) == 31
    assert "Alpha (A) and Beta (B)" in lines[1]
    assert lines[0].endswith("Beyond the two alone")


def test_a_number_that_is_asked_for_is_obeyed(fork):
    text = sweep_text.rendered(_swept(fork, order=2, top=1), "text")
    assert "The first" not in text
    ranks = [line.split()[0] for line in text.partition("passes")[2].splitlines()[1:]]
    assert set(ranks) == {"1"}


def test_what_has_no_bound_has_no_loss(tmp_path):
    legs = "id,origin,destination,capacity\nA>C,A,C,unbounded\n"
    swept = _swept(study(tmp_path / "mine", legs=legs))
    text = sweep_text.rendered(swept, "text")
    assert "the passing lens counts an unbounded amount, in units per year.\n" in text
    (row,) = [line for line in text.splitlines() if "Beta (B)" in line]
    assert row.split("  ")[-1] == "100.0 %"
    assert "unbounded" in row
    rows = list(csv.DictReader(io.StringIO(sweep_text.rendered(swept, "csv"))))
    assert {(row["id"], row["loss"], row["value"]) for row in rows} == {
        ("A", "", "0"),
        ("A>C", "", "0"),
        ("C", "", "0"),
        ("B", "", "unbounded"),
    }


def test_without_a_route_nothing_is_lost(tmp_path):
    legs = "id,origin,destination,capacity\nA>B,A,B,1\n"
    text = sweep_text.rendered(_swept(study(tmp_path / "mine", legs=legs)), "text")
    assert text.startswith(
        "mine: goods layer\nWith nothing removed, the passing lens counts nothing, in units"
    )


def test_effort_is_counted_in_its_own_unit(fork):
    text = sweep_text.rendered(_swept(fork, lens="effort"), "text")
    assert "With nothing removed, the effort lens counts 1 effort units." in text


# On the command line


def test_the_command_gives_the_sweep_of_the_graph(run, folder, fork):
    code, out, err = run("sweep", folder, "--format", "json")
    assert (code, err) == (cli.FINE, "")
    expected = json.loads(json.dumps(routes.sweep(routes.build(fork)).to_dict()))
    document = json.loads(out)
    assert {key: document[key] for key in expected} == expected
    assert "legs.csv" in document["inputs_sha256"]


def test_every_option_reaches_the_sweep(run, folder, fork):
    line = ("--order", 2, "--top", 3, "--lens", "volume", "--weakest-class", "A")
    _, out, _ = run("sweep", folder, *line, "--as-of", "2025-06", "--format", "json")
    document = json.loads(out)
    graph = routes.build(fork, "2025-06", "goods", "A")
    expected = json.loads(json.dumps(routes.sweep(graph, 2, "volume", 3).to_dict()))
    assert {key: document[key] for key in expected} == expected
    assert (document["as_of"], document["weakest_class"]) == ("2025-06-30", "A")
    _, out, _ = run("sweep", folder, "--layer", "service", "--format", "json")
    assert json.loads(out)["rows"][-1]["kind"] == "jurisdiction"


def test_what_is_given_is_swept(run, folder):
    code, out, err = run("sweep", folder, "--given", "no-direct")
    assert (code, err) == (cli.FINE, "")
    assert out.startswith("Fork: goods layer on 2026-01-31, given 'no-direct'\n")
    assert "counts 7 units per year" in out
    _, out, _ = run("sweep", folder, "--given", "later", "--format", "json")
    assert json.loads(out)["as_of"] == "2030-01-31"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--order", "3"], "1<=x<=2"),
        (["--order", "one"], "'one' is not a valid integer"),
        (["--top", "0"], "x>=1"),
        (["--top", "-1"], "x>=1"),
        (["--top", "9" * 5000], "--top"),
        (["--given", "no-bet"], "--given: 'no-bet' is not a scenario of this study. Did you mean"),
        (["--weakest-class", "F"], "'A', 'B', 'C', 'D', 'E'"),
        (["--remove", "B>C"], "No such option"),
    ],
)
def test_what_cannot_be_swept_leaves_with_2(run, folder, options, said):
    code, out, err = run("sweep", folder, *options)
    assert (code, out) == (cli.USAGE, "")
    assert said in err


@pytest.mark.parametrize("form", ["text", "json", "csv", "md"])
def test_the_hash_seed_changes_no_byte(folder, form):
    said = []
    for seed in ("1", "2"):
        ended = subprocess.run(
            [sys.executable, "-c", START, "sweep", str(folder), "--order", "2", "--format", form],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        said.append((ended.stdout, ended.stderr))
    assert said[0] == said[1]
    assert said[0][1] == b""


def test_every_step_is_told_once(fork):
    graph = routes.build(fork)
    told = []
    routes.sweep(graph, step=told.append)
    assert sorted(told) == sorted([*graph, *(leg for _, _, leg in graph.edges(keys=True))])
