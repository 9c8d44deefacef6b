"""Measure how long the plan takes that leaves an evader the least chance over many journeys."""

from __future__ import annotations

import itertools
import json
import time
from pathlib import Path

import click

from routes.reliability import interdict_journeys
from tests.journey_instances import compact_value, journey_instance

TINY = {
    "places": 60,
    "candidates": 30,
    "journeys": 40,
    "origins": 12,
    "destinations": 4,
}
EXAMPLES = """\b
Examples:
  python -m tests.benchmark journeys
  python -m tests.benchmark journeys --kept 0.1 --budget 30 --budget 90 --seed 1 --seed 2
  python -m tests.benchmark journeys --budget 30 --plain-limit 600
"""


@click.command(epilog=EXAMPLES)
@click.option(
    "--budget", "budgets", type=click.IntRange(0), multiple=True, default=[30, 50, 70, 90]
)
@click.option("--seed", "seeds", type=int, multiple=True, default=[1], show_default=True)
@click.option(
    "--kept",
    type=click.FloatRange(0, 1),
    multiple=True,
    default=[0.5],
    show_default=True,
    help="Share that passes still where action is taken.",
)
@click.option("--drawn", is_flag=True, help="Also with that share drawn for each candidate.")
@click.option("--anywhere", is_flag=True, help="Candidates anywhere, not on borders.")
@click.option("--tiny", is_flag=True, help="Small instances, to see that it runs.")
@click.option("--limit", type=click.FloatRange(0), default=600, show_default=True, help="Seconds.")
@click.option(
    "--plain-limit",
    type=click.FloatRange(0),
    default=0,
    show_default=True,
    help="Seconds for HiGHS on the plain compact model; 0 leaves it out.",
)
@click.option("--json", "target", type=click.Path(path_type=Path), help="Also write to this file.")
def journeys(*, budgets, seeds, kept, drawn, anywhere, tiny, limit, plain_limit, target):
    """Find the plan that leaves an evader the least chance over some 450 journeys."""
    size = TINY if tiny else {}
    figures = []
    for seed, share in itertools.product(seeds, [*kept, *([None] if drawn else [])]):
        instance = journey_instance(seed, kept=share, anywhere=anywhere, **size)
        for budget in budgets:
            found = measure(instance, budget, limit, plain_limit)
            named = "drawn" if share is None else share
            figures.append({"seed": seed, "kept": named, "anywhere": anywhere, **found})
            click.echo(describe(figures[-1]))
            if target is not None:
                text = json.dumps({"journeys": figures}, indent=2)
                target.write_text(text + "\n", encoding="utf-8")


def measure(instance, budget, limit, plain_limit):
    """Give the figures for one instance and budget."""
    graph, listed, with_action = instance
    begun = time.process_time()
    clock = time.perf_counter()
    found = interdict_journeys(graph, budget, listed, with_action, time_limit_s=limit)
    seconds = time.perf_counter() - clock
    processor_seconds = time.process_time() - begun
    figures = {
        "budget": budget,
        "status": found.status,
        "before": float(found.before),
        "value": float(found.value),
        "bound": found.bound,
        "seconds": seconds,
        "processor_seconds": processor_seconds,
    }
    if plain_limit:
        value, bound, taken = compact_value(
            graph, budget, listed, with_action, time_limit_s=plain_limit
        )
        figures["plain"] = {"value": value, "bound": bound, "seconds": taken}
    return figures


def describe(found):
    """Write the figures of one instance as a line."""
    gap = (found["value"] - found["bound"]) / found["value"] if found["value"] else 0.0
    place = "anywhere" if found["anywhere"] else "borders"
    text = (
        f"{place}, kept {found['kept']}, seed {found['seed']}, budget {found['budget']}: "
        f"{found['status']}, {found['before']:.6f} to {found['value']:.6f}, gap {gap:.1e}, "
        f"{found['seconds']:.1f} s ({found['processor_seconds']:.1f} s of processor)"
    )
    if "plain" not in found:
        return text
    plain = found["plain"]
    if plain["value"] is None:
        return f"{text}; plain HiGHS no plan in {plain['seconds']:.1f} s"
    gap = (plain["value"] - plain["bound"]) / plain["value"]
    ratio = plain["seconds"] / found["seconds"]
    return f"{text}; plain HiGHS gap {gap:.1e}, {plain['seconds']:.1f} s, {ratio:.1f} times as long"
