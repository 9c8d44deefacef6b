"""Route interdiction as a reply: what share passes the route that the best plans leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports import amounts, comparison_section, plan_words
from reports.reply import Reply, Table

if TYPE_CHECKING:
    import routes
    from reports.subject import Subject

NOT_CONSIDERED = (
    "Not considered: how much can move on a route, and that who ships may not see the pressure."
)


def reply(
    subject: Subject,
    found: routes.RouteInterdiction,
    asked: dict[str, Any],
    *,
    added_pressure: int | None,
    everything: bool,
) -> Reply:
    """Say what an interdiction of the least-pressure route found.

    Parameters
    ----------
    subject : Subject
    found : routes.RouteInterdiction
        Of the subject's graph.
    asked : dict
        What was asked, as plain data.
    added_pressure : int or None
        Points that choosing a leg adds; None where it closes the leg.
    everything : bool
        Whether all plans are listed in the forms for reading.

    Returns
    -------
    Reply
    """
    return Reply(
        title=f"Where to act against the least-pressure route: {subject.study.title}",
        line=subject.line(),
        sentences=tuple(told for told in _result(subject, found) if told),
        notes=(
            plan_words.offered(found),
            *_effect(found, added_pressure),
            plan_words.COSTS,
            NOT_CONSIDERED,
        ),
        tables=(*plan_words.tables(subject, found, everything=everything), _routes(found)),
        document={**asked, "interdiction": found.to_dict()},
        columns=plan_words.PLAN_COLUMNS,
        rows=plan_words.csv_rows(subject, found),
        stopped=found.status == "stopped",
    )


def _effect(found: routes.RouteInterdiction, added_pressure: int | None) -> list[str]:
    if not any(target.kind == "leg" for target in found.standings):
        return []
    if added_pressure is None:
        return ["Choosing a leg closes it."]
    return [f"Choosing a leg adds {added_pressure} points of pressure to it."]


def _routes(found: routes.RouteInterdiction) -> Table:
    standings = [("as it is", found.before)]
    if found.plans and found.plans[0].targets:
        standings.append(("after the first plan", found.after))
    rows = [
        [when, comparison_section.share(route), ", ".join(route.legs)]
        for when, route in standings
        if route
    ]
    return Table("Least-pressure route", ["", "Would pass", "Legs"], rows)


def _result(subject: Subject, found: routes.RouteInterdiction) -> list[str]:
    if found.before is None:
        return ["No route: nothing passes as it is, so there is nothing to interdict."]
    now = comparison_section.share(found.before)
    as_it_is = f"As it is, {now} of consignments pass the least-pressure route (model result)."
    if found.status == "nothing affordable":
        return [plan_words.nothing_affordable(subject, found), as_it_is]
    if found.after is None:
        told = f"No route is left instead of one that {now} of consignments pass (model result)."
    elif found.plans[0].targets:
        then = comparison_section.share(found.after)
        told = (
            f"{then} of consignments pass the least-pressure route instead of {now} (model result)."
        )
    else:
        told = as_it_is
    return [told, plan_words.cost(subject, found), _proof(found), plan_words.count(found)]


def _proof(found: routes.RouteInterdiction) -> str:
    if found.after is None:
        return "Proven by search: there is no way through the graph that this leaves."
    within = "no plan within the budget leaves"
    if found.status != "stopped":
        return f"Proven: {within} a route that fewer pass."
    if found.bound_weight_micronats is None:
        return f"{plan_words.STOPPED}: whether a plan within the budget leaves no route is open."
    least = amounts.passing_share(found.bound_weight_micronats)
    return f"{plan_words.STOPPED}: {within} one that fewer than {least} pass; a better may exist."
