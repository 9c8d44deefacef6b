"""A spoilt study is either refused with its faults or read exactly as it stands."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import seeds
from tests.counts import count
from tests.reference_reader import FOLDER, assert_read_exactly

PRISTINE = {
    path.name: path.read_bytes()
    for path in sorted(FOLDER.iterdir())
    if path.suffix in {".csv", ".json"}
}
TABLES = sorted(name for name in PRISTINE if name.endswith(".csv"))
EXAMPLES = count(600, full=4_000)  # for each of the two ways to spoil

# -- two ways to spoil a study -------------------------------------------------------------------

_NUMBERS = ("0", "5", "0.5", "5.25", "007", "-1", "1e3", "1,5", "NaN", "101", "9" * 16, "\uff11")
_WORDS = ("unbounded", "CN", "TWN", "Kazakhstan", "goods", "assumed", "reported", "yes", "A" * 65)
_LISTS = ("C01", "C01;C02", "C01;;C02", "x;", "=1+1", "https://example.org/", "javascript:1")
_DATES = ("2026-02-30", "2026-02-28", "0001-01-01", "9999-12-31")
_BLANKS = ("", " ", "a\nb", '"', "\u202e", "\x00", "\ufeff")
_ODD = st.sampled_from([*_NUMBERS, *_WORDS, *_LISTS, *_DATES, *_BLANKS])
_CELLS = _ODD | st.text(max_size=12) | st.from_regex(r"[0-9]{1,16}(\.[0-9]{0,8})?", fullmatch=True)
_HARMLESS = {"note", "name", "reason", "claim", "title", "publisher", "grade", "capacity"}


@st.composite
def _spoilt_cells(draw):
    """Change one to three cells, rows or column names of one table."""
    name = draw(st.sampled_from(TABLES))
    rows = list(csv.reader(io.StringIO(PRISTINE[name].decode(), newline="")))
    texts = [column for column, title in enumerate(rows[0]) if title in _HARMLESS]
    for _ in range(draw(st.integers(1, 3))):
        line = draw(st.integers(1, len(rows) - 1))
        columns = st.sampled_from(texts) | st.integers(0, len(rows[0]) - 1)
        column = draw(columns)
        act = draw(st.sampled_from(["cell"] * 7 + ["swap", "drop", "double", "header", "column"]))
        if act == "cell":
            rows[line][column] = draw(_CELLS)
        elif act == "swap":
            rows[line], rows[1] = rows[1], rows[line]
        elif act == "drop" and len(rows) > 2:
            del rows[line]
        elif act == "double":
            rows.insert(line, list(rows[line]))
        elif act == "header":
            rows[0][column] = draw(st.sampled_from(["x_mine", "capacty", "", "id"]))
        elif act == "column":
            rows = [[*row[:column], *row[column + 1 :]] for row in rows]
            texts = [0]
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator=draw(st.sampled_from(["\n", "\r\n"]))).writerows(rows)
    return {**PRISTINE, name: stream.getvalue().encode("utf-8", "surrogatepass")}


@st.composite
def _spoilt_bytes(draw):
    """Replace, insert, delete or repeat bytes of one file, datapackage.json among them."""
    name = draw(st.sampled_from(sorted(PRISTINE)))
    content = bytearray(PRISTINE[name])
    pieces = st.sampled_from([b'"', b",", b"\n", b"\r", b"\xff", b"\xc3\xa9", b"0", b".", b" "])
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(content)))
        length = draw(st.sampled_from([0, 0, 1, 1, 2, 40, 5_000]))
        piece = draw(pieces | st.binary(max_size=4))
        if draw(st.booleans()):
            piece = bytes(content[start : start + length]) * 2
        content[start : start + length] = piece
    return {**PRISTINE, name: bytes(content)}


def _assert_told_where(faults, files):
    assert faults
    for fault in faults:
        content = files[fault.file]
        assert fault.row <= content.count(b"\n") + content.count(b"\r") + 1
        assert str(fault).isprintable()


def _is_accepted(folder, files):
    for name, content in files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
    try:
        study = seeds.load(folder)
    except seeds.DataError as error:
        _assert_told_where(error.faults, files)
        return False
    assert_read_exactly(study, files)
    return True


SETTINGS = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_the_reference_reads_the_default_study_alike():
    assert_read_exactly(seeds.load(), PRISTINE)


@pytest.mark.slow
@pytest.mark.parametrize("spoilt", [_spoilt_cells(), _spoilt_bytes()], ids=["cells", "bytes"])
def test_a_spoilt_study_is_refused_or_read_exactly(spoilt, tmp_path):
    outcomes = []

    @SETTINGS
    @given(files=spoilt)
    def check(files):
        outcomes.append(_is_accepted(tmp_path, files))

    check()
    assert len(outcomes) >= EXAMPLES
    # Both ways must have been travelled often, or the test would show little.
    assert sum(outcomes) >= EXAMPLES // 20
    assert len(outcomes) - sum(outcomes) >= EXAMPLES // 20
