"""The command `backtest` in its four forms, on the study of `tests/hub_study.py`.

The model has V, U and then T in the second window, in which T comes, and B last in the first. Its
probabilities are 0.4806 for B and three times 0.5070, then 0.1738 for T, 0.2102 for U and 0.4199
for V, so the squares add up to 1.0409 and 0.9032: a Brier score of 0.278.
"""

import csv
import io
import json
from dataclasses import replace

import pytest

import routes
import seeds
from reports import backtest_text, backtest_words, cli
from tests import hub_study, studies

RANKED = (
    "The model ranked better than chance, but its probabilities were no better, and no baseline "
    "did better"
)
CLOSE = "The model's probabilities beat chance, but its ranking did not, and no baseline did better"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = studies.write_study(tmp_path_factory.mktemp("hubs") / "hubs", **hub_study.TABLES)
    own = {"routerisk": {"data_date": hub_study.DATA_DATE.isoformat()}}
    (path / "datapackage.json").write_text(json.dumps(own), encoding="utf-8")
    return path


@pytest.fixture
def run(capsys):
    """Give a function that runs the command line: exit code, standard output, standard error."""

    def run_line(*arguments):
        code = cli.run(["backtest", *map(str, arguments)])
        return code, *capsys.readouterr()

    return run_line


def test_as_text_it_opens_with_how_well_and_with_how_few(run, folder):
    code, out, err = run(folder)
    assert (code, err) == (cli.FINE, "")
    lines = out.splitlines()
    assert lines[0] == (
        "The model did no better than chance and, by hits or by Brier score, worse than "
        "attachment and growth: of the 2 jurisdictions first reported within 12 months of 2 "
        "control dates it had 1.0 among its first 3 (chance 1.8, attachment 1.8, growth 2.0), and "
        "the Brier scores are model 0.278, chance 0.239, attachment 0.257, growth 0.166."
    )
    assert lines[1] == (
        "That rests on 2 first reports in 2 publications, too few to prove anything: a ranking at "
        "random has as many hits with a probability of 1.00."
    )
    assert lines[2] == "hubs: goods layer, data to 2022-12-31"
    assert "In no scored window" not in out
    assert (
        "Placebo: in the 12 months after 2020-10-05, in the middle of the longest stretch without "
        "a control, 1 of 3 candidates came, though a control began before the end; after the "
        "control dates 2 of 7." in lines
    )
    assert any("stood 2.0 times among the model's first 3 (1.8 by chance)" in row for row in lines)
    rows = [line.split() for line in lines]
    assert ["model", "0.00", "0.00", "1.00", "0.50", "1.00", "0.278", "-0.160"] in rows
    second = next(line for line in lines if line.startswith("  2021-07-01"))
    assert "T 2021-09-01 (R3)" in second
    assert second.endswith("V, U, T")
    assert "What this rests on" in lines
    assert any("a study made with hindsight" in line for line in lines)


def test_one_name_has_no_second_column_of_hits(run, folder):
    _, out, _ = run(folder, "--k", 1)
    header = next(line for line in out.splitlines() if line.startswith("  forecaster"))
    assert " ".join(header.split()) == "forecaster hits at 1 recall at 1 p Brier skill"
    assert "1 of T, U, V, which are level" in out


def test_as_csv_every_forecast_has_a_row(run, folder):
    _, out, _ = run(folder, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 4 * (4 + 3 + 3)
    (row,) = [
        row
        for row in rows
        if (row["day"], row["forecaster"], row["jurisdiction"]) == ("2021-07-01", "model", "T")
    ]
    window = routes.backtest(seeds.load(folder)).windows[1]
    assert row["probability"] == f"{float(window.probabilities('model')['T']):.6f}"
    assert (row["kind"], row["counted"], row["rank"], row["came"]) == ("control", "yes", "3", "yes")
    assert {row["kind"] for row in rows} == {"control", "placebo"}


def test_what_is_not_over_is_blank_in_csv_and_null_in_json(run, folder):
    _, out, _ = run(folder, "--horizon", 24, "--format", "csv")
    came = {
        row["came"]
        for row in csv.DictReader(io.StringIO(out))
        if row["day"] == "2021-07-01" and row["jurisdiction"] != "T"
    }
    assert came == {""}
    _, out, _ = run(folder, "--horizon", 24, "--format", "json")
    forecast = json.loads(out)["windows"][1]["forecasts"]["model"]
    assert {row["jurisdiction"]: row["came"] for row in forecast} == {
        "T": True,
        "U": None,
        "V": None,
    }


def test_as_json_with_its_inputs(run, folder):
    _, out, _ = run(folder, "--format", "json")
    document = json.loads(out)
    assert document["schema"] == "routerisk/backtest/1"
    assert (document["study"], document["layer"]) == ("hubs", "goods")
    assert (document["months"], document["k"], document["events"]) == (12, 3, 2)
    assert "evidence.csv" in document["inputs_sha256"]
    assert document["sentences"][0].startswith("The model did no better than chance")
    assert len(document["assumptions"]) == len(routes.backtest(seeds.load(folder)).assumptions)
    assert run(folder, "--format", "json")[1] == out


def test_as_markdown_no_sign_of_a_table_means_anything(run, folder):
    _, out, _ = run(folder, "--format", "md")
    assert out.startswith("The model did no better than chance")
    assert "T 2021-09-01 \\(R3\\)" in out
    assert "What this rests on:" in out


@pytest.mark.parametrize("form", ["text", "json", "csv", "md"])
def test_a_study_without_dated_evidence_gets_a_plain_answer(run, tmp_path, form):
    study = studies.write_study(tmp_path / "chain", legs=studies.CHAIN)
    code, out, err = run(study, "--format", form)
    assert (code, err) == (cli.FINE, "")
    if form == "csv":
        assert out == ",".join(backtest_text.COLUMNS) + "\n"
    elif form == "json":
        assert json.loads(out)["lack"].startswith("No report of this study says when")
    else:
        assert out.startswith("There is nothing to score")
        assert "No report of this study says when it was published" in out


def test_a_layer_without_controls_gets_a_plain_answer(run, folder):
    code, out, _ = run(folder, "--layer", "service")
    assert code == cli.FINE
    assert out.startswith("There is nothing to score. No control date: no rule that presses on")


@pytest.mark.parametrize(
    "arguments", [["--horizon", "0"], ["--horizon", "121"], ["--k", "0"], ["--k", "x"]]
)
def test_what_cannot_be_asked_is_a_mistake_of_usage(run, folder, arguments):
    code, out, err = run(folder, *arguments)
    assert (code, out) == (cli.USAGE, "")
    assert arguments[0] in err


def _scored(folder, **hits_and_brier):
    """Give the backtest with other hits and Brier scores."""
    found = routes.backtest(seeds.load(folder))
    scores = tuple(
        replace(
            score,
            hits=hits_and_brier[score.forecaster][0],
            brier=hits_and_brier[score.forecaster][1],
        )
        for score in found.scores
        if score.forecaster in hits_and_brier
    )
    return backtest_words.opening(replace(found, scores=scores))[0].partition(": of the")[0]


@pytest.mark.parametrize(
    ("model", "growth", "said"),
    [
        ((2, 0.1), (1, 0.2), "The model did better than chance, and no baseline did better"),
        (
            (2, 0.1),
            (2, 0.05),
            "The model did better than chance and, by hits or by Brier score, worse than growth",
        ),
        (
            (2, 0.4),
            (1, 0.5),
            RANKED,
        ),
        (
            (1, 0.1),
            (1, 0.1),
            CLOSE,
        ),
        ((1, 0.3), (0, 0.3), "The model did no better than chance, and no baseline did better"),
    ],
)
def test_the_verdict_follows_the_scores(folder, model, growth, said):
    assert _scored(folder, model=model, chance=(1, 0.3), growth=growth) == said


def test_without_another_baseline_chance_alone_is_named(folder):
    assert _scored(folder, model=(2, 0.1), chance=(1, 0.3)) == "The model did better than chance"


def test_where_nobody_came_no_ranking_is_told_from_another(run, folder):
    _, out, _ = run(folder, "--horizon", 1)
    lines = out.splitlines()
    assert any("0 of 3 candidates came; after the control dates 0 of 7." in line for line in lines)
    assert lines[0].startswith(
        "No jurisdiction was first reported within 1 month of 2 control dates"
    )
    assert lines[1] == "Without a first report no ranking can be told from another."
    assert "In no scored window: 2 first reports (B, T)." in lines


def test_places_named_by_one_report_make_the_test_too_sure(folder):
    found = replace(routes.backtest(seeds.load(folder)), publications=1)
    assert backtest_words.opening(found)[1].endswith(
        "and the test is too sure, since places named by one report came together."
    )
