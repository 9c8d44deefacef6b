"""Journeys and candidate legs as arrays, and the likeliest routes found on them in floats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from routes.fields import PRESSURE
from routes.lenses import open_legs
from routes.pressure import CLOSED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx
    from numpy.typing import NDArray

    from routes.journeys import Journey

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

_HOP = 1e-13
"""Added to each leg's weight, so that no leg weighs nothing and short routes come first."""


@dataclass(frozen=True, eq=False)
class EvasionArrays:
    """What the search for a plan needs of a graph.

    Attributes
    ----------
    nodes : int
        How many jurisdictions.
    tail, head : (legs,) arrays of int
        Ends of each open leg, by the position of their ids.
    share : (legs,) array of float
        Share that passes without action.
    candidate : (legs,) array of int
        Position among the candidates, or -1.
    ratio : (candidates,) array of float
        What acting on a candidate leaves of its share, from 0 up to below 1.
    origin, destination : (journeys,) arrays of int
        Ends of the journeys.
    ends, end : arrays of int
        Each destination once, and the position of each journey's destination among them.
    probability : (journeys,) array of float
    """

    nodes: int
    tail: Integers
    head: Integers
    share: Floats
    candidate: Integers
    ratio: Floats
    origin: Integers
    destination: Integers
    ends: Integers
    end: Integers
    probability: Floats


class Way(NamedTuple):
    """A route of a journey as a plan meets it: its chance without action, and its candidates."""

    chance: float
    candidates: tuple[int, ...]


def compile_journeys(
    graph: nx.MultiDiGraph[str],
    journeys: Sequence[Journey],
    candidates: Mapping[str, int],
) -> EvasionArrays:
    """Lay out a graph and its journeys as arrays.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    journeys : sequence of Journey
    candidates : mapping of leg id to int
        Pressure with action on open legs, above the pressure without; in order of position.

    Returns
    -------
    EvasionArrays
    """
    place = {node: position for position, node in enumerate(sorted(graph))}
    legs = open_legs(graph)
    position = {leg: number for number, leg in enumerate(candidates)}
    passing = {leg: CLOSED_PERCENT - data[PRESSURE] for _, _, leg, data in legs}
    ends = sorted({place[journey.destination] for journey in journeys})
    row = {end: number for number, end in enumerate(ends)}
    destination = [place[journey.destination] for journey in journeys]
    return EvasionArrays(
        nodes=len(place),
        tail=np.array([place[tail] for tail, _, _, _ in legs], dtype=np.int64),
        head=np.array([place[head] for _, head, _, _ in legs], dtype=np.int64),
        share=np.array([passing[leg] / CLOSED_PERCENT for _, _, leg, _ in legs], dtype=np.float64),
        candidate=np.array([position.get(leg, -1) for _, _, leg, _ in legs], dtype=np.int64),
        ratio=np.array(
            [(CLOSED_PERCENT - percent) / passing[leg] for leg, percent in candidates.items()],
            dtype=np.float64,
        ),
        origin=np.array([place[journey.origin] for journey in journeys], dtype=np.int64),
        destination=np.array(destination, dtype=np.int64),
        ends=np.array(ends, dtype=np.int64),
        end=np.array([row[end] for end in destination], dtype=np.int64),
        probability=np.array([float(each.probability) for each in journeys], dtype=np.float64),
    )


def shares_left(ratio: Floats, acted: Floats) -> Floats:
    """Give what acting on candidates to some degree, 0 to 1, leaves of their shares.

    In between it follows a straight line on a scale of logarithms, and a plain one where action
    leaves nothing. Only whole degrees mean something; others guide where to look for routes.

    Examples
    --------
    >>> shares_left(np.array([0.25, 0.0]), np.array([0.5, 0.5]))
    array([0.5, 0.5])
    """
    left: Floats = np.where(ratio > 0, np.where(ratio > 0, ratio, 1.0) ** acted, 1.0 - acted)
    return left


def chances(arrays: EvasionArrays, ways: Sequence[Way | None], acted: Floats) -> Floats:
    """Give the chance on each journey's way when candidates are acted on to some degree."""
    left = shares_left(arrays.ratio, acted)
    return np.array(
        [
            0.0 if way is None else way.chance * float(left[list(way.candidates)].prod())
            for way in ways
        ]
    )


def likeliest_ways(arrays: EvasionArrays, acted: Floats) -> list[Way | None]:
    """Find the likeliest route of each journey when candidates are acted on to some degree.

    Parameters
    ----------
    arrays : EvasionArrays
    acted : (candidates,) array of float
        0 to 1, as for `shares_left`.

    Returns
    -------
    list of Way or None
        One for each journey; None where nothing gets through.
    """
    share = arrays.share.copy()
    is_candidate = arrays.candidate >= 0
    share[is_candidate] *= shares_left(arrays.ratio, acted)[arrays.candidate[is_candidate]]
    legs, pairs = _best_parallel(arrays, share)
    weight = -np.log(share[legs]) + _HOP
    matrix = csr_array(
        (weight, (arrays.head[legs], arrays.tail[legs])), shape=(arrays.nodes, arrays.nodes)
    )
    far, towards = dijkstra(matrix, indices=arrays.ends, return_predecessors=True)
    reached = np.isfinite(far[arrays.end, arrays.origin])
    chance = np.ones(len(arrays.origin))
    met: list[list[int]] = [[] for _ in arrays.origin]
    moving = np.flatnonzero(reached & (arrays.origin != arrays.destination))
    at = arrays.origin.copy()
    while len(moving):
        onward = towards[arrays.end[moving], at[moving]].astype(np.int64)
        taken = legs[np.searchsorted(pairs, at[moving] * arrays.nodes + onward)]
        chance[moving] *= arrays.share[taken]
        for journey, candidate in zip(moving, arrays.candidate[taken], strict=True):
            if candidate >= 0:
                met[journey].append(int(candidate))
        at[moving] = onward
        moving = moving[onward != arrays.destination[moving]]
    return [
        Way(float(chance[number]), tuple(sorted(found))) if reached[number] else None
        for number, found in enumerate(met)
    ]


def _best_parallel(arrays: EvasionArrays, share: Floats) -> tuple[Integers, Integers]:
    """Choose of parallel legs the one on which most passes, the first of equals."""
    legs = np.flatnonzero(share > 0)
    pair = arrays.tail[legs] * arrays.nodes + arrays.head[legs]
    order = np.lexsort((legs, -share[legs], pair))
    pairs, first = np.unique(pair[order], return_index=True)
    return legs[order][first], pairs
