"""The static figure: the map of legs and the minimum cut for papers, as PNG and SVG."""

from __future__ import annotations

import io
import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import geodata
from geodata.mercator import northing_deg
from reports import amounts, palette
from routes import fields

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.path import Path

    from reports.results import Results

SIZE_INCHES = (11, 5.6)
DOTS_PER_INCH = 150
MARGIN = 1200
NEIGHBOUR = 1000
"""Hundredths of a degree around the outermost places, and within which labels would touch."""
SOME_COLOUR = "#5f97d6"
BOUNDARY_LINE = "De facto boundaries, no position on legal status (Natural Earth)."
_SETTINGS = {
    "svg.hashsalt": "routerisk",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "text.parse_math": False,
}
_WHOLE = re.compile(r"-?[0-9]+")
_DASHES = {"C": (0, (6, 3)), "D": (0, (1.5, 3)), "E": (0, (1.5, 3))}


def images(results: Results) -> dict[str, bytes]:
    """Draw the figure.

    Parameters
    ----------
    results : Results

    Returns
    -------
    dict of file name to content
        ``figure.png`` and ``figure.svg``; empty where no jurisdiction has coordinates.
        The same results give the same bytes.
    """
    if not geodata.places(results.graph).placed:
        return {}
    import matplotlib as mpl

    with mpl.rc_context(_SETTINGS):
        figure = _draw(results)
        return {
            "figure.png": _saved(figure, "png", {"Software": None}),
            "figure.svg": _saved(figure, "svg", {"Date": None, "Creator": None}),
        }


def _saved(figure: Figure, kind: str, metadata: dict[str, None]) -> bytes:
    stream = io.BytesIO()
    figure.savefig(stream, format=kind, dpi=DOTS_PER_INCH, metadata=metadata)
    return stream.getvalue()


def _draw(results: Results) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE_INCHES, layout="constrained", facecolor=palette.LIGHT["paper"])
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_facecolor(palette.LIGHT["sea"])
    axes.set_aspect("equal")
    axes.set(xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set_color(palette.LIGHT["rule"])
    _draw_land(axes)
    _draw_legs(axes, results)
    _draw_places(axes, results)
    axes.set_title(_title(results), loc="left", fontsize=11, color=palette.LIGHT["ink"])
    figure.supxlabel(_caption(results), x=0.01, ha="left", fontsize=8, color=palette.LIGHT["soft"])
    return figure


def _title(results: Results) -> str:
    if results.cut.status != "cut":
        return f"{results.study.title}: {results.cut.status}"
    value = amounts.rounded(results.cut.value, results.cut.scale)
    members = len(results.cut.legs) + len(results.cut.jurisdictions)
    return f"Minimum cut of {members} legs, {value} {results.unit} (model result)"


def _caption(results: Results) -> str:
    return (
        f"{results.graph.graph[fields.AS_OF]}, {results.graph.graph[fields.LAYER]} layer, lens "
        f"{results.lens}. Blue: in every minimum cut; light blue: in some; grey: other legs in "
        f"force. Dashed: evidence class C; dotted: D or E. {BOUNDARY_LINE}"
    )


def _draw_land(axes: Axes) -> None:
    from matplotlib.collections import PathCollection

    colours = {True: palette.LIGHT["study"], False: palette.LIGHT["land"]}
    for path in geodata.load_basemap()["paths"]:
        land = PathCollection(
            [_path(path["d"])],
            facecolors=colours[bool(path["code"])],
            edgecolors=palette.LIGHT["border"],
            linewidths=0.3,
        )
        axes.add_collection(land, autolim=False)


def _path(text: str) -> Path:
    """Turn the base map's rings of whole-numbered steps into one compound path."""
    from matplotlib.path import Path

    vertices: list[tuple[int, int]] = []
    codes: list[int] = []
    for ring in text.split("M")[1:]:
        numbers = [int(number) for number in _WHOLE.findall(ring)]
        points = list(
            zip(accumulate(numbers[0::2]), accumulate(numbers[1::2]), strict=True),
        )
        vertices += [*points, points[0]]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(points) - 1), Path.CLOSEPOLY]
    return Path(vertices, codes)


def _drawn(point: tuple[int, int]) -> tuple[float, float]:
    """Put a point of the frame, in hundredths of a degree, onto the base map."""
    north = northing_deg(geodata.NORTH_DEG)
    return point[0] - 100 * geodata.WEST_DEG, 100 * (north - northing_deg(point[1] / 100))


def _draw_legs(axes: Axes, results: Results) -> None:
    lines = geodata.leg_lines(results.graph)
    legs = {leg: data for _, _, leg, data in results.graph.edges(keys=True, data=True)}
    for leg, line in sorted(lines.items(), key=lambda item: (_rank(results, item[0]), item[0])):
        if legs[leg][fields.PASSING] == 0:
            continue
        style = _style(results, leg, legs[leg])
        for part in line.parts_centideg:
            axes.plot(*zip(*map(_drawn, part), strict=True), **style)
        tail, tip = (_drawn(point) for point in line.arrow_centideg)
        arrow = {"arrowstyle": "-|>", "color": style["color"], "lw": 0, "mutation_scale": 8}
        axes.annotate("", xy=tip, xytext=tail, arrowprops=arrow, zorder=style["zorder"])


def _rank(results: Results, leg: str) -> int:
    return (leg in results.cut.some.legs) + (leg in results.cut.every.legs)


def _style(results: Results, leg: str, data: dict[str, Any]) -> dict[str, Any]:
    rank = _rank(results, leg)
    return {
        "color": (palette.LIGHT["quiet-line"], SOME_COLOUR, palette.LIGHT["cut"])[rank],
        "linewidth": (0.8, 1.6, 2.2)[rank],
        "linestyle": _DASHES.get(data[fields.EVIDENCE_CLASS], "-"),
        "zorder": 3 + rank,
        "solid_capstyle": "butt",
    }


def _draw_places(axes: Axes, results: Results) -> None:
    markers = {"origin": "s", "transit": "o", "destination": "o"}
    places = geodata.places(results.graph).placed
    points = [_drawn(place.position_centideg) for place in places]
    for place, (x, y) in zip(places, points, strict=True):
        full = place.role == "destination"
        face = palette.LIGHT["ink"] if full else palette.LIGHT["paper"]
        axes.plot(
            x, y, markers[place.role], ms=5, mfc=face, mec=palette.LIGHT["ink"], mew=1.4, zorder=8
        )
        axes.annotate(
            place.name,
            (x, y),
            xytext=_label_offset(x, y, points),
            textcoords="offset points",
            ha="center",
            va="center",
            fontsize=7.5,
            color=palette.LIGHT["ink"],
            zorder=9,
            path_effects=_halo(),
        )
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = min(y for _, y in points), max(y for _, y in points)
    axes.set_xlim(west - MARGIN, east + MARGIN)
    axes.set_ylim(south + MARGIN, north - MARGIN)


def _label_offset(x: float, y: float, points: list[tuple[float, float]]) -> tuple[int, int]:
    """Put a label above its place, or below where a neighbour lies above."""
    crowded = any(0 < y - v < NEIGHBOUR and abs(x - u) < NEIGHBOUR for u, v in points)
    return (0, -10) if crowded else (0, 10)


def _halo() -> list[Any]:
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.2, foreground=palette.LIGHT["paper"])]
