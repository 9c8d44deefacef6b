"""The curves of the diagram: one bundle for each two jurisdictions, clear of the others."""

from collections.abc import Sequence
from typing import Final

from geodata.bezier import Position, bezier
from geodata.clearance import clearness

Pixel = tuple[int, int]
Curve = tuple[Pixel, Pixel, Pixel, Pixel]
"""Start, two handles and end of a cubic Bezier curve."""

FAN_PIXELS: Final = 11
"""Distance between the middles of parallel legs."""
CLEARANCE_PIXELS: Final = 22
SEGMENTS: Final = 32

_STEEP_PIXELS: Final = 90  # closer columns than this: a bow beside them, not an S between them
_S_BENDS: Final = (
    (33, 33, 0),
    (55, 15, 0),
    (15, 55, 0),
    (75, 5, 0),
    (5, 75, 0),
    (33, 33, 24),
    (33, 33, -24),
    (33, 33, 48),
    (33, 33, -48),
)
"""Reach of both handles in percent of the way, which moves the climb, and a shift up or down."""
_BOW_BENDS: Final = ((0, 0, 44), (0, 0, 66), (0, 0, -44), (0, 0, 88), (0, 0, -66), (0, 0, -88))
"""Only the depth counts; a negative one bows to the left."""
_BOW_GROWTH: Final = 0.08  # taller bows are deeper
_CONTROL: Final = 4 / 3  # a cubic rises to three quarters of the height of its handles

Bend = tuple[int, int, int]


def bundle(first: Pixel, second: Pixel, count: int, avoid: Sequence[Pixel]) -> list[Curve]:
    """Draw the curves between two jurisdictions, whichever way their legs run.

    Parameters
    ----------
    first, second : (int, int)
        The two positions.
    count : int
        Number of legs between them, both directions together.
    avoid : sequence of (int, int)
        Positions of jurisdictions to keep clear of, where a bend can.

    Returns
    -------
    list of tuple
        ``count`` curves from first to second, side by side.
    """
    steep = abs(second[0] - first[0]) < _STEEP_PIXELS
    shape, bends = (_bow, _BOW_BENDS) if steep else (_s_curve, _S_BENDS)
    offsets = [round((rank - (count - 1) / 2) * FAN_PIXELS) for rank in range(count)]
    choices = [[shape(first, second, bend, offset) for offset in offsets] for bend in bends]
    obstacles = [(float(x), float(y)) for x, y in avoid]
    return max(
        choices,
        key=lambda curves: clearness(
            [samples(curve) for curve in curves], obstacles, CLEARANCE_PIXELS
        ),
    )


def samples(curve: Curve) -> list[Position]:
    """Return points along a curve."""
    return bezier(curve, SEGMENTS)


def _s_curve(first: Pixel, second: Pixel, bend: Bend, offset: int) -> Curve:
    """Leave and enter sideways. With handles at thirds, x is linear in the parameter."""
    (x, y), (u, v) = first, second
    leaving, entering, shift = bend
    lift = round((shift + offset) * _CONTROL)
    handle = x + leaving * (u - x) // 100
    other = u - entering * (u - x) // 100
    return first, (handle, y + lift), (other, v + lift), second


def _bow(first: Pixel, second: Pixel, bend: Bend, offset: int) -> Curve:
    """Leave and enter on the same side, right of both if the depth is positive."""
    (x, y), (u, v) = first, second
    depth = bend[2]
    reach = (abs(depth) + offset + abs(v - y) * _BOW_GROWTH) * _CONTROL
    edge = round(max(x, u) + reach if depth > 0 else min(x, u) - reach)
    return first, (edge, y), (edge, v), second
