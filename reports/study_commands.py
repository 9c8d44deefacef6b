"""The commands about one study as it stands: report, analyze, timeline, check and doctor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reports import exit_codes, options
from reports.certainty import LEAST_DRAWS
from reports.options import (
    as_of_option,
    examples,
    format_option,
    layer_option,
    lens_option,
    scenario_option,
    study_argument,
)
from reports.report_files import DRAWS, FIGURES, STEPS

if TYPE_CHECKING:
    from reports.kept_report import Asked, Made

MOST_DRAWS = 1_000_000


def _enough(_context: click.Context, _option: click.Parameter, draws: int) -> int:
    """Refuse so few draws that they would say nothing."""
    if 0 < draws < LEAST_DRAWS:
        raise click.BadParameter(f"must be 0 or at least {LEAST_DRAWS}, not {draws}")
    return draws


@click.command(
    epilog=examples(
        "routerisk report",
        "routerisk report my-study --out my-report --as-of 2025-07",
        "routerisk report --scenario taiwan-shut --out taiwan-shut",
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
@click.option(
    "--draws",
    type=click.IntRange(0, MOST_DRAWS),
    default=DRAWS,
    show_default=True,
    callback=_enough,
    help="How often uncertain numbers are drawn, to say how sure the results are; 0 leaves it out.",
)
@as_of_option
@lens_option
@layer_option
@scenario_option
def report(
    *,
    study: str | None,
    out: str,
    draws: int,
    as_of: str | None,
    lens: Any,  # noqa: ANN401  # a word that click has checked
    layer: Any,  # noqa: ANN401  # a word that click has checked
    scenario: str | None,
) -> None:
    """Write the offline risk map and its tables.

    A report is made once for the same tables and question, and kept: in the user's folder for
    caches, or where the environment variable ROUTERISK_CACHE says (empty: nowhere).

    Files: index.html (the page), results.json, legs.csv, summary.md, figure.png, figure.svg,
    frontier.svg
    """
    from pathlib import Path

    from reports import kept_report, output_place, writer

    target = output_place.folder(out, study)
    asked = kept_report.Asked(as_of, lens, layer, scenario, draws)
    made = kept_report.find(study, asked) or _made(study, asked)
    writer.write_folder(target, made.files, outdated=FIGURES)
    for sentence in made.opening:
        click.echo(sentence)
    click.echo(f"Open {Path(out, 'index.html')} in a browser; it needs no network.")


def _made(study: str | None, asked: Asked) -> Made:
    """Make a report and keep it."""
    from reports import certainty_section, kept_report, report_files, scenario_files
    from reports.certainty import PARTS

    day = options.checked_day(asked.as_of)
    loaded, change = scenario_files.loaded(study, asked.scenario)
    with options.progress(STEPS + (PARTS if asked.draws else 0)) as step:
        results, files = report_files.analyzed(
            loaded,
            as_of=day,
            lens=asked.lens,
            layer=asked.layer,
            scenario=change,
            draws=asked.draws,
            step=step,
        )
    made = kept_report.Made(tuple(certainty_section.opening(results)), files)
    kept_report.keep(loaded.name, loaded.sha256, asked, made)
    return made


@click.command(
    epilog=examples(
        "routerisk analyze",
        "routerisk analyze my-study --lens effort --format json > result.json",
        "routerisk analyze --scenario rules-weigh-more",
    )
)
@study_argument
@as_of_option
@lens_option
@layer_option
@format_option
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
    """Print the minimum cut, the least-pressure routes and the weak points."""
    from reports import analysis_text, scenario_files
    from reports.results import analyze as analyzed

    day = options.checked_day(as_of)
    loaded, change = scenario_files.loaded(study, scenario)
    results = analyzed(loaded, as_of=day, lens=lens, layer=layer, scenario=change)
    click.echo(analysis_text.rendered(results, form), nl=False)


@click.command(
    epilog=examples(
        "routerisk timeline",
        "routerisk timeline my-study --layer service --format csv > months.csv",
        "routerisk timeline --figure figures",
    )
)
@study_argument
@layer_option
@format_option
@click.option("--figure", metavar="DIR", help="Write timeline.png and timeline.svg into a folder.")
def timeline(study: str | None, layer: Any, form: str, figure: str | None) -> None:  # noqa: ANN401  # a word that click has checked
    """Print month by month what passes, and which dated row changed it."""
    import routes
    from reports import output_place, timeline_figure, timeline_text, writer

    target = None if figure is None else output_place.folder(figure, study, "--figure")
    loaded = options.load(study)
    with options.progress(len(loaded.months())) as step:
        line = routes.timeline(loaded, layer, step=step)
    if target is not None:
        record = timeline_text.rendered(loaded, line, "json").encode()
        images = timeline_figure.images(loaded, line)
        writer.write_folder(target, {**images, writer.TIMELINE: record})
    click.echo(timeline_text.rendered(loaded, line, form), nl=False)


@click.command(
    epilog=examples(
        "routerisk check", "routerisk check my-study --format json", "routerisk check --complete"
    )
)
@study_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "sarif")),
    default="text",
    show_default=True,
    help="text for reading, json for programs, sarif for a code scanning service.",
)
@click.option(
    "--complete", is_flag=True, help="Leave with 1 where the study leaves anything unsaid."
)
def check(study: str | None, form: str, *, complete: bool) -> None:
    """Check a study's tables; every fault of every file is listed at once.

    A fault is wrong and must be mended. A gap is something left unsaid, such as a leg without
    evidence or a contribution without a reason; a study for review should have none.
    """
    from reports import check_text, sarif
    from seeds import DataError
    from seeds.gaps import gaps

    place = options.place(study)

    try:
        loaded = options.load(study)
    except DataError as error:
        if form == "json":
            click.echo(check_text.faults_json(error), nl=False)
        if form == "sarif":
            click.echo(sarif.log(error.faults, (), place), nl=False)
        raise
    missing = gaps(loaded)
    found = sarif.log((), missing, place) if form == "sarif" else None
    click.echo(found or check_text.passed(loaded, missing, form), nl=False)
    if complete and missing:
        raise click.exceptions.Exit(exit_codes.GATE)


@click.command(epilog=examples("routerisk doctor"))
def doctor() -> None:
    """Show versions, test the solver on a known graph, and try to write a file."""
    from reports import health

    findings = health.examine()
    for finding in findings:
        click.echo(f"{'ok  ' if finding.fine else 'BAD '} {finding.what}: {finding.detail}")
    if not all(finding.fine for finding in findings):
        raise click.exceptions.Exit(exit_codes.CANNOT_ACCESS)
