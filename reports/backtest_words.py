"""Words of a backtest: how well it did against the baselines, and how few events that rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import routes

MODEL = "model"
CHANCE = "chance"
NEEDED = (
    "A backtest needs rules of pressure that rest on dated reports of kind policy, and legs that "
    "rest on dated cases or statements."
)


def opening(found: routes.Backtest) -> list[str]:
    """Say in two sentences how well the model did, and on how little that rests."""
    if found.lack is not None:
        return [f"There is nothing to score. {found.lack}", NEEDED]
    if not found.events:
        return [_nobody_came(found), "Without a first report no ranking can be told from another."]
    return [_how_well(found), _how_few(found)]


def further(found: routes.Backtest) -> list[str]:
    """Say what came elsewhere, after a placebo date, and what was named in vain."""
    told = []
    if found.lack is None and found.outside:
        names = ", ".join(report.jurisdiction for report in found.outside)
        told.append(f"In no scored window: {count(len(found.outside), 'first report')} ({names}).")
    if found.lack is None and found.hindsight_brier is not None:
        told.append(
            f"All learn the rate from the record; the share that came, {found.events} of "
            f"{found.candidates}, known only afterwards, would score {found.hindsight_brier:.3f}."
        )
    placebo = found.placebo
    if placebo is not None and placebo.complete and found.lack is None:
        ranked = len(placebo.ranked(MODEL))
        meanwhile = any(placebo.day < window.day <= placebo.until for window in found.windows)
        told.append(
            f"Placebo: in the {count(found.months, 'month')} after {placebo.day}, in the middle of "
            f"the longest stretch without a control, {len(placebo.appeared)} of "
            f"{count(ranked, 'candidate')} came"
            f"{', though a control began before the end' if meanwhile else ''}; after the control "
            f"dates {found.events} of {found.candidates}."
        )
    if any(row.windows for row in found.negative_controls):
        named = sum(row.named for row in found.negative_controls)
        by_chance = sum(row.by_chance for row in found.negative_controls)
        told.append(
            f"Negative controls: places for which a search found nothing stood {named:.1f} times "
            f"among the model's first {found.k} ({by_chance:.1f} by chance), each a false alarm."
        )
    return told


def count(number: int, noun: str) -> str:
    """Give a number with its noun.

    Examples
    --------
    >>> count(1, "month"), count(2, "month")
    ('1 month', '2 months')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _how_well(found: routes.Backtest) -> str:
    scores = {score.forecaster: score for score in found.scores}
    model, chance = scores[MODEL], scores[CHANCE]
    baselines = [score for score in found.scores if score.forecaster not in {MODEL, CHANCE}]
    hits = [f"chance {chance.hits:.1f}", *(f"{row.forecaster} {row.hits:.1f}" for row in baselines)]
    errors = [f"{row.forecaster} {_error(row):.3f}" for row in (model, chance, *baselines)]
    return (
        f"{_verdict(model, chance, baselines)}: of {_firsts(found)} it had {model.hits:.1f} among "
        f"its first {found.k} ({', '.join(hits)}), and the Brier scores are {', '.join(errors)}."
    )


def _verdict(
    model: routes.ForecastScore,
    chance: routes.ForecastScore,
    baselines: list[routes.ForecastScore],
) -> str:
    """Say whether the model beat chance, by ranking and by probability, and who beat the model."""
    ranked, close = model.hits > chance.hits, _error(model) < _error(chance)
    told = {
        (True, True): "The model did better than chance",
        (True, False): "The model ranked better than chance, but its probabilities were no better",
        (False, True): "The model's probabilities beat chance, but its ranking did not",
        (False, False): "The model did no better than chance",
    }[ranked, close]
    ahead = [
        row.forecaster for row in baselines if row.hits > model.hits or _error(row) < _error(model)
    ]
    if ahead:
        return f"{told} and, by hits or by Brier score, worse than {' and '.join(ahead)}"
    return f"{told}, and no baseline did better" if baselines else told


def _error(score: routes.ForecastScore) -> float:
    return 1.0 if score.brier is None else score.brier


def _firsts(found: routes.Backtest) -> str:
    came = "the one jurisdiction" if found.events == 1 else f"the {found.events} jurisdictions"
    return (
        f"{came} first reported within {count(found.months, 'month')} of "
        f"{count(_counted(found), 'control date')}"
    )


def _counted(found: routes.Backtest) -> int:
    return sum(window.counted for window in found.windows)


def _how_few(found: routes.Backtest) -> str:
    model = found.scores[0]
    together = ""
    if found.publications < found.events:
        together = ", and the test is too sure, since places named by one report came together"
    return (
        f"That rests on {count(found.events, 'first report')} in "
        f"{count(found.publications, 'publication')}, too few to prove anything: a ranking at "
        f"random has as many hits with a probability of {model.p or 0.0:.2f}{together}."
    )


def _nobody_came(found: routes.Backtest) -> str:
    scores = {score.forecaster: score.brier or 0.0 for score in found.scores}
    return (
        f"No jurisdiction was first reported within {count(found.months, 'month')} of "
        f"{count(_counted(found), 'control date')}: the mean squared error of the model is "
        f"{scores[MODEL]:.3f}, that of the same chance for all {scores[CHANCE]:.3f}."
    )
