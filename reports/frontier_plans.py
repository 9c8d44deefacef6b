"""The frontier as a reply: what the best plans leave for every budget, beside rules of thumb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports import amounts, plan_words
from reports.flow_plans import NOT_CONSIDERED
from reports.reply import Reply, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import routes
    from reports.subject import Subject
    from routes.fields import Amount
    from routes.plans import Plan
    from routes.targets import Target

RULES = {
    "greedy": "Greedy",
    "betweenness": "By betweenness",
    "capacity": "By capacity",
    "flow": "By flow",
}
COLUMNS = ("Budget", "Then", "Falls by", "Per unit", "Best plans", "Grows", *RULES.values())
STEPS = ("Budget", "Cost", "Joins", "Leaves")
CSV_COLUMNS = (
    *("budget", "status", "value", "bound", "fall", "fall_per_unit", "plans", "complete"),
    *("nested", "first_plan", "first_plan_cost"),
    *(f"{rule}_{what}" for rule in RULES for what in ("value", "shortfall")),
)
READ = (
    "Then: what the best plans leave. Per unit: by how much it falls for each further unit of "
    "effort. Grows: whether a best plan contains one of the budget before."
)
RULES_READ = (
    "The last four columns: how much more plans by rules of thumb leave, which take targets by "
    "loss per cost, betweenness, capacity or flow."
)


def reply(subject: Subject, found: routes.Frontier, asked: dict[str, Any]) -> Reply:
    """Say what the best plans leave for every budget.

    Parameters
    ----------
    subject : Subject
    found : routes.Frontier
        Of the subject's graph.
    asked : dict
        What was asked, as plain data.

    Returns
    -------
    Reply
    """
    return Reply(
        title=f"Where to act, for every budget: {subject.study.title}",
        line=subject.line(),
        sentences=tuple(_summary(subject, found)),
        notes=(READ, RULES_READ, plan_words.COSTS, NOT_CONSIDERED),
        tables=(
            Table(_title(subject), COLUMNS, [_shown(found, row) for row in found.rows]),
            Table("First best plan of each budget, against the one before", STEPS, _steps(found)),
        ),
        document={**asked, "frontier": found.to_dict()},
        columns=CSV_COLUMNS,
        rows=[_cells(found, row) for row in found.rows],
        stopped=found.rows[-1].best.status == "stopped",
    )


def _title(subject: Subject) -> str:
    return f"Best plans by budget in {subject.effort_unit}, {subject.view.lens} lens"


def _summary(subject: Subject, found: routes.Frontier) -> Iterator[str]:
    first, last = found.rows[0].best, found.rows[-1].best
    if first.status == "no route":
        yield "No route: nothing passes as it is, so there is nothing to interdict."
        return
    then = amounts.rounded(_amount(last.value_scaled), found.scale)
    now = amounts.rounded(_amount(first.before_scaled), found.scale)
    budget = plan_words.effort(subject, last.budget_scaled)
    yield (
        f"With nothing interdicted the {found.lens} lens counts {now}, with a budget of "
        f"{budget} {then}, in {subject.unit} (model result)."
    )
    if last.status == "stopped":
        bound = amounts.rounded(_amount(last.bound_scaled), found.scale)
        yield (
            f"{plan_words.STOPPED}: the last row is the best plan found, proven is only that none "
            f"leaves less than {bound}, and larger budgets are left."
        )
    else:
        yield "Proven for every budget: no plan within it does better."
    uprooted = [
        amounts.rounded(row.best.budget_scaled, found.scale)
        for row in found.rows
        if row.nested is False
    ]
    if uprooted:
        yield (
            f"Best plans do not always grow out of one another: not at {', '.join(uprooted)}, "
            "where what was done before would have to be undone."
        )


def _amount(scaled: int | None) -> Amount:
    return "unbounded" if scaled is None else scaled


def _shown(found: routes.Frontier, row: routes.FrontierRow) -> list[str]:
    best, scale = row.best, found.scale
    marginal = row.marginal_scaled
    grows = {True: "yes", False: "not nested", None: ""}[row.nested]
    return [
        amounts.exact(best.budget_scaled, scale),
        amounts.rounded(_amount(best.value_scaled), scale),
        "" if row.fall_scaled is None else amounts.rounded(row.fall_scaled, scale),
        "" if marginal is None else amounts.rounded(round(marginal), scale),
        _status(best),
        grows,
        *(
            "" if plan.shortfall_scaled is None else amounts.signed(plan.shortfall_scaled, scale)
            for plan in row.rules
        ),
    ]


def _status(best: routes.Interdiction) -> str:
    if best.status != "optimal":
        return best.status
    return f"{'' if best.complete else 'at least '}{len(best.plans)}"


def _steps(found: routes.Frontier) -> list[list[str]]:
    """Say how the first plan of each budget differs from that of the budget before."""
    rows = []
    before: frozenset[Target] = frozenset()
    for row in found.rows:
        plan = _first(row.best)
        if plan is None:
            continue
        now = frozenset(plan.targets)
        joins = plan_words.ids([target for target in plan.targets if target not in before])
        leaves = ", ".join(sorted(target.id for target in before - now))
        if joins or leaves:
            cost = amounts.exact(plan.cost_scaled, found.scale)
            budget = amounts.exact(row.best.budget_scaled, found.scale)
            rows.append([budget, cost, joins, leaves])
        before = now
    return rows


def _first(best: routes.Interdiction) -> Plan | None:
    return best.plans[0] if best.plans else None


def _cells(found: routes.Frontier, row: routes.FrontierRow) -> list[str]:
    best, scale = row.best, found.scale
    plan = _first(best)
    marginal = row.marginal_scaled
    cells = [
        amounts.exact(best.budget_scaled, scale),
        best.status,
        amounts.exact(_amount(best.value_scaled), scale),
        amounts.exact(_amount(best.bound_scaled), scale),
        amounts.exact(row.fall_scaled, scale),
        "" if marginal is None else f"{float(marginal / scale):.6f}",
        str(len(best.plans)),
        "yes" if best.complete else "no",
        {True: "yes", False: "no", None: ""}[row.nested],
        "; ".join(plan.ids) if plan else "",
        amounts.exact(plan.cost_scaled, scale) if plan else "",
    ]
    for rule in row.rules:
        cells.append(amounts.exact(_amount(rule.value_scaled), scale))
        cells.append(amounts.exact(rule.shortfall_scaled, scale))
    return cells
