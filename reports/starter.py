"""The starter: the files of a new study, as an example or from a table of edges."""

from __future__ import annotations

import importlib.resources
from typing import TYPE_CHECKING

from reports import json_text, table_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from importlib.resources.abc import Traversable

    from reports.known_places import KnownPlace
    from seeds.edge_list import Edge, EdgeList

EXAMPLE = "starter"
TABLES = {
    "jurisdictions": ("id", "name", "role", "lat", "lon", "note"),
    "legs": (
        *("id", "origin", "destination", "layer", "mechanism"),
        *("capacity_low", "capacity", "capacity_high", "basis", "evidence_class"),
        *("interdict_cost", "interdictable", "valid_from", "valid_to", "evidence", "note"),
    ),
    "pressure": ("id", "target_kind", "target", "points", "basis", "evidence", "reason"),
    "evidence": (
        *("id", "kind", "event_from", "event_to", "claim", "title", "publisher", "published"),
        *("url", "source_class", "grade", "legal_status", "case_group", "note"),
    ),
}
"""Tables that are made from edges, with the columns that a user will want to fill in."""


def example() -> dict[str, bytes]:
    """Return the packaged example study: file names, with ``/`` for folders, and contents."""
    return dict(_files(importlib.resources.files("reports") / EXAMPLE, ""))


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()


def from_edges(
    table: EdgeList,
    origins: Collection[str],
    destinations: Collection[str],
    places: Mapping[str, KnownPlace],
) -> dict[str, bytes]:
    """Return the files of a study made from a table of edges.

    Parameters
    ----------
    table : seeds.edge_list.EdgeList
    origins, destinations : collection of str
        Ids of jurisdictions; all others are transit.
    places : mapping of str to KnownPlace
        Where jurisdictions lie, by the name that the table gives them.

    Returns
    -------
    dict of str to bytes
        File names and contents. Every number is `assumed`: the table names no source.
    """
    roles = dict.fromkeys(origins, "origin") | dict.fromkeys(destinations, "destination")
    rows = {
        "jurisdictions": [
            _jurisdiction(place, name, roles.get(place, "transit"), places.get(name))
            for place, name in sorted(table.jurisdictions.items())
        ],
        "legs": [_leg(edge) for edge in table.edges],
        "pressure": [_pressure(edge) for edge in table.edges if edge.pressure.strip("0")],
        "evidence": [],
    }
    files = {
        f"{name}.csv": table_text.comma_separated(
            columns, ([row.get(column, "") for column in columns] for row in rows[name])
        ).encode()
        for name, columns in TABLES.items()
    }
    readme = importlib.resources.files("reports") / "assets" / "edges_readme.md"
    package = json_text.pretty(_package()).encode()
    return files | {"datapackage.json": package, "README.md": readme.read_bytes()}


def _jurisdiction(place: str, name: str, role: str, known: KnownPlace | None) -> dict[str, str]:
    row = {"id": place, "name": name, "role": role}
    if known is None:
        return row
    point = {"lat": f"{known.latitude_deg:g}", "lon": f"{known.longitude_deg:g}"}
    return row | point | ({"name": known.name} if name == place else {})


def _leg(edge: Edge) -> dict[str, str]:
    return {
        "id": edge.id,
        "origin": edge.origin,
        "destination": edge.destination,
        "layer": edge.layer or "goods",
        "mechanism": edge.mechanism or "unspecified",
        "capacity": edge.capacity,
        "basis": "assumed",
        "interdict_cost": "1",
        "interdictable": "yes",
        "valid_from": edge.valid_from,
        "valid_to": edge.valid_to,
        "note": f"Row {edge.row} of the edge table.",
    }


def _pressure(edge: Edge) -> dict[str, str]:
    return {
        "id": f"row-{edge.row}",
        "target_kind": "leg",
        "target": edge.id,
        "points": edge.pressure,
        "basis": "assumed",
        "reason": f"As row {edge.row} of the edge table gives it.",
    }


def _package() -> dict[str, object]:
    limits = ["Made from an edge table: no number has a source yet, and each counts as assumed."]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "edge-table",
        "title": "Routes from an edge table",
        "routerisk": {
            "capacity_unit": "units per year",
            "effort_unit": "effort units",
            "limits": limits,
        },
        "resources": [
            {
                "name": name,
                "type": "table",
                "path": f"{name}.csv",
                "format": "csv",
                "encoding": "utf-8",
            }
            for name in TABLES
        ],
    }
