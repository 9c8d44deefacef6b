"""The exact drop in the largest flow when one leg or jurisdiction is taken away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routes.arrays import compile_network
from routes.engine import solve

if TYPE_CHECKING:
    import networkx as nx

    from routes.arrays import Network
    from routes.engine import Status
    from routes.lenses import Lens

Drops = dict[str, int | None]


@dataclass(frozen=True)
class FlowDrop:
    """Drops in units of 1/scale, by id in sorted order; None everywhere when unbounded.

    Attributes
    ----------
    status : {"flow", "no route", "unbounded"}
        Of the largest flow with nothing taken away.
    legs, jurisdictions : dict of str to int or None
    """

    status: Status
    legs: Drops
    jurisdictions: Drops


def flow_drop(graph: nx.MultiDiGraph[str], lens: Lens) -> FlowDrop:
    """Solve again without each leg and each jurisdiction.

    What carries nothing in one largest flow can be missed without loss, so only the others are
    solved again. Taking away an origin takes away what starts there.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; this is not checked here.
    lens : {"passing", "volume", "effort"}
        Which amounts bound the flow.

    Returns
    -------
    FlowDrop
        The drop for each leg and jurisdiction. Taking away several at once is not considered.
    """
    network = compile_network(graph, lens)
    solution = solve(network)
    nothing = None if solution.value is None else 0
    legs: Drops = dict.fromkeys(sorted(leg for _, _, leg in graph.edges(keys=True)), nothing)
    jurisdictions: Drops = dict.fromkeys(network.jurisdiction_ids, nothing)
    if solution.value is None:
        return FlowDrop(solution.status, legs, jurisdictions)
    arcs = network.member_arcs
    for arc in arcs[solution.residual[arcs + 1] > 0].tolist():
        drop = solution.value - _value_without(network, arc)
        leg, jurisdiction = network.members([arc])
        legs.update(dict.fromkeys(leg, drop))
        jurisdictions.update(dict.fromkeys(jurisdiction, drop))
    return FlowDrop(solution.status, legs, jurisdictions)


def _value_without(network: Network, arc: int) -> int:
    amount = network.amount.copy()
    amount[arc] = 0
    return solve(replace(network, amount=amount)).value or 0
