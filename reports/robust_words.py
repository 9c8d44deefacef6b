"""Plans that suit many draws in words: which one leaves least on average, and how far from best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import amounts

if TYPE_CHECKING:
    import routes


def sentences(found: routes.RobustPlans | None) -> list[str]:
    """Say which plans suit the draws, instead of the numbers as given.

    Parameters
    ----------
    found : RobustPlans or None

    Returns
    -------
    list of str
        None of a plan where there is no average.
    """
    if found is None:
        return []
    if found.status != "found" or found.gap is None:
        return ["In some draws no plan of this budget bounds the flow, so no average can be told."]
    average, careful = found.of("least on average"), found.of("least regret")

    def spelt(scaled: float | None) -> str:
        return amounts.rounded("unbounded" if scaled is None else round(scaled), found.scale)

    gap = (
        f"Chosen for the draws instead of the numbers as given, {_named(average)} leaves least on "
        f"average: {spelt(average.value.mean_scaled)} (+/- "
        f"{spelt(average.value.standard_error_scaled)}); with 95 % confidence no plan of this "
        f"budget leaves more than {spelt(found.gap.high_95_scaled)} less on average."
    )
    worst = careful.regret.highest_scaled
    regret = (
        f"The least largest regret has {_named(careful)}: at worst "
        f"{amounts.rounded(worst, found.scale)} in {careful.best.draws} draws in which the best of "
        "all plans was looked for."
    )
    return [gap, regret]


def _named(row: routes.RobustPlan) -> str:
    return ", ".join(row.plan.ids) or "closing nothing"
