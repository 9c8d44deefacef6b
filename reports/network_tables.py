"""The network as tables: legs in force and jurisdictions, with what was found about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.export_table import LIST_SEPARATOR, Column, ExportTable, text_columns
from routes import fields

if TYPE_CHECKING:
    from reports.export_table import Cell
    from reports.results import Results


def legs(results: Results) -> ExportTable:
    """Return every leg in force, in order of ids.

    Parameters
    ----------
    results : Results

    Returns
    -------
    ExportTable
        The flow is one maximum flow of perhaps several.
    """
    capacity, effort = results.study.capacity_unit, results.study.effort_unit
    columns = (
        *text_columns("id", "origin", "destination", "layer", "mechanism"),
        Column("capacity_low", "limit", capacity),
        Column("capacity", "limit", capacity),
        Column("capacity_high", "limit", capacity),
        Column("pressure_percent", "count"),
        Column("passing", "limit", capacity),
        Column("interdict_cost", "limit", effort),
        Column("interdictable", "flag"),
        *text_columns("evidence_class", "basis", "evidence"),
        Column("flow", "amount", results.unit),
        Column("in_every_cut", "flag"),
        Column("in_some_cut", "flag"),
        Column("flow_drop_if_removed", "amount", results.unit),
        Column("on_least_pressure_route", "flag"),
    )
    drops = {row.id: row.flow_drop_scaled for row in results.centrality.legs}
    first = results.shortest[0].legs if results.shortest else ()
    rows: dict[str, tuple[Cell, ...]] = {
        leg: (
            leg,
            start,
            end,
            str(results.graph.graph[fields.LAYER]),
            data[fields.MECHANISM],
            data[fields.CAPACITY_LOW],
            data[fields.CAPACITY],
            data[fields.CAPACITY_HIGH],
            data[fields.PRESSURE],
            data[fields.PASSING],
            data[fields.INTERDICT_COST],
            data[fields.INTERDICTABLE],
            data[fields.EVIDENCE_CLASS],
            data[fields.BASIS],
            LIST_SEPARATOR.join(data[fields.EVIDENCE] or ()),
            results.flow.legs.get(leg),
            leg in results.cut.every.legs,
            leg in results.cut.some.legs,
            drops[leg],
            leg in first,
        )
        for start, end, leg, data in results.graph.edges(keys=True, data=True)
    }
    ordered = tuple(rows[leg] for leg in sorted(rows))
    return ExportTable("legs", columns, ordered, results.study.scale)


def jurisdictions(results: Results) -> ExportTable:
    """Return every jurisdiction, in order of ids.

    Parameters
    ----------
    results : Results

    Returns
    -------
    ExportTable
        Betweenness and current flow describe position only; what losing the jurisdiction would do
        is ``flow_drop_if_removed``.
    """
    columns = (
        *text_columns("id", "name", "role"),
        Column("latitude_deg", "real"),
        Column("longitude_deg", "real"),
        Column("node_capacity", "limit", results.study.capacity_unit),
        Column("flow", "amount", results.unit),
        Column("in_every_cut", "flag"),
        Column("in_some_cut", "flag"),
        Column("flow_drop_if_removed", "amount", results.unit),
        Column("betweenness", "real"),
        Column("current_flow", "real"),
    )
    rows: list[tuple[Cell, ...]] = []
    for row in results.centrality.jurisdictions:
        data = results.graph.nodes[row.id]
        rows.append(
            (
                row.id,
                data[fields.NAME],
                data[fields.ROLE],
                data[fields.LATITUDE],
                data[fields.LONGITUDE],
                data[fields.NODE_CAPACITY],
                results.flow.jurisdictions.get(row.id),
                row.id in results.cut.every.jurisdictions,
                row.id in results.cut.some.jurisdictions,
                row.flow_drop_scaled,
                row.betweenness,
                row.current_flow,
            )
        )
    return ExportTable("jurisdictions", columns, tuple(rows), results.study.scale)
