"""What effort does on each leg: how fast evasion falls, and how much effort a leg can take."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routes.contract import require
from routes.errors import GraphError
from routes.fields import (
    DESTINATIONS,
    INTERDICT_COST,
    INTERDICTABLE,
    ORIGINS,
    ROUTE_WEIGHT,
    SCALE,
    UNBOUNDED,
    Amount,
)
from routes.lenses import open_legs
from routes.pressure import CLOSED_PERCENT, route_weight
from routes.stretches import Span, Stretch
from routes.table_contract import SUM_LIMIT
from seeds.faults import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import networkx as nx

Number = Fraction | Decimal | int | float

MICRO = 10**6

_PASSES_NOTHING = 10**9


def exact(number: Number) -> Fraction:
    """Give a number as a fraction; a float as the decimal that it prints as.

    Examples
    --------
    >>> str(exact(0.1))
    '1/10'
    """
    # A float of another library prints in another way.
    return Fraction(repr(float(number)) if isinstance(number, float) else number)


def worked(
    graph: nx.MultiDiGraph[str],
    effectiveness: Mapping[str, Number],
    most: Mapping[str, Number],
    leaves_percent: int,
) -> Span:
    """Give the legs of a graph as stretches that effort makes longer, in micro-nats.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    effectiveness, most, leaves_percent
        As for `routes.allocate_effort`.

    Returns
    -------
    Span
        Legs on which something passes; their lengths are their route weights.

    Raises
    ------
    GraphError
        The graph breaks the contract, a leg is unknown, or a number is impossible.
    """
    require(graph)
    known = {leg for _, _, leg in graph.edges(keys=True)}
    faults = [*_faults("effectiveness", effectiveness, known), *_faults("most", most, known)]
    if not (_is_whole(leaves_percent) and 0 < leaves_percent < CLOSED_PERCENT):
        faults.append(f"leaves_percent must be a whole number, 1 to 99, not {leaves_percent!r}")
    if faults:
        raise GraphError("this effort cannot be allocated:\n" + "\n".join(faults))
    weight = route_weight(CLOSED_PERCENT - leaves_percent)
    full = Fraction(weight or 0) * int(graph.graph[SCALE])
    stretches = []
    for origin, destination, leg, data in open_legs(graph):
        rate = exact(effectiveness[leg]) * MICRO if leg in effectiveness else _rate(data, full)
        bound = exact(most[leg]) if leg in most else None
        if bound == 0:
            rate, bound = Fraction(0), None
        length = Fraction(data[ROUTE_WEIGHT])
        stretches.append(Stretch(leg, origin, destination, length, rate, bound))
    return Span(tuple(stretches), graph.graph[ORIGINS], graph.graph[DESTINATIONS])


def uniform(span: Span, total: Fraction) -> dict[str, Fraction]:
    """Give every leg on which effort does something the same, up to its bound."""
    reached = [each for each in span.stretches if each.rate]
    equal = total / max(1, len(reached))
    return {each.leg: equal if each.most is None else min(equal, each.most) for each in reached}


def share_through(weight_micronats: Fraction) -> float:
    """Give the share of consignments that pass what has some weight.

    Examples
    --------
    >>> round(share_through(Fraction(693147)), 6)
    0.5
    """
    weight = min(weight_micronats, Fraction(_PASSES_NOTHING))
    return math.exp(-float(weight) / MICRO)


def is_amount_of_effort(number: object) -> bool:
    """Tell a number from 0, below 2**53, from anything else.

    Examples
    --------
    >>> [is_amount_of_effort(number) for number in (5.0, 0, -1, float("nan"), "5", True)]
    [True, True, False, False, False, False]
    """
    if isinstance(number, bool) or not isinstance(number, Number):
        return False
    finite = not isinstance(number, float | Decimal) or Decimal(number).is_finite()
    return finite and 0 <= number < SUM_LIMIT


def _rate(data: Mapping[str, Any], full: Fraction) -> Fraction:
    """Give what a unit of effort adds where the interdict cost has the full effect."""
    cost: Amount = data[INTERDICT_COST]
    if cost == UNBOUNDED or not data.get(INTERDICTABLE, True):
        return Fraction(0)
    return full / cost


def _faults(what: str, numbers: Mapping[str, Number], known: set[str]) -> Iterator[str]:
    for leg, number in sorted(numbers.items()):
        if leg not in known:
            yield f"{what}: leg {leg!r} is not in the graph.{suggestion(leg, known)}"
        elif not is_amount_of_effort(number):
            yield f"{what}: leg {leg!r} must have a number from 0, below 2**53, not {number!r}"


def _is_whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)
