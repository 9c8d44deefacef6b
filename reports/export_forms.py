"""Exports: results in the files that other programs open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from reports.results import Results
    from routes.graph import Layer
    from routes.lenses import Lens
    from seeds import Scenario, Study

Form = Literal["graphml", "gexf", "geojson", "gpkg", "geoparquet", "xlsx", "csv", "node-link"]

FORMS: tuple[Form, ...] = get_args(Form)
SINGLE = {
    "graphml": "graphml",
    "gexf": "gexf",
    "gpkg": "gpkg",
    "xlsx": "xlsx",
    "node-link": "json",
}
"""Forms of one file, with the ending of its name; the others are folders of several."""


def export(
    study: Study | Results,
    form: Form,
    *,
    as_of: str | None = None,
    lens: Lens | None = None,
    layer: Layer | None = None,
    weakest_class: str | None = None,
    scenario: Scenario | None = None,
) -> dict[str, bytes]:
    """Return an analysis in the form of another program, without writing any file.

    Parameters
    ----------
    study : seeds.Study or reports.Results
        A study is analysed first, as the options say; results are taken as they are.
    form : {"graphml", "gexf", "geojson", "gpkg", "geoparquet", "xlsx", "csv", "node-link"}
    as_of, lens, layer, weakest_class, scenario : optional
        As for :func:`reports.analyze`; only with a study.

    Returns
    -------
    dict of str to bytes
        Content by file name: one file, named after the study, or several with ``about.json``.
        The same bytes for the same input with the same versions of the libraries. What a leg's
        line shows is that the leg exists, not a way of travel.

    Raises
    ------
    ExportError
        The form cannot hold the results, such as a map without coordinates.
    ValueError
        The form is unknown, or options come with results that were analysed already.
    routes.GraphError
        Where the tables make no graph that can be analysed.

    Examples
    --------
    >>> import seeds
    >>> sorted(export(seeds.load(), "csv"))
    ['about.json', 'chokepoints.csv', 'jurisdictions.csv', 'legs.csv', 'plans.csv', 'routes.csv']
    """
    from reports.results import Results, analyze

    if form not in FORMS:
        raise ValueError(f"form {form!r} is unknown; choose one of {', '.join(FORMS)}")
    options = {
        "as_of": as_of,
        "lens": lens,
        "layer": layer,
        "weakest_class": weakest_class,
        "scenario": scenario,
    }
    given: dict[str, Any] = {name: it for name, it in options.items() if it is not None}
    if not isinstance(study, Results):
        return files(analyze(study, **given), form)
    if given:
        raise ValueError(f"results were analysed already; leave out {', '.join(given)}")
    return files(study, form)


def files(results: Results, form: Form) -> dict[str, bytes]:
    """Return the files of a form by name."""
    if form == "csv":
        from reports import csv_files

        return csv_files.content(results)
    if form in {"geojson", "geoparquet"}:
        from reports import geo_files

        return geo_files.geojson(results) if form == "geojson" else geo_files.geoparquet(results)
    return {f"{results.study.name or 'study'}.{SINGLE[form]}": _single(results, form)}


def _single(results: Results, form: Form) -> bytes:
    if form == "xlsx":
        from reports import workbook

        return workbook.content(results)
    if form == "gpkg":
        from reports import geopackage

        return geopackage.content(results)
    from reports import graph_files

    write = {
        "graphml": graph_files.graphml,
        "gexf": graph_files.gexf,
        "node-link": graph_files.node_link,
    }[form]
    return write(results)
