"""Effort allocation: where to put divisible effort against one who takes the best route."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from routes import notebook_table
from routes.effort_effects import Number, exact, is_amount_of_effort, share_through, uniform, worked
from routes.errors import GraphError
from routes.fields import EFFORT_UNIT
from routes.lengthening import NO_EFFORT, Lengthening, Range, lengthen
from routes.stretches import Span, shortest_length

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx
    import pandas as pd

    from routes.route_shares import RouteShare

AllocationStatus = Literal["optimal", "saturated", "open route", "no route", "no effort"]

LEAVES_PERCENT = 5
"""What passes a leg, of a hundred that did, once its interdict cost is spent: an assumption."""

_DECIMALS = 9
_NUMBERS = (
    *("total", "spent", "evasion_before", "evasion", "evasion_uniform"),
    *("weight_micronats", "gain_micronats"),
)
_LEG_NUMBERS = ("effort", "least", "most", "evasion_before", "evasion")


@dataclass(frozen=True)
class LegEffort:
    """Effort on a leg, in the study's unit.

    Attributes
    ----------
    leg : str
    effort : Fraction
        In the allocation given.
    least, most : Fraction
        Over all optimal allocations; where they are equal the effort is settled.
    evasion_before, evasion : float
        Share of consignments that pass the leg, before and after.
    """

    leg: str
    effort: Fraction
    least: Fraction
    most: Fraction
    evasion_before: float
    evasion: float


@dataclass(frozen=True)
class EffortAllocation:
    """The best use of a divisible effort.

    Attributes
    ----------
    status : {"optimal", "saturated", "open route", "no route", "no effort"}
        Saturated: more effort than is spent would change nothing. Open route: a likeliest route
        has no leg on which effort does anything; it is the one in `routes`. No effort: the total
        is 0.
    total : Fraction
        Effort that could be spent, in the study's unit.
    spent : Fraction
        Effort that is.
    evasion_before, evasion, evasion_uniform : float or None
        Share of consignments that get through on the route that is best for them: as it is, with
        this allocation, and if every leg on which effort does something had the same (what is
        above a leg's bound is lost). None without a route.
    weight_micronats : Fraction or None
        Weight of the likeliest route with this allocation, exactly. The bound equals it.
    gain_micronats : Fraction
        What the next unit of effort would add to it, at first.
    legs : tuple of LegEffort
        Every leg on which something passes, by id.
    routes : tuple of RouteShare
        Likeliest routes after the allocation, so mixed that no other allocation does better
        against the mixture.
    assumption : str
        How effort was supposed to act.
    unit : str
        The study's unit of effort.
    """

    status: AllocationStatus
    total: Fraction
    spent: Fraction
    evasion_before: float | None
    evasion: float | None
    evasion_uniform: float | None
    weight_micronats: Fraction | None
    gain_micronats: Fraction
    legs: tuple[LegEffort, ...]
    routes: tuple[RouteShare, ...]
    assumption: str
    unit: str

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values; numbers rounded to 9 decimals."""
        return {
            "status": self.status,
            **{name: _rounded(getattr(self, name)) for name in _NUMBERS},
            "legs": [
                {"leg": each.leg, **{name: _rounded(getattr(each, name)) for name in _LEG_NUMBERS}}
                for each in self.legs
            ],
            "routes": [
                {"legs": list(route.legs), "share": _rounded(route.share)} for route in self.routes
            ],
            "assumption": self.assumption,
            "unit": self.unit,
        }

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each leg that some optimal allocation puts effort on."""
        import pandas as pd

        rows = [
            (each.leg, *(_rounded(getattr(each, name)) for name in _LEG_NUMBERS))
            for each in self.legs
            if each.most
        ]
        return pd.DataFrame(rows, columns=["leg", *_LEG_NUMBERS])

    def _repr_html_(self) -> str:
        known = "" if self.evasion is None else f", evasion {self.evasion:.4f}"
        caption = f"{float(self.total):g} {self.unit}: {self.status}{known}"
        return notebook_table.of_frame(caption, self.to_frame(), 1)


def allocate_effort(
    graph: nx.MultiDiGraph[str],
    total: Number,
    *,
    effectiveness: Mapping[str, Number] | None = None,
    most: Mapping[str, Number] | None = None,
    leaves_percent: int = LEAVES_PERCENT,
) -> EffortAllocation:
    """Put effort where it lowers most the chance of one who sees it and takes the best route.

    Effort x on a leg leaves (1 - pressure/100) exp(-a x) of the consignments, and shares multiply
    along a route. So the weight of a route grows linearly with effort, and its smallest value over
    all routes is to be as large as possible: `routes.lengthening`, exactly in micro-nats.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract. How much can move on a route is not considered.
    total : Fraction, Decimal, int or float
        Effort to divide, in the study's unit, from 0. A float is taken as the decimal it prints as.
    effectiveness : mapping of leg id to number, optional
        The a of a leg, in nats per unit of effort; 0 where effort does nothing.
    most : mapping of leg id to number, optional
        Most effort that a leg can take; any amount where left out.
    leaves_percent : int
        For legs without an effectiveness: spending the interdict cost leaves so many of a hundred
        consignments that passed, 1 to 99. The default is an assumption, not a measurement; legs
        that are not interdictable take no effort.

    Returns
    -------
    EffortAllocation
        Exact up to the rounding of the weights that pressure gives. Of several best allocations one
        is told, and how far the others differ on each leg. Effort on a leg works at once, on that
        leg alone and independently of pressure; learning by those who evade is not considered.

    Raises
    ------
    GraphError
        The graph breaks the contract, a leg is unknown, or a number is impossible.
    CertificateError
        The allocation failed its check.

    References
    ----------
    S. Boyd and L. Vandenberghe, "Additional Exercises for Convex Optimization", exercise 15.4
    (allocating interdiction effort to catch a smuggler).
    D. R. Fulkerson and G. C. Harding (1977), "Maximizing the minimum source-sink path subject to a
    budget constraint", Mathematical Programming 13, 116-118, doi 10.1007/BF01584329.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame({"origin": ["a", "a"], "destination": ["b", "b"], "id": ["x", "y"]})
    >>> graph = from_edges(frame.assign(capacity=1), origin="a", destination="b")
    >>> found = allocate_effort(graph, 3, effectiveness={"x": 1, "y": 2})
    >>> [(each.leg, str(each.effort)) for each in found.legs], round(found.evasion, 6)
    ([('x', '2'), ('y', '1')], 0.135335)
    """
    span = worked(graph, effectiveness or {}, most or {}, leaves_percent)
    if not is_amount_of_effort(total):
        raise GraphError(f"total effort must be a number from 0, below 2**53, not {total!r}")
    amount = exact(total)
    before = shortest_length(span, {})
    idle = Lengthening("optimal", before, Fraction(0), {}, ())
    done = lengthen(span, amount) if amount or before is None else idle
    return EffortAllocation(
        status=_status(done, amount),
        total=amount,
        spent=done.spent,
        evasion_before=_evasion(before),
        evasion=_evasion(done.length),
        evasion_uniform=_evasion(shortest_length(span, uniform(span, amount))),
        weight_micronats=done.length,
        gain_micronats=done.gain,
        legs=_leg_efforts(span, done.legs),
        routes=done.shares,
        assumption=(
            f"effort equal to a leg's interdict cost leaves {leaves_percent} of a hundred "
            "consignments that passed it, except on legs whose effectiveness was given"
        ),
        unit=str(graph.graph[EFFORT_UNIT]),
    )


def _status(done: Lengthening, total: Fraction) -> AllocationStatus:
    if done.status == "no route" or total:
        return "open route" if done.status == "fixed" else done.status
    return "no effort"


def _leg_efforts(span: Span, ranges: Mapping[str, Range]) -> tuple[LegEffort, ...]:
    legs = []
    for each in span.stretches:
        effort = ranges.get(each.leg, NO_EFFORT)
        passed = share_through(each.length)
        left = share_through(each.length + each.rate * effort.effort)
        legs.append(LegEffort(each.leg, *effort, evasion_before=passed, evasion=left))
    return tuple(legs)


def _evasion(weight_micronats: Fraction | None) -> float | None:
    return None if weight_micronats is None else share_through(weight_micronats)


def _rounded(number: Fraction | float | None) -> float | None:
    return None if number is None else round(float(number), _DECIMALS)
