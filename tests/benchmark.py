"""Measure how long the exact computations take, beside other libraries where they are installed.

Every figure is the median of repeated runs on this machine. A library runs in a process of its
own, as some cannot be loaded together. Nothing here is part of the test suite but one tiny run.
"""

from __future__ import annotations

import json
import multiprocessing
import statistics
import time
from pathlib import Path

import click
import numpy as np

from routes.engine import solve
from routes.leaders import Leaders
from routes.removals import Removals
from tests import benchmark_libraries
from tests.benchmark_betweenness import betweenness
from tests.benchmark_draws import draws
from tests.benchmark_flows import flows
from tests.benchmark_graphs import (
    grid_legs,
    layered_legs,
    network,
    random_legs,
    ring_legs,
    road_legs,
)
from tests.benchmark_journeys import journeys
from tests.benchmark_plans import plans
from tests.benchmark_replacements import replacements
from tests.benchmark_startup import startup

GRAPHS = {
    "tiny": {
        "random": lambda: random_legs(300, ends=2),
        "layered": lambda: layered_legs(layers=4, width=10, degree=4),
        "grid": lambda: grid_legs(side=7),
        "road": lambda: road_legs(side=8, ends=2),
    },
    "20000": {
        "random": lambda: random_legs(20_000, ends=8),
        "ring": lambda: ring_legs(20_000, ends=8),
        "layered": lambda: layered_legs(layers=20, width=100, degree=10),
        "layered, few and wide": lambda: layered_legs(layers=11, width=400, degree=5),
        "grid": lambda: grid_legs(side=71),
        "road": lambda: road_legs(side=69, ends=8),
    },
    "1000000": {"random": lambda: random_legs(1_000_000, ends=40)},
}
SAMPLE = {"tiny": 10, "20000": 20, "1000000": 3}
EXAMPLES = """\b
Examples:
  python -m tests.benchmark sweep
  python -m tests.benchmark sweep --size 1000000
  python -m tests.benchmark sweep --size tiny --json figures.json
"""


@click.group()
def main():
    """Measure how long the exact computations take."""


@main.command(epilog=EXAMPLES)
@click.option("--size", type=click.Choice(list(GRAPHS)), default="20000", show_default=True)
@click.option("--runs", type=click.IntRange(1), default=3, show_default=True)
@click.option("--json", "target", type=click.Path(path_type=Path), help="Also write to this file.")
def sweep(size, runs, target):
    """Remove every leg in turn, and let other libraries solve again for each leg with flow."""
    figures = {name: measure(draw(), runs, SAMPLE[size]) for name, draw in GRAPHS[size].items()}
    for name, found in figures.items():
        click.echo(describe(name, found))
    if target is not None:
        target.write_text(json.dumps({"sweep": figures}, indent=2) + "\n", encoding="utf-8")


def measure(legs, runs, sample_size):
    """Give the figures for one graph."""
    compiled = network(legs)
    solution = solve(compiled, "compiled", "sweep")
    is_leg = np.arange(compiled.member_count) >= len(compiled.inner_ids)
    _swept(compiled, solution, is_leg & (np.arange(compiled.member_count) % 1000 == 0))
    # The two are timed in turn, so that a busy machine slows both down alike.
    times = {"max_flow": [], "legs": [], "members": []}
    for _ in range(runs):
        times["max_flow"].append(_seconds(lambda: solve(compiled, "compiled"))[0])
        seconds, losses = _seconds(lambda: _swept(compiled, solution, is_leg))
        times["legs"].append(seconds)
        times["members"].append(_seconds(lambda: _swept(compiled, solution, None))[0])
    seconds = {name: statistics.median(found) for name, found in times.items()}
    losses = losses[is_leg]
    carrying = np.flatnonzero(solution.residual[compiled.member_arcs + 1][is_leg])
    rng = np.random.default_rng(1)
    sample = rng.choice(carrying, min(sample_size, len(carrying)), replace=False).tolist()
    expected = [solution.value - int(losses[leg]) for leg in sample]
    found = {
        "legs": legs.count,
        "jurisdictions": legs.node_count,
        "value": solution.value,
        "carrying_legs": len(carrying),
        "seconds": seconds,
        "sweep_per_max_flow": seconds["legs"] / seconds["max_flow"],
        "sweep_with_jurisdictions_per_max_flow": seconds["members"] / seconds["max_flow"],
        "sampled_legs": len(sample),
        "libraries": _libraries(legs, sample, expected),
    }
    extrapolated = [each * len(carrying) for each in found["libraries"].values()]
    if extrapolated:
        found["times_faster_than_fastest"] = min(extrapolated) / seconds["legs"]
    return found


def describe(name, found):
    """Write the figures of one graph as text."""
    seconds = {label: f"{value:.4f} s" for label, value in found["seconds"].items()}
    sizes = f"{found['legs']} legs, {found['jurisdictions']} jurisdictions"
    legs, members = found["sweep_per_max_flow"], found["sweep_with_jurisdictions_per_max_flow"]
    lines = [
        f"{name}: {sizes}, {found['carrying_legs']} legs carry flow",
        f"  one maximum flow {seconds['max_flow']}",
        f"  every leg removed {seconds['legs']}, {legs:.1f} times one maximum flow",
        f"  every leg and jurisdiction removed {seconds['members']}, {members:.1f} times",
    ]
    for library, each in found["libraries"].items():
        lines.append(
            f"  {library}: {each:.5f} s to solve without one leg, mean of {found['sampled_legs']} "
            f"legs; extrapolated to all that carry flow {each * found['carrying_legs']:.4g} s"
        )
    if "times_faster_than_fastest" in found:
        ratio = found["times_faster_than_fastest"]
        lines.append(f"  the sweep of legs is {ratio:.1f} times as fast as the fastest of these")
    return "\n".join(lines)


def _swept(compiled, solution, among):
    return Removals(compiled, solution, "compiled").losses(Leaders(None), among=among)


def _seconds(call):
    begun = time.perf_counter()
    result = call()
    return time.perf_counter() - begun, result


def _libraries(legs, sample, expected):
    """Give the mean seconds of each installed library, its answers having been compared."""
    means = {}
    for library in benchmark_libraries.INSTALLED:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds, values = pool.apply(benchmark_libraries.solve_without, (library, legs, sample))
        if values != expected:
            raise click.ClickException(f"{library} gives {values}, the sweep {expected}")
        means[library] = statistics.mean(seconds)
    return means


main.add_command(flows)
main.add_command(journeys)
main.add_command(plans)
main.add_command(draws)
main.add_command(betweenness)
main.add_command(replacements)
main.add_command(startup)

if __name__ == "__main__":
    main()
