"""Responses and the chase as a reply: what was found, said once for all forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import displacement_words, plan_words
from reports.reply import Reply, Table

if TYPE_CHECKING:
    import routes
    from reports.displacement_request import Answered
    from reports.subject import Subject

UNBOUNDED = "Unbounded: there is no limit to what moves, so nothing can be compared."
NOT_CONSIDERED = (
    "Not considered: that demand falls or rises in response, and the lawful trade that a plan "
    "meets. Amounts are what the model lets move, not what was seen."
)


def reply(found: Answered) -> Reply:
    """Say what was found.

    Parameters
    ----------
    found : Answered

    Returns
    -------
    Reply
        Of several plans the table has all that were looked at, the sentences the first.
    """
    subject = found.request.subject
    return Reply(
        title=f"Displacement: {subject.study.title}",
        line=subject.line(),
        sentences=tuple(told for told in _sentences(found) if told),
        notes=_notes(found),
        tables=tuple(_tables(found)),
        document={
            **found.request.head(),
            "interdiction": found.interdiction and found.interdiction.to_dict(),
            "responses": [each.to_dict() for each in found.responses],
            "chase": found.chase and found.chase.to_dict(),
        },
        columns=displacement_words.CSV_COLUMNS,
        rows=displacement_words.csv_rows(found.responses),
    )


def _sentences(found: Answered) -> list[str]:
    subject, best = found.request.subject, found.interdiction
    told = []
    if best is not None:
        told.append(_best(found))
    if found.responses:
        told += displacement_words.response_sentences(found.responses[0], subject)
    elif best is None:
        told.append(UNBOUNDED)
    if found.chase is not None:
        told += displacement_words.chase_sentences(found.chase, subject)
    return told


def _best(found: Answered) -> str:
    """Say which plans were looked at, or why there is none."""
    subject, best = found.request.subject, found.interdiction
    if best is None:
        return ""
    if not found.responses:
        return _no_plan(best, subject)
    budget = plan_words.effort(subject, best.budget_scaled)
    many = f"{len(best.plans):,}" if best.complete else f"at least {len(best.plans):,}"
    if many == "1":
        return f"Within a budget of {budget} one plan is best if everybody responds best."
    return (
        f"Within a budget of {budget} {many} plans are equally good if everybody responds best; "
        f"{len(found.responses)} of them are compared."
    )


def _no_plan(best: routes.Interdiction, subject: Subject) -> str:
    if best.status == "no route":
        return "No route: nothing moves as it is, so there is nothing to displace."
    if best.status == "nothing affordable":
        return plan_words.nothing_affordable(subject, best)
    if best.before_scaled is None:
        return UNBOUNDED
    budget = plan_words.effort(subject, best.budget_scaled)
    return f"Nothing within a budget of {budget} does any better than doing nothing."


def _notes(found: Answered) -> tuple[str, ...]:
    said: list[str] = []
    assumptions = [each.assumptions for each in found.responses[:1]]
    if found.chase is not None:
        assumptions.append(found.chase.assumptions)
    for sentences in assumptions:
        said += [told for told in sentences if told not in said]
    return (*said, NOT_CONSIDERED)


def _tables(found: Answered) -> list[Table]:
    rows = displacement_words.response_rows(found.responses)
    tables = [Table("Plans and adversaries", displacement_words.RESPONSE_TITLES, rows)]
    if len(found.responses) > 1:
        plans = [
            [str(number), ", ".join(name for _, name in each.targets)]
            for number, each in enumerate(found.responses, start=1)
        ]
        tables.append(Table("Plans", ["Plan", "Targets"], plans))
    if found.responses:
        first = found.responses[0]
        tables += [
            displacement_words.learning(first),
            displacement_words.gains(first, found.request.subject),
        ]
    if found.chase is not None:
        tables += displacement_words.chase_tables(found.chase)
    return tables
