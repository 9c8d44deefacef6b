"""A learned patrol: how near averages over rounds come to the value, and single rounds do not."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routes import notebook_table

if TYPE_CHECKING:
    import pandas as pd

    from routes.patrol import PatrolStatus


@dataclass(frozen=True)
class Averages:
    """What holds after some rounds; each number is a probability of detection.

    Attributes
    ----------
    rounds : int
        From 1.
    low : Fraction
        What the average of the inspections finds on every route at least.
    high : Fraction
        What any leg finds of the average of the evader's routes at most.
    bound : float
        What theory promises for high - low.
    last_low, last_high : Fraction
        The same as low and high for this round alone: the inspections of that moment against the
        best route, and the one route of that moment against the best leg.
    """

    rounds: int
    low: Fraction
    high: Fraction
    bound: float
    last_low: Fraction
    last_high: Fraction


@dataclass(frozen=True)
class LearnedPatrol:
    """A patrol that was learned by multiplicative weights.

    Attributes
    ----------
    status : {"optimal", "unseen route", "no route"}
        As of `routes.patrol`, which solves the same game; a saturated one is optimal here.
    value : Fraction or None
        Of the game; it lies from low to high. None where there is no game to learn.
    rounds : int
    averages : tuple of Averages
        After 1, 2, 4, 8 and so on rounds, and after all.
    routes_late : int
        How many routes the evader took in the second half of the rounds.
    changes_late : int
        How often the route changed from one round to the next in that half.
    """

    status: PatrolStatus
    value: Fraction | None
    rounds: int
    averages: tuple[Averages, ...]
    routes_late: int
    changes_late: int

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values; fractions as texts, such as 1/3."""
        rows = [
            {name: str(cell) if isinstance(cell, Fraction) else cell for name, cell in row.items()}
            for row in map(asdict, self.averages)
        ]
        value = None if self.value is None else str(self.value)
        return asdict(self) | {"value": value, "averages": rows}

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each of `averages`, with floats."""
        import pandas as pd

        columns = list(Averages.__dataclass_fields__)
        rows = [
            [row.rounds, *(float(getattr(row, name)) for name in columns[1:])]
            for row in self.averages
        ]
        return pd.DataFrame(rows, columns=columns)

    def _repr_html_(self) -> str:
        known = "" if self.value is None else f", value {self.value}"
        return notebook_table.of_frame(f"patrol learned: {self.status}{known}", self.to_frame(), 1)
