import json

import pytest

import reports
import routes
from reports import comparison_section
from reports.certainty import PARTS
from reports.report_files import STEPS, files
from tests import fork_study
from tests.studies import CHAIN, PLACED, study

TEXTS = {"index.html", "legs.csv", "results.json", "summary.md", "frontier.svg"}
FIGURES = {"figure.png", "figure.svg"}


def _names(folder):
    return {file.name for file in folder.iterdir()}


@pytest.fixture
def placed(tmp_path):
    return study(tmp_path / "placed", jurisdictions=PLACED, legs=CHAIN)


@pytest.fixture
def bare(tmp_path):
    return study(tmp_path / "bare", legs=CHAIN)


def test_with_coordinates_there_are_seven_files_and_nothing_else(placed, tmp_path):
    out = tmp_path / "deep" / "er"
    reports.build(placed, out)
    assert _names(out) == TEXTS | FIGURES


def test_without_coordinates_there_are_five(bare, tmp_path):
    reports.build(bare, str(tmp_path / "out"))
    assert _names(tmp_path / "out") == TEXTS


def test_the_files_are_those_of_the_results_that_are_returned(placed, tmp_path):
    results = reports.build(placed, tmp_path / "out", as_of="2025-07", lens="effort")
    assert results.lens == "effort"
    made = files(results)
    assert {name: (tmp_path / "out" / name).read_bytes() for name in made} == made
    assert json.loads(made["results.json"])["as_of"] == "2025-07-31"


def test_a_second_report_replaces_the_first_and_leaves_none_of_its_figures(placed, bare, tmp_path):
    out = tmp_path / "out"
    reports.build(placed, out)
    reports.build(bare, out)
    assert _names(out) == TEXTS
    assert json.loads((out / "results.json").read_bytes())["study"]["name"] == "bare"


def test_a_reader_s_own_file_beside_the_report_stays(placed, tmp_path):
    out = tmp_path / "out"
    reports.build(placed, out)
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    reports.build(placed, out)
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_somebody_else_s_figure_is_not_removed(bare, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "figure.png").write_bytes(b"mine")
    with pytest.raises(reports.WriteError, match=r"figure\.png"):
        reports.build(bare, out)
    assert _names(out) == {"figure.png"}


def test_the_parts_are_named_before_they_are_made(placed, tmp_path):
    steps = []
    reports.build(placed, tmp_path / "out", step=steps.append)
    assert steps == ["analysis", *steps[1:-3], "page", "tables", "figure"]
    # Kept from before, or computed.
    assert len(steps) - STEPS in {1, PARTS}
    assert steps[-4] == "how sure that is"


def test_without_draws_nothing_else_is_computed(placed, tmp_path):
    steps = []
    reports.build(placed, tmp_path / "out", draws=0, step=steps.append)
    assert steps == ["analysis", "page", "tables", "figure"]
    assert len(steps) == STEPS


def test_a_failure_on_the_way_writes_nothing(placed, tmp_path):
    def fails(name):
        if name == "figure":
            raise RuntimeError(name)

    with pytest.raises(RuntimeError):
        reports.build(placed, tmp_path / "out", step=fails)
    assert not (tmp_path / "out").exists()


def test_every_file_states_the_same_number(placed, tmp_path):
    reports.build(placed, tmp_path / "out")
    texts = {name: (tmp_path / "out" / name).read_text(encoding="utf-8") for name in TEXTS}
    cut = json.loads(texts["results.json"])["cut"]
    assert cut["value"] / cut["scale"] == 4
    assert "lets 4 units per year" in texts["summary.md"]
    assert "lets 4 units per year" in texts["index.html"]
    assert ",4,yes,yes,4," in texts["legs.csv"]


def test_a_scenario_is_compared_in_every_file_that_compares(tmp_path):
    fork = fork_study.read(tmp_path / "fork")
    (direct,) = [scenario for scenario in fork.scenarios if scenario.name == "no-direct"]
    results = reports.build(fork, tmp_path / "out", scenario=direct)
    compared = routes.what_if(routes.build(fork), remove=["B>C"])
    document = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    assert document["comparison"] == json.loads(json.dumps(compared.to_dict()))
    assert document["study"]["supposed"] == "Without the direct leg"
    said = comparison_section.section(results)["sentences"][0]
    text = (tmp_path / "out" / "summary.md").read_text(encoding="utf-8")
    assert said in text.replace("\\", "")


def test_a_scenario_s_day_counts_unless_one_is_asked_for(tmp_path):
    fork = fork_study.read(tmp_path / "fork")
    (later,) = [scenario for scenario in fork.scenarios if scenario.name == "later"]
    for asked, day in ((None, "2030-01-31"), ("2026-01-05", "2026-01-05")):
        results = reports.build(fork, tmp_path / "out", as_of=asked, scenario=later)
        assert json.loads((tmp_path / "out" / "results.json").read_bytes())["as_of"] == day
        assert results.compared.before.graph["as_of"] == day
