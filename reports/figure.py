"""The static figure: the map of legs and the minimum cut for papers, as PNG and SVG."""

from __future__ import annotations

import contextlib
import io
import math
import re
import warnings
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

import geodata
from geodata.basemap import NORTH_DEG, WEST_DEG
from geodata.mercator import northing_deg
from reports import amounts, headline, palette
from routes import fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.path import Path

    from reports.results import Results

SIZE_INCHES = (11, 5.4)
MAP_PLACE = (0.012, 0.085, 0.976, 0.855)
DOTS_PER_INCH = 150
MARGIN = 1100
NEIGHBOUR = 1000
"""Hundredths of a degree around the outermost places, and within which labels would touch."""
SOME_COLOUR = "#5f97d6"
BOUNDARY_LINE = "De facto boundaries, no position on legal status (Natural Earth)."
SETTINGS: Any = {
    "svg.hashsalt": "routerisk",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "text.parse_math": False,
}
_WHOLE = re.compile(r"-?[0-9]+")
_DASHES = {"C": (0, (6, 3)), "D": (0, (1.5, 3)), "E": (0, (1.5, 3))}


class View(NamedTuple):
    """The part of the base map that is drawn, in its units; south is the larger number."""

    west: float
    east: float
    north: float
    south: float


def images(results: Results, lines: Mapping[str, geodata.LegLine]) -> dict[str, bytes]:
    """Draw the figure.

    Parameters
    ----------
    results : Results
    lines : mapping of leg id to LegLine
        The same lines as on the page, so that both show the same picture.

    Returns
    -------
    dict of file name to content
        ``figure.png`` and ``figure.svg``; empty where no jurisdiction has coordinates.
        The same results give the same bytes.
    """
    if not lines:
        return {}
    with fixed_settings():
        figure = _draw(results, lines)
        return {
            "figure.png": saved(figure, "png", {"Software": None}),
            "figure.svg": saved(figure, "svg", {"Date": None, "Creator": None}),
        }


@contextlib.contextmanager
def fixed_settings() -> Iterator[None]:
    """Draw with settings of our own inside this block, whatever the reader has set."""
    import matplotlib as mpl

    with mpl.rc_context(), warnings.catch_warnings():
        # The reader's own matplotlib settings would change the bytes.
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        # A script that the font lacks is drawn as boxes; page and tables show every name.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def saved(figure: Figure, kind: str, metadata: Mapping[str, str | None]) -> bytes:
    """Return a figure as bytes that do not depend on the day or the machine."""
    stream = io.BytesIO()
    figure.savefig(stream, format=kind, dpi=DOTS_PER_INCH, metadata=dict(metadata))
    return stream.getvalue()


def _draw(results: Results, lines: Mapping[str, geodata.LegLine]) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE_INCHES, facecolor=palette.LIGHT["paper"])
    FigureCanvasAgg(figure)
    axes = figure.add_axes(MAP_PLACE)
    axes.set_facecolor(palette.LIGHT["sea"])
    axes.set(xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set_color(palette.LIGHT["rule"])
    places = _shown_places(results)
    view = _view([_drawn(place.position_centideg) for place in places])
    axes.set_xlim(view.west, view.east)
    axes.set_ylim(view.south, view.north)
    _draw_land(axes, view)
    _draw_legs(axes, results, lines)
    _draw_places(axes, places)
    ink, soft = palette.LIGHT["ink"], palette.LIGHT["soft"]
    figure.text(MAP_PLACE[0], 0.955, title(results), fontsize=12, color=ink)
    figure.text(MAP_PLACE[0], 0.018, f"{key(results)}\n{BOUNDARY_LINE}", fontsize=8, color=soft)
    return figure


def _shown_places(results: Results) -> list[geodata.Place]:
    """Choose the places with a leg in force, or all where no such place has coordinates."""
    placed = geodata.locate(results.graph).placed
    return [place for place in placed if results.graph.degree(place.id) > 0] or list(placed)


def _view(points: list[tuple[float, float]]) -> View:
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = min(y for _, y in points), max(y for _, y in points)
    width, height = east - west + 2 * MARGIN, south - north + 2 * MARGIN
    # The map keeps its shape, so the shorter side shows more of the world.
    shape = SIZE_INCHES[0] * MAP_PLACE[2] / (SIZE_INCHES[1] * MAP_PLACE[3])
    half_width, half_height = max(width, height * shape) / 2, max(height, width / shape) / 2
    across, down = (west + east) / 2, (north + south) / 2
    return View(across - half_width, across + half_width, down - half_height, down + half_height)


def title(results: Results) -> str:
    """Say in a line what the figure shows."""
    if results.cut.status != "cut":
        return f"{results.study.title}: {results.cut.status}"
    value = amounts.rounded(results.cut.value, results.cut.scale)
    return f"Minimum cut of {headline.counted(results)}, {value} {results.unit} (model result)"


def key(results: Results) -> str:
    """Say what was analysed, and what colours and dashes mean."""
    graph = results.graph.graph
    return (
        f"{graph[fields.AS_OF]}, {graph[fields.LAYER]} layer, lens {results.lens}. Blue: in every "
        "minimum cut; light blue: in some; grey: other legs in force. Dashed: evidence class C; "
        "dotted: D or E."
    )


def _draw_land(axes: Axes, view: View) -> None:
    from matplotlib.collections import PathCollection

    colours = {True: palette.LIGHT["study"], False: palette.LIGHT["land"]}
    for land in geodata.load_basemap()["paths"]:
        rings = list(_rings(land["d"], view))
        if rings:
            shape = PathCollection(
                [_compound(rings)],
                facecolors=colours[bool(land["code"])],
                edgecolors=palette.LIGHT["border"],
                linewidths=0.3,
            )
            axes.add_collection(shape, autolim=False)


def _rings(text: str, view: View) -> Iterator[list[tuple[int, int]]]:
    """Read the base map's rings, whole-numbered steps from point to point, where they show."""
    for ring in text.split("M")[1:]:
        numbers = [int(number) for number in _WHOLE.findall(ring)]
        across, down = list(accumulate(numbers[0::2])), list(accumulate(numbers[1::2]))
        beside = max(across) < view.west or min(across) > view.east
        beyond = max(down) < view.north or min(down) > view.south
        if not beside and not beyond:
            yield list(zip(across, down, strict=True))


def _compound(rings: list[list[tuple[int, int]]]) -> Path:
    from matplotlib.path import Path

    vertices: list[tuple[int, int]] = []
    codes: list[Any] = []
    for ring in rings:
        vertices += [*ring, ring[0]]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(ring) - 1), Path.CLOSEPOLY]
    return Path(vertices, codes)


def _drawn(point: tuple[int, int]) -> tuple[float, float]:
    """Put a point of the frame, in hundredths of a degree, onto the base map."""
    north = northing_deg(NORTH_DEG)
    return point[0] - 100 * WEST_DEG, 100 * (north - northing_deg(point[1] / 100))


def _draw_legs(axes: Axes, results: Results, lines: Mapping[str, geodata.LegLine]) -> None:
    legs = {leg: data for _, _, leg, data in results.graph.edges(keys=True, data=True)}
    for leg in sorted(legs, key=lambda leg: (_rank(results, leg), leg)):
        if leg not in lines or legs[leg][fields.PASSING] == 0:
            continue
        style = _style(results, leg, legs[leg])
        for part in lines[leg].parts_centideg:
            axes.plot(*zip(*map(_drawn, part), strict=True), **style)
        tail, tip = (_drawn(point) for point in lines[leg].arrow_centideg)
        # Degrees from upright, counted against the clock; down is the larger number here.
        turn = math.degrees(math.atan2(tail[0] - tip[0], tail[1] - tip[1]))
        marker = (3, 0, turn)
        size = 4 + 1.5 * _rank(results, leg)
        axes.plot(*tip, marker=marker, ms=size, mew=0, color=style["color"], zorder=style["zorder"])


def _rank(results: Results, leg: str) -> int:
    return (leg in results.cut.some.legs) + (leg in results.cut.every.legs)


def _style(results: Results, leg: str, data: dict[str, Any]) -> dict[str, Any]:
    rank = _rank(results, leg)
    return {
        "color": (palette.LIGHT["quiet-line"], SOME_COLOUR, palette.LIGHT["cut"])[rank],
        "linewidth": (0.7, 1.4, 1.7)[rank],
        "linestyle": _DASHES.get(data[fields.EVIDENCE_CLASS], "-"),
        "zorder": 3 + rank,
        "solid_capstyle": "butt",
    }


def _draw_places(axes: Axes, places: list[geodata.Place]) -> None:
    from matplotlib.patheffects import withStroke

    ink, paper = palette.LIGHT["ink"], palette.LIGHT["paper"]
    points = [_drawn(place.position_centideg) for place in places]
    for place, (x, y) in zip(places, points, strict=True):
        marker = "s" if place.role == "origin" else "o"
        face = ink if place.role == "destination" else paper
        axes.plot(x, y, marker, ms=5, mfc=face, mec=ink, mew=1.4, zorder=8)
        axes.annotate(
            place.name,
            (x, y),
            xytext=_label_offset(x, y, points),
            textcoords="offset points",
            ha="center",
            va="center",
            fontsize=7.5,
            color=ink,
            zorder=9,
            path_effects=[withStroke(linewidth=2.2, foreground=paper)],
        )


def _label_offset(x: float, y: float, points: list[tuple[float, float]]) -> tuple[int, int]:
    """Put a label above its place, or below where a neighbour lies above."""
    crowded = any(0 < y - v < NEIGHBOUR and abs(x - u) < NEIGHBOUR for u, v in points)
    return (0, -10) if crowded else (0, 10)
