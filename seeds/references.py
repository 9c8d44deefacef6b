"""References: what one table names and another must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.faults import Fault, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from seeds.rules import Rows

_ENDS = ("origin", "destination")


def faults(rows: Rows, unread: Collection[str] = ()) -> list[Fault]:
    """Return everything that is looked for and not found, unsorted.

    Parameters
    ----------
    rows : Rows
        The parsed tables.
    unread : collection of str, optional
        Tables of which rows are missing because they could not be read. Nothing is looked for
        in them: what is not found there may well stand in a lost row.

    Returns
    -------
    list of Fault
        One for each cell that names something unknown. Blank cells name nothing.
    """
    return [
        fault
        for check, looks_into in _CHECKS.items()
        if looks_into.isdisjoint(unread)
        for fault in check(rows)
    ]


def leg_ends_are_jurisdictions(rows: Rows) -> Iterator[Fault]:
    """Require that both ends of a leg stand in jurisdictions.csv."""
    known, names = _ids(rows, "jurisdictions"), _jurisdiction_names(rows)
    strangers = {row.cells[end] for row in rows["legs"] for end in _ENDS} - known - {None}
    meant = {text: suggestion(text, known, names) for text in strangers}
    for row in rows["legs"]:
        for end in _ENDS:
            text = row.cells[end]
            if text in strangers:
                remedy = meant[text] or " Add it to jurisdictions.csv."
                yield Fault("legs.csv", row.line, end, f"'{text}' is not a jurisdiction.{remedy}")


def evidence_resolves(rows: Rows) -> Iterator[Fault]:
    """Require that every evidence id that a row names stands in evidence.csv."""
    known = _ids(rows, "evidence")
    for table in ("jurisdictions", "legs", "pressure"):
        for row in rows.get(table, ()):
            for name in row.cells["evidence"]:
                if name not in known:
                    meant = suggestion(name, known) or " Add it to evidence.csv."
                    yield Fault(
                        f"{table}.csv", row.line, "evidence", f"'{name}' is not evidence.{meant}"
                    )


def pressure_has_a_target(rows: Rows) -> Iterator[Fault]:
    """Require that what a contribution to pressure applies to exists."""
    names = _jurisdiction_names(rows)
    known = {
        "jurisdiction": _ids(rows, "jurisdictions"),
        "leg": _ids(rows, "legs"),
        "mechanism": {row.cells["mechanism"] for row in rows["legs"]} - {None},
    }
    for row in rows.get("pressure", ()):
        kind, target = row.cells["target_kind"], row.cells["target"]
        if kind is None or target is None or target in known[kind]:
            continue
        meant = suggestion(target, known[kind], names if kind == "jurisdiction" else None)
        yield Fault(
            "pressure.csv", row.line, "target", f"'{target}' is not a {kind} of this study.{meant}"
        )


def routes_have_two_ends(rows: Rows) -> Iterator[Fault]:
    """Require at least one origin and one destination."""
    roles = {row.cells["role"] for row in rows["jurisdictions"]}
    for role in ("origin", "destination"):
        if role not in roles:
            yield Fault(
                "jurisdictions.csv",
                0,
                "role",
                f"names no {role}. Give at least one row the role {role}.",
            )


def _ids(rows: Rows, table: str) -> set[str]:
    return {row.cells["id"] for row in rows.get(table, ())} - {None}


def _jurisdiction_names(rows: Rows) -> dict[str, str]:
    return {
        name: row.cells["id"]
        for row in rows["jurisdictions"]
        for name in (row.cells["name"], *row.cells["aliases"])
        if name is not None and row.cells["id"] is not None
    }


_CHECKS: dict[Callable[[Rows], Iterator[Fault]], frozenset[str]] = {
    leg_ends_are_jurisdictions: frozenset({"jurisdictions"}),
    evidence_resolves: frozenset({"evidence"}),
    pressure_has_a_target: frozenset({"jurisdictions", "legs"}),
    routes_have_two_ends: frozenset({"jurisdictions"}),
}
"""Every check, and the tables in which it looks something up."""
