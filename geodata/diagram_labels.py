"""Where a jurisdiction's label stands in the diagram, so that few curves cross it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geodata.bezier import Position

Pixel = tuple[int, int]
Box = tuple[int, int, int, int]

_BOX_WIDTH: Final = 100  # a label of about 14 letters
_BOX_HEIGHT: Final = 16
_NODE_RADIUS: Final = 10
_COLLISION: Final = 1000  # a label over another label or a jurisdiction: worse than any crossing


@dataclass(frozen=True)
class Label:
    """The anchor point of a label and its SVG text-anchor: start, middle or end."""

    x: int
    y: int
    anchor: str


def labels(
    positions: Mapping[str, Pixel],
    roles: Mapping[str, str],
    curves: Sequence[Sequence[Position]],
) -> dict[str, Label]:
    """Place every label.

    Parameters
    ----------
    positions : mapping of str to (int, int)
        Jurisdictions by id.
    roles : mapping of str to str
        Labels of origins stand on their left, of destinations on their right, of all others
        above or below.
    curves : sequence of sequence of (float, float)
        Points along the curve of each leg.

    Returns
    -------
    dict of str to Label
        By id. All labels count as 100 pixels wide; their text is not considered.
    """
    taken = [_around(position) for position in positions.values()]
    found: dict[str, Label] = {}
    points = [point for curve in curves for point in curve]
    for node in sorted(positions, key=lambda node: (positions[node][1], node)):
        candidates = _candidates(positions[node], roles[node])
        best = min(candidates, key=lambda label: _cost(_box(label), taken, points))
        found[node] = best
        taken.append(_box(best))
    return dict(sorted(found.items()))


def _candidates(position: Pixel, role: str) -> list[Label]:
    """Return the places a label may take, the preferred one first."""
    x, y = position
    if role == "origin":
        return [Label(x - 15, y + 4, "end")]
    if role == "destination":
        return [Label(x + 15, y + 4, "start")]
    return [Label(x, y - 14, "middle"), Label(x, y + 24, "middle")]


def _box(label: Label) -> Box:
    """Return left, top, right and bottom of a label's text."""
    left = {"start": 0, "middle": _BOX_WIDTH // 2, "end": _BOX_WIDTH}[label.anchor]
    west = label.x - left
    return west, label.y - _BOX_HEIGHT + 4, west + _BOX_WIDTH, label.y + 4


def _around(position: Pixel) -> Box:
    """Return the box of a jurisdiction's mark."""
    x, y = position
    return x - _NODE_RADIUS, y - _NODE_RADIUS, x + _NODE_RADIUS, y + _NODE_RADIUS


def _cost(box: Box, taken: Sequence[Box], points: Sequence[Position]) -> int:
    """Count what lies under a label."""
    left, top, right, bottom = box
    collisions = sum(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        for other in taken
    )
    crossed = sum(left < x < right and top < y < bottom for x, y in points)
    return _COLLISION * collisions + crossed
