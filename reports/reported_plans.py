"""Reported plans: which plans a results.json lists as best, each value as it should be."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, get_args

from routes.best_plans import Status
from routes.plan_conclusions import PlanConclusions
from routes.table_contract import SUM_LIMIT
from seeds import DataError, Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routes.targets import Kind

SECTION = "best_plans"
_STATUSES = get_args(Status)


def reported_plans(
    document: Mapping[str, Any], scale: int, file: str
) -> dict[Fraction, PlanConclusions]:
    """Take the best plans by budget from the document of a report.

    Parameters
    ----------
    document : mapping
        As results.json holds it.
    scale : int
        Of the document.
    file : str
        Name of its file, for faults.

    Returns
    -------
    dict of Fraction to PlanConclusions
        By effort in the study's unit; empty where the report lists none.

    Raises
    ------
    DataError
        The section is there and is not what a report writes.
    """
    if SECTION not in document:
        return {}
    section = document[SECTION]
    rows = section.get("rows") if isinstance(section, dict) else None
    if not isinstance(rows, list):
        raise DataError([Fault(file, 0, SECTION, "is not an object with a list of rows.")])
    found, faults = {}, []
    for number, row in enumerate(rows):
        told = _conclusions(row, scale)
        if told is None:
            place = f"{SECTION}.rows.{number}"
            faults.append(Fault(file, 0, place, "is not a budget with its best plans."))
        else:
            found[Fraction(row["budget_scaled"], scale)] = told
    if faults:
        raise DataError(faults)
    return found


def _conclusions(row: Any, scale: int) -> PlanConclusions | None:  # noqa: ANN401  # any JSON value
    """Read one row; None where a value is not what it should be."""
    if not isinstance(row, dict):
        return None
    value: Any = row.get("value_scaled")
    plans: Any = row.get("plans")
    status: Any = row.get("status")
    sound = (
        _is_amount(row.get("budget_scaled"))
        and (value is None or _is_amount(value))
        and status in _STATUSES
        and isinstance(row.get("complete"), bool)
        and isinstance(plans, list)
        and all(_is_plan(plan) for plan in plans)
    )
    if not sound:
        return None
    kind: Kind = "leg"
    chosen = frozenset(frozenset((kind, name) for name in plan["legs"]) for plan in plans)
    return PlanConclusions(status, scale, value, chosen, row["complete"])


def _is_amount(value: object) -> bool:
    return type(value) is int and 0 <= value < SUM_LIMIT


def _is_plan(plan: object) -> bool:
    """Refuse what could steer a terminal, too."""
    legs = plan.get("legs") if isinstance(plan, dict) else None
    return isinstance(legs, list) and all(
        isinstance(name, str) and name.isprintable() for name in legs
    )
