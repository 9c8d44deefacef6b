"""The imprint: what an exported file says of its origin, its question and its limits."""

from __future__ import annotations

import importlib.metadata
from typing import TYPE_CHECKING, Any

from reports import amounts, headline, json_text, method
from routes import fields

if TYPE_CHECKING:
    from reports.results import Results

FILE = "about.json"
"""The imprint's own file, in a folder of several."""

SCHEMA = "routerisk/export/1"
NATURE = (
    "This is a model result: it shows what could pass if everybody used every open leg to its "
    "capacity, not what did pass."
)
AMOUNTS = (
    "Amounts are in the stated units; an amount that is missing is unknown unless the flag "
    "beside it says unbounded."
)


def plain(results: Results) -> dict[str, Any]:
    """Return the imprint as plain data, in the order in which people read it.

    Parameters
    ----------
    results : Results

    Returns
    -------
    dict
        Without any clock time, so that the same inputs give the same bytes.
    """
    study, graph = results.study, results.graph.graph
    value: fields.Amount = fields.UNBOUNDED if results.flow.value is None else results.flow.value
    return {
        "schema": SCHEMA,
        "title": study.title,
        "study": study.name,
        "supposed": study.supposed,
        "as_of": graph[fields.AS_OF],
        "layer": graph[fields.LAYER],
        "lens": results.lens,
        "weakest_class": results.weakest_class or "",
        "data_date": study.data_date.isoformat(),
        "capacity_unit": study.capacity_unit,
        "effort_unit": study.effort_unit,
        "flow_unit": results.unit,
        "maximum_flow": amounts.exact(value, study.scale),
        "headline": headline.sentences(results),
        "nature": NATURE,
        "amounts": AMOUNTS,
        "limits": method.statements(results),
        "routerisk_version": importlib.metadata.version("routerisk"),
        "inputs_sha256": dict(sorted(study.sha256.items())),
    }


def file(results: Results) -> dict[str, bytes]:
    """Return the imprint as a file of JSON, by its name."""
    return {FILE: json_text.pretty(plain(results)).encode("utf-8")}


def lines(results: Results) -> list[tuple[str, str]]:
    """Return the imprint as pairs of a name and one text; a list takes a line for each entry.

    Parameters
    ----------
    results : Results

    Returns
    -------
    list of tuple of (str, str)
        Names may come several times; what is empty is left out.
    """
    told = []
    for name, value in plain(results).items():
        if isinstance(value, dict):
            told += [(name, f"{key} {entry}") for key, entry in value.items()]
        else:
            told += [(name, entry) for entry in (value if isinstance(value, list) else [value])]
    return [(name, text) for name, text in told if text]


def attributes(results: Results) -> dict[str, str]:
    """Return the imprint as one text a name, for forms that hold no list.

    Parameters
    ----------
    results : Results

    Returns
    -------
    dict of str to str
        Entries of a list are joined by a blank.
    """
    joined: dict[str, list[str]] = {}
    for name, text in lines(results):
        joined.setdefault(name, []).append(text)
    return {name: " ".join(texts) for name, texts in joined.items()}
