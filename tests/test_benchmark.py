import importlib.util
import json

import pytest
from click.testing import CliRunner

from tests import benchmark


@pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)
def test_the_benchmark_runs_and_the_libraries_agree(tmp_path):
    target = tmp_path / "figures.json"
    arguments = ["sweep", "--size", "tiny", "--runs", "1", "--json", str(target)]
    done = CliRunner().invoke(benchmark.main, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    assert done.output.count("legs carry flow") == 3
    figures = json.loads(target.read_text(encoding="utf-8"))["sweep"]
    for found in figures.values():
        assert found["carrying_legs"] > 0
        assert "scipy" in found["libraries"]
        assert found["sweep_per_max_flow"] > 0


def test_help_shows_how_to_run_it():
    done = CliRunner().invoke(benchmark.main, ["sweep", "--help"])
    assert "python -m tests.benchmark sweep --size 1000000" in done.output


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
