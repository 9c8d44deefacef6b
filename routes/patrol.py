"""Patrol: where to inspect, at random, when those who evade know how often but not when."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from routes import notebook_table
from routes.inspection import PERCENT, inspected
from routes.lengthening import lengthen
from routes.stretches import shortest_length

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx
    import pandas as pd

    from routes.route_shares import RouteShare

PatrolStatus = Literal["optimal", "saturated", "unseen route", "no route", "no inspectors"]


@dataclass(frozen=True)
class Inspection:
    """How often a leg is inspected.

    Attributes
    ----------
    leg : str
    detection_percent : int
        Consignments in a hundred that an inspector who is there finds.
    probability : Fraction
        That an inspector is there, in the strategy given.
    least, most : Fraction
        The same over all optimal strategies; where they are equal the probability is settled.
    """

    leg: str
    detection_percent: int
    probability: Fraction
    least: Fraction
    most: Fraction


@dataclass(frozen=True)
class Patrol:
    """Optimal mixed strategies of inspectors and of one who evades them.

    Attributes
    ----------
    status : {"optimal", "saturated", "unseen route", "no route", "no inspectors"}
        Saturated: more inspectors would find no more. Unseen route: some route has no leg on which
        an inspection finds anything; it is the one in `evader`.
    inspectors : int
    value : Fraction or None
        The probability of detection with one inspector. With several the expected number of
        detections on a route, which is at least that probability. None unless optimal or saturated.
    another : Fraction
        What the value would gain from another inspector, at most.
    inspections : tuple of Inspection
        Every leg on which something passes, by id.
    evader : tuple of RouteShare
        Routes with the probabilities at which no inspection does better than the value.
    """

    status: PatrolStatus
    inspectors: int
    value: Fraction | None
    another: Fraction
    inspections: tuple[Inspection, ...]
    evader: tuple[RouteShare, ...]

    @property
    def meaning(self) -> str:
        """What the value is."""
        single = self.inspectors == 1
        return "probability of detection" if single else "expected number of detections"

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values; fractions as texts, such as 1/3."""
        return {
            "status": self.status,
            "inspectors": self.inspectors,
            "value": None if self.value is None else str(self.value),
            "meaning": self.meaning,
            "another": str(self.another),
            "inspections": [
                {
                    "leg": each.leg,
                    "detection_percent": each.detection_percent,
                    "probability": str(each.probability),
                    "least": str(each.least),
                    "most": str(each.most),
                }
                for each in self.inspections
            ],
            "evader": [
                {"legs": list(route.legs), "probability": str(route.share)} for route in self.evader
            ],
        }

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each leg that some optimal strategy inspects; floats."""
        import pandas as pd

        columns = ["leg", "detection_percent", "probability", "least", "most"]
        rows = [
            (
                each.leg,
                each.detection_percent,
                *map(float, (each.probability, each.least, each.most)),
            )
            for each in self.inspections
            if each.most
        ]
        return pd.DataFrame(rows, columns=columns)

    def _repr_html_(self) -> str:
        known = "" if self.value is None else f", {self.meaning} {self.value}"
        caption = f"patrol of {self.inspectors}: {self.status}{known}"
        return notebook_table.of_frame(caption, self.to_frame(), 1)


def patrol(
    graph: nx.MultiDiGraph[str],
    *,
    detection: Mapping[str, int] | None = None,
    inspectors: int = 1,
) -> Patrol:
    """Find how often to inspect each leg against one who knows it and takes the best route.

    Both sides choose at the same time and at random: inspectors go to legs, the evader takes a
    route; what an inspector finds on a leg of that route counts. With one inspector the value is
    1 / F, where F is the largest flow when a leg of detection p carries 1 / p: legs of a minimum
    cut are inspected in proportion to 1 / p, and the evader takes routes as the flow does.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract. Which routes there are counts; how much moves on them, and
        the pressure that is on legs already, does not.
    detection : mapping of leg id to int, optional
        Consignments in a hundred that an inspector on the leg finds, 0 to 100. Legs left out have
        100, or 0 where they are not interdictable: that an inspection finds whatever is there is
        an assumption.
    inspectors : int
        How many, each on one leg at a time and never two on the same.

    Returns
    -------
    Patrol
        Exact value, one optimal strategy of each side, and how far other optimal strategies of the
        inspectors differ from it. Jurisdictions cannot be inspected as a whole. What inspecting
        costs, what is at stake and who learns from what was found is not considered.

    Raises
    ------
    GraphError
        The graph breaks the contract, a leg is unknown, or a number is impossible.
    CertificateError
        The two strategies do not prove each other.

    Notes
    -----
    The probabilities of several inspectors add to their number and none is above 1, so a schedule
    that keeps them exists. It decides how often two inspectors meet the same consignment, and so
    how far the probability of detection is below the expected number.

    References
    ----------
    A. Washburn and K. Wood (1995), "Two-person zero-sum games for network interdiction",
    Operations Research 43, 243-251, doi 10.1287/opre.43.2.243.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame({"origin": ["a", "a"], "destination": ["b", "b"], "id": ["x", "y"]})
    >>> graph = from_edges(frame.assign(capacity=1), origin="a", destination="b")
    >>> found = patrol(graph, detection={"x": 50})
    >>> str(found.value), [(each.leg, str(each.probability)) for each in found.inspections]
    ('1/3', [('x', '2/3'), ('y', '1/3')])
    """
    span = inspected(graph, detection or {}, inspectors)
    if not inspectors and shortest_length(span, {}) is not None:
        return Patrol("no inspectors", 0, None, Fraction(0), (), ())
    done = lengthen(span, Fraction(inspectors))
    return Patrol(
        status="unseen route" if done.status == "fixed" else done.status,
        inspectors=inspectors,
        value=None if done.status == "fixed" else done.length,
        another=done.gain,
        inspections=tuple(
            Inspection(each.leg, int(each.rate * PERCENT), *done.legs[each.leg])
            for each in span.stretches
        ),
        evader=done.shares,
    )
