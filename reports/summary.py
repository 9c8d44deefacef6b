"""The summary: the results as Markdown that reads well in a review or a memo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports import (
    amounts,
    best_plans_text,
    certainty_section,
    comparison_section,
    headline,
    method,
)
from reports.table_text import escape
from reports.table_text import markdown as table
from routes import fields

if TYPE_CHECKING:
    from reports.results import Results


def markdown(results: Results) -> str:
    """Return the summary of a set of results.

    Parameters
    ----------
    results : Results

    Returns
    -------
    str
        Markdown with text of the study escaped, so that it stays text.
    """
    parts = [
        f"# {escape(results.study.title)}",
        escape(headline.subtitle(results) + "."),
        _paragraph(certainty_section.opening(results)),
        *_comparison(results),
        "## Chokepoints",
        _cut_table(results),
        _cut_note(results),
        "## Least-pressure routes",
        _route_table(results),
        "## Best plans within a budget",
        _listed(best_plans_text.sentences(results)),
        _plan_table(results),
        *_certainty(results),
        "## Jurisdictions",
        escape(method.centrality_lead(results)),
        _jurisdiction_table(results),
        "## Method and limits",
        _listed(method.statements(results)),
        "## Provenance",
        _listed(method.provenance(results)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _paragraph(sentences: list[str]) -> str:
    return "\n".join(f"{escape(sentence)}  " for sentence in sentences).rstrip()


def _certainty(results: Results) -> list[str]:
    """Give the sections on how sure this is, if that was asked."""
    told = results.certainty
    if told is None:
        return []
    if told["lack"] is not None:
        return ["## How sure this is", escape(certainty_section.lacking(results))]
    first = certainty_section.main_cards(results)
    return [
        "## Ask about these first",
        _listed(told["ask_first"]),
        "## Claim cards",
        escape(
            "The main plan and the chokepoint without which most is lost; the page and "
            "results.json hold a card for every plan and chokepoint."
        ),
        *(f"### {escape(card['title'])}\n\n{_parts(card['parts'])}" for card in first),
        "### What holds for every card",
        _parts(told["shared"]),
        "## What could have been told before",
        _listed(told["history"]),
    ]


def _parts(parts: list[dict[str, Any]]) -> str:
    """List what a card says; a report is named where its numbers rest on it."""
    rows = []
    for part in parts:
        named = ", ".join(part.get("evidence", ()))
        rest = f" ({named})" if named else ""
        rows.append(f"- {escape(part['label'])}: {escape(part['text'] + rest)}")
    return "\n".join(rows)


def _comparison(results: Results) -> list[str]:
    """Give the section that compares the scenario with the study as it is, if one is supposed."""
    section = comparison_section.section(results)
    if section is None:
        return []
    legs = table(section["columns"], section["rows"]) if section["rows"] else ""
    return ["## Compared with the study as it is", _listed(section["sentences"]), legs]


def _listed(sentences: list[str]) -> str:
    return "\n".join(f"- {escape(sentence)}" for sentence in sentences)


def _cut_table(results: Results) -> str:
    if not results.cut.some.legs and not results.cut.some.jurisdictions:
        return "None."
    scale = results.cut.scale
    rows = []
    for start, end, leg, data in results.graph.edges(keys=True, data=True):
        if leg in results.cut.some.legs:
            rows.append(
                [
                    leg,
                    f"{_name(results, start)} to {_name(results, end)}",
                    amounts.rounded(data[fields.LENSES[results.lens]], scale),
                    str(data[fields.PRESSURE]),
                    data[fields.EVIDENCE_CLASS] or "not graded",
                    data[fields.BASIS] or "",
                    "every" if leg in results.cut.every.legs else "some",
                ]
            )
    for place in results.cut.some.jurisdictions:
        capacity = amounts.rounded(results.graph.nodes[place][fields.NODE_CAPACITY], scale)
        held = "every" if place in results.cut.every.jurisdictions else "some"
        rows.append([place, _name(results, place), capacity, "", "", "assumed", held])
    header = ["Leg", "From and to", results.unit, "Pressure", "Class", "Basis", "In minimum cuts"]
    return table(header, sorted(rows))


def _cut_note(results: Results) -> str:
    if results.cut.status != "cut":
        return ""
    count = f"{results.cuts.count}" if results.cuts.complete else f"at least {results.cuts.count}"
    total = amounts.rounded(results.cut.value, results.cut.scale)
    return escape(f"Total {total} {results.unit}; minimum cuts: {count}.")


def _route_table(results: Results) -> str:
    if not results.shortest:
        return "None."
    rows = [
        [
            str(rank),
            " to ".join(_name(results, place) for place in route.jurisdictions),
            ", ".join(route.legs),
            f"{route.passes_per_million / 10_000:.1f} %",
        ]
        for rank, route in enumerate(results.shortest, start=1)
    ]
    return table(["Rank", "Jurisdictions", "Legs", "Would pass"], rows)


def _plan_table(results: Results) -> str:
    columns, rows = best_plans_text.table(results)
    return table(columns, rows) if rows else ""


def _jurisdiction_table(results: Results) -> str:
    ranked = sorted(
        results.centrality.jurisdictions, key=lambda row: (-(row.flow_drop_scaled or 0), row.id)
    )
    rows = [
        [
            _name(results, row.id),
            amounts.rounded(row.flow_drop_scaled, results.cut.scale),
            f"{row.betweenness:.3f}",
            f"{row.current_flow:.3f}",
        ]
        for row in ranked
    ]
    return table(["Jurisdiction", "Flow lost without it", "Betweenness", "Current flow"], rows)


def _name(results: Results, place: str) -> str:
    return str(results.graph.nodes[place][fields.NAME])
