"""The strict reader: a study folder to parsed tables, with every fault reported at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from seeds import cells, csv_text, derivations, references, rules, schema, study_files
from seeds.faults import CellError, DataError, Fault, suggestion
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
    unread: set[str] = set()
    for table in schema.tables():
        content = _content(folder, table, faults)
        rows[table.name] = []
        if content is not None:
            digests[table.file] = hashlib.sha256(content).hexdigest()
            text_rows, text_faults = csv_text.read_rows(table, content)
            faults += text_faults
            unread |= {table.name} if text_faults else set()
            rows[table.name] = [_parse_row(table, row, faults) for row in text_rows]
        elif study_files.exists(folder, table.file):
            unread.add(table.name)
        elif table.required:
            faults.append(_missing(folder, table))
            unread.add(table.name)
    faults += _stray_tables(folder)
    breaches = rules.faults(rows) + references.faults(rows, unread)
    faults += _not_following(breaches, faults)
    if derivations.INPUTS.isdisjoint(fault.file for fault in faults):
        faults += derivations.faults(rows)
    if faults:
        raise DataError(faults)
    scale = 100 * 10 ** max(_decimals(rows), default=0)
    return Tables(_scaled(rows, scale), scale, digests)


def _content(folder: Traversable, table: schema.TableSchema, faults: list[Fault]) -> bytes | None:
    if not study_files.exists(folder, table.file):
        return None
    try:
        return study_files.content(folder, table.file, csv_text.MAX_BYTES)
    except DataError as error:
        faults += error.faults
        return None


def _missing(folder: Traversable, table: schema.TableSchema) -> Fault:
    """Say that a table is missing, and which file of another kind may hold it."""
    names = sorted(entry.name for entry in folder.iterdir())
    kin = [name for name in names if name.casefold().startswith(f"{table.name}.")]
    remedy = "" if not kin else f" Save '{kin[0]}' under this name, as CSV UTF-8."
    return Fault(table.file, 0, "", f"is missing. A study needs this table.{remedy}")


def _stray_tables(folder: Traversable) -> list[Fault]:
    """Find CSV files that are no table: a misspelt one would be left out in silence."""
    known = {table.file for table in schema.tables()}
    strays = sorted(
        entry.name
        for entry in folder.iterdir()
        if entry.name.casefold().endswith(csv_text.ENDING) and entry.name not in known
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
        except CellError as error:
            faults.append(Fault(table.file, row.line, field.name, str(error)))
            values[field.name] = () if field.kind in cells.LISTS else None
    return ParsedRow(row.line, values)


def _not_following(breaches: list[Fault], faults: list[Fault]) -> list[Fault]:
    """Leave out breaches that merely follow from a cell that could not be parsed."""
    places = {(fault.file, row, fault.column) for fault in faults for row in (0, fault.row)}
    return [breach for breach in breaches if (breach.file, breach.row, breach.column) not in places]


def _decimals(rows: Mapping[str, Sequence[ParsedRow]]) -> list[int]:
    return [
        _fraction_digits(row.cells[name])
        for table in schema.tables()
        for name in _quantities(table)
        for row in rows[table.name]
    ]


def _quantities(table: schema.TableSchema) -> list[str]:
    return [field.name for field in table.fields if field.kind == "quantity"]


def _fraction_digits(value: object) -> int:
    if not isinstance(value, Decimal):
        return 0
    return len(format(value, "f").partition(".")[2].rstrip("0"))


def _scaled(
    rows: Mapping[str, Sequence[ParsedRow]], scale: int
) -> dict[str, tuple[ParsedRow, ...]]:
    scaled: dict[str, tuple[ParsedRow, ...]] = {}
    for table in schema.tables():
        names = _quantities(table)
        scaled[table.name] = tuple(
            ParsedRow(
                row.line, row.cells | {name: _whole(row.cells[name], scale) for name in names}
            )
            for row in rows[table.name]
        )
    return scaled


def _whole(value: object, scale: int) -> object:
    # A product of two Decimals is rounded to the caller's decimal context; a fraction never is.
    return int(Fraction(value) * scale) if isinstance(value, Decimal) else value
