"""The command about adversaries: displacement."""

from __future__ import annotations

from typing import Any

import click

from reports import options
from reports.options import (
    as_of_option,
    examples,
    format_option,
    given_option,
    layer_option,
    study_argument,
    weakest_class_option,
)

PERCENT = click.IntRange(1, 100)


@click.command(
    epilog=examples(
        "routerisk displacement --budget 3",
        'routerisk displacement --leg "US>CN.direct" --close HK',
        "routerisk displacement --measure server-vendor-checks --rationality 2",
        "routerisk displacement --budget 3 --rounds 20 --moved-percent 100",
        "routerisk displacement --budget 2 --as-of 2025-07 --further-as-of 2026-10 --format json",
    )
)
@study_argument
@click.option("--leg", "legs", multiple=True, metavar="ID", help="Close a leg; may be given again.")
@click.option(
    "--close", multiple=True, metavar="ID", help="Close a jurisdiction; may be given again."
)
@click.option(
    "--measure",
    "measures",
    multiple=True,
    metavar="ID",
    help="Take a measure of the study's measures.csv; may be given again.",
)
@click.option(
    "--budget",
    metavar="EFFORT",
    help="Instead of those: the plans on legs that are best within so much effort.",
)
@click.option(
    "--rounds",
    type=click.IntRange(1, 10_000),
    metavar="N",
    help="With --budget: also follow the chase for so many rounds, acting anew in each.",
)
@click.option(
    "--rationality",
    default="5",
    show_default=True,
    metavar="NUMBER",
    help="How strongly routes under less pressure are preferred; 0 for not at all.",
)
@click.option(
    "--moved-percent",
    type=PERCENT,
    default=25,
    show_default=True,
    help="How much of what was cut off can move in a round.",
)
@click.option(
    "--learned-percent",
    type=PERCENT,
    default=50,
    show_default=True,
    help="How much what is observed in a round counts against what was believed.",
)
@click.option(
    "--entry-percent",
    type=click.IntRange(0, 1_000_000),
    default=5,
    show_default=True,
    help="What opening a new hub costs, in percent of what moves in a round before the plan.",
)
@click.option(
    "--learning-rounds",
    type=click.IntRange(1, 10_000),
    default=12,
    show_default=True,
    help="For how many rounds the one who learns is followed.",
)
@click.option(
    "--further-as-of",
    metavar="DATE",
    help="The one who learns may also open legs that are in force on that day.",
)
@given_option
@as_of_option
@click.option(
    "--lens",
    type=click.Choice(("passing", "volume")),
    default="passing",
    show_default=True,
    help="What moves: passing capacity, or volume without pressure.",
)
@layer_option
@weakest_class_option
@format_option
def displacement(
    *,
    study: str | None,
    legs: tuple[str, ...],
    close: tuple[str, ...],
    measures: tuple[str, ...],
    budget: str | None,
    rounds: int | None,
    rationality: str,
    moved_percent: int,
    learned_percent: int,
    entry_percent: int,
    learning_rounds: int,
    further_as_of: str | None,
    given: str | None,
    as_of: str | None,
    lens: Any,  # noqa: ANN401  # a word that click has checked
    layer: Any,  # noqa: ANN401  # a word that click has checked
    weakest_class: str | None,
    form: str,
) -> None:
    """Say what a plan does when those whom it meets respond: not at all, slowly, or at their best.

    Four kinds of adversary side by side: what reappears elsewhere of what is cut off, the net
    effect, and new hubs. With --rounds the chase: enforcement, evasion, enforcement again. As csv
    one row for each plan and adversary; the chase is in the other forms.
    """
    from reports import displacement_request, displacement_text, reply
    from reports.view import View

    request = displacement_request.request(
        options.load(study),
        displacement_request.Words(legs, close, measures, budget, rationality, further_as_of),
        View(lens, layer, weakest_class),
        rounds=rounds,
        habits={
            "moved_percent": moved_percent,
            "learned_percent": learned_percent,
            "entry_percent": entry_percent,
            "rounds": learning_rounds,
        },
        given=given,
        as_of=options.checked_day(as_of),
    )
    with options.progress(request.steps()) as step:
        found = displacement_request.answered(request, step)
    click.echo(reply.rendered(displacement_text.reply(found), form), nl=False)


COMMANDS = (displacement,)
