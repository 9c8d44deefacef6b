"""Added legs: rows that a scenario puts into the table of legs, held to that table's own rules."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from seeds import cells, references, rules, schema
from seeds.faults import CellError
from seeds.numerals import UNBOUNDED
from seeds.rules import ParsedRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from seeds.schema import Field
    from seeds.study import Study

    Faults = list[tuple[str, str]]

HUNDRED = 100


def read(given: object, study: Study) -> tuple[tuple[dict[str, Any], ...], Faults]:
    """Read the legs that a scenario adds.

    Parameters
    ----------
    given : object
        What the document holds under ``add``: a list of tables, each a row of legs.csv with its
        cells as text.
    study : Study
        What the legs are added to.

    Returns
    -------
    legs : tuple of dict
        Rows as in ``study.legs``, quantities in units of 1/scale; none where there is a fault.
    faults : list of (key, message)
        Every fault of every row.
    """
    if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
        return (), [("add", "must be legs: write [[add]] on a line of its own.")]
    faults: Faults = []
    rows = [ParsedRow(number, _parsed(number, row, faults)) for number, row in enumerate(given, 1)]
    told = {key for key, _ in faults}
    faults += [breach for breach in _breaches(rows, study) if breach[0] not in told]
    if faults:
        return (), faults
    return tuple(_scaled(row.cells, study.scale) for row in rows), []


def scaled_amount(value: object, scale: int) -> int | str | None:
    """Return an amount in units of 1/scale, or None where it has more decimals than the study.

    A multiple of a hundred is asked for, so that a percentage of the amount is whole.
    """
    if value == UNBOUNDED:
        return UNBOUNDED
    scaled = Fraction(str(value)) * scale
    is_whole = scaled.denominator == 1 and scaled.numerator % HUNDRED == 0
    return scaled.numerator if is_whole else None


def _parsed(number: int, given: dict[str, Any], faults: Faults) -> dict[str, Any]:
    """Parse the cells of one row; a faulty one is blank, as in a table."""
    columns = schema.table("legs").fields
    strays = sorted(set(given) - {column.name for column in columns})
    faults += [(f"add {number}.{key}", "is not a column of legs.csv.") for key in strays]
    row: dict[str, Any] = {}
    for column in columns:
        try:
            row[column.name] = _cell(column, given.get(column.name, ""))
        except CellError as error:
            faults.append((f"add {number}.{column.name}", str(error)))
            row[column.name] = () if column.kind in cells.LISTS else None
    return row


def _cell(column: Field, value: object) -> cells.Value:
    if not isinstance(value, str):
        raise CellError("must be text in quotation marks, as in a table.")
    return cells.parse(column, value)


def _breaches(rows: list[ParsedRow], study: Study) -> Iterator[tuple[str, str]]:
    """Hold the rows to the rules of the table, to the other tables, and to the study's legs."""
    known = {
        "jurisdictions": _rows(study.jurisdictions),
        "evidence": _rows(study.evidence),
        "claims": _rows(study.claims),
    }
    found = [
        *rules.faults({"jurisdictions": (), "legs": rows}),
        *references.leg_ends_are_jurisdictions({**known, "legs": rows}),
        *references.ids_resolve({**known, "legs": rows}, unread=()),
    ]
    yield from ((f"add {fault.row}.{fault.column}", fault.message) for fault in found)
    legs = set(study.legs["id"])
    for row in rows:
        if row.cells["id"] in legs:
            message = f"'{row.cells['id']}' stands in the study already."
            yield f"add {row.line}.id", message
        for name in _quantities():
            value = row.cells[name]
            if value is not None and scaled_amount(value, study.scale) is None:
                message = f"{value} has more decimals than the study's tables. Round it."
                yield f"add {row.line}.{name}", message


def _rows(table: pd.DataFrame) -> list[ParsedRow]:
    records = table.to_dict("records")
    return [ParsedRow(0, {str(name): cell for name, cell in row.items()}) for row in records]


def _quantities() -> list[str]:
    return [column.name for column in schema.table("legs").fields if column.kind == "quantity"]


def _scaled(row: dict[str, Any], scale: int) -> dict[str, Any]:
    given = [name for name in _quantities() if row[name] is not None]
    return row | {name: scaled_amount(row[name], scale) for name in given}
