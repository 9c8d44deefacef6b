"""Estimates of what information is worth, against closed forms and against their own error bars."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from routes.information_estimates import (
    cells_of,
    decisions_by_cell,
    partial_information,
    perfect_information,
)

EVPI, OF_FIRST, OF_SECOND = 0.479811, 0.083315, 0.395593
"""Two decisions of net benefit 0 and p1 - p2, p1 ~ N(1, 1), p2 ~ N(0, 2): the model of the vignette
of the R package voi (Heath, Jackson and others)."""


def _two_decisions(count, seed):
    """Sample p1, p2, a number that has no bearing, and the utilities of both decisions."""
    generator = np.random.default_rng(seed)
    first, second = generator.normal(1, 1, count), generator.normal(0, 2, count)
    return first, second, generator.normal(0, 1, count), np.array([0 * first, first - second])


def test_the_published_figures_are_those_of_the_closed_form():
    """Of X ~ N(m, s), E max(0, X) = m Phi(m / s) + s phi(m / s)."""
    for spread, published in ((sqrt(5), EVPI), (1, OF_FIRST), (2, OF_SECOND)):
        ratio = 1 / spread
        closed = stats.norm.cdf(ratio) + spread * stats.norm.pdf(ratio) - 1
        assert closed == pytest.approx(published, abs=5e-7)


def test_two_decisions_of_normal_benefit():
    first, second, idle, utilities = _two_decisions(60_000, 1)
    found = [perfect_information(utilities)]
    found += [partial_information(cells_of(each).number, utilities) for each in (first, second)]
    for told, truth in zip(found, (EVPI, OF_FIRST, OF_SECOND), strict=True):
        assert abs(told.value - truth) < 3 * told.error
        assert told.error < 0.005
    assert partial_information(cells_of(idle).number, utilities).value == 0


def test_whole_numbers_tell_the_same():
    """Utilities in millionths are whole numbers, as flows are."""
    first, _, _, utilities = _two_decisions(20_000, 2)
    cells = cells_of(first).number
    whole = np.rint(utilities * 10**6).astype(np.int64)
    for estimate in (perfect_information, lambda each: partial_information(cells, each)):
        one, other = estimate(utilities), estimate(whole)
        assert other.value / 10**6 == pytest.approx(one.value, abs=1e-6)
        assert other.error / 10**6 == pytest.approx(one.error, abs=1e-6)
        assert other.changed == one.changed


def test_estimates_are_near_the_truth_on_average_and_their_error_is_the_one_seen():
    """Of 100 samples of 4,000; the smooth rule may lose a little, chance may not add."""
    runs = []
    for seed in range(100):
        first, second, _, utilities = _two_decisions(4000, seed)
        runs.append(
            [partial_information(cells_of(each).number, utilities) for each in (first, second)]
        )
    for number, truth in enumerate((OF_FIRST, OF_SECOND)):
        values = [run[number].value for run in runs]
        seen = np.std(values, ddof=1)
        assert -0.012 < np.mean(values) - truth < 3 * seen / sqrt(len(runs))
        assert np.mean([run[number].error for run in runs]) == pytest.approx(seen, rel=0.25)


def test_a_number_without_bearing_is_worth_nothing_even_where_decisions_nearly_tie():
    """Maxima of means of the same cells are above 0 each time, by about their error."""
    plugged, fitted = [], []
    for seed in range(60):
        generator = np.random.default_rng(seed)
        idle, utilities = generator.normal(0, 1, 2000), generator.normal(0, 1, (4, 2000))
        cells = cells_of(idle).number
        means = [utilities[:, cells == cell].mean(axis=1).max() for cell in range(cells.max() + 1)]
        plugged.append(np.mean(means) - utilities.mean(axis=1).max())
        fitted.append(partial_information(cells, utilities))
    assert min(plugged) > 0.01
    values = [each.value for each in fitted]
    assert np.mean(values) < 3 * np.std(values) / sqrt(len(values))
    within = sum(abs(each.value) < 3 * each.error for each in fitted)
    assert within >= 50


def test_two_cells_are_told_exactly():
    """Known: 10 in each sample. Not known: 6 of 10 in the one, 4 of 10 in the other."""
    known = np.arange(1000) % 10 < 6
    utilities = np.array([10 * known, 10 * ~known])
    cells = cells_of(known).number
    told = partial_information(cells, utilities)
    assert (told.value, told.changed) == (4.0, 400)
    assert told == perfect_information(utilities)
    assert decisions_by_cell(cells, utilities).tolist() == [1, 0]


def test_the_same_whatever_the_size_of_sums():
    """Sums beyond 64 bits are exact."""
    known = np.arange(40) % 2
    small = np.array([known, 1 - known, np.zeros(40, dtype=np.int64)])
    told = partial_information(known, small * 2**50 + 2**58)
    assert told.value == 2**49
    assert decisions_by_cell(known, small * 2**50 + 2**60).tolist() == [1, 0]


def test_a_decision_that_is_as_good_changes_nothing():
    row = np.arange(1000) % 7
    told = partial_information(cells_of(row).number, np.array([row, row, row - 1]))
    assert (told.value, told.error, told.changed) == (0, 0, 0)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    values=st.lists(st.integers(-5, 40), min_size=1, max_size=60),
    most=st.integers(1, 9),
)
def test_cells_are_in_order_whole_and_about_as_large(values, most):
    inputs = np.array(values)
    cells = cells_of(inputs, most)
    count = cells.number.max() + 1
    assert count <= max(most, 1)
    assert sorted(set(cells.number.tolist())) == list(range(count))
    assert (cells.lowest[cells.number] <= inputs).all()
    assert (inputs <= cells.highest[cells.number]).all()
    assert (cells.highest[:-1] < cells.lowest[1:]).all()
    if len(set(values)) <= most:
        assert (cells.lowest == cells.highest).all()
    # A cell ends with the value in which its share is reached.
    sizes = np.bincount(cells.number)
    commonest = max(values.count(value) for value in values)
    assert sizes.max() < len(values) / most + commonest + 1


def test_few_samples_have_few_cells():
    assert [cells_of(np.arange(count)).number.max() + 1 for count in (3, 399, 1000, 9000)] == [
        2,
        2,
        5,
        20,
    ]
    assert cells_of(np.array([4])).number.tolist() == [0]
    assert partial_information(np.array([0]), np.array([[1], [2]])).error == 0.0
