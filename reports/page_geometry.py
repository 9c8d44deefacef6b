"""The page's geometry: lines, places and diagrams in the compact form that the page draws."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx

import geodata
from routes import fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seeds import Study

MARGIN_DEG = 6
NARROW_WEST_DEG, NARROW_EAST_DEG = 40, 150
"""On a phone the map opens on Asia, where most jurisdictions lie."""


def geometry(study: Study) -> dict[str, Any] | None:
    """Return what the map draws, or None where no jurisdiction has coordinates.

    Parameters
    ----------
    study : seeds.Study

    Returns
    -------
    dict or None
        ``base`` (committed land), ``places``, ``lines`` by leg id and the opening views.
        Lines are lists of whole hundredths of a degree: the first point, then differences,
        longitude before latitude.
    """
    graph = _graph(study)
    places = geodata.places(graph).placed
    if not places:
        return None
    points = [place.position_centideg for place in places]
    narrow = [
        point for point in points if NARROW_WEST_DEG <= point[0] / 100 <= NARROW_EAST_DEG
    ] or points
    lines = geodata.leg_lines(graph)
    return {
        "base": geodata.load_basemap(),
        "places": [
            {
                "id": place.id,
                "name": place.name,
                "role": place.role,
                "lat": place.position_centideg[1] / 100,
                "lon": place.position_centideg[0] / 100,
            }
            for place in places
        ],
        "lines": {
            leg: {
                "parts": [_differences(part) for part in line.parts_centideg],
                "arrow": _differences(line.arrow_centideg),
            }
            for leg, line in lines.items()
        },
        "view": _view(points),
        "narrowView": _view(narrow),
    }


def diagram(study: Study, layer: str) -> dict[str, Any]:
    """Return the layered diagram of one layer with the legs of all dates.

    Returns
    -------
    dict
        ``viewBox``, ``nodes`` (id to x and y), ``labels`` (id to x, y and text anchor) and
        ``legs`` (id to its path and the two points of its arrow).
    """
    legs = study.legs[study.legs["layer"] == layer]
    ends = [(row["id"], row["origin"], row["destination"]) for row in legs.to_dict("records")]
    used = {end for _, *both in ends for end in both}
    roles = [
        (row["id"], row["role"])
        for row in study.jurisdictions.to_dict("records")
        if row["id"] in used
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
    """Hold every leg of every layer and date, so that lines stay where they are."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in study.jurisdictions.to_dict("records"):
        attributes = {
            fields.NAME: row["name"],
            fields.ROLE: row["role"],
            fields.LATITUDE: row["lat"],
            fields.LONGITUDE: row["lon"],
        }
        graph.add_node(row["id"], **attributes)
    for row in study.legs.to_dict("records"):
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
