"""A graph as a study: tables that build that very graph again, for what is made from studies."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import seeds
from routes import fields
from seeds import schema
from seeds.cells import LISTS
from seeds.study import UNDATED

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx
    import pandas as pd

TITLE = "A graph without a study"


def graph_study(graph: nx.MultiDiGraph[str]) -> seeds.Study:
    """Return a study that holds a graph and nothing beside it.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.

    Returns
    -------
    seeds.Study
        Jurisdictions, legs, and for each pressed leg one contribution to its pressure; dated as
        the graph is, else undated. Evidence, which a graph only names, is left out.

    Raises
    ------
    routes.GraphError
        The graph breaks the contract.
    """
    import routes

    routes.require(graph)
    told = graph.graph
    layer, as_of = told[fields.LAYER], told[fields.AS_OF]
    day = dt.date.fromisoformat(as_of) if as_of else UNDATED
    legs = sorted(graph.edges(keys=True, data=True), key=lambda leg: leg[2])
    rows: dict[str, list[dict[str, Any]]] = {
        "jurisdictions": [_jurisdiction(node, graph.nodes[node]) for node in sorted(graph)],
        "legs": [_leg(*leg, layer) for leg in legs],
        "pressure": [
            _pressure(leg, data[fields.PRESSURE])
            for _, _, leg, data in legs
            if data[fields.PRESSURE]
        ],
    }
    frames: dict[str, Any] = {
        table.name: _frame(table, rows.get(table.name, ())) for table in schema.tables()
    }
    return seeds.Study(
        name="graph",
        title=TITLE,
        capacity_unit=told[fields.CAPACITY_UNIT],
        effort_unit=told[fields.EFFORT_UNIT],
        scale=told[fields.SCALE],
        first_month=f"{day:%Y-%m}",
        data_date=day,
        sha256={},
        **frames,
    )


def _jurisdiction(node: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": node,
        "name": data[fields.NAME],
        "role": data[fields.ROLE],
        "lat": data.get(fields.LATITUDE),
        "lon": data.get(fields.LONGITUDE),
        "node_capacity": data[fields.NODE_CAPACITY],
    }


def _leg(
    origin: str, destination: str, leg: str, data: dict[str, Any], layer: str
) -> dict[str, Any]:
    return {
        "id": leg,
        "origin": origin,
        "destination": destination,
        "layer": layer,
        "mechanism": data[fields.MECHANISM],
        "capacity_low": data.get(fields.CAPACITY_LOW),
        "capacity": data[fields.CAPACITY],
        "capacity_high": data.get(fields.CAPACITY_HIGH),
        "basis": data[fields.BASIS],
        "evidence_class": data[fields.EVIDENCE_CLASS],
        "interdict_cost": data[fields.INTERDICT_COST],
        "interdictable": "yes" if data.get(fields.INTERDICTABLE, True) else "no",
    }


def _pressure(leg: str, points: int) -> dict[str, Any]:
    return {
        "id": leg,
        "target_kind": "leg",
        "target": leg,
        "direction": "both",
        "points": points,
        "basis": "assumed",
        "reason": "As the graph gives it.",
    }


def _frame(table: schema.TableSchema, rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    filled = [{name: _blank(table, name) for name in table.columns} | row for row in rows]
    columns = {name: [row[name] for row in filled] for name in table.columns}
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})


def _blank(table: schema.TableSchema, name: str) -> tuple[str, ...] | None:
    """Give what a blank cell holds: nothing, or no entries where there could be several."""
    return () if schema.column(table.name, name).kind in LISTS else None
