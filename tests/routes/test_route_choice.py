"""Published examples, whose lengths and added lengths are no pressures, and their limits."""

import itertools

import numpy as np
import pytest

from routes.errors import CertificateError
from routes.opposed_routes import SEVERED, OpposedRoutes, Option
from routes.route_choice import RouteChooser
from routes.route_map import RouteMap
from routes.route_search import Watch, pack
from routes.stopwatch import Stopwatch
from tests.counts import count

METHODS = ("auto", "branch and bound", "covering")
PYOMO = "S B 10|S C 2|C B 2|B E 1|C D 7|D E 8"


def lengthened(node_count, arcs, ends, added, costs=None):
    """Give routes on arcs whose length grows by a number; None where choosing closes the arc."""
    options = [
        Option(cost, (number,), points=points)
        for number, (points, cost) in enumerate(
            zip(added, costs or itertools.repeat(1, len(arcs)), strict=True)
        )
    ]
    route_map = RouteMap(node_count, arcs, ends)
    return OpposedRoutes(route_map, options, lambda arc, points: arcs[arc][2] + points)


def chosen(routes, budget, method, limit=1000):
    watch = Watch(Stopwatch(), lambda _method: None)
    return RouteChooser(routes, budget, method, watch).choose(limit, lambda: None)


@pytest.mark.parametrize("method", METHODS)
def test_the_shortest_path_of_the_pyomo_gallery_grows_to_17_and_then_there_is_none(method):
    """Pyomo Gallery, notebook network_interdiction (Sandia National Laboratories), shortest path.

    Their 100 and 1011 for one and two attacks hold penalties for closed arcs, no lengths.
    """
    rows = [row.split() for row in PYOMO.split("|")]
    arcs = [("SBCDE".index(tail), "SBCDE".index(head), int(w)) for tail, head, w in rows]
    told = [chosen(lengthened(5, arcs, (0, 4), [None] * 6), budget, method) for budget in range(3)]
    assert [choice.weight for choice in told] == [5, 17, SEVERED]
    assert [choice.bound for choice in told] == [5, 17, SEVERED]
    # By hand: without B-E only S-C-D-E is left; pairs that cut are those of the three disjoint
    # ways out of S, into E, and between, C-D being on every way that avoids B-E.
    names = ["".join(row[:2]) for row in rows]
    pairs = {"-".join(names[number] for number in sorted(pair)) for pair in told[2].choices}
    assert pairs == {"SB-SC", "SC-BE", "BE-CD", "BE-DE"}
    assert told[2].complete


@pytest.mark.parametrize("method", METHODS)
def test_the_example_of_jayaswal_and_sinha_has_value_16_and_four_best_pairs(method):
    """S. Jayaswal and A. Sinha, companion of a chapter in Bilevel Optimization (Springer)."""
    rows = [(1, 2, 3, 3), (2, 3, 1, 4), (3, 5, 8, 5), (2, 4, 4, 1), (4, 5, 6, 3)]
    arcs = [(tail - 1, head - 1, length) for tail, head, length, _ in rows]
    told = chosen(lengthened(5, arcs, (0, 4), [row[3] for row in rows]), 2, method)
    assert (told.weight, told.bound, told.complete) == (16, 16, True)
    pairs = {tuple(number + 1 for number in sorted(pair)) for pair in told.choices}
    assert pairs == {(1, 2), (1, 3), (2, 5), (3, 5)}


def paths_of(arcs, start, end):
    """List every simple path as arc numbers."""
    found = []

    def extend(node, visited, path):
        if node == end:
            found.append(path)
            return
        for number, (tail, head, _) in enumerate(arcs):
            if tail == node and head not in visited:
                extend(head, visited | {head}, (*path, number))

    extend(start, frozenset({start}), ())
    return found


def brute_force(arcs, added, costs, budget):
    paths = paths_of(arcs, 0, 1)
    best = {}
    for size in range(len(arcs) + 1):
        for some in itertools.combinations(range(len(arcs)), size):
            if sum(costs[number] for number in some) <= budget:
                weights = [
                    SEVERED
                    if any(added[number] is None for number in set(path) & set(some))
                    else sum(arcs[n][2] + (added[n] if n in some else 0) for n in path)
                    for path in paths
                ]
                best[frozenset(some)] = min(weights, default=SEVERED)
    value = max(best.values())
    return value, {
        some
        for some, weight in best.items()
        if weight == value and all(best[some - {number}] < value for number in some)
    }


@pytest.mark.parametrize("method", METHODS)
def test_random_lengths_and_added_lengths_give_what_brute_force_gives(method):
    rng = np.random.default_rng(20261105)
    for _ in range(count(60, full=1000)):
        size = int(rng.integers(2, 6))
        arcs = [
            (*map(int, rng.choice(size, 2, replace=False)), int(rng.integers(0, 6)))
            for _ in range(rng.integers(1, 10))
        ]
        added = [None if rng.random() < 0.2 else int(rng.integers(1, 6)) for _ in arcs]
        costs = [int(cost) for cost in rng.integers(1, 4, len(arcs))]
        budget = int(rng.integers(0, 7))
        value, best = brute_force(arcs, added, costs, budget)
        told = chosen(lengthened(size, arcs, (0, 1), added, costs), budget, method)
        assert (told.weight, set(told.choices), told.complete) == (value, best, True)
        bound = pack(
            lengthened(size, arcs, (0, 1), added, costs),
            frozenset(),
            frozenset(),
            (budget, SEVERED),
        ).bound
        assert bound >= value


def test_large_costs_that_differ_by_one_are_told_apart_by_floating_point_too():
    rng = np.random.default_rng(20261106)
    for _ in range(count(20, full=400)):
        size = int(rng.integers(3, 8))
        arcs = [
            (*map(int, rng.choice(size, 2, replace=False)), int(rng.integers(0, 6)))
            for _ in range(rng.integers(5, 25))
        ]
        added = [None if rng.random() < 0.3 else int(rng.integers(1, 6)) for _ in arcs]
        most = int(rng.integers(10**9, 10**12))
        costs = [most * int(rng.integers(1, 4)) + int(rng.integers(0, 3)) for _ in arcs]
        some = rng.choice(len(arcs), 4, replace=False)
        budget = sum(costs[number] for number in some) - int(rng.integers(0, 2))
        told = [
            chosen(lengthened(size, arcs, (0, 1), added, costs), budget, method, limit=10_000)
            for method in METHODS
        ]
        assert len({(choice.weight, frozenset(choice.choices)) for choice in told}) == 1
        assert all(choice.complete for choice in told)


def test_a_map_without_arcs_has_no_route():
    routes = lengthened(2, [], (0, 1), [])
    assert chosen(routes, 3, "auto").weight == SEVERED


def test_a_program_that_breaks_its_rules_is_not_believed(monkeypatch):
    arcs = [(0, 1, 1), (0, 1, 1), (0, 1, 5)]
    told = type("Solved", (), {"status": 0, "x": np.zeros(2), "message": ""})
    monkeypatch.setattr("scipy.optimize.milp", lambda *_, **__: told)
    with pytest.raises(CertificateError, match="breaks its own rules"):
        chosen(lengthened(2, arcs, (0, 1), [2, 2, 2]), 2, "covering")
    told.status = 4
    with pytest.raises(CertificateError, match="was not solved"):
        chosen(lengthened(2, arcs, (0, 1), [2, 2, 2]), 2, "covering")
