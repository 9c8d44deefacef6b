"""The command about where to act: interdict."""

from __future__ import annotations

from typing import Any

import click

from reports import interdict_options, options
from reports.options import (
    as_of_option,
    examples,
    format_option,
    given_option,
    layer_option,
    lens_option,
    study_argument,
    weakest_class_option,
)

STOPPED = (
    "stopped at the time limit: the answer is the best found so far, and another machine may get "
    "further"
)


@click.command(
    epilog=examples(
        "routerisk interdict --budget 3",
        "routerisk interdict --frontier --format csv > frontier.csv",
        "routerisk interdict --measures --budget 5 --all",
        "routerisk interdict --legs --jurisdiction HK=6 --budget 8 --time-limit 60",
        "routerisk interdict --method route --budget 6 --added-pressure 40",
        "routerisk interdict --method stochastic --budget 6",
        "routerisk interdict --method patrol --inspectors 2",
        "routerisk interdict --method effort --budget 4.5",
    )
)
@study_argument
@click.option(
    "--budget",
    "budgets",
    multiple=True,
    metavar="EFFORT",
    help="What may be spent, in the study's unit of effort, such as 3 or 2.5; with --frontier it "
    "may be given again.",
)
@click.option(
    "--frontier",
    is_flag=True,
    help="A table of every budget until more does not help, or of those given; beside plans by "
    "rules of thumb.",
)
@click.option(
    "--method",
    type=click.Choice(tuple(interdict_options.GOES_WITH)),
    default="flow",
    show_default=True,
    help="What to act against: flow, the most that can move; route, the least-pressure route; "
    "stochastic, the best route of whoever sets out, of whom only the odds are known; patrol, who "
    "knows how often inspectors come, at random; effort, who takes the best route when effort is "
    "divided among legs.",
)
@click.option(
    "--legs",
    is_flag=True,
    help="Choose among single legs; so it is unless other targets are named.",
)
@click.option(
    "--measures",
    is_flag=True,
    help="Choose among the acts of the study's measures.csv, and single legs only with --legs.",
)
@click.option(
    "--jurisdiction",
    "jurisdictions",
    multiple=True,
    metavar="ID=COST",
    help="Let a jurisdiction be closed at a cost, and single legs only with --legs; may be given "
    "again.",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Show every best plan, up to 1000, and every target in them; csv and json always do.",
)
@click.option(
    "--added-pressure",
    type=click.IntRange(1, 100),
    metavar="POINTS",
    help="Of route and stochastic: what choosing a leg adds to its pressure, in points; without "
    "it the leg is closed.",
)
@click.option(
    "--inspectors",
    type=click.IntRange(min=0, max=1_000_000),
    default=1,
    show_default=True,
    metavar="N",
    help="Of a patrol: how many inspectors, each on one leg at a time.",
)
@click.option(
    "--detection",
    multiple=True,
    metavar="LEG=PERCENT",
    help="Of a patrol: how many of a hundred consignments an inspection on a leg finds, if not "
    "all; may be given again.",
)
@click.option(
    "--leaves-percent",
    type=click.IntRange(1, 99),
    default=5,
    show_default=True,
    metavar="PERCENT",
    help="Of effort: what still passes a leg, of a hundred that did, once its whole cost is spent.",
)
@click.option(
    "--time-limit",
    metavar="SECONDS",
    help="End the search after so long, with the best plan found and a proven bound.",
)
@given_option
@as_of_option
@lens_option
@layer_option
@weakest_class_option
@format_option
@click.pass_context
def interdict(
    context: click.Context,
    *,
    study: str | None,
    budgets: tuple[str, ...],
    frontier: bool,
    method: str,
    legs: bool,
    measures: bool,
    jurisdictions: tuple[str, ...],
    everything: bool,
    added_pressure: int | None,
    inspectors: int,
    detection: tuple[str, ...],
    leaves_percent: int,
    time_limit: str | None,
    given: str | None,
    as_of: str | None,
    lens: Any,  # noqa: ANN401  # a word that click has checked
    layer: Any,  # noqa: ANN401  # a word that click has checked
    weakest_class: str | None,
    form: str,
) -> None:
    """Find where to act within a budget so that the least can move, and prove it.

    Every best plan is found, and which targets all or some of them hold. Other methods act
    against the least-pressure route, or that of journeys of which only the odds are known, send
    inspectors at random, or divide effort.
    """
    interdict_options.require_fit(context, method)
    from reports import interdict_answers, interdict_request, reply
    from reports.view import View

    request = interdict_request.request(
        options.load(study),
        interdict_options.Words(budgets, jurisdictions, detection, time_limit),
        interdict_request.Choice(
            method=method,
            legs=legs or not (measures or jurisdictions),
            measures=measures,
            everything=everything,
            added_pressure=added_pressure,
            inspectors=inspectors,
            leaves_percent=leaves_percent,
        ),
        View(lens, layer, weakest_class),
        given=given,
        as_of=options.checked_day(as_of),
    )
    if frontier:
        found = interdict_answers.frontier(request)
    else:
        found = interdict_answers.by_method(request)
    if found.stopped:
        click.echo(STOPPED, err=True)
    click.echo(reply.rendered(found, form), nl=False)
