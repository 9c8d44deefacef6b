"""Differences: which rows, settings and scenarios of one study another has otherwise."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from seeds import package_file, scales, schema
from seeds.cell_text import SEPARATOR, cell_text
from seeds.scenarios import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from seeds.study import Study

Kind = Literal["added", "removed", "changed"]

SETTINGS = ("title", "capacity_unit", "effort_unit", "first_month", "data_date", "limits")
"""What a study says of itself as a whole."""

PACKAGE = package_file.FILE.removesuffix(".json")
"""Stands for a table where a setting is named among rows."""


class RowName(NamedTuple):
    """A row by its table and id; a setting is a row of `PACKAGE`."""

    table: str
    id: str

    @property
    def file(self) -> str:
        """Name of the file in which it stands."""
        return package_file.FILE if self.table == PACKAGE else f"{self.table}.csv"


@dataclass(frozen=True)
class CellChange:
    """One cell or setting: its column, and its text on either side; a blank is an empty text."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class RowChange:
    """One row that one side has otherwise.

    Attributes
    ----------
    table, id : str
    kind : {"added", "removed", "changed"}
    cells : tuple of CellChange
        The cells that differ, in the order of the columns; of a row that only one side has, all
        that are not blank.
    """

    table: str
    id: str
    kind: Kind
    cells: tuple[CellChange, ...]

    @property
    def name(self) -> RowName:
        """Table and id."""
        return RowName(self.table, self.id)

    @property
    def columns(self) -> frozenset[str]:
        """Names of the columns that differ."""
        return frozenset(cell.column for cell in self.cells)


@dataclass(frozen=True)
class ScenarioChange:
    """One scenario that one side has otherwise, with the parts of it that differ."""

    name: str
    kind: Kind
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Differences:
    """Everything in which two studies differ.

    Attributes
    ----------
    rows : tuple of RowChange
        In the order of the tables, then by id.
    settings : tuple of CellChange
        Settings of datapackage.json, or what stands for them where there is none.
    scenarios : tuple of ScenarioChange
        By name.
    """

    rows: tuple[RowChange, ...]
    settings: tuple[CellChange, ...]
    scenarios: tuple[ScenarioChange, ...]

    def __bool__(self) -> bool:
        return bool(self.rows or self.settings or self.scenarios)

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        return asdict(self)

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each changed cell: `table`, `id`, `kind`, `column`, `old`, `new`."""
        import pandas as pd

        rows = [
            (row.table, row.id, row.kind, cell.column, cell.old, cell.new)
            for row in self.rows
            for cell in row.cells
        ]
        return pd.DataFrame(rows, columns=["table", "id", "kind", "column", "old", "new"])


def differences(base: Study, now: Study) -> Differences:
    """Compare two studies row by row.

    Parameters
    ----------
    base, now : Study
        As read; they may have different scales.

    Returns
    -------
    Differences
        Rows are held together by their ids, and cells by their values: 12.50 is 12.5, a default
        written out is the default. The order of rows and columns of one's own (``x_``) are not
        considered.

    Examples
    --------
    >>> import seeds
    >>> study = seeds.load()
    >>> bool(differences(study, study))
    False
    """
    return Differences(
        rows=tuple(
            change for table in schema.tables() for change in _row_changes(table, base, now)
        ),
        settings=tuple(
            CellChange(name, *texts)
            for name in SETTINGS
            if len(set(texts := (_setting(base, name), _setting(now, name)))) > 1
        ),
        scenarios=tuple(_scenario_changes(*scales.on_one_scale(base, now))),
    )


def _setting(study: Study, name: str) -> str:
    value = getattr(study, name)
    if name == "title" and value == study.name:
        return ""  # a study without a title is called by its folder, which is no part of it
    return f"{SEPARATOR} ".join(value) if isinstance(value, tuple) else str(value)


def _row_changes(table: schema.TableSchema, base: Study, now: Study) -> Iterable[RowChange]:
    old, new = _texts(table, base), _texts(table, now)
    blank = dict.fromkeys(table.columns, "")
    for name in sorted({*old, *new}):
        kind: Kind = "added" if name not in old else "removed" if name not in new else "changed"
        before, after = old.get(name, blank), new.get(name, blank)
        cells = tuple(
            CellChange(column, before[column], after[column])
            for column in table.columns
            if column != "id" and before[column] != after[column]
        )
        if cells:
            yield RowChange(table.name, name, kind, cells)


def _texts(table: schema.TableSchema, study: Study) -> dict[str, dict[str, str]]:
    frame = getattr(study, table.name)
    columns = {
        field.name: [cell_text(field, cell, study.scale) for cell in frame[field.name]]
        for field in table.fields
    }
    rows = zip(*columns.values(), strict=True)
    return {row["id"]: row for row in (dict(zip(columns, cells, strict=True)) for cells in rows)}


def _scenario_changes(base: Study, now: Study) -> Iterable[ScenarioChange]:
    old = {scenario.name: scenario for scenario in base.scenarios}
    new = {scenario.name: scenario for scenario in now.scenarios}
    for name in sorted({*old, *new}):
        if name not in old:
            yield ScenarioChange(name, "added", ())
        elif name not in new:
            yield ScenarioChange(name, "removed", ())
        elif old[name] != new[name]:
            yield ScenarioChange(name, "changed", _parts(old[name], new[name]))


def _parts(old: Scenario, new: Scenario) -> tuple[str, ...]:
    names = [field.name for field in fields(Scenario)]
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))
