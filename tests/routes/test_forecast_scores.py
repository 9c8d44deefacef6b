"""Scores against brute force: every order, every set of events, and sums by hand."""

import itertools
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes import forecast_scores
from routes.forecast_scores import brier, chance_of_as_many, convolved, credits_at, random_hits

RUNS = settings(max_examples=80, derandomize=True, database=None, deadline=None)
WEIGHTS = st.lists(st.integers(0, 3).map(Fraction), min_size=1, max_size=6)


def _named(values):
    return dict(zip("abcdefgh", values, strict=False))


@RUNS
@given(WEIGHTS, st.integers(1, 7))
def test_credit_is_the_share_of_all_orders_that_break_ties_in_which_one_is_among_the_first(
    values, k
):
    weights = _named(values)
    orders = [
        order
        for order in itertools.permutations(weights)
        if all(weights[one] >= weights[two] for one, two in itertools.pairwise(order))
    ]
    found = Counter(name for order in orders for name in order[:k])
    assert credits_at(weights, k) == {name: Fraction(found[name], len(orders)) for name in weights}


@RUNS
@given(WEIGHTS, st.integers(1, 7))
def test_credits_add_up_to_k_or_to_all(values, k):
    assert sum(credits_at(_named(values), k).values()) == min(k, len(values))


@RUNS
@given(WEIGHTS, st.integers(1, 4), st.data())
def test_hits_by_chance_are_counted_over_every_set(values, k, data):
    credit = list(credits_at(_named(values), k).values())
    events = data.draw(st.integers(0, len(credit)))
    sets = list(itertools.combinations(credit, events))
    sums = Counter(sum(chosen, Fraction(0)) for chosen in sets)
    assert random_hits(credit, events) == {
        total: Fraction(number, len(sets)) for total, number in sums.items()
    }


@RUNS
@given(WEIGHTS, st.integers(1, 4), st.data())
def test_the_mean_of_hits_by_chance_is_that_of_a_ranking_at_random(values, k, data):
    credit = list(credits_at(_named(values), k).values())
    events = data.draw(st.integers(0, len(credit)))
    mean = sum(total * chance for total, chance in random_hits(credit, events).items())
    assert mean == Fraction(min(k, len(credit)) * events, len(credit))


def test_the_chance_of_as_many_hits_over_two_dates_by_trying_all():
    first = [Fraction(1), Fraction(1, 2), Fraction(1, 2), Fraction(0)]
    second = [Fraction(1), Fraction(0), Fraction(0)]
    pairs = list(itertools.product(itertools.combinations(first, 2), second))
    for hits in (Fraction(0), Fraction(1), Fraction(3, 2), Fraction(5, 2), Fraction(3)):
        as_many = sum(sum(chosen) + one >= hits for chosen, one in pairs)
        expected = Fraction(as_many, len(pairs))
        assert chance_of_as_many([(first, 2), (second, 1)], hits) == expected


def test_a_ranking_without_information_is_as_good_as_chance():
    credit = [Fraction(1, 4)] * 4
    assert chance_of_as_many([(credit, 2)], Fraction(1, 2)) == 1


def test_one_hit_of_one_is_as_likely_as_its_place():
    """One event among ten, named first: p is 1/10; twice in a row 1/100."""
    credit = [Fraction(1), *[Fraction(0)] * 9]
    assert chance_of_as_many([(credit, 1)], Fraction(1)) == Fraction(1, 10)
    assert chance_of_as_many([(credit, 1)] * 2, Fraction(2)) == Fraction(1, 100)


def test_without_a_date_no_hits_are_certain():
    assert chance_of_as_many([], Fraction(0)) == 1


def test_convolution_keeps_the_whole():
    one, other = (
        {Fraction(0): Fraction(1, 3), Fraction(1): Fraction(2, 3)},
        {Fraction(1): Fraction(1)},
    )
    assert convolved(one, other) == {Fraction(1): Fraction(1, 3), Fraction(2): Fraction(2, 3)}


FORECASTS = st.lists(
    st.tuples(st.sampled_from([Fraction(n, 4) for n in range(5)]), st.booleans()),
    min_size=1,
    max_size=12,
)


@RUNS
@given(FORECASTS)
def test_the_brier_score_is_reliability_less_resolution_plus_uncertainty(pairs):
    """A. H. Murphy (1973), J. Appl. Meteorol. 12, 595-600, over the values that were forecast."""
    count = len(pairs)
    base = Fraction(sum(came for _, came in pairs), count)
    reliability = resolution = Fraction(0)
    for value in {chance for chance, _ in pairs}:
        outcomes = [came for chance, came in pairs if chance == value]
        share = Fraction(sum(outcomes), len(outcomes))
        reliability += len(outcomes) * (value - share) ** 2 / count
        resolution += len(outcomes) * (share - base) ** 2 / count
    assert brier(pairs) == reliability - resolution + base * (1 - base)


def test_without_forecasts_there_is_no_brier_score():
    assert brier([]) is None


@pytest.mark.parametrize("came", [True, False])
def test_the_worst_and_the_best_brier_score(came):
    assert brier([(Fraction(came), came)]) == 0
    assert brier([(Fraction(not came), came)]) == 1
    assert forecast_scores.brier([(Fraction(1, 2), came)]) == Fraction(1, 4)
