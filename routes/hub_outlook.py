"""An outlook: which jurisdictions would be first reported as hubs next, from one vintage alone."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from routes.hub_baselines import by_attachment, by_chance, by_growth, by_nearness
from routes.hub_history import first_reports
from routes.hub_routes import by_route
from routes.rows import rows_by_id
from seeds import as_known

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from routes.graph import Layer
    from seeds import Study

    Weights = dict[str, Fraction]

MODEL = "model"
CHANCE = "chance"

PRIOR_DAYS = 365
"""Days for which one jurisdiction is imagined to have been watched until one first report."""

FORECASTERS: dict[str, Callable[[Study, Layer, Iterable[str], Iterable[str]], Weights | None]] = {
    MODEL: by_route,
    CHANCE: by_chance,
    "attachment": by_attachment,
    "nearness": by_nearness,
    "growth": by_growth,
}
"""The model first, then the baselines; each from a vintage, a layer, its hubs and the others."""


@dataclass(frozen=True)
class Outlook:
    """What could be said on a day about who comes next.

    Attributes
    ----------
    day : datetime.date
    layer : {"goods", "service", "ownership", "licensed"}
    hubs : tuple of str
        Transit jurisdictions reported by that day, by id.
    places : tuple of str
        The other transit jurisdictions, by id: the candidates.
    first_reports, place_days : int
        The record so far, from the first control date to the day: how many jurisdictions were
        first reported, and for how many days in all jurisdictions were watched until then.
    weights : dict of forecaster to dict of place to Fraction
        The larger, the sooner; only their proportions count.
    """

    day: dt.date
    layer: Layer
    hubs: tuple[str, ...]
    places: tuple[str, ...]
    first_reports: int
    place_days: int
    weights: Mapping[str, Mapping[str, Fraction]]

    def probability(self, forecaster: str, days: int) -> dict[str, Fraction]:
        """Give the probability that each place is first reported within some days.

        The rate of first reports is the same for all forecasters, so that only their ranking
        tells them apart: it is a Gamma variable with shape ``1 + first_reports`` and rate
        ``365 + place_days``, as if before all record one jurisdiction had been watched for a year
        until one first report. A place of u times the mean weight comes u times as fast, so that
        ``1 - (rate / (rate + u * days)) ** shape`` is the chance that it comes in time, exactly.

        Parameters
        ----------
        forecaster : str
        days : int

        Returns
        -------
        dict of str to Fraction
            Without a record and with equal weights an even chance within a year.
        """
        weights = self.weights[forecaster]
        total = sum(weights.values(), Fraction(0))
        rate, shape = PRIOR_DAYS + self.place_days, 1 + self.first_reports
        chances = {}
        for place, weight in weights.items():
            # Where nothing can pass anywhere no place is ahead of another.
            speed = weight * len(weights) / total if total else Fraction(1)
            chances[place] = 1 - (rate / (rate + speed * days)) ** shape
        return chances


def outlook(study: Study, layer: Layer, day: dt.date, since: dt.date) -> Outlook:
    """Say who comes next, from what was public on a day.

    Parameters
    ----------
    study : seeds.Study
        It is frozen to `day` first; nothing else of it is read.
    layer : {"goods", "service", "ownership", "licensed"}
    day : datetime.date
    since : datetime.date
        From when on the record counts: the first control date, not after `day`.

    Returns
    -------
    Outlook
        Baselines for which the study lacks the data are left out.

    Examples
    --------
    >>> import datetime as dt
    >>> import seeds
    >>> told = outlook(seeds.load(), "goods", dt.date(2023, 11, 17), dt.date(2022, 10, 10))
    >>> told.hubs, len(told.places), told.first_reports
    (('HK', 'IN', 'SG'), 9, 3)
    """
    vintage = as_known(study, day)
    told = first_reports(vintage, layer)
    transit = [row["id"] for row in rows_by_id(study.jurisdictions) if row["role"] == "transit"]
    places = tuple(place for place in transit if place not in told)
    new = [report.latest for report in told.values() if report.latest > since]
    weighed = {name: weigh(vintage, layer, told, places) for name, weigh in FORECASTERS.items()}
    return Outlook(
        day=day,
        layer=layer,
        hubs=tuple(told),
        places=places,
        first_reports=len(new),
        place_days=sum((until - since).days for until in [*new, *[day] * len(places)]),
        weights={name: weights for name, weights in weighed.items() if weights is not None},
    )
