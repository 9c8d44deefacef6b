"""The best plans as a table: for small budgets every target of every plan that leaves least."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.export_table import Column, ExportTable, text_columns
from routes import fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.export_table import Cell
    from reports.results import Results
    from routes import Interdiction


def plans(results: Results) -> ExportTable:
    """Return the best plans on legs by budget, one row for each target of each plan.

    Parameters
    ----------
    results : Results

    Returns
    -------
    ExportTable
        Those of `Results.best_plans`; empty where that has none. A plan that interdicts nothing
        has one row without a target. ``proven`` tells that no plan within the budget leaves less,
        ``all_listed`` that no other plan leaves as little, and ``standing`` whether the target is
        in every such plan. Where the lens adds up effort, what passes is looked at. Measures and
        whole jurisdictions as targets are not considered.
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
    rows = tuple(row for found in results.best_plans.rows for row in _rows(found.best, names))
    return ExportTable("plans", columns, rows, results.study.scale)


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
