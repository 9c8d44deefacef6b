"""Room: what every leg and jurisdiction could carry beside what it carries already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routes.engine import solve
from routes.fields import UNBOUNDED
from routes.flow import throughput
from routes.lenses import jurisdiction_amount, leg_amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from routes.arrays import Network
    from routes.lenses import Lens
    from routes.route_rows import Route


@dataclass(frozen=True)
class Room:
    """What is spare, in units of 1/scale; taking some changes it.

    Attributes
    ----------
    legs, jurisdictions : dict of str to int
        By id, from 0. What is left out has none.
    """

    legs: dict[str, int]
    jurisdictions: dict[str, int]

    def on(self, route: Route) -> int:
        """Give how much more a route could carry."""
        return min(
            *(self.legs.get(leg, 0) for leg in route.legs),
            *(self.jurisdictions.get(place, 0) for place in route.jurisdictions),
        )

    def take(self, route: Route, units: int) -> None:
        """Fill a route up by so much, which it must have room for."""
        for leg in route.legs:
            self.legs[leg] -= units
        for place in route.jurisdictions:
            self.jurisdictions[place] -= units

    def most(self, network: Network) -> int:
        """Compute the largest flow that finds room; the network is of all legs that may have any.

        Parameters
        ----------
        network : Network
            As `compile_network` gives it.

        Returns
        -------
        int
            In units of 1/scale.
        """
        amount = network.amount.copy()
        amount[network.member_arcs] = [
            *(self.jurisdictions.get(place, 0) for place in network.inner_ids),
            *(self.legs.get(leg, 0) for leg in network.leg_ids),
        ]
        return solve(replace(network, amount=amount)).value or 0


def room_beside(
    graph: nx.MultiDiGraph[str], lens: Lens, leg_flow: Mapping[str, int], enough: int
) -> Room:
    """Tell what a graph could carry beside a flow.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    lens : {"passing", "volume"}
        Which amounts bound it.
    leg_flow : mapping of leg id to int
        A flow of the graph, in units of 1/scale.
    enough : int
        More room than that is not needed, and given for legs and jurisdictions without a bound.

    Returns
    -------
    Room
        What flows already is not moved to make room.
    """
    ends = {leg: (origin, end) for origin, end, leg in graph.edges(keys=True)}
    carried = {leg: units for leg, units in leg_flow.items() if leg in ends}
    through = throughput(tuple(graph), ends, carried)
    legs, places = {}, {}
    for _, _, leg, data in graph.edges(keys=True, data=True):
        amount = leg_amount(data, lens)
        spare = enough if amount == UNBOUNDED else int(amount) - carried.get(leg, 0)
        legs[leg] = min(spare, enough)
    for place, data in graph.nodes(data=True):
        amount = jurisdiction_amount(data, lens)
        spare = enough if amount == UNBOUNDED else int(amount) - through[place]
        places[place] = min(spare, enough)
    return Room(legs, places)
