"""Measure how long help and a report take as whole processes, beside the imports they need."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

from tests.benchmark_flows import machine

ROOT = Path(__file__).parent.parent
LINE = "import sys; from reports.cli import main; main(sys.argv[1:])"
"""What the installed command runs."""

RATIOS = {
    "help": ("import click",),
    "version": ("import click",),
    "report, kept": ("imports of a kept report", "imports of a made report"),
    "report, its assurance kept": ("imports of a made report",),
    "report, made": ("imports of a made report",),
}
EXAMPLES = """\b
Examples:
  python -m tests.benchmark startup
  python -m tests.benchmark startup --runs 15 --cold-runs 3 --json startup.json
  python -m tests.benchmark startup --study my-study --draws 0
"""


@click.command(epilog=EXAMPLES)
@click.option("--runs", type=click.IntRange(1), default=7, show_default=True)
@click.option("--cold-runs", type=click.IntRange(1), default=1, show_default=True)
@click.option("--study", type=click.Path(exists=True, path_type=Path), help="Default: packaged.")
@click.option("--draws", type=click.IntRange(0), default=2_000, show_default=True)
@click.option("--json", "target", type=click.Path(path_type=Path), help="Also write to this file.")
def startup(*, runs, cold_runs, study, draws, target):
    """Start the command line again and again, with nothing kept and with everything kept."""
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), runs, cold_runs, study, draws)
    click.echo(describe(figures))
    if target is not None:
        found = {"startup": {"machine": machine(["click", "pandas", "matplotlib"]), **figures}}
        target.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def measure(folder, runs, cold_runs, study, draws):
    """Give the median seconds of each process, the ratios, and the parts of a report."""
    place = Process(folder)
    line = ["report", *([str(study)] if study else []), "--draws", str(draws)]
    line += ["--out", str(folder / "out")]
    made = place.spans(line)
    kept = [place.spans(line) for _ in range(runs)]
    imports = {
        "imports of a kept report": ", ".join(kept[0]["modules"]),
        "imports of a made report": ", ".join(made["modules"]),
    }
    turns = {
        "import click": ["-c", "import click"],
        "help": ["-c", LINE, "--help"],
        "version": ["-c", LINE, "--version"],
        "a command's help": ["-c", LINE, "report", "--help"],
        "imports of a kept report": ["-c", f"import {imports['imports of a kept report']}"],
        "report, kept": ["-c", LINE, *line],
    }
    seconds = {name: [] for name in turns}
    # In turn, so that a busy machine slows all down alike.
    for _ in range(runs):
        for name, arguments in turns.items():
            seconds[name].append(place.seconds(arguments))
    # By itself: whatever starts after so large a process starts later.
    everything = ["-c", f"import {imports['imports of a made report']}"]
    seconds["imports of a made report"] = [place.seconds(everything) for _ in range(runs)]
    if draws:
        seconds["report, its assurance kept"] = [
            place.seconds(["-c", LINE, *line], "report-*") for _ in range(min(runs, 3))
        ]
    seconds["report, made"] = [place.seconds(["-c", LINE, *line], "*") for _ in range(cold_runs)]
    medians = {name: statistics.median(found) for name, found in seconds.items()}
    return {
        "runs": runs,
        "cold_runs": cold_runs,
        "draws": draws,
        "seconds": medians,
        "ratios": {
            f"{name} / {other}": medians[name] / medians[other]
            for name, others in RATIOS.items()
            for other in others
            if name in medians
        },
        "libraries": {name: _tops(names) for name, names in imports.items()},
        "parts": {
            "report, kept": _medians(kept, "parts"),
            "report, made": made["parts"],
            "report, made, in another thread meanwhile": made["meanwhile"],
        },
    }


class Process:
    """Processes of this Python that keep what they compute in a folder of their own."""

    def __init__(self, folder):
        self._kept, self._told = folder / "kept", folder / "spans.json"
        self._environment = {**os.environ, "ROUTERISK_CACHE": str(self._kept)}
        self._environment["PYTHONPATH"] = str(ROOT)
        # An installed package is compiled already.
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def seconds(self, arguments, forgotten=""):
        """Give the seconds of one process, from which some of what is kept is taken away first."""
        for file in self._kept.glob(forgotten) if forgotten else ():
            file.unlink()
        begun = time.perf_counter()
        self._run(arguments)
        return time.perf_counter() - begun

    def spans(self, line):
        """Give what one run of the command line tells of its parts."""
        self._run(["-m", "tests.report_spans", str(self._told), *line])
        return json.loads(self._told.read_text(encoding="utf-8"))

    def _run(self, arguments):
        line = [sys.executable, *arguments]
        done = subprocess.run(
            line, env=self._environment, cwd=ROOT, capture_output=True, check=False
        )
        if done.returncode:
            raise click.ClickException(done.stderr.decode())


def _tops(names):
    return sorted({name.partition(".")[0] for name in names.split(", ")})


def _medians(runs, kind):
    return {
        part: statistics.median(run[kind].get(part, 0.0) for run in runs)
        for part in dict.fromkeys(part for run in runs for part in run[kind])
    }


def describe(figures):
    """Write the figures as text."""
    lines = [f"medians of {figures['runs']} runs, of a made report {figures['cold_runs']}"]
    lines += [f"  {name}: {seconds:.3f} s" for name, seconds in figures["seconds"].items()]
    lines += [f"  {name}: {ratio:.2f}" for name, ratio in figures["ratios"].items()]
    for name, parts in figures["parts"].items():
        lines.append(f"{name}, by part" if parts else f"{name}: nothing")
        for part, seconds in sorted(parts.items(), key=lambda pair: -pair[1]):
            lines.append(f"  {part}: {seconds:.3f} s")
    return "\n".join(lines)
