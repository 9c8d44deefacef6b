"""Idle changes: what a change names although the graph that is looked at does not have it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import routes
from routes import fields
from routes.dates import in_force
from routes.rows import rows_by_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reports.compared import Compared
    from seeds import Scenario, Study


@dataclass(frozen=True)
class IdleChange:
    """A part of a change that does nothing to a graph.

    Attributes
    ----------
    kind : {"leg", "jurisdiction", "measure"}
    id : str
    reason : str
        Why it does nothing, to be read after the id.
    """

    kind: str
    id: str
    reason: str

    def __str__(self) -> str:
        return f"{self.kind} '{self.id}' {self.reason}"


def idle_changes(study: Study, change: Scenario, compared: Compared) -> tuple[IdleChange, ...]:
    """List what a change names without effect on the graph.

    Parameters
    ----------
    study : Study
        Before the change.
    change : Scenario
    compared : Compared
        The graphs before and after it.

    Returns
    -------
    tuple of IdleChange
        Legs of another layer, of another day, of weaker evidence or gone already; jurisdictions
        and measures without a leg in the graph. What changes a number to what it was is not
        looked for, nor which kinds of pressure a scenario weighs.
    """
    found = [
        *_legs(study, change, compared),
        *_jurisdictions(change, compared),
        *_measures(study, change, compared),
    ]
    return tuple(sorted(found, key=lambda idle: (idle.kind, idle.id)))


def _legs(study: Study, change: Scenario, compared: Compared) -> Iterator[IdleChange]:
    added = {row["id"]: row for row in change.add}
    rows: dict[str, Mapping[str, Any]] = {row["id"]: row for row in rows_by_id(study.legs)} | added
    named = {*change.remove, *change.capacity, *change.pressure, *added}
    for leg in sorted(named - set(compared.ends())):
        yield IdleChange("leg", leg, _reason(rows.get(leg), compared))


def _reason(row: Mapping[str, Any] | None, compared: Compared) -> str:
    if row is None:
        return "is taken out by the given scenario already"
    layer = compared.before.graph[fields.LAYER]
    if row["layer"] != layer:
        return f"is in the {row['layer']} layer, not in {layer}"
    day = compared.before.graph[fields.AS_OF]
    if not in_force(row["valid_from"], row["valid_to"], dt.date.fromisoformat(day)):
        return f"is not in force on {day}"
    return "has weaker evidence than is asked for, or is taken out by the change itself"


def _jurisdictions(change: Scenario, compared: Compared) -> Iterator[IdleChange]:
    touched = {place for ends in compared.ends().values() for place in ends}
    for place in sorted(set(change.close) - touched):
        yield IdleChange("jurisdiction", place, "has no leg in the graph")


def _measures(study: Study, change: Scenario, compared: Compared) -> Iterator[IdleChange]:
    if not change.measures:
        return
    known = routes.measures(study)
    for measure in change.measures:
        if compared.ends().keys().isdisjoint(known[measure].legs):
            yield IdleChange("measure", measure, "touches no leg of the graph")
