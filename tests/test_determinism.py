"""The same inputs give the same bytes on another day, in another place and another language."""

import hashlib
import locale
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = {
    "figure.png",
    "figure.svg",
    "frontier.svg",
    "index.html",
    "legs.csv",
    "results.json",
    "summary.md",
}
SETTINGS = "savefig.bbox: tight\nfigure.dpi: 40\nfont.size: 30\nlines.antialiased: False\n"
"""A reader's own matplotlib settings, which are none of a report's inputs."""


def _other_locale():
    """Choose a language with other rules for case and numbers where the system has one."""
    known = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "tr_TR.UTF-8")
    except locale.Error:
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, known)
    return "tr_TR.UTF-8"


def _digests(folder, **environment):
    """Make the report anew; only how sure it is may be kept from before."""
    folder.mkdir()
    shared, own = Path(os.environ["ROUTERISK_CACHE"]), folder / "kept"
    own.mkdir()
    for file in shared.glob("certainty-*"):
        shutil.copy(file, own)
    environment["ROUTERISK_CACHE"] = str(own)
    made = subprocess.run(
        [sys.executable, "-c", "from reports.cli import main; main(['report', '--out', 'made'])"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert made.returncode == 0, made.stderr
    shared.mkdir(parents=True, exist_ok=True)
    for file in own.glob("certainty-*"):
        shutil.copy(file, shared)
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in (folder / "made").iterdir()
    }


@pytest.mark.slow
def test_two_runs_in_different_surroundings_write_the_same_bytes(tmp_path):
    settings = tmp_path / "matplotlibrc"
    settings.write_text(SETTINGS, encoding="utf-8")
    here = _digests(
        tmp_path / "here",
        PYTHONHASHSEED="1",
        TZ="UTC",
        LC_ALL="C.UTF-8",
        SOURCE_DATE_EPOCH="1000000000",
    )
    there = _digests(
        tmp_path / "a longer place",
        PYTHONHASHSEED="4294967295",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        TZ="Pacific/Kiritimati",
        LC_ALL=_other_locale(),
        SOURCE_DATE_EPOCH="2000000000",
        MATPLOTLIBRC=str(settings),
        COLUMNS="40",
    )
    assert set(here) == FILES
    assert here == there
