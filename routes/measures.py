"""Measures: acts that the Commerce Department could take, each with every leg that it touches."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from routes.pressure import legs_by_target
from routes.rows import rows_by_id

if TYPE_CHECKING:
    from routes.fields import Amount
    from routes.pressure import Targets
    from seeds import Study

Effect = Literal["close", "pressure"]


@dataclass(frozen=True)
class Measure:
    """One act and what it does.

    Attributes
    ----------
    id, name : str
    effect : {"close", "pressure"}
        Whether it closes the legs that it touches or adds points to the pressure there.
    points : int
        Points added to the pressure on each leg, in percent; 0 where it closes.
    legs : tuple of str
        Ids of every leg that it touches, of any layer and date, sorted.
    cost_scaled : int or "unbounded"
        Effort that it takes, in units of 1/scale.
    """

    id: str
    name: str
    effect: Effect
    points: int
    legs: tuple[str, ...]
    cost_scaled: Amount

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        return asdict(self)


def measures(study: Study) -> dict[str, Measure]:
    """Give the measures of a study.

    Parameters
    ----------
    study : seeds.Study
        The tables `measures` and `legs` are read.

    Returns
    -------
    dict of str to Measure
        By id in sorted order. A measure on a jurisdiction touches legs of every layer. Whether
        its legal basis would carry it is not considered.

    Examples
    --------
    >>> import seeds
    >>> measures(seeds.load())["kz-uz-licences-refused"].legs
    ('US>KZ.datacentre', 'US>UZ.datacentre')
    """
    targets = legs_by_target(rows_by_id(study.legs))
    return {row["id"]: _measure(row, targets) for row in rows_by_id(study.measures)}


def _measure(row: dict[str, Any], targets: Targets) -> Measure:
    # A leg that the row names may have been taken out of the study by a scenario.
    keys = [("leg", leg, "both") for leg in row["legs"]]
    keys += [("jurisdiction", place, row["direction"]) for place in row["jurisdictions"]]
    return Measure(
        id=row["id"],
        name=row["name"],
        effect=row["effect"],
        points=row["points"] if row["effect"] == "pressure" else 0,
        legs=tuple(sorted({leg for key in keys for leg, _ in targets.get(key, ())})),
        cost_scaled=row["cost"],
    )
