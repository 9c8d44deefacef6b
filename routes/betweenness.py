"""Betweenness on least-pressure routes, for jurisdictions and for parallel legs."""

from __future__ import annotations

import networkx as nx

from routes.fields import DESTINATIONS, NODE_CAPACITY, ORIGINS, ROUTE_WEIGHT
from routes.lenses import open_legs

_DECIMALS = 6


def betweenness(graph: nx.MultiDiGraph[str]) -> tuple[dict[str, float], dict[str, float]]:
    """Give the share of least-pressure routes that run through each leg and jurisdiction.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; this is not checked here.

    Returns
    -------
    legs, jurisdictions : dict of str to float
        Mean over all pairs of an origin and a destination of the share of that pair's routes, of
        least weight and then of fewest hops, that run through it; 0 to 1, rounded to 6 decimals.
        A pair without a route counts 0, and so do the ends of a pair. Capacity is not considered.

    References
    ----------
    U. Brandes (2008), "On variants of shortest-path betweenness centrality and their generic
    computation", Social Networks 30, 136-145, doi 10.1016/j.socnet.2007.11.001.
    """
    web = _web(graph)
    origins = [("jurisdiction", node) for node in graph.graph[ORIGINS]]
    destinations = [("jurisdiction", node) for node in graph.graph[DESTINATIONS]]
    through = nx.betweenness_centrality_subset(
        web,
        sources=[node for node in origins if node in web],
        targets=[node for node in destinations if node in web],
        weight="length",
    )
    pairs = len(origins) * len(destinations)
    shares = {node: round(count / pairs, _DECIMALS) for node, count in through.items()}
    legs = sorted(leg for _, _, leg in graph.edges(keys=True))
    return (
        {leg: shares.get(("leg", leg), 0.0) for leg in legs},
        {node: shares.get(("jurisdiction", node), 0.0) for node in sorted(graph.nodes)},
    )


def _web(graph: nx.MultiDiGraph[str]) -> nx.DiGraph[tuple[str, str]]:
    """Make each open leg a node of its own, so that parallel legs are told apart.

    Lengths are positive integers: a route's hops, twice the legs, never outweigh one micro-nat.
    """
    web: nx.DiGraph[tuple[str, str]] = nx.DiGraph()
    web.add_nodes_from(
        ("jurisdiction", node)
        for node in sorted(graph.nodes)
        if graph.nodes[node][NODE_CAPACITY] != 0
    )
    micronat = 2 * len(graph) + 1
    for origin, destination, leg, data in open_legs(graph):
        web.add_edge(
            ("jurisdiction", origin), ("leg", leg), length=data[ROUTE_WEIGHT] * micronat + 1
        )
        web.add_edge(("leg", leg), ("jurisdiction", destination), length=1)
    return web
