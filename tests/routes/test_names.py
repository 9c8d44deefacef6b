import subprocess
import sys

import routes


def test_public_names_are_sorted_and_there():
    assert routes.__all__ == sorted(routes.__all__)
    assert all(getattr(routes, name).__doc__ for name in routes.__all__)


def test_import_stays_light():
    code = (
        "import sys, routes; heavy = {'numba', 'scipy.sparse', 'pandas', 'geopandas'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8"
    )
    assert done.stdout == "[]\n"
