"""One uncertain number as a question, and the values of it at which an answer turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import amounts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import routes

    Names = Mapping[tuple[str, str], str]

_MILLIONTHS_OF_A_PERCENT = 10_000


def as_question(row: routes.InformationValue, names: Names) -> str:
    """Say what is asked about a number."""
    leg = names.get(("leg", row.id), row.id)
    if row.kind == "existence":
        return f"whether {leg} exists"
    if row.kind == "capacity":
        return f"the capacity of {leg}"
    if row.kind == "cost":
        return f"what closing {leg} takes"
    if row.kind == "pressure":
        return f"how much {row.id} presses"
    return "how kinds of pressure are weighed"


def plan_turns(row: routes.InformationValue, information: routes.ValueOfInformation) -> list[str]:
    """Say for which values of a number another plan leaves less than the one best on average."""
    said = []
    for place, answer in enumerate(row.answers):
        if answer.plan == information.best:
            continue
        last = place == len(row.answers) - 1
        where = _where(row, answer, information.scale, first=place == 0, last=last)
        plan = ", ".join(answer.plan.ids) or "nothing"
        said.append(f"{where}, closing {plan} leaves less.")
    return said


def _where(
    row: routes.InformationValue, answer: routes.Answer, scale: int, *, first: bool, last: bool
) -> str:
    """Spell a range of values; those at an end of what was drawn have no other end."""
    if row.kind == "existence":
        return "If it exists" if answer.highest else "If it does not"
    low, high = (_value(row, value, scale) for value in (answer.lowest, answer.highest))
    if first and last:
        return "Whatever it is"
    if first:
        return f"Up to {high}"
    return f"From {low}" if last else f"Between {low} and {high}"


def _value(row: routes.InformationValue, value: int, scale: int) -> str:
    if row.kind == "pressure":
        return f"{value / _MILLIONTHS_OF_A_PERCENT:.0f} % of the points stated"
    return amounts.rounded(value, scale)


def tipping(
    row: routes.InformationValue,
    found: routes.TippingPoints,
    contributions: tuple[routes.ContributionTipping, ...] = (),
) -> list[str]:
    """Say at which value of a number other legs are in every minimum cut."""
    if row.kind == "pressure":
        return [_of_points(each.points) for each in contributions if each.id == row.id]
    legs = {each.leg: each for each in found.rows}
    if row.kind not in ("existence", "capacity") or row.id not in legs:
        return []
    point = legs[row.id]
    if row.kind == "existence":
        return [_without(point)]
    return [_of_capacity(point.capacity, found.scale)]


def _without(point: routes.TippingPoint) -> str:
    if point.without is None:
        return "Without it, the rest of what is in every minimum cut stays."
    if point.without.status == "no route":
        return "Without it, no route is left."
    return "Without it, other legs are in every minimum cut."


def _of_capacity(capacity: routes.Sides, scale: int) -> str:
    sides = _sides(capacity, lambda value: amounts.rounded(value, scale))
    present = amounts.rounded(capacity.present, scale)
    if not sides:
        return f"No capacity of it, now {present}, changes what is in every minimum cut."
    return f"What is in every minimum cut changes if it {sides}; now {present}."


def _of_points(points: routes.Sides) -> str:
    sides = _sides(points, str)
    if not sides:
        return f"No number of points, now {points.present}, changes what is in every minimum cut."
    return (
        f"What is in every minimum cut changes if the number of its points {sides}; now "
        f"{points.present}."
    )


def _sides(sides: routes.Sides, spelled: Callable[[int], str]) -> str:
    told = (("falls to", sides.below), ("rises to", sides.above))
    return " or ".join(f"{word} {spelled(flip.value)}" for word, flip in told if flip is not None)
