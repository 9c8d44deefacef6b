"""An export table: named, typed columns, the one source of every form of an export."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from reports import amounts
from routes import fields

if TYPE_CHECKING:
    import pandas as pd

Cell = str | int | float | bool | None
Kind = Literal["text", "amount", "limit", "count", "real", "flag"]

UNBOUNDED_SUFFIX = "_unbounded"
"""Ends the name of the flag that stands beside an amount where a column holds only numbers."""

LIST_SEPARATOR = ";"
"""Stands between the entries of one cell, as in a study's files."""

_AMOUNTS = ("amount", "limit")
_DTYPES = {
    "text": "string",
    "amount": "float64",
    "limit": "float64",
    "count": "int64",
    "real": "float64",
    "flag": "bool",
}


@dataclass(frozen=True)
class Column:
    """One column: its name, what its cells are, and the unit of an amount.

    An amount is a whole number of 1/scale units; a limit is that or the word unbounded. None is
    unknown; in a frame counts and flags must be known.
    """

    name: str
    kind: Kind = "text"
    unit: str = ""

    @property
    def title(self) -> str:
        """The name with the unit, for people."""
        return f"{self.name} ({self.unit})" if self.unit else self.name


def text_columns(*names: str) -> tuple[Column, ...]:
    """Return columns of text."""
    return tuple(Column(name) for name in names)


@dataclass(frozen=True)
class ExportTable:
    """Rows below typed columns.

    Attributes
    ----------
    name : str
        One word; a sheet, a layer or a file is called so.
    columns : tuple of Column
    rows : tuple of tuple
        One cell for each column.
    scale : int
        Divide amounts by it for their unit.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)
    scale: int

    def texts(self) -> list[list[str]]:
        """Return the cells as text: amounts with all their decimals, flags as yes or no."""
        return [
            [self._text(column, cell) for column, cell in zip(self.columns, row, strict=True)]
            for row in self.rows
        ]

    def records(self) -> list[dict[str, Cell]]:
        """Return rows by column name with amounts as numbers in their unit.

        A limit is None where it is unknown or unbounded; a flag of the same name with
        ``_unbounded`` behind it tells the two apart. An amount of up to 15 significant digits is
        the number that reads back as the same decimal.
        """
        return [self._record(row) for row in self.rows]

    def to_frame(self) -> pd.DataFrame:
        """Return the records as a frame whose columns have the same types whatever they hold."""
        import pandas as pd

        records = self.records()
        return pd.DataFrame(
            {
                name: pd.Series([record[name] for record in records], dtype=dtype)
                for name, dtype in self._dtypes().items()
            }
        )

    def value(self, column: Column, cell: Cell) -> Cell:
        """Return a cell with an amount as a number in its unit; the word unbounded stays."""
        if column.kind in _AMOUNTS and isinstance(cell, int):
            return cell / self.scale
        return cell

    def _record(self, row: tuple[Cell, ...]) -> dict[str, Cell]:
        record: dict[str, Cell] = {}
        for column, cell in zip(self.columns, row, strict=True):
            unbounded = column.kind == "limit" and cell == fields.UNBOUNDED
            record[column.name] = None if unbounded else self.value(column, cell)
            if column.kind == "limit":
                record[column.name + UNBOUNDED_SUFFIX] = unbounded
        return record

    def _dtypes(self) -> dict[str, str]:
        dtypes = {}
        for column in self.columns:
            dtypes[column.name] = _DTYPES[column.kind]
            if column.kind == "limit":
                dtypes[column.name + UNBOUNDED_SUFFIX] = _DTYPES["flag"]
        return dtypes

    def _text(self, column: Column, cell: Cell) -> str:
        if cell is None or isinstance(cell, str):
            return cell or ""
        if isinstance(cell, bool):
            return "yes" if cell else "no"
        if column.kind in _AMOUNTS and isinstance(cell, int):
            return amounts.exact(cell, self.scale)
        return str(cell)
