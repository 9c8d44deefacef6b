import csv
import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest

import reports
from reports import (
    finding_tables,
    imprint,
    network_tables,
    plan_table,
    study_tables,
    workbook,
)
from reports.export_error import ExportError
from reports.export_table import Column, ExportTable
from tests.hostile_study import FORMULAS, TEXTS, poisoned
from tests.studies import CHAIN, SOURCE, study

SHEETS = [
    "Cover",
    "Legs",
    "Chokepoints",
    "Plans",
    "Jurisdictions",
    "Routes",
    "Removals",
    "Measures",
    "Sources",
]
ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""LibreOffice's filter: every sheet to its own file, in UTF-8, cells as they are shown."""

DAY = dt.date(2026, 10, 31)
MEASURE = "id,name,legs,effect,cost\nshut,Shut it,B>C,close,1\n"


def _opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def _poisoned(tmp_path, text):
    loaded = study(tmp_path, legs=CHAIN, evidence=SOURCE, measures=MEASURE)
    return workbook.content(reports.analyze(poisoned(loaded, text)))


@pytest.fixture(scope="module")
def content(results):
    return workbook.content(results)


@pytest.fixture(scope="module")
def book(content):
    return _opened(content)


def test_the_sheets_are_those_of_the_three_uses(book):
    assert book.sheetnames == SHEETS


def test_the_cover_is_the_imprint(book, results):
    cells = list(book["Cover"].iter_rows(values_only=True))
    assert [told for _, told in cells] == [told for _, told in imprint.lines(results)]
    names = [name for name, _ in cells]
    assert names.count("limits") == 1
    assert "inputs sha256" in names
    told = " ".join(text for _, text in cells)
    assert "This is a model result" in told
    assert all(digest in told for digest in results.study.sha256.values())


def test_every_table_stands_below_titles_with_units(book, results):
    tables = {
        "Legs": network_tables.legs(results),
        "Plans": plan_table.plans(results),
        "Jurisdictions": network_tables.jurisdictions(results),
        "Measures": study_tables.measures(results.study),
        "Sources": study_tables.sources(results.study),
    }
    for name, table in tables.items():
        titles, *rows = book[name].iter_rows(values_only=True)
        assert list(titles) == [column.title for column in table.columns]
        assert len(rows) == len(table.rows)
        for told, row in zip(rows, table.rows, strict=True):
            for column, cell, shown in zip(table.columns, row, told, strict=True):
                expected = table.value(column, cell)
                if isinstance(expected, bool):
                    expected = "yes" if expected else "no"
                assert shown == (None if expected == "" else expected), (name, column.name)
    assert "capacity (H100-equivalents per year)" in next(book["Legs"].iter_rows(values_only=True))


def test_numbers_are_numbers_and_everything_else_is_text(book):
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n"}
    flow = [cell.data_type for cell in book["Removals"]["E"][1:]]
    assert set(flow) == {"n"}


def test_headers_are_frozen_filtered_and_wide_enough(book):
    for name in SHEETS[1:]:
        sheet = book[name]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        assert min(widths) >= workbook.NARROWEST
        assert max(widths) <= workbook.WIDEST + 1


@pytest.mark.parametrize("text", [*FORMULAS.values(), *TEXTS.values()], ids=[*FORMULAS, *TEXTS])
def test_no_text_becomes_a_formula_a_link_or_another_text(tmp_path, text):
    content = _poisoned(tmp_path, text)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if "worksheets/sheet" in name]
        joined = b"".join(archive.read(name) for name in sheets)
        assert not re.search(rb"<f[ >/]|<hyperlink", joined)
        assert not [name for name in archive.namelist() if "externalLink" in name]
        assert not [name for name in archive.namelist() if "worksheets/_rels" in name]
    book = _opened(content)
    for sheet, column in (
        ("Jurisdictions", "B"),
        ("Legs", "E"),
        ("Measures", "B"),
        ("Sources", "I"),
    ):
        cells = book[sheet][column][1:]
        assert cells
        assert {cell.value for cell in cells} == {text}
        assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}


def test_the_day_of_the_data_is_the_day_it_was_made(book, content):
    assert book.properties.created == dt.datetime(2026, 10, 31)  # noqa: DTZ001  # as the file says it
    assert book.properties.modified == book.properties.created
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_text_of_the_greatest_length_fits_and_a_longer_one_is_an_error():
    def table(length):
        return ExportTable("notes", (Column("id"), Column("note")), (("a", "x" * length),), 1)

    longest = workbook.LONGEST_CELL
    book = _opened(workbook.written([], (table(longest),), DAY))
    assert book["Notes"]["B2"].value == "x" * longest
    wanted = r"notes, row 2, note: the text has 32,768 characters; an Excel cell holds 32,767"
    with pytest.raises(ExportError, match=wanted):
        workbook.written([], (table(longest + 1),), DAY)
    with pytest.raises(ExportError, match="Cover, row 1, title: the text has 32,768 characters"):
        workbook.written([("title", "x" * (longest + 1))], (), DAY)
    beyond = "\U0001f5fa" * (longest // 2)
    workbook.written([("title", beyond)], (), DAY)
    with pytest.raises(ExportError, match="has 32,768 characters"):
        workbook.written([("title", beyond + "xx")], (), DAY)


def test_more_rows_than_a_sheet_holds_are_an_error():
    table = ExportTable("legs", (Column("id"),), (("a",),) * workbook.MOST_ROWS, 1)
    with pytest.raises(
        ExportError, match="legs has 1,048,576 rows; an Excel sheet holds 1,048,575"
    ):
        workbook.written([], (table,), DAY)


def test_a_study_without_measures_and_sources_has_empty_sheets(tmp_path):
    book = _opened(workbook.content(reports.analyze(study(tmp_path, legs=CHAIN))))
    assert book.sheetnames == SHEETS
    assert book["Measures"].max_row == 1


def test_an_unbounded_amount_is_the_word_and_an_unknown_one_is_blank(tmp_path):
    legs = "id,origin,destination,capacity_low,capacity\nA>C,A,C,,unbounded\n"
    sheet = _opened(workbook.content(reports.analyze(study(tmp_path, legs=legs))))["Legs"]
    assert [cell.value for cell in sheet[2]][5:7] == [None, "unbounded"]


def _shown(folder, sheet):
    with (folder / f"shown-{sheet}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.slow
def test_libreoffice_shows_every_text_as_it_is(tmp_path, office):
    texts = (*FORMULAS.values(), *TEXTS.values())
    rows = tuple((f"t{number}", text) for number, text in enumerate(texts))
    table = ExportTable("texts", (Column("id"), Column("text")), rows, 1)
    file = tmp_path / "shown.xlsx"
    file.write_bytes(workbook.written([("title", "=1+1")], (table,), DAY))
    folder = office(file, ALL_SHEETS)
    assert _shown(folder, "Cover") == [["title", "=1+1"]]
    assert _shown(folder, "Texts")[1:] == [list(row) for row in rows]


@pytest.mark.slow
def test_libreoffice_opens_every_sheet_and_shows_the_numbers(tmp_path, content, office, results):
    file = tmp_path / "shown.xlsx"
    file.write_bytes(content)
    folder = office(file, ALL_SHEETS)
    assert {made.stem for made in folder.iterdir()} == {f"shown-{name}" for name in SHEETS}
    for sheet, table, column in (
        ("Legs", network_tables.legs(results), "flow"),
        ("Removals", finding_tables.removals(results), "value"),
        ("Plans", plan_table.plans(results), "value_left"),
    ):
        place = [known.name for known in table.columns].index(column)
        amounts = [float(row[place]) for row in _shown(folder, sheet)[1:]]
        assert amounts == [record[column] for record in table.records()]


@pytest.mark.slow
def test_libreoffice_makes_a_pdf_of_the_packaged_study(tmp_path, content, office):
    file = tmp_path / "study.xlsx"
    file.write_bytes(content)
    (made,) = office(file, "pdf").iterdir()
    assert made.read_bytes().startswith(b"%PDF")
