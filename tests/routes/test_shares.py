"""Shares and quantiles against other implementations and exact laws."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from routes.draw_spread import PERCENTILES, moments, spread
from routes.shares import Share


@pytest.mark.parametrize(("count", "draws"), [(0, 10), (3, 10), (10, 10), (1, 10_000), (50, 100)])
def test_the_interval_is_that_of_wilson(count, draws):
    other = stats.binomtest(count, draws).proportion_ci(method="wilson")
    assert Share(count, draws).interval == pytest.approx((other.low, other.high), abs=1e-12)


def test_the_standard_error_is_that_of_a_share():
    assert Share(20, 100).standard_error == pytest.approx(0.04)
    assert Share(0, 7).standard_error == Share(7, 7).standard_error == 0.0
    assert set(Share(1, 4).to_dict()) == {
        "count",
        "share",
        "standard_error",
        "low_95",
        "high_95",
    }


@settings(derandomize=True, deadline=None)
@given(values=st.lists(st.integers(0, 2**53), min_size=1, max_size=40))
def test_a_percentile_is_the_smallest_value_that_so_many_draws_do_not_exceed(values):
    told = spread(values, unbounded=2**54)
    for percent in PERCENTILES:
        quantile = told.quantile(percent)
        enough = [
            value
            for value in values
            if 100 * sum(other <= value for other in values) >= percent * len(values)
        ]
        assert quantile.value_scaled == min(enough)
        assert quantile.low_95_scaled <= quantile.value_scaled <= quantile.high_95_scaled
    assert (told.lowest_scaled, told.highest_scaled) == (min(values), max(values))
    assert spread(values[::-1], unbounded=2**54) == told


def test_moments_of_large_numbers_lose_nothing():
    """Values 2**53 and 2**53 + 2 have the standard deviation sqrt(2), which floats would lose."""
    low, high = 2**53, 2**53 + 2
    mean, deviation = moments(low + high, low**2 + high**2, 2)
    assert (mean, deviation) == (2.0**53, pytest.approx(2**0.5))


def test_percentile_intervals_cover_the_truth_as_often_as_they_say():
    """Medians of 400 uniform samples of 99, whose true median is 500,000: about 95 percent."""
    rng = stats.uniform(0, 1_000_000)
    covered = 0
    for seed in range(400):
        median = spread(
            rng.rvs(99, random_state=seed).astype(int).tolist(), unbounded=10**9
        ).quantile(50)
        covered += median.low_95_scaled <= 500_000 <= median.high_95_scaled
    assert 0.92 <= covered / 400 <= 0.99
