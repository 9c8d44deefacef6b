"""The route that an evader takes on each journey: the likeliest to get through, exactly."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from routes.fields import PRESSURE
from routes.lenses import open_legs
from routes.pressure import CLOSED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from routes.journeys import Journey


@dataclass(frozen=True)
class Evasion:
    """How an evader gets through on one journey.

    Attributes
    ----------
    chance : Fraction
        Of passing every leg of the route, pressure acting on each independently; 0 without route.
    legs : tuple of str
        Leg ids in order of travel; none where nothing gets through.
    """

    chance: Fraction
    legs: tuple[str, ...]


NO_WAY = Evasion(Fraction(0), ())


class _Rank(NamedTuple):
    """Order of routes: the likeliest, then fewest hops, then leg ids in order of travel."""

    unlikeliness: Fraction
    hops: int
    legs: tuple[str, ...]


def evasions(
    graph: nx.MultiDiGraph[str],
    journeys: Iterable[Journey],
    pressure_percent: Mapping[str, int] | None = None,
) -> tuple[Evasion, ...]:
    """Find the route that is likeliest to get through on each journey.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    journeys : iterable of Journey
    pressure_percent : mapping of leg id to int, optional
        Pressure that takes the place of the graph's own on these legs.

    Returns
    -------
    tuple of Evasion
        In the order of the journeys. Of equally likely routes the one with fewest hops, then the
        first by leg ids. How much can move on a route is not considered, except that legs and
        jurisdictions that pass nothing are left out.

    Notes
    -----
    Chances are products of (100 - pressure) / 100 as exact fractions, compared without rounding.
    Adding the same leg in front of two routes keeps their order, so the search of Dijkstra holds
    backwards from each destination.

    References
    ----------
    E. W. Dijkstra (1959), "A note on two problems in connexion with graphs", Numerische Mathematik
    1, 269-271, doi 10.1007/BF01386390.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> from routes.journeys import Journey
    >>> ends = {"origin": ["a", "b", "a"], "destination": ["b", "c", "c"]}
    >>> frame = pd.DataFrame(ends | {"capacity": [1, 1, 1], "pressure": [10, 50, 60]})
    >>> graph = from_edges(frame, origin="a", destination="c")
    >>> evasions(graph, [Journey("a", "c", Fraction(1))])
    (Evasion(chance=Fraction(9, 20), legs=('a>b', 'b>c')),)
    """
    changed = pressure_percent or {}
    into: dict[str, list[tuple[str, str, Fraction]]] = {node: [] for node in graph}
    for tail, head, leg, data in open_legs(graph):
        pressure = changed.get(leg, data[PRESSURE])
        if pressure < CLOSED_PERCENT:
            share = Fraction(CLOSED_PERCENT - pressure, CLOSED_PERCENT)
            into[head].append((tail, leg, share))
    listed = list(journeys)
    ends = sorted({journey.destination for journey in listed})
    found = {destination: _towards(destination, into) for destination in ends}
    return tuple(found[each.destination].get(each.origin, NO_WAY) for each in listed)


def _towards(
    destination: str, into: Mapping[str, list[tuple[str, str, Fraction]]]
) -> dict[str, Evasion]:
    """Find the first route by rank to a destination from wherever there is one."""
    start = _Rank(Fraction(-1), 0, ())
    best = {destination: start}
    waiting = [(start, destination)]
    while waiting:
        rank, node = heapq.heappop(waiting)
        if rank != best[node]:
            continue
        for tail, leg, share in into[node]:
            longer = _Rank(rank.unlikeliness * share, rank.hops + 1, (leg, *rank.legs))
            if tail not in best or longer < best[tail]:
                best[tail] = longer
                heapq.heappush(waiting, (longer, tail))
    return {node: Evasion(-rank.unlikeliness, rank.legs) for node, rank in best.items()}
