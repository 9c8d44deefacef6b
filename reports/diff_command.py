"""The command about two studies: diff."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import click

from reports import exit_codes, options
from reports.options import LAYERS, LENSES, as_of_option, examples

if TYPE_CHECKING:
    from reports.diff_record import Diff

BUDGET = "5"
"""Effort within which plans are compared where only their gate asks for them."""


@click.command(
    epilog=examples(
        "routerisk diff git:HEAD~1",
        "routerisk diff git:main my-study --fail-on chokepoint,flow=5%",
        "routerisk diff git:main my-study --fail-on plan --plan-budget 8",
        "routerisk diff old-report/results.json my-study --format md > changes.md",
    )
)
@click.argument("base")
@click.argument("now", required=False, metavar="[NOW]")
@as_of_option
@click.option("--layer", type=click.Choice(LAYERS), help="Kind of movement; default: goods.")
@click.option("--lens", type=click.Choice(LENSES), help="What a cut adds up; default: passing.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "md")),
    default="text",
    show_default=True,
    help="text for reading, json for programs, md for a review.",
)
@click.option(
    "--fail-on",
    "gate_words",
    multiple=True,
    metavar="GATE",
    help="Leave with 1 where it changed: chokepoint, flow=5% (by more), route, plan, data, claims; "
    "none for no gate. May be given again, or several between commas.",
)
@click.option(
    "--plan-budget",
    metavar="EFFORT",
    help="Compare the best plans on legs within so much effort, in the study's unit; "
    f"{BUDGET} if only the gate plan asks for it.",
)
def diff(
    *,
    base: str,
    now: str | None,
    as_of: str | None,
    layer: str | None,
    lens: str | None,
    form: str,
    gate_words: tuple[str, ...],
    plan_budget: str | None,
) -> None:
    """Say what changed between BASE and NOW, and which rows of the data changed it.

    Each is a study folder, a report's results.json, or git:REV or git:REV:PATH, a revision of the
    repository in which the other side lies. Without NOW the packaged study is compared, or beside
    git:REV:PATH that folder as it is now. Gates look at the layer and lens asked for.
    """
    from reports import diff_gates, diff_text, step_summary

    gates = diff_gates.gates(gate_words)
    asked = any(gate.name == diff_gates.PLAN for gate in gates)
    budget = _budget(BUDGET if asked and plan_budget is None else plan_budget)
    day = options.checked_day(as_of)
    found = _compared(base, now, budget, as_of=day, layer=layer, lens=lens)
    verdicts = [(gate, gate.trip(found)) for gate in gates]
    click.echo(diff_text.rendered(found, verdicts, form), nl=False)
    step_summary.add(diff_text.rendered(found, verdicts, "md"))
    tripped = [(gate, why) for gate, why in verdicts if why]
    for gate, why in tripped:
        click.echo(f"gate {gate}: {why}", err=True)
    if tripped:
        raise click.exceptions.Exit(exit_codes.GATE)


def _budget(text: str | None) -> Fraction | None:
    """Read a budget; more digits than a table may have are no amount of effort."""
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text):
        message = f"'{text}' is no amount of effort; write a number such as {BUDGET}"
        raise click.BadParameter(message, param_hint="--plan-budget")
    return Fraction(text)


def _compared(
    base: str,
    now: str | None,
    budget: Fraction | None,
    **asked: str | None,
) -> Diff:
    """Read and analyse both sides, and compare them."""
    from reports import diff_record, diff_side, diff_view

    pair = diff_side.sources(base, now)
    view, day = diff_view.common(pair, **asked)
    before, after = (diff_side.side(source, view, day) for source in pair)
    return diff_record.diff(before, after, view, day, budget)
