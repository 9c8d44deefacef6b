"""Weights for the legs of benchmark graphs, and the answers of other libraries compared."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

import click
import numpy as np

from routes.pressure import route_weight
from tests.benchmark_graphs import SEED

_HIGHEST = 95


def weighted(legs):
    """Draw a pressure from 1 to 95 percent for every leg; give legs and weights in micro-nats.

    Of parallel legs the lightest is kept, as not every library takes more.
    """
    rng = np.random.default_rng(SEED)
    weight_under = np.array([route_weight(percent) for percent in range(_HIGHEST + 1)])
    weight = weight_under[rng.integers(1, _HIGHEST + 1, legs.count)]
    ends = legs.tail * legs.node_count + legs.head
    order = np.lexsort((weight, ends))
    kept = np.sort(order[np.unique(ends[order], return_index=True)[1]])
    chosen = replace(legs, tail=legs.tail[kept], head=legs.head[kept], capacity=legs.capacity[kept])
    return chosen, weight[kept]


def in_turn(calls, runs):
    """Call each once, then all in turn, so that a busy machine slows down all alike.

    Returns
    -------
    (dict of list of float, dict)
        Seconds of every run but the first, and the last answers.
    """
    answers = {name: call() for name, call in calls.items()}
    seconds = {name: [] for name in calls}
    for _ in range(runs):
        for name, call in calls.items():
            begun = time.perf_counter()
            answers[name] = call()
            seconds[name].append(time.perf_counter() - begun)
    return seconds, answers


def ratio(ours, theirs):
    """Give the median of the ratios of runs that came next to each other."""
    return statistics.median(us / each for us, each in zip(ours, theirs, strict=True))


def require_equal(what, ours, theirs):
    """Stop the benchmark where two answers differ by more than rounding."""
    if not np.allclose(ours, theirs, rtol=1e-9, atol=1e-9):
        worst = float(np.abs(np.asarray(ours) - np.asarray(theirs)).max())
        raise click.ClickException(f"{what} differs from ours by {worst}")
