"""The comparison as a section of a report: sentences that say what a change does, and its legs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports import amounts

if TYPE_CHECKING:
    from collections.abc import Callable

    from reports.compared import Compared
    from reports.results import Results
    from routes import Cut, Members, Route

COLUMNS = ("Leg", "From and to", "Before", "After", "Change", "Spare left")
MOST_NAMED = 4
MODEL = "(model result)"


def section(results: Results) -> dict[str, Any] | None:
    """Give the section of a report that supposes a scenario.

    Parameters
    ----------
    results : Results

    Returns
    -------
    dict or None
        Plain text: ``sentences``, and ``columns`` and ``rows`` of the legs that carry more or less
        than before. None where nothing is supposed.
    """
    if results.compared is None:
        return None
    return {
        "sentences": sentences(results.compared),
        "columns": list(COLUMNS),
        "rows": leg_rows(results.compared),
    }


def sentences(compared: Compared) -> list[str]:
    """Say what a change does.

    Parameters
    ----------
    compared : Compared

    Returns
    -------
    list of str
        The first is the claim; then the chokepoints, the least-pressure route, and the leg that
        gains most.
    """
    told = [headline(compared), _chokepoints(compared), _route(compared), _gain(compared)]
    return [sentence for sentence in told if sentence]


def headline(compared: Compared) -> str:
    """Say in one sentence what passes instead of what passed, and what became of the rest."""
    comparison = compared.comparison
    lens = comparison.lens
    before, after = comparison.before.cuts[lens], comparison.after.cuts[lens]
    unit = compared.unit(lens)
    return f"{_CLAIMS[lens](before, after, unit)} {MODEL}{_fate(compared)}."


def leg_rows(compared: Compared) -> list[list[str]]:
    """Give the legs that carry more or less than before, in the order of their change.

    Returns
    -------
    list of list of str
        One row a leg, the largest gain first and the largest loss last; cells as in ``COLUMNS``.
    """
    comparison = compared.comparison
    if comparison.displacement is None:
        return []
    scale = comparison.scale
    moved = [shift for shift in comparison.displacement.legs if shift.gain_scaled]
    return [
        [
            shift.leg,
            leg_name(compared, shift.leg),
            amounts.rounded(shift.before_scaled, scale),
            amounts.rounded(shift.after_scaled, scale),
            amounts.signed(shift.gain_scaled, scale),
            amounts.rounded(shift.spare_scaled, scale),
        ]
        for shift in sorted(moved, key=lambda shift: (-shift.gain_scaled, shift.leg))
    ]


def leg_name(compared: Compared, leg: str) -> str:
    """Name a leg by the jurisdictions at its ends."""
    return " to ".join(compared.place_name(place) for place in compared.ends()[leg])


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


def _chokepoints(compared: Compared) -> str:
    comparison = compared.comparison
    parts = (
        ("New in every minimum cut: ", comparison.new_chokepoints),
        ("No longer in every minimum cut: ", comparison.gone_chokepoints),
    )
    told = [f"{start}{_named(compared, members)}." for start, members in parts if any(members)]
    return " ".join(told) or "The same legs and jurisdictions are in every minimum cut as before."


def _named(compared: Compared, members: Members) -> str:
    names = [f"{leg_name(compared, leg)} ({leg})" for leg in members.legs]
    names += [compared.place_name(place) for place in members.jurisdictions]
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _route(compared: Compared) -> str:
    before, after = compared.comparison.before.route, compared.comparison.after.route
    if before == after:
        return "The least-pressure route stays as it is." if after else ""
    if after is None:
        return "There is no least-pressure route any more."
    told = f"The least-pressure route is now {_way(compared, after)}"
    return f"{told}; before it was {_way(compared, before)}." if before else f"{told}."


def _way(compared: Compared, route: Route) -> str:
    places = " to ".join(compared.place_name(place) for place in route.jurisdictions)
    return f"{places} ({share(route)} would pass)"


def share(route: Route) -> str:
    """Give the share of consignments that would pass a route."""
    return f"{route.passes_per_million / 10_000:.1f} %"


def _gain(compared: Compared) -> str:
    moved = compared.comparison.displacement
    if moved is None or not moved.gaining:
        return ""
    first = moved.gaining[0]
    scale = compared.comparison.scale
    before, after, spare = (
        amounts.rounded(amount, scale)
        for amount in (first.before_scaled, first.after_scaled, first.spare_scaled)
    )
    name = f"{leg_name(compared, first.leg)} ({first.leg})"
    return f"Most is gained by {name}: {after} instead of {before}, with {spare} to spare."
