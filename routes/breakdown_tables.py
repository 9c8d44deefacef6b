"""What plans of legs leave where one leg counts something else, in tables of a small network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from routes import cut_tables
from routes.arrays import compile_network
from routes.breakdown_answers import Best
from routes.draw_tables import table_solver
from routes.fields import UNBOUNDED
from routes.plan_tables import plan_tables
from routes.plans import Plan
from routes.targets import offers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from routes.arrays import IntArray
    from routes.breakdown_answers import Case
    from routes.draw_tables import TableSolver
    from routes.lenses import Lens
    from routes.plan_tables import PlanTables
    from routes.targets import Target


@dataclass(frozen=True, eq=False)
class TabledAnswers:
    """Answers for a small network in which plans close legs; see `routes.breakdown_answers`.

    Attributes
    ----------
    solver : TableSolver
    plans : PlanTables
    arc_of : mapping of str to int
        The forward arc of each leg.
    targets : mapping of int to Target
        What closing an arc takes.
    """

    solver: TableSolver
    plans: PlanTables
    arc_of: Mapping[str, int]
    targets: Mapping[int, Target]
    at_once: int = 1_000

    def left(self, asked: Sequence[tuple[Plan, Case]]) -> list[int | None]:
        """Give what each plan leaves in each case; raises CertificateError."""
        amounts = self._amounts([case for _, case in asked])
        for row, (plan, _) in enumerate(asked):
            amounts[row, [self.arc_of[leg] for leg in plan.ids if leg in self.arc_of]] = 0
        shut = np.zeros(amounts.shape[1], dtype=bool)
        return self._told(self.solver.flows(amounts, shut))

    def best_as_is(self) -> int | None:
        """Give what the best plan within the budget leaves where nothing is changed."""
        return self._told(self.plans.least(self.solver.network.amount[None, ::2]))[0]

    def best(self, cases: Sequence[Case]) -> list[Best]:
        """Find the best plan within the budget in each case."""
        values = self._told(self.plans.least(self._amounts(cases)))
        return [
            Best(value, partial(self._plan, case))
            for value, case in zip(values, cases, strict=True)
        ]

    def _plan(self, case: Case) -> Plan:
        closed = self.plans.plan(self._amounts([case])[0])
        return Plan.of(self.targets[arc] for arc in closed)

    def _amounts(self, cases: Sequence[Case]) -> IntArray:
        """Give what each arc carries in each case, shape (cases, forward arcs)."""
        network = self.solver.network
        amounts = np.repeat(network.amount[None, ::2], len(cases), axis=0)
        for row, (leg, amount) in enumerate(cases):
            amounts[row, self.arc_of[leg]] = network.unbounded if amount == UNBOUNDED else amount
        return amounts

    def _told(self, values: IntArray) -> list[int | None]:
        unbounded = self.solver.network.unbounded
        return [None if value >= unbounded else value for value in values.tolist()]


def tabled_answers(
    graph: nx.MultiDiGraph[str], lens: Lens, spend_scaled: int
) -> TabledAnswers | None:
    """Lay out tables for plans that close legs.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    lens : {"passing", "volume"}
    spend_scaled : int
        The budget.

    Returns
    -------
    TabledAnswers or None
        None where a search is sooner done.
    """
    network = compile_network(graph, lens)
    solver = table_solver(network, TabledAnswers.at_once, cut_tables.MOST_ENTRIES)
    if solver is None:
        return None
    first = len(network.inner_ids)
    arc_of = {leg: first + number for number, leg in enumerate(network.leg_ids)}
    targets = {arc_of[offer.target.id]: offer.target for offer in offers(graph)}
    cost = {arc: target.cost_scaled for arc, target in targets.items()}
    plans = plan_tables(solver.tables, cost, spend_scaled)
    return None if plans is None else TabledAnswers(solver, plans, arc_of, targets)
