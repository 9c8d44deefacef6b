"""The scores of a backtest: the model and its baselines over the counted windows."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from routes.backtest_rows import ForecastScore, NegativeControl
from routes.forecast_scores import brier, chance_of_as_many
from routes.hub_outlook import CHANCE, FORECASTERS, MODEL
from routes.rows import rows_by_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routes.backtest_window import BacktestWindow
    from routes.graph import Layer
    from routes.hub_history import FirstReport
    from seeds import Study


def scores(counted: Sequence[BacktestWindow], k: int) -> tuple[ForecastScore, ...]:
    """Score every forecaster that had something to say in all windows."""
    names = [name for name in FORECASTERS if all(name in w.outlook.weights for w in counted)]
    if not counted:
        return ()
    base = _brier(counted, CHANCE)
    return tuple(_score(counted, name, k, base) for name in names)


def _score(
    counted: Sequence[BacktestWindow], name: str, k: int, base: Fraction | None
) -> ForecastScore:
    events = sum(len(window.appeared) for window in counted)
    first, p_first = _hits(counted, name, 1)
    hits, p_hits = _hits(counted, name, k)
    error = _brier(counted, name)
    return ForecastScore(
        forecaster=name,
        hits_first=float(first),
        hits=float(hits),
        recall_first=float(first / events) if events else None,
        recall=float(hits / events) if events else None,
        p_first=float(p_first) if events else None,
        p=float(p_hits) if events else None,
        brier=None if error is None else float(error),
        skill=float(1 - error / base) if error is not None and base else None,
    )


def _hits(counted: Sequence[BacktestWindow], name: str, k: int) -> tuple[Fraction, Fraction]:
    credit = [window.credits(name, k) for window in counted]
    hits = sum(
        (row[place] for row, window in zip(credit, counted, strict=True) for place in window.came),
        Fraction(0),
    )
    rounds = [
        (list(row.values()), len(window.came)) for row, window in zip(credit, counted, strict=True)
    ]
    return hits, chance_of_as_many(rounds, hits)


def _brier(counted: Sequence[BacktestWindow], name: str) -> Fraction | None:
    return brier(
        (chance, place in window.came)
        for window in counted
        for place, chance in window.probabilities(name).items()
    )


def negative_controls(
    study: Study,
    layer: Layer,
    counted: Sequence[BacktestWindow],
    k: int,
    told: Mapping[str, FirstReport],
) -> tuple[NegativeControl, ...]:
    """List transit jurisdictions with a leg of class E in the layer that were never reported."""
    searched = {
        place
        for leg in rows_by_id(study.legs)
        if leg["layer"] == layer and leg["evidence_class"] == "E"
        for place in (leg["origin"], leg["destination"])
    }
    found = []
    for row in rows_by_id(study.jurisdictions):
        place = row["id"]
        if row["role"] == "transit" and place in searched and place not in told:
            here = [window for window in counted if place in window.ranked(MODEL)]
            found.append(
                NegativeControl(
                    jurisdiction=place,
                    windows=len(here),
                    named=float(sum(window.credits(MODEL, k)[place] for window in here)),
                    by_chance=float(sum(window.credits(CHANCE, k)[place] for window in here)),
                )
            )
    return tuple(found)
