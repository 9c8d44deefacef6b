"""The workbook: results and their sources on the sheets of one Excel file."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from reports import finding_tables, imprint, network_tables, plan_table, study_tables
from reports.export_error import ExportError

if TYPE_CHECKING:
    from reports.export_table import Cell, ExportTable
    from reports.results import Results

LONGEST_CELL = 32_767
"""Characters that a cell of the format can hold."""

MOST_ROWS = 1_048_576
"""Rows that a sheet of the format can hold, the header among them."""

NARROWEST, WIDEST = 8, 60
"""Widths of columns, in characters; longer text is wrapped."""

COVER = "Cover"
NAME_WIDTH, TEXT_WIDTH = 20, 100

# No text becomes a formula or a link, whatever it begins with, and nothing is put on the disk.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def content(results: Results) -> bytes:
    """Return the workbook.

    Parameters
    ----------
    results : Results

    Returns
    -------
    bytes
        The sheets Cover, Legs, Chokepoints, Plans, Jurisdictions, Routes, Removals, Measures and
        Sources. Numbers are numbers, of which the format keeps 15 significant digits; an amount
        without a bound is the word unbounded, a blank is unknown. The same bytes for the same
        results.

    Raises
    ------
    ExportError
        A text or a table is longer than the format allows.
    """
    tables = (
        network_tables.legs(results),
        finding_tables.chokepoints(results),
        plan_table.plans(results),
        network_tables.jurisdictions(results),
        finding_tables.routes(results),
        finding_tables.removals(results),
        study_tables.measures(results.study),
        study_tables.sources(results.study),
    )
    return written(imprint.lines(results), tables, results.study.data_date)


def written(
    cover: list[tuple[str, str]], tables: tuple[ExportTable, ...], created: dt.date
) -> bytes:
    """Return a workbook of a cover and tables, dated as created on a day.

    Raises
    ------
    ExportError
        A text or a table is longer than the format allows.
    """
    import xlsxwriter

    for number, (name, text) in enumerate(cover, start=1):
        _require_length(text, COVER, number, name)
    for table in tables:
        _require_fits(table)
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    book.set_properties({"created": dt.datetime(created.year, created.month, created.day)})  # noqa: DTZ001  # the library takes it as UTC
    bold = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    top = book.add_format({"valign": "top", "text_wrap": True})
    _write_cover(book.add_worksheet(COVER), cover, bold, top)
    for table in tables:
        _write_table(book.add_worksheet(table.name.capitalize()), table, bold, top)
    book.close()
    return stream.getvalue()


def _write_cover(sheet: Any, lines: list[tuple[str, str]], bold: Any, top: Any) -> None:  # noqa: ANN401  # the library is untyped
    sheet.set_column(0, 0, NAME_WIDTH)
    sheet.set_column(1, 1, TEXT_WIDTH)
    told = ""
    for number, (name, text) in enumerate(lines):
        sheet.write_string(number, 0, "" if name == told else name.replace("_", " "), bold)
        sheet.write_string(number, 1, text, top)
        told = name


def _write_table(sheet: Any, table: ExportTable, bold: Any, top: Any) -> None:  # noqa: ANN401  # the library is untyped
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.title, bold)
    for number, row in enumerate(table.rows, start=1):
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _write_cell(sheet, number, place, table.value(column, cell), top)
    for place, width in enumerate(_widths(table)):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write_cell(sheet: Any, row: int, place: int, value: Cell, top: Any) -> None:  # noqa: ANN401  # the library is untyped
    if isinstance(value, bool):
        sheet.write_string(row, place, "yes" if value else "no", top)
    elif isinstance(value, str):
        if value:
            sheet.write_string(row, place, value, top)
    elif value is not None:
        sheet.write_number(row, place, value, top)


def _widths(table: ExportTable) -> list[int]:
    lengths = zip(*([len(text) for text in row] for row in table.texts()), strict=True)
    widest = [max(column) for column in lengths] or [0] * len(table.columns)
    titled = zip(table.columns, widest, strict=True)
    # Room for the sign of the filter beside the title; a long unit is wrapped.
    wanted = [max(width, len(column.name) + 3) for column, width in titled]
    return [min(max(width, NARROWEST), WIDEST) for width in wanted]


def _require_fits(table: ExportTable) -> None:
    if len(table.rows) >= MOST_ROWS:
        raise ExportError(
            f"the table of {table.name} has {len(table.rows):,} rows; an Excel sheet holds "
            f"{MOST_ROWS - 1:,} below its header. Choose csv."
        )
    for number, row in enumerate(table.rows, start=2):
        for column, cell in zip(table.columns, row, strict=True):
            if isinstance(cell, str):
                _require_length(cell, table.name, number, column.name)


def _require_length(text: str, sheet: str, row: int, column: str) -> None:
    # The format counts units of UTF-16, two for a character beyond the first plane.
    length = len(text.encode("utf-16-le")) // 2
    if length > LONGEST_CELL:
        raise ExportError(
            f"{sheet}, row {row}, {column}: the text has {length:,} characters; an Excel cell "
            f"holds {LONGEST_CELL:,}. Choose csv."
        )
