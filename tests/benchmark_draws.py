"""Measure how long an ensemble of the packaged study takes, in time of one core."""

from __future__ import annotations

import json
import statistics
import time
from pathlib import Path

import click

import routes
import seeds

EXAMPLES = """\b
Examples:
  python -m tests.benchmark draws
  python -m tests.benchmark draws --engine interpreted --runs 1
"""


@click.command(epilog=EXAMPLES)
@click.option("--draws", "count", type=click.IntRange(1), default=10_000, show_default=True)
@click.option("--runs", type=click.IntRange(1), default=3, show_default=True)
@click.option(
    "--engine",
    type=click.Choice(("compiled", "interpreted")),
    default="compiled",
    show_default=True,
)
@click.option("--json", "target", type=click.Path(path_type=Path), help="Also write to this file.")
def draws(count, runs, engine, target):
    """Draw the packaged study, with cuts, routes and every single removal in each draw."""
    study = seeds.load()
    graph, believed = routes.build(study), routes.beliefs(study)
    first = _seconds(graph, believed, 1, engine)[0]
    times = [_seconds(graph, believed, count, engine) for _ in range(runs)]
    figures = {
        "draws": count,
        "engine": engine,
        "first_draw_s": first,
        "core_s": statistics.median(core for core, _ in times),
        "wall_s": statistics.median(wall for _, wall in times),
    }
    click.echo(f"{count} draws, {engine}: {figures['core_s']:.2f} s of one core")
    click.echo(f"  {figures['wall_s']:.2f} s on the clock")
    click.echo(f"  before that the first draw, with loading the loops: {first:.2f} s of one core")
    if target is not None:
        text = json.dumps({"draws": figures}, indent=2)
        target.write_text(text + "\n", encoding="utf-8")


def _seconds(graph, believed, count, engine):
    """Give seconds of one core and on the clock."""
    core, wall = time.process_time(), time.perf_counter()
    routes.ensemble(graph, count, beliefs=believed, engine=engine)
    return time.process_time() - core, time.perf_counter() - wall
