"""Measure the lightest routes without each member of the best one, beside one tree of distances."""

from __future__ import annotations

import importlib.util
import json
import statistics
import time
from pathlib import Path

import click
import numpy as np

from routes.arrays import incidence
from routes.engine import choose_loops
from routes.path_rows import path_rows
from routes.route_removals import NO_ROUTE, route_removals
from tests.benchmark_flows import GRAPHS, OURS, machine
from tests.benchmark_graphs import SEED, Legs
from tests.benchmark_memory import peak_bytes
from tests.benchmark_weights import in_turn, ratio, require_equal, weighted

_HAS_IGRAPH = importlib.util.find_spec("igraph") is not None
_MANY = 100_000
CHECKED = {"tiny": 10_000, "20000": 10_000, "1000000": 6}
AGAINST = {"tiny": (10, 40), "20000": (200, 5_000)}
EXAMPLES = """\b
Examples:
  python -m tests.benchmark replacements
  python -m tests.benchmark replacements --size 1000000 --runs 5 --json replacements.json
"""


@click.command(epilog=EXAMPLES)
@click.option("--size", type=click.Choice(list(GRAPHS)), default="20000", show_default=True)
@click.option("--graph", "graphs", multiple=True, help="Only this family; may be given again.")
@click.option("--runs", type=click.IntRange(1), default=5, show_default=True)
@click.option("--json", "target", type=click.Path(path_type=Path), help="Also write to this file.")
def replacements(*, size, graphs, runs, target):
    """Take each member of the lightest route away, and weigh the lightest that is left."""
    drawn = {name: lambda draw=draw: weighted(draw()) for name, draw in GRAPHS[size].items()}
    if size in AGAINST:
        drawn["made against it"] = lambda: made_against(*AGAINST[size])
    figures = {}
    for name, draw in drawn.items():
        if not graphs or name in graphs:
            figures[name] = measure(*draw(), runs, CHECKED[size])
            click.echo(describe(name, figures[name]))
    if target is not None:
        libraries = ["scipy", *(["igraph"] if _HAS_IGRAPH else [])]
        found = {"replacements": {"machine": machine(libraries), "size": size, "graphs": figures}}
        target.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def made_against(hops, beside):
    """Give a graph in which every removal looks at all places beside the route again.

    The later on the route one turns off to them, the less the detour; but all of them lead back to
    its beginning by a leg that is light, and on to its end by one alone that is heavy.
    """
    rng = np.random.default_rng(SEED)
    route, others = np.arange(hops), hops + 1 + np.arange(beside)
    froms = np.repeat(np.arange(beside), 3)
    steps = rng.integers(1, beside, len(froms))
    parts = [
        (route, route + 1, np.full(hops, 1_000)),
        (route, np.full(hops, hops + 1), 3_000 * (hops - route)),
        (others, np.zeros(beside, dtype=np.int64), np.full(beside, 1_000)),
        (others[froms], others[(froms + steps) % beside], np.ones(len(froms), dtype=np.int64)),
        (others[-1:], np.array([hops]), np.array([10_000 * hops])),
    ]
    tail, head, weight = map(np.concatenate, zip(*parts, strict=True))
    ends = np.array([0]), np.array([hops])
    return Legs(hops + 1 + beside, tail, head, np.ones(len(tail), dtype=np.int64), *ends), weight


def measure(legs, weight, runs, checked):
    """Give the figures for one graph, a sample of the answers having been computed by scipy."""
    arcs = legs.tail, legs.head, weight
    ends = legs.origins, legs.destinations
    calls = {
        OURS: lambda: route_removals(arcs, *ends, legs.node_count, "compiled"),
        "tree": _tree(legs, weight),
        "scipy tree": _scipy_tree(legs, weight),
        **({"igraph tree": _igraph_tree(legs, weight)} if _HAS_IGRAPH else {}),
    }
    seconds, answers = in_turn(calls, runs)
    found = answers.pop(OURS)
    for name, distance in answers.items():
        require_equal(name, answers["tree"], distance)
    check = _check(legs, weight, found, checked)
    members = len(found.nodes) + len(found.arcs)
    return {
        "legs": legs.count,
        "jurisdictions": legs.node_count,
        "members": members,
        "looked_at": found.looked_at,
        "seconds": {name: statistics.median(each) for name, each in seconds.items()},
        "trees": ratio(seconds[OURS], seconds["tree"]),
        **{name: ratio(seconds[OURS], seconds[name]) for name in answers if name != "tree"},
        **check,
        "a_search_for_each_to_ours": check["seconds_for_one_search"]
        * members
        / statistics.median(seconds[OURS]),
        # Of few legs the memory is lost in that of the libraries.
        "peak_bytes_per_leg": _memory(legs, weight) if legs.count > _MANY else None,
    }


def describe(name, found):
    """Write the figures of one graph as text."""
    seconds = found["seconds"]
    lines = [
        f"{name}: {found['legs']} legs, {found['jurisdictions']} jurisdictions",
        f"  one tree of distances {seconds['tree']:.4f} s",
        f"  all {found['members']} members of the best route removed {seconds[OURS]:.4f} s,",
        f"  with the sorting of legs; {found['trees']:.2f} trees, {found['looked_at']} nodes seen",
    ]
    lines += [
        f"  {other} {seconds[other]:.4f} s; all removals take {found[other]:.2f} of it"
        for other in seconds
        if other in found
    ]
    lines.append(
        f"  {found['checked']} of them by scipy: equal; with such a search for each, extrapolated, "
        f"{found['a_search_for_each_to_ours']:.0f} times our time"
    )
    if found["peak_bytes_per_leg"] is not None:
        lines.append(f"  at most {found['peak_bytes_per_leg']:.0f} bytes for each leg beyond these")
    return "\n".join(lines)


def removals(tail, head, weight, starts, goals):
    """Compute the removals of a graph, to measure the memory that this takes."""
    count = 1 + int(max(tail.max(), head.max()))
    route_removals((tail, head, weight), starts, goals, count, "compiled")


def _memory(legs, weight):
    ends = {"starts": legs.origins, "goals": legs.destinations}
    arrays = {"tail": legs.tail, "head": legs.head, "weight": weight, **ends}
    few = (("tail", 0), ("head", 1), ("weight", 1), ("starts", 0), ("goals", 1))
    warm = {name: np.array([number]) for name, number in few}
    return peak_bytes(removals, arrays, warm) / legs.count


def _tree(legs, weight):
    """Give a call that grows one tree of ours, the legs being sorted beforehand."""
    loops = choose_loops(legs.count, "compiled")
    rows = path_rows((legs.head, legs.tail, weight), legs.node_count)
    against = rows.head.astype(np.int64), rows.first, np.arange(legs.count), rows.weight
    tree = loops.blank(legs.node_count), loops.blank(legs.node_count)
    length = legs.count + len(legs.destinations)
    waiting = loops.blank(length), loops.read(np.zeros(length, dtype=np.uint32))

    def call():
        loops.run("grow_tree", against, legs.destinations, tree, waiting)
        return np.where(tree[0] < 2**62, tree[0], np.inf)

    return call


def _matrix(legs, weight, *, against):
    from scipy.sparse import csr_array

    one, other = (legs.head, legs.tail) if against else (legs.tail, legs.head)
    first, order = incidence(one, legs.node_count)
    # scipy computes in 32 bits and with floats.
    parts = weight[order].astype(float), other[order].astype(np.int32), first.astype(np.int32)
    return csr_array(parts, shape=(legs.node_count, legs.node_count)), order


def _scipy_tree(legs, weight):
    from scipy.sparse.csgraph import dijkstra

    matrix, _ = _matrix(legs, weight, against=True)
    return lambda: dijkstra(matrix, indices=legs.destinations, min_only=True)


def _igraph_tree(legs, weight):
    import igraph

    goal = legs.node_count
    tail = np.concatenate([legs.tail, legs.destinations])
    head = np.concatenate([legs.head, np.full(len(legs.destinations), goal)])
    graph = igraph.Graph(n=goal + 1, edges=np.stack([tail, head], axis=1), directed=True)
    lengths = [*weight.tolist(), *[0] * len(legs.destinations)]
    return lambda: np.array(graph.distances([goal], weights=lengths, mode="in")[0][:-1])


def _check(legs, weight, found, most):
    """Search again without a sample of members by scipy, and compare."""
    from scipy.sparse.csgraph import dijkstra

    matrix, order = _matrix(legs, weight, against=False)
    whole, place = matrix.data.copy(), np.empty(legs.count, dtype=np.int64)
    place[order] = np.arange(legs.count)
    rng = np.random.default_rng(1)
    members = [("leg", *pair) for pair in zip(found.arcs, found.without_arc, strict=True)]
    members += [("place", *pair) for pair in zip(found.nodes, found.without_node, strict=True)]
    sample = rng.choice(len(members), min(most, len(members)), replace=False).tolist()
    seconds = []
    for kind, number, left in (members[each] for each in sorted(sample)):
        touching = (legs.tail == number) | (legs.head == number)
        gone = np.flatnonzero(touching) if kind == "place" else [number]
        matrix.data[place[gone]] = np.inf
        starts = legs.origins[legs.origins != number] if kind == "place" else legs.origins
        goals = legs.destinations
        goals = goals[goals != number] if kind == "place" else goals
        begun = time.perf_counter()
        distance = dijkstra(matrix, indices=starts, min_only=True)[goals].min(initial=np.inf)
        seconds.append(time.perf_counter() - begun)
        matrix.data[:] = whole
        require_equal(f"{kind} {number}", np.inf if left == NO_ROUTE else left, distance)
    return {"checked": len(sample), "seconds_for_one_search": statistics.mean(seconds)}
