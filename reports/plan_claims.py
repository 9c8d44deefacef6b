"""What a claim card says of a plan: what it leaves, what is proven, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import amounts, card_words, robust_words
from reports.best_plans import held
from reports.best_plans_text import is_proven
from routes import fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    import routes
    from reports.card_words import Words
    from routes.frontier_rows import FrontierRow

_FIRST = 3
"""So many numbers are named that are worth asking about."""


def title(words: Words, row: FrontierRow) -> str:
    """Name a plan by its budget and its legs."""
    legs = ", ".join(row.best.plans[0].ids)
    return f"Best plan for {words.effort(row.best.budget_scaled)}: close {legs}"


def claim(words: Words, row: FrontierRow) -> str:
    """Say what closing the legs of a plan leaves."""
    best, plan = row.best, row.best.plans[0]
    before = best.before_scaled
    less = ""
    if before and best.value_scaled is not None:
        part = amounts.share(before - best.value_scaled, before)
        less = f" instead of {words.amount(before)}, {part} less"
    return (
        f"Model result: closing {words.leg_names(plan.ids)} takes {words.effort(plan.cost_scaled)} "
        f"and leaves {words.amount(best.value_scaled)} {words.moved_unit} in the {words.layer} "
        f"layer{words.day}{less}."
    )


def bound(words: Words, row: FrontierRow) -> str:
    """Say what is proven."""
    best = row.best
    if is_proven(best):
        return (
            "Proven for the numbers as given: no plan for up to "
            f"{words.effort(best.budget_scaled)} leaves less."
        )
    return (
        f"The search ended early: no plan for up to {words.effort(best.budget_scaled)} leaves less "
        f"than {words.amount(best.bound_scaled)}."
    )


def standing(row: FrontierRow) -> str:
    """Say which legs every best plan holds, and how many plans are as good."""
    essential, some = held(row, "essential"), held(row, "in some")
    told = [f"In every best plan of this budget: {', '.join(essential) or 'no leg'}."]
    if some:
        told.append(f"In some: {', '.join(some)}.")
    others = len(row.best.plans) - 1
    at_least = "" if row.best.complete else "at least "
    told.append(f"Other plans that leave as little: {at_least}{others}.")
    return " ".join(told)


def draws(words: Words, regret: routes.PlanRegret) -> str:
    """Say how what it leaves is spread over the draws."""
    left = regret.value
    if left.mean_scaled is None:
        return "In some draws it leaves a flow without a bound."
    low, high = (left.quantile(percent).value_scaled for percent in (5, 95))
    return (
        f"It leaves {words.mean(left.mean_scaled)} on average (+/- "
        f"{words.mean(left.standard_error_scaled)}) and between {words.amount(low)} and "
        f"{words.amount(high)} in 90 % of {regret.best.draws:,} draws; it is the best plan "
        f"compared in {card_words.share(regret.best)}."
    )


def change(words: Words, row: FrontierRow) -> str:
    """Say which plan suits the draws better, and what is worth knowing before choosing."""
    sure = words.sure
    told = _stays_best(words, sure.breakdowns.get(row.best.plans[0]))
    if sure.main is None or sure.main.best.budget_scaled != row.best.budget_scaled:
        rivals = _better_on_average(words, row)
        none = "No other plan of this budget that was compared leaves less on average."
        return " ".join([*told, rivals or none])
    return " ".join([*told, *robust_words.sentences(sure.robust), *_worth_knowing(words)])


def evidence(words: Words, legs: Sequence[str]) -> str:
    """Say how well the legs are documented and what their numbers stand on."""
    classes: dict[str, int] = {}
    for leg in legs:
        grade = words.legs[leg][fields.EVIDENCE_CLASS] or "not graded"
        classes[grade] = classes.get(grade, 0) + 1
    told = card_words.listed([f"{grade}: {count}" for grade, count in sorted(classes.items())])
    assumed = sum(words.legs[leg][fields.BASIS] == "assumed" for leg in legs)
    return (
        f"Legs by evidence class {told}; {assumed} of {len(legs)} capacities are assumed, and what "
        "closing a leg takes is a judgement throughout."
    )


def _stays_best(words: Words, found: routes.Breakdown | None) -> list[str]:
    """Say how wrong the most delicate number may be before another plan is the best."""
    if found is None:
        return []
    row = next((row for row in found.rows if row.slack_percent is not None), None)
    if row is None:
        return ["It stays a best plan of its budget whatever one leg alone lets pass."]
    way = "more" if row.rival_above is not None else "less"
    return [
        (
            f"It stops being the best of its budget once {words.leg_name(row.leg)} lets over "
            f"{row.slack_percent:.1f} % {way} pass than stated."
        )
    ]


def _better_on_average(words: Words, row: FrontierRow) -> str:
    """Name the plan told of that leaves least on average within the budget, if it is another."""
    sure, mine = words.sure, words.sure.regrets[row.best.plans[0]]
    within = [
        each
        for each in sure.regrets.values()
        if each.plan.cost_scaled <= row.best.budget_scaled and each.value.mean_scaled is not None
    ]
    best = min(within, key=lambda each: (each.value.mean_scaled, each.plan.targets), default=mine)
    if best.plan == mine.plan or mine.value.mean_scaled is None:
        return ""
    return (
        f"Closing {words.leg_names(best.plan.ids)} instead leaves less on average over the draws: "
        f"{words.mean(best.value.mean_scaled)}."
    )


def _worth_knowing(words: Words) -> list[str]:
    found = words.sure.asked.information if words.sure.asked else None
    if found is None or found.evpi_scaled is None:
        return []
    told = [
        (
            f"Knowing everything before choosing would be worth {words.mean(found.evpi_scaled)} "
            f"{words.moved_unit} on average."
        )
    ]
    rows = words.worth_asking()[:_FIRST]
    if rows:
        named = card_words.listed(
            [f"{words.number_name(row)} ({words.mean(row.evppi_scaled)})" for row in rows]
        )
        told.append(f"Most worth knowing: {named}.")
    return told
