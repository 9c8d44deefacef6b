"""What of a flow can go on as before in a graph, and the graph that carries nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routes.canonical_flow import canonical_flow
from routes.fields import NODE_CAPACITY, PRESSURE, UNBOUNDED
from routes.intervention import intervene
from routes.lenses import leg_amount
from routes.pressure import CLOSED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from routes.fields import Amount
    from routes.flow import Flow
    from routes.lenses import Lens

_FINER = {"passing": 1, "volume": 100}
"""Volume is told in hundredths of a unit, so that pressure leaves something of each unit."""


def observed_graph(
    graph: nx.MultiDiGraph[str], lens: Lens, leg_flow: Mapping[str, int]
) -> nx.MultiDiGraph[str]:
    """Give a graph in which every leg carries at most what was seen on it.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is left as it is.
    lens : {"passing", "volume"}
        What was seen.
    leg_flow : mapping of leg id to int
        Seen on each leg, in units of 1/scale; nothing on legs left out, and what is seen on legs
        that the graph lacks is passed over.

    Returns
    -------
    networkx.MultiDiGraph
        The same legs under the same pressure. Under the passing lens each counts the smaller of
        what it counts in the graph and what was seen; under the volume lens a hundred times that,
        and jurisdictions count a hundred times as much. Costs stay.
    """
    capacity = {
        leg: _capacity_for(_least(leg_amount(data, lens), leg_flow.get(leg, 0)), data, lens)
        for _, _, leg, data in graph.edges(keys=True, data=True)
    }
    changed = intervene(graph, set_capacity=capacity)
    for _, data in changed.nodes(data=True):
        if data[NODE_CAPACITY] != UNBOUNDED:
            data[NODE_CAPACITY] *= _FINER[lens]
    return changed


def kept_flow(graph: nx.MultiDiGraph[str], lens: Lens, leg_flow: Mapping[str, int]) -> Flow:
    """Find what of a flow can go on as before.

    Parameters
    ----------
    graph, lens, leg_flow
        As for `observed_graph`; commonly the graph after a plan and the flow before it.

    Returns
    -------
    Flow
        Of the largest flows that are on no leg larger than what was seen the one that the order
        of routes prefers, as `routes.canonical_flow` says, in the units of the graph.

    Raises
    ------
    GraphError
        The graph breaks the contract.
    CertificateError
        The flow failed its check.
    """
    found = canonical_flow(observed_graph(graph, lens, leg_flow), lens)
    finer = _FINER[lens]
    # Every amount is a multiple of the finer unit, and so is what moves.
    return replace(
        found,
        value=(found.value or 0) // finer,
        legs={leg: units // finer for leg, units in found.legs.items()},
        jurisdictions={place: units // finer for place, units in found.jurisdictions.items()},
    )


def _least(amount: Amount, seen: int) -> int:
    return seen if amount == UNBOUNDED else min(int(amount), seen)


def _capacity_for(units: int, data: Mapping[str, int], lens: Lens) -> int:
    """Give the capacity of a leg that counts so many units, or hundreds, under the lens."""
    passing = CLOSED_PERCENT - data[PRESSURE]
    if not units or not passing:
        return 0
    if lens == "volume":
        return units * _FINER[lens]
    # The smallest whose passing capacity is the units: the one below passes less.
    return -(-units * CLOSED_PERCENT // passing)
