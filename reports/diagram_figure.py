"""The diagram as a figure of its own: a small SVG with a line of text for each leg."""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reports import amounts, figure, page_geometry, palette
from routes import fields

if TYPE_CHECKING:
    from reports.results import Results

NAME = "diagram.svg"
HEAD_PIXELS, FOOT_PIXELS, SIDE_PIXELS = 44, 40, 16
LETTER_PIXELS = 9
"""Room for a letter of a name: more than most need, since a font is not measured."""

THINNEST_TENTHS, THICKEST_TENTHS = 12, 60
"""Widths of lines in tenths of a pixel: of nothing, and of the largest passing capacity."""

RANKS = ("other", "some", "every")
_COLOURS = {
    "other": palette.LIGHT["quiet-line"],
    "some": figure.SOME_COLOUR,
    "every": palette.LIGHT["cut"],
}
_DASHES = {"C": "9 5", "D": "2 5", "E": "2 5"}
_RADIUS = 9


def svg(results: Results) -> bytes:
    """Draw the legs in force as a layered diagram, origins left and destinations right.

    No library draws or measures anything: every number is a whole one or a tenth, and text stays
    text. So the bytes depend on the results alone, and a change of the data is a change of the
    lines of text that speak of it. Where a leg lies in the world is not considered.

    Parameters
    ----------
    results : Results

    Returns
    -------
    bytes
        UTF-8. The width of a line grows with the root of what passes; a leg that passes nothing
        is left out.

    Notes
    -----
    Jurisdictions and legs of all dates of the layer have their place, so that what stays the
    same stays where it is.
    """
    plan = page_geometry.diagram(results.study, results.graph.graph[fields.LAYER])
    names = _names(results)
    left, top, _, height = frame = _frame(plan, names)
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{} {} {} {}" role="img">'.format(*frame),
        f"<title>{escape(figure.title(results))}</title>",
        *_style(),
        '<rect x="{}" y="{}" width="{}" height="{}" class="paper"/>'.format(*frame),
        *_legs(results, plan["legs"]),
        *_jurisdictions(results, plan, names),
        _line(left, top + HEAD_PIXELS // 2, "title", figure.title(results)),
        _line(left, top + height - SIDE_PIXELS, "key", figure.key(results)),
        "</svg>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _names(results: Results) -> dict[str, str]:
    table = results.study.jurisdictions
    return dict(zip(table["id"], table["name"], strict=True))


def _frame(plan: dict[str, Any], names: dict[str, str]) -> tuple[int, int, int, int]:
    """Give left, top, width and height around the diagram, its names, a head and a foot."""
    left, top, width, height = map(int, plan["viewBox"].split())
    right = left + width
    share = {"start": 0, "middle": 50, "end": 100}
    for place, (x, _, anchor) in plan["labels"].items():
        room = LETTER_PIXELS * len(names[place])
        start = x - share[anchor] * room // 100
        left, right = min(left, start - SIDE_PIXELS), max(right, start + room + SIDE_PIXELS)
    return left, top - HEAD_PIXELS, right - left, height + HEAD_PIXELS + FOOT_PIXELS


def _line(left: int, down: int, kind: str, text: str) -> str:
    return f'<text x="{left + SIDE_PIXELS}" y="{down}" class="{kind}">{escape(text)}</text>'


def _style() -> list[str]:
    ink, soft, paper = (palette.LIGHT[name] for name in ("ink", "soft", "paper"))
    heads = [
        f'<marker id="{rank}" viewBox="0 0 10 10" refX="6" refY="5" markerWidth="{11 + size}" '
        f'markerHeight="{11 + size}" markerUnits="userSpaceOnUse" orient="auto">'
        f'<path d="M0 0L10 5L0 10z" fill="{_COLOURS[rank]}"/></marker>'
        for size, rank in enumerate(RANKS)
    ]
    rules = [
        *(f".{rank} {{ stroke: {colour}; }}" for rank, colour in _COLOURS.items()),
        *(f".{rank} .tip {{ marker-end: url(#{rank}); }}" for rank in RANKS),
        "g > path { fill: none; } .tip { stroke: none; }",
        f".paper {{ fill: {paper}; }}",
        f".spot {{ fill: {paper}; stroke: {ink}; stroke-width: 2.5; }}",
        f".spot.destination {{ fill: {ink}; }}",
        f".name {{ font-size: 14px; font-weight: 600; fill: {ink}; }}",
        f".name {{ stroke: {paper}; stroke-width: 4px; paint-order: stroke; }}",
        "text { font-family: system-ui, sans-serif; }",
        f".title {{ font-size: 17px; fill: {ink}; }} .key {{ font-size: 11.5px; fill: {soft}; }}",
    ]
    return ["<defs>", *heads, "</defs>", "<style>", *rules, "</style>"]


def _legs(results: Results, drawn: dict[str, Any]) -> list[str]:
    """Draw a leg in a line of text, those of the cut last, which is on top."""
    legs = {leg: data for _, _, leg, data in results.graph.edges(keys=True, data=True)}
    passing = [leg for leg in sorted(legs) if legs[leg][fields.PASSING] != 0]
    bounded = [legs[leg][fields.PASSING] for leg in passing]
    largest = max((amount for amount in bounded if isinstance(amount, int)), default=1)
    return [
        _leg(results, leg, legs[leg], drawn[leg], largest)
        for rank in RANKS
        for leg in passing
        if _rank(results, leg) == rank
    ]


def _rank(results: Results, leg: str) -> str:
    return RANKS[(leg in results.cut.some.legs) + (leg in results.cut.every.legs)]


def _leg(
    results: Results, leg: str, data: dict[str, Any], drawn: dict[str, Any], largest: int
) -> str:
    tail, tip = drawn["arrow"]
    grade = data[fields.EVIDENCE_CLASS]
    dash = f' stroke-dasharray="{_DASHES[grade]}"' if grade in _DASHES else ""
    passes = amounts.rounded(data[fields.PASSING], results.cut.scale)
    unit = results.graph.graph[fields.CAPACITY_UNIT]
    said = f"{leg}: passing capacity {passes} {unit}, pressure"
    return (
        f'<g class="{_rank(results, leg)}"><title>{escape(said)} {data[fields.PRESSURE]} %, '
        f"evidence class {grade or 'not graded'}</title>"
        f'<path d="{drawn["path"]}" stroke-width="{_width(data[fields.PASSING], largest)}"{dash}/>'
        f'<path d="M{tail[0]} {tail[1]}L{tip[0]} {tip[1]}" class="tip"/></g>'
    )


def _width(amount: int | str, largest: int) -> str:
    """Return the width of a line in pixels; the root is a whole one, the same everywhere."""
    most = THICKEST_TENTHS - THINNEST_TENTHS
    grown = isqrt(most * most * amount // largest) if isinstance(amount, int) else most
    whole, tenth = divmod(THINNEST_TENTHS + grown, 10)
    return f"{whole}.{tenth}"


def _jurisdictions(results: Results, plan: dict[str, Any], names: dict[str, str]) -> list[str]:
    table = results.study.jurisdictions
    roles = dict(zip(table["id"], table["role"], strict=True))
    return [
        _spot(plan["nodes"][place], roles[place])
        + '<text x="{}" y="{}" text-anchor="{}" class="name">'.format(*plan["labels"][place])
        + f"{escape(names[place])}</text>"
        for place in sorted(plan["nodes"])
    ]


def _spot(at: list[int], role: str) -> str:
    across, down = at
    if role == "origin":
        side = 2 * _RADIUS - 2
        return (
            f'<rect x="{across - side // 2}" y="{down - side // 2}" width="{side}" '
            f'height="{side}" class="spot"/>'
        )
    return f'<circle cx="{across}" cy="{down}" r="{_RADIUS}" class="spot {role}"/>'
