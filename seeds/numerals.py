"""Numerals: the text of a number to the very number written, or a reason why not."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from seeds.faults import CellError

if TYPE_CHECKING:
    from seeds.schema import Field

UNBOUNDED = "unbounded"
"""The word for a quantity without a limit."""

MAX_WHOLE_DIGITS = 15
MAX_DECIMALS = 6
_HALF_TURN_DEG = 180

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_COORDINATE = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,9})?")
_SEPARATORS = str.maketrans("", "", "_', \u00a0\u2019")
_THOUSANDS = re.compile(r"[0-9]{1,3}(\.[0-9]{3}){2,}(,[0-9]+)?")
_NO_LIMIT = {"unbounded", "unlimited", "no limit"}
_NOT_A_NUMBER = {"nan", "na", "n/a", "null", "none", "inf", "infinity", "-inf", "+inf", "-infinity"}


def quantity(field: Field, text: str) -> Decimal | str:
    """Read a number, or the word ``unbounded``."""
    return UNBOUNDED if text == UNBOUNDED else number(field, text)


def number(field: Field, text: str) -> Decimal:
    """Read digits with or without decimals; only a quantity is told of the word ``unbounded``.

    Examples
    --------
    >>> from seeds import schema
    >>> number(schema.column("quantities", "value"), "0.40")
    Decimal('0.40')
    """
    if not _NUMBER.fullmatch(text):
        raise CellError(f"'{text}' {_why_not_a_number(field, text)}")
    whole, _, decimals = text.partition(".")
    if len(whole.lstrip("0")) > MAX_WHOLE_DIGITS or len(decimals.rstrip("0")) > MAX_DECIMALS:
        raise CellError(
            f"'{text}' has more than {MAX_WHOLE_DIGITS} digits before or {MAX_DECIMALS} after the "
            "point. Choose a larger unit or round it."
        )
    return Decimal(text)


def _why_not_a_number(field: Field, text: str) -> str:
    word = ", or the word unbounded" if field.kind == "quantity" else ""
    if text.casefold() in _NOT_A_NUMBER:
        limit = f"{word} for no limit" if word else ""
        return f"is not a finite number. Write digits{limit}."
    if _NUMBER.fullmatch(text.removeprefix("-")):
        return "is negative. Amounts are zero or more."
    if _NUMBER.fullmatch(text.translate(_SEPARATORS)) or _THOUSANDS.fullmatch(text):
        return f"has separators between its digits. {_without_separators(text)}"
    if re.fullmatch(r"[0-9.]+[eE][+-]?[0-9]+", text):
        return "is in exponent notation. Write the digits out."
    if any(character.isdigit() and character not in "0123456789" for character in text):
        return "has digits other than 0 to 9. Type it with plain digits."
    if word and text.casefold() in _NO_LIMIT:
        word += " in small letters"
    return f"is not a number. Write digits such as 1200 or 0.5{word}."


def _without_separators(text: str) -> str:
    if "," in text:
        return "Write 1000 for a thousand, and a point before decimals, such as 12.5."
    return "Write digits only, such as 1000."


def integer(field: Field, text: str) -> int:
    """Read a whole number within the bounds of its column."""
    if not _WHOLE.fullmatch(text):
        raise CellError(f"'{text}' is not a whole number. Write digits only, such as 15 or -5.")
    value = int(text)
    _within(field, value, text)
    return value


def coordinate(field: Field, text: str) -> float:
    """Read degrees within the bounds of their column."""
    if not _COORDINATE.fullmatch(text):
        raise CellError(f"'{text}' is not a coordinate. Write degrees such as 1.35 or -98.6.")
    value = float(text)
    _within(field, value, text)
    return value


def _within(field: Field, value: float, text: str) -> None:
    below = field.minimum is not None and value < field.minimum
    above = field.maximum is not None and value > field.maximum
    if below or above:
        swapped = field.name == "lat" and abs(value) <= _HALF_TURN_DEG
        remedy = "Is it the longitude?" if swapped else "Write a number between them."
        raise CellError(f"'{text}' is outside {field.minimum} to {field.maximum}. {remedy}")
