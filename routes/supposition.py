"""A supposition: a study as it would be under a scenario, its own tables untouched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

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
        Legs are added first, then capacities set, then legs and jurisdictions taken out; a
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
    supposed = jurisdictions.copy()
    supposed["role"] = [
        scenario.roles.get(place, role)
        for place, role in zip(supposed["id"], supposed["role"], strict=True)
    ]
    return supposed


def _with_added(legs: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    import pandas as pd

    if not scenario.add:
        return legs
    rows = [*rows_by_id(legs), *scenario.add]
    columns = {name: [row[name] for row in rows] for name in legs.columns}
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})


def _with_capacities(legs: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    supposed = legs.copy()
    supposed["capacity"] = [
        scenario.capacity.get(leg, capacity)
        for leg, capacity in zip(supposed["id"], supposed["capacity"], strict=True)
    ]
    return supposed


def _kept(legs: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    taken = legs["id"].isin(scenario.remove)
    taken |= legs["origin"].isin(scenario.close) | legs["destination"].isin(scenario.close)
    if scenario.keep_only:
        added = [row["id"] for row in scenario.add]
        taken |= ~legs["id"].isin([*scenario.keep_only, *added])
    return legs[~taken].reset_index(drop=True)


def _weighted(pressure: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    supposed = pressure.copy()
    supposed["points"] = [
        _share(points, scenario.weights.get(kind, HUNDRED))
        for points, kind in zip(supposed["points"], supposed["kind"], strict=True)
    ]
    return supposed


def _share(points: int, percent: int) -> int:
    size = (2 * abs(points) * percent + HUNDRED) // (2 * HUNDRED)
    return size if points >= 0 else -size
