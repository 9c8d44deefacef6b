"""Columns of a table of edges as arrays, read exactly and refused with their row."""

from __future__ import annotations

import decimal
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.errors import GraphError
from routes.fields import UNBOUNDED
from routes.leg_table import NO_BOUND
from routes.pressure import CLOSED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from routes.leg_table import PercentArray
    from routes.lens_arrays import IntArray

_DECIMAL_TEXT = re.compile(r"[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, eq=False)
class Amounts:
    """Amounts as whole numbers of a decimal unit.

    Attributes
    ----------
    numbers : ndarray of int64, or of whole numbers of any size, shape (rows,)
        In units of 1/10**decimals; `NO_BOUND` for the word unbounded.
    decimals : int
    """

    numbers: IntArray
    decimals: int

    def scaled(self, scale: int) -> IntArray:
        """Give them in units of 1/scale, as numbers of any size where 64 bits might not do."""
        factor = scale // 10**self.decimals
        numbers = self.numbers
        # A hundred times as much must fit, as pressure is taken off in percent.
        if numbers.dtype != object and int(numbers.max(initial=0)) >= 2**56 // factor:
            numbers = numbers.astype(object)
        return np.asarray(np.where(numbers == NO_BOUND, NO_BOUND, numbers * factor))


def read_names(column: Iterable[object], name: str) -> list[str]:
    """Read a column of texts or whole numbers as texts."""
    return [_identifier(cell, name, row) for row, cell in enumerate(column, 1)]


def read_amounts(column: pd.Series[Any], name: str) -> Amounts:
    """Read a column of amounts exactly.

    Parameters
    ----------
    column : pandas.Series
        Whole numbers, decimal texts, `decimal.Decimal` or the word unbounded.
    name : str
        Of the column, for messages.

    Returns
    -------
    Amounts

    Raises
    ------
    GraphError
        A cell is none of these.
    """
    whole = integers(column)
    if whole is not None and (whole >= 0).all():
        return Amounts(whole, 0)
    amounts = [_amount(cell, name, row) for row, cell in enumerate(column, 1)]
    decimals = max((_places(each) for each in amounts if each is not None), default=0)
    numbers = [NO_BOUND if each is None else int(each.scaleb(decimals, _EXACT)) for each in amounts]
    large = any(number >= 2**62 for number in numbers)
    return Amounts(np.array(numbers, dtype=object if large else np.int64), decimals)


def read_pressure(column: pd.Series[Any]) -> PercentArray:
    """Read a column of whole percents.

    Raises
    ------
    GraphError
        A cell is none.
    """
    whole = integers(column)
    if whole is None or ((whole < 0) | (whole > CLOSED_PERCENT)).any():
        whole = np.array([_pressure(cell, row) for row, cell in enumerate(column, 1)])
    return np.asarray(whole, dtype=np.uint8)


_EXACT = decimal.Context(prec=decimal.MAX_PREC, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)


def integers(column: pd.Series[Any]) -> IntArray | None:
    """Give a column of a type of whole numbers, without gaps, as int64; else None."""
    import pandas as pd

    if not pd.api.types.is_integer_dtype(column.dtype) or column.hasnans:
        return None
    array = column.to_numpy()
    if array.dtype == object:
        array = column.to_numpy(dtype=np.int64)
    if array.dtype == np.uint64 and int(array.max(initial=0)) >= 2**63:
        return None
    return np.asarray(array, dtype=np.int64)


def _identifier(cell: object, column: str, row: int) -> str:
    # A text first: it is by far the most frequent.
    if isinstance(cell, str) and cell:
        return cell
    number = _whole(cell)
    if number is not None:
        return str(number)
    raise GraphError(f"row {row}: {column} must be a text or a whole number, not {cell!r}")


def _whole(cell: object) -> int | None:
    """Give a whole number of any integer type; True and False are none."""
    if isinstance(cell, bool) or not hasattr(cell, "__index__"):
        return None
    return int(cell.__index__())


def _amount(cell: object, column: str, row: int) -> decimal.Decimal | None:
    number = _whole(cell)
    if number is not None and number >= 0:
        return decimal.Decimal(number)
    if isinstance(cell, str) and cell == UNBOUNDED:
        return None
    if isinstance(cell, str) and _DECIMAL_TEXT.fullmatch(cell):
        return decimal.Decimal(cell)
    if isinstance(cell, decimal.Decimal) and cell.is_finite() and cell >= 0:
        return cell
    remedy = (
        "floats are not exact: read the column as text" if isinstance(cell, float) else "fix it"
    )
    raise GraphError(
        f"row {row}: {column} must be a whole number, a decimal text or 'unbounded', "
        f"not {_shown(cell)} ({remedy})"
    )


def _places(amount: decimal.Decimal) -> int:
    digits = f"{amount:f}".partition(".")[2].rstrip("0")
    return len(digits)


def _pressure(cell: object, row: int) -> int:
    number = _whole(cell)
    if number is None or not 0 <= number <= CLOSED_PERCENT:
        raise GraphError(
            f"row {row}: pressure must be a whole percent, 0 to 100, not {_shown(cell)}"
        )
    return number


def _shown(cell: object) -> str:
    """Show a cell, a whole number of any type as its digits."""
    number = _whole(cell)
    return repr(cell) if number is None else str(number)
