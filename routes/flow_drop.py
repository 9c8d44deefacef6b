"""The exact drop in the largest flow when one leg or jurisdiction is taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routes.arrays import compile_network
from routes.removals import removal_losses
from routes.sweep_flow import sweep_flow

if TYPE_CHECKING:
    import networkx as nx

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
    """Take away each leg and each jurisdiction in turn.

    Taking away an origin takes away what starts there.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; this is not checked here.
    lens : {"passing", "volume", "effort"}
        Which amounts bound the flow.

    Returns
    -------
    FlowDrop
        The drop for each leg and jurisdiction, as `routes.removals` finds it. Taking away several
        at once is not considered.
    """
    network = compile_network(graph, lens)
    solution = sweep_flow(network)
    nothing = None if solution.value is None else 0
    legs: Drops = dict.fromkeys(sorted(leg for _, _, leg in graph.edges(keys=True)), nothing)
    jurisdictions: Drops = dict.fromkeys(network.jurisdiction_ids, nothing)
    if solution.value is None:
        return FlowDrop(solution.status, legs, jurisdictions)
    losses = removal_losses(network, solution).tolist()
    inner_count = len(network.inner_ids)
    jurisdictions.update(zip(network.inner_ids, losses[:inner_count], strict=True))
    legs.update(zip(network.leg_ids, losses[inner_count:], strict=True))
    return FlowDrop(solution.status, legs, jurisdictions)
