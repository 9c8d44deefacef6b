"""The page's data: everything that the page shows or solves with, as one plain value."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import routes
from reports import amounts, headline, method
from routes import fields
from routes.rows import rows_by_id
from seeds.schema import DEFAULT_STUDY

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geodata
    from reports.results import Results
    from seeds import Study

NOT_OPEN = -1


def page_data(results: Results, lines: Mapping[str, geodata.LegLine]) -> dict[str, Any]:
    """Gather the page's data.

    Parameters
    ----------
    results : Results
        The headline's results; the page solves every other state by itself.
    lines : mapping of leg id to LegLine
        Where the map draws each leg.

    Returns
    -------
    dict
        Plain values only. Amounts are whole numbers of 1/scale, ``None`` where unbounded.
    """
    from reports import (
        certainty_section,
        comparison_section,
        page_geometry,
        plans_section,
        study_sections,
    )

    study = results.study
    days = _days(results)
    # The headline's layer is offered even where the study has no leg in it.
    offered = {*study.legs["layer"], results.graph.graph[fields.LAYER]}
    layers = [layer for layer in fields.LAYERS if layer in offered]
    data: dict[str, Any] = {
        "schema": "routerisk/page/1",
        "study": _study(study),
        "command": _command(study),
        "subtitle": headline.subtitle(results),
        "headline": certainty_section.opening(results),
        "dates": [{"month": f"{day:%Y-%m}", "day": day.isoformat()} for day in days],
        "layers": layers,
        "classes": sorted({grade for grade in study.legs["evidence_class"] if grade is not None}),
        "jurisdictions": _jurisdictions(study),
        "legs": _legs(study, days),
        "routeWeights": [routes.route_weight(percent) for percent in range(101)],
        "pressure": _pressure(study),
        "evidence": _evidence(study),
        "claims": study_sections.claims(study),
        "measures": _measures(study),
        "priors": study_sections.priors(study),
        "scenarios": study_sections.scenarios(results),
        "comparison": comparison_section.section(results),
        "plans": plans_section.section(results),
        "certainty": certainty_section.section(results),
        "centrality": _centrality(results),
        "centralityLead": method.centrality_lead(results),
        "method": method.statements(results),
        "provenance": method.provenance(results),
        "diagrams": {layer: page_geometry.diagram(study, layer) for layer in layers},
        "geometry": page_geometry.geometry(study, lines, layers),
    }
    data["baseline"] = {
        "question": _question(results, days),
        "answer": _answer(results),
        "losses": _losses(results),
    }
    return data


def _command(study: Study) -> dict[str, str]:
    """Name what the command line is given: the study, and the scenario that it supposes."""
    return {"study": "" if study.name == DEFAULT_STUDY else study.name, "given": study.given}


def _measures(study: Study) -> list[dict[str, Any]]:
    """List the measures, each with every leg that it touches."""
    from reports import study_sections

    known = routes.measures(study)
    rows = study_sections.measures(study)
    return [row | {"touches": list(known[row["id"]].legs)} for row in rows]


def _days(results: Results) -> list[dt.date]:
    """List the last day of each month; the month of the headline stands for its own day."""
    as_of = dt.date.fromisoformat(results.graph.graph[fields.AS_OF])
    months = sorted({*results.study.months(), f"{as_of:%Y-%m}"})
    ends = [_month_end(month) for month in months]
    return [as_of if (end.year, end.month) == (as_of.year, as_of.month) else end for end in ends]


def _month_end(month: str) -> dt.date:
    year, number = int(month[:4]), int(month[5:])
    following = dt.date(year + number // 12, number % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def _study(study: Study) -> dict[str, Any]:
    return {
        "title": study.title,
        "capacityUnit": study.capacity_unit,
        "effortUnit": study.effort_unit,
        "scale": study.scale,
    }


def _amount(value: int | str | None) -> int | None:
    return value if isinstance(value, int) else None


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _jurisdictions(study: Study) -> list[dict[str, Any]]:
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "role": row["role"],
            "capacity": _amount(row["node_capacity"]),
            "note": row["note"],
            "evidence": list(row["evidence"]),
        }
        for row in rows_by_id(study.jurisdictions)
    ]


def _legs(study: Study, days: list[dt.date]) -> list[dict[str, Any]]:
    place = {row["id"]: i for i, row in enumerate(rows_by_id(study.jurisdictions))}
    pressure = routes.pressure_series(study, days)
    legs = []
    for row in rows_by_id(study.legs):
        leg = {
            "id": row["id"],
            "from": place[row["origin"]],
            "to": place[row["destination"]],
            "layer": row["layer"],
            "mechanism": row["mechanism"],
            "capacity": _amount(row["capacity"]),
            "cost": _amount(row["interdict_cost"]) if row["interdictable"] == "yes" else None,
            "interdictable": row["interdictable"] == "yes",
            "class": row["evidence_class"],
            "basis": row["basis"],
            "opens": _iso(row["valid_from"]),
            "closes": _iso(row["valid_to"]),
            "evidence": list(row["evidence"]),
            "claims": list(row["seed_claims"]),
            "note": row["note"],
            "keptOpen": row["kept_open"],
            "pressure": _steps(row, days, [day[row["id"]] for day in pressure]),
        }
        for name, column in (("low", "capacity_low"), ("high", "capacity_high")):
            if row[column] is not None:
                leg[name] = _amount(row[column])
        legs.append(leg)
    return legs


def _steps(row: dict[str, Any], days: list[dt.date], pressure: list[int]) -> list[list[int]]:
    """List the positions at which the pressure changes; NOT_OPEN while the leg is not in force."""
    steps: list[list[int]] = []
    for i, day in enumerate(days):
        begun = row["valid_from"] is None or row["valid_from"] <= day
        ended = row["valid_to"] is not None and row["valid_to"] < day
        value = pressure[i] if begun and not ended else NOT_OPEN
        if not steps or steps[-1][1] != value:
            steps.append([i, value])
    return steps


def _pressure(study: Study) -> list[dict[str, Any]]:
    return [
        {
            "id": row["id"],
            "kind": row["target_kind"],
            "target": row["target"],
            "direction": row["direction"],
            "points": row["points"],
            "from": _iso(row["valid_from"]),
            "to": _iso(row["valid_to"]),
            "layers": list(row["layers"]),
            "basis": row["basis"],
            "reason": row["reason"],
        }
        for row in rows_by_id(study.pressure)
    ]


def _evidence(study: Study) -> dict[str, Any]:
    return {
        row["id"]: {
            "kind": row["kind"],
            "claim": row["claim"],
            "title": row["title"],
            "publisher": row["publisher"],
            "published": row["published"],
            "url": row["url"],
            "grade": row["grade"],
            "status": row["legal_status"],
        }
        for row in rows_by_id(study.evidence)
    }


def _centrality(results: Results) -> list[dict[str, Any]]:
    whole = results.cut.value
    rows = []
    for place in results.centrality.jurisdictions:
        drop = place.flow_drop_scaled
        rows.append(
            {
                "id": place.id,
                "drop": drop,
                "share": None if drop is None or whole is None else amounts.percent(drop, whole),
                "betweenness": place.betweenness,
                "currentFlow": place.current_flow,
                "legsIn": place.in_degree,
                "legsOut": place.out_degree,
            }
        )
    return sorted(rows, key=lambda row: (-(row["drop"] or 0), row["id"]))


def _question(results: Results, days: list[dt.date]) -> dict[str, Any]:
    as_of = dt.date.fromisoformat(results.graph.graph[fields.AS_OF])
    return {
        "date": days.index(as_of),
        "lens": results.lens,
        "layer": results.graph.graph[fields.LAYER],
        "weakestClass": "",
    }


def answer(cut: routes.Cut, route: routes.Route | None) -> dict[str, Any]:
    """Spell a result as the page's solver does, for comparison with it."""
    return {
        "status": cut.status,
        "value": cut.value,
        "sourceSide": _members(cut.source_side),
        "sinkSide": _members(cut.sink_side),
        "every": _members(cut.every),
        "some": _members(cut.some),
        "route": None if route is None else _route(route),
    }


def _answer(results: Results) -> dict[str, Any]:
    return answer(results.cut, results.shortest[0] if results.shortest else None)


def _losses(results: Results) -> dict[str, dict[str, int | None]]:
    """Return what each single removal takes from the headline's value; None where unbounded."""
    losses: dict[str, dict[str, int | None]] = {"leg": {}, "jurisdiction": {}}
    for row in routes.sweep(results.graph, lens=results.lens).to_dict()["rows"]:
        losses[row["kind"]][row["id"]] = row["loss_scaled"]
    return losses


def _members(side: routes.CutSide | routes.Members) -> dict[str, Any]:
    return {"legs": list(side.legs), "jurisdictions": list(side.jurisdictions)}


def _route(route: routes.Route) -> dict[str, Any]:
    return {"weight": route.weight_micronats, "legs": list(route.legs)}
