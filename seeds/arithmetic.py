"""Arithmetic: the written rule of a derived number, evaluated exactly.

A derivation counts things, so no sign stands before a number or a name: ``0 - x`` is
written out where a difference is meant, and spreadsheet programs never take a rule for a formula.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_CHARACTERS = 200
NAME = r"[a-z][a-z0-9_]*"
NUMBER = r"[0-9]+(?:\.[0-9]+)?"

_TOKEN = re.compile(rf"\s*({NAME}|{NUMBER}|[-+*/()])")


class ExpressionError(ValueError):
    """An expression that cannot be read or evaluated; the message says what to do."""


def names(expression: str) -> tuple[str, ...]:
    """Return the names in an expression, sorted.

    Raises
    ------
    ExpressionError
        Where the text is not an expression of names, numbers, ``+ - * /`` and parentheses.

    Examples
    --------
    >>> names("c04_units * a100 / 2")
    ('a100', 'c04_units')
    """
    found = {token for token in _tokens(expression) if re.fullmatch(NAME, token)}
    evaluate(expression, dict.fromkeys(found, Fraction(1)), divide_by_zero=Fraction(1))
    return tuple(sorted(found))


def evaluate(
    expression: str,
    values: Mapping[str, Fraction],
    *,
    divide_by_zero: Fraction | None = None,
) -> Fraction:
    """Evaluate an expression exactly.

    Parameters
    ----------
    expression : str
        Names, decimal numbers, ``+ - * /`` and parentheses, up to 200 characters.
    values : mapping of name to Fraction
    divide_by_zero : Fraction, optional
        What a division by zero gives; without it such a division is a fault.

    Returns
    -------
    Fraction

    Raises
    ------
    ExpressionError
        Where the text is not an expression, a name has no value, or zero divides.

    Examples
    --------
    >>> evaluate("400 * a100 / 2", {"a100": Fraction(2, 5)})
    Fraction(80, 1)
    """
    reader = _Reader(_tokens(expression), values, divide_by_zero)
    result = reader.total()
    if reader.here is not None:
        raise ExpressionError(f"'{reader.here}' stands where the expression should end.")
    return result


def rounded(value: Fraction, step: Fraction) -> Fraction:
    """Round half up to a multiple of a step.

    Examples
    --------
    >>> rounded(Fraction(10484), Fraction(100))
    Fraction(10500, 1)
    """
    return (value / step + Fraction(1, 2)).__floor__() * step


def _tokens(expression: str) -> list[str]:
    if len(expression) > MAX_CHARACTERS:
        raise ExpressionError(f"is longer than {MAX_CHARACTERS} characters. Name a part of it.")
    tokens, position = [], 0
    text = expression.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ExpressionError(f"'{text[position : position + 10]}' cannot be read here.")
        tokens.append(match.group(1))
        position = match.end()
    return tokens


class _Reader:
    """Reads tokens from left to right: sums of products of names, numbers and parentheses."""

    def __init__(
        self, tokens: list[str], values: Mapping[str, Fraction], divide_by_zero: Fraction | None
    ) -> None:
        self.rest = list(reversed(tokens))
        self.values = values
        self.divide_by_zero = divide_by_zero

    @property
    def here(self) -> str | None:
        """The next token, or None at the end."""
        return self.rest[-1] if self.rest else None

    def total(self) -> Fraction:
        """Read a sum."""
        result = self.product()
        while self.here in {"+", "-"}:
            sign = self.rest.pop()
            term = self.product()
            result = result + term if sign == "+" else result - term
        return result

    def product(self) -> Fraction:
        """Read a product."""
        result = self.factor()
        while self.here in {"*", "/"}:
            sign = self.rest.pop()
            factor = self.factor()
            result = result * factor if sign == "*" else self.quotient(result, factor)
        return result

    def quotient(self, dividend: Fraction, divisor: Fraction) -> Fraction:
        """Divide, or say that zero divides."""
        if divisor != 0:
            return dividend / divisor
        if self.divide_by_zero is None:
            raise ExpressionError("divides by zero.")
        return self.divide_by_zero

    def factor(self) -> Fraction:
        """Read a name, a number or a parenthesis."""
        if self.here is None:
            raise ExpressionError("ends where a number or a name should stand.")
        word = self.rest.pop()
        if word == "(":
            result = self.total()
            if self.here != ")":
                raise ExpressionError("has a parenthesis that is not closed.")
            self.rest.pop()
            return result
        if re.fullmatch(NUMBER, word):
            return Fraction(word)
        if word in self.values:
            return self.values[word]
        if re.fullmatch(NAME, word):
            raise ExpressionError(f"'{word}' is not a quantity. Add it to quantities.csv.")
        raise ExpressionError(f"'{word}' stands where a number or a name should stand.")
