import contextlib
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds import arithmetic

VALUES = {"a": Fraction(2), "b": Fraction(1, 3), "a100": Fraction(2, 5), "zero": Fraction(0)}
THOROUGH = settings(max_examples=500, derandomize=True, database=None, deadline=None)


def _fault(expression, values=VALUES):
    with pytest.raises(arithmetic.ExpressionError) as caught:
        arithmetic.evaluate(expression, values)
    return str(caught.value)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("7", 7),
        ("007", 7),
        ("0.10", Fraction(1, 10)),
        ("a", 2),
        ("  a  ", 2),
        ("2+3*4", 14),
        ("(2+3)*4", 20),
        ("2-3-4", -5),  # from left to right, not 2 - (3 - 4) = 3
        ("2-(3-4)", 3),
        ("24/4/3", 2),  # not 24 / (4 / 3) = 18
        ("24/4*3", 18),
        ("2*3/4*5", Fraction(15, 2)),
        ("1-a*b", Fraction(1, 3)),
        ("((((a))))", 2),
        ("400 * a100 / 2", 80),
        ("0.1 + 0.1 + 0.1 - 0.3", 0),  # floating point would leave a rest
        ("1/3 + 1/3 + 1/3", 1),
    ],
)
def test_products_before_sums_and_left_before_right(expression, value, by_python):
    assert arithmetic.evaluate(expression, VALUES) == value
    if expression != "007":
        assert by_python(expression, VALUES) == value


_BLANKS = st.sampled_from(["", "", " ", "  "])
_ATOMS = st.sampled_from(sorted(VALUES)) | st.from_regex(
    r"(0|[1-9][0-9]{0,6})(\.[0-9]{1,6})?", fullmatch=True
)
_EXPRESSIONS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.builds("({}{}{})".format, _BLANKS, inner, _BLANKS),
        st.builds("{}{}{}{}{}".format, inner, _BLANKS, st.sampled_from("+-*/"), _BLANKS, inner),
    ),
    max_leaves=20,
).filter(lambda text: len(text) <= arithmetic.MAX_CHARACTERS)


@THOROUGH
@given(expression=_EXPRESSIONS)
def test_every_expression_gives_exactly_what_pythons_own_grammar_makes_of_it(by_python, expression):
    try:
        expected = by_python(expression, VALUES)
    except ZeroDivisionError:
        assert _fault(expression) == "divides by zero."
    else:
        assert arithmetic.evaluate(expression, VALUES) == expected


@THOROUGH
@given(text=st.text("ab1.0+-*/() \u0661e_", max_size=30) | st.text(max_size=210))
def test_any_other_text_is_told_why_and_nothing_else_happens(text):
    with contextlib.suppress(arithmetic.ExpressionError):
        found = arithmetic.names(text)
        assert set(found) <= set(text.translate({ord(sign): " " for sign in "+-*/()"}).split())


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("", "ends where a number or a name should stand."),
        ("   ", "ends where a number or a name should stand."),
        ("2 *", "ends where a number or a name should stand."),
        ("(", "ends where a number or a name should stand."),
        ("()", "')' stands where a number or a name should stand."),
        ("2 * / 3", "'/' stands where a number or a name should stand."),
        ("(2", "has a parenthesis that is not closed."),
        ("(2 3)", "has a parenthesis that is not closed."),
        ("2)", "')' stands where the expression should end."),
        ("2 3", "'3' stands where the expression should end."),
        ("2a", "'a' stands where the expression should end."),
        ("1e3", "'e3' stands where the expression should end."),
        ("a b", "'b' stands where the expression should end."),
        ("2(a)", "'(' stands where the expression should end."),
        ("=1+1", "'=1+1' cannot be read here."),
        ("a ^ 2", "' ^ 2' cannot be read here."),
        ("a % 2", "' % 2' cannot be read here."),
        (".5", "'.5' cannot be read here."),
        ("5.", "'.' cannot be read here."),
        ("1,000", "',000' cannot be read here."),
        ("A100", "'A100' cannot be read here."),
        ("\u0661", "'\u0661' cannot be read here."),  # an Arabic-Indic digit
        ("__import__('os')", "'__import__' cannot be read here."),
        ("a.real", "'.real' cannot be read here."),
        ("2 ** 3", "'*' stands where a number or a name should stand."),
        ("7 // 2", "'/' stands where a number or a name should stand."),
    ],
)
def test_what_is_no_expression_is_told_why(expression, reason):
    assert _fault(expression) == reason


@pytest.mark.parametrize("sign", ["-", "+"])
@pytest.mark.parametrize("pattern", ["{}2", "{}a", "3 * {}2", "({}2)", "3 {0} {0}2"])
def test_no_sign_stands_before_a_number(sign, pattern):
    reason = f"'{sign}' stands where a number or a name should stand."
    assert _fault(pattern.format(sign)) == reason


def test_a_difference_may_be_negative():
    assert arithmetic.evaluate("0 - a", VALUES) == -2


def test_a_name_without_a_value_is_told():
    assert _fault("2 * b200") == "'b200' is not a quantity. Add it to quantities.csv."


@pytest.mark.parametrize("expression", ["a / 0", "a / zero", "a / (1 - 1)", "0 / 0", "1/0.000"])
def test_zero_divides_nothing(expression):
    assert _fault(expression) == "divides by zero."


def test_names_are_found_without_values_even_where_they_might_divide_by_zero():
    assert arithmetic.names("1 / (b - a) + a * 2") == ("a", "b")
    assert arithmetic.names("12") == ()


def test_an_expression_has_a_longest_length():
    longest = "1+" * 99 + "11"
    assert len(longest) == arithmetic.MAX_CHARACTERS
    assert arithmetic.evaluate(longest, {}) == 110
    assert _fault(longest + "1") == "is longer than 200 characters. Name a part of it."


def test_parentheses_may_be_as_deep_as_the_length_allows():
    deepest = "(" * 99 + "a" + ")" * 99
    assert arithmetic.evaluate(deepest, VALUES) == 2
    assert _fault("(" * 200) == "ends where a number or a name should stand."
    assert _fault("(" * 100 + "a" + ")" * 99) == "has a parenthesis that is not closed."


@pytest.mark.parametrize(
    ("value", "step", "result"),
    [
        ("10484", "100", 10500),
        ("10449", "100", 10400),
        ("10450", "100", 10500),  # a half goes up
        ("0.5", "1", 1),
        ("1.5", "1", 2),
        ("2.5", "1", 3),  # not to even
        ("-0.5", "1", 0),  # up is towards more, below zero too
        ("-1.5", "1", -1),
        ("-1.51", "1", -2),
        ("0.25", "0.1", Fraction(3, 10)),
        ("49", "100", 0),
        ("7", "7", 7),
    ],
)
def test_halves_are_rounded_up(value, step, result):
    assert arithmetic.rounded(Fraction(value), Fraction(step)) == result


@THOROUGH
@given(value=st.fractions(), step=st.fractions(min_value=Fraction(1, 1000)))
def test_a_rounded_number_is_the_nearest_multiple(value, step):
    result = arithmetic.rounded(value, step)
    assert (result / step).denominator == 1
    assert -step / 2 < result - value <= step / 2
