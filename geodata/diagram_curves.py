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
_S_SHIFTS: Final = (0, 24, -24, 48, -48, 72, -72)
_BOW_DEPTHS: Final = (44, 66, -44, 88, -66, -88)
_BOW_GROWTH: Final = 0.08  # taller bows are deeper
_CONTROL: Final = 4 / 3  # a cubic rises to three quarters of the height of its handles


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
    shape, bends = (_bow, _BOW_DEPTHS) if steep else (_s_curve, _S_SHIFTS)
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


def _s_curve(first: Pixel, second: Pixel, bend: int, offset: int) -> Curve:
    """Leave and enter sideways. With handles at thirds, x is linear in the parameter."""
    (x, y), (u, v) = first, second
    third = (u - x) // 3
    shift = round((bend + offset) * _CONTROL)
    return first, (x + third, y + shift), (u - third, v + shift), second


def _bow(first: Pixel, second: Pixel, bend: int, offset: int) -> Curve:
    """Leave and enter on the same side, right of both if the bend is positive."""
    (x, y), (u, v) = first, second
    reach = abs(bend) + offset + abs(v - y) * _BOW_GROWTH
    edge = max(x, u) + reach * _CONTROL if bend > 0 else min(x, u) - reach * _CONTROL
    return first, (round(edge), y), (round(edge), v), second
