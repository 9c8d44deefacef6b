"""What an inspection finds: the legs of a graph with the probability of detection on each."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from routes.contract import require
from routes.errors import GraphError
from routes.fields import DESTINATIONS, INTERDICTABLE, ORIGINS
from routes.lenses import open_legs
from routes.stretches import Span, Stretch
from seeds.faults import suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

PERCENT = 100


def inspected(graph: nx.MultiDiGraph[str], detection: Mapping[str, int], inspectors: int) -> Span:
    """Give the legs of a graph as stretches that an inspection makes longer.

    Parameters
    ----------
    graph, detection, inspectors
        As for `routes.patrol`.

    Returns
    -------
    Span
        Lengths are 0 and rates probabilities of detection; at most one inspector is on a leg.

    Raises
    ------
    GraphError
        As `routes.patrol` does.
    """
    require(graph)
    known = {leg for _, _, leg in graph.edges(keys=True)}
    faults = [
        f"leg {leg!r} is not in the graph.{suggestion(leg, known)}"
        for leg in sorted(set(detection) - known)
    ]
    faults += [
        f"leg {leg!r}: detection must be a whole percent, 0 to 100, not {percent!r}"
        for leg, percent in sorted(detection.items())
        if not _is_count(percent) or percent > PERCENT
    ]
    if not _is_count(inspectors):
        faults.append(f"inspectors must be a whole number from 0, not {inspectors!r}")
    if faults:
        raise GraphError("this patrol is impossible:\n" + "\n".join(faults))
    stretches = []
    for origin, destination, leg, data in open_legs(graph):
        percent = detection.get(leg, PERCENT if data.get(INTERDICTABLE, True) else 0)
        rate = Fraction(percent, PERCENT)
        stretches.append(Stretch(leg, origin, destination, Fraction(0), rate, Fraction(1)))
    return Span(tuple(stretches), graph.graph[ORIGINS], graph.graph[DESTINATIONS])


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
