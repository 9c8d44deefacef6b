"""CSV text: the bytes of a table as rows of text cells, with nothing guessed."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds import headers
from seeds.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seeds.schema import TableSchema

ENDING = ".csv"

MAX_BYTES = 256 * 1024 * 1024
"""Largest table that is read; a study of jurisdictions is a thousand times smaller."""

MAX_ROWS = 1_000_000
"""Most rows of a table; counted by its line ends before anything else is done with it."""

MAX_CELL_CHARACTERS = 20_000
"""Longest text in one cell."""

MANY_NULS = 4
"""A text of which more than one character in so many is NUL is in another encoding."""

_MARKS = {
    b"PK\x03\x04": "is a spreadsheet file or an archive. Save the sheet as CSV UTF-8.",
    b"\xff\xfe": "is UTF-16. Save it as CSV UTF-8.",
    b"\xfe\xff": "is UTF-16. Save it as CSV UTF-8.",
}
"""First bytes of files that are no table in UTF-8."""


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
    required = [field.name for field in schema.fields if field.required]
    return split(
        schema.file, content, required, lambda header: headers.column_messages(schema, header)
    )


def split(
    file: str,
    content: bytes,
    required: Sequence[str],
    judge: Callable[[list[str]], list[headers.Message]],
) -> tuple[list[TextRow], list[Fault]]:
    """Split any table's bytes into rows of text cells.

    Parameters
    ----------
    file : str
        Name of the file, for its faults.
    content : bytes
        As of `read_rows`.
    required : sequence of str
        Columns that an empty file is told to have.
    judge : callable
        Takes the header and says what is wrong with it; where anything is, no row is read.

    Returns
    -------
    rows : list of TextRow
    faults : list of Fault
        As of `read_rows`.
    """
    text, faults = _decode(file, content)
    if text is None:
        return [], faults
    rows, faults, has_header = _parse(file, text, judge)
    if not has_header and not faults:
        wanted = ", ".join(required)
        message = f"is empty. Its first line must name the columns: {wanted}."
        faults.append(Fault(file, 1, "", message))
    return rows, faults


def _decode(file: str, content: bytes) -> tuple[str | None, list[Fault]]:
    if max(content.count(b"\n"), content.count(b"\r")) > MAX_ROWS + 1:
        message = f"has more lines than the limit of {MAX_ROWS:,} rows. Split it."
        return None, [Fault(file, 0, "", message)]
    for mark, told in _MARKS.items():
        if content.startswith(mark):
            return None, [Fault(file, 1, "", told)]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        message = f"holds byte 0x{byte:02x}, which is not UTF-8. Save it as CSV UTF-8."
        return None, [Fault(file, line, "", message)]
    return (None, [_nul(file, text)]) if "\x00" in text else (text, [])


def _nul(file: str, text: str) -> Fault:
    if text.count("\x00") * MANY_NULS > len(text):
        return Fault(file, 1, "", "seems to be UTF-16. Save it as CSV UTF-8.")
    line = text.count("\n", 0, text.index("\x00")) + 1
    return Fault(file, line, "", "holds a NUL character. Remove it.")


def _parse(
    file: str, text: str, judge: Callable[[list[str]], list[headers.Message]]
) -> tuple[list[TextRow], list[Fault], bool]:
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
                messages = headers.separator_messages(header) or [
                    *headers.shape_messages(header),
                    *judge(header),
                ]
                if messages:
                    return [], [Fault(file, line, *message) for message in messages], True
            elif reader.line_num != line:
                faults.append(Fault(file, line, "", "has a line break inside a cell. Remove it."))
            elif len(cells) != len(header):
                faults.append(Fault(file, line, "", _ragged(cells, len(header))))
            else:
                rows.append(_row(header, cells, line))
    except csv.Error as error:
        message = f"is not well-formed CSV ({error}). Check the quotation marks."
        faults.append(Fault(file, previous_line + 1, "", message))
    return rows, faults, header is not None


def _ragged(cells: list[str], expected: int) -> str:
    told = f"has {len(cells)} cells where the header has {expected}. "
    if len(cells) < expected:
        return told + "Put a comma for each cell that is left blank."
    if not any(cell.strip(" ") for cell in cells[expected:]):
        return told + "Delete the blank cells at its end."
    return told + (
        "Put quotation marks around text that holds a comma, and write numbers without commas."
    )


def _row(header: list[str], cells: list[str], line: int) -> TextRow:
    named = zip(header, cells, strict=True)
    noted = headers.NOTE_PREFIX
    return TextRow(
        line, {name: cell.strip(" ") for name, cell in named if not name.startswith(noted)}
    )
