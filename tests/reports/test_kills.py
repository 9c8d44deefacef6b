"""A command that is killed at any moment leaves every file whole, and the next run tidies up."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.counts import count
from tests.studies import CHAIN, PLACED, THREE, write_study

ROOT = Path(__file__).parent.parent.parent
OTHER = CHAIN.replace(",10", ",9").replace(",4", ",3")
DATED = """
    id,target_kind,target,points,valid_from
    p,leg,B>C,{points},2026-01-10
"""
SECONDS = 3_600
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
"""A child forked from a process of several threads may wait without end for a lock of another."""

COMMANDS = {
    "report": (THREE, "report {study} --out {out}", count(6, full=300)),
    "report with a map": (PLACED, "report {study} --out {out}", count(3, full=60)),
    "timeline": (THREE, "timeline {study} --figure {out}", count(3, full=60)),
    "publish": (THREE, "publish {study} --out {out}", count(3, full=60)),
    "export to a folder": (
        PLACED,
        "export {study} --as geojson --force --out {out}",
        count(3, full=60),
    ),
    "export to a file": (
        THREE,
        "export {study} --as graphml --force --out {out}/routes.graphml",
        count(3, full=60),
    ),
}
"""Jurisdictions, the line of the command, and how many kills."""


def _order(folder, jurisdictions, line, kills):
    studies = [
        write_study(
            folder / name,
            jurisdictions=jurisdictions.replace("Beta", name),
            legs=legs,
            pressure=DATED.format(points=points),
        )
        for name, legs, points in (("old", CHAIN, 10), ("new", OTHER, 20))
    ]
    commands = [
        [word.format(study=study, out=folder / "out") for word in line.split()] for study in studies
    ]
    return {"folder": str(folder / "out"), "commands": commands, "kills": kills, "seed": 2026}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked, which needs Unix")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_kill_at_any_moment_leaves_whole_files_and_the_next_run_sweeps(name, tmp_path):
    jurisdictions, line, kills = COMMANDS[name]
    order = _order(tmp_path, jurisdictions, line, kills)
    done = subprocess.run(
        [sys.executable, "-m", "tests.kills"],
        input=json.dumps(order),
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **ONE_THREAD, "PYTHONPATH": str(ROOT)},
        encoding="utf-8",
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stderr
    tally = json.loads(done.stdout)
    print(name, tally)  # noqa: T201  # shown by -rP
    assert tally["kills"] == kills + tally["at a step"]
    assert tally["while the lock was held"] > 0
    # The kills that matter most hit while files were being put into place.
    assert (tally["between two files"] > 0) == (tally["files"] > 1)
