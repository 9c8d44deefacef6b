"""The report: from a study to a folder of files that say the same in several forms."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reports import json_text
from reports.meanwhile import Meanwhile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from geodata import LegLine
    from reports.results import Results
    from routes.graph import Layer
    from routes.lenses import Lens
    from seeds import Scenario, Study

SCHEMA = "routerisk/report/1"

DRAWS = 2_000
"""Draws of a report: a share is then known to about one percent."""

STEPS = 4
"""Calls of `step` for the files; `reports.certainty.PARTS` more for how sure they are."""

FIGURES = ("figure.png", "figure.svg", "frontier.svg")
"""Made where jurisdictions have coordinates, and where there are plans; older ones are removed."""


def build(
    study: Study,
    out: Path | str,
    *,
    as_of: str | None = None,
    lens: Lens = "passing",
    layer: Layer = "goods",
    scenario: Scenario | None = None,
    draws: int = DRAWS,
    step: Callable[[str], None] = lambda _name: None,
) -> Results:
    """Write the report of a study.

    Parameters
    ----------
    study : seeds.Study
        As read by :func:`seeds.load`.
    out : path
        The folder; made where it is missing.
    as_of : str, optional
        A day or a month; without it the scenario's, or else the study's own data date.
    lens : {"passing", "volume", "effort"}
        The number that the headline's cut adds up.
    layer : {"goods", "service", "ownership", "licensed"}
        The layer of the headline.
    scenario : seeds.Scenario, optional
        What the report supposes; it then also compares that with the study as it is.
    draws : int
        How often the uncertain numbers are drawn to say how sure the results are; 0 to leave that
        out. For the same content it is computed once and kept; see `reports.result_cache`.
    step : callable, optional
        Called with the name of each part, for a progress bar.

    Returns
    -------
    Results
        What the files state.

    Raises
    ------
    ValueError
        Where there are too few draws.
    routes.GraphError
        Where the tables make no graph that can be analysed.
    reports.writer.WriteError
        Where the folder cannot be written; what was there is then still there.
    """
    from pathlib import Path

    from reports import writer

    results, made = analyzed(
        study, as_of=as_of, lens=lens, layer=layer, scenario=scenario, draws=draws, step=step
    )
    writer.write_folder(Path(out), made, outdated=FIGURES)
    return results


def analyzed(
    study: Study,
    *,
    as_of: str | None,
    lens: Lens,
    layer: Layer,
    scenario: Scenario | None,
    draws: int,
    step: Callable[[str], None],
) -> tuple[Results, dict[str, bytes]]:
    """Return what `build` states and the files that it writes, without writing any."""
    from reports import page_geometry
    from reports.certainty import certainty
    from reports.results import analyze

    step("analysis")
    results = analyze(study, as_of=as_of, lens=lens, layer=layer, scenario=scenario)
    if not draws:
        return results, files(results, step)
    lines = page_geometry.leg_lines(results.study)
    # How sure that is takes a solver for long, while which Python would only wait.
    drawing = Meanwhile(partial(pictures, results, lines))
    results = results.with_certainty(certainty(results, draws, step))
    made = texts(results, lines, step)
    step("figure")
    return results, made | drawing.result()


def files(results: Results, step: Callable[[str], None] = lambda _name: None) -> dict[str, bytes]:
    """Return every file of a report by its name, without writing any."""
    from reports import page_geometry

    lines = page_geometry.leg_lines(results.study)
    made = texts(results, lines, step)
    step("figure")
    return made | pictures(results, lines)


def texts(
    results: Results, lines: Mapping[str, LegLine], step: Callable[[str], None]
) -> dict[str, bytes]:
    """Return the page and the tables of a report, by name."""
    from reports import page

    step("page")
    made = {"index.html": page.html(results, lines).encode("utf-8")}
    step("tables")
    return made | tables(results)


def pictures(results: Results, lines: Mapping[str, LegLine]) -> dict[str, bytes]:
    """Return the figures of a report, by name."""
    from reports import figure, frontier_figure

    return figure.images(results, lines) | frontier_figure.images(results)


def tables(results: Results) -> dict[str, bytes]:
    """Return the files of a report that are text for reviews and programs, by name."""
    from reports import leg_table, summary

    stated = document(results) | {"best_plans": results.best_plans.to_dict()}
    if results.certainty is not None:
        stated["certainty"] = dict(results.certainty)
    return {
        "results.json": json_text.pretty(stated).encode("utf-8"),
        "legs.csv": leg_table.content(results),
        "summary.md": summary.markdown(results).encode("utf-8"),
    }


def document(results: Results) -> dict[str, object]:
    """Return the results as the versioned document of results.json, without the best plans."""
    from reports import headline

    return {"schema": SCHEMA, **results.to_dict(), "headline": headline.sentences(results)}
