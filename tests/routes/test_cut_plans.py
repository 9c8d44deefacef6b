"""The best plan on one cut, against every choice of its targets."""

import random
from itertools import combinations

import numpy as np
import pytest

from routes.cut_plans import best_on_cut
from tests.counts import count


def _most(gains, cost, budget):
    """Give the most that targets within the budget gain together, by trying every choice."""
    return max(
        sum(gains[target] for target in chosen)
        for size in range(len(gains) + 1)
        for chosen in combinations(gains, size)
        if sum(cost[target] for target in chosen) <= budget
    )


@pytest.mark.parametrize("costs", [(1, 2, 3), (2,), (1, 4, 7)])
def test_no_choice_within_the_budget_gains_more(costs):
    pick = random.Random(len(costs))  # noqa: S311  # small knapsacks, not secrets
    for _ in range(count(60, full=2_000)):
        targets = sorted(pick.sample(range(9), pick.randint(0, 6)))
        gains = {target: pick.randint(1, 9) for target in targets}
        cost = np.array([pick.choice(costs) for _ in range(9)])
        budget = pick.randint(0, 12)
        chosen = best_on_cut(gains, cost, budget)
        assert list(chosen) == sorted(set(chosen) & set(targets))
        assert sum(cost[target] for target in chosen) <= budget
        assert sum(gains[target] for target in chosen) == _most(gains, cost, budget)


def test_what_gains_nothing_more_is_not_bought():
    # Of 0 and 1 only one is affordable beside 2; both gain the same, and a third is of no use.
    assert best_on_cut({0: 5, 1: 5, 2: 4}, np.array([2, 2, 1]), 3) == (0, 2)


def test_where_the_table_would_be_large_gain_for_cost_decides():
    # The sum of 9 and 1 fits; 10 alone gains more for its cost but is not affordable with either.
    cost = np.array([6_000_000, 4_000_000, 3_000_000])
    assert best_on_cut({0: 6, 1: 5, 2: 3}, cost, 7_000_000) == (1, 2)
