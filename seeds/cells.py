"""Cells: one text cell to one value of its column's kind, or a reason why not."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from seeds import arithmetic, days, numerals
from seeds.csv_text import MAX_CELL_CHARACTERS
from seeds.faults import CellError, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from seeds.schema import Field

LISTS = frozenset({"ids", "texts", "enums"})
"""Kinds of cells that hold several entries, separated by semicolons."""

Value = str | int | float | Decimal | dt.date | tuple[str, ...] | None

_URL = re.compile(r"https?://[^\s<>\"'`{}|\\^]+")


def parse(field: Field, text: str) -> Value:
    """Turn one text cell into a value.

    Parameters
    ----------
    field : Field
        The column: its kind decides the type, its constraints the range.
    text : str
        The cell, without blanks at its ends.

    Returns
    -------
    Value
        ``str`` for id, text, enum and url; ``int`` for integer; ``float`` for coordinate;
        ``dt.date`` for date; ``tuple`` of ``str`` for ids, texts and enums; for number a
        ``Decimal``; for quantity a ``Decimal`` or the word ``unbounded``. A blank cell gives
        the column's default, else ``None`` (an empty tuple for lists): unknown is not zero.

    Raises
    ------
    CellError
        Where the cell is not of that kind.

    Examples
    --------
    >>> from seeds import schema
    >>> parse(schema.table("legs").fields[6], "12.50")
    Decimal('12.50')
    """
    if not text and field.default is not None:
        text = field.default
    if not text:
        if field.required:
            raise CellError(f"is blank. {_WANTED[field.kind]}")
        return () if field.kind in LISTS else None
    _refuse_odd_characters(text)
    return _PARSERS[field.kind](field, text)


def _refuse_odd_characters(text: str) -> None:
    if len(text) > MAX_CELL_CHARACTERS:
        raise CellError(f"is longer than {MAX_CELL_CHARACTERS} characters. Shorten it.")
    for character in text:
        if unicodedata.category(character) == "Zs" and character not in " \u00a0":
            raise CellError(f"holds the unusual blank U+{ord(character):04X}. Remove it.")
        if not character.isprintable() and character != "\u00a0":
            raise CellError(f"holds the control character U+{ord(character):04X}. Remove it.")


def _text(_field: Field, text: str) -> str:
    if text[0] in "=+-@":
        raise CellError(
            f"begins with '{text[0]}', which spreadsheet programs run as a formula. "
            "Begin it with a word."
        )
    return text


def _id(field: Field, text: str) -> str:
    if not re.fullmatch(field.pattern or ".+", text):
        raise CellError(
            f"'{text}' cannot be an id. Use up to 64 letters, digits and the signs . _ - > "
            "and begin with a letter or digit."
        )
    return text


def _enum(field: Field, text: str) -> str:
    if text not in field.choices:
        choices = ", ".join(field.choices)
        remedy = suggestion(text, field.choices) or " Write one of them."
        raise CellError(f"'{text}' is not one of {choices}.{remedy}")
    return text


def _enums(field: Field, text: str) -> tuple[str, ...]:
    words = _ids(field, text)
    for word in words:
        _enum(field, word)
    return words


def _name(field: Field, text: str) -> str:
    if not re.fullmatch(field.pattern or arithmetic.NAME, text):
        raise CellError(
            f"'{text}' cannot be a name. Use up to 64 small letters, digits and _, a letter first."
        )
    return text


def _expression(_field: Field, text: str) -> str:
    try:
        arithmetic.names(text)
    except arithmetic.ExpressionError as error:
        raise CellError(str(error)) from None
    return text


def _ids(field: Field, text: str) -> tuple[str, ...]:
    parts = _texts(field, text)
    if len(set(parts)) != len(parts):
        raise CellError(f"'{text}' names an id twice. Remove one.")
    return parts


def _texts(field: Field, text: str) -> tuple[str, ...]:
    parts = tuple(part.strip(" ") for part in text.split(";"))
    if not all(parts):
        raise CellError(f"'{text}' has an empty entry. Separate entries by a single ';'.")
    for part in parts:
        _text(field, part)
    return parts


def _url(_field: Field, text: str) -> str:
    if not _URL.fullmatch(text):
        raise CellError("is not a web address. It must begin with http:// or https://.")
    return text


_PARSERS: dict[str, Callable[[Field, str], Value]] = {
    "id": _id,
    "text": _text,
    "enum": _enum,
    "enums": _enums,
    "name": _name,
    "expression": _expression,
    "number": numerals.number,
    "quantity": numerals.quantity,
    "integer": numerals.integer,
    "coordinate": numerals.coordinate,
    "date": days.day,
    "ids": _ids,
    "texts": _texts,
    "url": _url,
}

_WANTED = {
    "id": "Give it an id.",
    "text": "Write a text.",
    "enum": "Choose one of the words of this column.",
    "enums": "Choose among the words of this column.",
    "name": "Give it a name in small letters.",
    "expression": "Write the rule, such as units * a100 / 2.",
    "number": "Write a number.",
    "quantity": "Write a number, or the word unbounded for no limit.",
    "integer": "Write a whole number.",
    "coordinate": "Write degrees.",
    "date": "Write a date such as 2026-07-10.",
    "ids": "Name at least one id.",
    "texts": "Write at least one entry.",
    "url": "Write a web address.",
}
