"""Interdiction of journeys as a reply: how many get through when only the odds are known."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from reports import amounts, plan_words
from reports.reply import Reply, Table
from routes import fields
from routes.journeys import Journey

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    import routes
    from reports.subject import Subject

COLUMNS = ("leg", "origin", "destination", "cost", "pressure", "pressure_with_action", "in_plan")
ODDS = "Assumed: every journey from an origin to a destination is as likely as every other."
NOT_CONSIDERED = (
    "Not considered: how much can move on a route, and that an evader may not see the plan. Other "
    "plans may do as well."
)
PROVEN = (
    "Proven, up to a solver's rounding: no plan within the budget leaves less by more than a "
    "millionth of what gets through as it is."
)


def even_odds(graph: nx.MultiDiGraph[str]) -> list[Journey]:
    """Give every journey from an origin to a destination, each as likely as every other.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame({"origin": ["a", "b"], "destination": ["c", "c"], "capacity": [1, 1]})
    >>> graph = from_edges(frame, origin=["a", "b"], destination="c")
    >>> [(each.origin, each.destination, str(each.probability)) for each in even_odds(graph)]
    [('a', 'c', '1/2'), ('b', 'c', '1/2')]
    """
    ends = [
        (origin, destination)
        for origin in sorted(graph.graph[fields.ORIGINS])
        for destination in sorted(graph.graph[fields.DESTINATIONS])
    ]
    return [Journey(*pair, Fraction(1, len(ends))) for pair in ends]


def reply(
    subject: Subject,
    found: routes.JourneyInterdiction,
    with_action: Mapping[str, int],
    asked: dict[str, Any],
    *,
    added_pressure: int | None,
) -> Reply:
    """Say what an interdiction of journeys found.

    Parameters
    ----------
    subject : Subject
    found : routes.JourneyInterdiction
        Of the subject's graph.
    with_action : mapping of leg id to int
        Pressure in percent on each leg on offer, when it is acted on.
    asked : dict
        What was asked, as plain data.
    added_pressure : int or None
        Points that acting on a leg adds; None where it closes the leg.

    Returns
    -------
    Reply
    """
    acting = "closes it" if added_pressure is None else f"adds {added_pressure} points of pressure"
    return Reply(
        title=f"Where to act when only odds are known: {subject.study.title}",
        line=subject.line(),
        sentences=tuple(_result(subject, found)),
        notes=(
            f"On offer: {len(with_action)} legs; acting on one {acting}.",
            ODDS,
            plan_words.COSTS,
            NOT_CONSIDERED,
        ),
        tables=(_plan(subject, found, with_action), _journeys(subject, found)),
        document={
            **asked,
            "interdiction": found.to_dict(),
            "pressure_with_action_percent": dict(sorted(with_action.items())),
        },
        columns=COLUMNS,
        rows=_cells(subject, found, with_action),
        stopped=found.status == "stopped",
    )


def _plan(
    subject: Subject, found: routes.JourneyInterdiction, with_action: Mapping[str, int]
) -> Table:
    names, pressure = subject.leg_names(), _pressure(subject)
    rows = [
        [
            amounts.rounded(target.cost_scaled, subject.scale),
            f"{pressure[target.id]} to {with_action[target.id]}",
            names[target.id],
        ]
        for target in found.plan.targets
    ]
    title = "Best plan found" if found.status == "stopped" else "A best plan"
    return Table(title, ["Cost", "Pressure", "Leg"], rows)


def _journeys(subject: Subject, found: routes.JourneyInterdiction) -> Table:
    rows = [
        [
            " to ".join(map(subject.place_name, (each.journey.origin, each.journey.destination))),
            _percent(each.journey.probability),
            _percent(each.before.chance),
            _percent(each.after.chance),
            ", ".join(each.after.legs) or "no route",
        ]
        for each in found.outcomes
    ]
    columns = ["Journey", "Odds", "Got through", "Then", "Likeliest route then"]
    return Table("Journeys", columns, rows)


def _cells(
    subject: Subject, found: routes.JourneyInterdiction, with_action: Mapping[str, int]
) -> list[list[str]]:
    ends, pressure = subject.ends(), _pressure(subject)
    costs = {leg: data[fields.INTERDICT_COST] for _, _, leg, data in _legs(subject)}
    return [
        [
            leg,
            *ends[leg],
            amounts.exact(costs[leg], subject.scale),
            str(pressure[leg]),
            str(percent),
            "yes" if leg in found.plan.ids else "no",
        ]
        for leg, percent in sorted(with_action.items())
    ]


def _legs(subject: Subject) -> list[tuple[str, str, str, dict[str, Any]]]:
    return list(subject.graph.edges(keys=True, data=True))


def _pressure(subject: Subject) -> dict[str, int]:
    return {leg: data[fields.PRESSURE] for _, _, leg, data in _legs(subject)}


def _percent(chance: Fraction) -> str:
    return amounts.share(chance.numerator, chance.denominator)


def _result(subject: Subject, found: routes.JourneyInterdiction) -> list[str]:
    if found.status == "no route":
        return ["No route: nothing passes as it is, so there is nothing to interdict."]
    before, after = _percent(found.before), _percent(found.value)
    as_it_is = f"As it is, {before} of attempts get through (model result)."
    budget = plan_words.effort(subject, found.budget_scaled)
    if found.status == "nothing affordable":
        start = f"Nothing affordable: a budget of {budget} buys nothing that makes a difference."
        return [start, as_it_is]
    spent = amounts.rounded(found.plan.cost_scaled, subject.scale)
    told = [f"{after} of attempts get through instead of {before} (model result)."]
    if not found.value:
        told = [f"No attempt gets through; as it is, {before} do (model result)."]
    if not found.plan.targets:
        told = [as_it_is]
    told.append(f"The plan costs {spent} of the budget of {budget}.")
    if found.status == "stopped":
        gap = f"{100 * found.bound:.1f} %, a gap of {100 * found.gap:.1f} points"
        return [*told, f"{plan_words.STOPPED}: no plan within the budget leaves less than {gap}."]
    return [*told, PROVEN]
