"""How much each plan may be regretted: what it leaves beyond plans that take no more effort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.draw_spread import spread
from routes.ensemble_rows import plain
from routes.plan_values import plan_values
from routes.shares import Share

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import networkx as nx

    from routes.arrays import IntArray
    from routes.beliefs import Beliefs
    from routes.draw_spread import Spread
    from routes.lenses import Lens
    from routes.measures import Measure
    from routes.plan_values import PlanValues
    from routes.plans import Plan

_NO_BOUND = 2**62
"""Above every finite regret."""


@dataclass(frozen=True)
class PlanRegret:
    """What draws tell of a plan, beside others of its budget.

    Attributes
    ----------
    plan : Plan
    budget_scaled : int
    compared : int
        How many other plans take no more than the budget.
    value, regret : Spread
        What it leaves; how much more that is than what the best of the plans compared leaves.
    best : Share
        Draws in which none of them leaves less.
    """

    plan: Plan
    budget_scaled: int
    compared: int
    value: Spread
    regret: Spread
    best: Share

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        return {name: plain(getattr(self, name)) for name in self.__dataclass_fields__}


def plan_regrets(
    graph: nx.MultiDiGraph[str],
    asked: Sequence[tuple[Plan, int]],
    draws: int,
    seed: int = 1,
    *,
    beside: Collection[Plan] = (),
    beliefs: Beliefs | None = None,
    lens: Lens = "passing",
    measures: Collection[Measure] = (),
) -> tuple[PlanRegret, ...]:
    """Compare each plan with all plans given that take no more than its budget, draw by draw.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    asked : sequence of (Plan, int)
        Plans with their budgets in units of 1/scale.
    draws, seed : int
        As for `routes.ensemble`.
    beside : collection of Plan
        Further plans to compare with, about which nothing is asked.
    beliefs, lens, measures
        As for `routes.ensemble`.

    Returns
    -------
    tuple of PlanRegret
        In the order of what is asked. Regret is against the plans given, so it is no more than
        against all plans there are; costs are taken as stated.

    Raises
    ------
    GraphError
        As for `routes.ensemble`.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges, interdict
    >>> frame = pd.DataFrame(
    ...     {"origin": ["a", "a", "b"], "destination": ["b", "c", "c"], "capacity": [9, 2, 7]}
    ... )
    >>> graph = from_edges(frame, origin="a", destination="c")
    >>> plan = interdict(graph, 1).plans[0]
    >>> told = plan_regrets(graph, [(plan, plan.cost_scaled)], 10)
    >>> told[0].value.mean_scaled / 100, told[0].regret.mean_scaled, told[0].best.share
    (2.0, 0.0, 1.0)
    """
    if not asked:
        return ()
    plans = list(dict.fromkeys([*(plan for plan, _ in asked), *beside]))
    number = {plan: position for position, plan in enumerate(plans)}
    costs = np.array([plan.cost_scaled for plan in plans], dtype=np.int64)
    found = plan_values(
        graph, plans, range(draws), seed, beliefs=beliefs, lens=lens, measures=measures
    )
    return tuple(_row(plan, budget, number[plan], costs, found) for plan, budget in asked)


def _row(plan: Plan, budget: int, number: int, costs: IntArray, found: PlanValues) -> PlanRegret:
    mine, unbounded = found.values[number], found.unbounded
    within = costs <= budget
    within[number] = True
    least = found.values[within].min(axis=0)
    no_bound = (mine >= unbounded) & (least < unbounded)
    regret = np.where(no_bound, _NO_BOUND, mine - least)
    return PlanRegret(
        plan=plan,
        budget_scaled=budget,
        compared=int(within.sum()) - 1,
        value=spread(mine.tolist(), unbounded),
        regret=spread(regret.tolist(), _NO_BOUND),
        best=Share(int((mine == least).sum()), len(mine)),
    )
