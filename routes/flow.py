"""The largest flow from origins to destinations, leg by leg."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from routes import notebook_table
from routes.amounts_by_id import AmountsById
from routes.arrays import Network, network_of
from routes.certificate import certify
from routes.circulation import straightened, without_circulation
from routes.contract import require
from routes.engine import Solution, Status, reachable, solve
from routes.fields import SCALE
from routes.flow_methods import goes_by_legs
from routes.leg_certificate import certify_side, through_each
from routes.leg_flow import leg_flow
from routes.lens_arrays import lens_arrays

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx
    import pandas as pd

    from routes.leg_table import IntArray
    from routes.lens_arrays import LensArrays
    from routes.lenses import Lens


@dataclass(frozen=True)
class Flow:
    """A maximum flow.

    Attributes
    ----------
    status : {"flow", "no route", "unbounded"}
        Unbounded: some route has no bound on any leg or jurisdiction.
    value : int or None
        In units of 1/scale; None when unbounded.
    scale : int
        Divide amounts by it for the study's unit.
    lens : {"passing", "volume", "effort"}
        Which amounts bound the flow.
    legs : mapping of str to int
        Flow on every leg, by id in sorted order; empty when unbounded. One of possibly several
        maximum flows; none of it runs in a circle. Of a large graph an `AmountsById`, whose
        `array` holds the amounts by position.
    jurisdictions : mapping of str to int
        What enters or leaves each jurisdiction, whichever is more; likewise.
    """

    status: Status
    value: int | None
    scale: int
    lens: Lens
    legs: Mapping[str, int]
    jurisdictions: Mapping[str, int]

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        amounts = {"legs": dict(self.legs), "jurisdictions": dict(self.jurisdictions)}
        return {field.name: getattr(self, field.name) for field in fields(self)} | amounts

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each leg: `leg` and `flow_scaled` (units of 1/scale)."""
        import pandas as pd

        return pd.DataFrame({"leg": list(self.legs), "flow_scaled": list(self.legs.values())})

    def _repr_html_(self) -> str:
        caption = f"{self.status}, {self.lens}: {notebook_table.units(self.value, self.scale)}"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)


def max_flow(graph: nx.MultiDiGraph[str], lens: Lens = "passing") -> Flow:
    """Compute the largest amount that can move from the origins to the destinations.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    lens : {"passing", "volume", "effort"}
        Which amounts bound the flow.

    Returns
    -------
    Flow
        Value and one flow that attains it, checked against a cut of the same capacity. Which
        way goods really go, and how long that takes, is not considered.

    Raises
    ------
    GraphError
        The graph breaks the contract or the lens is unknown.
    CertificateError
        The flow failed its check.

    References
    ----------
    L. R. Ford and D. R. Fulkerson (1956), "Maximal flow through a network", Canadian Journal of
    Mathematics 8, 399-404, doi 10.4153/CJM-1956-045-5.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame({"origin": ["a", "b"], "destination": ["b", "c"], "capacity": [5, 3]})
    >>> flow = max_flow(from_edges(frame, origin="a", destination="c"))
    >>> flow.value // flow.scale
    3
    """
    require(graph)
    arrays = lens_arrays(graph, lens)
    if goes_by_legs(arrays):
        return _by_legs(graph, lens, arrays)
    network = network_of(arrays)
    solution = solve(network)
    scale = graph.graph[SCALE]
    if solution.status == "unbounded":
        return Flow("unbounded", None, scale, lens, legs={}, jurisdictions={})
    ends = {leg: (origin, end) for origin, end, leg in graph.edges(keys=True)}
    carried = leg_flows(network, solution)
    leg_flow = without_circulation(ends, {leg: carried.get(leg, 0) for leg in sorted(ends)})
    inside = reachable(network, solution.residual, network.source)
    legs, jurisdictions = network.members(network.crossing(inside))
    certify(graph, lens, legs=legs, jurisdictions=jurisdictions, leg_flow=leg_flow)
    through = throughput(network.jurisdiction_ids, ends, leg_flow)
    return Flow(solution.status, solution.value, scale, lens, leg_flow, through)


def _by_legs(graph: nx.MultiDiGraph[str], lens: Lens, arrays: LensArrays) -> Flow:
    found = leg_flow(arrays)
    scale = graph.graph[SCALE]
    if found.value is None:
        return Flow("unbounded", None, scale, lens, legs={}, jurisdictions={})
    ends, places = (arrays.tail, arrays.head), arrays.jurisdiction_ids
    flow = straightened(ends, len(places), found.flow)
    certify_side(graph, lens, arrays, flow, found.residual.before)
    through = through_each(arrays, flow)
    legs, jurisdictions = AmountsById(arrays.leg_ids, flow), AmountsById(places, through)
    return Flow(found.status, found.value, scale, lens, legs, jurisdictions)


def leg_flows(network: Network, solution: Solution) -> dict[str, int]:
    """Read the flow on each leg that has an arc, in sorted order, off a solution."""
    return dict(zip(network.leg_ids, leg_arc_flows(network, solution).tolist(), strict=True))


def leg_arc_flows(network: Network, solution: Solution) -> IntArray:
    """Read the same as an array, by position in `Network.leg_ids`."""
    arcs = network.member_arcs[len(network.inner_ids) :]
    return np.asarray(solution.residual[arcs + 1])


def throughput(
    jurisdictions: Sequence[str], ends: dict[str, tuple[str, str]], leg_flow: dict[str, int]
) -> dict[str, int]:
    """Add up what enters or leaves each jurisdiction, whichever is more."""
    leaving: Counter[str] = Counter()
    entering: Counter[str] = Counter()
    for leg, amount in leg_flow.items():
        leaving[ends[leg][0]] += amount
        entering[ends[leg][1]] += amount
    return {place: max(leaving[place], entering[place]) for place in jurisdictions}
