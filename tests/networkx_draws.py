"""Draws solved by networkx alone, in a plain loop: minimum cuts, shortest paths, maximum flows."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import networkx as nx
from networkx.algorithms import flow as methods

import routes
from routes import fields

_WITH_REMOVALS = 20
START, END = "start", "end"
METHODS = {
    each.__name__: each
    for each in (methods.preflow_push, methods.boykov_kolmogorov, methods.dinitz)
}
"""The first is what networkx takes when not told."""


@dataclass
class Found:
    """What networkx finds in one draw: value, what is on lightest routes, and losses by id."""

    value: int = 0
    legs: set = field(default_factory=set)
    places: set = field(default_factory=set)
    losses: dict = field(default_factory=dict)


class NetworkxDraws:
    """Some draws as graphs of networkx, with jurisdictions split in two.

    The graphs are laid out beforehand: that is not in the times.
    """

    methods = tuple(METHODS)

    def __init__(self, graphs):
        self.graphs = tuple(graphs)
        self.found = [Found() for _ in self.graphs]
        self._split = [_split(graph) for graph in self.graphs]
        self._ways = [_ways(graph) for graph in self.graphs]

    def measure(self):
        """Solve all; give seconds of one core for one draw, by step."""
        count = len(self.graphs)
        few = min(_WITH_REMOVALS, count)
        seconds = {name: _core(lambda m=m: self._cuts(m)) / count for name, m in METHODS.items()}
        seconds["route"] = _core(self._routes) / count
        fastest = METHODS[min(METHODS, key=seconds.get)]
        seconds["removals"] = _core(lambda: self._removals(few, fastest)) / few
        for each, graph, ways in zip(self.found, self.graphs, self._ways, strict=True):
            each.legs, each.places = _on_lightest(graph, ways)
        return seconds

    def _cuts(self, method):
        for each, split in zip(self.found, self._split, strict=True):
            each.value, _ = nx.minimum_cut(split, START, END, flow_func=method)

    def _routes(self):
        for ways in self._ways:
            try:
                nx.dijkstra_path(ways, START, END)
            except nx.NetworkXNoPath:
                continue

    def _removals(self, few, method):
        for each, graph, split in list(zip(self.found, self.graphs, self._split, strict=True))[
            :few
        ]:
            value, carried = nx.maximum_flow(split, START, END, flow_func=method)
            for member, (tail, head), amount in _members(graph):
                if carried[tail].get(head, 0) == 0:
                    each.losses[member] = 0
                    continue
                data = split[tail][head]
                before = dict(data)
                data["capacity"] = data["capacity"] - amount if "capacity" in data else 0
                left = nx.maximum_flow_value(split, START, END, flow_func=method)
                each.losses[member] = value - left
                data.clear()
                data.update(before)


def of(graph, believed, count):
    """Give the first draws of a graph."""
    return NetworkxDraws(routes.drawn_graphs(graph, range(count), beliefs=believed))


def _core(call):
    begun = time.process_time()
    call()
    return time.process_time() - begun


def _members(graph):
    """List legs and jurisdictions that let something through: id, arc, and what they let through.

    What a jurisdiction lets through is all that its arc carries.
    """
    for place, data in graph.nodes(data=True):
        if data[fields.NODE_CAPACITY] != 0:
            yield place, ((place, 0), (place, 1)), data[fields.NODE_CAPACITY]
    for origin, there, leg, data in graph.edges(keys=True, data=True):
        if data[fields.PASSING] != 0:
            yield leg, ((origin, 1), (there, 0)), data[fields.PASSING]


def _split(graph):
    """Split jurisdictions and add up parallel legs; an arc without a capacity has no bound."""
    split = nx.DiGraph()
    split.add_nodes_from((START, END))
    for _, (tail, head), amount in _members(graph):
        bound = {} if amount == fields.UNBOUNDED else {"capacity": amount}
        if split.has_edge(tail, head) and bound and "capacity" in split[tail][head]:
            bound["capacity"] += split[tail][head]["capacity"]
        elif split.has_edge(tail, head):
            split.remove_edge(tail, head)
            bound = {}
        split.add_edge(tail, head, **bound)
    split.add_edges_from((START, (place, 0)) for place in graph.graph[fields.ORIGINS])
    split.add_edges_from(((place, 1), END) for place in graph.graph[fields.DESTINATIONS])
    return split


def _ways(graph):
    """Lay out the open legs with their weights, the lightest of those that are parallel.

    A micro-nat weighs more than all hops of a route together.
    """
    ways = nx.DiGraph()
    ways.add_nodes_from((START, END))
    micronat = 2 * len(graph) + 3
    for _, (tail, head), _ in _members(graph):
        if tail[0] == head[0]:
            ways.add_edge(tail, head, weight=1)
    for tail, head, weight in _weights(graph, micronat):
        if not ways.has_edge(tail, head) or weight < ways[tail][head]["weight"]:
            ways.add_edge(tail, head, weight=weight)
    ways.add_edges_from(((START, (each, 0)) for each in graph.graph[fields.ORIGINS]), weight=1)
    ways.add_edges_from((((each, 1), END) for each in graph.graph[fields.DESTINATIONS]), weight=1)
    return ways


def _weights(graph, micronat):
    for origin, there, data in graph.edges(data=True):
        if data[fields.PASSING] != 0:
            yield (origin, 1), (there, 0), data[fields.ROUTE_WEIGHT] * micronat + 1


def _on_lightest(graph, ways):
    """Tell which legs and jurisdictions some lightest route takes, by distances from both ends."""
    ahead = nx.single_source_dijkstra_path_length(ways, START)
    behind = nx.single_source_dijkstra_path_length(ways.reverse(), END)
    if END not in ahead:
        return set(), set()
    micronat = 2 * len(graph) + 3

    def lies(tail, head, weight):
        if tail not in ahead or head not in behind:
            return False
        return ahead[tail] + weight + behind[head] == ahead[END]

    places = {place for place in graph if lies((place, 0), (place, 1), 1)}
    legs = {
        leg
        for origin, there, leg, data in graph.edges(keys=True, data=True)
        if data[fields.PASSING] != 0
        and lies((origin, 1), (there, 0), data[fields.ROUTE_WEIGHT] * micronat + 1)
    }
    return legs, places
