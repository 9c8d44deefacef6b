"""Plans in words: what the best plans cost and hold, and which targets all or some of them hold."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

from reports import amounts
from reports.reply import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reports.subject import Subject
    from routes.plans import Plan, Standing
    from routes.targets import Target

FIRST_PLANS = 5
"""Plans that the forms for reading show unless all are asked for."""

FIRST_TARGETS = 30
"""Targets that they show."""

PLAN_COLUMNS = ("plan", "kind", "id", "cost", "standing")
COSTS = "What a target costs is a judgement of the study or of the command line, not a measurement."
STOPPED = "Stopped at the time limit"


class Plans(Protocol):
    """What the results of the methods that choose plans have in common."""

    @property
    def status(self) -> str:
        """One word, or a few."""

    @property
    def budget_scaled(self) -> int:
        """Units of 1/scale."""

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The best."""

    @property
    def complete(self) -> bool:
        """Whether these are all."""

    @property
    def standings(self) -> dict[Target, Standing]:
        """Of every target on offer."""


def effort(subject: Subject, scaled: int) -> str:
    """Spell an effort with its unit."""
    return f"{amounts.rounded(scaled, subject.scale)} {subject.effort_unit}"


def offered(found: Plans) -> str:
    """Say what could be chosen."""
    counts = Counter(target.kind for target in found.standings)
    told = [f"{number} {_plural(kind, number)}" for kind, number in sorted(counts.items())]
    return f"On offer: {' and '.join(told)}." if told else "On offer: nothing that has a cost."


def nothing_affordable(subject: Subject, found: Plans) -> str:
    """Say that the budget buys nothing."""
    start = f"Nothing affordable: a budget of {effort(subject, found.budget_scaled)} buys nothing"
    cheapest = min((target.cost_scaled for target in found.standings), default=None)
    if cheapest is None:
        return f"{start}, since no target is on offer."
    return f"{start}; the cheapest target costs {amounts.rounded(cheapest, subject.scale)}."


def cost(subject: Subject, found: Plans) -> str:
    """Say what the first plan costs."""
    plan = found.plans[0]
    budget = effort(subject, found.budget_scaled)
    if not plan.targets and found.status == "stopped":
        return f"No plan within the budget of {budget} that does anything was found in time."
    if not plan.targets:
        return f"Nothing within the budget of {budget} does any better than doing nothing."
    which = "It" if len(found.plans) == 1 else "The first plan"
    spent = amounts.rounded(plan.cost_scaled, subject.scale)
    return f"{which} costs {spent} of the budget of {budget}."


def count(found: Plans) -> str:
    """Say how many plans are best."""
    number = len(found.plans)
    if found.status == "stopped" or not number or not found.plans[0].targets:
        return ""
    if not found.complete:
        return f"There are at least {number:,} such plans of which nothing can be spared."
    if number == 1:
        return "It is the only such plan of which nothing can be spared."
    return (
        f"There are {number:,} such plans of which nothing can be spared; "
        "every other such plan contains one of them."
    )


def tables(subject: Subject, found: Plans, *, everything: bool) -> list[Table]:
    """Give the plans, and the targets that are in them, as tables to read."""
    names = subject.target_names()
    most_plans = len(found.plans) if everything else FIRST_PLANS
    rows = [
        [
            str(number),
            amounts.rounded(plan.cost_scaled, subject.scale),
            ", ".join(target.id for target in plan.targets),
        ]
        for number, plan in enumerate(found.plans[:most_plans], start=1)
        if plan.targets
    ]
    title = "Best plan found" if found.status == "stopped" else "Best plans"
    if len(found.plans) > most_plans:
        least = "" if found.complete else "at least "
        title += f", the first {most_plans} of {least}{len(found.plans):,}; --all lists them"
    return [
        Table(title, ["Plan", "Cost", "Targets"], rows),
        _held(subject, found, names, len(found.standings) if everything else FIRST_TARGETS),
    ]


def _held(subject: Subject, found: Plans, names: Mapping[tuple[str, str], str], most: int) -> Table:
    """List the targets of the plans, those that all of them hold first."""
    held = sorted(
        (standing, target)
        for target, standing in found.standings.items()
        if standing in {"essential", "in some"}
    )
    rows = [
        [
            standing,
            amounts.rounded(target.cost_scaled, subject.scale),
            names[target.kind, target.id],
        ]
        for standing, target in held[:most]
    ]
    more = f", {len(held) - most} more not shown" if len(held) > most else ""
    if found.status == "stopped":
        # One plan that may not be the best says nothing about all.
        rows = [row[1:] for row in rows]
        return Table(f"Targets of this plan{more}", ["Cost", "What"], rows)
    rest = len(found.standings) - len(held)
    beside = f"{rest} others {'in none' if found.complete else 'not seen in any'}"
    title = f"Targets of these plans{more}, {beside}"
    return Table(title, ["Standing", "Cost", "What"], rows)


def csv_rows(subject: Subject, found: Plans) -> list[list[str]]:
    """Give a row for each target of each plan, then the targets of no plan, for a spreadsheet."""
    numbered = [
        (str(number), target)
        for number, plan in enumerate(found.plans, start=1)
        for target in plan.targets
    ]
    in_plans = {target for _, target in numbered}
    numbered += [("", target) for target in sorted(found.standings) if target not in in_plans]
    return [
        [
            number,
            target.kind,
            target.id,
            amounts.exact(target.cost_scaled, subject.scale),
            found.standings[target],
        ]
        for number, target in numbered
    ]


def _plural(kind: str, number: int) -> str:
    return kind if number == 1 else f"{kind}s"


def ids(targets: Sequence[Target]) -> str:
    """List the ids of targets."""
    return ", ".join(target.id for target in targets)
