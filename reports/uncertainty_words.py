"""How an ensemble is put into words: sentences about the flow, rows of shares and of plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import amounts

if TYPE_CHECKING:
    import routes
    from routes.fields import Amount

MEMBER_TITLES = (
    "What",
    "Exists",
    "Every cut",
    "Some cut",
    "+/-",
    "Route",
    "Largest loss",
    "Mean loss",
)
PLAN_TITLES = ("Plan", "Effort", "Leaves", "+/-", "Best listed", "Regret", "95 %", "Best of all")

MOST_NAMED = 5
"""So many targets are named, those oftenest in the best plans."""

_PERCENT = 100


def flow_sentences(found: routes.Ensemble, value_scaled: int | None, unit: str) -> list[str]:
    """Say how the flow is spread, and how many draws have none or one without a bound."""
    if found.no_route.count == found.draws:
        return [f"There is no route in any of {found.draws:,} draws (seed {found.seed})."]
    flow, scale = found.flow, found.scale
    low, middle, high = (flow.quantile(percent).value_scaled for percent in (5, 50, 95))
    given: Amount = "unbounded" if value_scaled is None else value_scaled
    spread = (
        f"In 90 % of {found.draws:,} draws (seed {found.seed}) the largest flow lies between "
        f"{amounts.rounded(low, scale)} and {amounts.rounded(high, scale)} {unit}, in half of them "
        f"up to {amounts.rounded(middle, scale)}; for the numbers as given it is "
        f"{amounts.rounded(given, scale)}."
    )
    said = [spread]
    if flow.mean_scaled is not None and flow.standard_error_scaled is not None:
        said.append(
            f"Mean {_rounded(flow.mean_scaled, scale)}, with a Monte Carlo standard error of "
            f"{_rounded(flow.standard_error_scaled, scale)}."
        )
    said += [
        f"{what} in {_percent(share)} of the draws, which then have no minimum cut."
        for what, share in (
            ("There is no route", found.no_route),
            ("The flow has no bound", found.unbounded),
        )
        if share.count
    ]
    said.append(
        "Model results. The errors say how far chance has moved a share, not how far the "
        "assumptions below may be off."
    )
    return said


def member_cells(row: routes.MemberShares, name: str, scale: int) -> list[str]:
    """Spell a leg or jurisdiction for reading; two values where ties leave a share open."""
    first = row.ranks[0] if row.ranks else None
    return [
        name,
        _percent(row.present),
        _percent(row.every),
        _percent(row.some),
        f"{_PERCENT * row.some.standard_error:.1f}",
        _between(row.route_every, row.route_some),
        _between(first.sure, first.possible) if first else "",
        "" if row.loss_mean_scaled is None else _rounded(row.loss_mean_scaled, scale),
    ]


def plan_cells(row: routes.PlanSpread, candidate: routes.Candidate, scale: int) -> list[str]:
    """Spell a plan for reading: what it leaves, how often it is best, and what it may cost to err.

    A mean is blank where some draw has no bound.
    """
    value, regret = row.value, row.regret
    return [
        ", ".join(row.plan.ids) or "nothing",
        amounts.rounded(row.plan.cost_scaled, scale),
        "" if value.mean_scaled is None else _rounded(value.mean_scaled, scale),
        "" if value.standard_error_scaled is None else _rounded(value.standard_error_scaled, scale),
        _between(row.alone_best, row.best),
        "" if regret.mean_scaled is None else _rounded(regret.mean_scaled, scale),
        amounts.rounded(regret.quantile(95).value_scaled, scale),
        f"{_percent(candidate.optimal)} +/- {_PERCENT * candidate.optimal.standard_error:.0f}",
    ]


def plan_sentences(found: routes.Ensemble, candidates: routes.PlanCandidates) -> list[str]:
    """Say what the columns on plans mean, which plan leaves least, what the best plans hold."""
    listed = (
        "Best listed: draws in which no other plan of the table leaves less. Regret: how much more "
        "a plan leaves than the best of the table, on average and in 95 % of the draws at most."
    )
    of_all = (
        f"Best of all: of the first {candidates.draws} draws, in each of which the best of all "
        "plans was looked for, those in which no plan within the budget leaves less. Plans that "
        "are listed only because they were found there look somewhat better there than elsewhere."
    )
    said = [listed, of_all]
    said += _least_left(found)
    often = sorted(candidates.targets, key=lambda row: (-row.some.count, row.id))[:MOST_NAMED]
    if often:
        told = ", ".join(f"{row.id} {_between(row.every, row.some)}" for row in often)
        said.append(f"Most often in the best plans of those draws: {told}.")
    return said


def _least_left(found: routes.Ensemble) -> list[str]:
    """Say which plan leaves least on average, and by how much, if it is not the first."""
    known = [row for row in found.plans if row.beyond_first_scaled is not None]
    if not known:
        return []
    least = min(known, key=lambda row: (row.beyond_first_scaled or 0, row.plan.targets))
    less, error = -(least.beyond_first_scaled or 0), least.beyond_first_error_scaled or 0
    if less <= 0:
        return ["Of the table, the first plan leaves least on average."]
    told = (
        f"Of the table, least is left on average by closing {', '.join(least.plan.ids)}: "
        f"{_rounded(less, found.scale)} less than by the first plan, which is best for the numbers "
        f"as given, with a standard error of {_rounded(error, found.scale)}."
    )
    return [told]


def _percent(share: routes.Share) -> str:
    return f"{_PERCENT * share.share:.1f} %"


def _between(lower: routes.Share, upper: routes.Share) -> str:
    low, high = (f"{_PERCENT * share.share:.1f}" for share in (lower, upper))
    return f"{high} %" if low == high else f"{low} to {high} %"


def _rounded(scaled: float, scale: int) -> str:
    return amounts.rounded(round(scaled), scale)
