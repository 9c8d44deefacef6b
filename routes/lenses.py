"""The number that a cut adds up: what a leg or a jurisdiction counts under a lens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from routes.errors import GraphError
from routes.fields import LENSES, NODE_CAPACITY, PASSING, UNBOUNDED, Amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

Lens = Literal["passing", "volume", "effort"]

EVERY_LENS: tuple[Lens, ...] = ("passing", "volume", "effort")
"""In the order in which they are shown."""


def leg_amount(leg: Mapping[str, Any], lens: Lens) -> Amount:
    """Give what a leg counts under a lens.

    Parameters
    ----------
    leg : mapping
        The leg's attributes.
    lens : {"passing", "volume", "effort"}
        Passing capacity, capacity, or the effort that closing it takes.

    Returns
    -------
    int or "unbounded"
        Units of 1/scale; 0 under every lens when the leg passes nothing, as it is on no route.
    """
    if leg[PASSING] == 0:
        return 0
    amount: Amount = leg[LENSES[lens]]
    return amount


def jurisdiction_amount(jurisdiction: Mapping[str, Any], lens: Lens) -> Amount:
    """Give what a jurisdiction counts under a lens.

    Parameters
    ----------
    jurisdiction : mapping
        The jurisdiction's attributes.
    lens : {"passing", "volume", "effort"}
        Under `effort` no effort closes a whole jurisdiction, so it is unbounded.

    Returns
    -------
    int or "unbounded"
        Units of 1/scale; 0 under every lens when nothing can pass through, as it is on no route.
    """
    capacity: Amount = jurisdiction[NODE_CAPACITY]
    if lens == "effort" and capacity != 0:
        return UNBOUNDED
    return capacity


def open_legs(
    graph: nx.MultiDiGraph[str],
) -> list[tuple[str, str, str, Mapping[str, Any]]]:
    """List the legs on which something can pass, from and to jurisdictions that let it through.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.

    Returns
    -------
    list of (str, str, str, mapping)
        Origin, destination, id and attributes of each such leg, sorted by id.
    """
    shut = {node for node, data in graph.nodes(data=True) if data[NODE_CAPACITY] == 0}
    legs = [
        (origin, destination, leg, data)
        for origin, destination, leg, data in graph.edges(keys=True, data=True)
        if data[PASSING] != 0 and origin not in shut and destination not in shut
    ]
    return sorted(legs, key=lambda edge: edge[2])


def require_lens(lens: str) -> None:
    """Refuse an unknown lens.

    Parameters
    ----------
    lens : str
        The name to look at.

    Raises
    ------
    GraphError
        There is no lens of that name.
    """
    if lens not in LENSES:
        raise GraphError(f"lens {lens!r} is unknown; choose one of {', '.join(sorted(LENSES))}")
