"""One draw of an ensemble as a graph of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes import fields
from routes.beliefs import Beliefs
from routes.contract import passing_capacity, require
from routes.leg_beliefs import leg_beliefs
from routes.leg_draws import LegSampler
from routes.pressure import route_weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from routes.leg_beliefs import LegBeliefs
    from routes.leg_draws import LegDraws


def drawn_graph(
    graph: nx.MultiDiGraph[str], draw: int, seed: int = 1, *, beliefs: Beliefs | None = None
) -> nx.MultiDiGraph[str]:
    """Give a graph as one draw of `ensemble` has it, to look at or to compute more with.

    Parameters
    ----------
    graph, seed, beliefs
        As for `ensemble`.
    draw : int
        Number of the draw, from 0.

    Returns
    -------
    networkx.MultiDiGraph
        A new graph that keeps the contract, without the legs that do not exist in that draw.

    Raises
    ------
    GraphError
        As for `ensemble`.

    Examples
    --------
    >>> import seeds
    >>> from routes import beliefs, build
    >>> study = seeds.load()
    >>> drawn_graph(build(study), 0, beliefs=beliefs(study)).number_of_edges() < 47
    True
    """
    return next(drawn_graphs(graph, range(draw, draw + 1), seed, beliefs=beliefs))


def drawn_graphs(
    graph: nx.MultiDiGraph[str], draws: range, seed: int = 1, *, beliefs: Beliefs | None = None
) -> Iterator[nx.MultiDiGraph[str]]:
    """Give the graphs of several draws, one after the other: much faster than one by one.

    Parameters
    ----------
    graph, seed, beliefs
        As for `ensemble`.
    draws : range
        Numbers of the draws.

    Yields
    ------
    networkx.MultiDiGraph
        As `drawn_graph` gives it.

    Raises
    ------
    GraphError
        As for `ensemble`.
    """
    require(graph)
    believed = beliefs or Beliefs()
    legs = leg_beliefs(graph, believed)
    drawn = LegSampler(legs, believed, seed).draw(np.array(draws, dtype=np.int64))
    for position in range(len(draws)):
        yield _drawn(graph, legs, drawn, position)


def _drawn(
    graph: nx.MultiDiGraph[str], legs: LegBeliefs, drawn: LegDraws, position: int
) -> nx.MultiDiGraph[str]:
    """Give the graph of the draw in one position of a batch."""
    changed = graph.copy()
    ends = zip(legs.ids, legs.ends, strict=True)
    for number, (leg, (origin, destination)) in enumerate(ends):
        if not drawn.exists[number, position]:
            changed.remove_edge(origin, destination, key=leg)
            continue
        percent = int(drawn.pressure[number, position])
        capacity: fields.Amount = int(drawn.capacity[number, position])
        if legs.unbounded[number]:
            capacity = fields.UNBOUNDED
        data = changed.edges[origin, destination, leg]
        data |= {
            fields.CAPACITY: capacity,
            fields.CAPACITY_LOW: capacity,
            fields.CAPACITY_HIGH: capacity,
            fields.PRESSURE: percent,
            fields.PASSING: passing_capacity(capacity, percent),
            fields.ROUTE_WEIGHT: route_weight(percent),
        }
        if not legs.cost_unbounded[number]:
            data[fields.INTERDICT_COST] = int(drawn.cost[number, position])
    require(changed)
    return changed
