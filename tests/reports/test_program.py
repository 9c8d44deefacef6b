"""What a kept result depends on is named in full: every file of the packages, every library."""

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reports import program
from seeds import schema

ROOT = Path(program.__file__).parent.parent
PACKAGES = ("seeds", "routes", "geodata", "reports")

NO_PART = (
    r".*\.md",
    r".*/py\.typed",
    r".*/__pycache__/.*",
    rf"seeds/{schema.DEFAULT_STUDY}/.*\.csv",
    rf"seeds/{schema.DEFAULT_STUDY}/scenarios/.*\.toml",
    r"reports/published/.*",
    r"reports/starter/.*",
)
"""Words for readers; and tables, which count where they are read, and where nobody reads them."""


@pytest.fixture(autouse=True)
def _anew():
    for kept in (program.computing, program.making, program._installed):
        kept.cache_clear()
    yield
    for kept in (program.computing, program.making, program._installed):
        kept.cache_clear()


def _told():
    return program.computing() | program.making()


def test_every_file_of_the_packages_counts_but_those_that_are_listed(monkeypatch):
    read = set()

    def noted(file):
        read.add(file.relative_to(ROOT).as_posix())
        return b""

    monkeypatch.setattr(Path, "read_bytes", noted)
    _told()
    there = {
        file.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file()
    }
    unread = {name for name in there - read if not re.fullmatch("|".join(NO_PART), name)}
    assert unread == set()
    assert "reports/assets/page.css" in read


def test_a_file_that_changes_changes_what_is_told(monkeypatch):
    before = _told()
    real = Path.read_bytes
    for changed in ("routes/flow.py", "reports/assets/solver.js", "geodata/outlines/basemap.json"):
        file = ROOT / changed

        def read(place, file=file):
            return real(place) + (b" " if place == file else b"")

        monkeypatch.setattr(Path, "read_bytes", read)
        program.computing.cache_clear()
        program.making.cache_clear()
        after = _told()
        assert len({name for name in after if after[name] != before[name]}) == 1


def test_versions_are_those_that_the_libraries_tell():
    told = _told()
    for name in (*program._LIBRARIES, *program._MAKING):
        assert told[name] == importlib.metadata.version(name)
    assert told["python"] == ".".join(map(str, sys.version_info[:3]))


def test_a_version_is_found_where_no_folder_is_called_by_it(monkeypatch):
    monkeypatch.setattr(program, "_installed", dict)
    assert program._versions(("numpy",)) == {"numpy": importlib.metadata.version("numpy")}


def test_the_first_on_the_path_counts_in_either_form_of_name(monkeypatch, tmp_path):
    for folder in ("one/Some_Library-2.0.dist-info", "two/some.library-1.0-py3.11.egg-info"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(tmp_path / name) for name in ("no", "two", "one")])
    assert program._versions(("some-library",)) == {"some-library": "1.0"}


def test_every_library_that_a_report_is_made_with_counts():
    """What is imported beside them has no part in the bytes: it runs, reads, waits or asks."""
    code = (
        "import sys\n"
        "from reports import cli\n"
        "import seeds, reports\n"
        "from reports.report_files import files\n"
        "files(reports.analyze(seeds.load()))\n"
        "print(' '.join({name.split('.')[0] for name in sys.modules}))\n"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    known = importlib.metadata.packages_distributions()
    own = {"routerisk", "click", "tqdm", "filelock", "platformdirs"}
    found = {each for name in loaded.stdout.split() for each in known.get(name, ())} - own
    counted = {*program._LIBRARIES, *program._MAKING}
    beside = {
        "certifi",
        "chardet",
        "charset-normalizer",
        "cycler",
        "cython",
        "idna",
        "packaging",
        "pyarrow",
        "pyparsing",
        "python-dateutil",
        "requests",
        "setuptools",
        "six",
        "urllib3",
        "xyzservices",
    }
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in found} - counted - beside == set()


def test_naming_the_program_imports_none_of_it():
    code = (
        "import sys\nfrom reports import program\n"
        "program.computing(), program.making()\n"
        "print(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert not {"routes", "geodata", "numpy", "importlib.metadata"} & set(done.stdout.split())
