"""Naive baselines for new hubs, each from the same vintage as the model."""

from __future__ import annotations

import datetime as dt
import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routes.rows import rows_by_id
from seeds.public_reports import dated_reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from routes.graph import Layer
    from seeds import Study

    Weights = dict[str, Fraction]

YEAR = dt.timedelta(days=365)
_EARTH_RADIUS_KM = 6371


def by_chance(
    _vintage: Study, _layer: Layer, _hubs: Iterable[str], places: Iterable[str]
) -> Weights:
    """Weigh all alike: the base rate, and for ranks the exact mean of all orders."""
    return {place: Fraction(1) for place in sorted(places)}


def by_attachment(
    vintage: Study, _layer: Layer, _hubs: Iterable[str], places: Iterable[str]
) -> Weights:
    """Weigh by one more than the legs of any layer known at the place: the rich get richer."""
    legs = rows_by_id(vintage.legs)
    return {
        place: Fraction(1 + sum(place in (leg["origin"], leg["destination"]) for leg in legs))
        for place in sorted(places)
    }


def by_growth(
    vintage: Study, _layer: Layer, _hubs: Iterable[str], places: Iterable[str]
) -> Weights:
    """Weigh by how the reports about the place grew: the last year's, by those of the year before.

    Counted are reports that the place's own row names, rows of legs at it in any layer, and rows
    of pressure on it; one is added to either number.
    """
    reports, day = dated_reports(vintage), vintage.data_date
    weights = {}
    for place in sorted(places):
        days = [reports[name].last for name in _about(vintage, place) if name in reports]
        late = sum(day - YEAR < published for published in days)
        early = sum(day - 2 * YEAR < published <= day - YEAR for published in days)
        weights[place] = Fraction(late + 1, early + 1)
    return weights


def _about(vintage: Study, place: str) -> list[str]:
    rows = [row for row in rows_by_id(vintage.jurisdictions) if row["id"] == place]
    rows += [
        row for row in rows_by_id(vintage.legs) if place in (row["origin"], row["destination"])
    ]
    rows += [
        row
        for row in rows_by_id(vintage.pressure)
        if row["target_kind"] == "jurisdiction" and row["target"] == place
    ]
    return sorted({name for row in rows for name in row["evidence"]})


def by_nearness(
    vintage: Study, _layer: Layer, hubs: Iterable[str], places: Iterable[str]
) -> Weights | None:
    """Weigh by the sum of one over the distance to each destination and each present hub.

    Great circles between the points of the study, in whole kilometres; those points were chosen
    for the drawing. None where one of them is missing.
    """
    rows = {row["id"]: row for row in rows_by_id(vintage.jurisdictions)}
    ends = {place for place, row in rows.items() if row["role"] == "destination"}
    others, places = sorted(ends | set(hubs)), sorted(places)
    if any(rows[place][axis] is None for place in [*others, *places] for axis in ("lat", "lon")):
        return None
    return {
        place: sum(
            (Fraction(1, kilometres(rows[place], rows[other])) for other in others), Fraction(0)
        )
        for place in places
    }


def kilometres(one: Mapping[str, Any], other: Mapping[str, Any]) -> int:
    """Give the length of the great circle between two points, at least 1.

    References
    ----------
    R. W. Sinnott (1984), "Virtues of the haversine", Sky and Telescope 68(2), 159.

    Examples
    --------
    >>> kilometres({"lat": 0.0, "lon": 0.0}, {"lat": 0.0, "lon": 180.0})
    20015
    """
    south, north = math.radians(one["lat"]), math.radians(other["lat"])
    east = math.radians(other["lon"] - one["lon"])
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(south) * math.cos(north) * math.sin(east / 2) ** 2
    return max(round(2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(min(half, 1.0)))), 1)
