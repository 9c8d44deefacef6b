"""Best plans: for small budgets the legs to close that leave least, as a report states them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

import routes
from routes import fields
from routes.targets import offers

if TYPE_CHECKING:
    import networkx as nx

    from routes import Frontier
    from routes.frontier_rows import FrontierRow, RulePlan
    from routes.lenses import Lens
    from routes.targets import Target

Standing = Literal["found", "no route", "nothing in reach", "unbounded", "too many legs"]

BUDGETS = 13
"""From 0 to 12 times the least effort that any leg takes."""

PLANS_LISTED = 20
"""How many plans a report lists for one budget before it says "at least"."""

MOST_LEGS = 400
"""So many legs may be offered; of more the report would have to be waited for."""

MOST_STEPS = 1_000
"""Steps of the search for one budget, after which it says what is proven so far."""


@dataclass(frozen=True)
class BestPlans:
    """The best plans for small budgets, or why there are none.

    Attributes
    ----------
    status : {"found", "no route", "nothing in reach", "unbounded", "too many legs"}
        Nothing in reach: no leg on which something passes can be closed. Unbounded: no plan within
        any of the budgets bounds the flow.
    lens : {"passing", "volume"}
        The headline's; where that adds up effort, what moves is looked at.
    targets : tuple of Target
        Every leg that a plan may close.
    frontier : Frontier or None
        None unless the status is "found".
    """

    status: Standing
    lens: Lens
    targets: tuple[Target, ...]
    frontier: Frontier | None = None

    @property
    def rows(self) -> tuple[FrontierRow, ...]:
        """One row for each budget; none where there are no plans."""
        return () if self.frontier is None else self.frontier.rows

    def to_dict(self) -> dict[str, Any]:
        """Return the frontier as plain data, amounts in units of 1/scale.

        Targets in no plan are only counted: `targets` lists them all. A marginal, the fall for
        each unit of effort, is an exact fraction and therefore a text, such as "5" or "5/3".
        """
        return {
            "status": self.status,
            "lens": self.lens,
            "targets": [
                {"id": target.id, "cost_scaled": target.cost_scaled} for target in self.targets
            ],
            "rows": [_row(row) for row in self.rows],
        }


def best_plans(graph: nx.MultiDiGraph[str], lens: Lens) -> BestPlans:
    """Find the best plans for budgets up to twelve times the least effort that a leg takes.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    lens : {"passing", "volume", "effort"}
        The lens of the headline.

    Returns
    -------
    BestPlans
        Plans close legs at their interdict cost. Jurisdictions and measures as targets are not
        considered, nor legs that nobody has seen yet.
    """
    moved: Lens = "passing" if lens == "effort" else lens
    targets = tuple(offer.target for offer in offers(graph))
    if routes.max_flow(graph, moved).value == 0:
        return BestPlans("no route", moved, targets)
    if not targets:
        return BestPlans("nothing in reach", moved, targets)
    if len(targets) > MOST_LEGS:
        return BestPlans("too many legs", moved, targets)
    least = min(target.cost_scaled for target in targets)
    budgets = [Fraction(times * least, graph.graph[fields.SCALE]) for times in range(BUDGETS)]
    found = routes.frontier(graph, budgets, lens=moved, limit=PLANS_LISTED, most_steps=MOST_STEPS)
    if all(row.best.value_scaled is None for row in found.rows):
        return BestPlans("unbounded", moved, targets)
    return BestPlans("found", moved, targets, found)


def held(row: FrontierRow, standing: str) -> list[str]:
    """List the ids of the targets of a standing: "essential", "in some", "in none", "not seen"."""
    return [target.id for target, found in row.best.standings.items() if found == standing]


def _row(row: FrontierRow) -> dict[str, Any]:
    best = row.best
    return {
        "budget_scaled": best.budget_scaled,
        "status": best.status,
        "value_scaled": best.value_scaled,
        "bound_scaled": best.bound_scaled,
        "fall_scaled": row.fall_scaled,
        "marginal_scaled": None if row.marginal_scaled is None else str(row.marginal_scaled),
        "nested": row.nested,
        "plans": [{"legs": list(plan.ids), "cost_scaled": plan.cost_scaled} for plan in best.plans],
        "complete": best.complete,
        "essential": held(row, "essential"),
        "in_some": held(row, "in some"),
        "in_none": len(held(row, "in none")),
        "not_seen": len(held(row, "not seen")),
        "rules": [_rule(plan) for plan in row.rules],
    }


def _rule(plan: RulePlan) -> dict[str, Any]:
    return {
        "rule": plan.rule,
        "legs": list(plan.plan.ids),
        "cost_scaled": plan.plan.cost_scaled,
        "value_scaled": plan.value_scaled,
        "shortfall_scaled": plan.shortfall_scaled,
    }
