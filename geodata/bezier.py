"""Points on a cubic Bezier curve."""

from collections.abc import Sequence

Position = tuple[float, float]


def bezier(controls: Sequence[Position], segments: int) -> list[Position]:
    """Sample a cubic Bezier curve at even steps of its parameter.

    Parameters
    ----------
    controls : sequence of (float, float)
        Start, two handles and end.
    segments : int
        Number of steps.

    Returns
    -------
    list of (float, float)
        ``segments + 1`` points from start to end.

    Examples
    --------
    >>> bezier([(0, 0), (0, 4), (4, 4), (4, 0)], 2)
    [(0.0, 0.0), (2.0, 3.0), (4.0, 0.0)]
    """
    return [_point(controls, step / segments) for step in range(segments + 1)]


def _point(controls: Sequence[Position], share: float) -> Position:
    """Return the point at one parameter (the Bernstein form)."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    pairs = list(zip(weights, controls, strict=True))
    return sum(w * point[0] for w, point in pairs), sum(w * point[1] for w, point in pairs)
