"""Plans that are worth comparing, each with why, and in how many draws it is the best of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routes import notebook_table
from routes.ensemble_rows import plain

if TYPE_CHECKING:
    import pandas as pd

    from routes.ensemble_rows import TargetShares
    from routes.lenses import Lens
    from routes.plans import Plan
    from routes.shares import Share


@dataclass(frozen=True)
class Candidate:
    """A plan that is worth comparing.

    Attributes
    ----------
    plan : Plan
    reasons : tuple of str
        Why it is listed.
    optimal : Share
        Draws, of those in which the best of all plans was looked for, in which no plan within the
        budget leaves less.
    """

    plan: Plan
    reasons: tuple[str, ...]
    optimal: Share


@dataclass(frozen=True)
class PlanCandidates:
    """Plans of one budget that are worth comparing.

    Attributes
    ----------
    lens : {"passing", "volume", "effort"}
    scale : int
    budget_scaled : int
        Units of 1/scale.
    draws, seed : int
        In so many draws the best of all plans was looked for.
    candidates : tuple of Candidate
        Those that are best for the numbers as given and under each weighting, those by rules of
        thumb, and those that are best in most of the draws.
    targets : tuple of TargetShares
        Draws in which a target is in every, and in some optimal plan of which no target can be
        spared; those that are in none are left out.
    """

    lens: Lens
    scale: int
    budget_scaled: int
    draws: int
    seed: int
    candidates: tuple[Candidate, ...]
    targets: tuple[TargetShares, ...]

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans alone, as `routes.ensemble` takes them."""
        return tuple(candidate.plan for candidate in self.candidates)

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values; a share with its standard error and interval."""
        return {name: plain(getattr(self, name)) for name in self.__dataclass_fields__}

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each candidate."""
        import pandas as pd

        rows = [
            {
                "plan": " ".join(each.plan.ids),
                "cost_scaled": each.plan.cost_scaled,
                "optimal": each.optimal.share,
                "optimal_error": each.optimal.standard_error,
                "reasons": "; ".join(each.reasons),
            }
            for each in self.candidates
        ]
        return pd.DataFrame(rows)

    def _repr_html_(self) -> str:
        caption = f"candidates, {self.lens}; optimal in how many of {self.draws} draws"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)
