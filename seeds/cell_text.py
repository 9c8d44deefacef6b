"""The text of a cell: a parsed value as a table spells it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from seeds.numerals import UNBOUNDED

if TYPE_CHECKING:
    from seeds.schema import Field

SEPARATOR = ";"


def cell_text(field: Field, value: Any, scale: int) -> str:  # noqa: ANN401  # any parsed cell
    """Spell a parsed cell.

    Parameters
    ----------
    field : Field
        The column.
    value : Value
        A cell of a study's frame.
    scale : int
        Quantities are whole numbers of ``1 / scale`` of their unit.

    Returns
    -------
    str
        A text that the reader takes for the same value; empty for a blank cell. Zeros at the end
        of a decimal fraction are left out, so equal numbers have one spelling.

    Examples
    --------
    >>> from seeds import schema
    >>> cell_text(schema.column("legs", "capacity"), 12500, 1000)
    '12.5'
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        return SEPARATOR.join(value)
    if field.kind == "quantity" and value != UNBOUNDED:
        return _plain(Decimal(value) / scale)
    if isinstance(value, (Decimal, float)):
        return _plain(Decimal(str(value)))
    return str(value)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
