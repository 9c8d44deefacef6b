"""How sure the results are, as the page and the summary show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports import headline

if TYPE_CHECKING:
    from reports.results import Results


def opening(results: Results) -> list[str]:
    """Give the sentences that a report begins with.

    Parameters
    ----------
    results : Results

    Returns
    -------
    list of str
        The four of `reports.opening`, then what else the headline says; without them the headline.
    """
    told = headline.sentences(results)
    if results.certainty is None:
        return told
    if results.certainty["lack"] is not None:
        return [*told, lacking(results)]
    # The first and the last of the headline are in the opening.
    return [*results.certainty["opening"], *told[1:-1]]


def lacking(results: Results) -> str:
    """Say why nothing is said of how sure the results are."""
    told = results.certainty or {}
    return f"How sure this is could not be computed: {told.get('lack')}"


def main_cards(results: Results) -> list[dict[str, Any]]:
    """Give the card of the main plan, if there is one, and of the first chokepoint."""
    told = results.certainty or {"cards": [], "main_budget_scaled": None}
    cards = told["cards"]
    plans = [card for card in cards if card["kind"] == "plan"]
    main = [
        card for card in plans if card["numbers"]["budget_scaled"] == told["main_budget_scaled"]
    ]
    return [*main, *[card for card in cards if card["kind"] == "chokepoint"][:1]]


def section(results: Results) -> dict[str, Any] | None:
    """Return what the page says of how sure the results are, in few bytes.

    Parameters
    ----------
    results : Results

    Returns
    -------
    dict or None
        ``askFirst`` and ``history`` are sentences; ``labels`` are those of the parts of cards;
        a card has a ``title``, its ``parts`` as pairs of a label's position and a text, the ids of
        its reports in one text, and whether it is of a ``plan``. ``shared`` holds labels and texts.
    """
    told = results.certainty
    if told is None or told["lack"] is not None:
        return None
    labels = list(dict.fromkeys(part["label"] for card in told["cards"] for part in card["parts"]))
    return {
        "askFirst": told["ask_first"],
        "history": told["history"],
        "labels": labels,
        "shared": [[part["label"], part["text"]] for part in told["shared"]],
        "cards": [_card(card, labels) for card in told["cards"]],
    }


def _card(card: dict[str, Any], labels: list[str]) -> dict[str, Any]:
    reports = dict.fromkeys(report for part in card["parts"] for report in part["evidence"])
    return {
        "title": card["title"],
        "plan": card["kind"] == "plan",
        "parts": [[labels.index(part["label"]), part["text"]] for part in card["parts"]],
        "evidence": ";".join(reports),
    }
