"""Centrality of legs and jurisdictions, beside the exact drop in flow that it only hints at."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from routes import notebook_table
from routes.contract import require
from routes.fields import SCALE, UNBOUNDED, Amount
from routes.lenses import Lens, leg_amount, open_legs, require_lens

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx
    import pandas as pd

    from routes.engine import Status


@dataclass(frozen=True)
class LegCentrality:
    """Measures of one leg; amounts in units of 1/scale, shares from 0 to 1."""

    id: str
    betweenness: float
    current_flow: float
    amount_scaled: Amount
    flow_drop_scaled: int | None


@dataclass(frozen=True)
class JurisdictionCentrality:
    """Measures of one jurisdiction; amounts in units of 1/scale, shares from 0 to 1."""

    id: str
    betweenness: float
    current_flow: float
    in_degree: int
    out_degree: int
    amount_in_scaled: Amount
    amount_out_scaled: Amount
    flow_drop_scaled: int | None


@dataclass(frozen=True)
class Centrality:
    """Measures of every leg and jurisdiction, by id in sorted order.

    Attributes
    ----------
    status : {"flow", "no route", "unbounded"}
        Of the largest flow; when unbounded there is no drop, and without a route all are 0.
    lens : {"passing", "volume", "effort"}
        Which amounts are used.
    scale : int
        Divide amounts by it for the study's unit.
    legs : tuple of LegCentrality
    jurisdictions : tuple of JurisdictionCentrality
    """

    status: Status
    lens: Lens
    scale: int
    legs: tuple[LegCentrality, ...]
    jurisdictions: tuple[JurisdictionCentrality, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        return asdict(self)

    def to_frame(self, kind: Literal["legs", "jurisdictions"] = "legs") -> pd.DataFrame:
        """Give one row for each leg or each jurisdiction, its measures as columns."""
        import pandas as pd

        rows = self.legs if kind == "legs" else self.jurisdictions
        row_type = LegCentrality if kind == "legs" else JurisdictionCentrality
        columns = [field.name for field in fields(row_type)]
        return pd.DataFrame([asdict(row) for row in rows], columns=columns)

    def _repr_html_(self) -> str:
        caption = f"jurisdictions, {self.lens}: centrality beside the exact drop in flow"
        return notebook_table.of_frame(caption, self.to_frame("jurisdictions"), self.scale)


def centrality(graph: nx.MultiDiGraph[str], lens: Lens = "passing") -> Centrality:
    """Measure how central each leg and jurisdiction is, and what taking it away would do.

    A centrality presumes how goods move: betweenness, that all take the least pressed route;
    current flow, that they wander at random. Neither tells where a cut would hold. The drop in
    flow does, for one leg or jurisdiction at a time.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    lens : {"passing", "volume", "effort"}
        Which amounts are conductances and bound the flow. Betweenness uses pressure alone.

    Returns
    -------
    Centrality
        For each leg and jurisdiction `betweenness` (see `routes.betweenness`), `current_flow` (see
        `routes.current_flow`) and `flow_drop_scaled`, the exact drop in the largest flow without
        it, None when the flow is unbounded; for jurisdictions the number of legs on which
        something passes, in and out, and what these count.

    Raises
    ------
    GraphError
        The graph breaks the contract or the lens is unknown.

    References
    ----------
    S. P. Borgatti (2005), "Centrality and network flow", Social Networks 27, 55-71,
    doi 10.1016/j.socnet.2004.11.008.
    """
    from routes.betweenness import betweenness
    from routes.current_flow import current_flow
    from routes.flow_drop import flow_drop

    require(graph)
    require_lens(lens)
    leg_paths, node_paths = betweenness(graph)
    leg_currents, node_currents = current_flow(graph, lens)
    drops = flow_drop(graph, lens)
    amounts = {leg: (o, d, leg_amount(data, lens)) for o, d, leg, data in open_legs(graph)}
    legs = tuple(
        LegCentrality(
            id=leg,
            betweenness=leg_paths[leg],
            current_flow=leg_currents[leg],
            amount_scaled=amounts[leg][2] if leg in amounts else 0,
            flow_drop_scaled=drops.legs[leg],
        )
        for leg in drops.legs
    )
    entering: dict[str, list[Amount]] = {node: [] for node in drops.jurisdictions}
    leaving: dict[str, list[Amount]] = {node: [] for node in drops.jurisdictions}
    for origin, destination, amount in amounts.values():
        leaving[origin].append(amount)
        entering[destination].append(amount)
    jurisdictions = tuple(
        JurisdictionCentrality(
            id=node,
            betweenness=node_paths[node],
            current_flow=node_currents[node],
            in_degree=len(entering[node]),
            out_degree=len(leaving[node]),
            amount_in_scaled=_total(entering[node]),
            amount_out_scaled=_total(leaving[node]),
            flow_drop_scaled=drops.jurisdictions[node],
        )
        for node in drops.jurisdictions
    )
    return Centrality(drops.status, lens, graph.graph[SCALE], legs, jurisdictions)


def _total(amounts: Iterable[Amount]) -> Amount:
    """Add amounts; one that is unbounded makes the sum so."""
    total = 0
    for amount in amounts:
        if amount == UNBOUNDED:
            return UNBOUNDED
        total += amount
    return total
