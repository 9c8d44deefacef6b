"""Sound legs: a quick look that finds no fault, before anything is looked at one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routes import fields
from routes.pressure import CLOSED_PERCENT, route_weight

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

_PERCENT = 100
_WORDS = (fields.MECHANISM, fields.EVIDENCE_CLASS, fields.BASIS, fields.EVIDENCE)


def are_sound(graph: nx.MultiDiGraph[str]) -> bool:
    """Tell whether every leg certainly keeps the graph contract.

    Parameters
    ----------
    graph : networkx.MultiDiGraph

    Returns
    -------
    bool
        True only where `routes.check` finds no fault in any leg; False also where it may find none,
        such as for numbers of another type. Most graphs are copies of one that was looked at, and
        this takes a third of the time.
    """
    seen = set()
    count = 0
    for origin, ends in graph.adjacency():
        for destination, legs in ends.items():
            for leg, data in legs.items():
                if type(leg) is not str or origin == destination or not _is_sound(data):
                    return False
                seen.add(leg)
                count += 1
    return "" not in seen and len(seen) == count


def _is_sound(data: Mapping[str, Any]) -> bool:
    try:
        capacity, passing = data[fields.CAPACITY], data[fields.PASSING]
        cost, pressure = data[fields.INTERDICT_COST], data[fields.PRESSURE]
        weight = data[fields.ROUTE_WEIGHT]
    except KeyError:
        return False
    if type(pressure) is not int or not 0 <= pressure <= CLOSED_PERCENT:
        return False
    if type(capacity) is int and capacity >= 0:
        expected: object = capacity * (_PERCENT - pressure) // _PERCENT
    elif _is_unbounded(capacity):
        expected = 0 if pressure == CLOSED_PERCENT else fields.UNBOUNDED
    else:
        return False
    return (
        _is_same(passing, expected)
        and _is_same(weight, route_weight(pressure))
        and ((type(cost) is int and cost > 0) or _is_unbounded(cost))
        and _is_estimate(data.get(fields.CAPACITY_LOW))
        and _is_estimate(data.get(fields.CAPACITY_HIGH))
        and type(data.get(fields.INTERDICTABLE, True)) is bool
        and all(word in data for word in _WORDS)
    )


def _is_same(value: object, expected: object) -> bool:
    # A number of another type may be equal and yet not what the contract asks for.
    return type(value) is type(expected) and value == expected


def _is_unbounded(value: object) -> bool:
    return type(value) is str and value == fields.UNBOUNDED


def _is_estimate(value: object) -> bool:
    return value is None or (type(value) is int and value >= 0) or _is_unbounded(value)
