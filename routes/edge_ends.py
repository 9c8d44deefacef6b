"""The columns of a table of edges that tell where legs start and end, as positions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from routes.edge_columns import integers, read_names
from routes.names import MAX_NUMBER, NumberNames, numbers_by_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from routes.leg_table import IndexArray, IntArray

_DENSE = 4
"""Numbers up to so many times their count are looked up in a table of all."""


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


def _natural_numbers(column: pd.Series[Any]) -> IntArray | None:
    whole = integers(column)
    if whole is None or (len(whole) and not 0 <= whole.min() <= whole.max() < MAX_NUMBER):
        return None
    return whole


def _is_natural(text: str) -> bool:
    return text.isascii() and text.isdigit() and text == str(int(text)) and int(text) < MAX_NUMBER


def _numbered(
    tails: IntArray, heads: IntArray, extra: IntArray
) -> tuple[NumberNames, IndexArray, IndexArray]:
    most = max(int(each.max(initial=0)) for each in (tails, heads, extra))
    dense = most <= _DENSE * (2 * len(tails) + len(extra) + 1)
    if dense:
        used = np.zeros(most + 1, dtype=bool)
        for each in (tails, heads, extra):
            used[each] = True
        numbers = np.flatnonzero(used)
    else:
        numbers = np.unique(np.concatenate([tails, heads, extra]))
    by_text = numbers_by_text(numbers)
    if dense:
        position = np.zeros(most + 1, dtype=np.uint32)
        position[by_text] = np.arange(len(by_text), dtype=np.uint32)
        return NumberNames(by_text), position[tails], position[heads]
    position = np.empty(len(numbers), dtype=np.uint32)
    position[np.searchsorted(numbers, by_text)] = np.arange(len(by_text), dtype=np.uint32)
    tail, head = (position[np.searchsorted(numbers, each)] for each in (tails, heads))
    return NumberNames(by_text), tail, head
