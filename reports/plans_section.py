"""The best plans as a section of the page: for each budget what to close and what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports import best_plans_text
from reports.best_plans import held
from routes.rows import rows_by_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reports.results import Results
    from routes.frontier_rows import FrontierRow


def section(results: Results) -> dict[str, Any]:
    """Return what the page says of the best plans.

    Parameters
    ----------
    results : Results

    Returns
    -------
    dict
        ``sentences``, the ``lens``, how many legs could be closed, how rules of thumb are called,
        and one row for each budget; no rows where there are no plans. Legs are named by their
        positions among the page's legs; amounts are whole numbers of 1/scale, ``None`` where
        unbounded. A row has a ``bound`` only where its value is not proven, ``essential`` legs only
        where not all plans are listed, and ``apart`` where it contains no best plan before it.
    """
    found = results.best_plans
    position = {row["id"]: i for i, row in enumerate(rows_by_id(results.study.legs))}
    return {
        "sentences": best_plans_text.sentences(results),
        "lens": found.lens,
        "offered": len(found.targets),
        "rules": list(best_plans_text.RULE_WORDS.values()),
        "rows": [_row(row, position) for row in found.rows],
    }


def _row(row: FrontierRow, position: Mapping[str, int]) -> dict[str, Any]:
    best = row.best
    told: dict[str, Any] = {
        "budget": best_plans_text.budget(best),
        "value": best.value_scaled,
        "plans": [[position[leg] for leg in plan.ids] for plan in best.plans],
        "rules": [plan.value_scaled for plan in row.rules],
    }
    if not best_plans_text.is_proven(best):
        told["bound"] = best.bound_scaled
    if not best.complete:
        told["essential"] = [position[leg] for leg in held(row, "essential")]
    if row.nested is False:
        told["apart"] = True
    return told
