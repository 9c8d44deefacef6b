"""The dated graph of a study: jurisdictions as nodes, legs in force as parallel edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import networkx as nx

from routes import fields
from routes.contract import passing_capacity, require
from routes.dates import day_of, in_force
from routes.errors import GraphError
from routes.pressure import pressure_on, route_weight
from routes.rows import rows_by_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import pandas as pd

    from seeds import Study

Layer = Literal["goods", "service", "ownership", "licensed"]

_CLASSES = "ABCDE"


def build(
    study: Study,
    as_of: dt.date | str | None = None,
    layer: Layer = "goods",
    weakest_class: str | None = None,
) -> nx.MultiDiGraph[str]:
    """Build the graph of a study on a day.

    Parameters
    ----------
    study : seeds.Study
        The tables.
    as_of : datetime.date or str, optional
        A date, ``"YYYY-MM-DD"``, or ``"YYYY-MM"`` for that month's last day; by default the
        study's date of data.
    layer : {"goods", "service", "ownership", "licensed"}
        The one layer whose legs are kept; layers are never summed.
    weakest_class : {"A", "B", "C", "D", "E"}, optional
        Keep only legs whose evidence is graded that class or stronger. By default all legs are
        kept, those without a grade too.

    Returns
    -------
    networkx.MultiDiGraph
        All jurisdictions in id order, then the legs in id order, keyed by id. Attributes are named
        in `routes.fields`. Legs that pass nothing stay in the graph.

    Raises
    ------
    GraphError
        The date, layer or class cannot be read, or the graph would break the contract.
    """
    _require_choice("layer", layer, fields.LAYERS)
    if weakest_class is not None:
        _require_choice("weakest_class", weakest_class, tuple(_CLASSES))
    day = study.data_date if as_of is None else day_of(as_of)
    jurisdictions = study.jurisdictions
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(
        {
            fields.ORIGINS: _with_role(jurisdictions, "origin"),
            fields.DESTINATIONS: _with_role(jurisdictions, "destination"),
            fields.SCALE: study.scale,
            fields.CAPACITY_UNIT: study.capacity_unit,
            fields.EFFORT_UNIT: study.effort_unit,
            fields.AS_OF: day.isoformat(),
            fields.LAYER: layer,
        }
    )
    for row in rows_by_id(jurisdictions):
        graph.add_node(row["id"], **_jurisdiction(row))
    pressure = pressure_on(study, day)
    for row in rows_by_id(study.legs):
        if _is_kept(row, day, layer, weakest_class):
            attributes = _leg(row, pressure[row["id"]])
            graph.add_edge(row["origin"], row["destination"], key=row["id"], **attributes)
    require(graph)
    return graph


def _require_choice(what: str, chosen: str, choices: tuple[str, ...]) -> None:
    if chosen not in choices:
        raise GraphError(f"{what} {chosen!r} is unknown; choose one of {', '.join(choices)}")


def _with_role(jurisdictions: pd.DataFrame, role: str) -> tuple[str, ...]:
    return tuple(sorted(jurisdictions.loc[jurisdictions["role"] == role, "id"]))


def _is_kept(row: Mapping[str, Any], day: dt.date, layer: str, weakest_class: str | None) -> bool:
    if row["layer"] != layer or not in_force(row["valid_from"], row["valid_to"], day):
        return False
    # The letters run from the strongest class, A, to the weakest, E.
    return weakest_class is None or (
        row["evidence_class"] is not None and row["evidence_class"] <= weakest_class
    )


def _jurisdiction(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        fields.NAME: row["name"],
        fields.ROLE: row["role"],
        fields.NODE_CAPACITY: row["node_capacity"],
        fields.LATITUDE: row["lat"],
        fields.LONGITUDE: row["lon"],
    }


def _leg(row: Mapping[str, Any], pressure_percent: int) -> dict[str, Any]:
    # What nobody can act on is not closed by any finite effort, whatever its row says of cost.
    interdictable = row["interdictable"] == "yes"
    return {
        fields.CAPACITY: row["capacity"],
        fields.PRESSURE: pressure_percent,
        fields.PASSING: passing_capacity(row["capacity"], pressure_percent),
        fields.INTERDICT_COST: row["interdict_cost"] if interdictable else fields.UNBOUNDED,
        fields.ROUTE_WEIGHT: route_weight(pressure_percent),
        fields.MECHANISM: row["mechanism"],
        fields.EVIDENCE_CLASS: row["evidence_class"],
        fields.BASIS: row["basis"],
        fields.EVIDENCE: row["evidence"],
        fields.CAPACITY_LOW: row["capacity_low"],
        fields.CAPACITY_HIGH: row["capacity_high"],
        fields.INTERDICTABLE: interdictable,
    }
