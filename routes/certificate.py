"""Proof, read off the graph itself, that a flow is largest and a cut smallest."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routes.errors import CertificateError
from routes.fields import DESTINATIONS, ORIGINS, UNBOUNDED
from routes.lenses import Lens, jurisdiction_amount, leg_amount

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import networkx as nx


@dataclass(frozen=True)
class Certificate:
    """What was checked before a result was returned.

    Attributes
    ----------
    cut_capacity : int
        Amounts of the cut's members, added up from the graph, in units of 1/scale.
    flow_value : int
        Net flow out of the origins, in units of 1/scale; equal to it, so both are optimal.
    routes_left : int
        Destinations that an origin still reaches without the members; always 0.
    """

    cut_capacity: int
    flow_value: int
    routes_left: int


def certify(
    graph: nx.MultiDiGraph[str],
    lens: Lens,
    *,
    legs: Collection[str],
    jurisdictions: Collection[str],
    leg_flow: Mapping[str, int],
) -> Certificate:
    """Check a flow against a cut; equal values prove both (weak duality).

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, from whose attributes everything is added up again.
    lens : {"passing", "volume", "effort"}
        Which amounts count.
    legs, jurisdictions : collection of str
        Members of the cut.
    leg_flow : mapping of str to int
        Flow on every leg that carries some.

    Returns
    -------
    Certificate
        The figures that agreed.

    Raises
    ------
    CertificateError
        The flow breaks a limit or does not balance, the values differ, or a route remains.

    References
    ----------
    L. R. Ford and D. R. Fulkerson (1956), "Maximal flow through a network", Canadian Journal of
    Mathematics 8, 399-404, doi 10.4153/CJM-1956-045-5.
    """
    flow_value = check_flow(graph, lens, leg_flow)
    cut_capacity = _cut_capacity(graph, lens, frozenset(legs), frozenset(jurisdictions))
    if cut_capacity != flow_value:
        raise CertificateError(f"the cut adds to {cut_capacity} but the flow to {flow_value}")
    routes_left = _destinations_reached(graph, lens, frozenset(legs), frozenset(jurisdictions))
    if routes_left:
        raise CertificateError(f"{routes_left} destination(s) can be reached in spite of the cut")
    return Certificate(cut_capacity, flow_value, routes_left)


def check_flow(graph: nx.MultiDiGraph[str], lens: Lens, leg_flow: Mapping[str, int]) -> int:
    """Check that a flow keeps every limit and balances everywhere between the ends.

    Parameters
    ----------
    graph, lens, leg_flow
        As for `certify`.

    Returns
    -------
    int
        Net flow out of the origins, in units of 1/scale.

    Raises
    ------
    CertificateError
        It does not.
    """
    entering: dict[str, int] = defaultdict(int)
    leaving: dict[str, int] = defaultdict(int)
    for origin, destination, leg, data in graph.edges(keys=True, data=True):
        moved = leg_flow.get(leg, 0)
        limit = leg_amount(data, lens)
        if moved < 0 or (limit != UNBOUNDED and moved > limit):
            raise CertificateError(f"flow {moved} on leg {leg!r} is outside 0 to {limit}")
        leaving[origin] += moved
        entering[destination] += moved
    for jurisdiction, data in graph.nodes(data=True):
        through = max(entering[jurisdiction], leaving[jurisdiction])
        limit = jurisdiction_amount(data, lens)
        if limit != UNBOUNDED and through > limit:
            raise CertificateError(f"flow {through} through {jurisdiction!r} is above {limit}")
        _check_balance(graph, jurisdiction, leaving[jurisdiction] - entering[jurisdiction])
    return sum(leaving[origin] - entering[origin] for origin in graph.graph[ORIGINS])


def _check_balance(graph: nx.MultiDiGraph[str], jurisdiction: str, net_outflow: int) -> None:
    may_give = jurisdiction in graph.graph[ORIGINS]
    may_take = jurisdiction in graph.graph[DESTINATIONS]
    if (net_outflow > 0 and not may_give) or (net_outflow < 0 and not may_take):
        raise CertificateError(f"flow does not balance at {jurisdiction!r}: {net_outflow} net out")


def _cut_capacity(
    graph: nx.MultiDiGraph[str], lens: Lens, legs: frozenset[str], jurisdictions: frozenset[str]
) -> int:
    amounts = {
        leg: leg_amount(data, lens)
        for _, _, leg, data in graph.edges(keys=True, data=True)
        if leg in legs
    }
    for jurisdiction in jurisdictions:
        amounts[f"jurisdiction {jurisdiction}"] = jurisdiction_amount(
            graph.nodes[jurisdiction], lens
        )
    if len(amounts) != len(legs) + len(jurisdictions):
        raise CertificateError("the cut has a member that is not in the graph")
    total = 0
    for member in sorted(amounts):
        amount = amounts[member]
        if amount == UNBOUNDED:
            raise CertificateError(f"the cut has an unbounded member, {member!r}")
        total += amount
    return total


def _destinations_reached(
    graph: nx.MultiDiGraph[str], lens: Lens, legs: frozenset[str], jurisdictions: frozenset[str]
) -> int:
    closed = jurisdictions | {
        node for node, data in graph.nodes(data=True) if jurisdiction_amount(data, lens) == 0
    }
    reached = {origin for origin in graph.graph[ORIGINS] if origin not in closed}
    waiting = deque(sorted(reached))
    while waiting:
        for _, destination, leg, data in graph.edges(waiting.popleft(), keys=True, data=True):
            is_open = leg not in legs and leg_amount(data, lens) != 0
            if is_open and destination not in closed and destination not in reached:
                reached.add(destination)
                waiting.append(destination)
    return sum(destination in reached for destination in graph.graph[DESTINATIONS])
