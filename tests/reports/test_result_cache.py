"""Results that are kept: the same whether kept or computed, and never in the way."""

from dataclasses import replace

import pytest

from reports.result_cache import FOLDER_VARIABLE, Shelf, folder

SHELF = Shelf("result", lambda: {"routes": "a text"}, most_entries=200)
RESULT = {"share": 0.1, "names": ["b", "a"]}


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "kept"))
    return tmp_path / "kept"


def never():
    raise AssertionError("this was to be kept")


def test_a_result_is_computed_once_for_one_content(place):
    assert SHELF.recalled({"draws": 100}, lambda: RESULT) == RESULT
    assert SHELF.recalled({"draws": 100}, never) == RESULT
    assert SHELF.recalled({"draws": 101}, lambda: {"other": 1}) == {"other": 1}
    assert len(list(place.iterdir())) == 2


def test_kept_and_computed_results_are_alike_to_the_type(place):
    given = {"pair": (1, 2), "number": 0.1 + 0.2}
    first = SHELF.recalled({}, lambda: given)
    assert first == SHELF.recalled({}, never) == {"pair": [1, 2], "number": 0.1 + 0.2}
    assert isinstance(first["pair"], list)
    assert place.exists()


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"no json", b"[]", b'{"result": 1}', b'{"result": 1, "sha256": "0"}', b"\xff\xfe"],
)
def test_an_entry_that_is_not_what_was_written_is_computed_anew(place, spoilt):
    SHELF.recalled({}, lambda: RESULT)
    (entry,) = place.iterdir()
    entry.write_bytes(spoilt)
    assert SHELF.find({}) is None
    assert SHELF.recalled({}, lambda: {"new": 1}) == {"new": 1}
    assert SHELF.find({}) == {"new": 1}
    (entry,) = place.iterdir()
    assert entry.read_bytes() != spoilt


def test_an_entry_that_was_altered_by_hand_is_computed_anew(place):
    SHELF.recalled({}, lambda: RESULT)
    (entry,) = place.iterdir()
    entry.write_text(entry.read_text(encoding="utf-8").replace("0.1", "0.9"), encoding="utf-8")
    assert SHELF.recalled({}, lambda: RESULT) == RESULT


def test_an_entry_that_was_cut_short_is_computed_anew(place):
    SHELF.recalled({}, lambda: RESULT)
    (entry,) = place.iterdir()
    whole = entry.read_bytes()
    for length in range(len(whole)):
        entry.write_bytes(whole[:length])
        assert SHELF.find({}) is None
    entry.write_bytes(whole)
    assert SHELF.find({}) == RESULT


def test_another_program_computes_anew(place):
    SHELF.recalled({}, lambda: RESULT)
    other = replace(SHELF, program=lambda: {"routes": "another text"})
    assert other.recalled({}, lambda: {"new": 1}) == {"new": 1}
    assert len(list(place.iterdir())) == 2


def test_results_of_another_kind_are_others_and_do_not_push_these_out(place):
    few = Shelf("other", SHELF.program, most_entries=1)
    SHELF.recalled({}, lambda: RESULT)
    for number in range(3):
        few.recalled({"number": number}, lambda: {"new": 1})
    assert few.find({}) is None
    assert SHELF.recalled({}, never) == RESULT
    assert len(list(place.iterdir())) == 2


def test_an_empty_name_means_no_cache(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, "")
    monkeypatch.chdir(tmp_path)
    assert folder() is None
    assert SHELF.recalled({}, lambda: RESULT) == RESULT
    assert list(tmp_path.iterdir()) == []


def test_without_the_variable_it_is_the_users_folder_for_caches(monkeypatch):
    monkeypatch.delenv(FOLDER_VARIABLE)
    assert folder().name == "routerisk"


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "file" / "kept"))
    assert SHELF.recalled({}, lambda: RESULT) == RESULT
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"


def test_what_was_written_first_goes_first(place):
    shelf = replace(SHELF, most_entries=3)
    for number in range(5):
        shelf.recalled({"number": number}, lambda: RESULT)
    assert len(list(place.iterdir())) == 3
    assert shelf.recalled({"number": 4}, never) == RESULT
    with pytest.raises(AssertionError, match="to be kept"):
        shelf.recalled({"number": 0}, never)
