"""The rows of a value of information: what each uncertain number is worth to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from routes import notebook_table
from routes.ensemble_rows import plain

if TYPE_CHECKING:
    import pandas as pd

    from routes.lenses import Lens
    from routes.plans import Plan
    from routes.shares import Share

NumberKind = Literal["existence", "capacity", "pressure", "weighting", "cost"]


@dataclass(frozen=True)
class Answer:
    """What would be decided if a number turned out to lie in a range.

    Attributes
    ----------
    lowest, highest : int
        Of the values drawn there; see `InformationValue` for their unit.
    share : Share
        Draws in which it does.
    plan : Plan
        The plan that leaves least on average in these draws.
    """

    lowest: int
    highest: int
    share: Share
    plan: Plan


@dataclass(frozen=True)
class InformationValue:
    """What it is worth to know one number before a plan is chosen.

    Attributes
    ----------
    kind : {"existence", "capacity", "pressure", "weighting", "cost"}
        Whether a leg exists (0 or 1); its capacity or interdict cost (units of 1/scale); by how
        many millionths the points of a row of the table `pressure` count; which weighting holds.
    id : str
        Of the leg or row; of the weightings there is one question only, `weightings`.
    evppi_scaled : float
        Expected value of this partial perfect information: how much less is left, on average, in
        units of 1/scale, if the plan may be chosen after the number is known. An upper bound of
        what a report that may be wrong is worth.
    error_scaled : float
        Its Monte Carlo standard error, for the decisions learnt from these draws. Where plans
        nearly tie, other draws would lead to other decisions, and runs with other seeds differ by
        up to half as much again. Where knowing is worth nothing, chance may put the estimate
        below 0.
    changed : Share
        Draws in which another plan is chosen than without knowing.
    answers : tuple of Answer
        In rising order of the number; one alone if the plan is the same whatever it turns out.
    """

    kind: NumberKind
    id: str
    evppi_scaled: float
    error_scaled: float
    changed: Share
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class ValueOfInformation:
    """What evidence would change the choice among plans, and what that is worth.

    Attributes
    ----------
    lens : {"passing", "volume", "effort"}
    scale : int
        Divide amounts by it for the study's unit.
    draws, seed : int
    plans : tuple of Plan
        Those among which one is chosen.
    unbounded : Share
        Draws in which some plan leaves a flow without a bound. If there are any, no mean exists,
        and what follows is None or empty.
    best : Plan or None
        The plan that leaves least on average.
    left_scaled : float or None
        What it leaves, on average.
    evpi_scaled, evpi_error_scaled : float or None
        How much less would be left, on average, if everything were known before the plan is
        chosen; and its Monte Carlo standard error. No number alone is worth more.
    rows : tuple of InformationValue
        Of every number that is drawn, the most valuable to know first.
    assumptions : tuple of str
        What this rests on, one sentence each.
    """

    lens: Lens
    scale: int
    draws: int
    seed: int
    plans: tuple[Plan, ...]
    unbounded: Share
    best: Plan | None
    left_scaled: float | None
    evpi_scaled: float | None
    evpi_error_scaled: float | None
    rows: tuple[InformationValue, ...]
    assumptions: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values; a share with its standard error and interval.

        The plan of an answer is told by its position among the plans, from 0.
        """
        told = {name: plain(getattr(self, name)) for name in self.__dataclass_fields__}
        position = {plan: number for number, plan in enumerate(self.plans)}
        for row, plain_row in zip(self.rows, told["rows"], strict=True):
            for answer, plain_answer in zip(row.answers, plain_row["answers"], strict=True):
                plain_answer["plan"] = position[answer.plan]
        return told

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each number, the most valuable to know first; amounts in 1/scale."""
        import pandas as pd

        rows = [
            {
                "kind": row.kind,
                "id": row.id,
                "evppi_scaled": row.evppi_scaled,
                "error_scaled": row.error_scaled,
                "changed": row.changed.share,
                "plans": "; ".join(" ".join(answer.plan.ids) for answer in row.answers),
            }
            for row in self.rows
        ]
        columns = ["kind", "id", "evppi_scaled", "error_scaled", "changed", "plans"]
        return pd.DataFrame(rows, columns=columns)

    def _repr_html_(self) -> str:
        caption = f"{self.draws} draws, {self.lens}: what each number is worth to know"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)
