"""The command about what a plan only displaces: displacement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reports import options
from reports.options import (
    as_of_option,
    examples,
    format_option,
    layer_option,
    study_argument,
    weakest_class_option,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from decimal import Decimal

    import networkx as nx

    from reports.option_faults import OptionFaults
    from routes.measures import Measure
    from routes.plans import Plan
    from seeds import Study

MOST_ROUNDS = 10_000
"""As many as `routes.habits` takes, written out because help must not wait for that package."""

_REGULATORS = 3
TWO_WAYS = (
    "name what is interdicted with --leg, --close or --measure, or else an effort with --budget "
    "for the best plan within it: one of the two ways"
)


@click.command(
    epilog=examples(
        "routerisk displacement --close HK",
        "routerisk displacement my-study --leg 'B>C' --measure shut",
        "routerisk displacement --budget 3 --rounds 12",
        "routerisk displacement --budget 3 --format csv > displacement.csv",
    )
)
@study_argument
@click.option(
    "--leg",
    "legs",
    multiple=True,
    metavar="ID",
    help="A leg that is closed; may be given again.",
)
@click.option(
    "--close",
    multiple=True,
    metavar="JURISDICTION",
    help="A jurisdiction that is closed with all its legs; may be given again.",
)
@click.option(
    "--measure",
    "measures",
    multiple=True,
    metavar="ID",
    help="A measure of the study's measures.csv that is taken; may be given again.",
)
@click.option(
    "--budget",
    metavar="EFFORT",
    help="Instead: the best plan of single legs that takes so much effort, such as 3 or 2.5.",
)
@click.option(
    "--rounds",
    type=click.IntRange(0, MOST_ROUNDS),
    default=0,
    show_default=True,
    help="With --budget: rounds in which that effort is spent anew and those who are met move; "
    "0 for none.",
)
@as_of_option
@click.option(
    "--lens",
    type=click.Choice(("passing", "volume")),
    default="passing",
    show_default=True,
    help="What moves: passing capacity, or volume without pressure. Effort does not move.",
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
    rounds: int,
    as_of: str | None,
    lens: Any,  # noqa: ANN401  # a word that click has checked
    layer: Any,  # noqa: ANN401  # a word that click has checked
    weakest_class: str | None,
    form: str,
) -> None:
    """Say how much of what a plan cuts off comes back another way, and where.

    Four kinds of adversary respond: one who changes nothing, one who learns over rounds, one who
    chooses with error, and one who responds best. With --rounds enforcement goes on, round after
    round, for three kinds of regulator.
    """
    named = bool(legs or close or measures)
    if named == (budget is not None):
        raise click.UsageError(TWO_WAYS)
    if rounds and budget is None:
        raise click.UsageError("--rounds: spends an effort in each round; give it with --budget")
    import routes
    from reports.displacement_text import Displaced, rendered
    from reports.subject import Subject
    from reports.view import View

    day = options.checked_day(as_of)
    loaded = options.load(study)
    graph = routes.build(loaded, day, layer, weakest_class)
    known = routes.measures(loaded)
    effort = None if budget is None else _effort(budget, loaded)
    plan = None if effort is not None else _named_plan(graph, known, legs, close, measures)
    steps = 1 + (plan is None) + _REGULATORS * rounds
    with options.progress(steps) as step:
        if plan is None:
            plan = _best_plan(graph, effort or 0, lens)
            step("best plan")
        found = routes.responses(graph, plan, lens=lens, measures=tuple(known.values()))
        step("responses")
        chased = None
        if rounds and effort is not None:
            chased = routes.chase(graph, rounds, effort, lens=lens, step=step)
    subject = Subject(loaded, "", View(lens, layer, weakest_class), graph)
    told = Displaced(subject, plan, effort, rounds, found, chased)
    click.echo(rendered(told, form), nl=False)


def _effort(text: str, study: Study) -> Decimal:
    from reports import interdict_options

    words = interdict_options.Words(budgets=(text,))
    return interdict_options.numbers(words, study, ()).budgets[0]


def _best_plan(
    graph: nx.MultiDiGraph[str],
    effort: Decimal | int,
    lens: Any,  # noqa: ANN401  # a word that click has checked
) -> Plan:
    """Give the first of the best plans; an empty one where the budget buys nothing."""
    import routes

    plans = routes.interdict(graph, effort, lens=lens, limit=1).plans
    return plans[0] if plans else routes.Plan.of([])


def _named_plan(
    graph: nx.MultiDiGraph[str],
    known: dict[str, Measure],
    legs: Collection[str],
    close: Collection[str],
    measures: Collection[str],
) -> Plan:
    """Make a plan of what is named; what it costs plays no part.

    Raises
    ------
    click.UsageError
        With everything that is not there.
    """
    import routes
    from reports.option_faults import OptionFaults

    faults = OptionFaults()
    _look_up("--leg", legs, {leg for _, _, leg in graph.edges(keys=True)}, faults)
    _look_up("--close", close, set(graph), faults)
    _look_up("--measure", measures, set(known), faults)
    for name in sorted(set(measures) & set(known)):
        if known[name].points < 0:
            faults.add("--measure", name, "eases the pressure; a plan adds to it.")
    if faults.lines:
        raise faults.refusal()
    named = [routes.Target("leg", leg, 0) for leg in set(legs)]
    named += [routes.Target("jurisdiction", place, 0) for place in set(close)]
    named += [routes.Target("measure", name, 0) for name in set(measures)]
    return routes.Plan.of(named)


def _look_up(
    option: str, names: Collection[str], known: Collection[str], faults: OptionFaults
) -> None:
    from seeds.faults import suggestion

    for name in sorted(set(names) - set(known)):
        faults.add(option, "", f"'{name}' is not in what is looked at.{suggestion(name, known)}")
