"""A report that was kept is the one that would be made, and is given for nothing else."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reports import cli, kept_report, report_files
from reports.kept_report import Asked, Made
from reports.result_cache import FOLDER_VARIABLE
from seeds.fingerprint import fingerprint
from tests import fork_study
from tests.studies import CHAIN, PLACED, write_study

ROOT = Path(__file__).parent.parent.parent
ASKED = Asked(None, "passing", "goods", None, 100)
MADE = Made(("One sentence.", "Zwei Sätze."), {"a.txt": "Å\n".encode(), "b.png": bytes(range(256))})
LARGE = ("branca", "folium", "geopandas", "matplotlib", "networkx", "numba", "numpy", "pandas")
SMALL = ("seeds.reader", "seeds.study", "routes", "geodata", "tqdm", "importlib.metadata")


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """Keep what is kept in a folder of the test's own."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def chain(tmp_path):
    return write_study(tmp_path / "chain", jurisdictions=PLACED, legs=CHAIN)


@pytest.fixture
def fork(tmp_path):
    fork_study.read(tmp_path / "fork")
    return tmp_path / "fork"


@pytest.fixture
def run(capsys):
    """Give a function that runs the report command: exit code, standard output and error."""

    def report(*arguments):
        code = cli.run(["report", *map(str, arguments)])
        return code, *capsys.readouterr()

    return report


def _keep(folder, asked=ASKED, made=MADE):
    taken = fingerprint(folder)
    kept_report.keep(taken.name, taken.sha256, asked, made)


def _files(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def _never(*_arguments, **_options):
    raise AssertionError("this was to be kept")


@pytest.mark.parametrize(
    "line",
    [
        ("--scenario", "no-direct", "--draws", "100"),
        ("--scenario", "later", "--lens", "volume", "--draws", "0"),
        ("--layer", "service", "--as-of", "2026-02", "--draws", "100"),
        ("--lens", "effort", "--draws", "0"),
    ],
)
def test_without_a_cache_with_an_empty_and_with_a_full_one_all_files_are_the_same(
    run, fork, tmp_path, monkeypatch, line
):
    out = tmp_path / "out"
    empty = (*run(fork, "--out", out, *line), _files(out))
    with monkeypatch.context() as kept:
        kept.setattr(report_files, "analyzed", _never)
        full = (*run(fork, "--out", out, *line), _files(out))
    monkeypatch.setenv(FOLDER_VARIABLE, "")
    none = (*run(fork, "--out", out, *line), _files(out))
    assert empty == full == none
    assert full[0] == cli.FINE
    assert "index.html" in full[3]


def test_a_kept_report_is_given_back_whole(chain):
    assert kept_report.find(str(chain), ASKED) is None
    _keep(chain)
    assert kept_report.find(str(chain), ASKED) == MADE
    assert kept_report.find(chain, ASKED) == MADE


@pytest.mark.parametrize(
    "change",
    [
        {"as_of": "2025-07"},
        {"lens": "volume"},
        {"layer": "service"},
        {"scenario": "other"},
        {"draws": 101},
    ],
)
def test_another_question_is_another_report(chain, change):
    _keep(chain)
    assert kept_report.find(chain, replace(ASKED, **change)) is None


@pytest.mark.parametrize("name", ["legs.csv", "jurisdictions.csv", "datapackage.json"])
def test_a_byte_of_a_table_makes_another_report(chain, name):
    _keep(chain)
    file = chain / name
    file.write_bytes((file.read_bytes() if file.exists() else b"{}") + b"\n")
    assert kept_report.find(chain, ASKED) is None


def test_another_name_of_the_folder_makes_another_report(chain, tmp_path):
    _keep(chain)
    chain.rename(tmp_path / "other")
    assert kept_report.find(tmp_path / "other", ASKED) is None


def test_the_bytes_of_a_scenario_s_own_file_count(fork, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "mine.toml"
    line = (fork, "--scenario", "mine.toml", "--draws", "0", "--out", "out")
    file.write_text('title = "Mine"\nremove = ["B>C"]\n', encoding="utf-8")
    first = run(*line)
    assert first[0] == cli.FINE
    file.write_text('title = "Mine"\nremove = ["B>D"]\n', encoding="utf-8")
    second = run(*line)
    assert second[0] == cli.FINE
    assert second != first
    file.write_text('title = "Mine"\nremove = ["B>C"]\n', encoding="utf-8")
    monkeypatch.setattr(report_files, "analyzed", _never)
    assert run(*line) == first
    file.unlink()
    code, _, err = run(*line)
    assert (code, "mine.toml: cannot be read" in err) == (cli.CANNOT_ACCESS, True)


def test_what_the_study_held_when_it_was_read_counts(chain, run, tmp_path, monkeypatch):
    """A table that changes while a report is made must not have that report for its own."""
    real = report_files.analyzed

    def changed_meanwhile(*arguments, **options):
        made = real(*arguments, **options)
        (chain / "legs.csv").write_text(CHAIN.replace("10", "11").strip(), encoding="utf-8")
        return made

    before = (chain / "legs.csv").read_bytes()
    monkeypatch.setattr(report_files, "analyzed", changed_meanwhile)
    assert run(chain, "--out", tmp_path / "out", "--draws", "0")[0] == cli.FINE
    asked = replace(ASKED, draws=0)
    assert kept_report.find(chain, asked) is None
    (chain / "legs.csv").write_bytes(before)
    assert kept_report.find(chain, asked).files == _files(tmp_path / "out")


def test_what_is_wrong_is_told_although_a_report_was_kept(chain, run, tmp_path):
    out = ("--out", tmp_path / "out", "--draws", "0")
    assert run(chain, *out)[0] == cli.FINE
    (chain / "leggs.csv").write_text("id\n", encoding="utf-8")
    code, _, err = run(chain, *out)
    assert code == cli.BAD_DATA
    assert "leggs.csv: is not a table of a study. Did you mean 'legs.csv'" in err
    (chain / "leggs.csv").unlink()
    assert run(chain, *out, "--as-of", "July")[0] == cli.USAGE
    assert run(chain, *out, "--scenario", "none")[0] == cli.USAGE
    assert run(tmp_path / "nowhere", *out)[0] == cli.CANNOT_ACCESS
    assert run(chain, "--out", chain)[0] == cli.USAGE


def test_a_spoilt_entry_is_made_anew(place, chain, run, tmp_path):
    line = (chain, "--out", tmp_path / "out", "--draws", "0")
    first = (*run(*line), _files(tmp_path / "out"))
    (entry,) = place.iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(whole[: len(whole) // 2])
    assert (*run(*line), _files(tmp_path / "out")) == first
    assert entry.read_bytes() == whole


def test_a_folder_of_somebody_else_is_left_alone_by_a_kept_report(chain, run, tmp_path):
    assert run(chain, "--out", tmp_path / "out", "--draws", "0")[0] == cli.FINE
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "index.html").write_bytes(b"mine")
    code, _, err = run(chain, "--out", theirs, "--draws", "0")
    assert (code, "did not write" in err) == (cli.CANNOT_ACCESS, True)
    assert _files(theirs) == {"index.html": b"mine"}


def test_a_large_report_is_not_kept(chain, monkeypatch):
    monkeypatch.setattr(kept_report, "MOST_BYTES", 258)
    _keep(chain)
    assert kept_report.find(chain, ASKED) is None
    monkeypatch.setattr(kept_report, "MOST_BYTES", 259)
    _keep(chain)
    assert kept_report.find(chain, ASKED) == MADE


def test_without_a_cache_nothing_is_kept(chain, monkeypatch, tmp_path):
    monkeypatch.setenv(FOLDER_VARIABLE, "")
    monkeypatch.chdir(tmp_path)
    _keep(chain)
    assert kept_report.find(chain, ASKED) is None
    assert list(tmp_path.iterdir()) == [chain]


def _loaded(line, place):
    code = (
        "import sys\nfrom reports import cli\n"
        f"code = cli.run({list(map(str, line))!r})\n"
        "sys.stderr.write(' '.join(sys.modules))\nsys.exit(code)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), FOLDER_VARIABLE: str(place)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True
    )
    return set(done.stderr.decode().split())


def test_a_kept_report_imports_nothing_that_computes_reads_or_draws(place, chain, tmp_path):
    line = ("report", chain, "--draws", "100", "--out", tmp_path / "out")
    assert {"networkx", "numpy", "pandas", "matplotlib", "folium"} <= _loaded(line, place)
    again = _loaded(line, place)
    assert "reports.kept_report" in again
    assert not {*LARGE, *SMALL, "scipy", "shapely"} & again
    # Where only how sure it is was kept, neither compiler nor solver is wanted.
    (kept,) = place.glob("report-*")
    kept.unlink()
    assert not {"numba", "scipy.optimize", "geopandas"} & _loaded(line, place)
