"""Any table of edges as a graph that keeps the contract, for use as a library."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np

from routes import fields
from routes.contract import require
from routes.edge_columns import read_amounts, read_names, read_pressure
from routes.edge_ends import read_ends
from routes.errors import GraphError
from routes.leg_graph import LegGraph
from routes.leg_order import named_after_ends, sorts_plainly
from routes.leg_table import LegTable, passing_amounts
from routes.names import Names, spell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from routes.leg_table import IndexArray, IntArray


class ArrowTable(Protocol):
    """What is asked of a pyarrow.Table, or of another library's table that turns into pandas'."""

    def to_pandas(self, *, types_mapper: Callable[[Any], Any]) -> pd.DataFrame:
        """Turn into pandas', with a type of its own for each column."""
        ...


_REQUIRED = ("origin", "destination", "capacity")
_SCALE_BASE = 100

MAX_LEGS = 10_000_000
"""Most rows of a table: the largest flow of so many takes some gigabytes of memory."""

SPELLED_UP_TO = 5_000
"""Names of so many legs are spelled at once, as it takes no time."""


def from_edges(
    edges: pd.DataFrame | ArrowTable | Mapping[str, Any],
    *,
    origin: str | int | Sequence[str | int],
    destination: str | int | Sequence[str | int],
    capacity_unit: str = "units",
    effort_unit: str = "effort units",
) -> LegGraph:
    """Build a graph from any table of edges.

    Parameters
    ----------
    edges : pandas.DataFrame, pyarrow.Table, or mapping of str to arrays or sequences
        One row is a leg, up to ten million. Columns `origin`, `destination` (texts, or whole
        numbers, which become texts) and `capacity`; optional `id` (by default ``A>B``, then
        ``A>B.2`` for a parallel leg), `pressure` (whole percent, by default 0) and
        `interdict_cost` (by default 1).
        Amounts are whole numbers, decimal texts, `decimal.Decimal` or the word ``unbounded``.
        Fastest are whole numbers in arrays.
    origin, destination : str or int, or several
        Jurisdictions where routes start and end.
    capacity_unit, effort_unit : str
        Names of the units, for display.

    Returns
    -------
    LegGraph
        A networkx.MultiDiGraph as from `routes.build`, on layer goods; `as_of` is None, as the
        table has no dates. Its scale is 100 times the power of ten that makes every amount whole.
        Jurisdictions and edges are made when they are first read: `max_flow`, `min_cut`, `sweep`
        and `least_pressure_route` do without, other analyses read them. Other columns are not
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
    >>> import numpy as np
    >>> ends = {"origin": np.array([1, 1]), "destination": np.array([2, 3])}
    >>> list(from_edges(ends | {"capacity": np.array([5, 6])}, origin=1, destination=[2, 3]).edges)
    [('1', '2', '1>2'), ('1', '3', '1>3')]
    """
    frame = _frame(edges)
    _require_table(frame)
    origins, destinations = _ends(origin), _ends(destination)
    places, tail, head = read_ends(frame["origin"], frame["destination"], {*origins, *destinations})
    capacity = read_amounts(frame["capacity"], "capacity")
    cost = read_amounts(_column(frame, "interdict_cost", 1), "interdict_cost")
    scale = _SCALE_BASE * 10 ** max(capacity.decimals, cost.decimals)
    pressure = read_pressure(_column(frame, "pressure", 0))
    order, names = _names(frame, places, tail, head)
    capacities = capacity.scaled(scale)[order]
    table = LegTable(
        jurisdiction_ids=_spelled(places),
        leg_ids=_spelled(names),
        tail=tail[order],
        head=head[order],
        capacity=capacities,
        passing=passing_amounts(capacities, pressure[order]),
        interdict_cost=cost.scaled(scale)[order],
        pressure=pressure[order],
    )
    attributes = {
        fields.ORIGINS: origins,
        fields.DESTINATIONS: destinations,
        fields.SCALE: scale,
        fields.CAPACITY_UNIT: capacity_unit,
        fields.EFFORT_UNIT: effort_unit,
        fields.AS_OF: None,
        fields.LAYER: "goods",
    }
    graph = LegGraph(table=table, **attributes)
    require(graph)
    return graph


def _frame(edges: object) -> pd.DataFrame:
    import pandas as pd

    if isinstance(edges, pd.DataFrame):
        return edges
    if isinstance(edges, Mapping):
        return pd.DataFrame(dict(edges), copy=False)
    if hasattr(edges, "to_pandas"):
        # Whole numbers stay so in columns with gaps, which are refused later with their row.
        return cast("ArrowTable", edges).to_pandas(types_mapper=pd.ArrowDtype)
    raise GraphError(
        f"edges must be a DataFrame, an Arrow table or a mapping of arrays, not {type(edges)}"
    )


def _require_table(frame: pd.DataFrame) -> None:
    missing = [column for column in _REQUIRED if column not in frame.columns]
    if missing:
        raise GraphError(f"the table lacks the column(s) {', '.join(missing)}")
    if len(frame) > MAX_LEGS:
        raise GraphError(
            f"the table has {len(frame):,} rows, more than the limit of {MAX_LEGS:,} legs: "
            "add parallel legs up, or split the table"
        )


def _column(frame: pd.DataFrame, name: str, default: int) -> pd.Series[Any]:
    import pandas as pd

    if name in frame.columns:
        return frame[name]
    return pd.Series(np.broadcast_to(np.int64(default), len(frame)))


def _ends(ends: str | int | Sequence[str | int]) -> tuple[str, ...]:
    several = [ends] if isinstance(ends, str | int) else ends
    return tuple(sorted({str(end) for end in several}))


def _names(
    frame: pd.DataFrame, places: Sequence[str], tail: IndexArray, head: IndexArray
) -> tuple[IntArray, Sequence[str]]:
    """Give the order of the rows by the names of their legs, and the names in it."""
    if "id" not in frame.columns and sorts_plainly(places):
        return named_after_ends(places, tail, head)
    if "id" in frame.columns:
        ids = read_names(frame["id"], "id")
    else:
        ids = names_after_ends(spell(places, tail), spell(places, head))
    order = sorted(range(len(ids)), key=ids.__getitem__)
    names = tuple(ids[position] for position in order)
    for name, following in itertools.pairwise(names):
        if name == following:
            raise GraphError(f"leg {name!r}: the id is used by more than one leg")
    return np.array(order, dtype=np.int64), names


def names_after_ends(tails: Sequence[str], heads: Sequence[str]) -> list[str]:
    """Name legs after their ends, counting from 2 for each until its name is free.

    Parameters
    ----------
    tails, heads : sequence of str
        Where each starts and ends.

    Returns
    -------
    list of str
        Different names, in the same order.
    """
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


def _spelled(names: Sequence[str]) -> Sequence[str]:
    return tuple(names) if isinstance(names, Names) and len(names) <= SPELLED_UP_TO else names
