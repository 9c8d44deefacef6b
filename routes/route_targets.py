"""Targets against routes: what each does on the map of a graph, and the graph after a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routes.errors import GraphError
from routes.fields import PRESSURE
from routes.intervention import intervene
from routes.lenses import open_legs
from routes.opposed_routes import OpposedRoutes, Option
from routes.pressure import CLOSED_PERCENT, held, route_weight
from routes.route_map import map_of
from seeds.faults import suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import networkx as nx

    from routes.engine import Engine
    from routes.targets import Offer


def with_added_pressure(
    offered: Collection[Offer], added_pressure: Mapping[str, int]
) -> tuple[Offer, ...]:
    """Let some of the legs offered be pressed harder instead of closed.

    Parameters
    ----------
    offered : collection of Offer
        As `routes.targets.offers` gives them.
    added_pressure : mapping of leg id to int
        Points, 1 to 100.

    Returns
    -------
    tuple of Offer
        In the same order.

    Raises
    ------
    GraphError
        A leg is not offered, or its points are no whole number from 1 to 100.
    """
    legs = {offer.target.id for offer in offered if offer.target.kind == "leg"}
    faults = list(_faults(legs, added_pressure))
    if faults:
        raise GraphError("this pressure cannot be added:\n" + "\n".join(faults))
    return tuple(
        replace(offer, points=added_pressure[offer.target.id])
        if offer.target.kind == "leg" and offer.target.id in added_pressure
        else offer
        for offer in offered
    )


def opposed_routes(
    graph: nx.MultiDiGraph[str], offered: Sequence[Offer], engine: Engine = "auto"
) -> OpposedRoutes:
    """Lay out the routes of a graph against what is offered.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; this is not checked here.
    offered : sequence of Offer
        They become options in this order.
    engine : {"auto", "interpreted", "compiled"}
        How routes are searched for.

    Returns
    -------
    OpposedRoutes
    """
    route_map, places, legs = map_of(graph, engine)
    pressure = [data[PRESSURE] for _, _, _, data in open_legs(graph)]
    node = {place: number for number, place in enumerate(places)}
    arc = {leg: number for number, leg in enumerate(legs)}

    def weigh(number: int, points: int) -> int | None:
        # Arcs after those of legs lead from the common start and to the common end.
        return route_weight(held(pressure[number] + points)) if number < len(pressure) else 0

    return OpposedRoutes(route_map, [_option(offer, node, arc) for offer in offered], weigh)


def graph_after_plan(
    graph: nx.MultiDiGraph[str], chosen: Collection[Offer]
) -> nx.MultiDiGraph[str]:
    """Give a graph as it would be after a plan against routes.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is left as it is.
    chosen : collection of Offer
        Legs among them are closed or, where they have points, pressed. A plan that can spare no
        target never presses a leg of a jurisdiction that it closes.

    Returns
    -------
    networkx.MultiDiGraph
    """
    legs = {offer.target.id: offer.points for offer in chosen if offer.target.kind == "leg"}
    pressed = {
        leg: held(data[PRESSURE] + (legs[leg] or 0))
        for _, _, leg, data in graph.edges(keys=True, data=True)
        if legs.get(leg) is not None
    }
    return intervene(
        graph,
        remove=sorted(leg for leg, points in legs.items() if points is None),
        close=sorted(offer.target.id for offer in chosen if offer.target.kind == "jurisdiction"),
        set_pressure=pressed,
        apply=[offer.measure for offer in chosen if offer.measure is not None],
    )


def _option(offer: Offer, node: Mapping[str, int], arc: Mapping[str, int]) -> Option:
    target = offer.target
    if target.kind == "jurisdiction":
        nodes = (node[target.id],) if target.id in node else ()
        return Option(target.cost_scaled, nodes=nodes)
    arcs = tuple(arc[leg] for leg in offer.legs if leg in arc)
    return Option(target.cost_scaled, arcs, points=offer.points)


def _faults(legs: Collection[str], added_pressure: Mapping[str, int]) -> Iterator[str]:
    for leg, points in sorted(added_pressure.items()):
        if leg not in legs:
            yield f"leg {leg!r} is not offered.{suggestion(leg, legs)}"
        if isinstance(points, bool) or not isinstance(points, int):
            yield f"leg {leg!r}: points must be a whole number, not {points!r}"
        elif not 1 <= points <= CLOSED_PERCENT:
            yield f"leg {leg!r}: points {points} are outside 1 to 100"
