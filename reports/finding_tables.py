"""Findings as tables: chokepoints, least-pressure routes, and what each removal would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import routes as analysis
from reports.export_table import LIST_SEPARATOR, Column, ExportTable, text_columns
from routes import fields

if TYPE_CHECKING:
    from reports.export_table import Cell
    from reports.results import Results

    Member = tuple[str, str]
    """Kind, leg or jurisdiction, and id."""

PER_MILLION_IN_A_PERCENT = 10_000


def chokepoints(results: Results) -> ExportTable:
    """Return the members of minimum cuts, legs before jurisdictions, each in every or some cut.

    Parameters
    ----------
    results : Results

    Returns
    -------
    ExportTable
        Empty without a route, and where no set of bounded legs closes all of them.
    """
    columns = (
        *text_columns("kind", "id", "name", "in_minimum_cuts"),
        Column("amount", "amount", results.unit),
        *text_columns("evidence_class", "basis", "interdictable"),
        Column("flow_drop_if_removed", "amount", results.unit),
    )
    drops, names = _drops(results), _names(results)
    legs = {leg: data for _, _, leg, data in results.graph.edges(keys=True, data=True)}
    rows: list[tuple[Cell, ...]] = []
    for leg in results.cut.some.legs:
        data, member = legs[leg], ("leg", leg)
        held = "every" if leg in results.cut.every.legs else "some"
        amount = data[fields.LENSES[results.lens]]
        described = (data[fields.EVIDENCE_CLASS], data[fields.BASIS])
        reach = "yes" if data[fields.INTERDICTABLE] else "no"
        rows.append((*member, names[member], held, amount, *described, reach, drops[member]))
    for place in results.cut.some.jurisdictions:
        member = ("jurisdiction", place)
        held = "every" if place in results.cut.every.jurisdictions else "some"
        amount = results.graph.nodes[place][fields.NODE_CAPACITY]
        rows.append((*member, names[member], held, amount, None, None, None, drops[member]))
    return ExportTable("chokepoints", columns, tuple(rows), results.study.scale)


def routes(results: Results) -> ExportTable:
    """Return the least-pressure routes, the likeliest to get through first.

    Parameters
    ----------
    results : Results

    Returns
    -------
    ExportTable
        ``would_pass_percent`` takes pressure to act on each leg independently; how much can move
        on a route is not considered.
    """
    columns = (
        Column("rank", "count"),
        *text_columns("name", "jurisdictions", "legs"),
        Column("hops", "count"),
        Column("would_pass_percent", "real"),
        Column("weight_micronats", "count"),
    )
    names = _names(results)
    rows: list[tuple[Cell, ...]] = [
        (
            rank,
            " to ".join(names["jurisdiction", place] for place in route.jurisdictions),
            LIST_SEPARATOR.join(route.jurisdictions),
            LIST_SEPARATOR.join(route.legs),
            route.hops,
            route.passes_per_million / PER_MILLION_IN_A_PERCENT,
            route.weight_micronats,
        )
        for rank, route in enumerate(results.shortest, start=1)
    ]
    return ExportTable("routes", columns, tuple(rows), results.study.scale)


def removals(results: Results) -> ExportTable:
    """Return what still flows when one leg or jurisdiction is taken out, the largest loss first.

    Parameters
    ----------
    results : Results

    Returns
    -------
    ExportTable
        Exact, each taken out alone; equal losses share a rank. Whether anybody can close it, and
        how routes would move, is not considered.
    """
    columns = (
        Column("rank", "count"),
        *text_columns("kind", "id", "name"),
        Column("loss", "amount", results.unit),
        Column("loss_percent", "real"),
        Column("value", "limit", results.unit),
    )
    names = _names(results)
    swept = analysis.sweep(results.graph, lens=results.lens)
    rows: list[tuple[Cell, ...]] = [
        (
            row.rank,
            row.kind,
            row.id,
            names[row.kind, row.id],
            row.loss_scaled,
            _percent(row.loss_scaled, swept.value_scaled),
            fields.UNBOUNDED if row.value_scaled is None else row.value_scaled,
        )
        for row in swept.rows
        if isinstance(row, analysis.Removal)
    ]
    return ExportTable("removals", columns, tuple(rows), results.study.scale)


def _percent(loss: int | None, whole: int | None) -> float | None:
    """Give a loss in percent of the flow; unknown where there is nothing to compare with."""
    return 100 * loss / whole if loss is not None and whole else None


def _drops(results: Results) -> dict[Member, int | None]:
    places = {
        ("jurisdiction", row.id): row.flow_drop_scaled for row in results.centrality.jurisdictions
    }
    return places | {("leg", row.id): row.flow_drop_scaled for row in results.centrality.legs}


def _names(results: Results) -> dict[Member, str]:
    """Name each jurisdiction as its table does and each leg by its two ends."""
    place = {node: str(data[fields.NAME]) for node, data in results.graph.nodes(data=True)}
    names = {("jurisdiction", node): name for node, name in place.items()}
    return names | {
        ("leg", leg): f"{place[start]} to {place[end]}"
        for start, end, leg in results.graph.edges(keys=True)
    }
