"""Certainty: what a report says of how sure it is, as plain data, computed once for one content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports import program
from reports.result_cache import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from reports.assurance import Assurance
    from reports.results import Results

_SHELF = Shelf("certainty", program.computing, most_entries=200)

LEAST_DRAWS = 100
"""Fewer draws would say nothing."""

PARTS = 8
"""Parts after which `certainty` calls its `step` when nothing is kept; one call when it is."""


def certainty(
    results: Results, draws: int, step: Callable[[str], None] = lambda _part: None
) -> dict[str, Any]:
    """Say how sure results are, with everything that belongs to each claim.

    Parameters
    ----------
    results : Results
    draws : int
        How often the uncertain numbers are drawn, from 100.
    step : callable, optional
        Called after each part, for a progress bar.

    Returns
    -------
    dict
        Plain values. ``lack`` says why nothing could be computed, or is None; then ``opening``
        holds four sentences, ``cards`` what `reports.claim_cards` makes, ``shared`` what holds for
        all of them, ``main_budget_scaled`` the budget of the main plan, ``ask_first`` what to ask
        about first, and ``history`` how well the past could have been told. The same content gives
        the same values, kept or computed.

    Raises
    ------
    ValueError
        There are fewer draws than that.
    """
    from reports.assurance import content

    if draws < LEAST_DRAWS:
        raise ValueError(f"draws must be at least {LEAST_DRAWS}, not {draws}")
    told: dict[str, Any] = _SHELF.recalled(
        content(results, draws), lambda: _computed(results, draws, step)
    )
    step("how sure that is")
    return told


def _computed(results: Results, draws: int, step: Callable[[str], None]) -> dict[str, Any]:
    from reports.assurance import SEED, assure
    from routes.errors import GraphError

    told: dict[str, Any] = {"lack": None, "draws": draws, "seed": SEED}
    try:
        sure = assure(results, draws, step)
    except GraphError as error:
        # The results stand as they are; only what was to be said beside them cannot be.
        return told | {"lack": str(error)}
    return told | _document(sure)


def _document(sure: Assurance) -> dict[str, Any]:
    from reports import backtest_words, claim_cards, opening

    return {
        "main_budget_scaled": sure.main.best.budget_scaled if sure.main else None,
        "opening": opening.sentences(sure),
        "ask_first": _asked(sure),
        "shared": [
            {"label": part.label, "text": part.text} for part in claim_cards.shared_parts(sure)
        ],
        "cards": [card.to_dict() for card in claim_cards.cards(sure)],
        "history": [*backtest_words.opening(sure.backtest), *backtest_words.further(sure.backtest)],
    }


def _asked(sure: Assurance) -> list[str]:
    from reports import ask_first
    from reports.card_words import Words

    words = Words(sure)
    if sure.asked is not None:
        return ask_first.sentences(sure.asked, words.names, words.moved_unit)
    return ["There is no plan to choose, so no number is worth more to know than another."]
