"""Measure one maximum flow beside other libraries, from arrays of legs to the value."""

from __future__ import annotations

import json
import multiprocessing
import os
import platform
import statistics
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import click
import numpy as np

from tests import benchmark_libraries
from tests.benchmark_graphs import (
    grid_legs,
    layered_legs,
    lens_arrays,
    random_legs,
    road_legs,
)

OURS = "routerisk"
WHOLE = "from_edges and max_flow"
"""Ours as users call it: reading the table, names, contract, flow without circles, proof."""

_CALLS = 3
GRAPHS = {
    "tiny": {
        "random": lambda: random_legs(300, ends=2),
        "layered": lambda: layered_legs(layers=4, width=10, degree=4),
        "grid": lambda: grid_legs(side=7),
        "road": lambda: road_legs(side=8, ends=2),
    },
    "20000": {
        "random": lambda: random_legs(20_000, ends=8),
        "layered": lambda: layered_legs(layers=20, width=100, degree=10),
        "layered, few and wide": lambda: layered_legs(layers=11, width=400, degree=5),
        "grid": lambda: grid_legs(side=71),
        "road": lambda: road_legs(side=69, ends=8),
    },
    "1000000": {
        "random": lambda: random_legs(1_000_000, ends=40),
        "layered": lambda: layered_legs(layers=40, width=500, degree=51),
        "layered, 50 layers of 2000": lambda: layered_legs(layers=50, width=2_000, degree=10),
        "grid": lambda: grid_legs(side=501),
        "road": lambda: road_legs(side=488, ends=40),
    },
}
EXAMPLES = """\b
Examples:
  python -m tests.benchmark flows
  python -m tests.benchmark flows --size 1000000 --runs 5 --limit 60 --json flows.json
  python -m tests.benchmark flows --graph grid --library igraph
"""


@click.command(epilog=EXAMPLES)
@click.option("--size", type=click.Choice(list(GRAPHS)), default="20000", show_default=True)
@click.option("--graph", "graphs", multiple=True, help="Only this family; may be given again.")
@click.option("--library", "chosen", multiple=True, help="Only this one; may be given again.")
@click.option("--runs", type=click.IntRange(1), default=5, show_default=True)
@click.option(
    "--limit", type=click.FloatRange(1), default=60, show_default=True, help="Seconds for one call."
)
@click.option("--json", "target", type=click.Path(path_type=Path), help="Also write to this file.")
def flows(*, size, graphs, chosen, runs, limit, target):
    """Compute one maximum flow, the graph being built each time."""
    libraries = [*benchmark_libraries.INSTALLED, *(["networkx"] if size != "1000000" else [])]
    libraries = [name for name in libraries if not chosen or name in chosen]
    figures = {}
    for name, draw in GRAPHS[size].items():
        if not graphs or name in graphs:
            figures[name] = measure(draw(), libraries, runs, limit)
            click.echo(describe(name, figures[name]))
    if target is not None:
        found = {"flows": {"machine": machine(libraries), "size": size, "graphs": figures}}
        target.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def machine(libraries):
    """Tell when and on what it was measured."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("numba", "numpy", *libraries)},
    }


def measure(legs, libraries, runs, limit):
    """Give the figures for one graph.

    All are called in turn, each in a process of its own, so that a busy machine slows down all
    alike; a ratio is the median of the ratios of the calls that came next to each other.
    """
    pools = {
        name: multiprocessing.get_context("spawn").Pool(1) for name in (OURS, WHOLE, *libraries)
    }
    seconds = {name: [] for name in pools}
    value = None
    for run in range(runs + 1):
        for name in list(pools):
            try:
                taken, found = pools[name].apply_async(flow, (name, legs)).get(_CALLS * limit)
            except multiprocessing.TimeoutError:
                pools.pop(name).terminate()
                continue
            value = found if value is None else value
            if found != value:
                raise click.ClickException(f"{name} gives {found}, not {value}")
            # The first call loads and compiles.
            if run or name == "networkx":
                seconds[name].append(taken)
            if name == "networkx":
                pools.pop(name).terminate()
    for pool in pools.values():
        pool.terminate()
    ours, whole = seconds.pop(OURS), seconds.pop(WHOLE)
    ratios = {
        # networkx is called once, as it takes so long.
        name: statistics.median(us / each for us, each in zip(ours, found, strict=False))
        if len(found) in (1, runs)
        else None
        for name, found in seconds.items()
    }
    return {
        "legs": legs.count,
        "jurisdictions": legs.node_count,
        "value": value,
        "seconds": {OURS: statistics.median(ours), WHOLE: statistics.median(whole)}
        | {name: statistics.median(found) for name, found in seconds.items() if found},
        "limit_s": limit,
        "time_of_ours_to_theirs": ratios,
        "to_the_fastest": max(filter(None, ratios.values()), default=None),
    }


def describe(name, found):
    """Write the figures of one graph as text."""
    lines = [
        f"{name}: {found['legs']} legs, {found['jurisdictions']} jurisdictions",
        *(f"  {name} {found['seconds'][name]:.4f} s" for name in (OURS, WHOLE)),
    ]
    for library, ratio in found["time_of_ours_to_theirs"].items():
        if ratio is None:
            lines.append(f"  {library}: more than {found['limit_s']:g} s")
        else:
            lines.append(
                f"  {library} {found['seconds'][library]:.4f} s; ours takes {ratio:.3f} of it"
            )
    return "\n".join(lines)


_NO_NAMES = ((), ())


def flow(library, legs):
    """Compute a maximum flow and give seconds, the graph being built in them, and the value."""
    start, end = legs.node_count, legs.node_count + 1
    tail = np.concatenate([legs.tail, np.full(len(legs.origins), start), legs.destinations])
    head = np.concatenate([legs.head, legs.origins, np.full(len(legs.destinations), end)])
    links = len(legs.origins) + len(legs.destinations)
    amount = np.concatenate([legs.capacity, np.full(links, int(legs.capacity.sum()))])
    terms = {OURS: _ours, WHOLE: _whole, "scipy": _scipy, "igraph": _igraph, "ortools": _ortools}
    call = terms.get(library, _networkx)
    call_with = (legs,) if library in (OURS, WHOLE) else (tail, head, amount, start, end)
    call(*call_with, timed=False)
    seconds = []
    # The first call suffers from what ran before it in another process.
    for _ in range(1 if library == "networkx" else _CALLS):
        begun = time.perf_counter()
        value = call(*call_with, timed=True)
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds), int(value)


def _ours(legs, *, timed):
    from routes.leg_flow import leg_flow

    return leg_flow(lens_arrays(legs, _NO_NAMES), "compiled").value if timed else None


def _whole(legs, *, timed):
    import routes

    if not timed:
        return None
    edges = {"origin": legs.tail, "destination": legs.head, "capacity": legs.capacity}
    ends = legs.origins.tolist(), legs.destinations.tolist()
    flow = routes.max_flow(routes.from_edges(edges, origin=ends[0], destination=ends[1]))
    return flow.value // flow.scale


def _scipy(tail, head, amount, start, end, *, timed):
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import maximum_flow

    if not timed:
        return None
    # It takes no parallel arcs and computes in 32 bits: amounts are merged and must stay small.
    if 2 * int(amount.max()) >= 2**31:
        raise OverflowError("amounts are too large for scipy")
    matrix = coo_array((amount.astype(np.int32), (tail, head)), shape=(end + 1, end + 1)).tocsr()
    return maximum_flow(matrix, start, end).flow_value


def _igraph(tail, head, amount, start, end, *, timed):
    import igraph

    if not timed:
        return None
    graph = igraph.Graph(n=end + 1, edges=np.stack([tail, head], axis=1), directed=True)
    return graph.maxflow_value(start, end, capacity=amount.tolist())


def _ortools(tail, head, amount, start, end, *, timed):
    from ortools.graph.python import max_flow

    if not timed:
        return None
    graph = max_flow.SimpleMaxFlow()
    graph.add_arcs_with_capacity(tail, head, amount)
    if graph.solve(start, end) != graph.OPTIMAL:
        raise ArithmeticError("OR-Tools found no optimum")
    return graph.optimal_flow()


def _networkx(tail, head, amount, start, end, *, timed):
    import networkx as nx
    from networkx.algorithms.flow import boykov_kolmogorov

    if not timed:
        return None
    graph = nx.DiGraph()
    for one, other, each in zip(tail.tolist(), head.tolist(), amount.tolist(), strict=True):
        if graph.has_edge(one, other):
            graph[one][other]["capacity"] += each
        else:
            graph.add_edge(one, other, capacity=each)
    # The fastest that it has on most graphs.
    return nx.maximum_flow_value(graph, start, end, flow_func=boykov_kolmogorov)
