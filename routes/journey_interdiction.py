"""What a plan does to journeys: chances before and after, and the proof that none does better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from routes import notebook_table

if TYPE_CHECKING:
    from fractions import Fraction

    import pandas as pd

    from routes.evasion import Evasion
    from routes.journeys import Journey
    from routes.plans import Plan

JourneyStatus = Literal["optimal", "stopped", "nothing affordable", "no route"]
_MILLION = 10**6


@dataclass(frozen=True)
class JourneyOutcome:
    """What a plan does to one journey.

    Attributes
    ----------
    journey : Journey
    before, after : Evasion
        The evader's likeliest route and its chance, without the plan and under it.
    """

    journey: Journey
    before: Evasion
    after: Evasion


@dataclass(frozen=True)
class JourneyInterdiction:
    """The plan that leaves the evader the least chance over all journeys.

    Attributes
    ----------
    status : {"optimal", "stopped", "nothing affordable", "no route"}
        Optimal: no plan within the budget is better by more than 1e-6 of `before`. Stopped: the
        limit of time was reached first, or rounding kept the proof from closing; the plan is the
        best found.
    scale : int
        Divide costs and the budget by it for the study's unit of effort.
    budget_scaled : int
    before, value : Fraction
        Chance that the evader gets through without and with the plan, exactly: the sum over the
        journeys of probability times chance on the likeliest route.
    bound : float
        No plan within the budget gets below it, up to the solver's rounding.
    plan : Plan
        Legs to act on; of an optimal plan none can be spared.
    complete : bool
        Whether no other plan does as well without holding this one. Known only where nothing can
        be done.
    outcomes : tuple of JourneyOutcome
        Each journey, by origin and destination.
    """

    status: JourneyStatus
    scale: int
    budget_scaled: int
    before: Fraction
    value: Fraction
    bound: float
    plan: Plan
    complete: bool
    outcomes: tuple[JourneyOutcome, ...]

    @property
    def gap(self) -> float:
        """How far the value lies above the bound."""
        return max(float(self.value) - self.bound, 0.0)

    @property
    def value_per_million(self) -> int:
        """Attempts out of a million that get through under the plan, rounded down."""
        return _per_million(self.value)

    @property
    def before_per_million(self) -> int:
        """Attempts out of a million that get through without it, rounded down."""
        return _per_million(self.before)

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values, exact fractions as texts such as ``9/20``."""
        return {
            "status": self.status,
            "scale": self.scale,
            "budget_scaled": self.budget_scaled,
            "before": str(self.before),
            "before_per_million": self.before_per_million,
            "value": str(self.value),
            "value_per_million": self.value_per_million,
            "bound": self.bound,
            "gap": self.gap,
            "plan": {"legs": list(self.plan.ids), "cost_scaled": self.plan.cost_scaled},
            "complete": self.complete,
            "journeys": [
                {
                    "origin": each.journey.origin,
                    "destination": each.journey.destination,
                    "probability": str(each.journey.probability),
                    "before": str(each.before.chance),
                    "legs_before": list(each.before.legs),
                    "after": str(each.after.chance),
                    "legs_after": list(each.after.legs),
                }
                for each in self.outcomes
            ],
        }

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each journey: its ends, odds, chances in a million and routes."""
        import pandas as pd

        rows = [
            (
                each.journey.origin,
                each.journey.destination,
                _per_million(each.journey.probability),
                _per_million(each.before.chance),
                _per_million(each.after.chance),
                " ".join(each.before.legs),
                " ".join(each.after.legs),
            )
            for each in self.outcomes
        ]
        columns = [
            "origin",
            "destination",
            "probability_per_million",
            "before_per_million",
            "after_per_million",
            "legs_before",
            "legs_after",
        ]
        return pd.DataFrame(rows, columns=columns)

    def _repr_html_(self) -> str:
        legs = ", ".join(self.plan.ids) or "nothing"
        caption = (
            f"{self.status}: acting on {legs}, {self.value_per_million:,} of a million attempts "
            f"get through, {self.before_per_million:,} before"
        )
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)


def _per_million(chance: Fraction) -> int:
    return chance.numerator * _MILLION // chance.denominator
