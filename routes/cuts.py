"""The smallest set of legs and jurisdictions that parts origins from destinations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes.arrays import Network, network_of
from routes.certificate import certify
from routes.contract import require
from routes.cut_rows import Cut, CutSide, Members
from routes.engine import Solution, reachable, solve, strong_components
from routes.fields import SCALE
from routes.flow import leg_flows
from routes.flow_methods import goes_by_legs
from routes.leg_certificate import certify_side
from routes.leg_cuts import leg_cuts
from routes.leg_flow import leg_flow
from routes.lens_arrays import lens_arrays
from routes.names import spell

if TYPE_CHECKING:
    import networkx as nx

    from routes.arrays import BoolArray
    from routes.lens_arrays import LensArrays
    from routes.lenses import Lens


def min_cut(graph: nx.MultiDiGraph[str], lens: Lens = "passing") -> Cut:
    """Find where the least has to be cut so that no route is left.

    A leg or jurisdiction is in every minimum cut when the residual network of a maximum flow leads
    from the source to its tail and from its head to the sink; it is in some minimum cut when it is
    filled and the residual network does not lead from its tail to its head.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    lens : {"passing", "volume", "effort"}
        Which amounts are added up. Under `effort` only legs can be cut.

    Returns
    -------
    Cut
        Value, the two extreme cuts, what is in every and in some minimum cut, and the certificate.
        How those who are cut off respond is not considered.

    Raises
    ------
    GraphError
        The graph breaks the contract or the lens is unknown.
    CertificateError
        The answer failed its own check.

    References
    ----------
    J.-C. Picard and M. Queyranne (1980), "On the structure of all minimum cuts in a network and
    applications", Mathematical Programming Study 13, 8-16, doi 10.1007/BFb0120902.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame({"origin": ["a", "b"], "destination": ["b", "c"], "capacity": [5, 3]})
    >>> min_cut(from_edges(frame, origin="a", destination="c")).legs
    ('b>c',)
    """
    require(graph)
    arrays = lens_arrays(graph, lens)
    if goes_by_legs(arrays):
        return _by_legs(graph, lens, arrays)
    network = network_of(arrays)
    solution = solve(network)
    scale = graph.graph[SCALE]
    if solution.status == "unbounded":
        return Cut("unbounded", None, scale, lens)
    before = reachable(network, solution.residual, network.source)
    behind = reachable(network, solution.residual, network.sink, backward=True)
    source_side = _side(network, inside=before, reach=before)
    sink_side = _side(network, inside=~behind, reach=behind)
    every, some = _every(network, before, behind), _some(network, solution)
    certificates = [
        certify(
            graph,
            lens,
            legs=side.legs,
            jurisdictions=side.jurisdictions,
            leg_flow=leg_flows(network, solution),
        )
        for side in (source_side, sink_side)
    ]
    return Cut(
        status="cut" if solution.value else "no route",
        value=solution.value,
        scale=scale,
        lens=lens,
        legs=source_side.legs,
        jurisdictions=source_side.jurisdictions,
        source_side=source_side,
        sink_side=sink_side,
        every=every,
        some=some,
        unique=every == some,
        certificate=certificates[0],
    )


def _by_legs(graph: nx.MultiDiGraph[str], lens: Lens, arrays: LensArrays) -> Cut:
    found = leg_flow(arrays)
    scale = graph.graph[SCALE]
    if found.value is None:
        return Cut("unbounded", None, scale, lens)
    before, behind = found.residual.before, found.residual.behind
    told = leg_cuts(arrays, found)
    certificates = [
        certify_side(graph, lens, arrays, found.flow, inside) for inside in (before, ~behind)
    ]
    source_side, sink_side, every, some = (tuple(spell(arrays.leg_ids, legs)) for legs in told)
    ids = arrays.jurisdiction_ids
    reach = [tuple(spell(ids, np.flatnonzero(inside))) for inside in (before, behind)]
    return Cut(
        status="cut" if found.value else "no route",
        value=found.value,
        scale=scale,
        lens=lens,
        legs=source_side,
        source_side=CutSide(source_side, reach=reach[0]),
        sink_side=CutSide(sink_side, reach=reach[1]),
        every=Members(every),
        some=Members(some),
        unique=every == some,
        certificate=certificates[0],
    )


def _side(network: Network, inside: BoolArray, reach: BoolArray) -> CutSide:
    return CutSide(*network.members(network.crossing(inside)), reach=network.wholly(reach))


def _every(network: Network, before: BoolArray, behind: BoolArray) -> Members:
    arcs = network.member_arcs
    chosen = before[network.head[arcs + 1]] & behind[network.head[arcs]]
    return Members(*network.members(arcs[chosen]))


def _some(network: Network, solution: Solution) -> Members:
    """Name the filled arcs whose ends lie in different strongly connected components.

    The reverse of a filled arc is residual, so its ends share a component exactly when the
    residual network leads from its tail to its head.
    """
    arcs = network.member_arcs
    component = strong_components(network, solution.residual)
    apart = component[network.head[arcs + 1]] != component[network.head[arcs]]
    return Members(*network.members(arcs[(solution.residual[arcs] == 0) & apart]))
