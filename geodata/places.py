"""The point that stands for each jurisdiction on the map."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geodata.meridians import CENTIDEG_PER_DEG, Point, framed_longitude
from routes import fields

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_HALF_TURN_DEG = 180
_POLE_DEG = 90


@dataclass(frozen=True)
class Place:
    """Where one jurisdiction lies in the world view, which spans longitudes -30 to 330."""

    id: str
    name: str
    role: str
    position_centideg: Point

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as plain data."""
        return {
            "id": self.id,
            "name": self.name,
            "role": self.role,
            "position_centideg": list(self.position_centideg),
        }


@dataclass(frozen=True)
class Places:
    """Jurisdictions with a point, and the ids of those without, both in order of id."""

    placed: tuple[Place, ...]
    unplaced: tuple[str, ...]

    def positions(self) -> dict[str, Point]:
        """Return the points by id, in hundredths of a degree (longitude, latitude)."""
        return {place.id: place.position_centideg for place in self.placed}

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as plain data."""
        return {
            "placed": [place.to_dict() for place in self.placed],
            "unplaced": list(self.unplaced),
        }


def locate(graph: "MultiDiGraph[str]") -> Places:
    """Find the point of every jurisdiction of a graph.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes may carry ``latitude_deg`` and ``longitude_deg``; either may be missing or None.

    Returns
    -------
    Places
        Points are rounded to a hundredth of a degree, so that lines can end exactly on them.
        Whether a point lies inside the outline of its jurisdiction is not considered.

    Raises
    ------
    ValueError
        If a coordinate is not a finite number within 90 degrees north or south and 180 degrees
        east or west. Every such jurisdiction is named.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("US", name="United States", latitude_deg=39, longitude_deg=-98)
    >>> graph.add_node("XX")
    >>> locate(graph).positions()
    {'US': (26200, 3900)}
    >>> locate(graph).unplaced
    ('XX',)
    """
    placed: list[Place] = []
    unplaced: list[str] = []
    faults: list[str] = []
    for node in sorted(graph.nodes):
        attributes = graph.nodes[node]
        latitude = attributes.get(fields.LATITUDE)
        longitude = attributes.get(fields.LONGITUDE)
        if latitude is None or longitude is None:
            unplaced.append(node)
        elif _within(latitude, _POLE_DEG) and _within(longitude, _HALF_TURN_DEG):
            placed.append(_place(node, attributes, latitude, longitude))
        else:
            faults.append(f"{node} (latitude {latitude!r}, longitude {longitude!r})")
    if faults:
        raise ValueError("coordinates are not on the globe: " + ", ".join(faults))
    return Places(tuple(placed), tuple(unplaced))


def _within(coordinate: object, limit_deg: int) -> bool:
    """Tell whether a coordinate is a number that is not farther than the limit from zero."""
    if isinstance(coordinate, bool) or not isinstance(coordinate, int | float):
        return False
    return math.isfinite(coordinate) and abs(coordinate) <= limit_deg


def _place(node: str, attributes: dict[str, Any], latitude: float, longitude: float) -> Place:
    """Return the place of one jurisdiction with valid coordinates."""
    return Place(
        id=node,
        name=str(attributes.get(fields.NAME, node)),
        role=str(attributes.get(fields.ROLE, "transit")),
        position_centideg=(
            framed_longitude(round(longitude * CENTIDEG_PER_DEG)),
            round(latitude * CENTIDEG_PER_DEG),
        ),
    )
