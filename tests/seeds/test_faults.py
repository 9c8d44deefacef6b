import copy

import pytest

from seeds.faults import MAX_COMPARED, DataError, Fault, suggestion

NAMES = {"Taiwan": "TW", "TWN": "TW", "Chinese Taipei": "TW", "United States": "US"}


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (Fault("legs.csv", 14, "origin", "is blank."), "legs.csv:14:origin is blank."),
        (Fault("legs.csv", 14, "", "has 3 cells."), "legs.csv:14: has 3 cells."),
        (Fault("legs.csv", 0, "role", "names no origin."), "legs.csv:role names no origin."),
        (Fault("legs.csv", 0, "", "is missing."), "legs.csv: is missing."),
    ],
)
def test_a_fault_reads_file_row_column_message(fault, text):
    assert str(fault) == text


def test_a_fault_cannot_steer_a_terminal_or_break_its_encoding():
    fault = Fault("a\x1b[2J.csv", 1, "\u202eecap\ud800", "ends\n")
    assert str(fault) == r"a\x1b[2J.csv:1:\u202eecap\ud800 ends\n"


def test_faults_are_sorted_by_file_row_and_column_and_each_stands_once():
    late, early = Fault("b.csv", 10, "x", "m"), Fault("b.csv", 9, "y", "m")
    first = Fault("a.csv", 30, "z", "m")
    error = DataError([late, first, early, late])
    assert error.faults == (first, early, late)
    assert str(error) == "a.csv:30:z m\nb.csv:9:y m\nb.csv:10:x m"


def test_a_data_error_survives_the_way_to_another_process():
    error = DataError([Fault("a.csv", 1, "z", "m"), Fault("a.csv", 2, "", "n")])
    twin = copy.copy(error)  # copied by the protocol with which processes send it
    assert (twin.faults, str(twin)) == (error.faults, str(error))


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("TWN", " Did you mean 'TW' (Taiwan)?"),
        ("tw", " Did you mean 'TW' (Taiwan)?"),
        ("chinese taipei", " Did you mean 'TW' (Taiwan)?"),
        ("Taiwann", " Did you mean 'TW' (Taiwan)?"),
        ("united  states", " Did you mean 'US' (United States)?"),
        ("MY", ""),
        ("", ""),
    ],
)
def test_a_suggestion_names_the_jurisdiction_by_its_first_spelling(typed, answer):
    assert suggestion(typed, {"TW", "US"}, NAMES) == answer


def test_a_suggestion_without_names_gives_the_id_alone():
    assert suggestion("capcity", ["capacity", "id"]) == " Did you mean 'capacity'?"


def test_among_many_spellings_only_an_exact_one_is_found():
    known = {f"J{number}" for number in range(MAX_COMPARED + 1)}
    assert suggestion("j12", known) == " Did you mean 'J12'?"
    assert suggestion("J12x", known) == ""
    assert suggestion("J12x", known - {"J0"}) != ""
