"""Evasion a second way: all routes by following every leg, and largest flows by networkx."""

from __future__ import annotations

from fractions import Fraction

import networkx as nx

from routes import fields
from routes.lenses import jurisdiction_amount, leg_amount


def largest_flow(graph, lens, most=None):
    """Let networkx compute the largest flow, with no more on a leg than `most` says."""
    network = nx.DiGraph()
    network.add_nodes_from(["source", "sink"])

    def bound(*amounts):
        finite = [amount for amount in amounts if amount != "unbounded"]
        return {"capacity": min(finite)} if finite else {}

    for place, data in graph.nodes(data=True):
        limit = bound(jurisdiction_amount(data, lens))
        network.add_edge(("in", place), ("out", place), **limit)
    for origin, end, leg, data in graph.edges(keys=True, data=True):
        limit = bound(leg_amount(data, lens), "unbounded" if most is None else most.get(leg, 0))
        network.add_edge(("out", origin), ("leg", leg), **limit)
        network.add_edge(("leg", leg), ("in", end))
    network.add_edges_from(("source", ("in", place)) for place in graph.graph[fields.ORIGINS])
    network.add_edges_from((("out", place), "sink") for place in graph.graph[fields.DESTINATIONS])
    return nx.maximum_flow_value(network, "source", "sink")


def all_routes(graph, lens):
    """Give legs, jurisdictions and weight of every simple route on which something passes."""
    legs = sorted(
        (edge for edge in graph.edges(keys=True, data=True) if leg_amount(edge[3], lens) != 0),
        key=lambda edge: edge[2],
    )
    found = []

    def follow(place, visited, route, weight):
        if jurisdiction_amount(graph.nodes[place], lens) == 0:
            return
        if place in graph.graph[fields.DESTINATIONS] and route:
            found.append((route, visited, weight))
        for origin, end, leg, data in legs:
            if origin == place and end not in visited:
                follow(end, (*visited, end), (*route, leg), weight + data[fields.ROUTE_WEIGHT])

    for origin in graph.graph[fields.ORIGINS]:
        follow(origin, (origin,), (), 0)
    return sorted(found, key=lambda route: (route[2], len(route[0]), route[0]))


def _through(graph, flow, place):
    """Add up what enters or leaves a jurisdiction, whichever is more."""
    leaving = sum(flow.get(leg, 0) for *_, leg in graph.out_edges(place, keys=True))
    entering = sum(flow.get(leg, 0) for *_, leg in graph.in_edges(place, keys=True))
    return max(leaving, entering)


def spare_beside(graph, lens, flow):
    """Give what each leg and jurisdiction could carry more."""
    limits = {
        ("leg", leg): (leg_amount(data, lens), flow.get(leg, 0))
        for _, _, leg, data in graph.edges(keys=True, data=True)
    }
    limits |= {
        ("place", place): (jurisdiction_amount(data, lens), _through(graph, flow, place))
        for place, data in graph.nodes(data=True)
    }
    return {
        member: 10**12 if amount == "unbounded" else amount - used
        for member, (amount, used) in limits.items()
    }


def _one_choice(free, left, spare):
    """Let all choose among routes alike, and admit one part of all; what each route gets."""
    share, more = divmod(left, len(free))
    wanted = [share + (position < more) for position in range(len(free))]
    needs = {}
    for way, want in zip(free, wanted, strict=True):
        for member in way:
            needs[member] = needs.get(member, 0) + want
    part = min([Fraction(1), *(Fraction(spare[m], need) for m, need in needs.items() if need)])
    gets = [int(want * part) for want in wanted]
    rest = [want * part - get for want, get in zip(wanted, gets, strict=True)]
    for way, get in zip(free, gets, strict=True):
        for member in way:
            spare[member] -= get
    for position in sorted(range(len(free)), key=lambda i: -rest[i]):
        if rest[position] and min(spare[member] for member in free[position]) > 0:
            gets[position] += 1
            for member in free[position]:
                spare[member] -= 1
    return gets


def uniform_over_all_routes(graph, lens, kept, units):
    """Lead units over all routes alike, as the docstring of `spread` says, from scratch."""
    spare = spare_beside(graph, lens, kept)
    ways = [
        [("leg", leg) for leg in legs] + [("place", place) for place in places]
        for legs, places, _ in all_routes(graph, lens)
    ]
    flow, left = dict(kept), units
    while left:
        free = [way for way in ways if min(spare[member] for member in way) > 0]
        if not free:
            break
        for way, get in zip(free, _one_choice(free, left, spare), strict=True):
            left -= get
            for kind, name in way:
                if kind == "leg":
                    flow[name] = flow.get(name, 0) + get
    return units - left, flow
