"""Rows of a backtest: its scores, its negative controls, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routes import notebook_table

if TYPE_CHECKING:
    import pandas as pd

    from routes.backtest_window import BacktestWindow
    from routes.graph import Layer
    from routes.hub_history import FirstReport

ASSUMPTIONS = (
    (
        "Selection: the candidates are the transit jurisdictions of a study made with hindsight, "
        "so places that nobody ever reported are missing, and every forecaster is flattered "
        "alike."
    ),
    (
        "A report whose day is not known counts as public on the last day that its date allows; "
        "where that leaves open whether a place was reported before the forecast, it is left out "
        "there."
    ),
    (
        "A report counts for every leg that names it, even where it speaks of a region only. "
        "Which row names which report, grades D and E, points of pressure and priors are "
        "judgements of today."
    ),
    (
        "Grades A, B and C are worked out anew from the reports then public; capacities are not "
        "used, because they share out totals published later."
    ),
    (
        "All forecasters share one rate of first reports, learned from the record before each "
        "date, with a year in which one place is first reported imagined before it; they differ "
        "in ranking."
    ),
    ("Cases show where enforcement and reporters looked: a first report is not a first shipment."),
    (
        "Several forecasters and several horizons can be looked at, and with so few first reports "
        "one of them looks good by luck: the best of them is no finding."
    ),
    "Nothing was tuned to these dates; the model's parts are those of the other commands.",
)


@dataclass(frozen=True)
class ForecastScore:
    """How well a forecaster did over the counted windows.

    Attributes
    ----------
    forecaster : str
    hits_first, hits : float
        How many of those that came were its first, or among its first k; mean over ties.
    recall_first, recall : float or None
        The same as a share of all that came; None where nobody came.
    p_first, p : float or None
        Probability of as many hits or more by chance: exact permutation test within each window.
    brier : float or None
        Mean squared difference between probability and outcome; 0 is best.
    skill : float or None
        By which share that is below the score of the same chance for all; negative: worse.
    """

    forecaster: str
    hits_first: float
    hits: float
    recall_first: float | None
    recall: float | None
    p_first: float | None
    p: float | None
    brier: float | None
    skill: float | None


@dataclass(frozen=True)
class NegativeControl:
    """A jurisdiction for which a search found nothing, and how often the model named it.

    Attributes
    ----------
    jurisdiction : str
    windows : int
        Counted windows in which it was a candidate.
    named, by_chance : float
        In how many of them it was among the first k of the model, and would be by chance.
    """

    jurisdiction: str
    windows: int
    named: float
    by_chance: float


@dataclass(frozen=True)
class Backtest:
    """What would have been said on each control date, and how that turned out.

    Attributes
    ----------
    layer : {"goods", "service", "ownership", "licensed"}
    months, k : int
    lack : str or None
        Why there is nothing to score, in a sentence.
    windows : tuple of BacktestWindow
        One for each control date, by date.
    placebo : BacktestWindow or None
        A window from the middle of the longest stretch without a control date.
    candidates : int
        Forecasts of one place on one date that are scored, by each forecaster.
    events, publications : int
        Who came in counted windows, and of how many reports of different origin that is told.
    outside : tuple of FirstReport
        Those that came in no counted window.
    scores : tuple of ForecastScore
        The model first.
    negative_controls : tuple of NegativeControl
    """

    layer: Layer
    months: int
    k: int
    lack: str | None
    windows: tuple[BacktestWindow, ...]
    placebo: BacktestWindow | None
    candidates: int
    events: int
    publications: int
    outside: tuple[FirstReport, ...]
    scores: tuple[ForecastScore, ...]
    negative_controls: tuple[NegativeControl, ...]

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What it rests on, in sentences."""
        return ASSUMPTIONS

    @property
    def hindsight_brier(self) -> float | None:
        """The Brier score of the share that came, given to all: known only afterwards."""
        if not self.candidates:
            return None
        return self.events * (self.candidates - self.events) / self.candidates**2

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values; probabilities as the floats nearest to them."""
        return {
            "layer": self.layer,
            "months": self.months,
            "k": self.k,
            "lack": self.lack,
            "windows": [window.to_dict() for window in self.windows],
            "placebo": None if self.placebo is None else self.placebo.to_dict(),
            "candidates": self.candidates,
            "events": self.events,
            "publications": self.publications,
            "hindsight_brier": self.hindsight_brier,
            "outside": [report.jurisdiction for report in self.outside],
            "scores": [vars(score) for score in self.scores],
            "negative_controls": [vars(row) for row in self.negative_controls],
            "assumptions": list(self.assumptions),
        }

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each score, with the fields of `ForecastScore` as columns."""
        import pandas as pd

        columns = list(ForecastScore.__dataclass_fields__)
        return pd.DataFrame([vars(score) for score in self.scores], columns=columns)

    def _repr_html_(self) -> str:
        caption = f"{self.events} first reports within {self.months} months of a control date"
        return notebook_table.of_frame(caption, self.to_frame(), 1)
