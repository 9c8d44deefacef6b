import importlib.util
import json
import sys
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from tests import (
    benchmark,
    benchmark_betweenness,
    benchmark_draws,
    benchmark_replacements,
    benchmark_sweep,
)
from tests.benchmark_memory import peak_bytes
from tests.studies import CHAIN, write_study

needs_numba = pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)


@needs_numba
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


@needs_numba
def test_the_best_plans_of_a_tiny_graph_are_proven_and_the_program_agrees(tmp_path):
    target = tmp_path / "figures.json"
    arguments = ["plans", "--size", "tiny", "--seeds", "2", "--program-seconds", "60"]
    done = CliRunner().invoke(benchmark.main, [*arguments, "--json", str(target)])
    assert done.exit_code == 0
    assert done.output.count("the integer program took") == 3
    [random] = json.loads(target.read_text(encoding="utf-8"))["plans"].values()
    assert len(random) == 2
    assert all(row["program_finished"] for row in random[0]["budgets"])


def test_the_benchmark_of_draws_agrees_with_networkx(tmp_path):
    target = tmp_path / "figures.json"
    arguments = ["draws", "--draws", "5", "--runs", "1", "--engine", "interpreted"]
    done = CliRunner().invoke(
        benchmark.main, [*arguments, "--json", str(target)], catch_exceptions=False
    )
    assert done.exit_code == 0
    assert done.output.startswith("5 draws, interpreted: ")
    found = json.loads(target.read_text(encoding="utf-8"))["draws"]
    assert found["core_s"] > 0
    assert found["networkx"]["sampled_draws"] == 5
    assert found["all_counts_times_faster"] > 0


def test_the_benchmark_of_draws_stops_where_networkx_finds_another_cut(monkeypatch):
    measure = benchmark_draws.networkx_draws.NetworkxDraws.measure

    def measured_wrongly(self):
        seconds = measure(self)
        self.found[1].value += 1
        return seconds

    monkeypatch.setattr(benchmark_draws.networkx_draws.NetworkxDraws, "measure", measured_wrongly)
    arguments = ["draws", "--draws", "2", "--runs", "1", "--engine", "interpreted"]
    done = CliRunner().invoke(benchmark.main, arguments)
    assert done.exit_code == 1
    assert "draw 1: networkx finds another cut or route" in done.output


@needs_numba
def test_the_benchmark_of_replacements_compares_every_member(tmp_path):
    target = tmp_path / "figures.json"
    arguments = ["replacements", "--size", "tiny", "--graph", "road", "--runs", "1"]
    done = CliRunner().invoke(
        benchmark.main, [*arguments, "--json", str(target)], catch_exceptions=False
    )
    assert done.exit_code == 0
    found = json.loads(target.read_text(encoding="utf-8"))["replacements"]
    road = found["graphs"]["road"]
    assert road["checked"] == road["members"] > 10
    assert road["trees"] > 0


@needs_numba
def test_the_benchmark_of_replacements_stops_at_a_wrong_weight(monkeypatch):
    right = benchmark_replacements.route_removals

    def wrong(*arguments):
        found = right(*arguments)
        return replace(found, without_arc=found.without_arc + 1)

    monkeypatch.setattr(benchmark_replacements, "route_removals", wrong)
    arguments = ["replacements", "--size", "tiny", "--graph", "grid", "--runs", "1"]
    done = CliRunner().invoke(benchmark.main, arguments)
    assert done.exit_code == 1
    assert "differs from ours by 1" in done.output


@needs_numba
def test_the_benchmark_of_betweenness_agrees_with_networkx(tmp_path):
    target = tmp_path / "figures.json"
    arguments = ["betweenness", "--size", "tiny", "--graph", "road", "--runs", "1"]
    done = CliRunner().invoke(
        benchmark.main, [*arguments, "--json", str(target)], catch_exceptions=False
    )
    assert done.exit_code == 0
    found = json.loads(target.read_text(encoding="utf-8"))["betweenness"]["graphs"]["road"]
    assert found["all pairs"]["networkx"]["sampled_starts"] == 8
    assert found["origins to destinations"]["networkx"]["sampled_starts"] == 2


@needs_numba
def test_the_benchmark_of_betweenness_stops_at_a_wrong_share(monkeypatch):
    right = benchmark_betweenness.path_shares

    def wrong(*arguments):
        nodes, arcs = right(*arguments)
        return nodes, arcs + 0.001

    monkeypatch.setattr(benchmark_betweenness, "path_shares", wrong)
    arguments = ["betweenness", "--size", "tiny", "--graph", "grid", "--runs", "1"]
    done = CliRunner().invoke(benchmark.main, arguments)
    assert done.exit_code == 1
    assert "differs from ours by 0.00" in done.output


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_the_peak_of_memory_counts_what_is_taken_and_not_what_is_given():
    given = np.ones(4_000_000)
    peak = peak_bytes(np.copy, {"a": given}, {"a": given[:10]})
    assert given.nbytes * 0.95 < peak < given.nbytes * 1.3


@needs_numba
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
