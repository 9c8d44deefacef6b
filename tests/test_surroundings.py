"""The quick tests pass in another locale, at the edge of time zones, and without a network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
REPRESENTATIVE = (
    "tests/seeds/test_csv_text.py",
    "tests/seeds/test_numerals.py",
    "tests/seeds/test_reader.py",
    "tests/seeds/test_scenarios.py",
    "tests/geodata/test_lines.py",
    "tests/geodata/test_outlines.py",
    "tests/routes/test_edge_table.py",
    "tests/routes/test_graph.py",
    "tests/reports/test_report_files.py",
    "tests/reports/test_summary.py",
    "tests/reports/test_writer.py",
)
SURROUNDINGS = {
    "LC_ALL": "C",
    "TZ": "Pacific/Kiritimati",  # a day ahead of most of the world
    "PYTHONHASHSEED": "random",
}
START = """
import sys, warnings
import folium, geopandas, matplotlib.pyplot, numba, pandas, playwright, scipy
import pytest

warnings.simplefilter("error", EncodingWarning)
sys.exit(pytest.main(sys.argv[1:]))
"""
"""Reading a file without naming its encoding is an error, save where other libraries begin."""

SECONDS = 1_800


def _without_network():
    """Give the words that run a command without a network, where this user may do that."""
    program = shutil.which("unshare")
    if program is None:
        return []
    words = [program, "--net"]
    allowed = subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0
    return words if allowed else []


@pytest.mark.slow
def test_the_quick_tests_pass_in_other_surroundings():
    strict = ["-X", "warn_default_encoding", "-c", START]
    chosen = ["-m", "not slow and not browser", "-q", "-p", "no:cacheprovider", *REPRESENTATIVE]
    done = subprocess.run(
        [*_without_network(), sys.executable, *strict, *chosen],
        cwd=ROOT,
        env={**os.environ, **SURROUNDINGS, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")
