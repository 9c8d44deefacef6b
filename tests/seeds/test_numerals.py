from decimal import Decimal

import pytest

from seeds import cells, schema
from seeds.faults import CellError
from seeds.schema import Field

CAPACITY = schema.column("legs", "capacity")
POINTS = schema.column("pressure", "points")
LAT = schema.column("jurisdictions", "lat")
NUMBER = Field(name="column", kind="number", title="A column")


def _fault(field, text):
    with pytest.raises(CellError) as caught:
        cells.parse(field, text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("007", "7"),
        ("12.50", "12.5"),
        ("0.000001", "0.000001"),
        ("0.1000000000", "0.1"),
        ("999999999999999.999999", "999999999999999.999999"),
        ("0000000000000000000001", "1"),
    ],
)
def test_a_quantity_is_the_very_number_written(text, value):
    parsed = cells.parse(CAPACITY, text)
    assert isinstance(parsed, Decimal)
    assert parsed == Decimal(value)


def test_unbounded_is_a_word_and_only_as_written():
    assert cells.parse(CAPACITY, "unbounded") == "unbounded"
    assert _fault(CAPACITY, "Unbounded") == (
        "'Unbounded' is not a number. "
        "Write digits such as 1200 or 0.5, or the word unbounded in small letters."
    )


NOT_FINITE = "is not a finite number. Write digits, or the word unbounded for no limit."
NEGATIVE = "is negative. Amounts are zero or more."
SEPARATED = "has separators between its digits. Write digits only, such as 1000."
COMMA = (
    "has separators between its digits. "
    "Write 1000 for a thousand, and a point before decimals, such as 12.5."
)
EXPONENT = "is in exponent notation. Write the digits out."
OTHER_DIGITS = "has digits other than 0 to 9. Type it with plain digits."
NO_NUMBER = "is not a number. Write digits such as 1200 or 0.5, or the word unbounded."
NO_LIMIT = NO_NUMBER.replace("unbounded", "unbounded in small letters")
TOO_LONG = "has more than 15 digits before or 6 after the point. Choose a larger unit or round it."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("NaN", NOT_FINITE),
        ("nan", NOT_FINITE),
        ("inf", NOT_FINITE),
        ("-inf", NOT_FINITE),
        ("Infinity", NOT_FINITE),
        ("n/a", NOT_FINITE),
        ("None", NOT_FINITE),
        ("-1", NEGATIVE),
        ("-0.5", NEGATIVE),
        ("1_000", SEPARATED),
        ("1,000", COMMA),
        ("12,5", COMMA),
        ("1.000.000", SEPARATED),
        ("1.000.000,5", COMMA),
        ("1'000", SEPARATED),
        ("1\u00a0000", SEPARATED),
        ("1 000", SEPARATED),
        ("1e3", EXPONENT),
        ("1e999", EXPONENT),
        ("2.5E-3", EXPONENT),
        ("\uff11\uff12", OTHER_DIGITS),  # full-width
        ("\u0661\u0662", OTHER_DIGITS),  # Arabic-Indic
        ("1\u00b2", OTHER_DIGITS),  # superscript two
        ("=1+1", NO_NUMBER),
        ("+5", NO_NUMBER),
        ("@1", NO_NUMBER),
        (".5", NO_NUMBER),
        ("5.", NO_NUMBER),
        ("0x10", NO_NUMBER),
        ("1.2.3", NO_NUMBER),
        ("12 GPUs", NO_NUMBER),
        ("1.00.000", NO_NUMBER),
        ("Unlimited", NO_LIMIT),
        ("Unbounded", NO_LIMIT),
        ("1000000000000000", TOO_LONG),
        ("0.0000001", TOO_LONG),
    ],
)
def test_what_is_no_amount_is_told_why(text, reason):
    assert _fault(CAPACITY, text) == f"'{text}' {reason}"


@pytest.mark.parametrize(("text", "value"), [("-100", -100), ("0", 0), ("-0", 0), ("007", 7)])
def test_points_are_whole_numbers(text, value):
    assert cells.parse(POINTS, text) == value


@pytest.mark.parametrize("text", ["1.0", "=1", "1e1", "\u0661", "+5", "1_0", "--1", "9" * 10])
def test_what_is_no_whole_number_is_refused(text):
    assert _fault(POINTS, text) == (
        f"'{text}' is not a whole number. Write digits only, such as 15 or -5."
    )


@pytest.mark.parametrize("text", ["101", "-101", "999999999"])
def test_points_stay_within_a_hundred(text):
    assert _fault(POINTS, text) == f"'{text}' is outside -100 to 100. Write a number between them."


@pytest.mark.parametrize(("text", "value"), [("-85", -85.0), ("1.35", 1.35), ("0", 0.0)])
def test_a_coordinate_is_in_degrees(text, value):
    assert cells.parse(LAT, text) == value


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("85.1", "Is it the longitude?"),
        ("-180", "Is it the longitude?"),
        ("999", "Write a number between them."),
    ],
)
def test_a_latitude_stays_off_the_poles(text, remedy):
    assert _fault(LAT, text) == f"'{text}' is outside -85 to 85. {remedy}"


@pytest.mark.parametrize("text", ["1,35", "1°21'N", "nan", "=1", "1e1", "1.0000000001", "1234"])
def test_what_is_no_coordinate_is_refused(text):
    assert _fault(LAT, text) == (
        f"'{text}' is not a coordinate. Write degrees such as 1.35 or -98.6."
    )


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("0.40", Decimal("0.4")), ("007", 7)])
def test_a_number_is_the_very_number_written(text, value):
    assert cells.parse(NUMBER, text) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("unbounded", "is not a number. Write digits such as 1200 or 0.5."),
        ("many", "is not a number. Write digits such as 1200 or 0.5."),
        ("inf", "is not a finite number. Write digits."),
        ("-1", NEGATIVE),
        ("1,000", COMMA),
        ("12,5", COMMA),
        ("1.000.000", SEPARATED),
        ("1.000.000,5", COMMA),
        ("1'000", SEPARATED),
        ("1\u00a0000", SEPARATED),
        ("1e3", EXPONENT),
        ("0.0000001", TOO_LONG),
    ],
)
def test_a_number_has_no_word_for_no_limit(text, reason):
    assert _fault(NUMBER, text) == f"'{text}' {reason}"


@pytest.mark.parametrize(
    ("field", "text"), [(LAT, "85"), (LAT, "-85"), (POINTS, "100"), (POINTS, "-100")]
)
def test_the_bounds_of_a_column_belong_to_it(field, text):
    assert cells.parse(field, text) == int(text)
