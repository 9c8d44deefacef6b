"""Rows of a table as mappings, in the order of their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def rows_by_id(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a table, sorted by id.

    Parameters
    ----------
    table : pandas.DataFrame
        A table with a column `id`.

    Returns
    -------
    list of dict
        One mapping from column to cell for each row.
    """
    names = [str(column) for column in table.columns]
    cells = zip(*(table[name].tolist() for name in names), strict=True)
    rows = [dict(zip(names, row, strict=True)) for row in cells]
    return sorted(rows, key=lambda row: str(row["id"]))
