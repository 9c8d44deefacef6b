"""Targets: legs, jurisdictions and measures that a plan may choose among, each with its cost."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Literal

from routes.contract import is_amount, require
from routes.errors import GraphError
from routes.fields import INTERDICT_COST, INTERDICTABLE, SCALE, UNBOUNDED, Amount
from routes.intervention import intervened
from routes.lenses import open_legs
from seeds.faults import suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from decimal import Decimal

    import networkx as nx

    from routes.measures import Measure
    from routes.plans import Plan

Kind = Literal["jurisdiction", "leg", "measure"]


@dataclass(frozen=True, order=True)
class Target:
    """Something that a plan may interdict.

    Attributes
    ----------
    kind : {"jurisdiction", "leg", "measure"}
    id : str
    cost_scaled : int
        Effort that it takes, in units of 1/scale.
    """

    kind: Kind
    id: str
    cost_scaled: int


@dataclass(frozen=True)
class Offer:
    """A target with what choosing it does.

    Attributes
    ----------
    target : Target
    legs : tuple of str
        Legs of the graph that it touches, sorted; none of a jurisdiction, which is closed itself.
    points : int or None
        Points of pressure that it adds on those legs; None where it closes them.
    measure : Measure or None
        The measure, if it is one.
    """

    target: Target
    legs: tuple[str, ...]
    points: int | None
    measure: Measure | None = None


def offers(
    graph: nx.MultiDiGraph[str],
    *,
    legs: bool = True,
    jurisdictions: Mapping[str, Amount] | None = None,
    measures: Collection[Measure] = (),
) -> tuple[Offer, ...]:
    """List what a plan may choose among.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    legs : bool
        Every leg at its interdict cost, except those that are not interdictable, that cost is
        unbounded for, or on which nothing passes.
    jurisdictions : mapping of jurisdiction id to int, optional
        What closing each takes, in units of 1/scale; tables say nothing about that.
    measures : collection of Measure
        As `routes.measures` gives them, at their cost. Those are left out that add no pressure,
        or touch no leg of the graph on which something passes.

    Returns
    -------
    tuple of Offer
        By kind and id.

    Raises
    ------
    GraphError
        The graph breaks the contract, a jurisdiction is not in the graph, a cost is no whole
        number from 1, or a measure costs nothing.
    """
    require(graph)
    places = dict(jurisdictions or {})
    faults = [*_place_faults(graph, places), *_measure_faults(measures)]
    if faults:
        raise GraphError("these targets cannot be offered:\n" + "\n".join(faults))
    passing = {leg for _, _, leg, _ in open_legs(graph)}
    found = [
        Offer(Target("leg", leg, cost), (leg,), None)
        for leg, cost in closing_costs(graph).items()
        if legs and leg in passing
    ]
    found += [
        Offer(Target("jurisdiction", place, cost), (), None)
        for place, cost in places.items()
        if cost != UNBOUNDED
    ]
    for measure in measures:
        touched = tuple(leg for leg in measure.legs if leg in passing)
        idle = measure.effect == "pressure" and measure.points <= 0
        if touched and not idle and measure.cost_scaled != UNBOUNDED:
            target = Target("measure", measure.id, measure.cost_scaled)
            points = None if measure.effect == "close" else measure.points
            found.append(Offer(target, touched, points, measure))
    return tuple(sorted(found, key=lambda offer: offer.target))


def closing_costs(graph: nx.MultiDiGraph[str]) -> dict[str, int]:
    """Give what closing each leg takes that can be closed, in units of 1/scale.

    Whether anything passes on it is not considered. Legs that are not interdictable, or that cost
    is unbounded for, are left out.
    """
    return {
        leg: data[INTERDICT_COST]
        for _, _, leg, data in graph.edges(keys=True, data=True)
        if data.get(INTERDICTABLE, True) and data[INTERDICT_COST] != UNBOUNDED
    }


def scaled_budget(graph: nx.MultiDiGraph[str], budget: Fraction | Decimal | int) -> int:
    """Turn a budget in the study's unit of effort into units of 1/scale.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Its scale counts.
    budget : Fraction, Decimal or int
        From 0. What is finer than 1/scale buys nothing and is left away.

    Returns
    -------
    int

    Raises
    ------
    GraphError
        It is below 0 or no exact number.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame({"origin": ["a"], "destination": ["b"], "capacity": [5]})
    >>> scaled_budget(from_edges(frame, origin="a", destination="b"), 3)
    300
    """
    if isinstance(budget, (bool, float)):
        raise GraphError(f"a budget must be an exact number, such as 3 or Fraction(5, 2): {budget}")
    exact = Fraction(budget)
    if exact < 0:
        raise GraphError(f"a budget must be at least 0, not {budget}")
    return floor(exact * int(graph.graph[SCALE]))


def offers_of(plan: Plan, measures: Collection[Measure]) -> tuple[Offer, ...]:
    """Give what choosing the targets of a plan does.

    Parameters
    ----------
    plan : Plan
        Its legs and jurisdictions are looked up when it is applied.
    measures : collection of Measure
        Among which those of the plan are looked up.

    Returns
    -------
    tuple of Offer
        In the order of the plan; which legs a measure touches is left to the measure.

    Raises
    ------
    GraphError
        A measure is unknown, or eases what it should press.
    """
    known = {measure.id: measure for measure in measures}
    found = []
    for target in plan.targets:
        measure = known.get(target.id) if target.kind == "measure" else None
        if target.kind == "measure" and measure is None:
            raise GraphError(
                f"measure {target.id!r} is not among those given.{suggestion(target.id, known)}"
            )
        if measure is not None and measure.points < 0:
            raise GraphError(f"measure {target.id!r} eases the pressure; a plan adds to it")
        legs = (target.id,) if target.kind == "leg" else ()
        found.append(Offer(target, legs, None, measure))
    return tuple(found)


def graph_after(graph: nx.MultiDiGraph[str], chosen: Collection[Offer]) -> nx.MultiDiGraph[str]:
    """Give a graph as it would be after a plan.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is left as it is.
    chosen : collection of Offer

    Returns
    -------
    networkx.MultiDiGraph
        Whoever analyses it looks at whether it keeps the contract.
    """
    return intervened(
        graph,
        remove=sorted(
            {leg for offer in chosen if offer.target.kind == "leg" for leg in offer.legs}
        ),
        close=sorted(offer.target.id for offer in chosen if offer.target.kind == "jurisdiction"),
        apply=[offer.measure for offer in chosen if offer.measure is not None],
    )


def _place_faults(graph: nx.MultiDiGraph[str], places: Mapping[str, Amount]) -> Iterator[str]:
    for place, cost in sorted(places.items()):
        if place not in graph:
            yield f"jurisdiction {place!r} is not in the graph.{suggestion(place, graph.nodes)}"
        if not is_amount(cost) or cost == 0:
            yield f"jurisdiction {place!r}: the cost must be a whole number from 1, not {cost!r}"


def _measure_faults(measures: Collection[Measure]) -> Iterator[str]:
    for measure in measures:
        if measure.cost_scaled == 0:
            yield f"measure {measure.id!r} costs nothing; apply it first, then ask for a plan"
