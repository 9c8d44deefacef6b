"""Flow that only runs in circles, taken away so that what is left tells where goods go."""

from __future__ import annotations

from itertools import accumulate, chain
from typing import TYPE_CHECKING

import numpy as np

from routes.arrays import incidence
from routes.circulation_kernel import empty_circles
from routes.engine import choose_loops

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routes.engine import Engine
    from routes.lens_arrays import IndexArray, IntArray


def without_circulation(
    ends: Mapping[str, tuple[str, str]], leg_flow: Mapping[str, int]
) -> dict[str, int]:
    """Take away circles of flow.

    Parameters
    ----------
    ends : mapping of str to (str, str)
        Origin and destination of each leg.
    leg_flow : mapping of str to int
        Flow on each leg, 0 or more.

    Returns
    -------
    dict of str to int
        Flow on the same legs in the same order, nowhere larger and with the same net flow at
        every jurisdiction, in which no legs that carry flow form a circle.
    """
    legs = sorted(leg_flow)
    places = sorted({place for leg in legs for place in ends[leg]})
    number = {place: position for position, place in enumerate(places)}
    leaving: list[list[int]] = [[] for _ in places]
    for position, leg in enumerate(legs):
        if leg_flow[leg]:
            leaving[number[ends[leg][0]]].append(position)
    first = [0, *accumulate(map(len, leaving))]
    head = [number[ends[leg][1]] for leg in legs]
    # Lists hold numbers of any size, as games on routes need them.
    flow = [leg_flow[leg] for leg in legs]
    path = [0] * len(places), [0] * len(places), [0] * len(places), [0] * len(places)
    empty_circles((first, list(chain.from_iterable(leaving)), head), flow, path)
    return dict(leg_flow) | dict(zip(legs, flow, strict=True))


def straightened(
    ends: tuple[IndexArray, IndexArray], node_count: int, flow: IntArray, engine: Engine = "auto"
) -> IntArray:
    """Take away circles of flow.

    Parameters
    ----------
    ends : two ndarrays of uint32, shape (legs,)
        The nodes where each leg starts and ends.
    node_count : int
        How many nodes there are.
    flow : ndarray of int64, shape (legs,)
        Flow on each leg, 0 or more.
    engine : {"auto", "interpreted", "compiled"}
        How the kernel runs; the answer is the same.

    Returns
    -------
    ndarray of int64, shape (legs,)
        As from `without_circulation`.
    """
    tail, head = ends
    carrying = np.flatnonzero(flow)
    loops = choose_loops(len(carrying), engine)
    first, order = incidence(tail[carrying].astype(np.int64), node_count)
    legs = loops.read(first), loops.read(carrying[order]), loops.read(head)
    path = tuple(loops.blank(node_count) for _ in range(4))
    left = loops.sequence(flow)
    loops.run("empty_circles", legs, left, path)
    return np.asarray(left, dtype=np.int64)
