"""The land under the map: outlines drawn once as SVG paths of whole numbers."""

import json
from collections.abc import Iterable, Sequence
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from geodata.mercator import northing_deg
from geodata.meridians import CENTIDEG_PER_DEG, WEST_EDGE_CENTIDEG

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

SOUTH_DEG: Final = -56.0
NORTH_DEG: Final = 83.5
WEST_DEG: Final = WEST_EDGE_CENTIDEG // CENTIDEG_PER_DEG
EAST_DEG: Final = WEST_DEG + 360

_TOLERANCE_DEG: Final = 0.15
"""Bends smaller than this are straightened: two pixels when Asia fills the map."""
_SMALL_DEG: Final = 1.5
"""Jurisdictions that are less wide and high keep every bend: else they are blobs."""

_SMALLEST_RING_AREA: Final = 600
"""In square units of the drawing: about a quarter of a pixel when the world is 1000 pixels wide."""
_SMALLEST_RING_POINTS: Final = 3

Pixel = tuple[int, int]


def load_basemap() -> dict[str, Any]:
    """Load the packaged land.

    Returns
    -------
    dict
        ``viewBox`` (text), ``bounds`` ([[south, west], [north, east]] in degrees, as a map
        overlay wants them) and ``paths``: a list of ``code`` and ``d``. Each jurisdiction with a
        code has a path of its own, in order of code; all other land is one path, first, whose
        code is empty. One unit of ``d`` is a hundredth of a degree of the equator in
        web-Mercator, counted from the north-west corner.

    Examples
    --------
    >>> load_basemap()["bounds"]
    [[-56.0, -30], [83.5, 330]]
    """
    text = resources.files("geodata").joinpath("outlines/basemap.json").read_text("ascii")
    basemap: dict[str, Any] = json.loads(text)
    return basemap


def draw_basemap(outlines: "GeoDataFrame") -> dict[str, Any]:
    """Draw outlines as the land of the world view.

    Parameters
    ----------
    outlines : geopandas.GeoDataFrame
        As from `geodata.load` or `geodata.load_file`.

    Returns
    -------
    dict
        As `load_basemap` describes it. Small bends are straightened alike on both sides of every
        border. Islands that would be smaller than a quarter of a pixel go, unless they are the
        largest part of a jurisdiction with a code.
    """
    land: list[str] = []
    coded: dict[str, list[str]] = {}
    for code, geometry in zip(outlines["code"], _straightened(outlines), strict=True):
        path = _path(geometry, keep_largest=bool(code))
        if path:
            (coded.setdefault(code, []) if code else land).append(path)
    height = _row(SOUTH_DEG)
    return {
        "viewBox": f"0 0 {(EAST_DEG - WEST_DEG) * CENTIDEG_PER_DEG} {height}",
        "bounds": [[SOUTH_DEG, WEST_DEG], [NORTH_DEG, EAST_DEG]],
        "paths": [
            {"code": "", "d": "".join(land)},
            *({"code": code, "d": "".join(coded[code])} for code in sorted(coded)),
        ],
    }


def _straightened(outlines: "GeoDataFrame") -> "list[BaseGeometry]":
    """Straighten small bends, but none of a small jurisdiction."""
    import shapely

    geometries = list(outlines.geometry)
    bounds = shapely.bounds(geometries)
    is_large = (bounds[:, 2:] - bounds[:, :2]).max(axis=1) >= _SMALL_DEG
    simple = iter(
        shapely.coverage_simplify(
            [geometry for geometry, large in zip(geometries, is_large, strict=True) if large],
            _TOLERANCE_DEG,
        )
    )
    return [
        next(simple) if large else geometry
        for geometry, large in zip(geometries, is_large, strict=True)
    ]


def _path(geometry: "BaseGeometry", *, keep_largest: bool) -> str:
    """Return the path of one jurisdiction, largest ring first."""
    import shapely

    polygons = shapely.get_parts(_in_frame(geometry))
    rings = [
        _pixels(ring.coords)
        for polygon in polygons
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    sized = sorted(((_doubled_area(ring), ring) for ring in rings), reverse=True)
    return "".join(
        _ring_path(ring)
        for rank, (doubled, ring) in enumerate(sized)
        if len(ring) >= _SMALLEST_RING_POINTS
        and (doubled >= 2 * _SMALLEST_RING_AREA or (keep_largest and rank == 0))
    )


def _in_frame(geometry: "BaseGeometry") -> "BaseGeometry":
    """Cut at the western edge of the frame and join what the antimeridian had parted."""
    import shapely
    from shapely.affinity import translate

    held = geometry.intersection(shapely.box(-180, SOUTH_DEG, 180, NORTH_DEG))
    east = held.intersection(shapely.box(WEST_DEG, -90, 180, 90))
    west = held.intersection(shapely.box(-180, -90, WEST_DEG, 90))
    joined = shapely.union_all([east, translate(west, xoff=360)])
    parts = [part for part in shapely.get_parts(joined) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon(parts)


def _row(latitude: float) -> int:
    """Return the distance of a latitude from the northern edge, in units of the drawing."""
    return round((northing_deg(NORTH_DEG) - northing_deg(latitude)) * CENTIDEG_PER_DEG)


def _pixels(coordinates: Iterable[Sequence[float]]) -> list[Pixel]:
    """Project a closed ring to the drawing, without repeats and without its last point."""
    ring: list[Pixel] = []
    for longitude, latitude, *_height in coordinates:
        pixel = (round((longitude - WEST_DEG) * CENTIDEG_PER_DEG), _row(latitude))
        if not ring or pixel != ring[-1]:
            ring.append(pixel)
    return ring[:-1]


def _doubled_area(ring: Sequence[Pixel]) -> int:
    """Return twice the area inside a ring (the shoelace formula)."""
    following = [*ring[1:], *ring[:1]]
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(ring, following, strict=True)))


def _ring_path(ring: Sequence[Pixel]) -> str:
    """Write a ring as one absolute point and the steps from point to point."""
    (x, y), *_rest = ring
    steps = (f"{u - s} {v - t}" for (s, t), (u, v) in pairwise(ring))
    return f"M{x} {y}l{' '.join(steps)}z".replace(" -", "-")
