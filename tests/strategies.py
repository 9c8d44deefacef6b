"""Hypothesis strategies shared by the tests: small graphs that keep the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
from hypothesis import strategies as st

from routes import fields
from routes.contract import passing_capacity
from routes.pressure import route_weight

if TYPE_CHECKING:
    from collections.abc import Callable

SCALE = 100


def jurisdiction(role: str = "transit", capacity: fields.Amount = "unbounded") -> dict[str, Any]:
    """Give the attributes of a jurisdiction, with its capacity in units of 1/scale."""
    return {
        fields.NAME: "somewhere",
        fields.ROLE: role,
        fields.NODE_CAPACITY: capacity,
        fields.LATITUDE: None,
        fields.LONGITUDE: None,
    }


def leg(
    capacity: fields.Amount, pressure_percent: int = 0, interdict_cost: fields.Amount = SCALE
) -> dict[str, Any]:
    """Give the attributes of a leg, with amounts in units of 1/scale."""
    return {
        fields.CAPACITY: capacity,
        fields.PRESSURE: pressure_percent,
        fields.PASSING: passing_capacity(capacity, pressure_percent),
        fields.INTERDICT_COST: interdict_cost,
        fields.ROUTE_WEIGHT: route_weight(pressure_percent),
        fields.MECHANISM: "unspecified",
        fields.EVIDENCE_CLASS: None,
        fields.BASIS: "assumed",
        fields.EVIDENCE: (),
    }


def empty_graph(
    origins: tuple[str, ...], destinations: tuple[str, ...], scale: int = SCALE
) -> nx.MultiDiGraph[str]:
    """Give a graph with its own attributes but without jurisdictions and legs."""
    return nx.MultiDiGraph(
        **{
            fields.ORIGINS: tuple(sorted(origins)),
            fields.DESTINATIONS: tuple(sorted(destinations)),
            fields.SCALE: scale,
            fields.CAPACITY_UNIT: "units",
            fields.EFFORT_UNIT: "effort units",
            fields.AS_OF: "2026-10-31",
            fields.LAYER: "goods",
        }
    )


def amounts(*, unbounded: bool = True, smallest: int = 0) -> st.SearchStrategy[fields.Amount]:
    """Draw few different amounts, so that ties are common, and now and then no bound."""
    finite = st.integers(smallest, 4).map(lambda units: units * SCALE)
    if not unbounded:
        return finite
    return st.integers(0, 9).flatmap(lambda pick: st.just("unbounded") if pick == 9 else finite)


@st.composite
def graphs(
    draw: Callable[[st.SearchStrategy[Any]], Any],
    *,
    max_jurisdictions: int = 7,
    max_legs: int = 12,
    unbounded: bool = True,
) -> nx.MultiDiGraph[str]:
    """Draw a small graph: parallel and reverse legs, one or two ends, node capacities, pressure."""
    count = draw(st.integers(2, max_jurisdictions))
    ids = "abcdefghij"[:count]
    shuffled = draw(st.permutations(ids))
    origin_count = draw(st.integers(1, min(2, count - 1)))
    destination_count = draw(st.integers(1, min(2, count - origin_count)))
    origins = tuple(shuffled[:origin_count])
    destinations = tuple(shuffled[-destination_count:])
    graph = empty_graph(origins, destinations)
    # Most jurisdictions are unbounded, as in a study.
    bound = st.one_of(st.just("unbounded"), st.just("unbounded"), amounts(unbounded=False))
    for node in ids:
        graph.add_node(node, **jurisdiction(capacity=draw(bound)))
    ends = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda e: e[0] != e[1])
    pressures = st.sampled_from((0, 0, 0, 25, 50, 100))
    rows = draw(
        st.lists(st.tuples(ends, amounts(unbounded=unbounded), pressures), max_size=max_legs)
    )
    costs = amounts(unbounded=unbounded, smallest=1)
    for number, ((origin, destination), capacity, pressure) in enumerate(rows):
        attributes = leg(capacity, pressure, draw(costs))
        graph.add_edge(origin, destination, key=f"l{number:02d}", **attributes)
    return graph
