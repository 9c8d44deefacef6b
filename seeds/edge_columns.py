"""Edge columns: which column of an edge table is which, by the names that people give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds import headers

if TYPE_CHECKING:
    from collections.abc import Iterable

REQUIRED = ("origin", "destination", "capacity")
COLUMNS = (
    *REQUIRED,
    *("id", "pressure", "mechanism", "layer", "valid_from", "valid_to"),
)
OTHER_NAMES = {
    **{word: column for word, column in headers.OTHER_NAMES.items() if column in COLUMNS},
    "enforcement_pressure": "pressure",
    "pressure_percent": "pressure",
}
"""What other tables call these columns."""


def chosen(header: Iterable[str]) -> dict[str, str]:
    """Give the header's name of each column that is used; the column's own name goes first."""
    found: dict[str, str] = {}
    for name in header:
        column = _column(name)
        if column and (column not in found or headers.plain(name) == column):
            found[column] = name
    return found


def _column(name: str) -> str:
    word = OTHER_NAMES.get(headers.plain(name), headers.plain(name))
    return word if word in COLUMNS else ""


def messages(header: list[str]) -> list[headers.Message]:
    """Say which columns are missing, and which two could be the same one."""
    used = chosen(header)
    found = []
    for column in REQUIRED:
        if column not in used:
            words = sorted(word for word, meant in OTHER_NAMES.items() if meant == column)
            message = f"is missing from the header. Name a column so, or {' or '.join(words)}."
            found.append((column, message))
    for name in dict.fromkeys(header):
        column = _column(name)
        if column and used[column] != name and headers.plain(used[column]) != column:
            message = f"may be the {column}, and so may '{used[column]}'. Rename one of them."
            found.append((name, message))
    return found
