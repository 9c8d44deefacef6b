"""The analysis as text for the terminal, and its other spellings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import amounts, headline, json_text
from reports.comparison_claim import claim
from reports.table_text import aligned
from routes import fields

if TYPE_CHECKING:
    from reports.results import Results

SCHEMA = "routerisk/analyze/1"


def rendered(results: Results, form: str) -> str:
    """Return the analysis in one of its forms.

    Parameters
    ----------
    results : Results
    form : {"text", "json", "csv", "md"}

    Returns
    -------
    str
        With a line feed at its end.
    """
    from reports import leg_table, summary

    if form == "json":
        return json_text.pretty({"schema": SCHEMA, **results.to_dict()})
    if form == "csv":
        return leg_table.content(results).decode("utf-8")
    if form == "md":
        return summary.markdown(results)
    return _text(results)


def _text(results: Results) -> str:
    blocks = [
        "\n".join(headline.sentences(results)),
        _against(results),
        aligned("Minimum cut (unit: " + results.unit + ")", _cut_rows(results)),
        aligned("Least-pressure routes", _route_rows(results)),
        aligned("Flow lost when a jurisdiction is taken out", _place_rows(results)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _against(results: Results) -> str:
    if results.compared is None:
        return ""
    return f"Against the study as it is: {claim(results.compared)}"


def _cut_rows(results: Results) -> list[list[str]]:
    scale = results.cut.scale
    rows = []
    for _, _, leg, data in results.graph.edges(keys=True, data=True):
        if leg in results.cut.some.legs:
            amount = amounts.rounded(data[fields.LENSES[results.lens]], scale)
            grade = data[fields.EVIDENCE_CLASS] or "not graded"
            held = "every cut" if leg in results.cut.every.legs else "some cuts"
            rows.append([leg, amount, f"pressure {data[fields.PRESSURE]}", f"class {grade}", held])
    for place in results.cut.some.jurisdictions:
        amount = amounts.rounded(results.graph.nodes[place][fields.NODE_CAPACITY], scale)
        held = "every cut" if place in results.cut.every.jurisdictions else "some cuts"
        rows.append([place, amount, "jurisdiction", "", held])
    return sorted(rows)


def _route_rows(results: Results) -> list[list[str]]:
    return [
        [f"{route.passes_per_million / 10_000:.1f} % would pass", ", ".join(route.legs)]
        for route in results.shortest
    ]


def _place_rows(results: Results) -> list[list[str]]:
    scale = results.cut.scale
    lossy = [row for row in results.centrality.jurisdictions if row.flow_drop_scaled]
    lossy.sort(key=lambda row: (-(row.flow_drop_scaled or 0), row.id))
    return [
        [
            str(results.graph.nodes[row.id][fields.NAME]),
            amounts.rounded(row.flow_drop_scaled, scale),
        ]
        for row in lossy
    ]
