import pytest

from seeds import headers, schema

LEGS = schema.table("legs")


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Origin", "origin"), (" Valid-From ", "valid_from"), ("Capacity [t]", "capacity"), ("(", "")],
)
def test_a_name_is_compared_in_small_letters_without_its_unit(name, plain):
    assert headers.plain(name) == plain


def test_every_other_name_stands_for_a_column_of_some_table():
    columns = {name for table in schema.tables() for name in table.columns}
    assert set(headers.OTHER_NAMES.values()) <= columns


def test_a_column_under_another_name_is_told_once_and_others_are_missing():
    assert headers.column_messages(LEGS, ["Id", "from", "capacity"]) == [
        ("destination", "is missing from the header. Add this column."),
        ("Id", "is not a column of this table. Did you mean 'id'?"),
        ("from", "is not a column of this table. Did you mean 'origin'?"),
    ]


def test_a_header_of_one_column_without_a_separator_is_judged_as_any_other():
    assert headers.separator_messages(["id"]) == []
    assert headers.separator_messages(["id;a", "b"]) == []


def test_doubles_and_columns_without_a_name_are_told_together():
    assert headers.shape_messages(["id", "", "id", ""]) == [
        ("id", "stands twice in the header. Remove one."),
        ("", "has no name for columns 2, 4. Name or delete what is there."),
    ]
