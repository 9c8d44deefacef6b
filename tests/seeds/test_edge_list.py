import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds import DataError, edge_columns, edge_list, edge_rules

FILE = "edges.csv"


def _read(text):
    content = text if isinstance(text, bytes) else text.encode()
    return edge_list.read(content, FILE)


def _faults(text):
    with pytest.raises(DataError) as caught:
        _read(text)
    return [str(fault).removeprefix("edges.csv:") for fault in caught.value.faults]


@pytest.mark.parametrize(
    "header",
    [
        "origin,destination,capacity",
        "Origin,DESTINATION,Capacity",
        "from,to,weight",
        "source,target,weight",
        "Exporter,Importer,Capacity (units)",
        "\ufeffFrom ,To ,Cap",
    ],
)
def test_columns_are_known_by_their_usual_names(header):
    table = _read(header + "\nUS,MY,1000\nMY,CN,12.5\n")
    ends = [(edge.id, edge.origin, edge.destination, edge.capacity) for edge in table.edges]
    assert ends == [("US>MY", "US", "MY", "1000"), ("MY>CN", "MY", "CN", "12.5")]
    assert table.left_out == ()
    assert [edge.row for edge in table.edges] == [2, 3]


def test_every_column_that_can_be_used_is_used_and_others_are_told():
    table = _read(
        "id,from,to,capacity,pressure,mechanism,layer,since,until,colour,x_mine\n"
        "a,US,MY,5,20,resale,service,2024-01-01,2025-01-01,red,note\n"
    )
    edge = table.edges[0]
    assert vars(edge) == {
        "row": 2,
        "id": "a",
        "origin": "US",
        "destination": "MY",
        "capacity": "5",
        "pressure": "20",
        "mechanism": "resale",
        "layer": "service",
        "valid_from": "2024-01-01",
        "valid_to": "2025-01-01",
    }
    assert table.left_out == ("colour",)


def test_the_own_name_of_a_column_goes_before_another_name():
    table = _read("from,to,weight,capacity\nUS,MY,7,5\n")
    assert table.edges[0].capacity == "5"
    assert table.left_out == ("weight",)


def test_two_other_names_of_one_column_are_not_decided_between():
    assert _faults("from,source,to,weight\nUS,US,MY,7\n") == [
        "1:source may be the origin, and so may 'from'. Rename one of them."
    ]


def test_a_header_without_what_is_needed_is_told_how_to_name_it():
    assert _faults("a,b,Weight\nUS,MY,7\n") == [
        (
            "1:destination is missing from the header. Name a column so, or dest or importer or "
            "target or to."
        ),
        (
            "1:origin is missing from the header. Name a column so, or exporter or from or source "
            "or src."
        ),
    ]


def test_ids_are_made_where_they_are_missing_and_keep_clear_of_those_given():
    table = _read(
        "id,from,to,capacity,mechanism\n,A,B,1,\n,A,B,2,\nA>B.2,B,C,3,\n,B,C,4,resale\n,B,C,5,resale\n"
    )
    ids = [edge.id for edge in table.edges]
    assert ids == ["A>B", "A>B.3", "A>B.2", "B>C.resale", "B>C.resale.2"]


def test_an_id_that_would_be_too_long_is_made_of_the_row():
    ends = "A" * 40, "B" * 40
    assert _read(f"from,to,capacity\n{ends[0]},{ends[1]},1\n").edges[0].id == "row-2"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("MY", "MY"),
        ("United States", "United_States"),
        ("Côte d'Ivoire", "Cote_d_Ivoire"),
        ("China, mainland", "China_mainland"),
        ("  ", ""),
        ("马来西亚", ""),
        ("x" * 70, "x" * 64),
    ],
)
def test_the_name_of_a_place_makes_its_id(name, place):
    assert edge_rules.place_id(name) == place


def test_names_stay_as_they_were_written():
    table = _read('from,to,capacity\nUnited States,"China, mainland",1\n')
    assert table.jurisdictions == {
        "United_States": "United States",
        "China_mainland": "China, mainland",
    }


def test_every_fault_of_the_table_comes_at_once():
    told = _faults(
        "Id,From,To,Weight,Pressure,Layer,Since,Until\n"
        "a,US,US,1,20,,,\n"
        "a,US,,1,20,,,\n"
        'b,US,MY,"1,000",120,goods,,\n'
        "c,us,MY,,0.5,good,10/07/2026,\n"
        "d,马来西亚,MY,-5,,,2026-02-01,2026-01-01\n"
        "d d,US,MY,1\n"
    )
    assert told == [
        "2:To 'US' is also the origin. A leg leads to another jurisdiction.",
        "3:Id 'a' stands already in row 2. Give each row its own id.",
        "3:To is blank. Write a text.",
        "4:Pressure '120' is outside 0 to 100. Write a number between them.",
        (
            "4:Weight '1,000' has separators between its digits. "
            "Write 1000 for a thousand, and a point before decimals, such as 12.5."
        ),
        "5:From 'us' is spelled 'US' in row 2. Spell it in one way.",
        "5:Layer 'good' is not one of goods, service, ownership, licensed. Did you mean 'goods'?",
        "5:Pressure '0.5' is not a whole number. Write digits only, such as 15 or -5.",
        "5:Since '10/07/2026' is not a date. Write 2026-07-10 or 2026-10-07, whichever is meant.",
        "5:Weight is blank. Write a number, or the word unbounded for no limit.",
        "6:From '马来西亚' makes no id. Write it in letters from A to Z.",
        "6:Weight '-5' is negative. Amounts are zero or more.",
        "7: has 4 cells where the header has 8. Put a comma for each cell that is left blank.",
    ]


def test_days_in_the_wrong_order_are_told():
    assert _faults("from,to,capacity,since,until\nUS,MY,5,2026-02-01,2026-01-01\n") == [
        "2:until 2026-01-01 is before since 2026-02-01. Swap them."
    ]


@pytest.mark.parametrize("content", ["", "\n"])
def test_an_empty_file_is_told_its_columns(content):
    assert _faults(content) == [
        "1: is empty. Its first line must name the columns: origin, destination, capacity."
    ]


def test_a_workbook_is_told_what_it_is():
    assert _faults(b"PK\x03\x04") == [
        "1: is a spreadsheet file or an archive. Save the sheet as CSV UTF-8."
    ]


def test_every_other_name_means_a_column():
    assert set(edge_columns.OTHER_NAMES.values()) <= set(edge_columns.COLUMNS)
    assert not set(edge_columns.OTHER_NAMES) & set(edge_columns.COLUMNS)


@settings(max_examples=100, derandomize=True, database=None, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(string.ascii_letters + " -é", min_size=1, max_size=5),
            st.text(string.ascii_letters + " -é", min_size=1, max_size=5),
            st.sampled_from(["", "a", "b", "A>B"]),
        ),
        max_size=6,
    )
)
def test_what_is_read_has_ids_that_are_each_its_own(rows):
    text = "from,to,id,capacity\n" + "".join(f"{a},{b},{name},1\n" for a, b, name in rows)
    try:
        table = _read(text)
    except DataError:
        return
    assert len({edge.id for edge in table.edges}) == len(table.edges)
    assert {end for edge in table.edges for end in (edge.origin, edge.destination)} == set(
        table.jurisdictions
    )
