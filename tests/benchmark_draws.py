"""Measure how long an ensemble of the packaged study takes, in time of one core."""

from __future__ import annotations

import json
import statistics
import time
from pathlib import Path

import click
import numpy as np

import routes
import seeds
from routes.draw_batches import MOST_AT_ONCE
from routes.draw_members import rank_groups
from routes.draw_network import draw_network
from routes.draw_solver import choose_solver
from routes.draw_tally import Tallier
from routes.leg_beliefs import leg_beliefs
from routes.leg_draws import LegSampler
from tests import networkx_draws
from tests.benchmark_flows import machine
from tests.benchmark_memory import peak_bytes

SAMPLE = 100
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
    type=click.Choice(("auto", "compiled", "interpreted")),
    default="auto",
    show_default=True,
    help="auto: all draws at once, in tables; the others: loops over the draws.",
)
@click.option("--json", "target", type=click.Path(path_type=Path), help="Also write to this file.")
def draws(count, runs, engine, target):
    """Draw the packaged study, with cuts, routes and every single removal in each draw.

    networkx computes the same in a sample of the same draws, and is extrapolated from there.
    """
    study = seeds.load()
    graph, believed = routes.build(study), routes.beliefs(study)
    first = _seconds(graph, believed, 1, engine)[0]
    ours = _Ours(graph, believed, count, engine)
    theirs = networkx_draws.of(graph, believed, min(SAMPLE, count))
    figures = {"draws": count, "engine": engine, "first_draw_s": first}
    figures |= measure(lambda: _seconds(graph, believed, count, engine), ours, theirs, runs)
    if count >= MOST_AT_ONCE:
        # Of fewer draws the memory is lost in that of the libraries.
        one, all_of_them = np.array([1]), np.array([count])
        figures["peak_bytes"] = peak_bytes(ensembled, {"draws": all_of_them}, {"draws": one})
    click.echo(describe(figures))
    if target is not None:
        text = json.dumps({"draws": {"machine": machine(["networkx"]), **figures}}, indent=2)
        target.write_text(text + "\n", encoding="utf-8")


def measure(whole, ours, theirs, runs):
    """Call all in turn, so that a busy machine slows down all alike; compare what they find."""
    times = {"core_s": [], "wall_s": [], "cuts_and_routes_s": [], "all_counts_s": []}
    samples = []
    ours.cuts_and_routes()
    for _ in range(runs):
        core, wall = whole()
        times["core_s"].append(core)
        times["wall_s"].append(wall)
        times["cuts_and_routes_s"].append(_core(ours.cuts_and_routes))
        times["all_counts_s"].append(_core(ours.all_counts))
        samples.append(theirs.measure())
    ours.compare(theirs)
    medians = {name: statistics.median(each) for name, each in times.items()}
    theirs_s = {
        name: ours.count * statistics.median(sample[name] for sample in samples)
        for name in samples[0]
    }
    fastest = min(theirs.methods, key=theirs_s.get)
    plain = theirs_s[fastest] + theirs_s["route"]
    return medians | {
        "networkx": {"sampled_draws": len(theirs.graphs), "fastest": fastest} | theirs_s,
        "cuts_and_routes_times_faster": plain / medians["cuts_and_routes_s"],
        "by_its_default_times_faster": (theirs_s[theirs.methods[0]] + theirs_s["route"])
        / medians["cuts_and_routes_s"],
        "all_counts_times_faster": (plain + theirs_s["removals"]) / medians["all_counts_s"],
        "with_drawing_times_faster": (plain + theirs_s["removals"]) / medians["core_s"],
    }


def describe(figures):
    """Write the figures as text."""
    library = figures["networkx"]
    each = library[library["fastest"]] + library["route"]
    seconds, times = (
        {name: figures[f"{name}{end}"] for name in ("cuts_and_routes", "all_counts")}
        for end in ("_s", "_times_faster")
    )
    peak = f"\nat most {figures['peak_bytes'] / 2**20:.0f} MiB" if "peak_bytes" in figures else ""
    return f"""\
{figures["draws"]} draws, {figures["engine"]}: {figures["core_s"]:.2f} s of one core
  {figures["wall_s"]:.2f} s on the clock
  before that the first draw, with what it loads: {figures["first_draw_s"]:.2f} s of one core
given the numbers drawn, the largest flow and the lightest routes:
  {seconds["cuts_and_routes"]:.3f} s
  networkx, minimum cut by {library["fastest"]} and Dijkstra, from {library["sampled_draws"]} draws:
  {each:.1f} s, {times["cuts_and_routes"]:.0f} times that; by its default method \
{figures["by_its_default_times_faster"]:.0f} times
given the numbers drawn, also what is in every and in some minimum cut, and the loss without each
leg and jurisdiction, with their ranks:
  {seconds["all_counts"]:.2f} s
  networkx, one maximum flow more for each of them that carries flow, nothing else of this:
  {each + library["removals"]:.0f} s, {times["all_counts"]:.0f} times that
  with the drawing of the numbers in our time: \
{figures["with_drawing_times_faster"]:.0f} times{peak}"""


def ensembled(draws):
    """Draw the packaged study, to measure the memory that this takes."""
    study = seeds.load()
    routes.ensemble(routes.build(study), int(draws[0]), beliefs=routes.beliefs(study))


class _Ours:
    """What solves draws, on all draws of a graph, in batches as `routes.ensemble` has them."""

    def __init__(self, graph, believed, count, engine):
        legs = leg_beliefs(graph, believed)
        self._room = draw_network(graph, legs, "passing", believed.cost_spread_percent)
        self._solver = choose_solver(self._room.network, engine, count)
        ranked = rank_groups(graph, self._room.network)
        self._tallier = Tallier(self._room, (), ranked, self._solver)
        self._sampler = LegSampler(legs, believed, 1)
        self.count = count
        self._batches = [
            self._drawn(range(first, min(first + MOST_AT_ONCE, count)))
            for first in range(0, count, MOST_AT_ONCE)
        ]

    def cuts_and_routes(self):
        """Compute the largest flows and the legs on lightest routes."""
        for batch in self._batches:
            amounts = self._room.amounts(batch)
            self._solver.flows(amounts, self._room.no_change().shut)
            self._solver.routes(self._room.pressures(batch), amounts)

    def all_counts(self):
        """Compute all that an ensemble counts."""
        for batch in self._batches:
            self._tallier.tally(batch)

    def compare(self, theirs):
        """Stop where a value, the legs on lightest routes or a loss are not those of networkx."""
        network = self._room.network
        for number, found in enumerate(theirs.found):
            tally = self._tallier.tally(self._drawn(range(number, number + 1)))
            legs, places = network.members(2 * np.flatnonzero(tally.route_some))
            losses = dict(zip((*network.inner_ids, *network.leg_ids), tally.loss, strict=True))
            mine = int(tally.values[0]), set(legs), set(places)
            if mine != (found.value, found.legs, found.places):
                raise click.ClickException(f"draw {number}: networkx finds another cut or route")
            if any(losses[member] != loss for member, loss in found.losses.items()):
                raise click.ClickException(f"draw {number}: networkx loses something else")

    def _drawn(self, numbers):
        return self._sampler.draw(np.array(numbers, dtype=np.int64))


def _core(call):
    begun = time.process_time()
    call()
    return time.process_time() - begun


def _seconds(graph, believed, count, engine):
    """Give seconds of one core and on the clock."""
    core, wall = time.process_time(), time.perf_counter()
    routes.ensemble(graph, count, beliefs=believed, engine=engine)
    return time.process_time() - core, time.perf_counter() - wall
