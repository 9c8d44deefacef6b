"""Entry into new hubs: what must be opened before it is used, and what pays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from routes.contract import require
from routes.errors import GraphError
from routes.fields import DESTINATIONS, ORIGINS, SCALE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import networkx as nx

    from routes.route_rows import Route


class Member(NamedTuple):
    """A jurisdiction or leg that is not used as yet."""

    kind: str
    id: str


def hubs(graph: nx.MultiDiGraph[str]) -> tuple[str, ...]:
    """Name the jurisdictions of a graph between origins and destinations, sorted."""
    ends = {*graph.graph[ORIGINS], *graph.graph[DESTINATIONS]}
    return tuple(sorted(set(graph) - ends))


def new_hubs(
    graph: nx.MultiDiGraph[str], before: Mapping[str, int], after: Mapping[str, int]
) -> tuple[str, ...]:
    """Name the hubs through which something moves afterwards and nothing did before, sorted.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        With every leg of both flows.
    before, after : mapping of leg id to int
    """
    used = [touched(graph, flow) for flow in (before, after)]
    return tuple(sorted(used[1] - used[0]))


def touched(graph: nx.MultiDiGraph[str], leg_flow: Mapping[str, int]) -> set[str]:
    """Name the hubs through which something moves."""
    ends = {
        place
        for origin, end, leg in graph.edges(keys=True)
        if leg_flow.get(leg)
        for place in (origin, end)
    }
    return ends.intersection(hubs(graph))


def widened(
    graph: nx.MultiDiGraph[str], further: nx.MultiDiGraph[str] | None
) -> nx.MultiDiGraph[str]:
    """Give a graph with the legs that only might be opened.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is left as it is.
    further : networkx.MultiDiGraph or None
        Its jurisdictions and legs that the graph lacks are added.

    Returns
    -------
    networkx.MultiDiGraph

    Raises
    ------
    GraphError
        The other graph breaks the contract or has another scale.
    """
    if further is None:
        return graph
    require(further)
    if further.graph[SCALE] != graph.graph[SCALE]:
        raise GraphError("further legs must be told in units of the same scale as the graph")
    wide = graph.copy()
    for place, data in further.nodes(data=True):
        if place not in wide:
            wide.add_node(place, **data)
    known = {leg for _, _, leg in graph.edges(keys=True)}
    for origin, end, leg, data in further.edges(keys=True, data=True):
        if leg not in known:
            wide.add_edge(origin, end, key=leg, **data)
    require(wide)
    return wide


def unused_members(
    graph: nx.MultiDiGraph[str], wide: nx.MultiDiGraph[str], leg_flow: Mapping[str, int]
) -> frozenset[Member]:
    """List what must be opened before it is used.

    Parameters
    ----------
    graph, wide : networkx.MultiDiGraph
        Without and with the legs that only might be opened.
    leg_flow : mapping of leg id to int
        What moves before.

    Returns
    -------
    frozenset of Member
        Further legs, and hubs through which nothing moves.
    """
    there = {leg for _, _, leg in graph.edges(keys=True)}
    legs = {leg for _, _, leg in wide.edges(keys=True)} - there
    places = set(hubs(wide)) - touched(graph, leg_flow)
    return frozenset(
        {Member("leg", leg) for leg in legs} | {Member("jurisdiction", place) for place in places}
    )


def entries(routes: Collection[Route], unused: frozenset[Member]) -> tuple[frozenset[Member], ...]:
    """List what would have to be opened together for some route, each once, in a fixed order."""
    needed = {
        unused.intersection(
            [
                *(Member("leg", leg) for leg in route.legs),
                *(Member("jurisdiction", place) for place in route.jurisdictions),
            ]
        )
        for route in routes
    }
    return tuple(sorted((members for members in needed if members), key=sorted))


def best_entry(worth: Mapping[frozenset[Member], int], cost_of_one: int) -> frozenset[Member]:
    """Choose what pays best.

    Parameters
    ----------
    worth : mapping of frozenset of Member to int
        What is gained by opening members together.
    cost_of_one : int
        For each member, in the same unit.

    Returns
    -------
    frozenset of Member
        The first that gains most beyond its cost; empty if none gains more than it costs.
    """
    best, most = frozenset[Member](), 0
    for members, gained in worth.items():
        left = gained - cost_of_one * len(members)
        if left > most:
            best, most = members, left
    return best
