"""The published range: where the model's flow lies among estimates that others have published."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from routes import fields
from routes.rows import rows_by_id

if TYPE_CHECKING:
    from reports.results import Results

KIND = "published_total"
"""Kind of the rows of quantities.csv that estimate a year's whole flow."""


def sentence(results: Results) -> str | None:
    """Say where the goods flow lies among the published estimates of a year's whole flow.

    Parameters
    ----------
    results : Results

    Returns
    -------
    str or None
        None where the study holds no such estimate, or where the results are not about what
        passes in the goods layer.
    """
    asked = (results.lens, results.graph.graph[fields.LAYER])
    estimates = [row for row in rows_by_id(results.study.quantities) if row["kind"] == KIND]
    if not estimates or results.cut.value is None or asked != ("passing", "goods"):
        return None
    flow = Fraction(results.cut.value, results.cut.scale)
    estimates.sort(key=lambda row: (row["value"], row["id"]))
    low, high = estimates[0], estimates[-1]
    place = "inside" if low["value"] <= flow <= high["value"] else "outside"
    below = sum(row["value"] <= flow for row in estimates)
    return (
        f"The flow lies {place} the estimates of a year's whole flow, {_told(low)} to "
        f"{_told(high)}, and above {below} of {len(estimates)} of them; units and years differ, "
        "so this places the number and does not test it."
    )


def _told(estimate: dict[str, object]) -> str:
    evidence = estimate["evidence"]
    sources = [str(name) for name in evidence] if isinstance(evidence, tuple) else []
    coded = ["coded by this study"] if estimate["basis"] == "assumed" else []
    named = f" ({', '.join([*sources, *coded])})" if sources or coded else ""
    return f"{Decimal(str(estimate['value'])).normalize():,f} {estimate['unit']}{named}"
