"""Double oracle: the patrol game solved a second way, from a few strategies that grow."""

from __future__ import annotations

import heapq
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from routes.inspection import inspected

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from routes.stretches import Span

OracleStatus = Literal["optimal", "no route", "no inspectors"]

_CLOSE = 1e-9


@dataclass(frozen=True)
class Bracket:
    """Between what the value of a patrol was found to lie.

    Attributes
    ----------
    status : {"optimal", "no route", "no inspectors"}
        Optimal: neither side has a better response that is not offered already.
    low, high : float or None
        What the inspectors have for sure, and what the evader does not let them exceed.
    legs : tuple of str
        Legs that inspectors were offered in the end, sorted.
    routes : tuple of tuple of str
        Routes that the evader was offered, in the order in which they were found.
    rounds : int
        Linear programs solved.
    """

    status: OracleStatus
    low: float | None
    high: float | None
    legs: tuple[str, ...]
    routes: tuple[tuple[str, ...], ...]
    rounds: int

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        return asdict(self)


def double_oracle(
    graph: nx.MultiDiGraph[str],
    *,
    detection: Mapping[str, int] | None = None,
    inspectors: int = 1,
) -> Bracket:
    """Bracket the value of a patrol by best responses.

    Each round solves the game in which only some legs and routes may be chosen, then adds each
    side's best response to the other's strategy: the routes found least and the legs where most is
    found. When neither does better than the small game the value of the large one is known.

    Parameters
    ----------
    graph, detection, inspectors
        As for `routes.patrol`, which gives the same value exactly and without a linear program;
        this is for checking it.

    Returns
    -------
    Bracket
        In floating point; an unseen route makes both ends 0. The game is that of
        `routes.patrol`, and what is not considered there is not considered here.

    Raises
    ------
    GraphError
        As for `routes.patrol`.

    References
    ----------
    H. B. McMahan, G. J. Gordon and A. Blum (2003), "Planning in the presence of cost functions
    controlled by an adversary", Proceedings of ICML 2003, 536-543.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame({"origin": ["a", "a"], "destination": ["b", "b"], "capacity": [1, 1]})
    >>> bracket = double_oracle(from_edges(frame, origin="a", destination="b"))
    >>> round(bracket.low, 9), round(bracket.high, 9)
    (0.5, 0.5)
    """
    span = inspected(graph, detection or {}, inspectors)
    rate = {each.leg: float(each.rate) for each in span.stretches}
    start = _least_found(span, {})
    if start is None or not inspectors:
        status: OracleStatus = "no route" if start is None else "no inspectors"
        return Bracket(status, None, None, (), (), 0)
    routes, rounds = [start[1]], 0
    offered = set(_most_found(rate, routes, [1.0], inspectors)[1])
    low, high = 0.0, float("inf")
    while True:
        rounds += 1
        legs = sorted(offered)
        inspection, mixture = _small_game(rate, legs, routes, inspectors)
        found = {leg: rate[leg] * share for leg, share in zip(legs, inspection, strict=True)}
        # There is a route, so one is found again.
        least, route = _least_found(span, found) or start
        most, best = _most_found(rate, routes, mixture, inspectors)
        low, high = max(low, least), min(high, most)
        if high - low <= _CLOSE or (route in routes and offered.issuperset(best)):
            return Bracket("optimal", low, high, tuple(legs), tuple(routes), rounds)
        offered.update(best)
        routes += [] if route in routes else [route]


def _least_found(span: Span, found: Mapping[str, float]) -> tuple[float, tuple[str, ...]] | None:
    """Find the route on which least is found, the first by leg ids among equals."""
    leaving: dict[str, list[tuple[str, str]]] = {}
    for each in span.stretches:
        leaving.setdefault(each.origin, []).append((each.leg, each.destination))
    waiting: list[tuple[float, tuple[str, ...], str]] = [(0.0, (), at) for at in span.origins]
    done: set[str] = set()
    while waiting:
        so_far, legs, place = heapq.heappop(waiting)
        if place in span.destinations:
            return so_far, legs
        if place not in done:
            done.add(place)
            for leg, there in leaving.get(place, []):
                heapq.heappush(waiting, (so_far + found.get(leg, 0.0), (*legs, leg), there))
    return None


def _most_found(
    rate: Mapping[str, float],
    routes: list[tuple[str, ...]],
    mixture: list[float],
    inspectors: int,
) -> tuple[float, tuple[str, ...]]:
    """Find the legs on which most is found, the first by id among equals."""
    amount: dict[str, float] = {}
    for legs, share in zip(routes, mixture, strict=True):
        for leg in legs:
            amount[leg] = amount.get(leg, 0.0) + share * rate[leg]
    best = sorted((leg for leg in amount if amount[leg] > 0), key=lambda leg: (-amount[leg], leg))
    chosen = tuple(best[:inspectors])
    return float(sum(amount[leg] for leg in chosen)), chosen


def _small_game(
    rate: Mapping[str, float],
    legs: list[str],
    routes: list[tuple[str, ...]],
    inspectors: int,
) -> tuple[list[float], list[float]]:
    """Solve the game of the legs and routes offered: how often each is chosen.

    Maximise v, subject to v <= what is found on each route, probabilities that add to at most the
    number of inspectors, and each at most 1. The routes' shares are the multipliers.
    """
    from scipy.optimize import linprog

    found = np.array([[rate[leg] * (leg in route) for leg in legs] for route in routes])
    rows = np.vstack([np.hstack([-found, np.ones((len(routes), 1))]), np.ones(len(legs) + 1)])
    rows[-1, -1] = 0.0
    limits = np.append(np.zeros(len(routes)), float(inspectors))
    gain = np.append(np.zeros(len(legs)), -1.0)
    bounds = [*([(0.0, 1.0)] * len(legs)), (None, None)]
    solved = linprog(gain, A_ub=rows, b_ub=limits, bounds=bounds, method="highs")
    weights = np.maximum(-solved.ineqlin.marginals[:-1], 0.0)
    return solved.x[:-1].tolist(), (weights / weights.sum()).tolist()
