"""Any table of edges as a graph that keeps the contract, for use as a library."""

from __future__ import annotations

import decimal
import re
from typing import TYPE_CHECKING, Any

import networkx as nx

from routes import fields
from routes.contract import passing_capacity, require
from routes.errors import GraphError
from routes.pressure import CLOSED_PERCENT, route_weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

_DECIMAL_TEXT = re.compile(r"[0-9]+(\.[0-9]+)?")
_REQUIRED = ("origin", "destination", "capacity")
_SCALE_BASE = 100

MAX_LEGS = 1_000_000
"""Most rows of a table, as of a study's; their graph takes up to 2 GiB of memory."""


def from_edges(
    frame: pd.DataFrame,
    *,
    origin: str | int | Sequence[str | int],
    destination: str | int | Sequence[str | int],
    capacity_unit: str = "units",
    effort_unit: str = "effort units",
) -> nx.MultiDiGraph[str]:
    """Build a graph from any table of edges.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row is a leg, up to a million. Columns `origin`, `destination` (texts, or whole
        numbers, which become texts) and `capacity`; optional `id` (by default ``A>B``, then
        ``A>B.2`` for a parallel leg), `pressure` (whole percent, by default 0) and
        `interdict_cost` (by default 1).
        Amounts are whole numbers, decimal texts, `decimal.Decimal` or the word ``unbounded``.
    origin, destination : str or int, or several
        Jurisdictions where routes start and end.
    capacity_unit, effort_unit : str
        Names of the units, for display.

    Returns
    -------
    networkx.MultiDiGraph
        As from `routes.build`, on layer goods; `as_of` is None, as the table has no dates. Its
        scale is 100 times the power of ten that makes every amount whole. Other columns are not
        considered.

    Raises
    ------
    GraphError
        There are too many rows, a column is missing, an amount is a float, blank or negative,
        or the graph would break the contract.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"origin": ["a"], "destination": ["b"], "capacity": ["0.5"]})
    >>> from_edges(frame, origin="a", destination="b").edges["a", "b", "a>b"]["passing_scaled"]
    500
    """
    _require_table(frame)
    tails = [_identifier(cell, "origin", row) for row, cell in enumerate(frame["origin"], 1)]
    heads = [_identifier(cell, "destination", r) for r, cell in enumerate(frame["destination"], 1)]
    capacities = _amounts(frame["capacity"], "capacity")
    costs = _amounts(_column(frame, "interdict_cost", 1), "interdict_cost")
    scale = _SCALE_BASE * 10 ** _decimals([*capacities, *costs])
    origins, destinations = _ends(origin), _ends(destination)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(
        {
            fields.ORIGINS: origins,
            fields.DESTINATIONS: destinations,
            fields.SCALE: scale,
            fields.CAPACITY_UNIT: capacity_unit,
            fields.EFFORT_UNIT: effort_unit,
            fields.AS_OF: None,
            fields.LAYER: "goods",
        }
    )
    for jurisdiction in sorted({*tails, *heads, *origins, *destinations}):
        graph.add_node(jurisdiction, **_jurisdiction(jurisdiction, origins, destinations))
    pressures = [_pressure(cell, r) for r, cell in enumerate(_column(frame, "pressure", 0), 1)]
    rows = zip(_ids(frame, tails, heads), tails, heads, capacities, pressures, costs, strict=True)
    for leg, tail, head, capacity, pressure, cost in sorted(rows, key=lambda row: row[:3]):
        if graph.has_edge(tail, head, key=leg):
            raise GraphError(f"leg {leg!r}: the id is used by more than one leg")
        graph.add_edge(tail, head, key=leg, **_leg(capacity, pressure, cost, scale))
    require(graph)
    return graph


def _require_table(frame: pd.DataFrame) -> None:
    missing = [column for column in _REQUIRED if column not in frame.columns]
    if missing:
        raise GraphError(f"the table lacks the column(s) {', '.join(missing)}")
    if len(frame) > MAX_LEGS:
        raise GraphError(
            f"the table has {len(frame):,} rows, more than the limit of {MAX_LEGS:,} legs: "
            "add parallel legs up, or split the table"
        )


def _column(frame: pd.DataFrame, name: str, default: int) -> Iterable[Any]:
    return frame[name] if name in frame.columns else [default] * len(frame)


def _identifier(cell: object, column: str, row: int) -> str:
    number = _whole(cell)
    if number is not None:
        return str(number)
    if isinstance(cell, str) and cell:
        return cell
    raise GraphError(f"row {row}: {column} must be a text or a whole number, not {cell!r}")


def _ends(ends: str | int | Sequence[str | int]) -> tuple[str, ...]:
    several = [ends] if isinstance(ends, str | int) else ends
    return tuple(sorted({str(end) for end in several}))


def _ids(frame: pd.DataFrame, tails: list[str], heads: list[str]) -> list[str]:
    if "id" in frame.columns:
        return [_identifier(cell, "id", row) for row, cell in enumerate(frame["id"], 1)]
    used: dict[str, None] = {}
    copies: dict[str, int] = {}
    for tail, head in zip(tails, heads, strict=True):
        # Numbers tried once for these ends are taken for good, so the search goes on from there.
        base = leg = f"{tail}>{head}"
        number = copies.get(base, 1)
        while leg in used:
            number += 1
            leg = f"{base}.{number}"
        copies[base] = number
        used[leg] = None
    return list(used)


def _whole(cell: object) -> int | None:
    """Give a whole number of any integer type; True and False are none."""
    if isinstance(cell, bool) or not hasattr(cell, "__index__"):
        return None
    return int(cell.__index__())


def _amounts(cells: Iterable[object], column: str) -> list[decimal.Decimal | None]:
    """Read amounts exactly; None stands for unbounded."""
    return [_amount(cell, column, row) for row, cell in enumerate(cells, 1)]


def _amount(cell: object, column: str, row: int) -> decimal.Decimal | None:
    number = _whole(cell)
    if number is not None and number >= 0:
        return decimal.Decimal(number)
    if cell == fields.UNBOUNDED:
        return None
    if isinstance(cell, str) and _DECIMAL_TEXT.fullmatch(cell):
        return decimal.Decimal(cell)
    if isinstance(cell, decimal.Decimal) and cell.is_finite() and cell >= 0:
        return cell
    remedy = (
        "floats are not exact: read the column as text" if isinstance(cell, float) else "fix it"
    )
    raise GraphError(
        f"row {row}: {column} must be a whole number, a decimal text or 'unbounded', "
        f"not {cell!r} ({remedy})"
    )


def _decimals(amounts: Iterable[decimal.Decimal | None]) -> int:
    return max((_places(amount) for amount in amounts if amount is not None), default=0)


def _places(amount: decimal.Decimal) -> int:
    digits = f"{amount:f}".partition(".")[2].rstrip("0")
    return len(digits)


def _scaled(amount: decimal.Decimal | None, scale: int) -> fields.Amount:
    if amount is None:
        return fields.UNBOUNDED
    numerator, denominator = amount.as_integer_ratio()
    return numerator * scale // denominator


def _pressure(cell: object, row: int) -> int:
    number = _whole(cell)
    if number is None or not 0 <= number <= CLOSED_PERCENT:
        raise GraphError(f"row {row}: pressure must be a whole percent, 0 to 100, not {cell!r}")
    return number


def _jurisdiction(
    jurisdiction: str, origins: tuple[str, ...], destinations: tuple[str, ...]
) -> dict[str, Any]:
    role = "origin" if jurisdiction in origins else "transit"
    return {
        fields.NAME: jurisdiction,
        fields.ROLE: "destination" if jurisdiction in destinations else role,
        fields.NODE_CAPACITY: fields.UNBOUNDED,
        fields.LATITUDE: None,
        fields.LONGITUDE: None,
    }


def _leg(
    capacity: decimal.Decimal | None, pressure: int, cost: decimal.Decimal | None, scale: int
) -> dict[str, Any]:
    scaled = _scaled(capacity, scale)
    return {
        fields.CAPACITY: scaled,
        fields.PRESSURE: pressure,
        fields.PASSING: passing_capacity(scaled, pressure),
        fields.INTERDICT_COST: _scaled(cost, scale),
        fields.ROUTE_WEIGHT: route_weight(pressure),
        fields.MECHANISM: "unspecified",
        fields.EVIDENCE_CLASS: None,
        fields.BASIS: "assumed",
        fields.EVIDENCE: (),
    }
