"""Headers: the first line of a table, judged against the columns that it may have."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from seeds.faults import suggestion

if TYPE_CHECKING:
    from seeds.schema import TableSchema

NOTE_PREFIX = "x_"
"""Columns whose names begin so are the user's own and are passed over."""

OTHER_NAMES = {
    "begin": "valid_from",
    "cap": "capacity",
    "dest": "destination",
    "edge": "id",
    "edge_id": "id",
    "end_date": "valid_to",
    "exporter": "origin",
    "from": "origin",
    "from_date": "valid_from",
    "importer": "destination",
    "latitude": "lat",
    "leg": "id",
    "leg_id": "id",
    "lng": "lon",
    "long": "lon",
    "longitude": "lon",
    "mode": "mechanism",
    "since": "valid_from",
    "source": "origin",
    "src": "origin",
    "start_date": "valid_from",
    "target": "destination",
    "to": "destination",
    "to_date": "valid_to",
    "until": "valid_to",
    "weight": "capacity",
}
"""What other tables often call a column, spelled as :func:`plain` gives it."""

_SEPARATORS = {";": "';'", "\t": "tabs", "|": "'|'"}
_REMEDY = {
    ";": "Save it with commas between the columns and points in the numbers.",
    "\t": "Save it with commas.",
    "|": "Save it with commas.",
}

Message = tuple[str, str]
"""A column, empty where the whole line is meant, and what is wrong with it."""


def plain(name: str) -> str:
    """Spell a column's name in small letters, without a unit in brackets, words joined by ``_``.

    Examples
    --------
    >>> plain("From Date"), plain("Capacity (units)")
    ('from_date', 'capacity')
    """
    without_unit = re.sub(r"[(\[].*", "", name.casefold())
    return re.sub(r"[^0-9a-z]+", "_", without_unit).strip("_")


def separator_messages(header: list[str]) -> list[Message]:
    """Say that a header is not separated by commas, where that is so."""
    if len(header) > 1:
        return []
    return [
        ("", f"separates its columns by {told}. {_REMEDY[sign]}")
        for sign, told in _SEPARATORS.items()
        if sign in header[0]
    ][:1]


def shape_messages(header: list[str]) -> list[Message]:
    """Say which columns of a header stand twice or have no name, whatever the table."""
    counted = Counter(header)
    doubles = sorted(name for name, count in counted.items() if name and count > 1)
    messages = [(name, "stands twice in the header. Remove one.") for name in doubles]
    nameless = [str(place) for place, name in enumerate(header, 1) if not name]
    if nameless:
        noun = "column" if len(nameless) == 1 else "columns"
        message = f"has no name for {noun} {', '.join(nameless)}. Name or delete what is there."
        messages.append(("", message))
    return messages


def column_messages(schema: TableSchema, header: list[str]) -> list[Message]:
    """Say which columns of a table are missing and which are unknown.

    A missing column that stands there under another name is told once, at that name.
    """
    missing = [field.name for field in schema.fields if field.required and field.name not in header]
    strays = [
        name
        for name in dict.fromkeys(header)
        if name and name not in schema.columns and not name.startswith(NOTE_PREFIX)
    ]
    meant = {name: _usual(schema, name) for name in strays}
    found = set(meant.values())
    messages = [
        (name, "is missing from the header. Add this column.")
        for name in missing
        if name not in found
    ]
    return messages + [(name, _stray(schema, word)) for name, word in meant.items()]


def _usual(schema: TableSchema, name: str) -> str:
    """Give the column's own name for a name spelled otherwise, else the name as it is."""
    word = OTHER_NAMES.get(plain(name), plain(name))
    return word if word in schema.columns else name


def _stray(schema: TableSchema, name: str) -> str:
    meant = suggestion(name, schema.columns)
    remedy = f" Remove it, or begin its name with {NOTE_PREFIX} to keep it as your own note."
    return f"is not a column of this table.{meant or remedy}"
