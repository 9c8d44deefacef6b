"""The sweep: every leg and jurisdiction removed in turn, alone or two at a time."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from routes.arrays import network_of
from routes.certificate import certify
from routes.contract import require
from routes.engine import reachable
from routes.errors import GraphError
from routes.fields import SCALE
from routes.flow import leg_arc_flows, leg_flows
from routes.leg_certificate import certify_legs
from routes.leg_graph import table_of
from routes.lens_arrays import lens_arrays
from routes.removal_rows import PairRemoval, Removal, pair_rows, removal_rows
from routes.removal_table import MOST_PAIRS, Roster, pair_removals, single_removals
from routes.replacement import Replacement
from routes.sweep_flow import sweep_flow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import networkx as nx
    import pandas as pd

    from routes.arrays import IntArray, Network
    from routes.engine import Solution, Status
    from routes.lens_arrays import LensArrays
    from routes.lenses import Lens


@dataclass(frozen=True)
class Sweep:
    """What every removal does to the largest flow and to the least-pressure route.

    Attributes
    ----------
    order : {1, 2}
        How many are removed together.
    lens : {"passing", "volume", "effort"}
        Which amounts bound the flow.
    scale : int
        Divide amounts by it for the study's unit.
    status : {"flow", "no route", "unbounded"}
        With nothing removed.
    value_scaled : int or None
        The largest flow with nothing removed, in units of 1/scale; None when unbounded.
    route_weight_micronats : int or None
        Weight of the least-pressure route with nothing removed; None when there is no route.
    top : int or None
        What was asked for; None: all rows.
    rows : sequence of Removal, or tuple of PairRemoval
        Largest loss first, then by kind and id. Many single removals are made when they are read.
    """

    order: Literal[1, 2]
    lens: Lens
    scale: int
    status: Status
    value_scaled: int | None
    route_weight_micronats: int | None
    top: int | None
    rows: Sequence[Removal] | tuple[PairRemoval, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        return told | {"rows": tuple(asdict(row) for row in self.rows)}

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each removal; amounts and ranks are integers that may be missing."""
        import pandas as pd

        row_type = Removal if self.order == 1 else PairRemoval
        columns = [field.name for field in fields(row_type)]
        frame = pd.DataFrame([asdict(row) for row in self.rows], columns=columns)
        numbers = [name for name in columns if not name.startswith(("kind", "id"))]
        return frame.astype(dict.fromkeys(numbers, "Int64"))


def nobody(_member: str) -> None:
    """Tell nobody of a member."""


def sweep(
    graph: nx.MultiDiGraph[str],
    order: Literal[1, 2] = 1,
    lens: Lens = "passing",
    top: int | None = None,
    step: Callable[[str], None] = nobody,
) -> Sweep:
    """Remove every leg and every jurisdiction in turn, or every two of them.

    Removing a jurisdiction means that nothing passes through it, starts or ends there.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is not changed.
    order : {1, 2}
        1: one at a time. 2: every two, in no order.
    lens : {"passing", "volume", "effort"}
        Which amounts bound the flow. The route goes by pressure alone.
    top : int, optional
        Only rows with a rank up to this, and none that loses nothing; where the flow is unbounded,
        those that bound it. The search stops as soon as no other row can be among them.
    step : callable, optional
        Called once with the id of each leg and jurisdiction when it is done, for a progress bar.

    Returns
    -------
    Sweep
        Exact values, not estimates. How those who are cut off respond is not considered.

    Raises
    ------
    GraphError
        The graph breaks the contract, the lens is unknown, or there are more than `MOST_PAIRS`
        rows of pairs to list.
    ValueError
        The order is not 1 or 2, or top is below 1.
    CertificateError
        The flow failed its check.

    Notes
    -----
    `routes.removals.removal_losses` says why one maximum flow is enough.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> ends = {"origin": ["a", "a", "b"], "destination": ["b", "b", "c"]}
    >>> frame = pd.DataFrame(ends | {"capacity": [5, 3, 6]})
    >>> rows = sweep(from_edges(frame, origin="a", destination="c")).rows
    >>> [(row.id, row.loss_scaled, row.rank) for row in rows if row.kind == "leg"]
    [('b>c', 600, 1), ('a>b', 300, 5), ('a>b.2', 100, 6)]
    """
    if order not in (1, 2):
        raise ValueError(f"order must be 1 or 2, not {order}")
    if top is not None and top < 1:
        raise ValueError(f"top must be at least 1, not {top}")
    require(graph)
    arrays = lens_arrays(graph, lens)
    roster = Roster.of(arrays)
    if order != 1 and top is None:
        _refuse_above(len(roster.members) * (len(roster.members) - 1) // 2)
    network = network_of(arrays)
    solution = sweep_flow(network)
    if solution.value is not None:
        _certify(graph, lens, arrays, network, solution)
    tell = _Teller(roster, step)
    replacement = Replacement(graph)
    rows: Sequence[Removal] | tuple[PairRemoval, ...]
    if order == 1:
        table = single_removals(network, solution, roster, top, tell.done)
        rows = removal_rows(table, roster, solution.value, replacement)
    else:
        table = pair_removals(network, solution, roster, top, tell.done)
        _refuse_above(len(table.value))
        alone = single_removals(network, solution, roster, None)
        rows = pair_rows(table, alone, roster, solution.value, replacement)
    tell.rest()
    return Sweep(
        order=order,
        lens=lens,
        scale=graph.graph[SCALE],
        status=solution.status,
        value_scaled=solution.value,
        route_weight_micronats=replacement.weight_without(()),
        top=top,
        rows=rows,
    )


class _Teller:
    """Tells the caller of each member once, whether it was looked at or need not be."""

    def __init__(self, roster: Roster, step: Callable[[str], None]) -> None:
        self._roster = roster
        self._step = step
        self._waiting = np.ones(len(roster.members), dtype=bool)

    def done(self, positions: IntArray) -> None:
        """Tell of members at some positions of the network."""
        self._tell(self._roster.number[positions])

    def rest(self) -> None:
        """Tell of all others."""
        self._tell(np.flatnonzero(self._waiting))

    def _tell(self, numbers: IntArray) -> None:
        self._waiting[numbers] = False
        if self._step is not nobody:
            for name in self._roster.members.ids(numbers):
                self._step(name)


def _refuse_above(pair_count: int) -> None:
    if pair_count > MOST_PAIRS:
        raise GraphError(
            f"{pair_count} pairs are too many to list, {MOST_PAIRS} being the most; "
            "use top, with a small number, for the largest losses"
        )


def _certify(
    graph: nx.MultiDiGraph[str],
    lens: Lens,
    arrays: LensArrays,
    network: Network,
    solution: Solution,
) -> None:
    inside = reachable(network, solution.residual, network.source)
    if table_of(graph) is not None:
        # No jurisdiction of a table has a bound, so its two nodes are on the same side.
        flow = np.zeros(len(arrays.amount), dtype=np.int64)
        flow[arrays.amount != 0] = leg_arc_flows(network, solution)
        certify_legs(arrays, flow, inside[: network.source : 2])
        return
    legs, jurisdictions = network.members(network.crossing(inside))
    flow_by_id = leg_flows(network, solution)
    certify(graph, lens, legs=legs, jurisdictions=jurisdictions, leg_flow=flow_by_id)
