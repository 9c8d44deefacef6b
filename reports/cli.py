"""The command line: results on standard output, everything else on standard error."""

from __future__ import annotations

import gc
import io
import sys
import traceback
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seeds import Study

FINE, USAGE, BAD_DATA, CANNOT_ACCESS, BUG, INTERRUPTED = 0, 2, 3, 4, 70, 130
"""Exit codes; 1 is kept for a gate that trips."""

RARE_COLLECTION = 200_000
"""Newly made objects after which the collector of cycles runs."""

LENSES = ("passing", "volume", "effort")
LAYERS = ("goods", "service", "ownership", "licensed")

study_argument = click.argument("study", required=False, metavar="[STUDY]")
as_of_option = click.option(
    "--as-of",
    metavar="DATE",
    help="Day (2026-07-10) or month (2026-07) to look at; default: the data's date.",
)
lens_option = click.option(
    "--lens",
    type=click.Choice(LENSES),
    default="passing",
    show_default=True,
    help="What a cut adds up: passing capacity, volume without pressure, or effort.",
)
layer_option = click.option(
    "--layer",
    type=click.Choice(LAYERS),
    default="goods",
    show_default=True,
    help="The kind of movement.",
)


def _examples(*lines: str) -> str:
    """Lay out examples one a line; the first sign has click keep the lines as they are."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="STUDY is a folder of tables; without it the packaged study is analysed. "
    "Exit codes: 0 fine, 1 a gate tripped, 2 usage, 3 bad data, 4 cannot read or write, 70 a bug.",
)
@click.version_option(package_name="routerisk", message="%(package)s %(version)s")
def routerisk() -> None:
    """Find where routes of export-controlled AI GPUs could be cut, and how sure that is."""


@routerisk.command(
    epilog=_examples(
        "routerisk report", "routerisk report my-study --out my-report --as-of 2025-07"
    )
)
@study_argument
@click.option(
    "--out",
    default="risk-report",
    show_default=True,
    metavar="DIR",
    help="Folder for the files; made where it is missing.",
)
@as_of_option
@lens_option
@layer_option
def report(study: str | None, out: str, as_of: str | None, lens: Any, layer: Any) -> None:  # noqa: ANN401  # words that click has checked
    """Write the offline risk map and its tables.

    Files: index.html (the page), results.json, legs.csv, summary.md, figure.png, figure.svg
    """
    from pathlib import Path

    from tqdm import tqdm

    import reports
    from reports import headline

    checked = _as_of(as_of)
    loaded = _load(study)
    with tqdm(
        total=4, disable=None, file=sys.stderr, leave=False, bar_format="{desc} {bar} {n}/{total}"
    ) as bar:

        def step(name: str) -> None:
            bar.set_description(name)
            bar.update()

        results = reports.build(loaded, out, as_of=checked, lens=lens, layer=layer, step=step)
    for sentence in headline.sentences(results):
        click.echo(sentence)
    click.echo(f"Open {Path(out, 'index.html')} in a browser; it needs no network.")


@routerisk.command(
    epilog=_examples(
        "routerisk analyze", "routerisk analyze my-study --lens effort --format json > result.json"
    )
)
@study_argument
@as_of_option
@lens_option
@layer_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "csv", "md")),
    default="text",
    show_default=True,
    help="text for reading, json for programs, csv for the legs, md for a review.",
)
def analyze(study: str | None, as_of: str | None, lens: Any, layer: Any, form: str) -> None:  # noqa: ANN401  # words that click has checked
    """Print the minimum cut, the least-pressure routes and the weak points."""
    from reports import analysis_text
    from reports.results import analyze as analyzed

    checked = _as_of(as_of)
    results = analyzed(_load(study), as_of=checked, lens=lens, layer=layer)
    click.echo(analysis_text.rendered(results, form), nl=False)


@routerisk.command(epilog=_examples("routerisk check", "routerisk check my-study --format json"))
@study_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="text for reading, json for programs.",
)
def check(study: str | None, form: str) -> None:
    """Check a study's tables; every fault of every file is listed at once."""
    from reports import check_text
    from seeds import DataError

    try:
        loaded = _load(study)
    except DataError as error:
        if form == "json":
            click.echo(check_text.faults_json(error), nl=False)
        raise
    click.echo(check_text.passed(loaded, form), nl=False)


@routerisk.command(epilog=_examples("routerisk doctor"))
def doctor() -> None:
    """Show versions, test the solver on a known graph, and try to write a file."""
    from reports import health

    findings = health.examine()
    for finding in findings:
        click.echo(f"{'ok  ' if finding.fine else 'BAD '} {finding.what}: {finding.detail}")
    if not all(finding.fine for finding in findings):
        raise click.exceptions.Exit(CANNOT_ACCESS)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    # A run is short and makes few cycles: looking for them as often as Python does by default
    # took a fifth of the time of a report.
    gc.set_threshold(RARE_COLLECTION)
    # A result is a file for programs: UTF-8 with line feeds, whatever the locale.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    raise SystemExit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        code: int | None = routerisk.main(arguments, prog_name="routerisk", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return USAGE
    except SystemExit as left:
        # Click leaves with 1 when the reader of its output has gone; 1 is kept for gates.
        return CANNOT_ACCESS if left.code else FINE
    except Exception as error:  # noqa: BLE001  # every way to fail has its exit code
        return _failed(error)
    return code or FINE


def _failed(error: Exception) -> int:
    """Say on standard error what went wrong and return the exit code for it."""
    from routes.errors import GraphError
    from seeds.faults import DataError

    if isinstance(error, (DataError, GraphError)):
        click.echo(str(error), err=True)
        return BAD_DATA
    if isinstance(error, OSError):
        click.echo(str(error), err=True)
        return CANNOT_ACCESS
    traceback.print_exception(error)
    click.echo("This is a bug in routerisk; the lines above say where.", err=True)
    return BUG


def _load(study: str | None) -> Study:
    import seeds

    return seeds.load(study)


def _as_of(text: str | None) -> str | None:
    from routes.dates import day_of
    from routes.errors import GraphError

    if text is not None:
        try:
            day_of(text)
        except GraphError as error:
            raise click.BadParameter(str(error), param_hint="--as-of") from None
    return text
