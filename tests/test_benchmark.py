import importlib.util
import json

import pytest
from click.testing import CliRunner

from tests import benchmark
from tests.studies import CHAIN, write_study


@pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)
def test_the_benchmark_runs_and_the_libraries_agree(tmp_path):
    target = tmp_path / "figures.json"
    arguments = ["sweep", "--size", "tiny", "--runs", "1", "--json", str(target)]
    done = CliRunner().invoke(benchmark.main, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    assert done.output.count("legs carry flow") == 4
    figures = json.loads(target.read_text(encoding="utf-8"))["sweep"]
    for found in figures.values():
        assert found["carrying_legs"] > 0
        assert "scipy" in found["libraries"]
        assert found["sweep_per_max_flow"] > 0


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


def test_the_benchmark_of_starting_up_runs_and_its_parts_add_up(tmp_path):
    target, folder = tmp_path / "figures.json", write_study(tmp_path / "chain", legs=CHAIN)
    arguments = ["startup", "--runs", "1", "--study", str(folder), "--draws", "0"]
    done = CliRunner().invoke(
        benchmark.main, [*arguments, "--json", str(target)], catch_exceptions=False
    )
    assert done.exit_code == 0
    assert "report, kept, by part" in done.output
    found = json.loads(target.read_text(encoding="utf-8"))["startup"]
    assert found["seconds"]["report, kept"] < found["seconds"]["report, made"]
    assert found["libraries"]["imports of a kept report"] == ["click", "filelock"]
    assert {"matplotlib", "pandas"} <= set(found["libraries"]["imports of a made report"])
    assert {"fingerprint of the study", "writing"} <= set(found["parts"]["report, kept"])
    assert {"page", "figures", "frontier"} <= set(found["parts"]["report, made"])
    assert found["parts"].pop("report, made, in another thread meanwhile") == {}
    for parts in found["parts"].values():
        assert parts["imports"] > 0
        assert min(parts.values()) >= 0
        assert parts["the rest"] < 0.5 * sum(parts.values())
