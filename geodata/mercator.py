"""The web-Mercator plane in which the world view is drawn, in degrees of its equator."""

import math
from typing import Final

LIMIT_LATITUDE_DEG: Final = 85.0
"""Latitudes beyond this are drawn at it: the projection has no poles."""


def northing_deg(latitude_deg: float) -> float:
    """Project a latitude to its height in the plane.

    Parameters
    ----------
    latitude_deg : float
        Degrees north; beyond 85 degrees it counts as 85.

    Returns
    -------
    float
        Height above the equator in the unit in which longitudes are degrees. The ellipsoid is
        not considered: web maps draw on a sphere.

    References
    ----------
    Snyder, J. P. (1987), Map Projections: A Working Manual, equation 7-2,
    doi:10.3133/pp1395.

    Examples
    --------
    >>> round(northing_deg(45), 3)
    50.499
    """
    held = max(-LIMIT_LATITUDE_DEG, min(LIMIT_LATITUDE_DEG, latitude_deg))
    return math.degrees(math.asinh(math.tan(math.radians(held))))


def latitude_deg(northing: float) -> float:
    """Return the latitude of a height in the plane; undo `northing_deg`.

    Parameters
    ----------
    northing : float
        Height above the equator in degrees of the equator.

    Returns
    -------
    float
        Degrees north.

    References
    ----------
    Snyder (1987), equation 7-4, doi:10.3133/pp1395.

    Examples
    --------
    >>> round(latitude_deg(northing_deg(31.2)), 9)
    31.2
    """
    return math.degrees(math.atan(math.sinh(math.radians(northing))))
