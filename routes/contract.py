"""What every graph must satisfy before an analysis may trust it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from routes import fields
from routes.errors import GraphError
from routes.leg_graph import table_of
from routes.lenses import Lens, jurisdiction_amount, leg_amount
from routes.pressure import CLOSED_PERCENT, route_weight
from routes.sound_legs import are_sound
from routes.table_contract import above_limit, of_table, to_itself, without_effort

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PERCENT = 100
_ROLES = ("origin", "transit", "destination")
_OF_GRAPH = (
    fields.ORIGINS,
    fields.DESTINATIONS,
    fields.SCALE,
    fields.CAPACITY_UNIT,
    fields.EFFORT_UNIT,
    fields.AS_OF,
    fields.LAYER,
)
_OF_JURISDICTION = (
    fields.NAME,
    fields.ROLE,
    fields.NODE_CAPACITY,
    fields.LATITUDE,
    fields.LONGITUDE,
)
_OF_LEG = (
    fields.CAPACITY,
    fields.PRESSURE,
    fields.PASSING,
    fields.INTERDICT_COST,
    fields.ROUTE_WEIGHT,
    fields.MECHANISM,
    fields.EVIDENCE_CLASS,
    fields.BASIS,
    fields.EVIDENCE,
)


def check(graph: object) -> list[str]:
    """List every breach of the graph contract at once.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes are jurisdiction ids, edge keys leg ids, attributes as named in `routes.fields`.

    Returns
    -------
    list of str
        One sentence for each breach, sorted; empty when the graph keeps the contract. Whether the
        numbers are true is not considered.
    """
    if not isinstance(graph, nx.MultiDiGraph):
        return [f"graph: must be a networkx.MultiDiGraph, not {type(graph).__name__}"]
    table = table_of(graph)
    if table is not None:
        breaches = [*_of_graph(graph), *of_table(table)]
        return sorted(breaches or above_limit(table.total))
    breaches = [*_of_graph(graph), *_of_jurisdictions(graph), *_of_legs(graph)]
    return sorted(breaches or _of_sums(graph))


def require(graph: nx.MultiDiGraph[str]) -> None:
    """Refuse a graph that breaks the contract.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As for `check`.

    Raises
    ------
    GraphError
        The message lists every breach, one a line.
    """
    breaches = check(graph)
    if breaches:
        raise GraphError("the graph breaks its contract:\n" + "\n".join(breaches))


def passing_capacity(capacity: fields.Amount, pressure_percent: int) -> fields.Amount:
    """Give what is left of a capacity under pressure.

    Parameters
    ----------
    capacity : int or "unbounded"
        Units of 1/scale. A scale with the factor 100 makes the division exact.
    pressure_percent : int
        0 to 100.

    Returns
    -------
    int or "unbounded"
        ``capacity * (100 - pressure) // 100``; an unbounded capacity stays so below 100 percent.

    Examples
    --------
    >>> passing_capacity(2000, 35), passing_capacity("unbounded", 100)
    (1300, 0)
    """
    if pressure_percent == CLOSED_PERCENT:
        return 0
    if capacity == fields.UNBOUNDED:
        return fields.UNBOUNDED
    return capacity * (_PERCENT - pressure_percent) // _PERCENT


def is_amount(value: object) -> bool:
    """Tell an amount, a whole number from 0 or the word unbounded, from anything else.

    Examples
    --------
    >>> is_amount(3), is_amount("unbounded"), is_amount(True), is_amount(-1)
    (True, True, False, False)
    """
    return _is_count(value) or (isinstance(value, str) and value == fields.UNBOUNDED)


def _of_graph(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    yield from _missing("graph", graph.graph, _OF_GRAPH)
    scale = graph.graph.get(fields.SCALE, _PERCENT)
    if not (_is_count(scale) and scale > 0 and scale % _PERCENT == 0):
        yield f"graph: {fields.SCALE} must be a positive multiple of 100, not {scale!r}"
    for ends in (fields.ORIGINS, fields.DESTINATIONS):
        yield from _of_ends(graph, ends)
    both = set(graph.graph.get(fields.ORIGINS, ())) & set(graph.graph.get(fields.DESTINATIONS, ()))
    for jurisdiction in both:
        yield f"graph: {jurisdiction!r} is an origin and a destination; it can be only one"


def _of_ends(graph: nx.MultiDiGraph[str], attribute: str) -> Iterator[str]:
    ends = graph.graph.get(attribute, ())
    if not isinstance(ends, tuple) or any(not isinstance(end, str) for end in ends):
        yield f"graph: {attribute} must be a tuple of jurisdiction ids"
    elif attribute in graph.graph and not ends:
        yield f"graph: {attribute} is empty; name at least one jurisdiction"
    elif list(ends) != sorted(set(ends)):
        yield f"graph: {attribute} must be sorted and name each jurisdiction once"
    else:
        for end in ends:
            if end not in graph:
                yield f"graph: {attribute} names {end!r}, which is not a jurisdiction"


def _of_jurisdictions(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    for jurisdiction, data in graph.nodes(data=True):
        where = f"jurisdiction {jurisdiction!r}"
        if not isinstance(jurisdiction, str) or not jurisdiction:
            yield f"{where}: the id must be a text"
        yield from _missing(where, data, _OF_JURISDICTION)
        yield from _not_amounts(where, data, (fields.NODE_CAPACITY,))
        if data.get(fields.ROLE, "transit") not in _ROLES:
            yield f"{where}: {fields.ROLE} must be one of {', '.join(_ROLES)}"


def _of_legs(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    if are_sound(graph):
        return
    seen: set[object] = set()
    for origin, destination, leg, data in graph.edges(keys=True, data=True):
        where = f"leg {leg!r}"
        if not isinstance(leg, str) or not leg:
            yield f"{where}: the id (the edge key) must be a text"
        if leg in seen:
            yield f"{where}: the id is used by more than one leg"
        seen.add(leg)
        if origin == destination:
            yield to_itself(where, origin)
        yield from _missing(where, data, _OF_LEG)
        yield from _of_numbers(where, data)
        if not isinstance(data.get(fields.INTERDICTABLE, True), bool):
            yield f"{where}: {fields.INTERDICTABLE} must be True or False"


def _of_numbers(where: str, data: Mapping[str, Any]) -> Iterator[str]:
    amounts = (fields.CAPACITY, fields.PASSING, fields.INTERDICT_COST)
    wrong = list(_not_amounts(where, data, amounts))
    yield from wrong
    pressure = data.get(fields.PRESSURE, 0)
    for name in (fields.CAPACITY_LOW, fields.CAPACITY_HIGH):
        if data.get(name) is not None:
            yield from _not_amounts(where, data, (name,))
    if not (_is_count(pressure) and pressure <= CLOSED_PERCENT):
        yield f"{where}: {fields.PRESSURE} must be an integer from 0 to 100, not {pressure!r}"
        return
    if data.get(fields.INTERDICT_COST) == 0:
        yield without_effort(where)
    expected_weight = route_weight(pressure)
    weight = data.get(fields.ROUTE_WEIGHT, expected_weight)
    if weight != expected_weight or isinstance(weight, float):
        yield f"{where}: {fields.ROUTE_WEIGHT} is not {expected_weight}, as its pressure tells"
    if wrong or fields.CAPACITY not in data or fields.PASSING not in data:
        return
    expected = passing_capacity(data[fields.CAPACITY], pressure)
    if data[fields.PASSING] != expected:
        yield f"{where}: {fields.PASSING} is not capacity * (100 - pressure) // 100 = {expected}"


def _of_sums(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    def total(lens: Lens) -> int:
        amounts = [leg_amount(data, lens) for _, _, data in graph.edges(data=True)]
        amounts += [jurisdiction_amount(data, lens) for _, data in graph.nodes(data=True)]
        return sum(amount for amount in amounts if isinstance(amount, int))

    yield from above_limit(total)


def _missing(where: str, data: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if name not in data:
            yield f"{where}: {name} is missing"


def _not_amounts(where: str, data: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        value = data.get(name, 0)
        if not is_amount(value):
            yield f"{where}: {name} must be an integer from 0 or 'unbounded', not {value!r}"


def _is_count(value: object) -> bool:
    """Tell a plain integer from 0; True and False are no counts."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
