"""What to ask about first: the numbers that are most worth knowing before a plan is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import routes
    from reports.card_words import Words
    from routes.tipping_rows import TippingPoint

MOST = 3
"""So many are named."""

_CLEAR = 2
"""A value counts that is more than so many times its Monte Carlo standard error."""


def sentences(words: Words) -> list[str]:
    """Say what to ask about first, and what an answer could change.

    Parameters
    ----------
    words : Words

    Returns
    -------
    list of str
        One sentence for each number that is worth knowing, the most valuable first; where none
        is, one for each number of which the smallest change names other chokepoints.
    """
    found = worth_asking(words.sure.information)[:MOST]
    if found:
        return [_worth(words, row) for row in found]
    near = [row for row in words.sure.tipping.rows if row.capacity_percent is not None][:MOST]
    if near:
        return [_near(words, row) for row in near]
    return ["No single number is worth asking about: none of them alone changes what is best."]


def worth_asking(found: routes.ValueOfInformation | None) -> list[routes.InformationValue]:
    """List the numbers that are worth knowing beyond what chance explains."""
    rows = found.rows if found is not None else ()
    return [row for row in rows if row.evppi_scaled > _CLEAR * row.error_scaled]


def _worth(words: Words, row: routes.InformationValue) -> str:
    main = words.sure.main
    budget = "" if main is None else f" before {words.effort(main.best.budget_scaled)} are spent"
    name = words.number_name(row)
    return (
        f"{name[0].upper()}{name[1:]}: to know it{budget} is worth "
        f"{words.mean(row.evppi_scaled)} (+/- {words.mean(row.error_scaled)}) "
        f"{words.moved_unit} on average, as another plan would be chosen in "
        f"{100 * row.changed.share:.0f} % of the draws{_tipping(words, row)}."
    )


def _tipping(words: Words, row: routes.InformationValue) -> str:
    """Say from which value of a capacity on other chokepoints are named."""
    if row.kind != "capacity":
        return ""
    near = next((each for each in words.sure.tipping.rows if each.leg == row.id), None)
    if near is None or near.capacity_percent is None:
        return ""
    return f"; other chokepoints are named once it is {_reached(words, near)}"


def _near(words: Words, row: TippingPoint) -> str:
    return (
        f"The capacity of {words.leg_name(row.leg)}: other chokepoints are named once it is "
        f"{_reached(words, row)}."
    )


def _reached(words: Words, row: TippingPoint) -> str:
    sides = row.capacity
    ends = []
    if sides.below is not None:
        ends.append(f"{words.amount(sides.below.value)} or less")
    if sides.above is not None:
        ends.append(f"{words.amount(sides.above.value)} or more")
    return f"{' or '.join(ends)} instead of {words.amount(sides.present)}"
