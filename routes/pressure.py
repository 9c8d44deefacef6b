"""Enforcement pressure on a leg: dated contributions, added up and held within 0 and 100."""

from __future__ import annotations

import decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from routes.dates import in_force
from routes.errors import GraphError
from routes.rows import rows_by_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from seeds import Study
    from seeds.scenarios import PressureChange

    Targets = dict[tuple[str, str, str], set[tuple[str, str]]]

CLOSED_PERCENT = 100
"""Pressure at which nothing passes."""

_MICRO = 10**6
_DIGITS = 50


def contributions(study: Study, as_of: dt.date) -> pd.DataFrame:
    """List what presses on each leg on a day.

    Parameters
    ----------
    study : seeds.Study
        The tables `legs` and `pressure` are read.
    as_of : datetime.date
        The day; contributions outside their dates are left out, legs outside theirs are not.

    Returns
    -------
    pandas.DataFrame
        Columns `leg`, `contribution` (ids) and `points` (percent of attempted consignments), one
        row for each contribution to each leg, sorted by leg, then contribution. A contribution to
        a jurisdiction counts once on a leg, whichever end it meets.
    """
    import pandas as pd

    rows = sorted(
        _applied(rows_by_id(study.pressure), legs_by_target(rows_by_id(study.legs)), as_of)
    )
    return pd.DataFrame(rows, columns=["leg", "contribution", "points"])


def pressure_on(study: Study, as_of: dt.date) -> dict[str, int]:
    """Add up the pressure on every leg on a day.

    Parameters
    ----------
    study : seeds.Study
        The tables `legs` and `pressure` are read.
    as_of : datetime.date
        The day.

    Returns
    -------
    dict of str to int
        Percent of attempted consignments stopped, 0 to 100, by leg id in sorted order; legs that
        are not valid on the day are listed too. Points add; that two contributions may stop the
        same consignment is not considered, which the bound of 100 only limits.

    Notes
    -----
    The sum is held within bounds once, after all points are added, so the order of the rows does
    not matter. What scenarios set or add comes after that, one scenario after the other.
    """
    return pressure_series(study, [as_of])[0]


def pressure_series(study: Study, days: Sequence[dt.date]) -> list[dict[str, int]]:
    """Add up the pressure on every leg on each of several days.

    Parameters
    ----------
    study : seeds.Study
        The tables `legs` and `pressure` are read, once for all days.
    days : sequence of datetime.date
        In any order.

    Returns
    -------
    list of dict of str to int
        One mapping for each day, as of `pressure_on`.
    """
    rows = rows_by_id(study.pressure)
    touched = legs_by_target(rows_by_id(study.legs))
    legs = sorted(study.legs["id"])
    series = []
    for day in days:
        points = dict.fromkeys(legs, 0)
        for leg, _, added in _applied(rows, touched, day):
            points[leg] += added
        pressure = {leg: held(sum_) for leg, sum_ in points.items()}
        for change in study.pressure_changes:
            pressure = {leg: _changed(leg, percent, change) for leg, percent in pressure.items()}
        series.append(pressure)
    return series


def held(percent: int) -> int:
    """Hold a sum of points within 0 and 100.

    Examples
    --------
    >>> held(-3), held(40), held(130)
    (0, 40, 100)
    """
    return min(max(percent, 0), CLOSED_PERCENT)


def _changed(leg: str, percent: int, change: PressureChange) -> int:
    return held(change.percent.get(leg, percent) + change.points.get(leg, 0))


@cache
def route_weight(pressure_percent: int) -> int | None:
    """Give the weight of a leg on a route: minus the logarithm of the share that passes.

    Weights add along a route where shares multiply, so the lightest route is the likeliest one
    to get through. Rounded once from 50 decimal digits: the same integer on every machine.

    Parameters
    ----------
    pressure_percent : int
        Pressure on the leg, 0 to 100.

    Returns
    -------
    int or None
        ``round(-ln(1 - pressure/100) * 10**6)`` micro-nats; None when the leg is closed.

    Raises
    ------
    GraphError
        The pressure is outside 0 to 100.

    Examples
    --------
    >>> route_weight(0), route_weight(50), route_weight(100)
    (0, 693147, None)
    """
    if not 0 <= pressure_percent <= CLOSED_PERCENT:
        raise GraphError(f"pressure {pressure_percent} is outside 0 to 100 percent")
    if pressure_percent == CLOSED_PERCENT:
        return None
    with decimal.localcontext() as context:
        context.prec = _DIGITS
        passing_share = decimal.Decimal(CLOSED_PERCENT - pressure_percent) / CLOSED_PERCENT
        return int((-passing_share.ln() * _MICRO).to_integral_value(decimal.ROUND_HALF_EVEN))


def legs_pressed(row: dict[str, Any], targets: Targets) -> list[str]:
    """List the legs that a contribution applies to whenever it is in force, sorted.

    Parameters
    ----------
    row : dict
        A row of the table `pressure`.
    targets : dict
        As `legs_by_target` gives it.
    """
    direction = row["direction"] if row["target_kind"] == "jurisdiction" else "both"
    touched = targets.get((row["target_kind"], row["target"], direction), ())
    return sorted(leg for leg, layer in touched if not row["layers"] or layer in row["layers"])


def legs_by_target(legs: list[dict[str, Any]]) -> Targets:
    """Index legs, by id and layer, by everything that a contribution can apply to."""
    touched: Targets = {}
    for leg in legs:
        for target in (
            ("leg", leg["id"], "both"),
            ("mechanism", leg["mechanism"], "both"),
            ("jurisdiction", leg["destination"], "in"),
            ("jurisdiction", leg["origin"], "out"),
            ("jurisdiction", leg["origin"], "both"),
            ("jurisdiction", leg["destination"], "both"),
        ):
            touched.setdefault(target, set()).add((leg["id"], leg["layer"]))
    return touched


def _applied(
    rows: list[dict[str, Any]], targets: Targets, day: dt.date
) -> Iterator[tuple[str, str, int]]:
    """Yield (leg, contribution, points) for every contribution in force."""
    for row in rows:
        if in_force(row["valid_from"], row["valid_to"], day):
            for leg in legs_pressed(row, targets):
                yield leg, row["id"], row["points"]
