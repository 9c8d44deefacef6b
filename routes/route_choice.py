"""The best choices of options against routes: disconnection first, then the tree or covering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from routes import route_covering, route_tree
from routes.opposed_routes import SEVERED
from routes.route_covering import RouteCovering
from routes.route_search import Best, Reaching, dive, pack, without_spare
from routes.route_tree import RouteTree

if TYPE_CHECKING:
    from collections.abc import Callable

    from routes.opposed_routes import OpposedRoutes
    from routes.route_search import Chosen, Watch

RouteMethod = Literal["auto", "branch and bound", "covering"]

MOST_NODES = 5_000
"""Nodes after which a tree is given up for covering, where the method is "auto"."""


@dataclass(frozen=True)
class RouteChoice:
    """The best choices found.

    Attributes
    ----------
    weight : int
        Of the lightest route that they leave; `SEVERED` when they leave none.
    bound : int
        No choice leaves a heavier one; the same once that is proven.
    choices : tuple of frozenset of int
        Those that leave that and can spare no option.
    complete : bool
        Whether these are all.
    methods : tuple of str
        What searched, in order; none when the first guess was proven the best at once.
    """

    weight: int
    bound: int
    choices: tuple[Chosen, ...]
    complete: bool
    methods: tuple[str, ...]


class RouteChooser:
    """Searches with one method or, under "auto", with the tree and with covering after it.

    Parameters
    ----------
    routes : OpposedRoutes
    budget : int
    method : {"auto", "branch and bound", "covering"}
    watch : Watch
    """

    def __init__(
        self, routes: OpposedRoutes, budget: int, method: RouteMethod, watch: Watch
    ) -> None:
        self._routes = routes
        self._budget = budget
        self._method = method
        self._watch = watch
        self._methods: list[str] = []
        self._cover = RouteCovering(routes, budget, watch)

    def choose(self, limit: int, can_sever: Callable[[], bool | None]) -> RouteChoice:
        """Find the best choices.

        Parameters
        ----------
        limit : int
            List at most so many; for 1, any one, without asking whether there are others.
        can_sever : callable
            Whether some choice leaves no route; None where that is not known.
        """
        weight, chosen = dive(self._routes, self._budget, self._watch)
        bound = pack(self._routes, frozenset(), frozenset(), (self._budget, SEVERED)).bound
        best = Best(weight, chosen, finished=weight >= bound)
        if not best.finished and bound == SEVERED and can_sever() is not False:
            severing = self._best(SEVERED - 1, chosen)
            best = severing if severing.weight == SEVERED else best
        if not best.finished:
            best = self._best(best.weight, best.chosen)
        one = without_spare(self._routes, best.chosen, best.weight)
        if best.finished and one and limit > 1:
            listed = self._reaching(best.weight, limit)
            choices, complete = listed.choices or (one,), listed.finished
        else:
            # Nothing but the empty choice can spare no option where that is among the best.
            choices, complete = (one,), best.finished and not one
        bound = best.weight if best.finished else bound
        return RouteChoice(best.weight, bound, choices, complete, tuple(self._methods))

    def _best(self, weight: int, chosen: Chosen) -> Best:
        tree = self._tree()
        if tree is not None:
            best = tree.best(weight, chosen)
            if best.finished or not tree.is_full:
                return best
            weight, chosen = best.weight, best.chosen
        return self._covering().best(weight, chosen)

    def _reaching(self, threshold: int, limit: int) -> Reaching:
        tree = self._tree()
        known: tuple[Chosen, ...] = ()
        if tree is not None:
            listed = tree.reaching(threshold, limit)
            if listed.finished or not tree.is_full:
                return listed
            known = listed.choices
        return self._covering().reaching(threshold, limit, known)

    def _tree(self) -> RouteTree | None:
        if self._method == route_covering.METHOD:
            return None
        self._note(route_tree.METHOD)
        most_nodes = MOST_NODES if self._method == "auto" else None
        return RouteTree(self._routes, self._budget, self._watch, most_nodes)

    def _covering(self) -> RouteCovering:
        self._note(route_covering.METHOD)
        return self._cover

    def _note(self, method: str) -> None:
        if method not in self._methods:
            self._methods.append(method)
