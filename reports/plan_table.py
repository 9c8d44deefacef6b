"""The best plans as a table: for small budgets every target of every plan that leaves least."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import routes as analysis
from reports.export_table import Column, ExportTable, text_columns
from routes import fields
from routes.targets import offers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.export_table import Cell
    from reports.results import Results
    from routes import Interdiction
    from routes.lenses import Lens

BUDGETS = 13
"""From 0 to 12 times the least effort that any leg takes."""

MOST_PLANS = 20
"""So many plans are listed for one budget."""

MOST_LEGS = 400
"""So many legs may be offered; for more an export would have to be waited for."""


def plans(results: Results) -> ExportTable:
    """Return the best plans on legs by budget, one row for each target of each plan.

    Parameters
    ----------
    results : Results

    Returns
    -------
    ExportTable
        Empty without a route, and where no leg or more than `MOST_LEGS` can be interdicted. A plan
        that interdicts nothing has one row without a target. ``proven`` tells that no plan within
        the budget leaves less, ``all_listed`` that no other plan leaves as little, and ``standing``
        whether the target is in every such plan. Where the lens adds up effort, what passes is
        looked at. Measures and whole jurisdictions as targets are not considered.
    """
    capacity, effort = results.study.capacity_unit, results.study.effort_unit
    columns = (
        Column("budget", "amount", effort),
        Column("plan", "count"),
        *text_columns("kind", "id", "name"),
        Column("cost", "amount", effort),
        Column("plan_cost", "amount", effort),
        Column("value_left", "limit", capacity),
        *text_columns("status"),
        Column("proven", "flag"),
        Column("all_listed", "flag"),
        *text_columns("standing"),
    )
    names = _names(results)
    rows = tuple(row for best in _best(results) for row in _rows(best, names))
    return ExportTable("plans", columns, rows, results.study.scale)


def _best(results: Results) -> list[Interdiction]:
    graph = results.graph
    lens: Lens = "passing" if results.lens == "effort" else results.lens
    costs = [offer.target.cost_scaled for offer in offers(graph)]
    if not 0 < len(costs) <= MOST_LEGS or analysis.max_flow(graph, lens).value == 0:
        return []
    budgets = [Fraction(times * min(costs), results.study.scale) for times in range(BUDGETS)]
    found = analysis.frontier(graph, budgets, lens=lens, limit=MOST_PLANS)
    return [row.best for row in found.rows]


def _rows(best: Interdiction, names: dict[str, str]) -> Iterator[tuple[Cell, ...]]:
    left = fields.UNBOUNDED if best.value_scaled is None else best.value_scaled
    told = (left, best.status, best.status != "stopped", best.complete)
    for number, plan in enumerate(best.plans, start=1):
        for target in plan.targets:
            named = (target.kind, target.id, names[target.id], target.cost_scaled)
            standing = best.standings[target]
            yield (best.budget_scaled, number, *named, plan.cost_scaled, *told, standing)
        if not plan.targets:
            yield (best.budget_scaled, number, None, None, None, None, 0, *told, None)


def _names(results: Results) -> dict[str, str]:
    """Name each leg by its two ends, as jurisdictions' tables do."""
    place = results.graph.nodes
    return {
        leg: f"{place[start][fields.NAME]} to {place[end][fields.NAME]}"
        for start, end, leg in results.graph.edges(keys=True)
    }
