"""Every minimum cut, listed, or an honest count of at least so many."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from routes import notebook_table
from routes.arrays import Network, compile_network
from routes.certificate import certify
from routes.contract import require
from routes.cut_rows import CutStatus, Members
from routes.engine import Solution, reachable, solve, strong_components
from routes.errors import CertificateError
from routes.fields import SCALE
from routes.flow import leg_flows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import networkx as nx
    import pandas as pd

    from routes.arrays import IntArray
    from routes.lenses import Lens

_OPEN, _SOURCE_SIDE, _SINK_SIDE = 0, 1, 2


@dataclass(frozen=True)
class MinCuts:
    """A list of minimum cuts.

    Attributes
    ----------
    status : {"cut", "no route", "unbounded"}
        As of `routes.min_cut`; without a cut the list is empty.
    value : int or None
        Capacity of each of them in units of 1/scale; None when unbounded.
    scale : int
        Divide amounts by it for the study's unit.
    lens : {"passing", "volume", "effort"}
        Which amounts are added up.
    cuts : tuple of Members
        Pairs of leg ids and jurisdiction ids, all different, sorted.
    count : int
        How many are listed.
    complete : bool
        True: these are all. False: there are more, so `count` is to be read as "at least".
    """

    status: CutStatus
    value: int | None
    scale: int
    lens: Lens
    cuts: tuple[Members, ...]
    count: int
    complete: bool

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        return asdict(self) | {"cuts": [members._asdict() for members in self.cuts]}

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each member of each cut: `cut` (from 1), `kind` and `id`."""
        import pandas as pd

        rows = [
            (number, kind, member)
            for number, cut in enumerate(self.cuts, 1)
            for kind, members in (("leg", cut.legs), ("jurisdiction", cut.jurisdictions))
            for member in members
        ]
        return pd.DataFrame(rows, columns=["cut", "kind", "id"])

    def _repr_html_(self) -> str:
        number = f"{self.count}" if self.complete else f"at least {self.count}"
        amount = notebook_table.units(self.value, self.scale)
        caption = f"{self.status}, {self.lens}: {amount}; minimum cuts: {number}"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)


def all_min_cuts(graph: nx.MultiDiGraph[str], lens: Lens = "passing", limit: int = 1000) -> MinCuts:
    """List the minimum cuts, each once.

    Minimum cuts are the closed sets of the residual network's strongly connected components: sets
    that hold the source, not the sink, and no residual arc leaves. Only components on a route of
    the flow are decided on. Each route of the flow crosses a minimum cut exactly once, so two
    closed sets that differ in a component on such a route cut that route at different members:
    no cut comes twice. An undecided component either joins the source side with everything that it
    leads to, or the sink side with everything that leads to it; both can always be completed, so
    no branch ends without a cut and the time between two cuts is linear in the graph.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    lens : {"passing", "volume", "effort"}
        Which amounts are added up.
    limit : int
        List at most so many; their number can grow exponentially with the graph.

    Returns
    -------
    MinCuts
        All minimum cuts, or `limit` of them and `complete` False. Cuts of nearly minimum capacity
        are not considered.

    Raises
    ------
    GraphError
        The graph breaks the contract or the lens is unknown.
    ValueError
        The limit is below 1.
    CertificateError
        A cut failed its check.

    References
    ----------
    J.-C. Picard and M. Queyranne (1980), "On the structure of all minimum cuts in a network and
    applications", Mathematical Programming Study 13, 8-16, doi 10.1007/BFb0120902.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame({"origin": ["a", "b"], "destination": ["b", "c"], "capacity": [3, 3]})
    >>> [cut.legs for cut in all_min_cuts(from_edges(frame, origin="a", destination="c")).cuts]
    [('a>b',), ('b>c',)]
    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    require(graph)
    network = compile_network(graph, lens)
    solution = solve(network)
    scale = graph.graph[SCALE]
    if not solution.value:
        status: CutStatus = "unbounded" if solution.status == "unbounded" else "no route"
        return MinCuts(status, solution.value, scale, lens, cuts=(), count=0, complete=True)
    found: list[Members] = []
    complete = True
    for arcs in _cut_arcs(network, solution):
        if len(found) == limit:
            complete = False
            break
        _check(network, solution, arcs)
        found.append(Members(*network.members(arcs)))
    nearest = found[0]
    certify(
        graph,
        lens,
        legs=nearest.legs,
        jurisdictions=nearest.jurisdictions,
        leg_flow=leg_flows(network, solution),
    )
    cuts = tuple(sorted(found))
    return MinCuts("cut", solution.value, scale, lens, cuts, count=len(cuts), complete=complete)


def _check(network: Network, solution: Solution, arcs: IntArray) -> None:
    """Require that a cut adds up to the flow and leaves no route."""
    if int(network.amount[arcs].sum()) != solution.value:
        raise CertificateError("a listed cut does not add to the value of the flow")
    left = network.amount.copy()
    left[arcs] = 0
    if reachable(network, left, network.source)[network.sink]:
        raise CertificateError("a route remains without a listed cut")


def _cut_arcs(network: Network, solution: Solution) -> Iterator[IntArray]:
    """Yield the forward arcs of every minimum cut."""
    component = strong_components(network, solution.residual)
    leads_to, led_from = _neighbours(network, solution.residual, component)
    on_route = _components_on_route(network, solution, component)
    arcs = network.member_arcs
    tail, head = component[network.head[arcs + 1]], component[network.head[arcs]]
    blank = bytearray(len(leads_to))
    sides = _joined(blank, int(component[network.source]), leads_to, _SOURCE_SIDE)
    sides = _joined(sides, int(component[network.sink]), led_from, _SINK_SIDE)
    waiting = [(sides, 0)]
    while waiting:
        sides, position = waiting.pop()
        while position < len(on_route) and sides[on_route[position]] != _OPEN:
            position += 1
        if position == len(on_route):
            side = np.frombuffer(sides, dtype=np.uint8)
            yield arcs[(side[tail] == _SOURCE_SIDE) & (side[head] == _SINK_SIDE)]
        else:
            chosen = on_route[position]
            waiting.append((_joined(sides, chosen, leads_to, _SOURCE_SIDE), position + 1))
            waiting.append((_joined(sides, chosen, led_from, _SINK_SIDE), position + 1))


def _joined(
    sides: bytearray, start: int, neighbours: Sequence[Sequence[int]], side: int
) -> bytearray:
    """Give a copy in which a component and all that it draws along are on one side."""
    joined = bytearray(sides)
    joined[start] = side
    waiting = deque([start])
    while waiting:
        for component in neighbours[waiting.popleft()]:
            if joined[component] == _OPEN:
                joined[component] = side
                waiting.append(component)
    return joined


def _neighbours(
    network: Network, residual: IntArray, component: IntArray
) -> tuple[list[list[int]], list[list[int]]]:
    """List, for each component, those that residual arcs lead to and those they come from."""
    count = int(component.max()) + 1
    leads_to: list[list[int]] = [[] for _ in range(count)]
    led_from: list[list[int]] = [[] for _ in range(count)]
    arcs = np.flatnonzero(residual > 0)
    pairs = np.stack([component[network.head[arcs ^ 1]], component[network.head[arcs]]], axis=1)
    for tail, head in np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0).tolist():
        leads_to[tail].append(head)
        led_from[head].append(tail)
    return leads_to, led_from


def _components_on_route(
    network: Network, solution: Solution, component: IntArray
) -> tuple[int, ...]:
    """Give the components that flow passes through, in the order of their first nodes.

    Flow balances, so whatever it reaches from the source it leaves again towards the sink.
    """
    flow = np.zeros_like(solution.residual)
    flow[::2] = solution.residual[1::2]
    fed = reachable(network, flow, network.source)
    return tuple(dict.fromkeys(component[fed].tolist()))
