"""The ensemble as text for the terminal, and its other spellings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reports import amounts, ask_first, json_text, robust_words, table_text
from reports.uncertainty_words import (
    MEMBER_TITLES,
    PLAN_TITLES,
    flow_sentences,
    member_cells,
    plan_cells,
    plan_sentences,
)
from routes import fields

if TYPE_CHECKING:
    import networkx as nx

    import routes
    from reports.ask_first import Asked
    from reports.view import View
    from seeds import Study

    _Table = tuple[str, list[str], list[list[str]]]

SCHEMA = "routerisk/uncertainty/1"
MEMBERS_SHOWN = 25
"""Legs and jurisdictions that the forms for reading show, those oftenest in a minimum cut."""

COLUMNS = (
    "kind",
    "id",
    *(
        f"{name}{ending}"
        for name in ("present", "every", "some", "route_every", "route_some", "first_sure")
        for ending in ("", "_error")
    ),
    "first_possible",
    "first_possible_error",
    "loss_mean",
    "loss_error",
)


@dataclass(frozen=True)
class Uncertain:
    """An ensemble with what it was made of.

    Attributes
    ----------
    study : Study
    view : View
    graph : networkx.MultiDiGraph
    ensemble : routes.Ensemble
    candidates : routes.PlanCandidates or None
        The plans that were compared, if any were.
    value_scaled : int or None
        The largest flow for the numbers as given; None when unbounded.
    asked : Asked or None
        What evidence would change the choice among those plans.
    robust : routes.RobustPlans or None
        Plans of the budget that suit the draws.
    """

    study: Study
    view: View
    graph: nx.MultiDiGraph[str] = field(repr=False)
    ensemble: routes.Ensemble = field(repr=False)
    candidates: routes.PlanCandidates | None
    value_scaled: int | None
    asked: Asked | None = field(default=None, repr=False)
    robust: routes.RobustPlans | None = field(default=None, repr=False)

    @property
    def as_of(self) -> str:
        """The day that was looked at."""
        return str(self.graph.graph[fields.AS_OF])

    @property
    def unit(self) -> str:
        """The unit of the lens."""
        return self.view.unit(self.graph)


def rendered(uncertain: Uncertain, form: str) -> str:
    """Return an ensemble in one of its forms.

    Parameters
    ----------
    uncertain : Uncertain
    form : {"text", "json", "csv", "md"}
        csv holds every leg and jurisdiction, one a row; plans are in the other three.

    Returns
    -------
    str
        With a line feed at its end.
    """
    if form == "json":
        return json_text.pretty(_document(uncertain))
    if form == "csv":
        rows = [_row(uncertain, row) for row in uncertain.ensemble.members]
        return table_text.comma_separated(COLUMNS, rows)
    parts = _parts(uncertain)
    return _as_markdown(parts) if form == "md" else _as_text(parts)


def _document(uncertain: Uncertain) -> dict[str, Any]:
    found = uncertain.candidates
    return {
        "schema": SCHEMA,
        "as_of": uncertain.as_of,
        **uncertain.view.to_dict(uncertain.study, ""),
        **uncertain.ensemble.to_dict(),
        "value_scaled": uncertain.value_scaled,
        "candidates": None if found is None else found.to_dict(),
        "robust_plans": None if uncertain.robust is None else uncertain.robust.to_dict(),
        "ask_first": None if uncertain.asked is None else uncertain.asked.to_dict(),
    }


@dataclass(frozen=True)
class _Parts:
    """What the forms for reading say, in order: sentences, tables, and what it rests on."""

    opening: list[str]
    tables: list[_Table]
    plans: list[str]
    asked: list[str]
    assumptions: list[str]


def _parts(uncertain: Uncertain) -> _Parts:
    found = uncertain.ensemble
    tables = [_members(uncertain, "leg"), _members(uncertain, "jurisdiction")]
    tables = [table for table in tables if table[2]]
    plans: list[str] = []
    if uncertain.candidates is not None:
        pairs = zip(found.plans, uncertain.candidates.candidates, strict=True)
        rows = [plan_cells(row, candidate, found.scale) for row, candidate in pairs]
        budget = amounts.rounded(uncertain.candidates.budget_scaled, found.scale)
        effort = uncertain.graph.graph[fields.EFFORT_UNIT]
        tables.append((f"Plans that take up to {budget} {effort}", list(PLAN_TITLES), rows))
        plans = [
            *plan_sentences(found, uncertain.candidates),
            *robust_words.sentences(uncertain.robust),
        ]
    opening = [
        uncertain.view.line(uncertain.study, uncertain.as_of, ""),
        *flow_sentences(found, uncertain.value_scaled, uncertain.unit),
    ]
    asked: list[str] = []
    if uncertain.asked is not None:
        asked = ask_first.sentences(uncertain.asked, _names(uncertain), uncertain.unit)
    return _Parts(opening, tables, plans, asked, list(found.assumptions))


def _members(uncertain: Uncertain, kind: str) -> _Table:
    """Lay out the legs, or the jurisdictions between the ends, that some draw tells something of.

    Those oftenest in a minimum cut come first, then those without which most is lost.
    """
    found, names = uncertain.ensemble, _names(uncertain)
    telling = [
        row
        for row in found.members
        if row.kind == kind and row.ranks and (row.loss_mean_scaled or row.route_some.count)
    ]
    telling.sort(key=lambda row: (-row.some.count, -(row.loss_mean_scaled or 0), row.id))
    shown = telling[:MEMBERS_SHOWN]
    title = "Legs" if kind == "leg" else "Jurisdictions"
    if len(shown) < len(telling):
        title += f", the first {len(shown)} of {len(telling)}; csv and json have all"
    cells = [member_cells(row, names[row.kind, row.id], found.scale) for row in shown]
    return title, list(MEMBER_TITLES), cells


def _names(uncertain: Uncertain) -> dict[tuple[str, str], str]:
    """Name every jurisdiction and leg as a reader knows it."""
    places = {place: str(data[fields.NAME]) for place, data in uncertain.graph.nodes(data=True)}
    found = {("jurisdiction", place): f"{name} ({place})" for place, name in places.items()}
    for origin, destination, leg in uncertain.graph.edges(keys=True):
        found["leg", leg] = f"{places[origin]} to {places[destination]} ({leg})"
    return found


def _as_text(parts: _Parts) -> str:
    lines = [*parts.opening]
    for title, titles, rows in parts.tables:
        lines += ["", table_text.aligned(title, [titles, *rows])]
    lines += ["", *parts.plans] if parts.plans else []
    if parts.asked:
        lines += ["", ask_first.TITLE, *(f"  {sentence}" for sentence in parts.asked)]
    lines += ["", "What this rests on", *(f"  {sentence}" for sentence in parts.assumptions)]
    return "\n".join(lines) + "\n"


def _as_markdown(parts: _Parts) -> str:
    blocks = [table_text.escape(line) for line in parts.opening]
    for title, titles, rows in parts.tables:
        blocks += [table_text.escape(title), table_text.markdown(titles, rows)]
    blocks += [table_text.escape(line) for line in parts.plans]
    if parts.asked:
        blocks.append(f"{ask_first.TITLE}:")
        blocks.append("\n".join(f"* {table_text.escape(line)}" for line in parts.asked))
    blocks.append("What this rests on:")
    blocks.append("\n".join(f"* {table_text.escape(line)}" for line in parts.assumptions))
    return "\n\n".join(blocks) + "\n"


def _row(uncertain: Uncertain, row: routes.MemberShares) -> list[str]:
    """Spell a row for programs: shares from 0 to 1, amounts in the study's unit."""
    first = row.ranks[0] if row.ranks else None
    shares: list[routes.Share | None] = [
        row.present,
        row.every,
        row.some,
        row.route_every,
        row.route_some,
        first.sure if first else None,
        first.possible if first else None,
    ]
    cells = [row.kind, row.id]
    for share in shares:
        cells += ["", ""] if share is None else [_decimal(share.share), _error(share)]
    scale = uncertain.ensemble.scale
    for amount in (row.loss_mean_scaled, row.loss_error_scaled):
        cells.append("" if amount is None else f"{amount / scale:.6g}")
    return cells


def _decimal(share: float) -> str:
    return f"{share:.6f}".rstrip("0").rstrip(".")


def _error(share: routes.Share) -> str:
    return _decimal(share.standard_error)
