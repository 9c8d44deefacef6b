"""The rows of a frontier: for each budget the best plans, and plans by rules beside them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from routes import notebook_table

if TYPE_CHECKING:
    from fractions import Fraction

    import pandas as pd

    from routes.best_plans import Interdiction
    from routes.lenses import Lens
    from routes.plans import Plan
    from routes.rule_plans import Rule


@dataclass(frozen=True)
class RulePlan:
    """A plan by a rule of thumb, beside the best.

    Attributes
    ----------
    rule : {"greedy", "betweenness", "capacity", "flow"}
    plan : Plan
    value_scaled : int or None
        The largest flow after it; None when unbounded.
    shortfall_scaled : int or None
        How much more it leaves than the best plan; None where one of the two is unbounded.
    """

    rule: Rule
    plan: Plan
    value_scaled: int | None
    shortfall_scaled: int | None


@dataclass(frozen=True)
class FrontierRow:
    """The best plans for one budget.

    Attributes
    ----------
    best : Interdiction
    fall_scaled : int or None
        How much less they leave than those of the row before; None in the first row, or unbounded.
    marginal_scaled : Fraction or None
        The same for each unit of effort that the budget is larger.
    nested : bool or None
        Whether one of them contains one of the row before, so that going on from there is best
        too; None in the first row, and where no such pair is among those listed but not all are.
    rules : tuple of RulePlan
    """

    best: Interdiction
    fall_scaled: int | None
    marginal_scaled: Fraction | None
    nested: bool | None
    rules: tuple[RulePlan, ...]


@dataclass(frozen=True)
class Frontier:
    """The best plans for every budget.

    Attributes
    ----------
    lens : {"passing", "volume", "effort"}
        Which amounts bound the flow.
    scale : int
        Divide amounts by it for the study's unit.
    rows : tuple of FrontierRow
        By rising budget.
    """

    lens: Lens
    scale: int
    rows: tuple[FrontierRow, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values; a marginal as a float."""
        rows = [
            {
                "best": row.best.to_dict(),
                "fall_scaled": row.fall_scaled,
                "marginal_scaled": _float(row.marginal_scaled),
                "nested": row.nested,
                "rules": [asdict(plan) for plan in row.rules],
            }
            for row in self.rows
        ]
        return {"lens": self.lens, "scale": self.scale, "rows": rows}

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each budget; of each rule the value after its plan."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "budget_scaled": row.best.budget_scaled,
                    "status": row.best.status,
                    "value_scaled": row.best.value_scaled,
                    "fall_scaled": row.fall_scaled,
                    "marginal_scaled": _float(row.marginal_scaled),
                    "plans": len(row.best.plans),
                    "complete": row.best.complete,
                    "nested": row.nested,
                    **{f"{plan.rule}_scaled": plan.value_scaled for plan in row.rules},
                }
                for row in self.rows
            ]
        )

    def _repr_html_(self) -> str:
        caption = f"best plans by budget, {self.lens}"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)


def _float(number: Fraction | None) -> float | None:
    return None if number is None else float(number)
