"""The rows of tipping points: how far each number of a leg may move before the headline flips."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from routes import notebook_table
from routes.fields import UNBOUNDED, Amount

if TYPE_CHECKING:
    import pandas as pd

    from routes.cut_rows import CutStatus
    from routes.lenses import Lens

_PERCENT = 100


@dataclass(frozen=True)
class Headline:
    """What an answer about minimum cuts names.

    Attributes
    ----------
    status : {"cut", "no route", "unbounded"}
    legs, jurisdictions : tuple of str
        In every minimum cut, each sorted.
    """

    status: CutStatus
    legs: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flip:
    """A value of a number with which the headline is another.

    Attributes
    ----------
    value : int
    headline : Headline
        The other one.
    """

    value: int
    headline: Headline


@dataclass(frozen=True)
class Sides:
    """The nearest values below and above the present one that flip the headline.

    Attributes
    ----------
    present : int or "unbounded"
    below, above : Flip or None
        With every value between them and the present one the headline is what it is. None: no
        value on that side flips it.
    """

    present: Amount
    below: Flip | None
    above: Flip | None

    @property
    def nearest(self) -> int | None:
        """How far the nearer of the two is away; None without either, or from no bound."""
        if self.present == UNBOUNDED:
            return None
        present = self.present
        away = [abs(flip.value - present) for flip in (self.below, self.above) if flip is not None]
        return min(away, default=None)


@dataclass(frozen=True)
class TippingPoint:
    """How far the numbers of a leg may move, each by itself, before the headline flips.

    Attributes
    ----------
    leg : str
    threshold_scaled : int or None
        Below this counted amount, and above 0, the leg is in every minimum cut; at it in some, and
        above it in none. None: in every one, however large its finite amount.
    amount : Sides
        What it counts under the lens, from 0, in units of 1/scale.
    capacity : Sides
        In units of 1/scale, under the present pressure.
    pressure : Sides
        Percent, under the present capacity.
    without : Headline or None
        The headline without the leg, if anything but the leg itself changes in it.
    """

    leg: str
    threshold_scaled: int | None
    amount: Sides
    capacity: Sides
    pressure: Sides
    without: Headline | None

    @property
    def capacity_percent(self) -> float | None:
        """The smallest change of the capacity that flips the headline, in percent of it."""
        nearest = self.capacity.nearest
        if nearest is None or not isinstance(self.capacity.present, int):
            return None
        return _PERCENT * nearest / self.capacity.present if self.capacity.present else None


@dataclass(frozen=True)
class TippingPoints:
    """The smallest change of each number that flips the headline.

    Attributes
    ----------
    lens : {"passing", "volume", "effort"}
    scale : int
        Divide amounts by it for the study's unit.
    value_scaled : int or None
        The largest flow; None when unbounded.
    headline : Headline
        What is in every minimum cut for the numbers as given.
    main : str or None
        The leg of the headline that counts most.
    rows : tuple of TippingPoint
        Of every leg: those whose capacity has to change least, in percent, first; those that no
        change of it flips last. None where the flow has no bound.
    """

    lens: Lens
    scale: int
    value_scaled: int | None
    headline: Headline
    main: str | None
    rows: tuple[TippingPoint, ...]

    def of(self, leg: str) -> TippingPoint:
        """Give the row of a leg; raises KeyError where there is none."""
        return {row.leg: row for row in self.rows}[leg]

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        return asdict(self)

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each leg; blank where no change flips the headline."""
        import pandas as pd

        columns = ["leg", "threshold_scaled"]
        for name in ("amount_scaled", "capacity_scaled", "pressure_percent"):
            columns += [name, f"{name}_below", f"{name}_above"]
        columns += ["capacity_change_percent", "without"]
        rows = [
            [
                row.leg,
                row.threshold_scaled,
                *_cells(row.amount),
                *_cells(row.capacity),
                *_cells(row.pressure),
                row.capacity_percent,
                row.without is not None,
            ]
            for row in self.rows
        ]
        return pd.DataFrame(rows, columns=columns)

    def _repr_html_(self) -> str:
        caption = f"tipping points, {self.lens}: what flips the headline"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)


def _cells(sides: Sides) -> list[Any]:
    flips = (sides.below, sides.above)
    return [sides.present, *(None if flip is None else flip.value for flip in flips)]
