"""Tables far beyond any study are refused by a named limit, in little memory and time."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import seeds
from seeds import csv_text, schema
from tests.counts import count
from tests.peak_memory import PEAK_KIB

ROOT = Path(__file__).parent.parent.parent
MEMORY_MIB = 1_024
"""Address space that a run may take; the limits are stated to hold within it."""

RESIDENT_MIB = 320
"""Memory that it may really use; a run that has read nothing uses 70."""

SECONDS = 180
PARALLEL_LEGS = 10_000_000
GIB = 2**30
VALID_BYTES = count(300 * 2**20, full=2 * GIB)
HEADER = b"id,origin,destination,capacity\n"

RUN = f"""
import resource, sys
from reports.cli import main
{PEAK_KIB}

resource.setrlimit(resource.RLIMIT_AS, ({MEMORY_MIB} * 2**20, {MEMORY_MIB} * 2**20))
try:
    main(sys.argv[1:])
finally:
    print(peak_kib())
"""
needs_limits = pytest.mark.skipif(
    sys.platform != "linux", reason="memory is limited on Linux alone"
)


def _run(*words):
    """Run a command in little memory: its exit code, complaints, output and resident KiB."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=SECONDS,
    )
    *output, peak = done.stdout.splitlines()
    return done.returncode, done.stderr.splitlines(), output, int(peak)


def _sparse(file):
    with file.open("wb") as stream:
        stream.truncate(2 * GIB)


def _valid(file):
    rows = [b"B>C.%d,B,C,1\n" % number for number in range(50_000)]
    block = b"".join(rows)
    with file.open("wb") as stream:
        stream.write(HEADER)
        for _ in range(VALID_BYTES // len(block) + 1):
            stream.write(block)


def _parallel(file):
    with file.open("wb") as stream:
        stream.write(HEADER)
        for start in range(0, PARALLEL_LEGS, 100_000):
            stream.write(b"".join(b"%d,B,C,1\n" % leg for leg in range(start, start + 100_000)))


@pytest.mark.slow
@needs_limits
@pytest.mark.parametrize(
    ("write", "limit"),
    [
        (_sparse, "is larger than the limit of 256 MiB. Split it."),
        (_valid, "is larger than the limit of 256 MiB. Split it."),
        (_parallel, "has more lines than the limit of 1,000,000 rows. Split it."),
    ],
    ids=["two gigabytes of nothing", "valid rows", "ten million parallel legs"],
)
def test_a_table_beyond_the_limits_is_refused_in_little_memory(write_study, tmp_path, write, limit):
    folder, out = write_study(), tmp_path / "out"
    write(folder / "legs.csv")
    for words in (["check", folder], ["report", folder, "--out", out], ["whatif", folder]):
        begin = time.monotonic()
        code, complaints, output, peak = _run(*words)
        print(f"{words[0]}: {time.monotonic() - begin:.1f} s, {peak // 1024} MiB")  # noqa: T201  # shown by -rP
        assert (code, complaints, output) == (3, [f"legs.csv: {limit}"], [])
        assert peak < RESIDENT_MIB * 1024
        assert not out.exists()
    (folder / "legs.csv").unlink()


@pytest.mark.slow
@needs_limits
def test_the_memory_is_enough_for_a_study_that_is_fine(write_study):
    # Otherwise the test above would show little.
    code, complaints, output, _ = _run("check", write_study())
    assert (code, complaints) == (0, [])
    assert output


@pytest.mark.slow
def test_ten_thousand_parallel_legs_are_read(load_study):
    rows = "".join(f"{leg},TW,CN,1\n" for leg in range(10_000))
    study = load_study({"legs.csv": HEADER.decode() + rows})
    assert len(study.legs) == 10_000


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_rows_are_counted_whatever_ends_them(monkeypatch, ends):
    monkeypatch.setattr(csv_text, "MAX_ROWS", 3)
    table = schema.table("jurisdictions")
    lines = ["id,name,role", "A,a,origin", "B,b,transit", "C,c,destination"]
    for text in (ends.join(lines), ends.join([*lines, ""])):
        rows, faults = csv_text.read_rows(table, text.encode())
        assert (len(rows), faults) == (3, [])
    rows, faults = csv_text.read_rows(table, ends.join([*lines, "D,d,transit", ""]).encode())
    assert rows == []
    assert [str(fault) for fault in faults] == [
        "jurisdictions.csv: has more lines than the limit of 3 rows. Split it."
    ]


def test_the_limits_are_stated_for_readers():
    text = Path(seeds.__file__).with_name("README.md").read_text(encoding="utf-8")
    for limit in ("256 MiB", "1,000,000 rows", "20,000 characters", "64 KiB", "1 MiB", "50 levels"):
        assert limit in text
