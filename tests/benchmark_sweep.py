"""Measure what the removal of every leg and jurisdiction takes, beside other libraries."""

from __future__ import annotations

import json
import multiprocessing
import statistics
import time
import tracemalloc
from pathlib import Path

import click
import numpy as np

from routes.engine import solve
from routes.leaders import Leaders
from routes.remainders import pairs_without
from routes.removals import Removals
from routes.sweep_flow import sweep_flow
from tests import benchmark_libraries
from tests.benchmark_flows import GRAPHS as FLOW_GRAPHS
from tests.benchmark_flows import machine
from tests.benchmark_graphs import network, ring_legs

GRAPHS = {size: dict(graphs) for size, graphs in FLOW_GRAPHS.items()}
GRAPHS["20000"]["ring"] = lambda: ring_legs(20_000, ends=8)
SAMPLE = {"tiny": 10, "20000": 20, "1000000": 3}
TOP = 20
_BLOCK = 16
EXAMPLES = """\b
Examples:
  python -m tests.benchmark sweep
  python -m tests.benchmark sweep --size 1000000 --graph random --runs 3
  python -m tests.benchmark sweep --size 1000000 --graph layered --part 500 --limit 60
  python -m tests.benchmark sweep --size tiny --pairs all --json figures.json
"""


@click.command(epilog=EXAMPLES)
@click.option("--size", type=click.Choice(list(GRAPHS)), default="20000", show_default=True)
@click.option("--graph", "graphs", multiple=True, help="Only this family; may be given again.")
@click.option("--runs", type=click.IntRange(1), default=3, show_default=True)
@click.option(
    "--part", type=click.IntRange(1), help="Only so many members with flow of each kind, in blocks."
)
@click.option(
    "--limit", type=click.FloatRange(1), default=60, show_default=True, help="Seconds for one call."
)
@click.option(
    "--pairs",
    type=click.Choice(["none", "top", "all"]),
    default="top",
    show_default=True,
    help="Every two removed: the largest 20 losses or all.",
)
@click.option("--json", "target", type=click.Path(path_type=Path), help="Also write to this file.")
def sweep(*, size, graphs, runs, part, limit, pairs, target):
    """Remove every leg in turn, and let other libraries solve again for each leg with flow."""
    figures = {}
    for name, draw in GRAPHS[size].items():
        if not graphs or name in graphs:
            figures[name] = measure(draw(), runs, SAMPLE[size], part=part, limit=limit, pairs=pairs)
            click.echo(describe(name, figures[name]))
    if target is not None:
        libraries = benchmark_libraries.INSTALLED
        found = {"sweep": {"machine": machine(libraries), "size": size, "graphs": figures}}
        target.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def measure(legs, runs, sample_size, *, part, limit, pairs):
    """Give the figures for one graph.

    What is compared is timed in turn, so that a busy machine slows all down alike, and a ratio is
    the median of those of the runs. A sweep begins with the flow that it starts from.
    """
    compiled = network(legs)
    asked = _Asked(compiled, sweep_flow(compiled, "compiled"), part)
    asked.warm()
    taken = {"max_flow": [], "start": [], "legs": [], "members": [], "top": []}
    for _ in range(runs):
        taken["max_flow"].append(_seconds(lambda: solve(compiled, "compiled"))[0])
        start = _seconds(lambda: sweep_flow(compiled, "compiled"))[0]
        taken["start"].append(start)
        taken["legs"].append(start + asked.time_of(asked.legs)[0])
        seconds, losses = asked.time_of(asked.members)
        taken["members"].append(start + seconds)
        seconds, told = _seconds(asked.top)
        taken["top"].append(start + seconds)
    _require_largest(told, losses, part)
    found = {
        "legs": legs.count,
        "jurisdictions": legs.node_count,
        "value": asked.solution.value,
        "carrying_legs": int(asked.carrying[len(compiled.inner_ids) :].sum()),
        "measured_share": asked.share(asked.members),
        "peak_bytes_per_leg": asked.peak() / legs.count,
        "pairs": None if pairs == "none" else measure_pairs(legs, asked, pairs),
        "wall": _figures(taken, 0),
        "core": _figures(taken, 1),
    }
    return found | _beside_libraries(legs, asked, losses, taken, (sample_size, limit))


def _figures(taken, clock):
    """Give medians and ratios by one clock."""
    times = {name: [float(each[clock]) for each in found] for name, found in taken.items()}
    return {
        "seconds": {name: statistics.median(each) for name, each in times.items()},
        "sweep_per_max_flow": _ratio(times["legs"], times["max_flow"]),
        "sweep_with_jurisdictions_per_max_flow": _ratio(times["members"], times["max_flow"]),
        "top_per_sweep_with_jurisdictions": _ratio(times["top"], times["members"]),
    }


class _Asked:
    """A flow, and which members are removed: all that carry flow, or some blocks of them."""

    def __init__(self, compiled, solution, part):
        self.compiled, self.solution = compiled, solution
        is_leg = np.arange(compiled.member_count) >= len(compiled.inner_ids)
        self.carrying = solution.residual[compiled.member_arcs + 1] > 0
        rng = np.random.default_rng(2)
        chosen = np.zeros(compiled.member_count, dtype=bool)
        for kind in (is_leg, ~is_leg):
            present = np.flatnonzero(self.carrying & kind)
            if part is None or part >= len(present):
                chosen[present] = True
                continue
            begins = rng.choice(len(present) // _BLOCK, max(1, part // _BLOCK), replace=False)
            for begin in begins * _BLOCK:
                chosen[present[begin : begin + _BLOCK]] = True
        self.legs, self.members = chosen & is_leg, chosen

    def swept(self, among):
        return Removals(self.compiled, self.solution, "compiled").losses(Leaders(None), among=among)

    def top(self):
        return Removals(self.compiled, self.solution, "compiled").losses(Leaders(TOP))

    def warm(self):
        few = self.members & (np.cumsum(self.members) <= 2 * 256 + 1)
        self.swept(few)
        Removals(self.compiled, self.solution, "compiled").losses(Leaders(1), among=few)

    def share(self, among):
        """Give which share of the members of each kind that carry flow is removed, legs last."""
        inner = len(self.compiled.inner_ids)
        parts = slice(None, inner), slice(inner, None)
        return [float(among[each].sum() / max(1, self.carrying[each].sum())) for each in parts]

    def time_of(self, among):
        """Time a sweep; where only a part is removed, extrapolated to all that carry flow."""
        if self.share(self.members) == [1.0, 1.0]:
            return _seconds(lambda: self.swept(among))
        nobody = _seconds(lambda: self.swept(among & False))[0]
        inner = np.arange(len(among)) < len(self.compiled.inner_ids)
        total, losses = nobody.copy(), np.zeros(len(among), dtype=np.int64)
        for kind, share in zip((inner, ~inner), self.share(self.members), strict=True):
            if (among & kind).any():
                seconds, some = _seconds(lambda kind=kind: self.swept(among & kind))
                total += (seconds - nobody) / share
                losses += some
        return total, losses

    def peak(self):
        """Give the bytes that are held at most while members are removed, beyond the network."""
        tracemalloc.start()
        begun = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        self.swept(self.members)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak - begun


def _require_largest(told, losses, part):
    """Require that the largest losses are told as by the whole sweep."""
    if part is not None:
        return
    least = max(1, np.sort(losses)[-TOP])
    if not np.array_equal(told[losses >= least], losses[losses >= least]):
        raise click.ClickException("the largest losses are not those of the whole sweep")


def measure_pairs(legs, asked, which):
    """Remove every two members, and let a library solve without the two of a sample."""
    leaders = Leaders(TOP if which == "top" else None)
    begun = time.perf_counter()
    rows, firsts = [], 0
    rng = np.random.default_rng(3)
    for pairs in pairs_without(asked.compiled, asked.solution, leaders, "compiled"):
        firsts += 1
        losses = np.where(pairs.fresh, asked.solution.value - pairs.values, -1)
        if which == "top":
            others = np.flatnonzero(losses >= max(leaders.least, 1))
        else:
            others = rng.permutation(np.flatnonzero(pairs.fresh))[:2]
        rows += [(int(losses[other]), pairs.position, int(other)) for other in others]
    seconds = time.perf_counter() - begun
    rows.sort(reverse=True)
    sample = rows[:TOP] if which == "top" else [rows[at] for at in rng.permutation(len(rows))[:TOP]]
    members = [
        _legs_at(legs, asked, one) + _legs_at(legs, asked, other) for _, one, other in sample
    ]
    expected = [asked.solution.value - loss for loss, _, _ in sample]
    library = min(benchmark_libraries.INSTALLED, key=("ortools", "igraph", "scipy").index)
    _compared(library, legs, members, expected, limit=600)
    return {
        "which": which,
        "seconds": seconds,
        "first_members": firsts,
        "largest_loss": rows[0][0],
        "checked": len(sample),
    }


def _legs_at(legs, asked, position):
    """Give the legs that a member is, or that touch it."""
    inner = len(asked.compiled.inner_ids)
    if position >= inner:
        return [position - inner]
    return np.flatnonzero((legs.tail == position) | (legs.head == position)).tolist()


def _beside_libraries(legs, asked, losses, taken, how):
    """Let each library solve without some legs, and without some jurisdictions."""
    sample_size, limit = how
    inner = len(asked.compiled.inner_ids)
    rng = np.random.default_rng(1)
    present = [np.flatnonzero(asked.legs), np.flatnonzero(asked.members[:inner])]
    chosen = [rng.choice(each, min(sample_size, len(each)), replace=False) for each in present]
    sample = [_legs_at(legs, asked, position) for each in chosen for position in each]
    expected = [asked.solution.value - int(losses[at]) for each in chosen for at in each]
    means = {}
    for library in benchmark_libraries.INSTALLED:
        seconds = _compared(library, legs, sample, expected, limit)
        # Only legs count: other libraries must set every leg of a jurisdiction to 0.
        means[library] = seconds and np.mean(seconds[: len(chosen[0])], axis=0).tolist()
    count = int(asked.carrying[inner:].sum())
    faster = None
    if any(means.values()):
        fastest = np.min([each for each in means.values() if each], axis=0) * count
        faster = {
            name: (fastest / np.median(taken[name], axis=0)).tolist()
            for name in ("legs", "members")
        }
    return {
        "sampled_legs": len(chosen[0]),
        "sampled_jurisdictions": len(chosen[1]),
        "limit_s": limit,
        "libraries": means,
        "times_faster_than_fastest": faster,
    }


def _compared(library, legs, sample, expected, limit):
    """Give the seconds of a library for each of a sample, or None if it takes too long."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        call = pool.apply_async(benchmark_libraries.solve_without, (library, legs, sample))
        try:
            seconds, values = call.get(limit * (len(sample) + 1))
        except multiprocessing.TimeoutError:
            return None
    if values != expected:
        raise click.ClickException(f"{library} gives {values}, the sweep {expected}")
    return seconds


def describe(name, found):
    """Write the figures of one graph as text."""
    wall, core = found["wall"], found["core"]

    def both(label):
        return f"{wall['seconds'][label]:.4f} s ({core['seconds'][label]:.4f} s of cores)"

    def times(label):
        return f"{wall[label]:.3g} ({core[label]:.3g})"

    sizes = f"{found['legs']} legs, {found['jurisdictions']} jurisdictions"
    all_of_them = times("sweep_with_jurisdictions_per_max_flow")
    largest = f"the {TOP} largest losses of all {both('top')}"
    lines = [
        f"{name}: {sizes}, {found['carrying_legs']} legs carry flow",
        f"  one maximum flow {both('max_flow')}",
        f"  the flow that sweeps start from {both('start')}, which is part of what follows",
        f"  every leg removed {both('legs')}, {times('sweep_per_max_flow')} maximum flows",
        f"  every leg and jurisdiction removed {both('members')}, {all_of_them} maximum flows",
        f"  {largest}, {times('top_per_sweep_with_jurisdictions')} of that",
        f"  at most {found['peak_bytes_per_leg']:.0f} bytes for each leg beyond the network",
    ]
    if found["measured_share"] != [1.0, 1.0]:
        places, some = (f"{share:.2%}" for share in found["measured_share"])
        lines.append(f"  extrapolated from {some} of the legs and {places} of the jurisdictions")
    if found["pairs"]:
        lines.append(
            f"  every two removed, {found['pairs']['which']}: {found['pairs']['seconds']:.4f} s, "
            f"{found['pairs']['first_members']} first members, {found['pairs']['checked']} checked"
        )
    for library, each in found["libraries"].items():
        if each is None:
            lines.append(f"  {library}: more than {found['limit_s']:g} s each")
            continue
        lines.append(
            f"  {library}: {each[0]:.5f} s ({each[1]:.5f}) to solve without one leg, mean of "
            f"{found['sampled_legs']} legs; extrapolated to all that carry flow "
            f"{each[0] * found['carrying_legs']:.4g} s ({each[1] * found['carrying_legs']:.4g})"
        )
    if found["times_faster_than_fastest"]:
        legs, members = found["times_faster_than_fastest"].values()
        lines.append(
            f"  the sweep of legs is {legs[0]:.1f} ({legs[1]:.1f}) times as fast as the fastest of "
            f"these, that of legs and jurisdictions {members[0]:.1f} ({members[1]:.1f}) times"
        )
    return "\n".join(lines)


def _seconds(call):
    """Give seconds on the wall and of all cores together, and the result."""
    begun = np.array([time.perf_counter(), time.process_time()])
    result = call()
    return np.array([time.perf_counter(), time.process_time()]) - begun, result


def _ratio(these, those):
    return statistics.median(one / other for one, other in zip(these, those, strict=True))
