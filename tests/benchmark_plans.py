"""Measure how long the best plan takes to find and prove, in maximum flows on the same graph."""

from __future__ import annotations

import json
import statistics
import time
from pathlib import Path

import click
import numpy as np

from routes.engine import solve
from routes.interdiction_model import closing_model
from routes.plan_program import PlanProgram
from routes.plan_tree import PlanTree
from tests.benchmark_graphs import grid_legs, layered_legs, network, random_legs

GRAPHS = {
    "tiny": {"random": lambda seed: random_legs(300, ends=2, seed=seed)},
    "20000": {
        "random": lambda seed: random_legs(20_000, ends=8, seed=seed),
        "layered": lambda seed: layered_legs(layers=20, width=100, degree=10, seed=seed),
        "grid": lambda seed: grid_legs(side=71, seed=seed),
    },
    "1000000": {"random": lambda seed: random_legs(1_000_000, ends=40, seed=seed)},
}
BUDGETS = (1, 10, 40)
EXAMPLES = """\b
Examples:
  python -m tests.benchmark plans --seeds 20
  python -m tests.benchmark plans --size 1000000 --seeds 1
  python -m tests.benchmark plans --graph random --program-seconds 120
"""


@click.command(epilog=EXAMPLES)
@click.option("--size", type=click.Choice(list(GRAPHS)), default="20000", show_default=True)
@click.option("--graph", "graphs", multiple=True, help="Only this family; may be given again.")
@click.option("--seeds", type=click.IntRange(1), default=3, show_default=True)
@click.option(
    "--program-seconds",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Solve the integer program too, for the first seed, for so long at most.",
)
@click.option("--json", "target", type=click.Path(path_type=Path), help="Also write to this file.")
def plans(size, graphs, seeds, program_seconds, target):
    """Find the best plan of 1, 10 and 40 legs, each at cost 1, and prove it."""
    figures = {}
    for name, draw in GRAPHS[size].items():
        if graphs and name not in graphs:
            continue
        found = [measure(draw(seed), program_seconds if seed == 0 else 0) for seed in range(seeds)]
        figures[name] = found
        click.echo(describe(name, found))
    if target is not None:
        target.write_text(json.dumps({"plans": figures}, indent=2) + "\n", encoding="utf-8")


def measure(legs, program_seconds):
    """Give the figures for one graph."""
    compiled = network(legs)
    solve(compiled, "compiled")
    seconds = statistics.median(_seconds(lambda: solve(compiled, "compiled"))[0] for _ in range(3))
    rows = [_best(compiled, legs, budget, seconds, program_seconds) for budget in BUDGETS]
    return {"legs": legs.count, "max_flow_seconds": seconds, "budgets": rows}


def _best(compiled, legs, budget, flow_seconds, program_seconds):
    arcs = 2 * (legs.node_count + np.arange(legs.count))
    model = closing_model(compiled, arcs, np.ones(legs.count, dtype=np.int64), budget)
    tree = PlanTree(model, engine="compiled")
    seconds, best = _seconds(tree.best)
    if best.bound != best.value:
        raise click.ClickException("the best plan was not proven")
    again = solve(compiled, "compiled").value if not best.plan else tree.value(best.plan)
    if again != best.value:
        raise click.ClickException(f"the plan leaves {again}, not {best.value}")
    row = {
        "budget": budget,
        "value": best.value,
        "branches": tree.branches,
        "flows": tree.flows,
        "seconds": seconds,
        "per_max_flow": seconds / flow_seconds,
    }
    if program_seconds:
        taken, answer = _seconds(lambda: PlanProgram(model).solve((), program_seconds))
        if answer.bound is not None and answer.bound > best.value:
            raise click.ClickException(f"the program has a bound of {answer.bound}")
        finished = answer.bound == best.value
        row |= {"program_seconds": taken, "program_finished": finished}
    return row


def describe(name, found):
    """Write the figures of one family as text."""
    lines = [f"{name}: {found[0]['legs']} legs, {len(found)} seeds"]
    for place, budget in enumerate(BUDGETS):
        rows = [each["budgets"][place] for each in found]
        ratios = sorted(row["per_max_flow"] for row in rows)
        branches = max(row["branches"] for row in rows)
        lines.append(
            f"  budget {budget}: proven in {statistics.median(ratios):.1f} times one maximum flow, "
            f"at worst {ratios[-1]:.1f}; at most {branches} branches and "
            f"{max(row['flows'] for row in rows)} least cuts"
        )
        if "program_seconds" in rows[0]:
            row = rows[0]
            ended = "took" if row["program_finished"] else "had not finished after"
            times = row["program_seconds"] / row["seconds"]
            lines.append(
                f"    the integer program {ended} {row['program_seconds']:.1f} s, "
                f"{times:.0f} times as long as the tree"
            )
    return "\n".join(lines)


def _seconds(call):
    begun = time.perf_counter()
    result = call()
    return time.perf_counter() - begun, result
