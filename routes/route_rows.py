"""The shape of a route."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routes import notebook_table
from routes.pressure import CLOSED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterable

_MILLION = 10**6


@dataclass(frozen=True)
class Route:
    """A route that passes each jurisdiction at most once.

    Attributes
    ----------
    legs : tuple of str
        Leg ids in order of travel.
    jurisdictions : tuple of str
        Jurisdictions in order of travel, one more than legs.
    weight_micronats : int
        Sum of the legs' weights.
    passes_per_million : int
        Consignments out of a million that would pass every leg if pressure acted on each leg
        independently: the exact product of (100 - pressure) / 100, rounded down.
    hops : int
        Number of legs.
    """

    legs: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    weight_micronats: int
    passes_per_million: int
    hops: int

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        return asdict(self)

    def _repr_html_(self) -> str:
        caption = f"route: {self.passes_per_million:,} of a million consignments would pass"
        rows = zip(self.legs, self.jurisdictions, self.jurisdictions[1:], strict=False)
        return notebook_table.of_rows(caption, ("leg", "origin", "destination"), rows)


def passes_per_million(pressures: Iterable[int]) -> int:
    """Give how many of a million pass legs under so much pressure each, in percent.

    Examples
    --------
    >>> passes_per_million([50, 20])
    400000
    """
    share = Fraction(1)
    for pressure in pressures:
        share *= Fraction(CLOSED_PERCENT - pressure, CLOSED_PERCENT)
    return share.numerator * _MILLION // share.denominator
