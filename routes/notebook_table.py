"""Small HTML tables of results, as a notebook shows them; every text is escaped."""

from __future__ import annotations

import html
import math
from decimal import Decimal
from typing import TYPE_CHECKING

from routes.fields import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import pandas as pd

SCALED = "_scaled"
"""Ending of the names of columns that hold amounts in units of 1/scale."""

MOST_ROWS = 50


def of_frame(caption: str, frame: pd.DataFrame, scale: int, amounts: Collection[str] = ()) -> str:
    """Return a table of a result, its amounts in whole units.

    Parameters
    ----------
    caption : str
        What the table shows.
    frame : pandas.DataFrame
        As of the result's `to_frame`. In a column of amounts a missing value is unbounded.
    scale : int
        Amounts are divided by it.
    amounts : collection of str
        Columns of amounts beside those whose names end in ``_scaled``.

    Returns
    -------
    str
        HTML without scripts or styles. Rows after the first 50 are counted, not shown.
    """
    columns = [str(name) for name in frame.columns]
    scaled = [name.endswith(SCALED) or name in amounts for name in columns]
    rows = [
        [
            units(cell, scale) if is_amount else _text(cell)
            for cell, is_amount in zip(row, scaled, strict=True)
        ]
        for row in frame.head(MOST_ROWS).itertuples(index=False)
    ]
    titles = [name.removesuffix(SCALED).replace("_", " ") for name in columns]
    return of_rows(caption, titles, rows, left_out=max(0, len(frame) - MOST_ROWS))


def of_rows(
    caption: str, columns: Iterable[str], rows: Iterable[Iterable[str]], left_out: int = 0
) -> str:
    """Return a table of texts below the names of its columns.

    Examples
    --------
    >>> of_rows("Legs", ["id"], [["A>B"]])
    '<table><caption>Legs</caption><tr><th>id</th></tr><tr><td>A&gt;B</td></tr></table>'
    """
    lines = [_line("th", columns), *(_line("td", row) for row in rows)]
    more = f"<p>{left_out} more rows; to_frame() has them all.</p>" if left_out else ""
    caption = html.escape(caption)
    return f"<table><caption>{caption}</caption>{''.join(lines)}</table>{more}"


def units(scaled: object, scale: int) -> str:
    """Return an amount with all its decimals; whatever is no number is unbounded.

    Examples
    --------
    >>> units(150, 1000), units(None, 1000), units("unbounded", 1000)
    ('0.15', 'unbounded', 'unbounded')
    """
    # In a table with unbounded values pandas makes NaN of None, and floats of the others.
    if not isinstance(scaled, int | float) or math.isnan(scaled):
        return UNBOUNDED
    text = f"{Decimal(int(scaled)) / scale:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def _line(tag: str, cells: Iterable[str]) -> str:
    inner = "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells)
    return f"<tr>{inner}</tr>"
