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
from routes.names import MAX_NUMBER, NumberNames, numbers_by_text
from routes.pressure import CLOSED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from routes.leg_table import PercentArray
    from routes.lens_arrays import IndexArray, IntArray

_DECIMAL_TEXT = re.compile(r"[0-9]+(\.[0-9]+)?")
_DENSE = 4
"""Numbers up to so many times their count are looked up in a table of all."""


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


def read_ends(
    origins: pd.Series[Any], destinations: pd.Series[Any], others: Iterable[str]
) -> tuple[Sequence[str], IndexArray, IndexArray]:
    """Read the columns of where legs start and end.

    Parameters
    ----------
    origins, destinations : pandas.Series
        Texts or whole numbers.
    others : iterable of str
        Names of jurisdictions that there are even if no leg starts or ends there.

    Returns
    -------
    places : sequence of str
        All jurisdictions, sorted.
    tail, head : ndarray of uint32, shape (rows,)
        Positions in it.

    Raises
    ------
    GraphError
        A cell is neither.
    """
    extra = sorted(set(others))
    tails, heads = _natural_numbers(origins), _natural_numbers(destinations)
    if tails is not None and heads is not None and all(map(_is_natural, extra)):
        return _numbered(tails, heads, np.array(extra, dtype=np.int64))
    codes, named = _coded(origins, destinations)
    places = sorted({*named, *extra})
    number = {place: position for position, place in enumerate(places)}
    position = np.array([number[name] for name in named], dtype=np.uint32)
    tail, head = np.split(position[codes], 2)
    return tuple(places), tail, head


def _coded(origins: pd.Series[Any], destinations: pd.Series[Any]) -> tuple[IntArray, list[str]]:
    """Give a number for each cell, origins first, and the name behind each number."""
    import pandas as pd

    columns = (origins, destinations)
    if all(pd.api.types.infer_dtype(column, skipna=False) == "string" for column in columns):
        codes, named = pd.factorize(pd.concat([column.astype(object) for column in columns]))
        if "" not in named:
            return codes, list(named)
    # Whatever else there is is looked at cell by cell.
    names = [*read_names(origins, "origin"), *read_names(destinations, "destination")]
    known: dict[str, int] = {}
    numbers = [known.setdefault(name, len(known)) for name in names]
    return np.array(numbers, dtype=np.int64), list(known)


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
    whole = _integers(column)
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
    whole = _integers(column)
    if whole is None or ((whole < 0) | (whole > CLOSED_PERCENT)).any():
        whole = np.array([_pressure(cell, row) for row, cell in enumerate(column, 1)])
    return np.asarray(whole, dtype=np.uint8)


_EXACT = decimal.Context(prec=decimal.MAX_PREC, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)


def _integers(column: pd.Series[Any]) -> IntArray | None:
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


def _natural_numbers(column: pd.Series[Any]) -> IntArray | None:
    whole = _integers(column)
    if whole is None or (len(whole) and not 0 <= whole.min() <= whole.max() < MAX_NUMBER):
        return None
    return whole


def _is_natural(text: str) -> bool:
    return text.isascii() and text.isdigit() and text == str(int(text)) and int(text) < MAX_NUMBER


def _numbered(
    tails: IntArray, heads: IntArray, extra: IntArray
) -> tuple[NumberNames, IndexArray, IndexArray]:
    most = max(int(each.max(initial=0)) for each in (tails, heads, extra))
    if most <= _DENSE * (2 * len(tails) + len(extra) + 1):
        used = np.zeros(most + 1, dtype=bool)
        for each in (tails, heads, extra):
            used[each] = True
        numbers = np.flatnonzero(used)
    else:
        numbers = np.unique(np.concatenate([tails, heads, extra]))
    by_text = numbers_by_text(numbers)
    position = np.empty(len(numbers), dtype=np.uint32)
    position[np.searchsorted(numbers, by_text)] = np.arange(len(numbers), dtype=np.uint32)
    if len(numbers) == most + 1:
        places = [position[each] for each in (tails, heads)]
    elif most <= _DENSE * (2 * len(tails) + len(extra) + 1):
        spread = np.zeros(most + 1, dtype=np.uint32)
        spread[numbers] = position
        places = [spread[each] for each in (tails, heads)]
    else:
        places = [position[np.searchsorted(numbers, each)] for each in (tails, heads)]
    return NumberNames(by_text), places[0], places[1]


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
        f"not {cell!r} ({remedy})"
    )


def _places(amount: decimal.Decimal) -> int:
    digits = f"{amount:f}".partition(".")[2].rstrip("0")
    return len(digits)


def _pressure(cell: object, row: int) -> int:
    number = _whole(cell)
    if number is None or not 0 <= number <= CLOSED_PERCENT:
        raise GraphError(f"row {row}: pressure must be a whole percent, 0 to 100, not {cell!r}")
    return number
