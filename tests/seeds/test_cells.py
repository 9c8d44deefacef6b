import datetime as dt
from decimal import Decimal

import pytest

from seeds import cells, schema
from seeds.schema import Field

CAPACITY, POINTS, LAT = (
    next(field for field in schema.table(table).fields if field.name == name)
    for table, name in (("legs", "capacity"), ("pressure", "points"), ("jurisdictions", "lat"))
)
ID = schema.table("legs").fields[0]


def _field(kind, **more):
    return Field(name="column", kind=kind, title="A column", **more)


def _fault(field, text):
    with pytest.raises(cells.CellError) as caught:
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
        "'Unbounded' is not a number. Write digits such as 1200 or 0.5, or the word unbounded."
    )


NOT_FINITE = "is not a finite number. Write digits, or the word unbounded for no limit."
NEGATIVE = "is negative. Amounts are zero or more."
SEPARATED = "has separators between its digits. Write digits only, such as 1000."
EXPONENT = "is in exponent notation. Write the digits out."
OTHER_DIGITS = "has digits other than 0 to 9. Type it with plain digits."
NO_NUMBER = "is not a number. Write digits such as 1200 or 0.5, or the word unbounded."
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
        ("1,000", SEPARATED),
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
    assert _fault(POINTS, text) == f"'{text}' is outside -100 to 100."


@pytest.mark.parametrize(("text", "value"), [("-85", -85.0), ("1.35", 1.35), ("0", 0.0)])
def test_a_coordinate_is_in_degrees(text, value):
    assert cells.parse(LAT, text) == value


@pytest.mark.parametrize("text", ["85.1", "-85.1", "999"])
def test_a_latitude_stays_off_the_poles(text):
    assert _fault(LAT, text) == f"'{text}' is outside -85 to 85."


@pytest.mark.parametrize("text", ["1,35", "1°21'N", "nan", "=1", "1e1", "1.0000000001", "1234"])
def test_what_is_no_coordinate_is_refused(text):
    assert _fault(LAT, text) == (
        f"'{text}' is not a coordinate. Write degrees such as 1.35 or -98.6."
    )


def test_a_date_is_a_day_of_the_calendar():
    assert cells.parse(_field("date"), "2024-02-29") == dt.date(2024, 2, 29)


@pytest.mark.parametrize("text", ["2026-02-30", "2025-02-29", "2026-13-01", "0000-01-01"])
def test_an_impossible_date_is_refused(text):
    assert _fault(_field("date"), text) == f"'{text}' is not a day of the calendar."


@pytest.mark.parametrize(
    "text", ["10.07.2026", "2026-7-10", "20260710", "2026-07", "2026-W28-5", "46213", "=TODAY()"]
)
def test_a_date_in_another_manner_is_refused(text):
    assert _fault(_field("date"), text) == f"'{text}' is not a date. Write it as 2026-07-10."


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
@pytest.mark.parametrize("kind", ["text", "texts", "ids"])
def test_a_text_that_a_spreadsheet_would_run_is_refused(kind, sign):
    assert _fault(_field(kind), f"{sign}HYPERLINK(1)") == (
        f"begins with '{sign}', which spreadsheet programs run as a formula. Begin it with a word."
    )


def test_a_formula_behind_a_semicolon_is_refused():
    assert _fault(_field("texts"), "Taiwan; =1+1").startswith("begins with '='")


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x07", "0007"),
        ("\t", "0009"),
        ("\x1b", "001B"),
        ("\x7f", "007F"),
        ("\x85", "0085"),
        ("\u200b", "200B"),
        ("\u200f", "200F"),
        ("\u2028", "2028"),
        ("\u202e", "202E"),
        ("\u2066", "2066"),
        ("\ufeff", "FEFF"),
    ],
)
def test_characters_that_cannot_be_seen_are_refused_in_every_kind(character, name):
    for kind in cells._PARSERS:
        assert _fault(_field(kind, choices=("x",)), f"x{character}") == (
            f"holds the control character U+{name}. Remove it."
        )


def test_letters_of_other_scripts_and_hard_blanks_are_welcome():
    text = "Côte\u00a0d'Ivoire, 台灣, Қазақстан"
    assert cells.parse(_field("text"), text) == text


def test_a_cell_has_a_longest_length():
    longest = "x" * cells.MAX_CELL_CHARACTERS
    assert cells.parse(_field("text"), longest) == longest
    assert _fault(_field("text"), longest + "x") == ("is longer than 20000 characters. Shorten it.")


@pytest.mark.parametrize("text", ["TW", "MY>CN.resale", "a" * 64, "1-2_3.4>5"])
def test_an_id_is_made_of_letters_digits_and_four_signs(text):
    assert cells.parse(ID, text) == text


@pytest.mark.parametrize("text", ["T W", ">TW", "_TW", "a" * 65, "=1", "Тaiwan", "TW\u00a0", "a/b"])  # noqa: RUF001 - the first letter of one is Cyrillic on purpose
def test_other_ids_are_refused(text):
    assert _fault(ID, text) == (
        f"'{text}' cannot be an id. Use up to 64 letters, digits and the signs . _ - > "
        "and begin with a letter or digit."
    )


def test_a_word_outside_the_list_is_refused_with_the_nearest():
    field = _field("enum", choices=("origin", "transit", "destination"))
    assert cells.parse(field, "transit") == "transit"
    assert _fault(field, "Transit") == (
        "'Transit' is not one of origin, transit, destination. Did you mean 'transit'?"
    )
    assert _fault(field, "hub") == "'hub' is not one of origin, transit, destination."


def test_lists_are_separated_by_semicolons():
    assert cells.parse(_field("ids"), "C01; C02 ;C03") == ("C01", "C02", "C03")
    assert cells.parse(_field("texts"), "UAE;Dubai") == ("UAE", "Dubai")


@pytest.mark.parametrize("text", ["C01;", ";C01", "C01;;C02", ";", "C01; ;C02"])
def test_a_list_has_no_empty_entry(text):
    for kind in ("ids", "texts"):
        assert _fault(_field(kind), text) == (
            f"'{text}' has an empty entry. Separate entries by a single ';'."
        )


def test_a_list_of_ids_names_each_once():
    assert _fault(_field("ids"), "C01;C02;C01") == ("'C01;C02;C01' names an id twice. Remove one.")


def test_a_web_address_is_kept_as_written():
    url = "https://example.org/a?b=c&d=%20#e"
    assert cells.parse(_field("url"), url) == url


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "example.org",
        "https://",
        "https://a b",
        'https://a"onclick="x',
        "https://a<b>",
        "HTTPS://example.org",
    ],
)
def test_what_a_link_must_not_hold_is_refused(text):
    assert _fault(_field("url"), text) == (
        "is not a web address. It must begin with http:// or https://."
    )


@pytest.mark.parametrize("kind", sorted(cells._PARSERS))
def test_a_blank_is_unknown_and_not_zero(kind):
    blank = () if kind in {"ids", "texts"} else None
    assert cells.parse(_field(kind), "") == blank


def test_a_blank_takes_the_default_of_its_column():
    assert cells.parse(_field("quantity", default="1"), "") == 1
    assert cells.parse(_field("quantity", default="1"), "0") == 0


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("id", "Give it an id."),
        ("text", "Write a text."),
        ("enum", "Choose one of the words of this column."),
        ("quantity", "Write a number, or the word unbounded for no limit."),
        ("integer", "Write a whole number."),
        ("coordinate", "Write degrees."),
        ("date", "Write a date such as 2026-07-10."),
        ("ids", "Name at least one id."),
        ("texts", "Write at least one entry."),
        ("url", "Write a web address."),
    ],
)
def test_a_required_blank_is_told_what_is_wanted(kind, wanted):
    assert _fault(_field(kind, required=True), "") == f"is blank. {wanted}"
