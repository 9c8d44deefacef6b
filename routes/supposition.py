"""A supposition: a study as it would be under a scenario, its own tables untouched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from routes.rows import rows_by_id

if TYPE_CHECKING:
    import pandas as pd

    from seeds import Study
    from seeds.scenarios import Scenario

HUNDRED = 100


def suppose(study: Study, scenario: Scenario) -> Study:
    """Give a study as a scenario supposes it to be.

    Parameters
    ----------
    study : seeds.Study
    scenario : seeds.Scenario
        Legs are added first, then capacities set, then legs and jurisdictions taken out. A
        capacity that is set is supposed to be known, so its low and high estimates are it too. A
        contribution to pressure counts the scenario's percentage of its points, rounded half
        away from zero.

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
    return replace(
        study,
        supposed=scenario.title,
        scenarios=(),
        jurisdictions=_with_roles(study.jurisdictions, scenario),
        legs=_kept(_with_capacities(_with_added(study.legs, scenario), scenario), scenario),
        pressure=_weighted(study.pressure, scenario),
    )


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


def _kept(legs: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    taken = legs["id"].isin(scenario.remove)
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
