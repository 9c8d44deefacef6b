"""Batches of draws: how many are solved together, and by several workers in their order."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import networkx as nx

    T = TypeVar("T")

MOST_AT_ONCE = 1_000
"""So many draws are in a batch at most: sums of as many amounts fit in 64 bits."""

MOST_AMOUNTS_AT_ONCE = 2_000_000
"""So many amounts, arcs times draws, are in a batch at most if nothing else is asked for."""


def batch_count(graph: nx.MultiDiGraph[str], draws: int, batch: int | None = None) -> int:
    """Count the batches in which draws of a graph are solved."""
    return -(-draws // batch_size(graph, draws, batch, 1))


def batch_size(graph: nx.MultiDiGraph[str], draws: int, batch: int | None, workers: int) -> int:
    """Give the size of a batch; raises ValueError where a number is out of range."""
    if draws < 1:
        raise ValueError(f"draws must be at least 1, not {draws}")
    if workers < 1:
        raise ValueError(f"workers must be at least 1, not {workers}")
    if batch is not None:
        if not 1 <= batch <= MOST_AT_ONCE:
            raise ValueError(f"batch must be from 1 to {MOST_AT_ONCE}, not {batch}")
        return batch
    members = graph.number_of_nodes() + graph.number_of_edges() + 1
    return max(1, min(MOST_AT_ONCE, MOST_AMOUNTS_AT_ONCE // members))


def in_order(solved: Callable[[int], T], starts: range, workers: int) -> Iterator[T]:
    """Solve batches, several at a time, and give them in their order."""
    if workers == 1:
        yield from map(solved, starts)
        return
    with ThreadPoolExecutor(workers) as pool:
        waiting = deque(pool.submit(solved, first) for first in starts)
        while waiting:
            yield waiting.popleft().result()
