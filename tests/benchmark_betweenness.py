"""Measure betweenness of jurisdictions and legs at once, beside igraph and networkx."""

from __future__ import annotations

import importlib.util
import json
import statistics
from pathlib import Path

import click
import networkx as nx
import numpy as np

from routes.betweenness import path_shares
from tests.benchmark_flows import GRAPHS, OURS, machine
from tests.benchmark_memory import peak_bytes
from tests.benchmark_weights import in_turn, ratio, require_equal, weighted

_HAS_IGRAPH = importlib.util.find_spec("igraph") is not None
_SAMPLE = 8
_MOST_STARTS = 40
EXAMPLES = """\b
Examples:
  python -m tests.benchmark betweenness
  python -m tests.benchmark betweenness --size 1000000 --runs 1 --json betweenness.json
"""


@click.command(epilog=EXAMPLES)
@click.option("--size", type=click.Choice(list(GRAPHS)), default="20000", show_default=True)
@click.option("--graph", "graphs", multiple=True, help="Only this family; may be given again.")
@click.option("--runs", type=click.IntRange(1), default=3, show_default=True)
@click.option("--json", "target", type=click.Path(path_type=Path), help="Also write to this file.")
def betweenness(*, size, graphs, runs, target):
    """Share out the lightest paths of all pairs, and those from origins to destinations.

    Of a million legs only the latter, and from 40 origins at most.
    """
    figures = {}
    for name, draw in GRAPHS[size].items():
        if not graphs or name in graphs:
            figures[name] = measure(*weighted(draw()), runs, size)
            click.echo(describe(name, figures[name]))
    if target is not None:
        libraries = ["networkx", *(["igraph"] if _HAS_IGRAPH else [])]
        found = {"betweenness": {"machine": machine(libraries), "size": size, "graphs": figures}}
        target.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def measure(legs, weight, runs, size):
    """Give the figures for one graph, all answers having been compared."""
    large = size == "1000000"
    everyone = np.arange(legs.node_count)
    ends = {"origins to destinations": (legs.origins[:_MOST_STARTS], legs.destinations)}
    if not large:
        ends = {"all pairs": (everyone, everyone), "origins to destinations": _ends(legs)}
    found = {"legs": legs.count, "jurisdictions": legs.node_count}
    graph = None if large else _graph(legs, weight)
    for name, (starts, goals) in ends.items():
        found[name] = _measured(legs, weight, (starts, goals), runs)
        if graph is not None:
            found[name] |= _beside_networkx(graph, legs, weight, (starts, goals), runs)
    if large:
        found["peak_bytes_per_leg"] = _memory(legs, weight, legs.origins[:2])
    return found


def describe(name, found):
    """Write the figures of one graph as text."""
    lines = [f"{name}: {found['legs']} legs, {found['jurisdictions']} jurisdictions"]
    for pairs, part in found.items():
        if isinstance(part, dict):
            lines.append(f"  {pairs}: {part['starts']} starts, {part['seconds'][OURS]:.4f} s")
            lines += [
                f"    igraph, {calls}: {part['seconds'][calls]:.4f} s; ours takes {times:.2f} of it"
                for calls, times in part["time_of_ours_to_igraph"].items()
            ]
            if "networkx" in part:
                each = part["networkx"]
                lines.append(
                    f"    networkx, jurisdictions and legs: {each['seconds']:.4g} s, extrapolated "
                    f"from {each['sampled_starts']} starts; {each['to_ours']:.0f} times ours"
                )
    if "peak_bytes_per_leg" in found:
        lines.append(f"  at most {found['peak_bytes_per_leg']:.0f} bytes for each leg beyond these")
    return "\n".join(lines)


def shares(tail, head, weight, starts, goals):
    """Compute the shares of a graph, to measure the memory that this takes."""
    path_shares((tail, head, weight), starts, goals, "compiled")


def _ends(legs):
    return legs.origins, legs.destinations


def _shares(legs, weight, ends):
    starts, goals = ends
    wanted = np.zeros(legs.node_count, dtype=np.int64)
    wanted[goals] = 1
    return path_shares((legs.tail, legs.head, weight), starts, wanted, "compiled")


def _measured(legs, weight, ends, runs):
    """Compare with igraph's call for vertices alone, and with both of its calls."""
    calls = {OURS: lambda: _shares(legs, weight, ends)}
    if _HAS_IGRAPH:
        one, other = _igraph(legs, weight, ends)
        calls |= {"vertices": one, "vertices and edges": lambda: (one(), other())}
    seconds, answers = in_turn(calls, runs)
    if _HAS_IGRAPH:
        for ours, theirs in zip(answers[OURS], answers["vertices and edges"], strict=True):
            require_equal("igraph", ours, theirs)
    return {
        "starts": len(ends[0]),
        "seconds": {name: statistics.median(each) for name, each in seconds.items()},
        "time_of_ours_to_igraph": {
            name: ratio(seconds[OURS], each) for name, each in seconds.items() if name != OURS
        },
    }


def _igraph(legs, weight, ends):
    import igraph

    pairs = np.stack([legs.tail, legs.head], axis=1)
    graph = igraph.Graph(n=legs.node_count, edges=pairs, directed=True)
    starts, goals = (each.tolist() for each in ends)
    of = {"weights": weight.tolist()}
    if len(starts) < legs.node_count:
        of |= {"sources": starts, "targets": goals}
    return lambda: graph.betweenness(**of), lambda: graph.edge_betweenness(**of)


def _graph(legs, weight):
    graph = nx.DiGraph()
    graph.add_nodes_from(range(legs.node_count))
    columns = (legs.tail.tolist(), legs.head.tolist(), weight.tolist())
    graph.add_weighted_edges_from(zip(*columns, strict=True))
    return graph


def _beside_networkx(graph, legs, weight, ends, runs):
    """Compare with networkx from a sample of starts, as all of them would take too long."""
    rng = np.random.default_rng(1)
    starts = np.sort(rng.choice(ends[0], min(_SAMPLE, len(ends[0])), replace=False))

    def call(sources):
        terms = {"sources": sources.tolist(), "targets": ends[1].tolist(), "weight": "weight"}
        places = nx.betweenness_centrality_subset(graph, **terms)
        return places, nx.edge_betweenness_centrality_subset(graph, **terms)

    calls = {
        OURS: lambda: _shares(legs, weight, ends),
        "sample": lambda: call(starts),
        "one": lambda: call(starts[:1]),
    }
    seconds, answers = in_turn(calls, runs)
    places, arcs = answers["sample"]
    ours = _shares(legs, weight, (starts, ends[1]))
    require_equal("networkx", ours[0], [places[node] for node in range(legs.node_count)])
    pairs = zip(legs.tail.tolist(), legs.head.tolist(), strict=True)
    require_equal("networkx", ours[1], [arcs[pair] for pair in pairs])
    # What a call takes whatever the number of starts counts once, not for every start.
    more = (len(ends[0]) - 1) / (len(starts) - 1)
    whole = [
        one + more * max(sample - one, 0)
        for sample, one in zip(seconds["sample"], seconds["one"], strict=True)
    ]
    return {
        "networkx": {
            "sampled_starts": len(starts),
            "seconds": statistics.median(whole),
            "to_ours": ratio(whole, seconds[OURS]),
        }
    }


def _memory(legs, weight, starts):
    wanted = np.zeros(legs.node_count, dtype=np.int64)
    wanted[legs.destinations] = 1
    arrays = {"tail": legs.tail, "head": legs.head, "weight": weight}
    few = (("tail", [0]), ("head", [1]), ("weight", [1]), ("starts", [0]), ("goals", [0, 1]))
    warm = {name: np.array(numbers) for name, numbers in few}
    return peak_bytes(shares, arrays | {"starts": starts, "goals": wanted}, warm) / legs.count
