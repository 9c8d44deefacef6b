"""The command line: results on standard output, everything else on standard error."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import traceback
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from seeds import Study

FINE, GATE, USAGE, BAD_DATA, CANNOT_ACCESS, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 70, 130
"""Exit codes; a gate is a check that was asked for and trips."""

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


scenario_option = click.option(
    "--scenario",
    metavar="NAME",
    help="Suppose a scenario of the study, by its name, or a TOML file.",
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="STUDY is a folder of tables; without it the packaged study is analysed. "
    "Exit codes: 0 fine, 1 a gate tripped, 2 usage, 3 bad data, 4 cannot read or write, 70 a bug.",
)
@click.version_option(package_name="routerisk", message="%(package)s %(version)s")
def routerisk() -> None:
    """Find where routes of export-controlled AI GPUs could be cut, and how sure that is."""


@routerisk.command()
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
@scenario_option
def report(
    *,
    study: str | None,
    out: str,
    as_of: str | None,
    lens: Any,  # noqa: ANN401  # a word that click has checked
    layer: Any,  # noqa: ANN401  # a word that click has checked
    scenario: str | None,
) -> None:
    r"""Write the offline risk map and its tables.

    \b
    Files: index.html (the page), results.json, legs.csv, summary.md, figure.png, figure.svg

    \b
    Examples:
      routerisk report
      routerisk report my-study --out my-report --as-of 2025-07
      routerisk report --scenario taiwan-shut --out taiwan-shut
    """
    from pathlib import Path

    import reports
    from reports import headline

    checked = _as_of(as_of)
    loaded, checked = _supposed(_load(study), scenario, checked)
    with _progress(4) as step:
        results = reports.build(loaded, out, as_of=checked, lens=lens, layer=layer, step=step)
    for sentence in headline.sentences(results):
        click.echo(sentence)
    click.echo(f"Open {Path(out, 'index.html')} in a browser; it needs no network.")


@routerisk.command()
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
@scenario_option
def analyze(
    *,
    study: str | None,
    as_of: str | None,
    lens: Any,  # noqa: ANN401  # a word that click has checked
    layer: Any,  # noqa: ANN401  # a word that click has checked
    form: str,
    scenario: str | None,
) -> None:
    r"""Print the minimum cut, the least-pressure routes and the weak points.

    \b
    Examples:
      routerisk analyze
      routerisk analyze my-study --lens effort --format json > result.json
      routerisk analyze --scenario rules-weigh-more
    """
    from reports import analysis_text
    from reports.results import analyze as analyzed

    checked = _as_of(as_of)
    loaded, checked = _supposed(_load(study), scenario, checked)
    results = analyzed(loaded, as_of=checked, lens=lens, layer=layer)
    click.echo(analysis_text.rendered(results, form), nl=False)


@routerisk.command()
@study_argument
@layer_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "csv", "md")),
    default="text",
    show_default=True,
    help="text for reading, json for programs, csv for a spreadsheet, md for a review.",
)
@click.option("--figure", metavar="DIR", help="Write timeline.png and timeline.svg into a folder.")
def timeline(study: str | None, layer: Any, form: str, figure: str | None) -> None:  # noqa: ANN401  # a word that click has checked
    r"""Print month by month what passes, and which dated row changed it.

    \b
    Examples:
      routerisk timeline
      routerisk timeline my-study --layer service --format csv > months.csv
      routerisk timeline --figure figures
    """
    from pathlib import Path

    import routes
    from reports import timeline_figure, timeline_text, writer

    loaded = _load(study)
    with _progress(len(loaded.months())) as step:
        line = routes.timeline(loaded, layer, step=step)
    if figure is not None:
        images = timeline_figure.images(loaded, line)
        record = timeline_text.rendered(loaded, line, "json").encode()
        writer.write_folder(Path(figure), {**images, "timeline.json": record})
    click.echo(timeline_text.rendered(loaded, line, form), nl=False)


@routerisk.command()
@study_argument
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
@click.option(
    "--complete", is_flag=True, help="Leave with 1 where the study leaves anything unsaid."
)
def check(study: str | None, form: str, *, complete: bool) -> None:
    r"""Check a study's tables; every fault of every file is listed at once.

    A fault is wrong and must be mended. A gap is something left unsaid (a leg without evidence, a
    contribution without a reason) that a study for review should say.

    \b
    Examples:
      routerisk check
      routerisk check my-study --format json
      routerisk check --complete
    """
    from reports import check_text
    from seeds import DataError
    from seeds.gaps import gaps

    try:
        loaded = _load(study)
    except DataError as error:
        if form == "json":
            click.echo(check_text.faults_json(error), nl=False)
        raise
    missing = gaps(loaded)
    click.echo(check_text.passed(loaded, missing, form), nl=False)
    if complete and missing:
        raise click.exceptions.Exit(GATE)


@routerisk.command()
def doctor() -> None:
    """Show versions, test the solver on a known graph, and try to write a file."""
    from reports import health

    findings = health.examine()
    for finding in findings:
        click.echo(f"{'ok  ' if finding.fine else 'BAD '} {finding.what}: {finding.detail}")
    if not all(finding.fine for finding in findings):
        raise SystemExit(CANNOT_ACCESS)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    # A run is short and makes few cycles: looking for them as often as Python does by default
    # took a fifth of the time of a report.
    gc.set_threshold(RARE_COLLECTION)
    raise SystemExit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        routerisk.main(arguments, prog_name="routerisk", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return USAGE
    except Exception as error:  # noqa: BLE001  # every way to fail has its exit code
        return _failed(error)
    return FINE


def _failed(error: Exception) -> int:
    """Say on standard error what went wrong and return the exit code for it."""
    from routes.errors import GraphError
    from seeds.faults import DataError

    if isinstance(error, BrokenPipeError):
        # The reader has gone; nothing more can be said to it, not even at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CANNOT_ACCESS
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


def _supposed(study: Study, scenario: str | None, as_of: str | None) -> tuple[Study, str | None]:
    """Suppose a scenario, by its name or as a file; its day counts where none is asked for."""
    from pathlib import Path

    import routes
    from seeds import scenarios
    from seeds.faults import suggestion

    if scenario is None:
        return study, as_of
    known = {entry.name: entry for entry in study.scenarios}
    if scenario in known:
        chosen = known[scenario]
    elif scenario.endswith(".toml"):
        chosen = scenarios.read_file(Path(scenario), study)
    else:
        meant = suggestion(scenario, known) or f" There are: {', '.join(known) or 'none'}."
        message = f"'{scenario}' is not a scenario of this study.{meant}"
        raise click.BadParameter(message, param_hint="--scenario")
    return routes.suppose(study, chosen), as_of or chosen.as_of


@contextlib.contextmanager
def _progress(total: int) -> Iterator[Callable[[str], None]]:
    """Show a bar on standard error while it is a terminal; yields the step to call."""
    from tqdm import tqdm

    form = "{desc} {bar} {n}/{total}"
    with tqdm(total=total, disable=None, file=sys.stderr, leave=False, bar_format=form) as bar:

        def step(name: str) -> None:
            bar.set_description(name)
            bar.update()

        yield step


def _as_of(text: str | None) -> str | None:
    from routes.dates import day_of
    from routes.errors import GraphError

    if text is not None:
        try:
            day_of(text)
        except GraphError as error:
            raise click.BadParameter(str(error), param_hint="--as-of") from None
    return text
