"""Fixtures shared by the tests: graphs written down as a few lines, and answers by brute force."""

from __future__ import annotations

import os
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pytest

from routes import fields
from routes.lenses import jurisdiction_amount, leg_amount
from tests.strategies import empty_graph, jurisdiction, leg

DRAWN_SCALE = 1000


def pytest_configure(config):
    """Keep computed results of reports in one place for all processes of the tests."""
    os.environ["ROUTERISK_CACHE"] = str(config.rootpath / ".pytest_cache" / "routerisk")


def _scaled(text):
    return text if text == fields.UNBOUNDED else int(Decimal(text) * DRAWN_SCALE)


@pytest.fixture(scope="session")
def draw_graph():
    """Give a function that turns lines ``origin destination capacity [pressure]`` into a graph.

    Legs are called ``origin>destination``, then ``origin>destination.2`` and so on. The scale is
    1000, so amounts may have one decimal. Routes run from s to t unless said otherwise.
    """

    def draw(lines, *, origins="s", destinations="t", capacities=None):
        graph = empty_graph(tuple(origins), tuple(destinations), DRAWN_SCALE)
        rows = [line.split() for line in lines.strip().splitlines()]
        places = {place for row in rows for place in row[:2]} | {*origins, *destinations}
        for place in sorted(places):
            bound = _scaled((capacities or {}).get(place, fields.UNBOUNDED))
            graph.add_node(place, **jurisdiction(capacity=bound))
        copies = {}
        for origin, destination, capacity, *pressure in rows:
            number = copies[origin, destination] = copies.get((origin, destination), 0) + 1
            key = f"{origin}>{destination}" + (f".{number}" if number > 1 else "")
            attributes = leg(_scaled(capacity), int(pressure[0]) if pressure else 0, DRAWN_SCALE)
            graph.add_edge(origin, destination, key=key, **attributes)
        return graph

    return draw


@dataclass(frozen=True)
class BruteForceCuts:
    """Capacity of the minimum cuts (None: no finite one) and their sets of members."""

    value: int | None
    cuts: frozenset[frozenset[tuple[str, str]]]


@pytest.fixture(scope="session")
def brute_force():
    """Give a function that finds all minimum cuts by trying every set of nodes.

    Each jurisdiction is an arrival and a departure, with what it counts between them; every set
    that holds the origins' arrivals and no destination's departure makes a cut of what leaves it.
    """
    return _brute_force


def _brute_force(graph, lens):
    bit = {
        (place, end): 2 * number + side
        for number, place in enumerate(graph)
        for side, end in enumerate(("arrival", "departure"))
    }
    sets = np.arange(2 ** len(bit), dtype=np.int64)
    for origin in graph.graph[fields.ORIGINS]:
        sets = sets[(sets >> bit[origin, "arrival"]) & 1 == 1]
    for destination in graph.graph[fields.DESTINATIONS]:
        sets = sets[(sets >> bit[destination, "departure"]) & 1 == 0]
    members = [
        (("jurisdiction", place), bit[place, "arrival"], bit[place, "departure"], amount)
        for place, data in graph.nodes(data=True)
        if (amount := jurisdiction_amount(data, lens)) != 0
    ] + [
        (("leg", key), bit[origin, "departure"], bit[destination, "arrival"], amount)
        for origin, destination, key, data in graph.edges(keys=True, data=True)
        if (amount := leg_amount(data, lens)) != 0
    ]
    total, crossed = np.zeros_like(sets), np.zeros_like(sets)
    for number, (_, tail, head, amount) in enumerate(members):
        crosses = (sets >> tail) & 1 & ~(sets >> head)
        total += crosses * (10**9 if amount == fields.UNBOUNDED else amount)
        crossed |= crosses << number
    value = int(total.min())
    if value >= 10**9:
        return BruteForceCuts(None, frozenset())
    chosen = np.unique(crossed[total == value]).tolist()
    cuts = frozenset(
        frozenset(member for number, (member, *_) in enumerate(members) if code >> number & 1)
        for code in chosen
    )
    return BruteForceCuts(value, cuts)
