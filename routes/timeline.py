"""The time line: month by month, what the graph lets through and which dated row changed it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from routes import notebook_table
from routes.cut_rows import Cut, Members
from routes.cuts import min_cut
from routes.dates import day_of, in_force
from routes.graph import build
from routes.lenses import EVERY_LENS
from routes.pressure import legs_by_target, legs_pressed
from routes.rows import rows_by_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    import pandas as pd

    from routes.graph import Layer
    from seeds import Study


@dataclass(frozen=True)
class Change:
    """One dated row that came into force or went out of it in a month.

    Attributes
    ----------
    table : {"legs", "pressure"}
    id : str
    begins : bool
        Whether it came into force.
    effect_scaled : dict of lens to int or None
        What this row alone adds to the maximum flow of the month before, in units of 1/scale;
        None where a side is unbounded. Effects of several rows need not add up.
    """

    table: str
    id: str
    begins: bool
    effect_scaled: dict[str, int | None]


@dataclass(frozen=True)
class Month:
    """One month of the time line.

    Attributes
    ----------
    day : str
        The day on which the graph was looked at, ISO.
    value_scaled : dict of lens to int or None
        Maximum flow in units of 1/scale; None where unbounded.
    every, some : Members
        What is in every and in some minimum cut under the passing lens.
    changes : tuple of Change
        Rows that changed since the day before it, by table and id.
    """

    day: str
    value_scaled: dict[str, int | None]
    every: Members
    some: Members
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Timeline:
    """The months of a study in order, with the scale of their amounts."""

    layer: str
    scale: int
    months: tuple[Month, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        plain = asdict(self)
        for month, told in zip(self.months, plain["months"], strict=True):
            told["every"], told["some"] = month.every._asdict(), month.some._asdict()
        return plain

    def to_frame(self) -> pd.DataFrame:
        """Give one row a month: day, a column for each lens, chokepoints and changes as text."""
        import pandas as pd

        rows = [
            (
                month.day,
                *(month.value_scaled[lens] for lens in EVERY_LENS),
                ";".join((*month.every.legs, *month.every.jurisdictions)),
                ";".join(f"{'+' if row.begins else '-'}{row.id}" for row in month.changes),
            )
            for month in self.months
        ]
        return pd.DataFrame(rows, columns=["day", *EVERY_LENS, "in_every_cut", "changes"])

    def _repr_html_(self) -> str:
        caption = f"largest flow month by month, layer {self.layer}"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale, EVERY_LENS)


def timeline(
    study: Study,
    layer: Layer = "goods",
    *,
    effects: bool = True,
    step: Callable[[str], None] = lambda _month: None,
) -> Timeline:
    """Follow a study from its first month to its data date.

    Parameters
    ----------
    study : seeds.Study
    layer : {"goods", "service", "ownership", "licensed"}
        The one layer that is followed.
    effects : bool
        Whether to solve for the effect of each changed row by itself; without it the effects
        are empty and the series is quicker.
    step : callable, optional
        Called with each month as it is done, for a progress bar.

    Returns
    -------
    Timeline
        One entry for each month: its last day, or the data date in the last month. A row that
        came and went between two of these days does not show.

    Raises
    ------
    GraphError
        Where the tables make no graph that can be analysed.
    """
    days = [min(day_of(month), study.data_date) for month in study.months()]
    cuts = [_cuts(study, day, layer) for day in days]
    before: list[dt.date | None] = [None, *days[:-1]]
    months = []
    for previous, day, earlier, here in zip(before, days, [None, *cuts[:-1]], cuts, strict=True):
        months.append(_month(study, layer, (previous, day), (earlier, here), effects=effects))
        step(day.isoformat())
    return Timeline(layer, study.scale, tuple(months))


_Cuts = dict[str, Cut]


def _cuts(study: Study, day: dt.date, layer: Layer) -> _Cuts:
    graph = build(study, day, layer)
    return {lens: min_cut(graph, lens) for lens in EVERY_LENS}


def _month(
    study: Study,
    layer: Layer,
    days: tuple[dt.date | None, dt.date],
    cuts: tuple[_Cuts | None, _Cuts],
    *,
    effects: bool,
) -> Month:
    previous, day = days
    earlier, here = cuts
    changes: list[Change] = []
    if previous is not None and earlier is not None:
        for table, row, begins in _flips(study, layer, previous, day):
            effect: dict[str, int | None] = {}
            if effects:
                alone = _cuts(_with_row(study, table, row, begins=begins), previous, layer)
                effect = {lens: _gain(earlier[lens], alone[lens]) for lens in EVERY_LENS}
            changes.append(Change(table, row, begins, effect))
    values: dict[str, int | None] = {lens: here[lens].value for lens in EVERY_LENS}
    passing = here["passing"]
    return Month(day.isoformat(), values, passing.every, passing.some, tuple(changes))


def _gain(before: Cut, after: Cut) -> int | None:
    return None if before.value is None or after.value is None else after.value - before.value


def _flips(
    study: Study, layer: str, previous: dt.date, day: dt.date
) -> Iterator[tuple[str, str, bool]]:
    """Yield (table, id, begins) for rows that bear on the layer and came or went between days."""
    legs = [row for row in rows_by_id(study.legs) if row["layer"] == layer]
    for table, rows in (("legs", legs), ("pressure", _bearing(study, legs))):
        for row in rows:
            was = in_force(row["valid_from"], row["valid_to"], previous)
            now = in_force(row["valid_from"], row["valid_to"], day)
            if was != now:
                yield table, row["id"], now


def _bearing(study: Study, legs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """List the contributions to pressure that bear on some of the legs."""
    targets = legs_by_target(legs)
    return [row for row in rows_by_id(study.pressure) if legs_pressed(row, targets)]


def _with_row(study: Study, table: str, row: str, *, begins: bool) -> Study:
    """Give the study with one row in force on every day, or gone."""
    frame = getattr(study, table)
    if not begins:
        return replace(study, **{table: frame[frame["id"] != row].reset_index(drop=True)})
    dated = frame.copy()
    dated.loc[dated["id"] == row, ["valid_from", "valid_to"]] = None
    return replace(study, **{table: dated})
