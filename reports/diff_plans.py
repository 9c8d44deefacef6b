"""The best plans on the two sides of a diff: which joined, which left, and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from math import lcm
from typing import TYPE_CHECKING, Any

import click

from reports import amounts
from routes.plan_attribution import plan_attribution
from routes.plan_conclusions import plan_conclusions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from reports.diff_side import Side
    from reports.view import View
    from routes.graph import Layer
    from routes.lenses import Lens
    from routes.plan_attribution import PlanReason
    from routes.plan_conclusions import Chosen, PlanConclusions

    Ids = tuple[str, ...]

OPTION = "--plan-budget"


@dataclass(frozen=True)
class DiffPlans:
    """What is best to interdict within a budget, on either side.

    Attributes
    ----------
    budget : Fraction
        Effort in the unit that both sides count it in.
    before, after : PlanConclusions
        On one scale.
    reasons : tuple of PlanReason or None
        None where a side is a report.
    """

    budget: Fraction
    before: PlanConclusions
    after: PlanConclusions
    reasons: tuple[PlanReason, ...] | None

    @property
    def budget_scaled(self) -> int:
        """The budget in units of 1/scale."""
        return int(self.budget * self.after.scale)

    @property
    def ids(self) -> tuple[Ids, ...]:
        """The plans that are listed now, in order."""
        return ordered(self.after.plans)

    @property
    def complete(self) -> bool:
        """Whether all best plans of both sides are listed."""
        return self.before.complete and self.after.complete

    @property
    def joined(self) -> tuple[Ids, ...]:
        """The plans that are listed now only, in order."""
        return ordered(self.after.plans - self.before.plans)

    @property
    def left(self) -> tuple[Ids, ...]:
        """The plans that were listed before only, in order."""
        return ordered(self.before.plans - self.after.plans)

    @property
    def same_plans(self) -> bool:
        """Whether it is certain that the same plans are best.

        Where a side has more than are listed it is taken for so only if both sides list the same
        and leave the same: a gate does not let pass what cannot be told.
        """
        listed = (self.before.status, self.before.plans) == (self.after.status, self.after.plans)
        return listed and (self.complete or self.before.value_scaled == self.after.value_scaled)

    def to_dict(self) -> dict[str, Any]:
        """Give the plans of both sides as plain data, amounts in units of 1/scale."""
        why = None if self.reasons is None else [asdict(reason) for reason in self.reasons]
        return {
            "budget_scaled": self.budget_scaled,
            "base": _plain(self.before),
            "now": _plain(self.after),
            "joined": self.joined,
            "left": self.left,
            "same_plans": self.same_plans,
            "why": why,
        }


def ordered(plans: Iterable[Chosen]) -> tuple[Ids, ...]:
    """Put plans in order, those of fewest targets first, each as its ids in order."""
    told = [tuple(name for _, name in sorted(plan)) for plan in plans]
    return tuple(sorted(told, key=lambda ids: (len(ids), ids)))


def compared(base: Side, now: Side, view: View, as_of: str | None, budget: Fraction) -> DiffPlans:
    """Find the best plans of both sides, and why they differ.

    Parameters
    ----------
    base, now : Side
    view : View
    as_of : str or None
        With the view, how the sides were analysed.
    budget : Fraction
        Effort in the studies' unit.

    Returns
    -------
    DiffPlans
        Plans on legs; measures and whole jurisdictions are not considered. Where the lens adds up
        effort, what passes is looked at: effort is what plans spend.

    Raises
    ------
    click.UsageError
        A side is a report that does not list the plans of the budget, or nothing on either side
        costs as little as the budget.
    routes.GraphError
        Where the tables make no graph that can be analysed.
    """
    moved: Lens = "passing" if view.lens == "effort" else view.lens
    if base.study is not None and now.study is not None:
        why = plan_attribution(
            base.study, now.study, budget, as_of=as_of, layer=view.layer, lens=moved
        )
        return _affordable(DiffPlans(budget, why.before, why.after, why.reasons), now)
    before, after = (_told(side, view.layer, moved, as_of, budget) for side in (base, now))
    scale = lcm(before.scale, after.scale)
    pair = (_on_scale(before, scale), _on_scale(after, scale))
    return _affordable(DiffPlans(budget, *pair, None), now)


def _told(
    side: Side, layer: Layer, lens: Lens, as_of: str | None, budget: Fraction
) -> PlanConclusions:
    from routes.dates import day_of

    if side.study is not None:
        day = None if as_of is None else day_of(as_of)
        return plan_conclusions(side.study, day, layer, lens, budget)
    listed = side.answer.plans
    if not listed:
        raise click.UsageError(
            f"'{side.word}' is a report without plans, so nothing can be said about them; name "
            "its study instead, or a report written anew"
        )
    if budget not in listed:
        known = ", ".join(f"{float(each):g}" for each in sorted(listed))
        raise click.BadParameter(
            f"'{side.word}' is a report with plans for other budgets; choose among {known}",
            param_hint=OPTION,
        )
    return listed[budget]


def _affordable(found: DiffPlans, now: Side) -> DiffPlans:
    """Refuse a budget that buys nothing on either side: a gate on it would hold for ever."""
    if found.before.status == found.after.status == "nothing affordable":
        effort = amounts.exact(found.budget_scaled, found.after.scale)
        raise click.BadParameter(
            f"no leg can be interdicted for {effort} {now.answer.effort_unit} on either "
            "side; name a larger budget",
            param_hint=OPTION,
        )
    return found


def _on_scale(told: PlanConclusions, scale: int) -> PlanConclusions:
    value = told.value_scaled
    return replace(
        told, scale=scale, value_scaled=None if value is None else value * (scale // told.scale)
    )


def _plain(told: PlanConclusions) -> dict[str, Any]:
    return {
        "status": told.status,
        "value_scaled": told.value_scaled,
        "plans": ordered(told.plans),
        "complete": told.complete,
    }
