"""The comparison as a section of a report: sentences that say what a change does, and its legs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports import amounts
from reports.comparison_claim import claim

if TYPE_CHECKING:
    from reports.compared import Compared
    from reports.results import Results
    from routes import Members, Route

COLUMNS = ("Leg", "From and to", "Before", "After", "Change", "Spare left")
MOST_NAMED = 4


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
    told = [claim(compared), _chokepoints(compared), _route(compared), _gain(compared)]
    return [sentence for sentence in told if sentence]


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
    if before and before.legs == after.legs:
        way = _places(compared, after)
        return (
            f"The least-pressure route stays {way}: {share(after)} would pass, not {share(before)}."
        )
    told = f"The least-pressure route is now {_way(compared, after)}"
    return f"{told}; before it was {_way(compared, before)}." if before else f"{told}."


def _way(compared: Compared, route: Route) -> str:
    return f"{_places(compared, route)} ({share(route)} would pass)"


def _places(compared: Compared, route: Route) -> str:
    return " to ".join(compared.place_name(place) for place in route.jurisdictions)


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
