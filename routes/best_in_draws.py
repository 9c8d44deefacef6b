"""What the best plan of each draw leaves, in tables of a small network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes.cut_tables import cut_tables
from routes.draw_network import draw_network
from routes.leg_beliefs import leg_beliefs
from routes.leg_draws import LegSampler
from routes.plan_tables import plan_tables
from routes.targets import closing_costs

if TYPE_CHECKING:
    import networkx as nx

    from routes.beliefs import Beliefs
    from routes.lenses import Lens


def best_in_draws(
    graph: nx.MultiDiGraph[str],
    budget_scaled: int,
    draws: range,
    seed: int,
    *,
    beliefs: Beliefs,
    lens: Lens,
) -> list[int | None] | None:
    """Find what the best plan of each draw leaves, where plans close legs.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    budget_scaled : int
        In units of 1/scale; costs are those that are stated.
    draws : range
        Numbers of the draws, as `routes.ensemble` counts them.
    seed, beliefs, lens
        As for `routes.ensemble`.

    Returns
    -------
    list of int or None
        For each draw, None standing for no bound; None alone where a search is sooner done.
    """
    legs = leg_beliefs(graph, beliefs)
    room = draw_network(graph, legs, lens, beliefs.cost_spread_percent)
    tables = cut_tables(room.network)
    if tables is None:
        return None
    stated = closing_costs(graph)
    names = enumerate(room.network.leg_ids, len(room.network.inner_ids))
    cost = {arc: stated[leg] for arc, leg in names if leg in stated}
    plans = plan_tables(tables, cost, budget_scaled)
    if plans is None:
        return None
    drawn = LegSampler(legs, beliefs, seed).draw(np.array(draws, dtype=np.int64))
    left = plans.least(room.amounts(drawn)).tolist()
    return [None if value >= room.network.unbounded else value for value in left]
