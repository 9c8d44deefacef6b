"""The table of scenarios: what each scenario of a folder does, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import amounts, json_text, table_text, what_if_text
from reports.comparison_claim import claim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.answer import Answer
    from routes import Members

COLUMNS = (
    "scenario",
    "title",
    "as_of",
    "before",
    "after",
    "blocked",
    "rerouted",
    "added",
    "new_chokepoints",
    "gone_chokepoints",
    "without_effect",
)
SHOWN = ("Scenario", "Before", "After", "Blocked", "Re-routed", "Added", "Chokepoints")
FATES = ("blocked_scaled", "rerouted_scaled", "added_scaled")


def rendered(answers: Sequence[Answer], form: str) -> str:
    """Return the answers to a folder of scenarios in one form.

    Parameters
    ----------
    answers : sequence of Answer
        At least one, all of one study and one view.
    form : {"text", "json", "csv", "md"}

    Returns
    -------
    str
        With a line feed at its end.
    """
    if form == "json":
        told = [answer.to_dict() for answer in answers]
        return json_text.pretty(
            {"schema": what_if_text.SCHEMA, **answers[0].head(), "scenarios": told}
        )
    if form == "csv":
        return table_text.comma_separated(COLUMNS, [_row(answer) for answer in answers])
    rows = [_shown(answer) for answer in answers]
    title = _title(answers[0])
    if form == "md":
        return f"{table_text.escape(title)}\n\n{table_text.markdown(SHOWN, rows)}\n"
    sentences = [f"{answer.question.change.name}: {claim(answer.compared)}" for answer in answers]
    return "\n\n".join([table_text.aligned(title, [SHOWN, *rows]), "\n".join(sentences)]) + "\n"


def _title(answer: Answer) -> str:
    unit = answer.compared.unit(answer.view.lens)
    if answer.view.lens == "effort":
        unit += f"; what is blocked, re-routed and added in {answer.compared.unit('passing')}"
    return f"{answer.view.line(answer.question.study, '', answer.question.given)}; in {unit}"


def _shown(answer: Answer) -> list[str]:
    comparison = answer.compared.comparison
    lens, scale = comparison.lens, comparison.scale
    cuts = (comparison.before.cuts[lens], comparison.after.cuts[lens])
    moved = comparison.displacement
    fates = [amounts.rounded(getattr(moved, name), scale) if moved else "" for name in FATES]
    counts = (comparison.new_chokepoints, comparison.gone_chokepoints)
    new, gone = (len(members.legs) + len(members.jurisdictions) for members in counts)
    return [
        answer.question.change.name,
        *(what_if_text.spelled(cut) for cut in cuts),
        *fates,
        f"+{new} -{gone}",
    ]


def _row(answer: Answer) -> list[str]:
    comparison = answer.compared.comparison
    lens, scale = comparison.lens, comparison.scale
    cuts = (comparison.before.cuts[lens], comparison.after.cuts[lens])
    moved = comparison.displacement
    change = answer.question.change
    return [
        change.name,
        change.title,
        answer.as_of,
        *("unbounded" if cut.value is None else amounts.exact(cut.value, scale) for cut in cuts),
        *(amounts.exact(getattr(moved, name), scale) if moved else "" for name in FATES),
        _listed(comparison.new_chokepoints),
        _listed(comparison.gone_chokepoints),
        "; ".join(idle.id for idle in answer.idle),
    ]


def _listed(members: Members) -> str:
    return "; ".join((*members.legs, *members.jurisdictions))
