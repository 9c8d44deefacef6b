"""Legs as calm schematic arcs that behave at 180 degrees and never hide one another."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geodata.arcs import fan
from geodata.meridians import Point, cut_at_meridian, framed_longitude
from geodata.places import locate

if TYPE_CHECKING:
    from networkx import MultiDiGraph


@dataclass(frozen=True)
class LegLine:
    """The line of one leg. Points are longitude and latitude in hundredths of a degree.

    Attributes
    ----------
    id, origin, destination : str
        Of the leg.
    path_centideg : tuple of (int, int)
        The whole arc. Its longitudes are continuous and may leave the frame.
    parts_centideg : tuple of tuple of (int, int)
        The arc in the frame of the world view, longitudes -3000..33000, cut at its edge.
    arrow_centideg : pair of (int, int)
        A short piece of the arc just past its middle, in travel direction.
    """

    id: str
    origin: str
    destination: str
    path_centideg: tuple[Point, ...]
    parts_centideg: tuple[tuple[Point, ...], ...]
    arrow_centideg: tuple[Point, Point]

    @property
    def label_centideg(self) -> Point:
        """The point for a label or a mark: the arrow's tip."""
        return self.arrow_centideg[1]

    def to_dict(self) -> dict[str, Any]:
        """Return what a drawing needs, as plain data."""
        return {
            "id": self.id,
            "origin": self.origin,
            "destination": self.destination,
            "parts_centideg": [[list(point) for point in part] for part in self.parts_centideg],
            "arrow_centideg": [list(point) for point in self.arrow_centideg],
        }


def leg_lines(graph: "MultiDiGraph[str]") -> dict[str, LegLine]:
    """Draw every leg of a graph whose two jurisdictions have a place.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Edge keys are leg ids; nodes may carry ``latitude_deg`` and ``longitude_deg``.

    Returns
    -------
    dict of str to LegLine
        In order of leg id. A line shows that a leg exists; the way by which goods travel is not
        considered.

    Raises
    ------
    ValueError
        If coordinates are not on the globe.

    Notes
    -----
    Arcs bend to the right of travel, so that the two directions of a pair lie apart. Parallel
    legs fan out in order of id; in the plane their middles are at least a twentieth of their
    length apart, up to 4.5 degrees. A pair with one direction may bend left to keep clear of
    jurisdictions that it does not connect.

    References
    ----------
    Jenny, B. et al. (2018), Design principles for origin-destination flow maps, Cartography and
    Geographic Information Science 45(1), doi:10.1080/15230406.2016.1262280.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("US", latitude_deg=39, longitude_deg=-98)
    >>> graph.add_node("SG", latitude_deg=1.3, longitude_deg=103.8)
    >>> _ = graph.add_edge("US", "SG", key="US>SG")
    >>> line = leg_lines(graph)["US>SG"]
    >>> line.path_centideg[0], line.path_centideg[-1]
    ((26200, 3900), (10380, 130))
    """
    positions = locate(graph).positions()
    pairs: dict[tuple[str, str], list[str]] = {}
    for origin, destination, leg in graph.edges(keys=True):
        if origin in positions and destination in positions:
            pairs.setdefault((origin, destination), []).append(leg)
    lines: dict[str, LegLine] = {}
    for (origin, destination), legs in pairs.items():
        paths = fan(
            positions[origin],
            positions[destination],
            len(legs),
            avoid=[positions[node] for node in positions if node not in {origin, destination}],
            two_way=(destination, origin) in pairs,
            heading_east=origin < destination,
        )
        for leg, path in zip(sorted(legs), paths, strict=True):
            parts = cut_at_meridian(path)
            lines[leg] = LegLine(leg, origin, destination, path, parts, _arrow(path))
    return dict(sorted(lines.items()))


def _arrow(path: tuple[Point, ...]) -> tuple[Point, Point]:
    """Return the piece of a path just past its middle, with its tip in the frame."""
    tip = max(1, round(0.58 * (len(path) - 1)))
    (x, y), (u, v) = path[tip - 1], path[tip]
    framed = framed_longitude(u)
    return (x + framed - u, y), (framed, v)
