"""Bearing: which of the rows that changed can touch what a graph tells, and which cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routes.dates import in_force
from routes.rows import rows_by_id
from seeds.differences import RowName
from seeds.mixtures import DATA_DATE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection

    from seeds import Study
    from seeds.differences import Differences

_EFFORT = frozenset({"interdict_cost", "interdictable"})

_COLUMNS = {
    "jurisdictions": frozenset({"role", "node_capacity"}),
    "legs": _EFFORT
    | {"origin", "destination", "layer", "mechanism", "capacity", "valid_from", "valid_to"},
    "pressure": frozenset(
        {"target_kind", "target", "direction", "points", "layers", "valid_from", "valid_to"}
    ),
}
"""The columns from which a graph is built."""


def bearing(
    base: Study,
    now: Study,
    told: Differences,
    *,
    as_of: dt.date | None,
    layer: str,
    lens: str,
    effort: bool = False,
) -> tuple[RowName, ...]:
    """Name the changed rows that can touch flow, chokepoints and least-pressure route.

    Parameters
    ----------
    base, now : seeds.Study
    told : seeds.differences.Differences
        Of these two.
    as_of : datetime.date or None
        Day looked at; None for the data date of either study, which then bears too where it
        changed.
    layer : {"goods", "service", "ownership", "licensed"}
    lens : {"passing", "volume", "effort"}
    effort : bool
        Whether what closing a leg takes counts whatever the lens, as it does for plans.

    Returns
    -------
    tuple of RowName
        In the order of `told`. Left out are other tables, cells that no graph is built from, legs
        and contributions that are in force on neither day or belong to other layers only, and
        jurisdictions that go, or come and are no end of routes: without a leg they are on no
        route, and a leg brings them.
    """
    days = {study.data_date for study in (base, now)} if as_of is None else {as_of}
    versions = [_versions(study) for study in (base, now)]
    passed_over = frozenset() if effort or lens == "effort" else _EFFORT
    found = [
        row.name
        for row in told.rows
        if row.columns & (_COLUMNS.get(row.table, frozenset()) - passed_over)
        and any(_counts(rows.get(row.name), row.table, days, layer) for rows in versions)
        and not (row.table == "jurisdictions" and _is_idle_place(row.kind, versions[1], row.name))
    ]
    return tuple([DATA_DATE, *found] if len(days) > 1 else found)


def _is_idle_place(kind: str, now: dict[RowName, dict[str, Any]], name: RowName) -> bool:
    """Tell whether a jurisdiction goes, or comes without being an origin or destination."""
    return kind == "removed" or (kind == "added" and now[name]["role"] == "transit")


def _versions(study: Study) -> dict[RowName, dict[str, Any]]:
    return {
        RowName(table, row["id"]): row
        for table in _COLUMNS
        for row in rows_by_id(getattr(study, table))
    }


def _counts(row: dict[str, Any] | None, table: str, days: Collection[dt.date], layer: str) -> bool:
    """Tell whether one version of a row can be part of the graph."""
    if row is None:
        return False
    if table == "jurisdictions":
        return True
    dated = any(in_force(row["valid_from"], row["valid_to"], day) for day in days)
    return dated and _IN_LAYER[table](row, layer)


_IN_LAYER: dict[str, Callable[[dict[str, Any], str], bool]] = {
    "legs": lambda row, layer: row["layer"] == layer,
    "pressure": lambda row, layer: not row["layers"] or layer in row["layers"],
}
