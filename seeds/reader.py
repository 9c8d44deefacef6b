"""The strict reader: a study folder to parsed tables, with every fault reported at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from seeds import cells, csv_text, rules, schema
from seeds.faults import DataError, Fault, suggestion
from seeds.rules import ParsedRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.resources.abc import Traversable


@dataclass(frozen=True)
class Tables:
    """The parsed rows of a study's tables.

    Attributes
    ----------
    rows : mapping of table name to rows
        Every table of the schema; one that the study lacks has no rows.
    scale : int
        Quantities are whole numbers of ``1 / scale`` of the study's unit: 100 times the power
        of ten of the longest decimal fraction, so that a percentage of any of them is whole.
    sha256 : mapping of file name to hexadecimal digest
        Digest of each file that was read.
    """

    rows: Mapping[str, Sequence[ParsedRow]]
    scale: int
    sha256: Mapping[str, str]


def read(folder: Traversable) -> Tables:
    """Read every table of a study.

    Parameters
    ----------
    folder : Traversable
        The study folder: a ``pathlib.Path`` or a packaged resource.

    Returns
    -------
    Tables
        Parsed rows, in file order.

    Raises
    ------
    DataError
        With every fault of every table. Nothing is returned in part.
    OSError
        Where a file cannot be read at all.
    """
    faults: list[Fault] = []
    digests: dict[str, str] = {}
    rows: dict[str, list[ParsedRow]] = {}
    for table in schema.tables():
        content = _content(folder, table, faults)
        rows[table.name] = []
        if content is not None:
            digests[table.file] = hashlib.sha256(content).hexdigest()
            text_rows, text_faults = csv_text.read_rows(table, content)
            faults += text_faults
            rows[table.name] = [_parse_row(table, row, faults) for row in text_rows]
    faults += _stray_tables(folder)
    if not _header_is_broken(faults, rows):
        faults += rules.faults(rows)
    if faults:
        raise DataError(faults)
    scale = 100 * 10 ** max(_decimals(rows), default=0)
    return Tables(_scaled(rows, scale), scale, digests)


def _content(folder: Traversable, table: schema.TableSchema, faults: list[Fault]) -> bytes | None:
    file = folder / table.file
    if file.is_file():
        return file.read_bytes()
    if table.required:
        faults.append(Fault(table.file, 0, "", "is missing. A study needs this table."))
    return None


def _stray_tables(folder: Traversable) -> list[Fault]:
    """Find CSV files that are no table: a misspelt one would be left out in silence."""
    known = {table.file for table in schema.tables()}
    strays = sorted(
        entry.name
        for entry in folder.iterdir()
        if entry.name.endswith(".csv") and entry.name not in known
    )
    return [
        Fault(
            name,
            0,
            "",
            f"is not a table of a study.{suggestion(name, known) or ' Move it elsewhere.'}",
        )
        for name in strays
    ]


def _parse_row(table: schema.TableSchema, row: csv_text.TextRow, faults: list[Fault]) -> ParsedRow:
    values: dict[str, Any] = {}
    for field in table.fields:
        try:
            values[field.name] = cells.parse(field, row.cells.get(field.name, ""))
        except cells.CellError as error:
            faults.append(Fault(table.file, row.line, field.name, str(error)))
            values[field.name] = () if field.kind in {"ids", "texts"} else None
    return ParsedRow(row.line, values)


def _header_is_broken(faults: list[Fault], rows: Mapping[str, Sequence[ParsedRow]]) -> bool:
    """Tell whether a needed table could not be split into rows: its references would all fail."""
    required = {table.name for table in schema.tables() if table.required}
    unread = {fault.file for fault in faults if not rows.get(fault.file.removesuffix(".csv"), ())}
    return any(f"{name}.csv" in unread for name in required | {"evidence"})


def _decimals(rows: Mapping[str, Sequence[ParsedRow]]) -> list[int]:
    quantities = (value for table in rows.values() for row in table for value in row.cells.values())
    return [_fraction_digits(value) for value in quantities if isinstance(value, Decimal)]


def _fraction_digits(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _scaled(
    rows: Mapping[str, Sequence[ParsedRow]], scale: int
) -> dict[str, tuple[ParsedRow, ...]]:
    return {
        table: tuple(
            ParsedRow(row.line, {name: _whole(value, scale) for name, value in row.cells.items()})
            for row in table_rows
        )
        for table, table_rows in rows.items()
    }


def _whole(value: object, scale: int) -> object:
    return int(value * scale) if isinstance(value, Decimal) else value
