"""The table of legs as a file: every leg in force with its numbers and its results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import amounts, table_text
from routes import fields

if TYPE_CHECKING:
    from reports.results import Results

COLUMNS = (
    "id",
    "origin",
    "destination",
    "layer",
    "mechanism",
    "capacity",
    "pressure_percent",
    "passing",
    "interdict_cost",
    "evidence_class",
    "basis",
    "evidence",
    "flow",
    "in_every_cut",
    "in_some_cut",
    "flow_drop_if_removed",
    "on_least_pressure_route",
)


def content(results: Results) -> bytes:
    """Return legs.csv.

    Amounts are in the study's unit with all their decimals; ``flow`` is one maximum flow of
    possibly several. A text that a spreadsheet program would run as a formula is kept a text
    by a quotation mark before it.

    Parameters
    ----------
    results : Results

    Returns
    -------
    bytes
        UTF-8, one row a leg in the order of ids, line feeds.
    """
    return table_text.comma_separated(COLUMNS, _rows(results)).encode("utf-8")


def _rows(results: Results) -> list[list[str]]:
    scale = results.cut.scale
    drops = {row.id: row.flow_drop_scaled for row in results.centrality.legs}
    first = results.shortest[0].legs if results.shortest else ()
    rows = []
    for start, end, leg, data in results.graph.edges(keys=True, data=True):
        rows.append(
            [
                leg,
                start,
                end,
                str(results.graph.graph[fields.LAYER]),
                data[fields.MECHANISM] or "",
                amounts.exact(data[fields.CAPACITY], scale),
                str(data[fields.PRESSURE]),
                amounts.exact(data[fields.PASSING], scale),
                amounts.exact(data[fields.INTERDICT_COST], scale),
                data[fields.EVIDENCE_CLASS] or "",
                data[fields.BASIS] or "",
                ";".join(data[fields.EVIDENCE] or ()),
                amounts.exact(results.flow.legs.get(leg), scale),
                _yes(leg in results.cut.every.legs),
                _yes(leg in results.cut.some.legs),
                amounts.exact(drops.get(leg), scale),
                _yes(leg in first),
            ]
        )
    return sorted(rows)


def _yes(holds: bool) -> str:  # noqa: FBT001  # the answer to be spelled
    return "yes" if holds else "no"
