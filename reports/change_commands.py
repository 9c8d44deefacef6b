"""The commands about a study as it might be: whatif and sweep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reports import options
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

if TYPE_CHECKING:
    from reports.answer import Answer
    from reports.question import Question
    from reports.view import View


@click.command(
    epilog=examples(
        'routerisk whatif --remove "MY>CN.datacentre" --close HK',
        'routerisk whatif --set "MY>CN.resale.pressure=90" --set "MY>HK.resale.capacity=1200"',
        "routerisk whatif --measure affiliates-rule-resumed --format json > answer.json",
        "routerisk whatif --given taiwan-shut --scenario malaysia-shut --as-of 2026-06",
        "routerisk whatif --scenarios my-scenarios --format csv > scenarios.csv",
    )
)
@study_argument
@click.option("--remove", multiple=True, metavar="LEG", help="Take a leg out; may be given again.")
@click.option(
    "--close",
    multiple=True,
    metavar="JURISDICTION",
    help="Take out every leg into and out of a jurisdiction; may be given again.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="LEG.WHAT=NUMBER",
    help="Set LEG.capacity (a number, or unbounded) or LEG.pressure (0 to 100); may be "
    "given again.",
)
@click.option(
    "--measure",
    "measures",
    multiple=True,
    metavar="ID",
    help="Take a measure of the study's measures.csv; may be given again.",
)
@click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    metavar="NAME",
    help="Suppose a scenario of the study, by its name, or one in a TOML file; may be given again, "
    "and beside other changes.",
)
@click.option(
    "--scenarios",
    "folder",
    metavar="FOLDER",
    help="Answer every scenario file *.toml of a folder, one row each; no other change beside it.",
)
@given_option
@as_of_option
@lens_option
@layer_option
@weakest_class_option
@format_option
def whatif(
    *,
    study: str | None,
    remove: tuple[str, ...],
    close: tuple[str, ...],
    settings: tuple[str, ...],
    measures: tuple[str, ...],
    scenarios: tuple[str, ...],
    folder: str | None,
    given: str | None,
    as_of: str | None,
    lens: Any,  # noqa: ANN401  # a word that click has checked
    layer: Any,  # noqa: ANN401  # a word that click has checked
    weakest_class: str | None,
    form: str,
) -> None:
    """Say what a change does: what passes then, what is blocked, and what moves elsewhere.

    Several changes add up. The tables are left as they are.
    """
    from reports import question, scenario_table, what_if_text
    from reports.typed_change import Words
    from reports.view import View

    words = Words(remove, close, measures, settings, scenarios, given)
    day = options.checked_day(as_of)
    view = View(lens, layer, weakest_class)
    if folder is None:
        asked = question.asked(options.load(study), words, day)
        (answer,) = _answers((asked,), view)
        click.echo(what_if_text.rendered(answer, form), nl=False)
        return
    if words.ask_for_a_change():
        raise click.UsageError("--scenarios stands alone; leave the other changes out")
    questions = question.asked_by_folder(options.load(study), folder, given, day)
    answers = _answers(questions, view)
    click.echo(scenario_table.rendered(answers, form), nl=False)


@click.command(
    epilog=examples(
        "routerisk sweep",
        "routerisk sweep my-study --top 10 --lens effort",
        "routerisk sweep --order 2 --format csv > pairs.csv",
        "routerisk sweep --given malaysia-shut --as-of 2026-06",
    )
)
@study_argument
@click.option(
    "--order",
    type=click.IntRange(1, 2),
    default=1,
    show_default=True,
    help="Take out one at a time, or every two together.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    metavar="K",
    help="Only what ranks up to K and loses something; default: everything, of pairs as text "
    "the first 30.",
)
@given_option
@as_of_option
@lens_option
@layer_option
@weakest_class_option
@format_option
def sweep(
    *,
    study: str | None,
    order: Any,  # noqa: ANN401  # 1 or 2, which click has checked
    top: int | None,
    given: str | None,
    as_of: str | None,
    lens: Any,  # noqa: ANN401  # a word that click has checked
    layer: Any,  # noqa: ANN401  # a word that click has checked
    weakest_class: str | None,
    form: str,
) -> None:
    """Take out every leg and every jurisdiction in turn, and rank them by what is lost.

    Exact, and alone or two at a time. Legs or jurisdictions of equal loss share a rank.
    """
    import routes
    from reports import question, sweep_text
    from reports.view import View

    view = View(lens, layer, weakest_class)
    day = options.checked_day(as_of)
    base, name, day = question.base(options.load(study), given, day)
    graph = routes.build(base, day, layer, weakest_class)
    with options.progress(graph.number_of_nodes() + graph.number_of_edges()) as step:
        found = routes.sweep(graph, order, lens, top, step)
    swept = sweep_text.Swept(base, name, view, graph, found)
    click.echo(sweep_text.rendered(swept, form), nl=False)


def _answers(questions: tuple[Question, ...], view: View) -> list[Answer]:
    """Answer questions, and say on standard error what has no effect."""
    from reports.answer import answered

    answers = []
    with options.progress(len(questions)) as step:
        for question in questions:
            step(question.change.name)
            answers.append(answered(question, view))
    for answer in answers:
        name = f"{answer.question.change.name}: " if len(questions) > 1 else ""
        for idle in answer.idle:
            click.echo(f"{name}without effect: {idle}", err=True)
    return answers
