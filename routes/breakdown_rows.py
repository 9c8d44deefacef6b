"""The rows of a breakdown: between which amounts of each leg a plan stays a best one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from routes import notebook_table
from routes.fields import UNBOUNDED, Amount

if TYPE_CHECKING:
    import pandas as pd

    from routes.lenses import Lens
    from routes.plans import Plan

_PERCENT = 100


@dataclass(frozen=True)
class Span:
    """Values of a number with which a plan stays a best one, the present one among them.

    Attributes
    ----------
    present : int or "unbounded"
    low : int
        The least of them.
    high : int or None
        The largest; None: there is none.
    """

    present: Amount
    low: int
    high: int | None


@dataclass(frozen=True)
class BreakdownPoint:
    """How wrong the numbers of a leg may be, each by itself, before a plan is not best any more.

    Attributes
    ----------
    leg : str
    amount : Span
        What it counts under the lens, in units of 1/scale.
    capacity : Span
        In units of 1/scale, under the present pressure.
    pressure : Span
        Percent, under the present capacity.
    rival_below, rival_above : Plan or None
        A plan that leaves less when the leg counts less than the least amount, or more than the
        largest; None where the plan stays a best one to the end.
    """

    leg: str
    amount: Span
    capacity: Span
    pressure: Span
    rival_below: Plan | None
    rival_above: Plan | None

    @property
    def slack_percent(self) -> float | None:
        """How far the amount is from the nearer end, in percent of it; None where none is near."""
        present = self.amount.present
        if present == UNBOUNDED:
            return None
        away = [] if self.rival_below is None else [present - self.amount.low]
        if self.amount.high is not None:
            away.append(self.amount.high - present)
        return _PERCENT * min(away) / present if away else None


@dataclass(frozen=True)
class Breakdown:
    """How wrong each number may be before a plan is not best any more.

    Attributes
    ----------
    lens : {"passing", "volume"}
    scale : int
        Divide amounts by it for the study's unit.
    plan : Plan
    budget_scaled : int
    value_scaled : int
        What the plan leaves, which is the least for the numbers as given.
    rows : tuple of BreakdownPoint
        Of every open leg; those whose amount is nearest to an end, in percent of it, first.
    """

    lens: Lens
    scale: int
    plan: Plan
    budget_scaled: int
    value_scaled: int
    rows: tuple[BreakdownPoint, ...]

    def of(self, leg: str) -> BreakdownPoint:
        """Give the row of a leg; raises KeyError where there is none."""
        return {row.leg: row for row in self.rows}[leg]

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        return asdict(self)

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each leg; blank where there is no end, or no rival."""
        import pandas as pd

        columns = ["leg", "slack_percent"]
        for name in ("amount_scaled", "capacity_scaled", "pressure_percent"):
            columns += [name, f"{name}_low", f"{name}_high"]
        columns += ["rival_below", "rival_above"]
        rows = [
            [
                row.leg,
                row.slack_percent,
                *_cells(row.amount),
                *_cells(row.capacity),
                *_cells(row.pressure),
                *(_named(rival) for rival in (row.rival_below, row.rival_above)),
            ]
            for row in self.rows
        ]
        return pd.DataFrame(rows, columns=columns)

    def _repr_html_(self) -> str:
        caption = f"{', '.join(self.plan.ids) or 'nothing'}: a best plan, {self.lens}, as long as"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)


def _cells(span: Span) -> list[Any]:
    return [span.present, span.low, span.high]


def _named(plan: Plan | None) -> str | None:
    return None if plan is None else " ".join(plan.ids)
