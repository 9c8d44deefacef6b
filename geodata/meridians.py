"""Longitudes on a round world: the frame of the world view, and lines cut at one meridian."""

from collections.abc import Sequence
from typing import Final

Point = tuple[int, int]
"""Longitude and latitude in hundredths of a degree (about 1.1 km at the equator)."""

CENTIDEG_PER_DEG: Final = 100
TURN_CENTIDEG: Final = 36_000
WEST_EDGE_CENTIDEG: Final = -3_000
"""The world view is cut at 30 W, in the Atlantic, so that the Pacific lies in the middle."""
ANTIMERIDIAN_CENTIDEG: Final = -18_000
"""Where RFC 7946 wants lines cut (Butler et al. 2016, section 3.1.9, doi:10.17487/RFC7946)."""


def framed_longitude(longitude_centideg: int, west_centideg: int = WEST_EDGE_CENTIDEG) -> int:
    """Turn a longitude by whole turns until it lies in the frame.

    Parameters
    ----------
    longitude_centideg : int
        Longitude in hundredths of a degree, any number of turns.
    west_centideg : int
        Western edge of the frame, which is 360 degrees wide; the edge itself belongs to it.

    Returns
    -------
    int
        Hundredths of a degree, ``west_centideg <= result < west_centideg + 36000``.

    Examples
    --------
    >>> framed_longitude(-9800)
    26200
    >>> framed_longitude(10400)
    10400
    """
    return (longitude_centideg - west_centideg) % TURN_CENTIDEG + west_centideg


def cut_at_meridian(
    points: Sequence[Point], west_centideg: int = WEST_EDGE_CENTIDEG
) -> tuple[tuple[Point, ...], ...]:
    """Cut a line with continuous longitudes at the edge of a frame.

    Parameters
    ----------
    points : sequence of (int, int)
        Longitude and latitude in hundredths of a degree. Longitudes may leave the frame, and
        neighbours are less than half a turn apart.
    west_centideg : int
        Western edge of the frame, which is 360 degrees wide.

    Returns
    -------
    tuple of tuple of (int, int)
        Parts inside the frame, in travel order, each of two or more points. Where one part
        leaves at an edge, the next enters at the other edge at the same latitude.

    Notes
    -----
    The latitude of a cut is interpolated linearly and rounded to a hundredth of a degree.

    Examples
    --------
    >>> cut_at_meridian([(32900, 0), (33100, 10)])
    (((32900, 0), (33000, 5)), ((-3000, 5), (-2900, 10)))
    """
    parts: list[list[Point]] = [[]]
    previous: Point | None = None
    for point in points:
        if previous is not None:
            for leaving, entering in _crossings(previous, point, west_centideg):
                parts[-1].append(leaving)
                parts.append([entering])
        longitude, latitude = point
        parts[-1].append((framed_longitude(longitude, west_centideg), latitude))
        previous = point
    tidy = (_without_repeats(part) for part in parts)
    return tuple(part for part in tidy if len(part) > 1)


def _crossings(start: Point, end: Point, west_centideg: int) -> list[tuple[Point, Point]]:
    """Return the last point before and the first point after the edge, if the edge is crossed."""
    start_turn = (start[0] - west_centideg) // TURN_CENTIDEG
    end_turn = (end[0] - west_centideg) // TURN_CENTIDEG
    if start_turn == end_turn:
        return []
    edge = west_centideg + max(start_turn, end_turn) * TURN_CENTIDEG
    share = (edge - start[0]) / (end[0] - start[0])
    latitude = round(start[1] + share * (end[1] - start[1]))
    west: Point = (west_centideg, latitude)
    east: Point = (west_centideg + TURN_CENTIDEG, latitude)
    return [(east, west)] if end_turn > start_turn else [(west, east)]


def _without_repeats(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return the points without those that equal the one before."""
    kept = list(points[:1])
    for point in points[1:]:
        if point != kept[-1]:
            kept.append(point)
    return tuple(kept)
