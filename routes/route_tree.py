"""Branch and bound on routes: whoever lifts the lightest route must touch it somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from routes.opposed_routes import SEVERED
from routes.route_search import Best, Reaching, cost_of, pack

if TYPE_CHECKING:
    from routes.opposed_routes import OpposedRoutes
    from routes.route_search import Chosen, Packing, Watch

METHOD = "branch and bound"


class _Node(NamedTuple):
    """Choices that hold all of `taken` and nothing of `barred`."""

    taken: Chosen = frozenset()
    barred: Chosen = frozenset()


class RouteTree:
    """Searches choices of options within a budget, branching on routes.

    At a node some options are taken, some are barred and the others are free. The routes below a
    threshold must all be lifted, each by a free option that touches it. One such route is chosen,
    and its options are taken in turn, each without those before it, so that no choice is looked at
    twice. A node is left when a packing of such routes, of which no two share a free option, takes
    more than what is left of the budget.

    Parameters
    ----------
    routes : OpposedRoutes
    budget : int
    watch : Watch
    most_nodes : int or None
        Give up after so many nodes.

    References
    ----------
    E. Israeli and R. K. Wood (2002), "Shortest-path network interdiction", Networks 40(2),
    97-111, doi 10.1002/net.10039.
    R. Reiter (1987), "A theory of diagnosis from first principles", Artificial Intelligence
    32(1), 57-95, doi 10.1016/0004-3702(87)90062-2 (trees of sets that hit other sets).
    """

    def __init__(
        self, routes: OpposedRoutes, budget: int, watch: Watch, most_nodes: int | None = None
    ) -> None:
        self.nodes = 0
        self._routes = routes
        self._budget = budget
        self._watch = watch
        self._most_nodes = most_nodes
        self._cheapest = min((option.cost for option in routes.options), default=0)

    @property
    def is_full(self) -> bool:
        """Whether it has as many nodes as it may have."""
        return self.nodes == self._most_nodes

    def best(self, weight: int, chosen: Chosen) -> Best:
        """Find a choice that leaves the heaviest lightest route.

        Parameters
        ----------
        weight : int
            Of the lightest route that a known choice leaves.
        chosen : frozenset of int
            That choice.
        """
        waiting = [_Node()]
        while waiting and weight < SEVERED:
            if not self._goes_on():
                return Best(weight, chosen, finished=False)
            node = waiting.pop()
            packing = self._pack(node, weight + 1)
            if packing.hopeless:
                continue
            if packing.ways:
                waiting += self._children(node, packing, weight + 1)
                continue
            weight, chosen = self._routes.weight_after(node.taken), node.taken
            waiting.append(node)
        return Best(weight, chosen, finished=True)

    def reaching(self, threshold: int, limit: int) -> Reaching:
        """List choices that leave no route below a threshold and can spare no option.

        Parameters
        ----------
        threshold : int
        limit : int
            List at most so many.
        """
        found: list[Chosen] = []
        waiting = [_Node()]
        while waiting:
            if not self._goes_on():
                return Reaching(tuple(found), finished=False)
            node = waiting.pop()
            packing = self._pack(node, threshold)
            if packing.hopeless:
                continue
            if packing.ways:
                waiting += self._children(node, packing, threshold)
            elif not self._can_spare(node.taken, threshold):
                if len(found) == limit:
                    return Reaching(tuple(found), finished=False)
                found.append(node.taken)
        return Reaching(tuple(found), finished=True)

    def _left(self, node: _Node) -> int:
        return self._budget - cost_of(self._routes, node.taken)

    def _pack(self, node: _Node, threshold: int) -> Packing:
        return pack(self._routes, node.taken, node.barred, (self._left(node), threshold))

    def _children(self, node: _Node, packing: Packing, threshold: int) -> list[_Node]:
        """Branch on the route that the fewest free options touch; the first child comes last."""
        usable = min((usable for _, usable in packing.ways), key=len)
        if self._left(node) < 2 * self._cheapest:
            usable = self._lifting(node.taken, usable, threshold)
        children = [
            _Node(node.taken | {number}, node.barred.union(usable[:position]))
            for position, number in enumerate(usable)
        ]
        return children[::-1]

    def _lifting(self, taken: Chosen, usable: tuple[int, ...], threshold: int) -> tuple[int, ...]:
        """Find those of some options that are enough alone, where there can be but one more.

        A route that one of them leaves below the threshold must be touched by whichever is enough.
        """
        enough: list[int] = []
        left = list(usable)
        while left:
            number = left.pop(0)
            self._routes.choose(taken | {number})
            way = self._routes.lightest()
            if way is None or way.weight >= threshold:
                enough.append(number)
            else:
                left = [other for other in left if other in way.touching]
        return tuple(enough)

    def _goes_on(self) -> bool:
        if self.is_full or not self._watch.goes_on(METHOD):
            return False
        self.nodes += 1
        return True

    def _can_spare(self, taken: Chosen, threshold: int) -> bool:
        return any(
            self._routes.weight_after(taken - {number}) >= threshold for number in sorted(taken)
        )
