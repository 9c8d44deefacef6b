"""Whether targets within a budget can cut every route, as far as one largest flow tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import networkx as nx

from routes.arrays import compile_network
from routes.engine import solve
from routes.fields import (
    CAPACITY,
    DESTINATIONS,
    NODE_CAPACITY,
    ORIGINS,
    PASSING,
    PRESSURE,
    UNBOUNDED,
)
from routes.lenses import open_legs
from routes.pressure import CLOSED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from routes.targets import Offer


def can_disconnect(
    graph: nx.MultiDiGraph[str], offered: Collection[Offer], budget_scaled: int
) -> bool | None:
    """Tell whether some targets within a budget leave no route.

    Where each target closes one leg or one jurisdiction, the cheapest such plan is a minimum cut
    whose members count what they cost. The cost of a target that touches several legs is shared
    out evenly among them, which no plan can undercut; the cut then says "no" or nothing.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract, with some route.
    offered : collection of Offer
    budget_scaled : int
        In units of 1/scale.

    Returns
    -------
    bool or None
        None where the cut does not tell.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> from routes.targets import offers
    >>> frame = pd.DataFrame({"origin": ["a", "a"], "destination": ["b", "b"], "capacity": [5, 3]})
    >>> two_legs = from_edges(frame, origin="a", destination="b")
    >>> [can_disconnect(two_legs, offers(two_legs), budget) for budget in (199, 200)]
    [False, True]
    """
    usable = [offer for offer in offered if offer.target.cost_scaled <= budget_scaled]
    shared = _shared_costs(graph, usable)
    closures = {o.target.id: o.target.cost_scaled for o in usable if not o.legs}
    network = compile_network(_priced(graph, shared, closures), "volume")
    solution = solve(network)
    if solution.value is None or solution.value > budget_scaled:
        return False
    each_closes_one = all(offer.points is None and len(offer.legs) <= 1 for offer in usable)
    return True if each_closes_one else None


def _shared_costs(graph: nx.MultiDiGraph[str], usable: Collection[Offer]) -> Mapping[str, int]:
    """Give the least share of a target's cost that closing each leg takes."""
    most: Counter[str] = Counter(
        {leg: data[PRESSURE] for _, _, leg, data in graph.edges(keys=True, data=True)}
    )
    for offer in usable:
        most.update(dict.fromkeys(offer.legs, offer.points or 0))
    shares: dict[str, list[int]] = defaultdict(list)
    for offer in usable:
        for leg in offer.legs:
            if offer.points is None or most[leg] >= CLOSED_PERCENT:
                shares[leg].append(offer.target.cost_scaled // len(offer.legs))
    return {leg: min(costs) for leg, costs in shares.items()}


def _priced(
    graph: nx.MultiDiGraph[str], legs: Mapping[str, int], places: Mapping[str, int]
) -> nx.MultiDiGraph[str]:
    """Give the open part of a graph, with costs for capacities."""
    ends = {name: graph.graph[name] for name in (ORIGINS, DESTINATIONS)}
    priced: nx.MultiDiGraph[str] = nx.MultiDiGraph(**ends)
    for place, data in graph.nodes(data=True):
        is_open = data[NODE_CAPACITY] != 0
        priced.add_node(place, **{NODE_CAPACITY: places.get(place, UNBOUNDED) if is_open else 0})
    for origin, there, leg, _ in open_legs(graph):
        priced.add_edge(origin, there, leg, **{PASSING: 1, CAPACITY: legs.get(leg, UNBOUNDED)})
    return priced
