import datetime as dt

import pytest

from seeds import arithmetic, cells, schema
from seeds.faults import CellError
from seeds.schema import Field

ID = schema.column("legs", "id")


def _field(kind, **more):
    return Field(name="column", kind=kind, title="A column", **more)


def _fault(field, text):
    with pytest.raises(CellError) as caught:
        cells.parse(field, text)
    return str(caught.value)


def test_a_date_is_a_day_of_the_calendar():
    assert cells.parse(_field("date"), "2024-02-29") == dt.date(2024, 2, 29)


@pytest.mark.parametrize("text", ["2026-02-30", "2025-02-29", "2026-13-01", "0000-01-01"])
def test_an_impossible_date_is_refused(text):
    assert _fault(_field("date"), text) == f"'{text}' is not a day of the calendar."


@pytest.mark.parametrize(
    "text", ["20260710", "2026-07", "2026-W28-5", "46213", "=TODAY()", "10.7.26", "31/31/2026"]
)
def test_a_date_in_another_manner_is_refused(text):
    told = f"'{text}' is not a date. Write year, month and day, such as 2026-07-10."
    assert _fault(_field("date"), text) == told


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("10.07.2026", "Write 2026-07-10 or 2026-10-07, whichever is meant."),
        ("10/07/2026", "Write 2026-07-10 or 2026-10-07, whichever is meant."),
        ("07/07/2026", "Write 2026-07-07."),
        ("25/12/2026", "Write 2026-12-25."),
        ("12/25/2026", "Write 2026-12-25."),
        ("2026-7-10", "Write 2026-07-10."),
        ("2026/07/10", "Write 2026-07-10."),
    ],
)
def test_a_date_in_another_order_is_told_what_it_can_mean_and_never_guessed(text, remedy):
    assert _fault(_field("date"), text) == f"'{text}' is not a date. {remedy}"


def test_a_blank_that_looks_like_no_blank_is_named_and_a_hard_one_is_read():
    assert _fault(_field("text"), "a\u202fb") == "holds the unusual blank U+202F. Remove it."
    assert cells.parse(_field("text"), "a\u00a0b") == "a\u00a0b"


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
    choices = "origin, transit, destination"
    assert _fault(field, "hub") == f"'hub' is not one of {choices}. Write one of them."


def test_several_words_of_the_list_may_stand_together():
    field = _field("enums", choices=("goods", "service", "ownership"))
    assert cells.parse(field, "goods") == ("goods",)
    assert cells.parse(field, "goods; ownership") == ("goods", "ownership")
    assert _fault(field, "goods;servce") == (
        "'servce' is not one of goods, service, ownership. Did you mean 'service'?"
    )
    assert _fault(field, "goods;goods") == "'goods;goods' names an id twice. Remove one."
    assert _fault(field, "goods;") == (
        "'goods;' has an empty entry. Separate entries by a single ';'."
    )


NAME = schema.column("quantities", "id")


@pytest.mark.parametrize("text", ["a", "a100", "c06_usd", "x_", "a" * 64])
def test_a_name_is_what_an_expression_can_call(text):
    assert cells.parse(NAME, text) == text
    assert arithmetic.names(f"2 * {text}") == (text,)


@pytest.mark.parametrize(
    "text", ["A100", "1a", "_a", "a-b", "a b", "a" * 65, "\u00e9t\u00e9", "a.b"]
)
def test_other_names_are_refused(text):
    assert _fault(NAME, text) == (
        f"'{text}' cannot be a name. Use up to 64 small letters, digits and _, a letter first."
    )


def test_an_expression_is_kept_as_written_and_read_once_for_its_faults():
    field = schema.column("derivations", "expression")
    assert cells.parse(field, "2 * ( a100 + 1 )") == "2 * ( a100 + 1 )"
    assert _fault(field, "2 *") == "ends where a number or a name should stand."


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
    blank = () if kind in cells.LISTS else None
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
        ("enums", "Choose among the words of this column."),
        ("name", "Give it a name in small letters."),
        ("expression", "Write the rule, such as units * a100 / 2."),
        ("number", "Write a number."),
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
