"""The page: one HTML file that works offline, from results to text."""

from __future__ import annotations

import importlib.resources
import re
from typing import TYPE_CHECKING

from reports import json_text, leaflet_files, offline_map, palette
from reports.page_data import page_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geodata
    from reports.results import Results

SCRIPTS = (
    "network.js",
    "solver.js",
    "canonical_flow.js",
    "displacement.js",
    "sweep.js",
    "removals.js",
    "series.js",
    "state.js",
    "command.js",
    "words.js",
    "drawing.js",
    "dom.js",
    "map_view.js",
    "diagram_view.js",
    "controls.js",
    "what_if.js",
    "moves.js",
    "panel.js",
    "detail.js",
    "sorting.js",
    "tables.js",
    "frontier_chart.js",
    "best_plans.js",
    "cards.js",
    "heat_map.js",
    "sections.js",
    "keeping.js",
    "badge.js",
    "page.js",
)
"""The page's scripts in the order in which they need one another."""

_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*$", re.DOTALL | re.MULTILINE)
_MAP_PLACE = '<div id="map-slot">'


START = "routeriskPage.start(map);"
"""Runs last in the page."""


def html(results: Results, lines: Mapping[str, geodata.LegLine], start: str = START) -> str:
    """Write the page of a set of results.

    Parameters
    ----------
    results : Results
    lines : mapping of leg id to LegLine
        Where the map draws each leg; empty where no jurisdiction has coordinates.
    start : str
        Trusted script that runs last.

    Returns
    -------
    str
        A page that makes no request, under a policy that admits only its own scripts and
        styles. Text of the study stands in one block of JSON and nowhere else.
    """
    data = page_data(results, lines)
    block = f'<script type="application/json" id="data">{json_text.inert(data)}</script>\n'
    before, after = asset("page.html").split(_MAP_PLACE)
    with_map = data["geometry"] is not None
    leaflet_style = [leaflet_files.style()] if with_map else []
    leaflet_script = [leaflet_files.script()] if with_map else []
    return offline_map.page(
        styles=[*leaflet_style, palette.css() + lean(asset("page.css"))],
        before=before + _MAP_PLACE,
        after=after + block,
        scripts=[*leaflet_script, *(lean(asset(name)) for name in SCRIPTS)],
        with_map=with_map,
        start=start,
    )


def lean(text: str) -> str:
    """Return a script or style without its indentation and its comments that fill whole lines.

    A sixth of the page's own text is spared. Comments behind code stay; no text of the page's
    scripts runs over a line's end, so nothing but comments and blanks is lost.
    """
    lines = (line.strip() for line in _COMMENT.sub("", text).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def asset(name: str) -> str:
    """Return the text of one of the page's own files."""
    file = importlib.resources.files("reports") / "assets" / name
    return file.read_text(encoding="utf-8")
