"""The page's geometry: lines, places and diagrams in the compact form that the page draws."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx

import geodata
from routes import fields
from routes.rows import rows_by_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from seeds import Study

MARGIN_DEG = 6
NARROW_WEST_DEG, NARROW_EAST_DEG = 40, 150
"""On a phone the map opens on Asia, where most jurisdictions lie."""


def leg_lines(study: Study) -> dict[str, geodata.LegLine]:
    """Return the line of every leg of every layer and date, so that lines stay where they are."""
    return geodata.leg_lines(_graph(study))


def geometry(
    study: Study, lines: Mapping[str, geodata.LegLine], layers: Sequence[str]
) -> dict[str, Any] | None:
    """Return what the map draws, or None where no jurisdiction has coordinates.

    Parameters
    ----------
    study : seeds.Study
    lines : mapping of leg id to LegLine
        As of :func:`leg_lines`.
    layers : sequence of str
        The layers that the page offers.

    Returns
    -------
    dict or None
        ``base`` (committed land), ``places`` with the layers in which each has a leg, ``lines``
        by leg id, and ``views``: the opening bounds by layer, for wide and for narrow screens.
        Lines are lists of whole hundredths of a degree: the first point, then differences,
        longitude before latitude.
    """
    places = geodata.locate(_graph(study)).placed
    if not places:
        return None
    layers_of = _layers_by_place(study)
    return {
        "base": geodata.load_basemap(),
        "places": [_place(place, layers_of.get(place.id, set())) for place in places],
        "lines": {leg: _line(line) for leg, line in lines.items()},
        "views": {
            layer: _views(
                [
                    place.position_centideg
                    for place in places
                    if layer in layers_of.get(place.id, ())
                ]
                or [place.position_centideg for place in places]
            )
            for layer in layers
        },
    }


def _layers_by_place(study: Study) -> dict[str, set[str]]:
    layers: dict[str, set[str]] = {}
    for row in rows_by_id(study.legs):
        for end in (row["origin"], row["destination"]):
            layers.setdefault(end, set()).add(row["layer"])
    return layers


def _place(place: geodata.Place, layers: set[str]) -> dict[str, Any]:
    lon, lat = place.position_centideg
    return {
        "id": place.id,
        "name": place.name,
        "role": place.role,
        "lat": lat / 100,
        "lon": lon / 100,
        "layers": sorted(layers),
    }


def _line(line: geodata.LegLine) -> dict[str, Any]:
    return {
        "parts": [_differences(part) for part in line.parts_centideg],
        "arrow": _differences(line.arrow_centideg),
    }


def _views(points: Sequence[tuple[int, int]]) -> dict[str, Any]:
    narrow = [point for point in points if NARROW_WEST_DEG <= point[0] / 100 <= NARROW_EAST_DEG]
    return {"wide": _view(points), "narrow": _view(narrow or points)}


def diagram(study: Study, layer: str) -> dict[str, Any]:
    """Return the layered diagram of one layer with the legs of all dates.

    Returns
    -------
    dict
        ``viewBox``, ``nodes`` (id to x and y), ``labels`` (id to x, y and text anchor) and
        ``legs`` (id to its path and the two points of its arrow).
    """
    legs = study.legs[study.legs["layer"] == layer]
    ends = [(row["id"], row["origin"], row["destination"]) for row in rows_by_id(legs)]
    used = {end for _, *both in ends for end in both}
    roles = [
        (row["id"], row["role"]) for row in rows_by_id(study.jurisdictions) if row["id"] in used
    ]
    plan = geodata.layout(roles, ends)
    return {
        "viewBox": plan.view_box,
        "nodes": {name: list(position) for name, position in plan.positions.items()},
        "labels": {name: [label.x, label.y, label.anchor] for name, label in plan.labels.items()},
        "legs": {
            name: {"path": leg.path, "arrow": [list(point) for point in leg.arrow]}
            for name, leg in plan.legs.items()
        },
    }


def _graph(study: Study) -> nx.MultiDiGraph[str]:
    """Hold every leg of every layer and date."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in rows_by_id(study.jurisdictions):
        attributes = {
            fields.NAME: row["name"],
            fields.ROLE: row["role"],
            fields.LATITUDE: row["lat"],
            fields.LONGITUDE: row["lon"],
        }
        graph.add_node(row["id"], **attributes)
    for row in rows_by_id(study.legs):
        graph.add_edge(row["origin"], row["destination"], key=row["id"])
    return graph


def _differences(points: Sequence[tuple[int, int]]) -> list[int]:
    flat = list(points[0])
    for (west, south), (east, north) in pairwise(points):
        flat += [east - west, north - south]
    return flat


def _view(points: Sequence[tuple[int, int]]) -> list[list[float]]:
    west, east = min(x for x, _ in points) / 100, max(x for x, _ in points) / 100
    south, north = min(y for _, y in points) / 100, max(y for _, y in points) / 100
    return [
        [max(south - MARGIN_DEG, -56), west - MARGIN_DEG],
        [min(north + MARGIN_DEG, 83), east + MARGIN_DEG],
    ]
