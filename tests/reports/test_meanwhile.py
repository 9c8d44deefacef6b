"""What is computed beside the rest is told as if it were computed in its place."""

import subprocess
import sys
import threading

import pytest

from reports.meanwhile import Meanwhile


def test_others_go_on_until_the_result_is_wanted():
    asked, here = threading.Event(), threading.get_ident()

    def compute():
        assert asked.wait(60)
        return threading.get_ident()

    found = Meanwhile(compute)
    asked.set()
    assert found.result() != here
    assert found.result() == found.result()


def test_what_was_raised_is_raised_where_the_result_is_wanted():
    found = Meanwhile(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        found.result()


def test_a_program_that_ends_does_not_wait():
    code = (
        "import threading\nfrom reports.meanwhile import Meanwhile\n"
        "Meanwhile(threading.Event().wait)\nraise SystemExit(3)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 3
