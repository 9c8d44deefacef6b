"""Rules that a row must obey among the rows of its table: one rule, one function, one remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from seeds.cells import UNBOUNDED
from seeds.faults import Fault


@dataclass(frozen=True)
class ParsedRow:
    """One row of parsed cells and the line on which it stands."""

    line: int
    cells: dict[str, Any]


Rows = Mapping[str, Sequence[ParsedRow]]
"""The parsed rows of every table, by table name. A cell that could not be parsed is blank."""


def faults(rows: Rows) -> list[Fault]:
    """Return every breach of every rule, unsorted."""
    return [fault for rule in _RULES for fault in rule(rows)]


def ids_are_unique(rows: Rows) -> Iterator[Fault]:
    """Require that each id stands once in its table."""
    for table, table_rows in rows.items():
        first: dict[str, int] = {}
        for row in table_rows:
            name = row.cells["id"]
            if name is None:
                continue
            if name in first:
                message = f"'{name}' stands already in row {first[name]}. Give each row its own id."
                yield Fault(f"{table}.csv", row.line, "id", message)
            first.setdefault(name, row.line)


def legs_lead_elsewhere(rows: Rows) -> Iterator[Fault]:
    """Require that no leg leads from a jurisdiction to itself."""
    for row in rows["legs"]:
        origin, destination = (row.cells[end] for end in ("origin", "destination"))
        if origin is not None and origin == destination:
            message = f"'{origin}' is also the origin. A leg leads to another jurisdiction."
            yield Fault("legs.csv", row.line, "destination", message)


def capacities_are_in_order(rows: Rows) -> Iterator[Fault]:
    """Require that the low estimate is not above the best, nor the best above the high."""
    for row in rows["legs"]:
        low, best, high = (
            row.cells[name] for name in ("capacity_low", "capacity", "capacity_high")
        )
        if low is not None and _above(low, best):
            yield Fault(
                "legs.csv",
                row.line,
                "capacity_low",
                f"{low} is above the capacity {best}. Lower it.",
            )
        if high is not None and _above(best, high):
            message = f"{high} is below the capacity {best}. Raise it."
            yield Fault("legs.csv", row.line, "capacity_high", message)


def dates_are_in_order(rows: Rows) -> Iterator[Fault]:
    """Require that no row ends before it begins."""
    pairs = (("valid_from", "valid_to"), ("event_from", "event_to"))
    for table, table_rows in rows.items():
        for row in table_rows:
            for begin, end in pairs:
                first, last = row.cells.get(begin), row.cells.get(end)
                if first is not None and last is not None and last < first:
                    yield Fault(
                        f"{table}.csv",
                        row.line,
                        end,
                        f"{last} is before {begin} {first}. Swap them.",
                    )


def places_are_whole(rows: Rows) -> Iterator[Fault]:
    """Require that a place has both a latitude and a longitude, or neither."""
    for row in rows["jurisdictions"]:
        for here, other in (("lat", "lon"), ("lon", "lat")):
            if row.cells[here] is None and row.cells[other] is not None:
                yield Fault(
                    "jurisdictions.csv",
                    row.line,
                    here,
                    f"is blank while {other} is given. Give both.",
                )


def sources_are_named(rows: Rows) -> Iterator[Fault]:
    """Require that a number that is not assumed names its evidence."""
    for table in ("legs", "pressure"):
        for row in rows.get(table, ()):
            basis = row.cells["basis"]
            if basis in {"reported", "derived"} and not row.cells["evidence"]:
                message = f"is blank while the basis is '{basis}'. Name evidence or write assumed."
                yield Fault(f"{table}.csv", row.line, "evidence", message)


def _above(left: Decimal | str | None, right: Decimal | str | None) -> bool:
    if left is None or right is None or right == UNBOUNDED:
        return False
    return left == UNBOUNDED or Decimal(left) > Decimal(right)


_RULES: tuple[Callable[[Rows], Iterator[Fault]], ...] = (
    ids_are_unique,
    legs_lead_elsewhere,
    capacities_are_in_order,
    dates_are_in_order,
    places_are_whole,
    sources_are_named,
)
