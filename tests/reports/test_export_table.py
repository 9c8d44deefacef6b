import pandas as pd

from reports.export_table import Column, ExportTable

COLUMNS = (
    Column("id"),
    Column("capacity", "limit", "units a year"),
    Column("flow", "amount", "units a year"),
    Column("hops", "count"),
    Column("share", "real"),
    Column("held", "flag"),
)
ROWS = (
    ("a", 12_550, 0, 3, 0.25, True),
    ("b", "unbounded", None, 0, None, False),
    (None, None, 1, 1, 1.0, False),
)
TABLE = ExportTable("things", COLUMNS, ROWS, 1000)


def test_text_keeps_every_decimal_and_the_word_for_no_bound():
    assert TABLE.texts() == [
        ["a", "12.55", "0", "3", "0.25", "yes"],
        ["b", "unbounded", "", "0", "", "no"],
        ["", "", "0.001", "1", "1.0", "no"],
    ]


def test_records_tell_unbounded_from_unknown():
    bounded, open_ended, unknown = TABLE.records()
    assert (bounded["capacity"], bounded["capacity_unbounded"]) == (12.55, False)
    assert (open_ended["capacity"], open_ended["capacity_unbounded"]) == (None, True)
    assert (unknown["capacity"], unknown["capacity_unbounded"]) == (None, False)


def test_only_what_can_lack_a_bound_has_a_flag_for_it():
    names = ["id", "capacity", "capacity_unbounded", "flow", "hops", "share", "held"]
    assert list(TABLE.records()[0]) == names
    assert list(TABLE.to_frame()) == names


def test_columns_have_the_same_types_with_any_rows_and_with_none():
    types = TABLE.to_frame().dtypes
    bare = ExportTable("things", COLUMNS, (), 1000).to_frame()
    assert bare.empty
    assert (bare.dtypes == types).all()
    assert pd.api.types.is_string_dtype(types["id"])
    assert [str(types[name]) for name in ("capacity", "flow", "hops", "held")] == [
        "float64",
        "float64",
        "int64",
        "bool",
    ]


def test_fifteen_digits_come_back_as_the_same_decimal():
    table = ExportTable("t", (Column("a", "amount"),), ((999_999_999_999_999,), (1,)), 10**6)
    assert [repr(record["a"]) for record in table.records()] == ["999999999.999999", "1e-06"]


def test_a_title_names_the_unit():
    assert [column.title for column in COLUMNS[:2]] == ["id", "capacity (units a year)"]
