"""Derivations: how a capacity was reached, recomputed from its inputs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from seeds import arithmetic
from seeds.faults import Fault
from seeds.numerals import MAX_DECIMALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from seeds.rules import Rows

FILE = "derivations.csv"
INPUTS = frozenset({FILE, "legs.csv", "quantities.csv"})
"""Files that must be read without a fault before anything is recomputed from them."""


def faults(rows: Rows) -> list[Fault]:
    """Return every derivation that cannot be recomputed or gives another number, unsorted."""
    values = {
        row.cells["id"]: Fraction(row.cells["value"])
        for row in rows.get("quantities", ())
        if row.cells["id"] is not None and row.cells["value"] is not None
    }
    legs = {row.cells["id"]: row.cells for row in rows["legs"]}
    return [
        fault
        for row in rows.get("derivations", ())
        if row.cells["leg"] in legs
        for fault in _checked(row.line, row.cells, legs[row.cells["leg"]], values)
    ]


def recomputed(derivation: Mapping[str, Any], values: Mapping[str, Fraction]) -> Fraction:
    """Return what a row of derivations.csv gives.

    Parameters
    ----------
    derivation : mapping
        The row's parsed cells: ``expression`` and ``round_to`` are read.
    values : mapping of name to Fraction
        The rows of quantities.csv.

    Returns
    -------
    Fraction
        Exact, or rounded half up to a multiple of ``round_to``.

    Raises
    ------
    arithmetic.ExpressionError
        Where a name has no value or zero divides.
    """
    result = arithmetic.evaluate(derivation["expression"], values)
    step = derivation["round_to"]
    return arithmetic.rounded(result, Fraction(step)) if step else result


def _checked(
    line: int, derivation: Mapping[str, Any], leg: Mapping[str, Any], values: Mapping[str, Fraction]
) -> Iterator[Fault]:
    if derivation["expression"] is None or derivation["column"] is None:
        return
    try:
        result = recomputed(derivation, values)
    except arithmetic.ExpressionError as error:
        yield Fault(FILE, line, "expression", str(error))
        return
    stated = leg[derivation["column"]]
    if not isinstance(stated, Decimal) or Fraction(stated) != result:
        place = f"{derivation['leg']} {derivation['column']}"
        told = "blank" if stated is None else stated
        message = f"gives {_decimal(result)} where {place} is {told}. Mend one of them."
        yield Fault(FILE, line, "expression", message)


def _decimal(value: Fraction) -> str:
    """Write a number to as many decimals as a cell may have; more are told by dots."""
    cut = int(abs(value) * 10**MAX_DECIMALS)
    whole, rest = divmod(cut, 10**MAX_DECIMALS)
    decimals = f"{rest:0{MAX_DECIMALS}d}".rstrip("0")
    dots = "" if Fraction(cut, 10**MAX_DECIMALS) == abs(value) else "..."
    text = f"{whole}.{decimals}" if decimals else str(whole)
    return f"{'-' if value < 0 else ''}{text}{dots}"
