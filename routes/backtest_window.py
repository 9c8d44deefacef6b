"""A window of a backtest: one date, what was said on it, and who came within the horizon."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from routes.forecast_scores import credits_at

if TYPE_CHECKING:
    import datetime as dt
    from fractions import Fraction

    from routes.hub_history import FirstReport
    from routes.hub_outlook import Outlook


@dataclass(frozen=True)
class BacktestWindow:
    """One date, what was said on it, and who came within the horizon.

    Attributes
    ----------
    kind : {"control", "placebo"}
    day, until : datetime.date
        Who was first reported after `day` and up to `until` came.
    contributions : tuple of str
        Rows of pressure that began; none for a placebo.
    complete : bool
        Whether the data reach to the end.
    counted : bool
        Whether it is in the scores: a control's, complete, and begun after the one before it ended.
    outlook : Outlook
    unsure : tuple of str
        Places of the outlook that may have been reported by the day; not ranked, not scored.
    appeared : tuple of FirstReport
        Those that came, by date.
    """

    kind: str
    day: dt.date
    until: dt.date
    contributions: tuple[str, ...]
    complete: bool
    counted: bool
    outlook: Outlook = field(repr=False)
    unsure: tuple[str, ...]
    appeared: tuple[FirstReport, ...]

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.until - self.day).days

    @property
    def came(self) -> frozenset[str]:
        """The places that came."""
        return frozenset(report.jurisdiction for report in self.appeared)

    def ranked(self, forecaster: str) -> dict[str, Fraction]:
        """Give the weights of the places that are scored."""
        weights = self.outlook.weights[forecaster]
        return {place: weights[place] for place in weights if place not in self.unsure}

    def credits(self, forecaster: str, k: int) -> dict[str, Fraction]:
        """Give each place's chance to be among the first k, ties broken at random."""
        return credits_at(self.ranked(forecaster), k)

    def probabilities(self, forecaster: str) -> dict[str, Fraction]:
        """Give the probability that each scored place comes in time."""
        chances = self.outlook.probability(forecaster, self.days)
        return {place: chances[place] for place in chances if place not in self.unsure}

    def to_dict(self) -> dict[str, Any]:
        """Give the window as plain values, each forecaster's places by rank."""
        return {
            "kind": self.kind,
            "day": self.day.isoformat(),
            "until": self.until.isoformat(),
            "contributions": list(self.contributions),
            "complete": self.complete,
            "counted": self.counted,
            "hubs": list(self.outlook.hubs),
            "record": {
                "first_reports": self.outlook.first_reports,
                "place_days": self.outlook.place_days,
            },
            "unsure": list(self.unsure),
            "appeared": [
                {
                    "jurisdiction": report.jurisdiction,
                    "earliest": report.earliest.isoformat(),
                    "latest": report.latest.isoformat(),
                    "leg": report.leg,
                    "report": report.report,
                }
                for report in self.appeared
            ],
            "forecasts": {name: self._forecast(name) for name in self.outlook.weights},
        }

    def _forecast(self, forecaster: str) -> list[dict[str, Any]]:
        chances = self.probabilities(forecaster)
        ranks = self.ranks(forecaster)
        return [
            {
                "jurisdiction": place,
                "rank": ranks[place],
                "probability": float(chances[place]),
                "came": True if place in self.came else False if self.complete else None,
            }
            for place in sorted(chances, key=lambda name: (ranks[name], name))
        ]

    def ranks(self, forecaster: str) -> dict[str, int]:
        """Give each place its rank, 1 for the largest weight; those level share the better one."""
        ranked = self.ranked(forecaster)
        return {
            place: 1 + sum(other > weight for other in ranked.values())
            for place, weight in ranked.items()
        }
