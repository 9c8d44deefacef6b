"""Losses of many members in batches, each thread leading a flow of its own past them."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING

from routes.detours import Detours

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

    from routes.arrays import IntArray
    from routes.detours import DetourNetwork

_AT_ONCE = 256

_THREADS_FROM_WORK = 40_000_000
"""With fewer members, times arcs, a second layout of the arcs costs what it saves."""

_MOST_THREADS = 4
"""Each has a flow of its own, which takes some 50 bytes for a leg."""


def all_losses(
    shared: DetourNetwork, given: IntArray, order: IntArray, threads: int | None
) -> Iterator[tuple[IntArray, IntArray, int]]:
    """Measure what a flow loses without each of some members, one at a time.

    In which flow a loss is measured changes nothing, as it is the least that the member carries in
    any maximum flow.

    Parameters
    ----------
    shared : DetourNetwork
        The network.
    given : ndarray of int64, shape (arcs,)
        What a maximum flow leaves; it is not changed.
    order : ndarray of int64
        Positions of the members.
    threads : int or None
        How many batches at most are measured at the same time, when the loops are compiled; None:
        as many as there are cores, up to four, where there is much to do.

    Yields
    ------
    (ndarray of int64, ndarray of int64, int)
        Positions, their losses, and how many searches they took beside those told before.

    Raises
    ------
    CertificateError
        A flow was not a maximum flow any more afterwards.
    """
    batches = [order[begin : begin + _AT_ONCE] for begin in range(0, len(order), _AT_ONCE)]
    count = max(1, min(_thread_count(shared, len(order), threads), len(batches)))
    with ExitStack() as stack:
        pools = [stack.enter_context(ThreadPoolExecutor(1)) for _ in range(count - 1)]
        begun = [pool.submit(Detours.begin, shared, given) for pool in pools]
        own = Detours.begin(shared, given)
        others = [each.result() for each in begun]
        waiting: deque[tuple[IntArray, Future[IntArray]]] = deque()
        for number, positions in enumerate(batches):
            if number % count:
                turn = number % count - 1
                waiting.append((positions, pools[turn].submit(others[turn].measured, positions)))
        for positions in batches[::count]:
            before = own.searches
            yield positions, own.measured(positions), own.searches - before
        for positions, future in waiting:
            yield positions, future.result(), 0
    for each in [own, *others]:
        each.require_flow()
    yield order[:0], order[:0], sum(each.searches for each in others)


def _thread_count(shared: DetourNetwork, member_count: int, threads: int | None) -> int:
    if not shared.is_compiled:
        return 1
    if threads is not None:
        return threads
    if member_count * len(shared.network.head) < _THREADS_FROM_WORK:
        return 1
    return min(_MOST_THREADS, os.cpu_count() or 1)
