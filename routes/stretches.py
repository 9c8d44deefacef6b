"""Stretches: legs that effort lengthens, and the arcs whose cheapest flows tell how."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from routes.costed_arcs import CostedArcs

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Stretch:
    """A leg with its length, and how effort adds to it.

    Attributes
    ----------
    leg, origin, destination : str
    length : Fraction
        From 0.
    rate : Fraction
        Length that a unit of effort adds; 0 where effort does nothing.
    most : Fraction or None
        Effort that can be spent on it; None without a bound.
    """

    leg: str
    origin: str
    destination: str
    length: Fraction
    rate: Fraction
    most: Fraction | None


@dataclass(frozen=True)
class Span:
    """Stretches and where their routes start and end.

    Attributes
    ----------
    stretches : tuple of Stretch
        By leg id; ids are unique.
    origins, destinations : tuple of str
        Sorted.
    """

    stretches: tuple[Stretch, ...]
    origins: tuple[str, ...]
    destinations: tuple[str, ...]

    @property
    def ends(self) -> dict[str, tuple[str, str]]:
        """Origin and destination of each leg."""
        return {each.leg: (each.origin, each.destination) for each in self.stretches}


@dataclass(frozen=True)
class Layout:
    """Stretches as arcs.

    An arc as wide as 1/rate costs the leg's length; one without a bound costs its length under the
    most effort, or its length where effort does nothing.

    Attributes
    ----------
    arcs : CostedArcs
        Nodes are the jurisdictions by id. The last arc, from source to sink, is shut.
    arcs_of : dict of str to tuple of int
        Forward arcs of each leg, the bounded one first.
    length_unit, effort_unit : int
        A length times the first is a cost. An effort times the second is flow times cost.
    boundless : tuple of int, shape (arcs,)
        Capacity of the arcs without a bound, 0 on others. Below the level of cost at which they
        alone lead to the sink, no flow is as large.
    """

    arcs: CostedArcs
    arcs_of: dict[str, tuple[int, ...]]
    length_unit: int
    effort_unit: int
    boundless: tuple[int, ...]


def lay_out(span: Span) -> Layout:
    """Turn stretches into arcs in whole numbers.

    Parameters
    ----------
    span : Span

    Returns
    -------
    Layout
    """
    inner = {place for each in span.stretches for place in (each.origin, each.destination)}
    places = sorted({*span.origins, *span.destinations, *inner})
    number = {place: position for position, place in enumerate(places)}
    widths = [1 / each.rate for each in span.stretches if each.rate]
    width_unit = lcm(*(width.denominator for width in widths))
    lengths = [length for each in span.stretches for length in (each.length, _longest(each))]
    length_unit = lcm(*(length.denominator for length in lengths))
    boundless = 1 + int(sum(widths) * width_unit)
    rows: list[tuple[int, int, int, int]] = []
    arcs_of: dict[str, tuple[int, ...]] = {}
    for each in span.stretches:
        pairs = []
        if each.rate:
            pairs.append((int(width_unit / each.rate), each.length))
        if not each.rate or each.most is not None:
            pairs.append((boundless, _longest(each)))
        arcs_of[each.leg] = tuple(2 * (len(rows) + position) for position in range(len(pairs)))
        tail, head = number[each.origin], number[each.destination]
        rows += [(tail, head, bound, int(length * length_unit)) for bound, length in pairs]
    source, sink = len(places), len(places) + 1
    rows += [(source, number[place], boundless, 0) for place in span.origins]
    rows += [(number[place], sink, boundless, 0) for place in span.destinations]
    arcs = CostedArcs.of(len(places) + 2, [*rows, (source, sink, 0, 0)])
    always_open = tuple(bound if bound == boundless else 0 for bound in arcs.capacity)
    return Layout(arcs, arcs_of, length_unit, width_unit * length_unit, always_open)


def _longest(each: Stretch) -> Fraction:
    return each.length + each.rate * (each.most or 0)


def shortest_length(span: Span, effort: Mapping[str, Fraction]) -> Fraction | None:
    """Measure the shortest route under an effort.

    Parameters
    ----------
    span : Span
    effort : mapping of str to Fraction
        Units of effort on legs; none on those left out.

    Returns
    -------
    Fraction or None
        None when there is no route.
    """
    leaving: dict[str, list[tuple[str, Fraction]]] = {}
    for each in span.stretches:
        length = each.length + each.rate * effort.get(each.leg, Fraction(0))
        leaving.setdefault(each.origin, []).append((each.destination, length))
    waiting = [(Fraction(0), origin) for origin in span.origins]
    done: set[str] = set()
    while waiting:
        so_far, place = heapq.heappop(waiting)
        if place in span.destinations:
            return so_far
        if place not in done:
            done.add(place)
            for there, length in leaving.get(place, []):
                heapq.heappush(waiting, (so_far + length, there))
    return None


def most_on_average(span: Span, legs: Mapping[str, Fraction], total: Fraction) -> Fraction:
    """Give the longest that effort can make a mixture of routes on average.

    Parameters
    ----------
    span : Span
    legs : mapping of str to Fraction
        How often each leg is used.
    total : Fraction
        Effort to spend; what a unit adds is largest on the legs that it is spent on first.

    Returns
    -------
    Fraction
        No allocation makes the shortest route longer than that.
    """
    used = [each for each in span.stretches if each.leg in legs]
    length = sum((legs[each.leg] * each.length for each in used), Fraction(0))
    left = total
    for each in sorted(used, key=lambda each: legs[each.leg] * each.rate, reverse=True):
        spent = left if each.most is None else min(left, each.most)
        length += legs[each.leg] * each.rate * spent
        left -= spent
    return length
