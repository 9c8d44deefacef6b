"""The claim of a comparison: in one sentence, what passes instead of what passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import amounts

if TYPE_CHECKING:
    from collections.abc import Callable

    from reports.compared import Compared
    from routes import Cut

MODEL = "(model result)"


def claim(compared: Compared) -> str:
    """Say what passes instead of what passed, and what became of the rest.

    Parameters
    ----------
    compared : Compared

    Returns
    -------
    str
        One sentence, under the lens of the comparison.
    """
    comparison = compared.comparison
    lens = comparison.lens
    before, after = comparison.before.cuts[lens], comparison.after.cuts[lens]
    unit = compared.unit(lens)
    return f"{_CLAIMS[lens](before, after, unit)} {MODEL}{_fate(compared)}."


def _passing(before: Cut, after: Cut, unit: str) -> str:
    return _flow(before, after, unit, ("passes", "pass"))


def _volume(before: Cut, after: Cut, unit: str) -> str:
    verb = "could move before enforcement is counted"
    return _flow(before, after, unit, (verb, verb))


def _flow(before: Cut, after: Cut, unit: str, verbs: tuple[str, str]) -> str:
    """Say what moves instead of what moved; the unit stands once."""
    words = {"no route": "nothing", "unbounded": "an unbounded amount"}
    now, then = (words.get(cut.status) or spelled for cut, spelled in _spelled(after, before))
    if after.status == "cut":
        told = f"{now} {unit} {verbs[1]}"
    else:
        told = f"{now.capitalize()} {verbs[0]}"
        then = f"{then} {unit}" if before.status == "cut" else then
    return f"{told}, as before" if after.value == before.value else f"{told} instead of {then}"


def _effort(before: Cut, after: Cut, unit: str) -> str:
    words = {"no route": "nothing", "unbounded": "more than any finite effort"}
    now, then = (
        words.get(cut.status) or f"{spelled} {unit}" for cut, spelled in _spelled(after, before)
    )
    told = f"Closing every modelled route takes {now}"
    return f"{told}, as before" if after.value == before.value else f"{told} instead of {then}"


def _spelled(first: Cut, second: Cut) -> list[tuple[Cut, str]]:
    """Spell the values of two cuts; in full where rounding would make them look the same."""
    cuts = (first, second)
    told = [amounts.rounded(cut.value, cut.scale) for cut in cuts]
    if told[0] == told[1] and first.value != second.value:
        told = [amounts.exact(cut.value, cut.scale) for cut in cuts]
    return list(zip(cuts, told, strict=True))


_CLAIMS: dict[str, Callable[[Cut, Cut, str], str]] = {
    "passing": _passing,
    "volume": _volume,
    "effort": _effort,
}


def _fate(compared: Compared) -> str:
    """Say what became of what moved before, and what came to it."""
    moved = compared.comparison.displacement
    if moved is None:
        return ""
    fates = {
        "blocked": moved.blocked_scaled,
        "re-routed": moved.rerouted_scaled,
        "added": moved.added_scaled,
    }
    told = [
        f"{amounts.rounded(amount, compared.comparison.scale)} {fate}"
        for fate, amount in fates.items()
        if amount
    ]
    start = ": of what passes, " if compared.comparison.lens == "effort" else ": "
    return start + (", ".join(told) or "nothing is re-routed")
