"""Flow interdiction as a reply: what the best plans leave, proof, plans, and what moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports import amounts, comparison_section, plan_words
from reports.compared import compared
from reports.reply import Reply, Table
from routes.targets import graph_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    import routes
    from reports.compared import Compared
    from reports.subject import Subject
    from routes.targets import Offer

LEAVES = {
    "passing": "lets less pass",
    "volume": "leaves less that could move",
    "effort": "leaves less to close",
}
NOT_CONSIDERED = (
    "Not considered: new legs that an evader might open in response, and whether a plan is lawful."
)


def reply(
    subject: Subject,
    found: routes.Interdiction,
    offers: Sequence[Offer],
    asked: dict[str, Any],
    *,
    everything: bool,
) -> Reply:
    """Say what an interdiction of flow found.

    Parameters
    ----------
    subject : Subject
    found : routes.Interdiction
        Of the subject's graph.
    offers : sequence of Offer
        What it chose among.
    asked : dict
        What was asked, as plain data.
    everything : bool
        Whether all plans are listed in the forms for reading.

    Returns
    -------
    Reply
    """
    moved = _after_first_plan(subject, found, offers)
    tables = plan_words.tables(subject, found, everything=everything)
    if moved is not None:
        rows = comparison_section.leg_rows(moved)
        columns = list(comparison_section.COLUMNS)
        tables.append(Table("Legs that carry more or less after the first plan", columns, rows))
    return Reply(
        title=f"Where to act: {subject.study.title}",
        line=subject.line(),
        sentences=tuple(told for told in _result(subject, found, moved) if told),
        notes=(plan_words.offered(found), plan_words.COSTS, NOT_CONSIDERED),
        tables=tuple(tables),
        document={
            **asked,
            "interdiction": found.to_dict(),
            "first_plan": moved and moved.comparison.to_dict(),
        },
        columns=plan_words.PLAN_COLUMNS,
        rows=plan_words.csv_rows(subject, found),
        stopped=found.status == "stopped",
    )


def _after_first_plan(
    subject: Subject, found: routes.Interdiction, offers: Sequence[Offer]
) -> Compared | None:
    if not found.plans or not found.plans[0].targets:
        return None
    targets = set(found.plans[0].targets)
    chosen = [offer for offer in offers if offer.target in targets]
    return compared(subject.graph, graph_after(subject.graph, chosen), subject.view.lens)


def _result(subject: Subject, found: routes.Interdiction, moved: Compared | None) -> list[str]:
    if found.status == "no route":
        return ["No route: nothing passes as it is, so there is nothing to interdict."]
    if found.status == "nothing affordable":
        return [plan_words.nothing_affordable(subject, found), _as_it_is(subject, found)]
    if found.status == "unbounded":
        budget = plan_words.effort(subject, found.budget_scaled)
        return [f"Unbounded: no plan within a budget of {budget} bounds the flow."]
    told = [_as_it_is(subject, found)]
    if moved is not None:
        told = [comparison_section.sentences(moved)[0], _share(found)]
    told += [plan_words.cost(subject, found), _proof(subject, found), plan_words.count(found)]
    return told + (comparison_section.sentences(moved)[1:] if moved else [])


def _as_it_is(subject: Subject, found: routes.Interdiction) -> str:
    if found.before_scaled is None:
        return f"As it is, the {subject.view.lens} lens counts an unbounded amount (model result)."
    amount = f"{amounts.rounded(found.before_scaled, found.scale)} {subject.unit}"
    return f"As it is, the {subject.view.lens} lens counts {amount} (model result)."


def _share(found: routes.Interdiction) -> str:
    before, after = found.before_scaled, found.value_scaled
    if not before or not after:
        return ""
    return f"That is {amounts.share(before - after, before)} less."


def _proof(subject: Subject, found: routes.Interdiction) -> str:
    within = f"no plan within the budget {LEAVES[found.lens]}"
    if found.status != "stopped":
        return f"Proven: {within}."
    if found.bound_scaled is None:
        return f"{plan_words.STOPPED}: whether a plan within the budget bounds the flow is open."
    bound = f"{amounts.rounded(found.bound_scaled, found.scale)} {subject.unit}"
    gap = ""
    if found.gap_scaled is not None:
        gap = f", a gap of {amounts.rounded(found.gap_scaled, found.scale)}"
    return f"{plan_words.STOPPED}: {within} than {bound}{gap}; a better plan may exist."
