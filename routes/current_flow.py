"""Current-flow betweenness: legs as resistors, a unit of current from origin to destination."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from routes.fields import DESTINATIONS, ORIGINS, UNBOUNDED
from routes.lenses import Lens, leg_amount, open_legs

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

DENSE_UP_TO_NODES = 300
"""Up to so many jurisdictions the system is solved as a full matrix."""

_DECIMALS = 6


def current_flow(
    graph: nx.MultiDiGraph[str], lens: Lens
) -> tuple[dict[str, float], dict[str, float]]:
    """Give the share of a random walk's current that runs through each leg and jurisdiction.

    Direction is folded: the conductance between two jurisdictions is the sum of what the legs count
    both ways, and each leg has its part of the current by what it counts. An unbounded leg counts
    one more than all finite amounts together. Jurisdictions' own capacities are not considered.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; this is not checked here.
    lens : {"passing", "volume", "effort"}
        Which amounts are the conductances.

    Returns
    -------
    legs, jurisdictions : dict of str to float
        Mean over all pairs of an origin and a destination; 0 to 1, rounded to 6 decimals. A pair
        that nothing connects counts 0, and so do the ends of a pair.

    References
    ----------
    M. E. J. Newman (2005), "A measure of betweenness centrality based on random walks", Social
    Networks 27, 39-54, doi 10.1016/j.socnet.2004.11.009.
    U. Brandes and D. Fleischer (2005), "Centrality measures based on current flow", STACS 2005,
    LNCS 3404, 533-544, doi 10.1007/978-3-540-31856-9_44.
    """
    nodes = {node: position for position, node in enumerate(sorted(graph.nodes))}
    legs = _conductances(graph, lens)
    folded: dict[tuple[int, int], int] = defaultdict(int)
    for origin, destination, amount in legs.values():
        folded[_pair(nodes, origin, destination)] += amount
    ends = np.array(sorted(folded), dtype=np.int64).reshape(-1, 2)
    largest = max(folded.values(), default=1)
    conductance = np.array([folded[a, b] / largest for a, b in ends.tolist()], dtype=np.float64)
    origins = [nodes[origin] for origin in graph.graph[ORIGINS]]
    destinations = [nodes[destination] for destination in graph.graph[DESTINATIONS]]
    on_edges, on_nodes = _currents(len(nodes), ends, conductance, origins, destinations)
    edge_share = dict(zip(map(tuple, ends.tolist()), on_edges.tolist(), strict=True))
    leg_share = dict.fromkeys(sorted(leg for _, _, leg in graph.edges(keys=True)), 0.0)
    for leg, (origin, destination, amount) in legs.items():
        pair = _pair(nodes, origin, destination)
        leg_share[leg] = round(edge_share[pair] * (amount / folded[pair]), _DECIMALS)
    return leg_share, {node: round(float(on_nodes[i]), _DECIMALS) for node, i in nodes.items()}


def _conductances(graph: nx.MultiDiGraph[str], lens: Lens) -> dict[str, tuple[str, str, int]]:
    amounts = {leg: (o, d, leg_amount(data, lens)) for o, d, leg, data in open_legs(graph)}
    total = sum(amount for _, _, amount in amounts.values() if isinstance(amount, int))
    return {
        leg: (o, d, total + 1 if amount == UNBOUNDED else amount)
        for leg, (o, d, amount) in amounts.items()
    }


def _pair(nodes: dict[str, int], origin: str, destination: str) -> tuple[int, int]:
    ends = sorted((nodes[origin], nodes[destination]))
    return ends[0], ends[1]


def _currents(
    count: int,
    ends: NDArray[np.int64],
    conductance: FloatArray,
    origins: list[int],
    destinations: list[int],
) -> tuple[FloatArray, FloatArray]:
    """Average over the pairs the current on each edge, shape (edges,), and through each node."""
    tail, head = ends[:, 0], ends[:, 1]
    part = _parts(count, ends)
    potentials = _dense_potentials if count <= DENSE_UP_TO_NODES else _sparse_potentials
    on_edges, on_nodes = np.zeros(len(ends)), np.zeros(count)
    for destination in destinations:
        joined = [origin for origin in origins if part[origin] == part[destination]]
        members = np.flatnonzero(part == part[destination])
        if not joined:
            continue
        for origin, potential in potentials(ends, conductance, members, joined, destination):
            current = np.abs(potential[tail] - potential[head]) * conductance
            through = np.bincount(tail, current, count) + np.bincount(head, current, count)
            through[[origin, destination]] = 0
            on_edges += current
            on_nodes += through / 2
    pairs = len(origins) * len(destinations)
    return on_edges / pairs, on_nodes / pairs


def _parts(count: int, ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Label the connected parts, shape (nodes,)."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(map(tuple, ends.tolist()))
    part = np.zeros(count, dtype=np.int64)
    for label, members in enumerate(nx.connected_components(graph)):
        part[list(members)] = label
    return part


def _dense_potentials(
    ends: NDArray[np.int64],
    conductance: FloatArray,
    members: NDArray[np.int64],
    origins: list[int],
    destination: int,
) -> Iterator[tuple[int, FloatArray]]:
    """Yield the potentials of a unit current from each origin, the destination held at zero.

    For small graphs, where importing scipy would take longer than solving.
    """
    count = int(max(ends.max(), members.max())) + 1
    laplacian = np.zeros((count, count))
    for (a, b), value in zip(ends.tolist(), conductance.tolist(), strict=True):
        laplacian[a, a] += value
        laplacian[b, b] += value
        laplacian[a, b] -= value
        laplacian[b, a] -= value
    free = members[members != destination]
    inverse = np.linalg.inv(laplacian[np.ix_(free, free)])
    for origin in origins:
        potential = np.zeros(count)
        potential[free] = inverse[:, free == origin][:, 0]
        yield origin, potential


def _sparse_potentials(
    ends: NDArray[np.int64],
    conductance: FloatArray,
    members: NDArray[np.int64],
    origins: list[int],
    destination: int,
) -> Iterator[tuple[int, FloatArray]]:
    """Yield the same potentials, for graphs whose matrix would not fit."""
    from scipy.sparse import coo_array, csc_array
    from scipy.sparse.csgraph import laplacian
    from scipy.sparse.linalg import splu

    count = int(max(ends.max(), members.max())) + 1
    web = coo_array((conductance, (ends[:, 0], ends[:, 1])), shape=(count, count)).tocsr()
    free = members[members != destination]
    matrix = csc_array(laplacian(web + web.T)[free][:, free])
    # A grounded Laplacian is symmetric and diagonally dominant: it needs no pivoting.
    factors = splu(
        matrix,
        permc_spec="MMD_AT_PLUS_A",
        diag_pivot_thresh=0.0,
        options={"SymmetricMode": True},
    )
    for origin in origins:
        potential = np.zeros(count)
        potential[free] = factors.solve((free == origin).astype(np.float64))
        yield origin, potential
