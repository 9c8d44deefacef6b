"""Sections of the page that tell of the study as a whole: claims, measures, priors, scenarios."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import routes
from reports import amounts
from routes import fields
from routes.rows import rows_by_id

if TYPE_CHECKING:
    from reports.results import Results
    from routes.graph import Layer
    from seeds import Scenario, Study


def claims(study: Study) -> list[dict[str, Any]]:
    """Return the source document's claims with their verdicts, in the order of their ids."""
    return [
        {
            "id": row["id"],
            "claim": row["claim"],
            "period": row["period"],
            "verdict": row["verdict"],
            "reason": row["reason"],
            "evidence": list(row["evidence"]),
            "used": row["used"],
        }
        for row in rows_by_id(study.claims)
    ]


def measures(study: Study) -> list[dict[str, Any]]:
    """Return what Commerce could do, in the order of ids; costs are amounts of 1/scale."""
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "legs": list(row["legs"]),
            "jurisdictions": list(row["jurisdictions"]),
            "effect": row["effect"],
            "points": row["points"],
            "cost": row["cost"] if isinstance(row["cost"], int) else None,
            "law": row["legal_basis"],
            "evidence": list(row["evidence"]),
            "reason": row["reason"],
        }
        for row in rows_by_id(study.measures)
    ]


def priors(study: Study) -> list[dict[str, Any]]:
    """Return the Beta prior of each evidence class and how many legs of the study have it."""
    counts = study.legs["evidence_class"].value_counts()
    return [
        {
            "class": row["id"],
            "alpha": str(row["alpha"]),
            "beta": str(row["beta"]),
            "mean": _mean_percent(Fraction(row["alpha"]), Fraction(row["beta"])),
            "legs": int(counts.get(row["id"], 0)),
            "reason": row["reason"],
        }
        for row in rows_by_id(study.priors)
    ]


def _mean_percent(alpha: Fraction, beta: Fraction) -> int:
    mean = alpha / (alpha + beta)
    return amounts.percent(mean.numerator, mean.denominator)


def scenarios(results: Results) -> list[dict[str, Any]]:
    """Return what each scenario of the study gives, through the headline's lens.

    A scenario whose legs are all of one layer is looked at in that layer, any other in the
    headline's; one that names no day on the day of the headline.
    """
    return [
        _supposed(results, scenario)
        for scenario in sorted(results.study.scenarios, key=lambda scenario: scenario.name)
    ]


def _layer(results: Results, scenario: Scenario) -> Layer:
    touched = {*scenario.remove, *scenario.keep_only, *scenario.capacity}
    legs = results.study.legs
    layers = {*legs.loc[legs["id"].isin(touched), "layer"], *(row["layer"] for row in scenario.add)}
    layer: Layer = layers.pop() if len(layers) == 1 else results.graph.graph[fields.LAYER]
    return layer


def _unsupposed(results: Results, day: str, layer: Layer) -> routes.Cut:
    """Give the cut of the study itself, which for the headline's question is known already."""
    graph = results.graph.graph
    if (day, layer) == (graph[fields.AS_OF], graph[fields.LAYER]):
        return results.cut
    return routes.min_cut(routes.build(results.study, day, layer), results.lens)


def _supposed(results: Results, scenario: Scenario) -> dict[str, Any]:
    day = scenario.as_of or results.graph.graph[fields.AS_OF]
    layer = _layer(results, scenario)
    supposed = routes.suppose(results.study, scenario)
    cut = routes.min_cut(routes.build(supposed, day, layer), results.lens)
    before = _unsupposed(results, day, layer)
    return {
        "name": scenario.name,
        "layer": layer,
        "title": scenario.title,
        "note": scenario.note,
        "day": day,
        "evidence": list(scenario.evidence),
        "value": cut.value,
        "before": before.value,
        "enters": sorted({*cut.every.legs} - {*before.every.legs}),
        "leaves": sorted({*before.every.legs} - {*cut.every.legs}),
    }
