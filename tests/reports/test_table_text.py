import csv
import io

import pytest

from reports import table_text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_kept_a_text(sign):
    assert table_text.inert(f"{sign}1+1") == f"'{sign}1+1"
    assert table_text.inert(f"1{sign}1") == f"1{sign}1"


@pytest.mark.parametrize("number", ["-1", "-2.5", "0", "12"])
def test_a_number_stays_a_number(number):
    assert table_text.inert(number) == number


@pytest.mark.parametrize("text", ["-", "-1-1", "--1", "-1e9", "-1;=2", "-1\n"])
def test_what_only_begins_like_a_number_is_kept_a_text(text):
    assert table_text.inert(text) == f"'{text}"


def test_columns_are_as_wide_as_their_widest_cell():
    rows = [["A>B", "10", "x"], ["A>B.long", "4", ""]]
    assert table_text.aligned("Legs", rows) == "Legs\n  A>B       10  x\n  A>B.long  4"


def test_without_rows_there_is_no_title():
    assert table_text.aligned("Legs", []) == ""


def test_comma_separated_cells_are_read_back():
    rows = [["a,b", 'c"d'], ["line\nfeed", "-3"]]
    text = table_text.comma_separated(["x", "y"], rows)
    assert list(csv.reader(io.StringIO(text))) == [["x", "y"], *rows]
    assert "\r" not in text


def test_markdown_keeps_every_cell_in_its_column():
    assert table_text.markdown(["a|b", "c"], [["<x>", "|"]]) == (
        "| a\\|b | c |\n| --- | --- |\n| \\<x\\> | \\| |"
    )
