from hypothesis import given
from hypothesis import strategies as st

from reports import step_summary
from reports.step_summary import CUT, MAX_BYTES, fitted

GITHUB_BYTES = 1024 * 1024


def test_the_bound_is_well_below_what_is_shown():
    assert 2 * MAX_BYTES <= GITHUB_BYTES


@given(st.text(max_size=400), st.integers(-5, 600))
def test_what_is_fitted_never_takes_more_than_the_room(text, room):
    content = fitted(text, room)
    assert len(content) <= max(room, 0)
    if len(text.encode()) <= room:
        assert content.decode() == text
    elif content:
        assert content.decode().endswith(CUT)
        kept = content.decode().removesuffix(CUT)
        assert text.startswith(kept)
        assert kept in {"", kept.rpartition("\n")[0] + "\n"}


def test_a_long_summary_is_cut_after_a_whole_line(tmp_path, monkeypatch):
    file = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    line = "| a row of a table, é |\n"
    for _ in range(3):
        step_summary.add(line * 20_000)
    content = file.read_text(encoding="utf-8")
    assert MAX_BYTES - 200 < len(content.encode()) <= MAX_BYTES
    assert content.count(CUT) == 1
    assert set(content.removesuffix(CUT).splitlines()) == {line.rstrip()}


def test_without_a_run_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    step_summary.add("text\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "")
    step_summary.add("text\n")
    assert list(tmp_path.iterdir()) == []
