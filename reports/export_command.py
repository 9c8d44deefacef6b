"""The command that writes an analysis for other programs: export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reports import options
from reports.options import (
    as_of_option,
    examples,
    layer_option,
    lens_option,
    scenario_option,
    study_argument,
    weakest_class_option,
)

if TYPE_CHECKING:
    from pathlib import Path

    from reports.export_forms import Form

# The same words as reports.export_forms.FORMS; help must not wait for a type to be taken apart.
FORMS = ("graphml", "gexf", "geojson", "gpkg", "geoparquet", "xlsx", "csv", "node-link")


@click.command(
    epilog=examples(
        "routerisk export --as xlsx --out routes.xlsx",
        "routerisk export my-study --as graphml --out routes.graphml --lens effort",
        "routerisk export --as geojson --out layers --as-of 2025-07 --force",
    )
)
@study_argument
@click.option(
    "--as",
    "form",
    type=click.Choice(FORMS),
    required=True,
    help="graphml, gexf and node-link (JSON) for graph programs; gpkg, geojson and geoparquet for "
    "map programs; xlsx and csv for spreadsheet programs.",
)
@click.option(
    "--out",
    required=True,
    metavar="FILE_OR_DIR",
    help="The file; for geojson, geoparquet and csv a folder, made where it is missing.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Replace files that are there already; without it they are left alone.",
)
@as_of_option
@lens_option
@layer_option
@weakest_class_option
@scenario_option
def export(
    *,
    study: str | None,
    form: Any,  # noqa: ANN401  # a word that click has checked
    out: str,
    force: bool,
    as_of: str | None,
    lens: Any,  # noqa: ANN401  # a word that click has checked
    layer: Any,  # noqa: ANN401  # a word that click has checked
    weakest_class: str | None,
    scenario: str | None,
) -> None:
    """Write the analysis for graph, map and spreadsheet programs.

    Every form holds the legs in force and the jurisdictions with their numbers and results, the
    units, and what the numbers rest on. Amounts are in the study's units.
    """
    import reports
    from reports import scenario_files, writer

    day = options.checked_day(as_of)
    folder, name = _target(out, form, study)
    loaded, change = scenario_files.loaded(study, scenario)
    with options.progress(2) as step:
        step("analysis")
        results = reports.analyze(
            loaded, as_of=day, lens=lens, layer=layer, weakest_class=weakest_class, scenario=change
        )
        step(form)
        try:
            files = reports.export(results, form)
        except reports.ExportError as error:
            raise click.BadParameter(str(error), param_hint="--as") from None
    if name is not None:
        (content,) = files.values()
        files = {name: content}
    writer.write_files(folder, files, force=force)
    for file, content in files.items():
        click.echo(f"{folder / file}: {len(content):,} bytes")


def _target(out: str, form: Form, study: str | None) -> tuple[Path, str | None]:
    """Tell the folder, and for a form of one file the file's name."""
    from reports import output_place
    from reports.export_forms import SINGLE

    if form not in SINGLE:
        return output_place.folder(out, study), None
    path = output_place.file(out, study)
    if path.is_dir():
        message = f"'{out}' is a folder; {form} makes one file, so name that"
        raise click.BadParameter(message, param_hint="--out")
    return path.parent, path.name
