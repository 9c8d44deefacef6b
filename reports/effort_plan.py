"""An allocation of effort as a reply: how much goes where, and who still gets through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports import amounts
from reports.patrol_plan import percent
from reports.plan_words import COSTS
from reports.reply import Reply, Table

if TYPE_CHECKING:
    from fractions import Fraction

    import routes
    from reports.subject import Subject

COLUMNS = (
    *("leg", "origin", "destination", "effort", "least", "most"),
    *("evasion_before", "evasion"),
)
DECIMALS = 9
NOT_CONSIDERED = "Not considered: how much can move on a route, and learning by those who evade."


def reply(subject: Subject, found: routes.EffortAllocation, asked: dict[str, Any]) -> Reply:
    """Say what an allocation of effort does.

    Parameters
    ----------
    subject : Subject
    found : routes.EffortAllocation
        Of the subject's graph.
    asked : dict
        What was asked, as plain data.

    Returns
    -------
    Reply
    """
    return Reply(
        title=f"Where to put effort: {subject.study.title}",
        line=subject.line(),
        sentences=tuple(_result(found)),
        notes=(f"Assumed: {found.assumption}.", COSTS, NOT_CONSIDERED),
        tables=(_allocation(subject, found), _routes(found)),
        document={**asked, "effort": found.to_dict()},
        columns=COLUMNS,
        rows=_cells(subject, found),
    )


def _allocation(subject: Subject, found: routes.EffortAllocation) -> Table:
    names = subject.leg_names()
    reached = [each for each in found.legs if each.most]
    rows = [
        [
            _amount(each.effort),
            _range(each),
            _passes(each.evasion_before),
            _passes(each.evasion),
            names[each.leg],
        ]
        for each in sorted(reached, key=lambda each: (-each.effort, each.leg))
    ]
    columns = ["Effort", "In all best allocations", "Passed", "Then passes", "Leg"]
    return Table(f"Effort in {found.unit}", columns, rows)


def _routes(found: routes.EffortAllocation) -> Table:
    title = "Likeliest routes after it, so mixed that no other allocation does better"
    rows = [[percent(route.share), ", ".join(route.legs)] for route in found.routes]
    return Table(title, ["Share", "Legs"], rows)


def _cells(subject: Subject, found: routes.EffortAllocation) -> list[list[str]]:
    ends = subject.ends()
    rows = []
    for each in found.legs:
        numbers = (each.effort, each.least, each.most, each.evasion_before, each.evasion)
        rows.append(
            [each.leg, *ends[each.leg], *(f"{float(number):.{DECIMALS}f}" for number in numbers)]
        )
    return rows


def _amount(number: Fraction) -> str:
    return amounts.rounded(number.numerator, number.denominator)


def _passes(evasion: float | None) -> str:
    return "nothing" if evasion is None else f"{100 * evasion:.1f} %"


def _range(each: routes.LegEffort) -> str:
    if each.least == each.most:
        return "the same"
    return f"{_amount(each.least)} to {_amount(each.most)}"


def _result(found: routes.EffortAllocation) -> list[str]:
    total = f"{_amount(found.total)} {found.unit}"
    if found.status == "no route":
        return ["No route: nothing passes as it is, so there is nowhere to put effort."]
    before, after = _passes(found.evasion_before), _passes(found.evasion)
    if found.status == "no effort":
        return [f"No effort: {before} of consignments pass on the route that is best for them."]
    if found.status == "open route":
        legs = ", ".join(found.routes[0].legs)
        start = f"Open route: effort does nothing on any leg of {legs}, one of the likeliest routes"
        return [f"{start}, so {before} of consignments still pass."]
    result = (
        f"With {total}, {after} of consignments pass on the route that is best for them instead "
        f"of {before} (model result)."
    )
    even = f"The same effort spread evenly over the legs leaves {_passes(found.evasion_uniform)}."
    told = [result, even, "Proven: no other allocation leaves less against the routes below."]
    if found.status == "saturated":
        told.append(f"Saturated: only {_amount(found.spent)} are spent, more would change nothing.")
    return told
