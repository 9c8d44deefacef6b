"""A supposition: a study as it would be under a scenario, its own tables untouched."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from routes.measures import measures
from routes.rows import rows_by_id
from seeds.scenarios import PressureChange

if TYPE_CHECKING:
    import pandas as pd

    from routes.measures import Measure
    from seeds import Study
    from seeds.scenarios import Scenario

HUNDRED = 100


def suppose(study: Study, scenario: Scenario) -> Study:
    """Give a study as a scenario supposes it to be.

    Parameters
    ----------
    study : seeds.Study
    scenario : seeds.Scenario
        Legs are added first, then capacities set, then legs and jurisdictions taken out, also
        those that a measure closes. A capacity that is set is supposed to be known, so its low and
        high estimates are it too. A contribution to pressure counts the scenario's percentage of
        its points, rounded half away from zero; a pressure that is set stands instead of their
        sum, and measures add their points to it.

    Returns
    -------
    seeds.Study
        A new study that says what is supposed, without scenarios of its own. How routes would
        move in response is not considered.

    Examples
    --------
    >>> import seeds
    >>> study = seeds.load()
    >>> supposed = suppose(study, seeds.Scenario("x", "x", "", close=("KZ", "UZ")))
    >>> len(study.legs) - len(supposed.legs)
    4
    """
    legs = _with_capacities(_with_added(study.legs, scenario), scenario)
    acts = _acts(replace(study, legs=legs), scenario)
    return replace(
        study,
        supposed=_joined(study.supposed, scenario.title),
        given=_joined(study.given, scenario.name),
        scenarios=(),
        jurisdictions=_with_roles(study.jurisdictions, scenario),
        legs=_kept(legs, scenario, acts),
        pressure=_weighted(study.pressure, scenario),
        pressure_changes=_with_pressure(study, scenario, acts),
    )


def _joined(first: str, second: str) -> str:
    """Name a scenario that is supposed on top of another."""
    return f"{first}; {second}" if first else second


def _acts(study: Study, scenario: Scenario) -> list[Measure]:
    if not scenario.measures:
        return []
    known = measures(study)
    return [known[name] for name in scenario.measures]


def _with_pressure(
    study: Study, scenario: Scenario, acts: list[Measure]
) -> tuple[PressureChange, ...]:
    points: Counter[str] = Counter()
    for act in acts:
        points.update(dict.fromkeys(act.legs, act.points))
    if not scenario.pressure and not points:
        return study.pressure_changes
    return (*study.pressure_changes, PressureChange(dict(scenario.pressure), dict(points)))


def _with_roles(jurisdictions: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    by_id = zip(jurisdictions["id"], jurisdictions["role"], strict=True)
    return _with_cells(
        jurisdictions, "role", [scenario.roles.get(place, role) for place, role in by_id]
    )


def _with_added(legs: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    import pandas as pd

    if not scenario.add:
        return legs
    rows = [*rows_by_id(legs), *scenario.add]
    columns = {name: [row[name] for row in rows] for name in legs.columns}
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})


def _with_capacities(legs: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    supposed = legs
    for column in ("capacity_low", "capacity", "capacity_high"):
        by_id = zip(legs["id"], legs[column], strict=True)
        supposed = _with_cells(
            supposed, column, [scenario.capacity.get(leg, capacity) for leg, capacity in by_id]
        )
    return supposed


def _kept(legs: pd.DataFrame, scenario: Scenario, acts: list[Measure]) -> pd.DataFrame:
    shut = [leg for act in acts if act.effect == "close" for leg in act.legs]
    taken = legs["id"].isin([*scenario.remove, *shut])
    taken |= legs["origin"].isin(scenario.close) | legs["destination"].isin(scenario.close)
    if scenario.keep_only:
        added = [row["id"] for row in scenario.add]
        taken |= ~legs["id"].isin([*scenario.keep_only, *added])
    return legs[~taken].reset_index(drop=True)


def _weighted(pressure: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    by_kind = zip(pressure["points"], pressure["kind"], strict=True)
    return _with_cells(
        pressure,
        "points",
        [_share(points, scenario.weights.get(kind, HUNDRED)) for points, kind in by_kind],
    )


def _with_cells(table: pd.DataFrame, column: str, cells: list[Any]) -> pd.DataFrame:
    """Give a table with other cells in one column, each kept as the object that it is."""
    import pandas as pd

    return table.assign(**{column: pd.Series(cells, dtype=object, index=table.index)})


def _share(points: int, percent: int) -> int:
    size = (2 * abs(points) * percent + HUNDRED) // (2 * HUNDRED)
    return size if points >= 0 else -size
