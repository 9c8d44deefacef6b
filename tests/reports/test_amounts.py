from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import amounts

SCALES = st.sampled_from([100, 1000, 10**6])
SCALED = st.integers(0, 2**53)


@pytest.mark.parametrize(
    ("scaled", "scale", "text"),
    [
        (0, 100, "0"),
        (100, 100, "1"),
        (12550, 1000, "12.55"),
        (1, 1000, "0.001"),
        (120000, 100, "1200"),
        (2**53, 10**6, "9007199254.740992"),
        ("unbounded", 100, "unbounded"),
        (None, 100, ""),
    ],
)
def test_exact_amounts_keep_every_digit(scaled, scale, text):
    assert amounts.exact(scaled, scale) == text


@given(SCALED, SCALES)
def test_an_exact_amount_reads_back_as_itself(scaled, scale):
    assert Decimal(amounts.exact(scaled, scale)) * scale == scaled


@pytest.mark.parametrize(
    ("scaled", "scale", "text"),
    [
        (450, 100, "4.5"),
        (1005, 1000, "1.01"),
        (99994, 1000, "99.99"),
        (99995, 1000, "100"),
        (100499, 1000, "100"),
        (100500, 1000, "101"),
        (123456789, 1000, "123,457"),
        (0, 100, "0"),
        ("unbounded", 100, "unbounded"),
        (None, 100, "unknown"),
    ],
)
def test_rounded_amounts_are_whole_from_a_hundred_and_have_two_decimals_below(scaled, scale, text):
    assert amounts.rounded(scaled, scale) == text


@given(SCALED, SCALES)
def test_a_rounded_amount_is_off_by_half_a_step_at_most(scaled, scale):
    shown = Fraction(amounts.rounded(scaled, scale).replace(",", ""))
    step = Fraction(1) if scaled >= amounts.WHOLE_FROM * scale else Fraction(1, 100)
    assert abs(shown - Fraction(scaled, scale)) <= step / 2


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 0, 0), (0, 7, 0), (7, 7, 100), (1, 2, 50), (1, 8, 13), (1, 200, 1), (1, 201, 0)],
)
def test_percentages_are_rounded_half_up_and_nothing_of_nothing_is_none(part, whole, percent):
    assert amounts.percent(part, whole) == percent


@given(
    st.integers(1, 2**53).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
)
def test_a_percentage_is_off_by_half_a_percent_at_most(pair):
    part, whole = pair
    assert abs(amounts.percent(part, whole) - Fraction(100 * part, whole)) <= Fraction(1, 2)
