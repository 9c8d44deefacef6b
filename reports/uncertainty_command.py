"""The command about how sure the answers are: uncertainty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reports import options
from reports.options import (
    as_of_option,
    examples,
    format_option,
    layer_option,
    lens_option,
    study_argument,
    weakest_class_option,
)

if TYPE_CHECKING:
    from fractions import Fraction

MOST_DRAWS = 10_000_000
MOST_MEASURED = 1_000
"""Draws in which what plans for many draws leave is measured at most."""


@click.command(
    epilog=examples(
        "routerisk uncertainty",
        "routerisk uncertainty my-study --draws 1000 --lens effort",
        "routerisk uncertainty --budget 5 --format json > uncertainty.json",
        "routerisk uncertainty --as-of 2026-06 --format csv > shares.csv",
    )
)
@study_argument
@click.option(
    "--draws",
    type=click.IntRange(1, MOST_DRAWS),
    default=10_000,
    show_default=True,
    help="How many times the uncertain numbers are drawn.",
)
@click.option(
    "--seed",
    type=int,
    default=1,
    show_default=True,
    help="Another number gives other draws; the same number the same ones.",
)
@click.option(
    "--budget",
    metavar="EFFORT",
    help="Compare plans that take so much effort, such as 5 or 2.5, and say what to ask about "
    "first; default: no plans.",
)
@click.option(
    "--plan-draws",
    type=click.IntRange(1, 10_000),
    default=100,
    show_default=True,
    help="In how many draws the best of all plans is looked for.",
)
@as_of_option
@lens_option
@layer_option
@weakest_class_option
@format_option
def uncertainty(
    *,
    study: str | None,
    draws: int,
    seed: int,
    budget: str | None,
    plan_draws: int,
    as_of: str | None,
    lens: Any,  # noqa: ANN401  # a word that click has checked
    layer: Any,  # noqa: ANN401  # a word that click has checked
    weakest_class: str | None,
    form: str,
) -> None:
    """Say in which share of draws each answer holds, when nobody knows the numbers for sure.

    Whether a leg exists (by the priors of its evidence class), its capacity (between its low and
    high estimates), how much what presses on it counts, and the costs are drawn together; every
    draw is solved exactly.
    """
    import routes
    from reports.ask_first import gathered, steps_of
    from reports.uncertainty_text import Uncertain, rendered
    from reports.view import View
    from routes.draw_batches import batch_count
    from routes.robust_plans import robust_steps

    day = options.checked_day(as_of)
    effort = None if budget is None else _effort(budget)
    loaded = options.load(study)
    graph = routes.build(loaded, day, layer, weakest_class)
    believed = routes.beliefs(loaded, day)
    searched = 0 if effort is None else plan_draws
    asking = 0
    if effort is not None:
        asking = steps_of(graph, draws, believed) + robust_steps(plan_draws)
    with options.progress(batch_count(graph, draws) + searched + asking) as step:
        candidates = asked = robust = None
        if effort is not None:
            candidates = routes.plan_candidates(
                graph, effort, plan_draws, seed, beliefs=believed, lens=lens, step=step
            )
        found = routes.ensemble(
            graph,
            draws,
            seed,
            beliefs=believed,
            lens=lens,
            plans=candidates.plans if candidates else (),
            budget=effort,
            step=step,
        )
        if effort is not None and candidates is not None:
            robust = routes.robust_plans(
                graph,
                effort,
                max(min(draws, MOST_MEASURED), plan_draws),
                seed,
                chosen_over=2 * plan_draws,
                searched=plan_draws,
                batch_draws=max(plan_draws // 2, 1),
                beliefs=believed,
                lens=lens,
                step=step,
            )
            asked = gathered(
                graph,
                candidates.plans,
                effort,
                draws=draws,
                seed=seed,
                beliefs=believed,
                lens=lens,
                step=step,
            )
    value = routes.max_flow(graph, lens).value
    view = View(lens, layer, weakest_class)
    told = Uncertain(loaded, view, graph, found, candidates, value, asked, robust)
    click.echo(rendered(told, form), nl=False)


def _effort(text: str) -> Fraction:
    """Read an amount of effort, from 0, as exactly as it is written."""
    import re
    from fractions import Fraction

    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,6})?", text):
        message = f"'{text}' is not a number from 0, such as 5 or 2.5"
        raise click.BadParameter(message, param_hint="--budget")
    return Fraction(text)
