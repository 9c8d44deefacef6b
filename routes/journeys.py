"""Journeys: who may set out from where to where, each with its probability."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from routes.errors import GraphError
from seeds.faults import suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import networkx as nx


@dataclass(frozen=True, order=True)
class Journey:
    """One way in which the evader may turn out to travel.

    Attributes
    ----------
    origin, destination : str
        Jurisdictions of the graph, whatever their roles.
    probability : Fraction
        That it is this journey, above 0.

    Examples
    --------
    >>> Journey("MY", "CN", Fraction(1, 4)).probability
    Fraction(1, 4)
    """

    origin: str
    destination: str
    probability: Fraction


def in_order(graph: nx.MultiDiGraph[str], journeys: Collection[Journey]) -> tuple[Journey, ...]:
    """Sort journeys by their ends, once they are sound.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    journeys : collection of Journey
        Their probabilities may be Fractions, Decimals or integers.

    Returns
    -------
    tuple of Journey
        With Fractions as probabilities, by origin and destination.

    Raises
    ------
    GraphError
        There is no journey, an end is not in the graph, a journey ends where it starts or is
        listed twice, a probability is no exact number above 0, or they do not add to 1.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame({"origin": ["a", "b"], "destination": ["c", "c"], "capacity": [1, 1]})
    >>> graph = from_edges(frame, origin=["a", "b"], destination="c")
    >>> half = Decimal("0.5")
    >>> listed = in_order(graph, [Journey("b", "c", half), Journey("a", "c", half)])
    >>> [journey.origin for journey in listed]
    ['a', 'b']
    """
    faults = list(_faults(graph, journeys))
    if faults:
        raise GraphError("these journeys cannot be taken:\n" + "\n".join(faults))
    return tuple(
        sorted(
            Journey(each.origin, each.destination, Fraction(each.probability)) for each in journeys
        )
    )


def _faults(graph: nx.MultiDiGraph[str], journeys: Collection[Journey]) -> Iterator[str]:
    if not journeys:
        yield "name at least one journey"
        return
    seen: set[tuple[str, str]] = set()
    for journey in journeys:
        ends = (journey.origin, journey.destination)
        where = f"journey {journey.origin}>{journey.destination}"
        for end in ends:
            if end not in graph:
                yield f"{where}: {end!r} is not in the graph.{suggestion(end, graph.nodes)}"
        if journey.origin == journey.destination:
            yield f"{where}: ends where it starts"
        if ends in seen:
            yield f"{where}: is listed twice; add up its probabilities"
        seen.add(ends)
        if not _is_probability(journey.probability):
            yield (
                f"{where}: the probability must be an exact number above 0, such as "
                f"Fraction(1, 3), not {journey.probability!r}"
            )
    if all(_is_probability(journey.probability) for journey in journeys):
        total = sum(Fraction(journey.probability) for journey in journeys)
        if total != 1:
            yield f"the probabilities add to {total}, not to 1"


def _is_probability(value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite() and value > 0
    return isinstance(value, Fraction | int) and not isinstance(value, bool) and value > 0
