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
    import networkx as nx


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
    require(graph)
    believed = beliefs or Beliefs()
    legs = leg_beliefs(graph, believed)
    drawn = LegSampler(legs, believed, seed).draw(np.array([draw], dtype=np.int64))
    changed = graph.copy()
    ends = zip(legs.ids, legs.ends, strict=True)
    for number, (leg, (origin, destination)) in enumerate(ends):
        if not drawn.exists[number, 0]:
            changed.remove_edge(origin, destination, key=leg)
            continue
        percent = int(drawn.pressure[number, 0])
        capacity: fields.Amount = int(drawn.capacity[number, 0])
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
            data[fields.INTERDICT_COST] = int(drawn.cost[number, 0])
    require(changed)
    return changed
