"""What plans leave in many draws, as whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routes.beliefs import Beliefs
from routes.draw_members import rank_groups
from routes.draw_network import draw_network
from routes.draw_plans import plan_changes
from routes.draw_solver import choose_solver
from routes.draw_tally import Tallier
from routes.leg_beliefs import leg_beliefs
from routes.leg_draws import LegSampler

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import networkx as nx

    from routes.arrays import IntArray
    from routes.lenses import Lens
    from routes.measures import Measure
    from routes.plans import Plan

_MOST_AMOUNTS = 2_000_000
"""So many amounts, arcs times draws, are laid out at a time."""


@dataclass(frozen=True, eq=False)
class PlanValues:
    """What plans leave in some draws.

    Attributes
    ----------
    values : ndarray of int64, shape (plans, draws)
        The largest flow after each plan, in units of 1/scale.
    unbounded : int
        As much has no bound.
    """

    values: IntArray
    unbounded: int


def plan_values(
    graph: nx.MultiDiGraph[str],
    plans: Sequence[Plan],
    draws: range,
    seed: int,
    *,
    beliefs: Beliefs | None = None,
    lens: Lens = "passing",
    measures: Collection[Measure] = (),
) -> PlanValues:
    """Measure what plans leave in draws.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    plans : sequence of Plan
    draws : range
        Numbers of the draws, as `routes.ensemble` counts them.
    seed : int
    beliefs, lens, measures
        As for `routes.ensemble`.

    Returns
    -------
    PlanValues

    Raises
    ------
    GraphError
        As for `routes.ensemble`.
    """
    believed = beliefs or Beliefs()
    sampler = LegSampler(leg_beliefs(graph, believed), believed, seed)
    room = draw_network(graph, sampler.legs, lens, believed.cost_spread_percent)
    changes = plan_changes(graph, room, plans, measures)
    solver = choose_solver(room.network, "auto", len(draws) * max(len(changes), 1))
    tallier = Tallier(room, changes, rank_groups(graph, room.network), solver)
    size = max(1, _MOST_AMOUNTS // len(room.network.head))
    parts = [
        tallier.plan_values(sampler.draw(np.array(draws[first : first + size], dtype=np.int64)))
        for first in range(0, len(draws), size)
    ]
    return PlanValues(np.concatenate(parts, axis=1), room.network.unbounded)
