"""Covering of routes: a choice must touch every route seen; an integer program picks the next."""

from __future__ import annotations

from math import gcd, inf
from typing import TYPE_CHECKING

import numpy as np

from routes.errors import CertificateError
from routes.opposed_routes import SEVERED
from routes.route_search import Best, Reaching, cost_of, dive, pack, without_spare

if TYPE_CHECKING:
    from routes.opposed_routes import OpposedRoutes
    from routes.route_search import Chosen, Watch

METHOD = "covering"

_HALF = 0.5
_TIME_OVER = 1
_INFEASIBLE = 2


class RouteCovering:
    """Searches choices of options within a budget by covering rounds.

    A route that weighs less than the threshold even after the options M must be touched by an
    option outside M. The master, an integer program, picks the cheapest choice that keeps all such
    rules; the lightest routes that this choice leaves give the next rules. When the cheapest
    choice is dearer than the budget, none within it reaches the threshold.

    Parameters
    ----------
    routes : OpposedRoutes
    budget : int
    watch : Watch

    Notes
    -----
    The rules are the super-valid inequalities of Israeli and Wood. They hold for whatever added
    points do together, as long as routes never get lighter. HiGHS computes in floating point: its
    choices are rounded and looked at in integers; that no choice is left is its word.

    References
    ----------
    E. Israeli and R. K. Wood (2002), "Shortest-path network interdiction", Networks 40(2),
    97-111, doi 10.1002/net.10039.
    """

    def __init__(self, routes: OpposedRoutes, budget: int, watch: Watch) -> None:
        self._routes = routes
        self._budget = budget
        self._watch = watch
        self._rules: dict[Chosen, int] = {}
        self._known: list[Chosen] = []
        self._time_is_over = False

    def best(self, weight: int, chosen: Chosen) -> Best:
        """Find a choice that leaves the heaviest lightest route; as `RouteTree.best`."""
        while weight < SEVERED:
            tried = self._master(weight + 1)
            if tried is None:
                return Best(weight, chosen, finished=not self._time_is_over)
            reached, fuller = dive(self._routes, self._budget, self._watch, tried)
            if reached > weight:
                weight, chosen = reached, fuller
            self._learn(fuller, weight + 1)
        return Best(weight, chosen, finished=True)

    def reaching(self, threshold: int, limit: int, known: tuple[Chosen, ...] = ()) -> Reaching:
        """List choices that leave no route below a threshold; as `RouteTree.reaching`.

        Parameters
        ----------
        threshold, limit : int
        known : tuple of frozenset of int
            Some of these choices, with which the list begins.
        """
        self._known = list(known)
        while (tried := self._master(threshold)) is not None:
            if self._routes.weight_after(tried) < threshold:
                self._learn(tried, threshold)
                continue
            if len(self._known) == limit:
                return Reaching(tuple(self._known), finished=False)
            # The cheapest choice can spare nothing, as far as floating point tells the cheapest.
            self._known.append(without_spare(self._routes, tried, threshold))
        return Reaching(tuple(self._known), finished=not self._time_is_over)

    def _learn(self, chosen: Chosen, threshold: int) -> None:
        """Demand that something else touches routes that a choice leaves below a threshold."""
        packing = pack(self._routes, chosen, frozenset(), (self._budget, threshold))
        for way, usable in packing.ways:
            in_vain = chosen.intersection(way.touching)
            for number in usable:
                if self._routes.weight_of(way, in_vain | {number}) < threshold:
                    in_vain |= {number}
            rule = frozenset(usable) - in_vain
            weight = self._routes.weight_of(way, in_vain)
            self._rules[rule] = min(weight, self._rules.get(rule, weight))

    def _master(self, threshold: int) -> Chosen | None:
        """Pick the cheapest choice that keeps the rules and holds no known one, if affordable.

        A rule counts where the route that it comes from stays below the threshold in vain.
        """
        rules = [rule for rule, weight in self._rules.items() if weight < threshold]
        numbers = sorted(frozenset().union(*rules))
        if frozenset() in rules or frozenset() in self._known:
            return None
        if not self._watch.goes_on(METHOD):
            self._time_is_over = True
            return None
        chosen = self._solve(numbers, sorted(map(sorted, rules))) if numbers else frozenset()
        if chosen is None or cost_of(self._routes, chosen) > self._budget:
            return None
        keeps_rules = all(rule & chosen for rule in rules)
        if not keeps_rules or any(choice <= chosen for choice in self._known):
            raise CertificateError("the integer program gave a choice that breaks its own rules")
        return chosen

    def _solve(self, numbers: list[int], rules: list[list[int]]) -> Chosen | None:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        # Options that no rule names are not chosen, so known choices with them do not come again.
        known = [choice for choice in self._known if choice <= set(numbers)]
        rows = [*rules, *map(sorted, known)]
        column = {number: position for position, number in enumerate(numbers)}
        at = [column[number] for row in rows for number in row]
        first = np.cumsum([0, *map(len, rows)])
        matrix = csr_array((np.ones(len(at)), at, first), shape=(len(rows), len(numbers)))
        least = [1.0] * len(rules) + [-inf] * len(known)
        most = [inf] * len(rules) + [len(choice) - 1.0 for choice in known]
        costs = [self._routes.options[number].cost for number in numbers]
        left_s = self._watch.left_s
        solved = milp(
            np.array(costs, dtype=float) / gcd(*costs),
            integrality=np.ones(len(numbers)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, least, most),
            options={"mip_rel_gap": 0.0} | ({} if left_s is None else {"time_limit": left_s}),
        )
        if solved.status == _INFEASIBLE:
            return None
        if solved.status == _TIME_OVER:
            self._time_is_over = True
            return None
        if solved.x is None or solved.status != 0:
            raise CertificateError(f"the integer program was not solved: {solved.message}")
        return frozenset(np.array(numbers)[solved.x > _HALF].tolist())
