"""Tables of a study as they stand: what Commerce could do, and who reports what."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from reports.export_table import LIST_SEPARATOR, Column, ExportTable
from routes.rows import rows_by_id
from seeds import schema

if TYPE_CHECKING:
    from reports.export_table import Cell
    from seeds import Study
    from seeds.schema import Field


def measures(study: Study) -> ExportTable:
    """Return the acts that Commerce could take, in order of ids."""
    return _of_study(study, "measures", "measures")


def sources(study: Study) -> ExportTable:
    """Return the public reports that the study rests on, in order of ids."""
    return _of_study(study, "evidence", "sources")


def _of_study(study: Study, table: str, name: str) -> ExportTable:
    described = schema.table(table).fields
    columns = tuple(_column(study, column) for column in described)
    rows = tuple(
        tuple(_cell(row[column.name]) for column in described)
        for row in rows_by_id(getattr(study, table))
    )
    return ExportTable(name, columns, rows, study.scale)


def _column(study: Study, described: Field) -> Column:
    if described.kind == "quantity":
        unit = study.capacity_unit if described.unit == "capacity unit" else study.effort_unit
        return Column(described.name, "limit", unit)
    return Column(described.name, "real" if described.kind == "integer" else "text")


def _cell(value: Any) -> Cell:  # noqa: ANN401  # whatever the reader makes of a cell
    """Spell lists and dates as their files do; a number stays a number."""
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    cell: Cell = value
    return cell
