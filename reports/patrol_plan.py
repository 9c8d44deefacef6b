"""A patrol as a reply: how often each leg is inspected, and what that finds on any route."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from reports import amounts
from reports.reply import Reply, Table

if TYPE_CHECKING:
    import routes
    from reports.subject import Subject

COLUMNS = ("leg", "origin", "destination", "detection_percent", "probability", "least", "most")
DECIMALS = 9
NOT_CONSIDERED = (
    "Not considered: how much moves on a route, the pressure that is on legs already, and what an "
    "inspection costs."
)
ASSUMED = (
    "Assumed: an inspection finds whatever is there on a leg that Commerce can close, {else_}."
)
PROVEN = (
    "Proven: no other schedule finds more against the routes below, and no other route is found "
    "less under this schedule."
)
MEANINGS = {
    "probability of detection": "the chance that a consignment is found",
    "expected number of detections": "the expected number of times that a consignment is found",
}


def reply(
    subject: Subject, found: routes.Patrol, asked: dict[str, Any], detection: dict[str, int]
) -> Reply:
    """Say what a patrol does.

    Parameters
    ----------
    subject : Subject
    found : routes.Patrol
        Of the subject's graph.
    asked : dict
        What was asked, as plain data.
    detection : dict of leg id to int
        Detection in percent, as it was given.

    Returns
    -------
    Reply
    """
    elsewhere = "nothing elsewhere, and what was given where it was given"
    assumed = ASSUMED.format(else_=elsewhere if detection else "nothing elsewhere")
    return Reply(
        title=f"Where to inspect: {subject.study.title}",
        line=subject.line(),
        sentences=tuple(_result(subject, found)),
        notes=(assumed, NOT_CONSIDERED),
        tables=(_schedule(subject, found), _evader(found)),
        document={**asked, "patrol": found.to_dict()},
        columns=COLUMNS,
        rows=_cells(subject, found),
    )


def _schedule(subject: Subject, found: routes.Patrol) -> Table:
    names = subject.leg_names()
    inspected = [each for each in found.inspections if each.most]
    rows = [
        [
            percent(each.probability),
            _range(each),
            f"{each.detection_percent} %",
            names[each.leg],
        ]
        for each in sorted(inspected, key=lambda each: (-each.probability, each.leg))
    ]
    columns = ["Share of time", "In all best schedules", "Finds", "Leg"]
    return Table("How often an inspector is on a leg", columns, rows)


def _evader(found: routes.Patrol) -> Table:
    rows = [[percent(route.share), ", ".join(route.legs)] for route in found.evader]
    return Table("Routes that an evader would take, at random", ["Share", "Legs"], rows)


def _cells(subject: Subject, found: routes.Patrol) -> list[list[str]]:
    ends = subject.ends()
    return [
        [
            each.leg,
            *ends[each.leg],
            str(each.detection_percent),
            *map(_decimal, (each.probability, each.least, each.most)),
        ]
        for each in found.inspections
    ]


def percent(share: Fraction) -> str:
    """Spell a probability in percent."""
    return f"{amounts.rounded(100 * share.numerator, share.denominator)} %"


def _decimal(number: Fraction) -> str:
    return f"{float(number):.{DECIMALS}f}"


def _range(each: routes.Inspection) -> str:
    if each.least == each.most:
        return "the same"
    return f"{percent(each.least)} to {percent(each.most)}"


def _result(subject: Subject, found: routes.Patrol) -> list[str]:
    if found.status == "no route":
        return ["No route: nothing passes as it is, so there is nothing to inspect."]
    if found.status == "no inspectors":
        return ["No inspectors: nothing is found."]
    if found.status == "unseen route":
        names = subject.leg_names()
        way = ", ".join(names[leg] for leg in found.evader[0].legs)
        return [f"Unseen route: no inspection finds anything on {way}, so nothing is found."]
    value = found.value or Fraction(0)
    result = (
        f"{_who(found)} on one leg at a time, sent at random: {MEANINGS[found.meaning]} is "
        f"{_spelled(found, value)} ({value}) whatever route it takes (model result)."
    )
    told = [result, PROVEN]
    if found.status == "saturated":
        return [*told, "Saturated: more inspectors would find no more."]
    if found.inspectors > 1:
        told.append("The chance that it is found at all is no higher than that number.")
    return [*told, f"Another inspector would add {_spelled(found, found.another)} at most."]


def _who(found: routes.Patrol) -> str:
    return "One inspector," if found.inspectors == 1 else f"{found.inspectors} inspectors, each"


def _spelled(found: routes.Patrol, number: Fraction) -> str:
    """Spell a probability in percent, an expected number as it is."""
    if found.inspectors == 1:
        return percent(number)
    return amounts.rounded(number.numerator, number.denominator)
