"""The shape of arcs between two points: bent, fanned out, and clear of points between."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from geodata.bezier import Position, bezier
from geodata.clearance import clearness
from geodata.mercator import LIMIT_LATITUDE_DEG, latitude_deg, northing_deg
from geodata.meridians import CENTIDEG_PER_DEG, TURN_CENTIDEG, Point

SEGMENTS: Final = 32
CLEARANCE_DEG: Final = 4.0
"""Distance that an arc keeps from points it does not connect, where it can."""
RIGHT_BENDS: Final = (0.13, 0.20, 0.27, 0.08)
"""Heights of the arc to the right of travel, as shares of its length, in order of preference."""
LEFT_BENDS: Final = (-0.10, -0.17, -0.24)
"""Heights to the left of travel, for points that only one direction connects."""
FAN_SHARE: Final = 0.055
"""Distance between the middles of parallel arcs, as a share of their length."""
WIDEST_FAN_DEG: Final = 4.5

_LONGEST_BENT_DEG: Final = 100.0  # longer arcs bend no further than arcs of this length
_SHORTEST_BENT_DEG: Final = 1.0  # nor do shorter arcs bend less than arcs of this length
_VISIBLE_FAN_DEG: Final = 1.5  # less is hard to tell apart at world scale ...
_LARGEST_FAN_SHARE: Final = 0.2  # ... but short arcs must not become balloons
_DETOUR: Final = 2  # the frame's edge is crossed if the way inside is longer by this factor
_CONTROL: Final = 4 / 3  # a cubic rises to three quarters of the height of its handles


def fan(
    origin: Point,
    destination: Point,
    count: int,
    *,
    avoid: Sequence[Point] = (),
    two_way: bool = False,
    heading_east: bool = True,
) -> list[tuple[Point, ...]]:
    """Draw parallel arcs from one point to another.

    Parameters
    ----------
    origin, destination : (int, int)
        Longitude and latitude in hundredths of a degree, longitudes in the frame.
    count : int
        Number of parallel arcs.
    avoid : sequence of (int, int)
        Points that the arcs should keep clear of by `CLEARANCE_DEG`. Of all bends the first that
        does is taken, or else the one that comes closest to it.
    two_way : bool
        Whether arcs run the other way too; then both stay to the right of their travel.
    heading_east : bool
        Direction at the top of the loop that is drawn if both points are the same.

    Returns
    -------
    list of tuple of (int, int)
        ``count`` lines from the origin, exactly, to the destination, exactly but for whole
        turns, with continuous longitudes and without repeated points.

    Notes
    -----
    Curves are cubic Bezier curves in the Mercator plane. The way through the frame is taken
    unless the way across its edge is less than half as long.
    """
    start = _plane(origin)
    end = _plane((destination[0] + _turn(origin[0], destination[0]), destination[1]))
    bends = RIGHT_BENDS if two_way else RIGHT_BENDS + LEFT_BENDS
    heading = 1.0 if heading_east else -1.0
    choices = [
        [_curve(start, end, _height(start, end, bend, rank), heading) for rank in range(count)]
        for bend in bends
    ]
    obstacles = [
        (x + turn, y) for x, y in (_plane(point) for point in avoid) for turn in (-360, 0, 360)
    ]
    chosen = max(choices, key=lambda curves: clearness(curves, obstacles, CLEARANCE_DEG))
    return [_centideg(curve, origin, destination) for curve in chosen]


def _plane(point: Point) -> Position:
    """Project a point to longitude and northing in degrees of the equator."""
    return point[0] / CENTIDEG_PER_DEG, northing_deg(point[1] / CENTIDEG_PER_DEG)


def _turn(origin: int, destination: int) -> int:
    """Return the turn (or none) to add to the destination's longitude."""
    inside = destination - origin
    across = inside - TURN_CENTIDEG if inside > 0 else inside + TURN_CENTIDEG
    return across - inside if abs(inside) > _DETOUR * abs(across) else 0


def _height(start: Position, end: Position, bend: float, rank: int) -> float:
    """Return how far the middle of an arc lies to the right of its chord, in degrees."""
    length = max(math.dist(start, end), _SHORTEST_BENT_DEG)
    step = min(
        max(FAN_SHARE * length, _VISIBLE_FAN_DEG), WIDEST_FAN_DEG, _LARGEST_FAN_SHARE * length
    )
    return bend * min(length, _LONGEST_BENT_DEG) + math.copysign(rank * step, bend)


def _curve(start: Position, end: Position, height: float, heading: float) -> list[Position]:
    """Sample a cubic Bezier curve that rises to a height on the right of its chord."""
    (x, y), (u, v) = start, end
    length = math.dist(start, end)
    along = ((u - x) / length, (v - y) / length) if length else (heading, 0.0)
    reach = length / 3 if length else -abs(height)  # crossed handles make a loop
    rise = _CONTROL * height
    first = (x + reach * along[0] + rise * along[1], y + reach * along[1] - rise * along[0])
    second = (u - reach * along[0] + rise * along[1], v - reach * along[1] - rise * along[0])
    return bezier((start, first, second, end), SEGMENTS)


def _centideg(curve: Sequence[Position], origin: Point, destination: Point) -> tuple[Point, ...]:
    """Return a curve as longitudes and latitudes with exact ends, without repeated points."""
    limit = northing_deg(LIMIT_LATITUDE_DEG)
    points = [origin]
    for x, y in curve[1:-1]:
        latitude = latitude_deg(max(-limit, min(limit, y)))
        points.append((round(x * CENTIDEG_PER_DEG), round(latitude * CENTIDEG_PER_DEG)))
    points.append((round(curve[-1][0] * CENTIDEG_PER_DEG), destination[1]))
    steps = pairwise(points)
    return (points[0], *(point for before, point in steps if point != before))
