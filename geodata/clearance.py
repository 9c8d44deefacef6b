"""How clear a bundle of lines keeps of points that it does not connect."""

import math
from collections.abc import Iterable, Sequence

from geodata.bezier import Position

_NEAR_END = 0.6  # of the distance to an end: beside its ends no line can keep clear


def clearness(
    lines: Sequence[Sequence[Position]], obstacles: Iterable[Position], wanted: float
) -> float:
    """Measure the share of a wanted distance that every obstacle gets.

    Parameters
    ----------
    lines : sequence of sequence of (float, float)
        Lines that share their two ends.
    obstacles : iterable of (float, float)
        Points to keep clear of, in the unit of the lines.
    wanted : float
        Distance that is enough; 0.6 of the distance to the nearer end is always enough.

    Returns
    -------
    float
        1 if every obstacle is clear of every line, 0 if a line runs through one.

    Examples
    --------
    >>> clearness([[(0, 0), (10, 0)]], [(5, 1)], wanted=2)
    0.5
    """
    import shapely

    start, end = lines[0][0], lines[0][-1]
    bundle = shapely.multilinestrings([shapely.linestrings(line) for line in lines])
    enough = {point: _enough(point, start, end, wanted) for point in obstacles}
    crowding = [point for point in enough if enough[point] > 0]
    distances = shapely.distance(bundle, shapely.points(crowding)) if crowding else []
    shares = (
        float(distance) / enough[point] for point, distance in zip(crowding, distances, strict=True)
    )
    return min(1.0, min(shares, default=1.0))


def _enough(point: Position, start: Position, end: Position, wanted: float) -> float:
    """Return the distance from a point that is enough."""
    return min(wanted, _NEAR_END * min(math.dist(point, start), math.dist(point, end)))
