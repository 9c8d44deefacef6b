"""A layered drawing of the routes without geography: origins left, destinations right."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from geodata.diagram_curves import Curve, Pixel, bundle, samples
from geodata.diagram_labels import Label, labels
from geodata.diagram_rows import heights, settled

WIDTH: Final = 1000
SMALLEST_HEIGHT: Final = 560
ROW_PIXELS: Final = 34
"""A row holds a jurisdiction with its label above or below it."""

_ROLES: Final = ("origin", "transit", "destination")
_ORIGIN_X: Final = 120
_DESTINATION_X: Final = WIDTH - 130
_TRANSIT_X: Final = 320
_TRANSIT_SPAN: Final = 350
_ARROW_SHARE: Final = 0.58  # just past the middle, where opposite legs lie apart

Hop = tuple[str, str]


@dataclass(frozen=True)
class DiagramLeg:
    """The curve of one leg: an SVG path from origin to destination, and a piece for its arrow."""

    origin: str
    destination: str
    path: str
    arrow: tuple[Pixel, Pixel]


@dataclass(frozen=True)
class Diagram:
    """Positions and labels of jurisdictions and curves of legs, each by id, in pixels."""

    width: int
    height: int
    positions: Mapping[str, Pixel]
    labels: Mapping[str, Label]
    legs: Mapping[str, DiagramLeg]

    @property
    def view_box(self) -> str:
        """The SVG attribute of that name."""
        return f"0 0 {self.width} {self.height}"

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as plain data."""
        return {**asdict(self), "view_box": self.view_box}


def layout(
    jurisdictions: Iterable[tuple[str, str]], legs: Iterable[tuple[str, str, str]]
) -> Diagram:
    """Lay out the diagram.

    Parameters
    ----------
    jurisdictions : iterable of (str, str)
        Id and role (``origin``, ``transit`` or ``destination``).
    legs : iterable of (str, str, str)
        Id, origin and destination. Give the legs of all dates: then the drawing stays as it is
        when the date changes.

    Returns
    -------
    Diagram
        1000 pixels wide and 560 high, or higher where there are more than 16 rows. The order of
        the input does not matter. Capacity and pressure are not considered.

    Raises
    ------
    ValueError
        If a role is unknown, an id is repeated, a leg names an unknown jurisdiction, or a leg
        leads from a jurisdiction to itself.

    Notes
    -----
    A transit jurisdiction stands the further right, the larger the share of the legs into it
    that come from other transit jurisdictions. Rows follow Sugiyama et al. (1981), Methods for
    visual understanding of hierarchical system structures, doi:10.1109/TSMC.1981.4308636, with
    sifting instead of barycentres.

    Examples
    --------
    >>> drawing = layout([("A", "origin"), ("B", "destination")], [("A>B", "A", "B")])
    >>> drawing.legs["A>B"].path
    'M120 280C367 280 623 280 870 280'
    """
    roles, hops = _checked(sorted(jurisdictions), sorted(legs))
    across = {node: _x(node, roles, hops.values()) for node in roles}
    columns = [[node for node in roles if roles[node] == role] for role in _ROLES]
    height = max(SMALLEST_HEIGHT, ROW_PIXELS * max(map(len, columns)))
    bundles = _bundles(hops, across)
    sizes = {pair: len(members) for pair, members in bundles.items()}
    rows = heights(settled(columns, across, sizes, height), height)
    positions = {node: (across[node], rows[node]) for node in roles}
    curves: dict[str, Curve] = {}
    for pair, members in bundles.items():
        curves |= _curves(pair, members, hops, positions)
    return Diagram(
        WIDTH,
        height,
        positions,
        labels(positions, roles, [samples(curve) for curve in curves.values()]),
        {leg: _diagram_leg(hops[leg], curves[leg]) for leg in hops},
    )


def _checked(
    jurisdictions: list[tuple[str, str]], legs: list[tuple[str, str, str]]
) -> tuple[dict[str, str], dict[str, Hop]]:
    """Return roles and hops by id, in order of id, or say what is wrong with them."""
    roles = dict(jurisdictions)
    hops = {leg: (origin, destination) for leg, origin, destination in legs}
    if len(roles) != len(jurisdictions) or len(hops) != len(legs):
        raise ValueError("an id is repeated")
    if unknown := sorted(set(roles.values()) - set(_ROLES)):
        raise ValueError(f"unknown roles: {unknown}")
    for leg, (origin, destination) in hops.items():
        if origin not in roles or destination not in roles or origin == destination:
            raise ValueError(f"leg {leg!r} does not connect two of the jurisdictions")
    return roles, hops


def _x(node: str, roles: Mapping[str, str], hops: Iterable[Hop]) -> int:
    """Return how far right a jurisdiction stands."""
    if roles[node] == "origin":
        return _ORIGIN_X
    if roles[node] == "destination":
        return _DESTINATION_X
    sources = [roles[origin] for origin, destination in hops if destination == node]
    later = sum(role != "origin" for role in sources)
    return _TRANSIT_X + (_TRANSIT_SPAN * later // len(sources) if sources else 0)


def _bundles(hops: Mapping[str, Hop], across: Mapping[str, int]) -> dict[Hop, list[str]]:
    """Group the legs between the same two jurisdictions, the left one first."""
    bundles: dict[Hop, list[str]] = {}
    for leg in sorted(hops, key=lambda leg: (hops[leg], leg)):
        left, right = sorted(hops[leg], key=lambda node: (across[node], node))
        bundles.setdefault((left, right), []).append(leg)
    return dict(sorted(bundles.items()))


def _curves(
    pair: Hop, members: list[str], hops: Mapping[str, Hop], positions: Mapping[str, Pixel]
) -> dict[str, Curve]:
    """Draw the legs between two jurisdictions, each in its own direction."""
    avoid = [positions[node] for node in positions if node not in pair]
    drawn = bundle(positions[pair[0]], positions[pair[1]], len(members), avoid)
    return {
        leg: curve if hops[leg] == pair else (curve[3], curve[2], curve[1], curve[0])
        for leg, curve in zip(members, drawn, strict=True)
    }


def _diagram_leg(hop: Hop, curve: Curve) -> DiagramLeg:
    """Write a curve as an SVG path and find the place of its arrow."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    points = samples(curve)
    tip = round(_ARROW_SHARE * (len(points) - 1))
    tail, head = ((round(x), round(y)) for x, y in points[tip - 1 : tip + 1])
    return DiagramLeg(*hop, f"M{x0} {y0}C{x1} {y1} {x2} {y2} {x3} {y3}", (tail, head))
