"""The backtest: who would have been named next on each control date, and who came."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from routes.backtest_rows import Backtest
from routes.backtest_scores import negative_controls, scores
from routes.backtest_window import BacktestWindow
from routes.errors import GraphError
from routes.hub_history import Control, controls, first_reports
from routes.hub_outlook import MODEL, outlook
from seeds.public_reports import dated_reports

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from routes.graph import Layer
    from routes.hub_history import FirstReport
    from seeds import Study

MONTHS = 12
K = 3


def backtest(
    study: Study,
    layer: Layer = "goods",
    months: int = MONTHS,
    k: int = K,
    *,
    step: Callable[[str], None] = lambda _day: None,
) -> Backtest:
    """Score what would have been said on each control date about the hubs to come.

    Parameters
    ----------
    study : seeds.Study
    layer : {"goods", "service", "ownership", "licensed"}
    months : int
        Horizon: who is first reported so many months after the date came.
    k : int
        How many places a forecaster may name.
    step : callable, optional
        Called with each date as it is done, for a progress bar.

    Returns
    -------
    Backtest
        On each date the study is frozen to what was public (`seeds.as_known`) and the transit
        jurisdictions not yet reported are weighed by the model and by baselines
        (`routes.hub_outlook`). Windows that overlap an earlier counted one, or that the data do
        not cover, are listed and not scored, so that nobody who came counts twice. Whether a
        control caused a hub to appear is not considered.

    Raises
    ------
    GraphError
        `months` or `k` is below 1.

    Examples
    --------
    >>> import seeds
    >>> found = backtest(seeds.load())
    >>> found.events, found.publications, [window.counted for window in found.windows]
    (8, 6, [True, False, True, True, False, False])
    """
    if months < 1 or k < 1:
        raise GraphError(f"months {months} and k {k} must be 1 or more")
    begun = controls(study, layer)
    told = first_reports(study, layer)
    record = _Record(study, layer, months, told, begun[0].day if begun else dt.date.min)
    windows: list[BacktestWindow] = []
    free_from = dt.date.min
    for control in begun:
        window = _window(record, control, free_from)
        free_from = window.until if window.counted else free_from
        windows.append(window)
        step(control.day.isoformat())
    counted = [window for window in windows if window.counted]
    came = [report for window in counted for report in window.appeared]
    return Backtest(
        layer=layer,
        months=months,
        k=k,
        lack=_lack(study, layer, begun, counted),
        windows=tuple(windows),
        placebo=_placebo(record, begun),
        candidates=sum(len(window.ranked(MODEL)) for window in counted),
        events=len(came),
        publications=len({report.origin for report in came}),
        outside=tuple(report for report in told.values() if report not in came),
        scores=scores(counted, k),
        negative_controls=negative_controls(study, layer, counted, k, told),
    )


def months_later(day: dt.date, months: int) -> dt.date:
    """Give the same day some months later, or the last of that month where it is shorter.

    Examples
    --------
    >>> months_later(dt.date(2023, 11, 30), 3)
    datetime.date(2024, 2, 29)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class _Record:
    """What the windows of one backtest share; `since` is the first control date."""

    study: Study
    layer: Layer
    months: int
    told: Mapping[str, FirstReport]
    since: dt.date


def _window(record: _Record, control: Control, free_from: dt.date | None) -> BacktestWindow:
    """Make the window of a control date, or of a placebo where no day is free to be counted."""
    day, until = control.day, months_later(control.day, record.months)
    looked = outlook(record.study, record.layer, day, record.since)
    here = [record.told[place] for place in looked.places if place in record.told]
    complete = until <= record.study.data_date
    appeared = [told for told in here if day < told.earliest and told.latest <= until]
    return BacktestWindow(
        kind="placebo" if free_from is None else "control",
        day=day,
        until=until,
        contributions=control.contributions,
        complete=complete,
        counted=complete and free_from is not None and day >= free_from,
        outlook=looked,
        unsure=tuple(told.jurisdiction for told in here if told.earliest <= day),
        appeared=tuple(sorted(appeared, key=lambda told: (told.latest, told.jurisdiction))),
    )


def _placebo(record: _Record, begun: Sequence[Control]) -> BacktestWindow | None:
    """Make a window from the middle of the longest stretch between two control dates."""
    stretches = [(later.day - earlier.day, earlier.day) for earlier, later in pairwise(begun)]
    if not stretches:
        return None
    # Of stretches of one length the first.
    length, start = max(stretches, key=lambda stretch: (stretch[0], -stretch[1].toordinal()))
    return _window(record, Control(start + length // 2, ()), None)


def _lack(
    study: Study, layer: Layer, begun: Sequence[Control], counted: Sequence[BacktestWindow]
) -> str | None:
    """Say why there is nothing to score."""
    if not dated_reports(study):
        return "No report of this study says when it was published, so nothing can be frozen."
    if not begun:
        return (
            f"No control date: no rule that presses on the {layer} layer rests on a dated report "
            "of kind policy."
        )
    if not counted:
        return "The data end before the horizon of the first control date is over."
    if not any(window.ranked(MODEL) for window in counted):
        return "On no control date was there a transit jurisdiction that was not yet reported."
    return None
