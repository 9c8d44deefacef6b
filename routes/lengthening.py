"""Lengthening: how to spend an effort on legs so that the shortest route becomes longest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NamedTuple

from routes.costed_arcs import Level, cheapest_paths, levels, path_to
from routes.errors import CertificateError
from routes.route_shares import RouteShare, route_shares
from routes.stretches import Layout, Span, lay_out, most_on_average, shortest_length

Status = Literal["optimal", "saturated", "fixed", "no route"]


class Range(NamedTuple):
    """Effort on a leg in one optimal allocation, and the least and most over all of them."""

    effort: Fraction = Fraction(0)
    least: Fraction = Fraction(0)
    most: Fraction = Fraction(0)


NO_EFFORT = Range()


@dataclass(frozen=True)
class Lengthening:
    """The best use of an effort.

    Attributes
    ----------
    status : {"optimal", "saturated", "fixed", "no route"}
        Saturated: more effort would not lengthen the shortest route any further. Fixed: there is
        a shortest route on which no effort does anything.
    length : Fraction or None
        Of the shortest route after the effort; None without a route.
    gain : Fraction
        What the next unit of effort would add, at first.
    legs : dict of str to Range
        By leg id. Optimal allocations that spend as little as possible are meant.
    shares : tuple of RouteShare
        Routes mixed so that no use of the effort makes them longer on average: the proof.
    """

    status: Status
    length: Fraction | None
    gain: Fraction
    legs: dict[str, Range]
    shares: tuple[RouteShare, ...]

    @property
    def spent(self) -> Fraction:
        """Effort on all legs together."""
        return sum((leg.effort for leg in self.legs.values()), Fraction(0))


class _End(NamedTuple):
    """Where the rise through the levels ends: so far above a level."""

    status: Status
    level: Level
    rise: Fraction


def lengthen(span: Span, total: Fraction) -> Lengthening:
    """Spend an effort so that the shortest route becomes as long as possible.

    The least effort that makes every route at least so long is the dual of a cheapest flow, in
    which a leg carries 1/rate at its length, and what is beyond that at the length that it has
    under the most effort. So cheapest flows, one level of length after the other, tell the answer
    for every effort, exactly.

    Parameters
    ----------
    span : Span
        Legs, and where routes start and end.
    total : Fraction
        Above 0.

    Returns
    -------
    Lengthening
        Of several best allocations the one that the levels lead to; `legs` tells how far others
        differ.

    Raises
    ------
    CertificateError
        The allocation and the mixture of routes do not prove each other.

    References
    ----------
    D. R. Fulkerson and G. C. Harding (1977), "Maximizing the minimum source-sink path subject to a
    budget constraint", Mathematical Programming 13, 116-118, doi 10.1007/BF01584329.

    Examples
    --------
    >>> from routes.stretches import Stretch
    >>> one = Stretch("x", "s", "t", Fraction(0), Fraction(1), None)
    >>> two = Stretch("y", "s", "t", Fraction(0), Fraction(2), None)
    >>> done = lengthen(Span((one, two), ("s",), ("t",)), Fraction(3))
    >>> str(done.length), [str(leg.effort) for leg in done.legs.values()]
    ('2', ['2', '1'])
    """
    layout = lay_out(span)
    end = _end(layout, total)
    if end.status == "no route":
        legs = dict.fromkeys(layout.arcs_of, NO_EFFORT)
        return Lengthening("no route", None, Fraction(0), legs, ())
    if end.status == "optimal":
        shares = route_shares(span.ends, _leg_flow(layout, end.level))
        gain = Fraction(layout.effort_unit, end.level.value * layout.length_unit)
    else:
        shares, gain = (RouteShare(_limiting_route(layout), Fraction(1)),), Fraction(0)
    length = (end.level.cost + end.rise) / layout.length_unit
    done = Lengthening(end.status, length, gain, _ranges(span, layout, end), shares)
    _prove(done, span, total)
    return done


def _end(layout: Layout, total: Fraction) -> _End:
    arcs = layout.arcs
    farthest = cheapest_paths(arcs, layout.boundless, (0,) * arcs.node_count, arcs.source)[0]
    left = total * layout.effort_unit
    for level in levels(arcs):
        if level.step is None and not level.value:
            return _End("no route", level, Fraction(0))
        if level.step is None or level.value * level.step > left:
            break
        if level.cost + level.step == farthest[arcs.sink]:
            return _End("saturated" if level.value else "fixed", level, Fraction(level.step))
        left -= level.value * level.step
    return _End("optimal", level, left / level.value)


def _leg_flow(layout: Layout, level: Level) -> dict[str, int]:
    return {
        leg: sum(level.residual[arc + 1] for arc in arcs) for leg, arcs in layout.arcs_of.items()
    }


def _limiting_route(layout: Layout) -> tuple[str, ...]:
    """Name the legs of a route that is shortest when every leg has the most effort."""
    arcs = layout.arcs
    _, into = cheapest_paths(arcs, layout.boundless, (0,) * arcs.node_count, arcs.source)
    leg_of = {arc: leg for leg, forward in layout.arcs_of.items() for arc in forward}
    return tuple(leg_of[arc] for arc in path_to(arcs, into, arcs.sink) if arc in leg_of)


def _ranges(span: Span, layout: Layout, end: _End) -> dict[str, Range]:
    """Read the effort on each leg off the potentials, and how far it can differ.

    Potentials of other optimal allocations differ by at most the cheapest residual paths, once the
    sink is tied to the source. Legs that are not filled take no effort in any of them.
    """
    factor = end.rise.denominator
    potential = end.level.potential_after(end.rise.numerator, factor)
    far = potential[layout.arcs.sink] - potential[layout.arcs.source]
    cost = (*(factor * price for price in layout.arcs.cost[:-2]), far, -far)
    arcs = replace(layout.arcs, cost=cost)
    residual = (*end.level.residual[:-2], 1, 1)
    paths: dict[int, tuple[int | None, ...]] = {}
    found = dict.fromkeys(layout.arcs_of, NO_EFFORT)
    for each in span.stretches:
        arc = layout.arcs_of[each.leg][0]
        if not each.rate or residual[arc]:
            continue
        head, tail = arcs.head[arc], arcs.head[arc + 1]
        for node in (head, tail):
            if node not in paths:
                paths[node] = cheapest_paths(arcs, residual, potential, node)[0]
        added = -arcs.reduced(arc, potential)
        # The flow on a filled leg comes from the source and goes on to the sink, so both exist.
        lower, higher = added - (paths[head][tail] or 0), added + (paths[tail][head] or 0)
        unit = factor * layout.length_unit * each.rate
        found[each.leg] = Range(*(max(0, amount) / unit for amount in (added, lower, higher)))
    return found


def _prove(done: Lengthening, span: Span, total: Fraction) -> None:
    """Check the allocation from below and the mixture of routes from above."""
    effort = {leg: amounts.effort for leg, amounts in done.legs.items()}
    for each in span.stretches:
        bound = total if each.most is None else each.most
        if not 0 <= done.legs[each.leg].least <= effort[each.leg] <= bound:
            raise CertificateError(f"effort on leg {each.leg!r} is outside 0 to {bound}")
    if done.spent > total:
        raise CertificateError(f"the allocation spends {done.spent}, more than {total}")
    attained = shortest_length(span, effort)
    bound = most_on_average(span, _use_of_legs(done.shares, span), total)
    if not attained == done.length == bound:
        raise CertificateError(f"{done.length} is not {attained}, as attained, and {bound}, bound")


def _use_of_legs(shares: tuple[RouteShare, ...], span: Span) -> dict[str, Fraction]:
    """Add up how often each leg is used, having checked that the routes are routes."""
    ends = span.ends
    use: dict[str, Fraction] = {}
    for route in shares:
        joined = all(ends[leg][1] == ends[after][0] for leg, after in pairwise(route.legs))
        starts = ends[route.legs[0]][0] in span.origins
        if not (joined and starts and ends[route.legs[-1]][1] in span.destinations):
            raise CertificateError(f"{route.legs} is no route")
        for leg in route.legs:
            use[leg] = use.get(leg, Fraction(0)) + route.share
    if sum(route.share for route in shares) != 1:
        raise CertificateError("the shares of the routes do not add to 1")
    return use
