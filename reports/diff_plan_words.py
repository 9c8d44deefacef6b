"""The words for the best plans of a diff: what joined, what left, what they leave, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import amounts, diff_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from reports.diff_plans import DiffPlans
    from reports.diff_record import Diff
    from routes.plan_conclusions import PlanConclusions

MOST_PLANS = 3

_STARTS = ("Joined the best plans", "Left the best plans")
_STARTS_OF_SOME = ("Listed now only", "Listed before only")


def sentences(diff: Diff) -> list[str]:
    """Say which plans are best, which joined and left, and what they leave.

    Returns
    -------
    list of str
        None where plans were not asked for.
    """
    plans = diff.plans
    if plans is None:
        return []
    before, now = diff.base.answer, diff.now.answer
    told = [f"The best plans within {_effort(plans, diff)} leave {_left(plans, diff)}."]
    if before.effort_unit != now.effort_unit:
        told.append(f"Before, effort was counted in {before.effort_unit}.")
    if plans.joined or plans.left:
        starts = _STARTS if plans.complete else _STARTS_OF_SOME
        shifts = zip(starts, (plans.joined, plans.left), strict=True)
        told += [f"{start}: {listed(ids)}." for start, ids in shifts if ids]
    else:
        told.append(f"Best plans: {listed(plans.ids)}, as before.")
    if not plans.complete:
        told.append(
            "More plans are as good than are listed of a side: what is listed of one side only "
            "may be as good on the other."
        )
    return told


def reasons(diff: Diff) -> list[str]:
    """Say which changed rows move the best plans, and what they leave."""
    found = (diff.plans.reasons or ()) if diff.plans else ()
    told = [
        f"{_MOVED[reason.what]}: {diff_words.sets(reason.sets)}; {diff_words.PROOFS[reason.proof]}."
        for reason in found
    ]
    plans = diff.plans
    if plans and plans.reasons is not None and not plans.complete and (plans.joined or plans.left):
        told.append("Which rows move the best plans is not told where not all are listed.")
    return told


def tripped(diff: Diff) -> str:
    """Say why a gate on plans trips; empty where the same plans are best."""
    plans = diff.plans
    before, now = diff.base.answer, diff.now.answer
    if plans is None:
        return ""
    if before.effort_unit != now.effort_unit:
        return f"effort is counted in {now.effort_unit} instead of {before.effort_unit}"
    if plans.same_plans:
        return ""
    shifts = zip(("joined", "left"), (plans.joined, plans.left), strict=True)
    told = [f"{listed(ids)} {verb}" for verb, ids in shifts if ids]
    told += [] if told else [f"they leave {_left(plans, diff)}"]
    rest = "" if plans.complete else " (not all are listed, so that is not certain)"
    return f"the best plans within {_effort(plans, diff)} changed: {', '.join(told)}{rest}"


def listed(plans: tuple[tuple[str, ...], ...]) -> str:
    """List plans by the ids of their targets, the first few of them.

    Examples
    --------
    >>> listed((("A>B",), ("B>C", "B>D"), ()))
    'A>B; B>C + B>D; doing nothing'
    """
    shown = [" + ".join(ids) or "doing nothing" for ids in plans[:MOST_PLANS]]
    rest = len(plans) - MOST_PLANS
    return "; ".join(shown) + (f" and {rest} more" if rest > 0 else "")


_MOVED = {
    "plans": "The best plans are what they are now with",
    "value": "What the best plans leave is what it is now with",
}


def _effort(plans: DiffPlans, diff: Diff) -> str:
    return f"{amounts.exact(plans.budget_scaled, plans.after.scale)} {diff.now.answer.effort_unit}"


def _left(plans: DiffPlans, diff: Diff) -> str:
    old, new = diff.base.answer.capacity_unit, diff.now.answer.capacity_unit
    pair = (plans.after, plans.before)
    told = [_value(side, amounts.rounded) for side in pair]
    if told[0] == told[1] and plans.before.value_scaled != plans.after.value_scaled:
        told = [_value(side, amounts.exact) for side in pair]
    if old == new and told[0] == told[1]:
        return f"{told[0]} {new}, as before"
    return f"{told[0]} {new} instead of {told[1]}" + ("" if old == new else f" {old}")


def _value(told: PlanConclusions, spell: Callable[[int, int], str]) -> str:
    return "unbounded" if told.value_scaled is None else spell(told.value_scaled, told.scale)
