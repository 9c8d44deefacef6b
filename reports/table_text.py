"""Rows of text as a table: aligned for a terminal, as CSV for a spreadsheet, as Markdown."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

COLUMN_GAP = "  "
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_SPECIAL = "\\`*_{}[]<>()#+!|~$&"


def aligned(title: str, rows: Sequence[Sequence[str]]) -> str:
    """Return rows below a title, each column as wide as its widest cell.

    Parameters
    ----------
    title : str
    rows : sequence of sequence of str
        All of one length.

    Returns
    -------
    str
        Without a line feed at its end; empty where there is no row.
    """
    if not rows:
        return ""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        COLUMN_GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([title, *(f"{COLUMN_GAP}{line}" for line in lines)])


def comma_separated(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV below the names of their columns.

    Parameters
    ----------
    columns : iterable of str
    rows : iterable of iterable of str

    Returns
    -------
    str
        Line feeds; a text that a spreadsheet program would run as a formula is kept a text.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(list(columns))
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return stream.getvalue()


def markdown(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows as a table of Markdown in which every cell stays text.

    Parameters
    ----------
    columns : iterable of str
    rows : iterable of iterable of str

    Returns
    -------
    str
        Without a line feed at its end.
    """
    header = [escape(cell) for cell in columns]
    lines = [header, ["---"] * len(header), *([escape(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def inert(cell: str) -> str:
    """Return a cell with a quotation mark before what would be run as a formula.

    Examples
    --------
    >>> inert("=1+1"), inert("-2.5")
    ("'=1+1", '-2.5')
    """
    if _NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell


def escape(text: str) -> str:
    """Return text in which no sign means anything to Markdown or HTML."""
    return "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in text)
