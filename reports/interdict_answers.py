"""Answers of interdiction: each method's function asked, and what it found as a reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import routes
from reports import (
    effort_plan,
    flow_plans,
    frontier_plans,
    journey_plan,
    options,
    patrol_plan,
    route_plans,
)
from routes.errors import TooManyBudgetsError
from routes.fields import PRESSURE
from routes.pressure import CLOSED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from reports.interdict_request import Request
    from reports.reply import Reply


def by_method(request: Request) -> Reply:
    """Answer a request for one budget, by its method.

    Parameters
    ----------
    request : Request

    Returns
    -------
    Reply

    Raises
    ------
    routes.GraphError
        Something on offer is impossible.
    """
    return ANSWERS[request.choice.method](request)


def _flow(request: Request) -> Reply:
    found = routes.interdict(
        request.subject.graph,
        request.numbers.budgets[0],
        lens=request.subject.view.lens,
        time_limit_s=request.numbers.time_limit_s,
        **request.targets(),
    )
    return flow_plans.reply(
        request.subject,
        found,
        request.offers(),
        request.head(),
        everything=request.choice.everything,
    )


def frontier(request: Request) -> Reply:
    """Answer a request for every budget, or for those that it names.

    Parameters
    ----------
    request : Request

    Returns
    -------
    Reply

    Raises
    ------
    click.UsageError
        There are too many budgets to take them all.
    routes.GraphError
        Something on offer is impossible.
    """
    budgets = request.numbers.budgets
    with options.progress(len(budgets) or request.most_budgets()) as step:
        try:
            found = routes.frontier(
                request.subject.graph,
                budgets or None,
                lens=request.subject.view.lens,
                time_limit_s=request.numbers.time_limit_s,
                step=step,
                **request.targets(),
            )
        except TooManyBudgetsError as error:
            raise click.UsageError(f"{error}, such as --frontier --budget 1 --budget 2") from None
    return frontier_plans.reply(request.subject, found, request.head())


def _route(request: Request) -> Reply:
    points = request.choice.added_pressure
    legs = [offer.target.id for offer in request.offers() if offer.target.kind == "leg"]
    found = routes.interdict_route(
        request.subject.graph,
        request.numbers.budgets[0],
        added_pressure={} if points is None else dict.fromkeys(legs, points),
        time_limit_s=request.numbers.time_limit_s,
        **request.targets(),
    )
    return route_plans.reply(
        request.subject,
        found,
        request.head(),
        added_pressure=points,
        everything=request.choice.everything,
    )


def _stochastic(request: Request) -> Reply:
    graph = request.subject.graph
    points = request.choice.added_pressure
    on_offer = {leg for offer in request.offers() for leg in offer.legs}
    with_action = {
        leg: min(CLOSED_PERCENT, data[PRESSURE] + (points or CLOSED_PERCENT))
        for _, _, leg, data in graph.edges(keys=True, data=True)
        if leg in on_offer
    }
    found = routes.interdict_journeys(
        graph,
        request.numbers.budgets[0],
        journey_plan.even_odds(graph),
        with_action,
        time_limit_s=request.numbers.time_limit_s,
    )
    return journey_plan.reply(
        request.subject, found, with_action, request.head(), added_pressure=points
    )


def _patrol(request: Request) -> Reply:
    detection = request.numbers.detection
    found = routes.patrol(
        request.subject.graph, detection=detection, inspectors=request.choice.inspectors
    )
    return patrol_plan.reply(request.subject, found, request.head(), detection)


def _effort(request: Request) -> Reply:
    found = routes.allocate_effort(
        request.subject.graph,
        request.numbers.budgets[0],
        leaves_percent=request.choice.leaves_percent,
    )
    return effort_plan.reply(request.subject, found, request.head())


ANSWERS: dict[str, Callable[[Request], Reply]] = {
    "flow": _flow,
    "route": _route,
    "stochastic": _stochastic,
    "patrol": _patrol,
    "effort": _effort,
}
