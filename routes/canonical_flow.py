"""The canonical flow: of all largest flows the one that a stated order puts first."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routes.arrays import Network, compile_network
from routes.certificate import certify
from routes.contract import require
from routes.engine import (
    Solution,
    augment,
    choose_loops,
    reachable,
    solve,
    strong_components,
)
from routes.errors import CertificateError, GraphError
from routes.fields import ROUTE_WEIGHT, SCALE
from routes.flow import Flow, leg_flows, throughput

if TYPE_CHECKING:
    import networkx as nx

    from routes.arrays import IntArray
    from routes.lenses import Lens

COST_LIMIT = 2**62
"""The cost of a route stays below it, so that sums of two fit into 64 bits."""


@dataclass(frozen=True, eq=False)
class _Priced:
    """A network whose arcs cost something, and the potentials that prove a flow cheapest.

    Attributes
    ----------
    network : Network
    cost : ndarray of int64, shape (arcs,)
        Of one unit; of a reverse arc the negative.
    potential : ndarray of int64, shape (node_count,)
    """

    network: Network
    cost: IntArray
    potential: IntArray

    def reduced(self) -> IntArray:
        """Give the reduced cost of every arc."""
        head = self.network.head
        tail = head[np.arange(len(head)) ^ 1]
        reduced: IntArray = self.cost + self.potential[tail] - self.potential[head]
        return reduced


def canonical_flow(graph: nx.MultiDiGraph[str], lens: Lens = "passing") -> Flow:
    """Compute the largest flow that the order of routes prefers; there is exactly one.

    Of all flows of the largest value those with the least total route weight (units times
    micro-nats) are taken, of those the ones with the fewest hops (units times legs), and of those
    the one that sends most on the first leg by id, then most on the second, and so on.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    lens : {"passing", "volume", "effort"}
        Which amounts bound the flow.

    Returns
    -------
    Flow
        As of `routes.max_flow`, but the same whatever computed it. That goods move so is an
        assumption: those who send them know the pressure and use the least pressed routes first.

    Raises
    ------
    GraphError
        The graph breaks the contract, the lens is unknown, or the graph has so many jurisdictions
        (several hundred thousand) that the cost of a route does not fit into 64 bits.
    CertificateError
        The flow failed a check.

    Notes
    -----
    Successive shortest routes with potentials: while no residual arc has a negative reduced cost
    the flow is the cheapest of its value. Two cheapest flows differ by circles of residual arcs
    whose reduced cost is 0, so only legs inside a strong component of those arcs can still gain.

    References
    ----------
    J. Edmonds and R. M. Karp (1972), "Theoretical improvements in algorithmic efficiency for
    network flow problems", Journal of the ACM 19, 248-264, doi 10.1145/321694.321699.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> ends = {"origin": ["a", "a", "b"], "destination": ["b", "b", "c"]}
    >>> frame = pd.DataFrame(ends | {"id": ["x", "y", "z"], "capacity": [5, 5, 7]})
    >>> flow = canonical_flow(from_edges(frame, origin="a", destination="c"))
    >>> {leg: units // flow.scale for leg, units in flow.legs.items()}
    {'x': 5, 'y': 2, 'z': 7}
    """
    require(graph)
    network = compile_network(graph, lens)
    scale = graph.graph[SCALE]
    largest = solve(network)
    if largest.status == "unbounded":
        return Flow("unbounded", None, scale, lens, legs={}, jurisdictions={})
    priced, residual = _cheapest(network, _leg_costs(graph, network))
    residual = _first_by_id(priced, residual)
    solution = Solution(largest.status, largest.value, residual)
    ends = {leg: (origin, end) for origin, end, leg in graph.edges(keys=True)}
    leg_flow = dict.fromkeys(sorted(ends), 0) | leg_flows(network, solution)
    _require_cheapest(priced, residual)
    legs, places = network.members(network.crossing(reachable(network, residual, network.source)))
    certify(graph, lens, legs=legs, jurisdictions=places, leg_flow=leg_flow)
    through = throughput(network.jurisdiction_ids, ends, leg_flow)
    return Flow(largest.status, largest.value, scale, lens, leg_flow, through)


def _leg_costs(graph: nx.MultiDiGraph[str], network: Network) -> IntArray:
    """Price a unit on each arc: the weight of the leg first, then one for the hop."""
    weight = {leg: data[ROUTE_WEIGHT] for _, _, leg, data in graph.edges(keys=True, data=True)}
    # No simple circle has as many hops, so hops never outweigh a micro-nat.
    factor = 2 * network.node_count + 1
    dearest = max((weight[leg] for leg in network.leg_ids), default=0)
    if network.node_count * (dearest * factor + 1) >= COST_LIMIT:
        raise GraphError(f"{network.node_count} nodes are too many for a canonical flow")
    cost = np.zeros(len(network.head), dtype=np.int64)
    first = 2 * len(network.inner_ids)
    forward = slice(first, first + 2 * len(network.leg_ids), 2)
    cost[forward] = [weight[leg] * factor + 1 for leg in network.leg_ids]
    cost[1::2] = -cost[::2]
    return cost


def _cheapest(network: Network, cost: IntArray) -> tuple[_Priced, IntArray]:
    """Fill routes in order of their cost; what is on one level of cost is filled at once."""
    residual = network.amount.copy()
    potential = np.zeros(network.node_count, dtype=np.int64)
    while True:
        priced = _Priced(network, cost, potential)
        steps = _steps(network, residual, priced.reduced())
        if steps is None:
            return priced, residual
        potential = potential + steps
        level = _Priced(network, cost, potential).reduced() == 0
        free = np.where(level, residual, 0)
        _, filled = augment(network, free, network.source, network.sink)
        residual = np.where(level, filled, residual)


def _steps(network: Network, residual: IntArray, reduced: IntArray) -> IntArray | None:
    """Measure the cheapest way from the source to every node, at most that to the sink.

    None where there is no way to the sink.
    """
    loops = choose_loops(len(network.head))
    count, space = loops.blank(1), loops.three(network.node_count)
    nothing = loops.blank(network.node_count)
    # Full arcs are shut; they alone may have a reduced cost below 0.
    full = loops.sequence((residual == 0).astype(np.int64))
    hops = (*loops.adjacency(network), loops.sequence(np.maximum(reduced, 0)))
    ends = (network.source, network.sink)
    farthest = loops.run("search_lightest", hops, nothing, (nothing, full), ends, (count, *space))
    if farthest < 0:
        return None
    seen, distance = (np.asarray(each, dtype=np.int64) for each in space[:2])
    # A node is done with when its mark is odd; others lie no nearer than the sink.
    return np.where(seen % 2 == 1, distance, farthest)


def _first_by_id(priced: _Priced, residual: IntArray) -> IntArray:
    """Among the cheapest flows move to the one that sends most on the first legs by id."""
    network = priced.network
    level = priced.reduced() == 0
    free = np.where(level, residual, 0)
    component = strong_components(network, free)
    arcs = network.member_arcs[len(network.inner_ids) :]
    inside = component[network.head[arcs + 1]] == component[network.head[arcs]]
    left = free.tolist()
    settled: dict[int, int] = {}
    for arc in arcs[level[arcs] & inside].tolist():
        wanted, back = left[arc], left[arc + 1]
        left[arc] = left[arc + 1] = 0
        gained = _moved(network, left, arc, wanted)
        settled[arc], settled[arc + 1] = wanted - gained, back + gained
    moved = np.where(level, np.array(left, dtype=np.int64), residual)
    moved[list(settled)] = list(settled.values())
    return moved


def _moved(network: Network, left: list[int], arc: int, wanted: int) -> int:
    """Lead up to so much from an arc's head back to its tail, along shortest free paths."""
    start, end = int(network.head[arc]), int(network.head[arc ^ 1])
    moved = 0
    while moved < wanted:
        path = _path(network, left, start, end)
        if not path:
            break
        amount = min(wanted - moved, *(left[step] for step in path))
        for step in path:
            left[step] -= amount
            left[step ^ 1] += amount
        moved += amount
    return moved


def _path(network: Network, left: list[int], start: int, end: int) -> list[int]:
    """Find the arcs of a shortest free path, last arc first; none where there is no path."""
    into: dict[int, int] = {start: -1}
    waiting = deque([start])
    while waiting and end not in into:
        node = waiting.popleft()
        for arc in network.incident[network.first[node] : network.first[node + 1]].tolist():
            head = int(network.head[arc])
            if left[arc] > 0 and head not in into:
                into[head] = arc
                waiting.append(head)
    if end not in into:
        return []
    path = []
    node = end
    while node != start:
        path.append(into[node])
        node = int(network.head[into[node] ^ 1])
    return path


def _require_cheapest(priced: _Priced, residual: IntArray) -> None:
    """Check that no circle of residual arcs would make the flow cheaper."""
    if (priced.reduced()[residual > 0] < 0).any():
        raise CertificateError("a flow of the same value has a smaller total route weight")
