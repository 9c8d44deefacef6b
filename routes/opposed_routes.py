"""Routes against chosen options: which is the lightest now, and which options would touch it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from routes.route_map import Passage, RouteMap

    Weigh = Callable[[int, int], int | None]

SEVERED = 2**62
"""Stands for the weight of the lightest route where there is no route; above every weight."""


@dataclass(frozen=True)
class Option:
    """What may be chosen, by numbers on a map.

    Attributes
    ----------
    cost : int
        From 1.
    arcs, nodes : tuple of int
        What it touches.
    points : int or None
        Points, from 1, that it adds on each of its arcs; None where it closes arcs and nodes.
    """

    cost: int
    arcs: tuple[int, ...] = ()
    nodes: tuple[int, ...] = ()
    points: int | None = None


class Way(NamedTuple):
    """A lightest route at some moment.

    Attributes
    ----------
    weight : int
        At that moment.
    passage : Passage
        Its arcs and nodes.
    touching : tuple of int
        Every option that touches it, in rising order.
    """

    weight: int
    passage: Passage
    touching: tuple[int, ...]


class OpposedRoutes:
    """Routes on a map, with options that raise the weights of arcs or close them.

    Parameters
    ----------
    route_map : RouteMap
        The map, as it is without any option; it is changed and must not be used by others.
    options : sequence of Option
        Known by their position.
    weigh : callable
        Weight of an arc, given its number and the points that all chosen options add on it
        together; None when these close it. It must not fall as points rise, and be the weight on
        the map for no points.

    Attributes
    ----------
    searches : int
        How many routes were searched for so far.
    """

    def __init__(self, route_map: RouteMap, options: Sequence[Option], weigh: Weigh) -> None:
        self.options = tuple(options)
        self.searches = 0
        self._map = route_map
        self._weigh = weigh
        self._points: Counter[int] = Counter()
        self._chosen: frozenset[int] = frozenset()
        self._touching_arc = _index(option.arcs for option in options)
        self._touching_node = _index(option.nodes for option in options)

    def choose(self, chosen: Collection[int]) -> None:
        """Let exactly these options be chosen."""
        wanted = frozenset(chosen)
        for number in sorted(self._chosen - wanted):
            self._turn(self.options[number], -1)
        for number in sorted(wanted - self._chosen):
            self._turn(self.options[number], 1)
        self._chosen = wanted

    def lightest(self) -> Way | None:
        """Find a lightest route that is left; None without one."""
        self.searches += 1
        passage = self._map.lightest()
        if passage is None:
            return None
        touching = {number for arc in passage.arcs for number in self._touching_arc.get(arc, ())}
        for node in passage.nodes:
            touching.update(self._touching_node.get(node, ()))
        return Way(passage.weight, passage, tuple(sorted(touching)))

    def weight_after(self, chosen: Collection[int]) -> int:
        """Give the weight of the lightest route after some options, `SEVERED` without one."""
        self.choose(chosen)
        way = self.lightest()
        return SEVERED if way is None else way.weight

    def weight_of(self, way: Way, chosen: Collection[int]) -> int:
        """Give the weight of one route after some options, `SEVERED` where these close it."""
        points: Counter[int] = Counter()
        for number in set(chosen).intersection(way.touching):
            option = self.options[number]
            if option.points is None:
                return SEVERED
            points.update(dict.fromkeys(option.arcs, option.points))
        weights = [self._weigh(arc, points[arc]) for arc in way.passage.arcs]
        return SEVERED if None in weights else sum(weight or 0 for weight in weights)

    def block(self, numbers: Iterable[int], turn: int) -> None:
        """Shut everything that some options touch (turn 1), or take that back (turn -1)."""
        for number in numbers:
            self._shut(self.options[number], turn)

    def _turn(self, option: Option, turn: int) -> None:
        if option.points is None:
            self._shut(option, turn)
            return
        for arc in option.arcs:
            before = self._weigh(arc, self._points[arc])
            self._points[arc] += turn * option.points
            after = self._weigh(arc, self._points[arc])
            self._map.shut_arcs[arc] += (after is None) - (before is None)
            if after is not None:
                self._map.weight[arc] = after

    def _shut(self, option: Option, turn: int) -> None:
        # Counted, as several options may close the same.
        for arc in option.arcs:
            self._map.shut_arcs[arc] += turn
        for node in option.nodes:
            self._map.shut_nodes[node] += turn


def _index(touched: Iterable[tuple[int, ...]]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for number, members in enumerate(touched):
        for member in members:
            found[member].append(number)
    return found
