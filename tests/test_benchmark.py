import importlib.util
import json

import pytest
from click.testing import CliRunner

from tests import benchmark, benchmark_sweep


@pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)
def test_the_benchmark_runs_and_the_libraries_agree(tmp_path):
    target = tmp_path / "figures.json"
    arguments = ["sweep", "--size", "tiny", "--runs", "1", "--pairs", "all", "--json", str(target)]
    done = CliRunner().invoke(benchmark.main, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    assert done.output.count("legs carry flow") == 4
    figures = json.loads(target.read_text(encoding="utf-8"))["sweep"]
    assert figures["machine"]["cores"] > 0
    for found in figures["graphs"].values():
        assert found["carrying_legs"] > 0
        assert "scipy" in found["libraries"]
        assert found["wall"]["sweep_per_max_flow"] > 0
        assert 0 < found["peak_bytes_per_leg"] < 400
        assert found["pairs"]["checked"] == 20


@pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)
def test_the_benchmark_of_a_part_says_so_and_an_answer_that_differs_ends_it(monkeypatch):
    arguments = ["sweep", "--size", "tiny", "--graph", "grid", "--runs", "1", "--part", "16"]
    done = CliRunner().invoke(benchmark.main, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    assert "extrapolated from 26.67% of the legs" in done.output
    monkeypatch.setattr(benchmark_sweep, "_legs_at", lambda *_: [])
    done = CliRunner().invoke(benchmark.main, arguments, catch_exceptions=False)
    assert done.exit_code == 1
    assert "gives" in done.output


def test_help_shows_how_to_run_it():
    done = CliRunner().invoke(benchmark.main, ["sweep", "--help"])
    assert "python -m tests.benchmark sweep --size 1000000" in done.output


def test_the_benchmark_of_journeys_agrees_with_the_plain_model(tmp_path):
    target = tmp_path / "figures.json"
    arguments = ["journeys", "--tiny", "--budget", "4", "--drawn", "--plain-limit", "60"]
    done = CliRunner().invoke(
        benchmark.main, [*arguments, "--json", str(target)], catch_exceptions=False
    )
    assert done.exit_code == 0
    assert done.output.count("optimal") == 2
    for found in json.loads(target.read_text(encoding="utf-8"))["journeys"]:
        assert found["value"] == pytest.approx(found["plain"]["value"], rel=1e-5)
        assert found["value"] < found["before"]


@pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)
def test_the_best_plans_of_a_tiny_graph_are_proven_and_the_program_agrees(tmp_path):
    target = tmp_path / "figures.json"
    arguments = ["plans", "--size", "tiny", "--seeds", "2", "--program-seconds", "60"]
    done = CliRunner().invoke(benchmark.main, [*arguments, "--json", str(target)])
    assert done.exit_code == 0
    assert done.output.count("the integer program took") == 3
    [random] = json.loads(target.read_text(encoding="utf-8"))["plans"].values()
    assert len(random) == 2
    assert all(row["program_finished"] for row in random[0]["budgets"])


def test_the_benchmark_of_draws_runs(tmp_path):
    target = tmp_path / "figures.json"
    arguments = ["draws", "--draws", "20", "--runs", "1", "--engine", "interpreted"]
    done = CliRunner().invoke(
        benchmark.main, [*arguments, "--json", str(target)], catch_exceptions=False
    )
    assert done.output.startswith("20 draws, interpreted: ")
    assert json.loads(target.read_text(encoding="utf-8"))["draws"]["core_s"] > 0


@pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)
def test_the_benchmark_of_flows_compares_equal_values(tmp_path):
    target = tmp_path / "figures.json"
    arguments = ["flows", "--size", "tiny", "--graph", "road", "--library", "scipy", "--runs", "1"]
    done = CliRunner().invoke(
        benchmark.main, [*arguments, "--json", str(target)], catch_exceptions=False
    )
    assert done.exit_code == 0
    found = json.loads(target.read_text(encoding="utf-8"))["flows"]
    assert found["machine"]["cores"] > 0
    assert found["graphs"]["road"]["time_of_ours_to_theirs"]["scipy"] > 0
