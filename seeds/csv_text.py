"""CSV text: the bytes of a table as rows of text cells, with nothing guessed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds.faults import Fault, suggestion

if TYPE_CHECKING:
    from seeds.schema import TableSchema

MAX_BYTES = 256 * 1024 * 1024
"""Largest table that is read; a study of jurisdictions is a thousand times smaller."""

MAX_ROWS = 1_000_000
"""Most rows of a table; counted by its line ends before anything else is done with it."""

MAX_CELL_CHARACTERS = 20_000
"""Longest text in one cell."""

NOTE_PREFIX = "x_"
"""Columns whose names begin so are the user's own and are passed over."""


@dataclass(frozen=True)
class TextRow:
    """One data row: its line number and its cells by column, blanks as empty text."""

    line: int
    cells: dict[str, str]


def read_rows(schema: TableSchema, content: bytes) -> tuple[list[TextRow], list[Fault]]:
    """Split a table's bytes into rows of text cells.

    Parameters
    ----------
    schema : TableSchema
        Names the columns that the header may have.
    content : bytes
        The file as it is on disk: UTF-8, with or without a byte order mark. Its size is not
        judged here.

    Returns
    -------
    rows : list of TextRow
        Every row whose number of cells fits the header; rows of blanks are passed over.
    faults : list of Fault
        Everything that could not be read as it stands. Cells are not judged here.
    """
    text, faults = _decode(schema.file, content)
    if text is None:
        return [], faults
    return _parse(schema, text)


def _decode(file: str, content: bytes) -> tuple[str | None, list[Fault]]:
    if max(content.count(b"\n"), content.count(b"\r")) > MAX_ROWS + 1:
        message = f"has more lines than the limit of {MAX_ROWS:,} rows. Split it."
        return None, [Fault(file, 0, "", message)]
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, [Fault(file, 1, "", "is UTF-16. Save it as CSV UTF-8.")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        message = f"holds byte 0x{byte:02x}, which is not UTF-8. Save it as CSV UTF-8."
        return None, [Fault(file, line, "", message)]
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        return None, [Fault(file, line, "", "holds a NUL character. Remove it.")]
    return text, []


def _parse(schema: TableSchema, text: str) -> tuple[list[TextRow], list[Fault]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[TextRow] = []
    faults: list[Fault] = []
    header: list[str] | None = None
    previous_line = 0
    try:
        for cells in reader:
            line, previous_line = previous_line + 1, reader.line_num
            if not any(cell.strip(" ") for cell in cells):
                continue
            if header is None:
                header = [cell.strip(" ") for cell in cells]
                faults += _header_faults(schema, header, line)
                if faults:
                    return [], faults
                continue
            if reader.line_num != line:
                faults.append(
                    Fault(schema.file, line, "", "has a line break inside a cell. Remove it.")
                )
            elif len(cells) != len(header):
                faults.append(Fault(schema.file, line, "", _ragged(len(cells), len(header))))
            else:
                rows.append(_row(header, cells, line))
    except csv.Error as error:
        message = f"is not well-formed CSV ({error}). Check the quotation marks."
        faults.append(Fault(schema.file, previous_line + 1, "", message))
    if header is None and not faults:
        wanted = ", ".join(field.name for field in schema.fields if field.required)
        faults.append(
            Fault(schema.file, 1, "", f"is empty. Its first line must name the columns: {wanted}.")
        )
    return rows, faults


def _ragged(found: int, expected: int) -> str:
    return (
        f"has {found} cells where the header has {expected}. "
        "Put quotation marks around text that holds a comma."
    )


def _row(header: list[str], cells: list[str], line: int) -> TextRow:
    named = zip(header, cells, strict=True)
    return TextRow(
        line, {name: cell.strip(" ") for name, cell in named if not name.startswith(NOTE_PREFIX)}
    )


def _header_faults(schema: TableSchema, header: list[str], line: int) -> list[Fault]:
    if len(header) == 1 and ";" in header[0]:
        return [Fault(schema.file, line, "", "separates its columns by ';'. Save it with commas.")]
    doubles = sorted(name for name, count in Counter(header).items() if name and count > 1)
    missing = [field.name for field in schema.fields if field.required and field.name not in header]
    strays = [
        name for name in header if name not in schema.columns and not name.startswith(NOTE_PREFIX)
    ]
    messages = [(name, "stands twice in the header. Remove one.") for name in doubles]
    messages += [(name, "is missing from the header. Add this column.") for name in missing]
    messages += [(name, _stray(schema, name)) for name in strays]
    return [Fault(schema.file, line, name, message) for name, message in messages]


def _stray(schema: TableSchema, name: str) -> str:
    if not name:
        return "has a column without a name. Name it or remove it."
    meant = suggestion(name, schema.columns)
    remedy = f" Remove it, or begin its name with {NOTE_PREFIX} to keep it as your own note."
    return f"is not a column of this table.{meant or remedy}"
