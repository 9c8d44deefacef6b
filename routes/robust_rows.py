"""Plans that suit many draws, each with how it does in draws it was not chosen for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from routes import notebook_table
from routes.ensemble_rows import plain

if TYPE_CHECKING:
    import pandas as pd

    from routes.draw_spread import Spread
    from routes.lenses import Lens
    from routes.plans import Plan
    from routes.shares import Share

Goal = Literal["as given", "least on average", "least regret"]


@dataclass(frozen=True)
class RobustPlan:
    """A plan, what it was chosen for, and how it does.

    Attributes
    ----------
    goal : {"as given", "least on average", "least regret"}
        Best for the numbers as given; leaves least on average over the draws that it was chosen
        over; or has the least largest regret there.
    plan : Plan
    chosen_scaled : float or None
        What was made least, over the draws that it was chosen over; None as given.
    bound_scaled : float or None
        No plan within the budget has less there, as far as the solver's numbers can tell.
    value : Spread
        What it leaves in other draws.
    regret : Spread
        How much more it leaves than the best of all plans of the draw, in some of those.
    best : Share
        Of the same draws, those in which no plan within the budget leaves less.
    """

    goal: Goal
    plan: Plan
    chosen_scaled: float | None
    bound_scaled: float | None
    value: Spread
    regret: Spread
    best: Share


@dataclass(frozen=True)
class OptimalityGap:
    """How much better, on average over all draws there could be, another plan may be.

    Attributes
    ----------
    batches, draws : int
        In so many batches, each of so many draws, the best plan on average was looked for anew.
    mean_scaled, error_scaled : float
        How much less the best of a batch leaves in it than the plan, on average, and the standard
        error. On average this is no less than the true gap.
    high_95_scaled : float
        The true gap is no more than this with 95 percent confidence.
    """

    batches: int
    draws: int
    mean_scaled: float
    error_scaled: float
    high_95_scaled: float


@dataclass(frozen=True)
class RobustPlans:
    """Plans of one budget that suit many draws.

    Attributes
    ----------
    status : {"found", "unbounded"}
        Unbounded: in some draw no plan within the budget bounds the flow, so that there is no
        average and no regret.
    lens : {"passing", "volume", "effort"}
    scale, budget_scaled, seed : int
    chosen_over, searched : int
        The plan that leaves least on average was chosen over so many draws, that of least regret
        over so many of them.
    plans : tuple of RobustPlan
        One for each goal; the same plan may serve several.
    gap : OptimalityGap or None
        Of the plan that leaves least on average.
    """

    status: Literal["found", "unbounded"]
    lens: Lens
    scale: int
    budget_scaled: int
    seed: int
    chosen_over: int
    searched: int
    plans: tuple[RobustPlan, ...] = ()
    gap: OptimalityGap | None = None

    def of(self, goal: Goal) -> RobustPlan:
        """Give the plan of a goal; raises StopIteration where none was found."""
        return next(each for each in self.plans if each.goal == goal)

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        return {name: plain(getattr(self, name)) for name in self.__dataclass_fields__}

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each goal; amounts in units of 1/scale."""
        import pandas as pd

        rows = [
            {
                "goal": each.goal,
                "plan": " ".join(each.plan.ids),
                "cost_scaled": each.plan.cost_scaled,
                "mean_scaled": each.value.mean_scaled,
                "mean_error_scaled": each.value.standard_error_scaled,
                "regret_mean_scaled": each.regret.mean_scaled,
                "regret_95_scaled": each.regret.quantile(95).value_scaled,
                "regret_worst_scaled": each.regret.highest_scaled,
                "best": each.best.share,
                "best_error": each.best.standard_error,
            }
            for each in self.plans
        ]
        return pd.DataFrame(rows)

    def _repr_html_(self) -> str:
        caption = f"plans that suit many draws, {self.lens}"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)
