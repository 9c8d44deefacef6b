"""The opening: what a report concludes, how surely, on what, and what would overturn it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import headline
from reports.card_words import Words, share

if TYPE_CHECKING:
    from reports.assurance import Assurance
    from routes.tipping_rows import Sides, TippingPoint


def sentences(sure: Assurance) -> list[str]:
    """State the conclusion, its share of draws, what it rests on, and what would overturn it.

    Parameters
    ----------
    sure : Assurance

    Returns
    -------
    list of str
        Four sentences, in that order.
    """
    words, status = Words(sure), sure.results.cut.status
    told = headline.sentences(sure.results)
    conclusion, nature = told[0], told[-1]
    chief = _chief(sure) if status == "cut" else None
    if chief is not None:
        loss = words.amount(sure.losses[chief])
        held = _standing(sure, *chief)
        conclusion = (
            f"{conclusion[:-1]}, and most is lost without {words.member_name(*chief)}, which is in "
            f"{held} ({loss} {sure.results.unit})."
        )
    return [conclusion, _surety(words, chief), nature, _overturned(words)]


def _chief(sure: Assurance) -> tuple[str, str] | None:
    """Give the member of a minimum cut without which most is lost."""
    some, losses = sure.results.cut.some, sure.losses
    members = [("leg", leg) for leg in some.legs]
    members += [("jurisdiction", place) for place in some.jurisdictions]
    return min(members, key=lambda member: (-(losses.get(member) or 0), member), default=None)


def _standing(sure: Assurance, kind: str, name: str) -> str:
    every = sure.results.cut.every
    held = name in (every.legs if kind == "leg" else every.jurisdictions)
    return "every minimum cut" if held else "some minimum cuts"


def _surety(words: Words, chief: tuple[str, str] | None) -> str:
    """Say in which share of draws the conclusion holds, and how the flow is spread."""
    found = words.sure.ensemble
    if chief is None:
        none, endless = share(found.no_route), share(found.unbounded)
        return (
            f"Of {found.draws:,} draws of the uncertain numbers {none} have no route and {endless} "
            "a flow without a bound."
        )
    member = next((m for m in found.members if (m.kind, m.id) == chief), None)
    low, high = (found.flow.quantile(percent).value_scaled for percent in (5, 95))
    held = "in none" if member is None else f"in {share(member.every)}"
    return (
        f"It is in every minimum cut {held} of {found.draws:,} draws of the uncertain numbers, "
        f"where the flow lies between {words.amount(low)} and {words.amount(high)} in nine of ten."
    )


def _overturned(words: Words) -> str:
    """Say which change of one number is the smallest that changes the conclusion."""
    status = words.results.cut.status
    if status == "no route":
        return "One open leg that the tables lack, or that is closed in them, would overturn this."
    if status == "unbounded":
        return "A bound on every route that has none would overturn this."
    row = next((row for row in words.sure.tipping.rows if row.capacity_percent is not None), None)
    asked = _worth_asking(words)
    if row is None:
        return f"No change of one leg's capacity alone would name other chokepoints{asked}."
    value = _nearest(row.capacity)
    present = words.amount(row.capacity.present)
    return (
        f"Other chokepoints would be named once the capacity of {words.leg_name(row.leg)} were "
        f"{words.amount(value)} instead of {present} ({_percent(row)}){asked}."
    )


def _nearest(sides: Sides) -> int:
    """Give the nearer of the values on both sides."""
    flips = [side.value for side in (sides.below, sides.above) if side is not None]
    present = sides.present if isinstance(sides.present, int) else 0
    return min(flips, key=lambda value: (abs(value - present), value))


def _percent(row: TippingPoint) -> str:
    value, present = _nearest(row.capacity), row.capacity.present
    sign = "+" if isinstance(present, int) and value > present else "-"
    return f"{sign}{row.capacity_percent or 0:.1f} %"


def _worth_asking(words: Words) -> str:
    """Name the number that is most worth knowing before a plan is chosen."""
    rows = words.worth_asking()
    if not rows:
        return ""
    budget = words.sure.main.best.budget_scaled if words.sure.main else 0
    return (
        f", and before {words.effort(budget)} are spent it is most worth knowing "
        f"{words.number_name(rows[0])}"
    )
