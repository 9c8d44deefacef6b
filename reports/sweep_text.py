"""The sweep as text for the terminal, and its other spellings."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import routes
from reports import amounts, json_text, table_text
from routes import fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from reports.view import View
    from seeds import Study

    Row = routes.Removal | routes.PairRemoval

SCHEMA = "routerisk/sweep/1"
PAIRS_SHOWN = 30
"""Pairs that the forms for reading show where no number is asked for."""

PAIRS = 2
"""The order in which two are removed together."""

MEMBERS = {1: ("kind", "id"), PAIRS: ("kind_1", "id_1", "kind_2", "id_2")}
NUMBERS = ("loss", "loss_percent", "value", "route_passes_percent")
MICRO = 10**6
SURE = Decimal("0.001")
"""Weights are rounded to micro-nats, so further decimals of a percentage are not sure."""


@dataclass(frozen=True)
class Swept:
    """A sweep with what it was made of.

    Attributes
    ----------
    study : Study
        With the given scenario supposed, if one is given.
    given : str
        Name of that scenario; empty without one.
    view : View
    graph : networkx.MultiDiGraph
    sweep : routes.Sweep
    """

    study: Study
    given: str
    view: View
    graph: nx.MultiDiGraph[str] = field(repr=False)
    sweep: routes.Sweep

    @property
    def as_of(self) -> str:
        """The day that was looked at."""
        return str(self.graph.graph[fields.AS_OF])

    @property
    def unit(self) -> str:
        """The unit of the lens."""
        return self.view.unit(self.graph)


def rendered(swept: Swept, form: str) -> str:
    """Return a sweep in one of its forms.

    Parameters
    ----------
    swept : Swept
    form : {"text", "json", "csv", "md"}
        Without a number asked for, the first pairs alone in the forms for reading, all in the
        others.

    Returns
    -------
    str
        With a line feed at its end.
    """
    if form == "json":
        head = {"schema": SCHEMA, "as_of": swept.as_of}
        return json_text.pretty(
            {**head, **swept.view.to_dict(swept.study, swept.given), **swept.sweep.to_dict()}
        )
    if form == "csv":
        rows = [_cells(swept, row) for row in swept.sweep.rows]
        return table_text.comma_separated(_columns(swept), rows)
    shown = _shown(swept)
    titles = _titles(swept)
    lines = [*_head(swept), *_count(swept, len(shown))]
    if form == "md":
        text = "\n\n".join(table_text.escape(line) for line in lines)
        return f"{text}\n\n{table_text.markdown(titles, shown)}\n"
    return "\n".join([*lines, "", table_text.aligned("Removed", [titles, *shown])]) + "\n"


def _head(swept: Swept) -> list[str]:
    whole = amounts.rounded(swept.sweep.value_scaled, swept.sweep.scale)
    total = {
        "flow": f"{whole} {swept.unit}",
        "no route": f"nothing, in {swept.unit}",
        "unbounded": f"an unbounded amount, in {swept.unit}",
    }
    return [
        swept.view.line(swept.study, swept.as_of, swept.given),
        f"With nothing removed, the {swept.view.lens} lens counts {total[swept.sweep.status]}.",
        "A model result: how those who are cut off would respond is not considered.",
    ]


def _count(swept: Swept, shown: int) -> list[str]:
    there = len(swept.sweep.rows)
    if shown == there:
        return []
    return [
        f"The first {shown} of {there} pairs; --top shows more or fewer, csv and json show all."
    ]


def _columns(swept: Swept) -> list[str]:
    columns = ["rank", *MEMBERS[swept.sweep.order], *NUMBERS]
    return [*columns, "beyond"] if swept.sweep.order == PAIRS else columns


def _titles(swept: Swept) -> list[str]:
    titles = ["Rank", "What", "Loss", "Share", "Then", "Route passes"]
    return [*titles, "Beyond the two alone"] if swept.sweep.order == PAIRS else titles


def _shown(swept: Swept) -> list[list[str]]:
    sweep = swept.sweep
    rows: Sequence[Row] = sweep.rows
    if sweep.order == PAIRS and sweep.top is None:
        rows = rows[:PAIRS_SHOWN]
    ends = {leg: (start, end) for start, end, leg in swept.graph.edges(keys=True)}
    return [_line(swept, row, ends) for row in rows]


def _line(swept: Swept, row: Row, ends: dict[str, tuple[str, str]]) -> list[str]:
    """Spell a row for reading."""
    scale = swept.sweep.scale
    share, route = _share(swept, row), _route(row)
    cells = [
        str(row.rank),
        " and ".join(_name(swept, kind, member, ends) for kind, member in _members(row)),
        "" if row.loss_scaled is None else amounts.rounded(row.loss_scaled, scale),
        share and f"{share} %",
        "unbounded" if row.value_scaled is None else amounts.rounded(row.value_scaled, scale),
        f"{route} %" if route else "no route",
    ]
    if isinstance(row, routes.PairRemoval):
        beyond = row.beyond_scaled
        cells.append("" if beyond is None else amounts.signed(beyond, scale))
    return cells


def _cells(swept: Swept, row: Row) -> list[str]:
    """Spell a row for programs, amounts with all their decimals."""
    scale = swept.sweep.scale
    value: fields.Amount = "unbounded" if row.value_scaled is None else row.value_scaled
    cells = [
        str(row.rank),
        *(cell for member in _members(row) for cell in member),
        amounts.exact(row.loss_scaled, scale),
        _share(swept, row),
        amounts.exact(value, scale),
        _route(row),
    ]
    if isinstance(row, routes.PairRemoval):
        cells.append(amounts.exact(row.beyond_scaled, scale))
    return cells


def _members(row: Row) -> list[tuple[str, str]]:
    """Give kind and id of what a row removes."""
    if isinstance(row, routes.PairRemoval):
        return [(row.kind_1, row.id_1), (row.kind_2, row.id_2)]
    return [(row.kind, row.id)]


def _name(swept: Swept, kind: str, member: str, ends: dict[str, tuple[str, str]]) -> str:
    if kind == "jurisdiction":
        return f"{swept.graph.nodes[member][fields.NAME]} ({member})"
    places = (str(swept.graph.nodes[place][fields.NAME]) for place in ends[member])
    return f"{' to '.join(places)} ({member})"


def _share(swept: Swept, row: Row) -> str:
    """Give the loss in percent of the flow with nothing removed."""
    whole = swept.sweep.value_scaled
    if row.loss_scaled is None or not whole:
        return ""
    return f"{Decimal(100 * row.loss_scaled) / whole:.1f}"


def _route(row: Row) -> str:
    """Give the percentage that would pass the new least-pressure route; blank without one."""
    if row.route_weight_micronats is None:
        return ""
    share = 100 * (-Decimal(row.route_weight_micronats) / MICRO).exp()
    return f"{share.quantize(SURE):.1f}"
