"""Edge rules: what rows of an edge table must obey, and how the name of a place makes its id."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from seeds.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from seeds.csv_text import TextRow

LONGEST_ID = 64

_ENDS = ("origin", "destination")
_DAYS = ("valid_from", "valid_to")
_Breach = tuple[int, str, str]
"""Line, column and message."""


def place_id(name: str) -> str:
    """Make the id of a jurisdiction from its name; empty where no letter or digit is left.

    Examples
    --------
    >>> place_id("MY"), place_id("Côte d'Ivoire"), place_id("US (mainland)")
    ('MY', 'Cote_d_Ivoire', 'US_mainland')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.-]+", "_", plain).strip("_.-")[:LONGEST_ID]


def faults(
    file: str, rows: list[TextRow], columns: dict[str, str], spoilt: Collection[int]
) -> list[Fault]:
    """Gather what is wrong with rows whose cells may each be right.

    Parameters
    ----------
    file : str
        Name of the table, for the faults.
    rows : list of TextRow
    columns : dict of str to str
        The header's name of each column that is used.
    spoilt : collection of int
        Lines with a cell that could not be read; their days are not compared.

    Returns
    -------
    list of Fault
        Unsorted.
    """
    if not set(_ENDS) <= set(columns):
        return []
    found = [*_ends_alike(rows, columns), *_spelled_twice(rows, columns)]
    dated = [row for row in rows if row.line not in spoilt]
    found += [*_days_swapped(dated, columns), *_ids_twice(rows, columns)]
    return [Fault(file, line, column, message) for line, column, message in found]


def _ends_alike(rows: list[TextRow], columns: dict[str, str]) -> Iterator[_Breach]:
    for row in rows:
        origin, destination = (row.cells[columns[end]] for end in _ENDS)
        if origin and origin == destination:
            message = f"'{origin}' is also the origin. A leg leads to another jurisdiction."
            yield row.line, columns["destination"], message


def _spelled_twice(rows: list[TextRow], columns: dict[str, str]) -> Iterator[_Breach]:
    """Find names that would make one id, or differ in capital letters alone."""
    spelled: dict[str, tuple[str, int]] = {}
    for row in rows:
        for name, column in ((row.cells[columns[end]], columns[end]) for end in _ENDS):
            word = place_id(name).casefold()
            first, line = spelled.setdefault(word, (name, row.line)) if word else (name, 0)
            if name != first:
                message = f"'{name}' is spelled '{first}' in row {line}. Spell it in one way."
                yield row.line, column, message


def _days_swapped(rows: list[TextRow], columns: dict[str, str]) -> Iterator[_Breach]:
    if not set(_DAYS) <= set(columns):
        return
    for row in rows:
        first, last = (row.cells[columns[day]] for day in _DAYS)
        if first and last and last < first:
            message = f"{last} is before {columns['valid_from']} {first}. Swap them."
            yield row.line, columns["valid_to"], message


def _ids_twice(rows: list[TextRow], columns: dict[str, str]) -> Iterator[_Breach]:
    if "id" not in columns:
        return
    named: dict[str, int] = {}
    for row in rows:
        given = row.cells[columns["id"]]
        if given and named.setdefault(given, row.line) != row.line:
            message = f"'{given}' stands already in row {named[given]}. Give each row its own id."
            yield row.line, columns["id"], message
