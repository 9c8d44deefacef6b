"""What is uncertain about the legs of one graph, checked and laid out as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from routes import fields
from routes.beliefs import AS_IT_IS
from routes.errors import GraphError
from routes.pressure_beliefs import pressure_beliefs, pressure_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import networkx as nx

    from routes.arrays import BoolArray, IntArray
    from routes.beliefs import Beliefs
    from routes.pressure_beliefs import PressureBeliefs


@dataclass(frozen=True, eq=False)
class LegBeliefs:
    """The legs of a graph, in id order, with what is believed about each.

    Attributes
    ----------
    ids : tuple of str
    ends : tuple of (str, str)
    sources : tuple of tuple of str
    prior : tuple of str or None
        Evidence class that has a prior; None: the leg is taken to exist.
    low, best, high : ndarray of int64, shape (legs,)
        Capacity in units of 1/scale, three times the best where it is not drawn; 0 where unbounded.
    unbounded : ndarray of bool, shape (legs,)
    pressure : PressureBeliefs
    cost : ndarray of int64, shape (legs,)
        Interdict cost in units of 1/scale; 0 where unbounded.
    cost_unbounded : ndarray of bool, shape (legs,)
    """

    ids: tuple[str, ...]
    ends: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, ...], ...]
    prior: tuple[str | None, ...]
    low: IntArray
    best: IntArray
    high: IntArray
    unbounded: BoolArray
    pressure: PressureBeliefs
    cost: IntArray
    cost_unbounded: BoolArray


def leg_beliefs(graph: nx.MultiDiGraph[str], beliefs: Beliefs) -> LegBeliefs:
    """Lay out what is uncertain about the legs of a graph.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; this is not checked here.
    beliefs : Beliefs

    Returns
    -------
    LegBeliefs

    Raises
    ------
    GraphError
        The weightings are of another day, or do not begin with the pressure of the graph, or are
        not what their contributions add up to; or a low estimate is above the best, or that above
        the high one.
    """
    legs = sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[2])
    _refuse([*_weighting_faults(graph, beliefs), *_estimate_faults(legs)])
    ids = tuple(leg for _, _, leg, _ in legs)
    pressure = pressure_beliefs(ids, _pressure(legs, beliefs), beliefs)
    _refuse(list(pressure_faults(ids, pressure)))
    estimates = np.array([_estimates(data) for *_, data in legs], dtype=np.int64).reshape(-1, 3)
    costs = [data[fields.INTERDICT_COST] for *_, data in legs]
    return LegBeliefs(
        ids=ids,
        ends=tuple((origin, destination) for origin, destination, _, _ in legs),
        sources=tuple(
            tuple(sorted(set(beliefs.sources.get(leg, data[fields.EVIDENCE]))))
            for _, _, leg, data in legs
        ),
        prior=tuple(
            data[fields.EVIDENCE_CLASS] if data[fields.EVIDENCE_CLASS] in beliefs.priors else None
            for *_, data in legs
        ),
        low=estimates[:, 0],
        best=estimates[:, 1],
        high=estimates[:, 2],
        unbounded=np.array([data[fields.CAPACITY] == fields.UNBOUNDED for *_, data in legs], bool),
        pressure=pressure,
        cost=np.array([0 if cost == fields.UNBOUNDED else cost for cost in costs], np.int64),
        cost_unbounded=np.array([cost == fields.UNBOUNDED for cost in costs], bool),
    )


def _refuse(faults: list[str]) -> None:
    if faults:
        raise GraphError("this graph cannot be drawn with these beliefs:\n" + "\n".join(faults))


def _estimates(data: Mapping[str, Any]) -> tuple[int, int, int]:
    """Give low, best and high; a leg keeps its best where one of the three has no bound."""
    best = data[fields.CAPACITY]
    low, high = data.get(fields.CAPACITY_LOW), data.get(fields.CAPACITY_HIGH)
    if best == fields.UNBOUNDED:
        return 0, 0, 0
    if fields.UNBOUNDED in (low, high):
        return best, best, best
    return best if low is None else low, best, best if high is None else high


def _pressure(legs: list[Any], beliefs: Beliefs) -> IntArray:
    as_it_is = [data[fields.PRESSURE] for *_, data in legs]
    if not beliefs.weightings:
        return np.array([as_it_is], dtype=np.int64)
    rows = [
        [weighting.pressure_percent[leg] for _, _, leg, _ in legs]
        for weighting in beliefs.weightings
    ]
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(legs))


def _weighting_faults(graph: nx.MultiDiGraph[str], beliefs: Beliefs) -> Iterator[str]:
    if not beliefs.weightings:
        return
    if graph.graph[fields.AS_OF] != beliefs.as_of:
        yield f"the weightings are of {beliefs.as_of}, the graph of {graph.graph[fields.AS_OF]}"
        return
    first = beliefs.weightings[0].pressure_percent
    for _, _, leg, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[2]):
        missing = [w.name for w in beliefs.weightings if leg not in w.pressure_percent]
        if missing:
            yield f"leg {leg!r}: the weighting {missing[0]!r} lacks it"
        elif first[leg] != data[fields.PRESSURE]:
            yield (
                f"leg {leg!r}: pressure is {data[fields.PRESSURE]}, and {first[leg]} in "
                f"{AS_IT_IS!r}; suppose the change of the study first, then build both"
            )


def _estimate_faults(legs: list[Any]) -> Iterator[str]:
    for _, _, leg, data in legs:
        low, best, high = _estimates(data)
        if not low <= best <= high:
            yield f"leg {leg!r}: capacity must rise from low {low} to best {best} to high {high}"
