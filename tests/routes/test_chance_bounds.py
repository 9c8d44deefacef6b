import itertools

import numpy as np
import pytest

from routes.chance_bounds import bound_of_way, bound_of_ways
from routes.evasion_arrays import Way
from tests.counts import count

ROUNDING = 1e-9


def chance(ways, ratio, plan):
    """Give the chance on the best route under a plan, one factor after the other."""
    best = 0.0
    for way in ways:
        left = way.chance
        for candidate in way.candidates:
            if plan[candidate]:
                left *= ratio[candidate]
        best = max(best, left)
    return best


def drawn(seed):
    """Draw routes over six candidates, what action leaves on each, and a degree for each."""
    rng = np.random.default_rng(seed)
    ratio = rng.choice([0.0, 0.1, 0.5, 0.5, 0.9], 6)
    ways = [
        Way(
            float(rng.uniform(0.2, 1)),
            tuple(sorted(rng.permutation(6)[: rng.integers(0, 5)].tolist())),
        )
        for _ in range(rng.integers(1, 5))
    ]
    acted = np.where(rng.random(6) < 0.5, rng.random(6), rng.integers(0, 2, 6))
    return ways, ratio, acted


@pytest.mark.parametrize("seed", range(count(60, full=2000)))
def test_no_bound_lies_above_the_chance_under_any_plan(seed):
    ways, ratio, acted = drawn(seed)
    single = [bound_of_way(way, ratio, acted) for way in ways]
    together = bound_of_ways(ways, ratio, acted, 6)
    for plan in itertools.product([0, 1], repeat=6):
        at = np.array(plan, dtype=float)
        for way, bound in zip(ways, single, strict=True):
            assert bound.at(at) <= chance([way], ratio, plan) + ROUNDING
        assert together.at(at) <= chance(ways, ratio, plan) + ROUNDING


@pytest.mark.parametrize("seed", range(count(30, full=500)))
def test_bounds_are_exact_at_a_plan(seed):
    ways, ratio, acted = drawn(seed)
    plan = np.round(acted)
    for way in ways:
        bound = bound_of_way(way, ratio, plan)
        assert bound.at(plan) == pytest.approx(chance([way], ratio, plan), abs=ROUNDING)
    bound = bound_of_ways(ways, ratio, plan, 6)
    assert bound.at(plan) == pytest.approx(chance(ways, ratio, plan), abs=1e-7)


@pytest.mark.parametrize("seed", range(count(30, full=500)))
def test_routes_together_bound_at_least_as_high_as_one_by_one(seed):
    ways, ratio, acted = drawn(seed)
    together = bound_of_ways(ways, ratio, acted, 6).at(acted)
    assert together >= max(bound_of_way(way, ratio, acted).at(acted) for way in ways) - 1e-7


def test_a_step_inequality_is_among_the_bounds_of_several_routes():
    # Two routes, 1 over candidate 0 and 3/5 over candidate 1, each closed by action. Where they are
    # acted on to 9/10 and 1/5, single routes give 1 - 9/10 = 0.1 and 3/5 * 4/5 = 0.48; the step
    # inequality 1 - 2/5 x0 - 3/5 x1 gives 0.52.
    ways = [Way(1.0, (0,)), Way(0.6, (1,))]
    bound = bound_of_ways(ways, np.zeros(2), np.array([0.9, 0.2]), 2)
    assert (bound.constant, *bound.slopes) == pytest.approx((1.0, -0.4, -0.6))


def test_routes_with_too_many_candidates_are_left_out():
    ways = [Way(1.0, (0, 1, 2)), Way(0.5, (0,))]
    bound = bound_of_ways(ways, np.full(3, 0.5), np.zeros(3), 2)
    assert bound.candidates == (0,)
    assert bound_of_ways(ways[:1], np.full(3, 0.5), np.zeros(3), 2).constant == 0
