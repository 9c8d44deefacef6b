"""Days: the text of a date to the very day written, or a reason why not."""

from __future__ import annotations

import calendar
import contextlib
import datetime as dt
import re
from typing import TYPE_CHECKING

from seeds.faults import CellError

if TYPE_CHECKING:
    from seeds.schema import Field

FIRST_YEAR = 1000
"""A number from here on can only be the year, in whatever order a date is written."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_MONTH_OR_YEAR = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_OTHER_ORDER = re.compile(r"([0-9]{1,4})[./-]([0-9]{1,2})[./-]([0-9]{1,4})")


def day(_field: Field, text: str) -> dt.date:
    """Read a date; another order of day, month and year is never guessed at.

    Examples
    --------
    >>> from seeds import schema
    >>> day(schema.column("legs", "valid_from"), "2026-07-10")
    datetime.date(2026, 7, 10)
    """
    if _DAY.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise CellError(f"'{text}' is not a day of the calendar.") from None
    raise CellError(f"'{text}' is not a date. {_remedy(text)}")


def span(text: str | None) -> tuple[dt.date, dt.date] | None:
    """Give the first and the last day that a date of publication can mean.

    Parameters
    ----------
    text : str or None
        A day, a month or a year: ``2025-08-05``, ``2025-08`` or ``2025``.

    Returns
    -------
    (datetime.date, datetime.date) or None
        Twice the same day where the day is known; None where the text is blank or no date.

    Examples
    --------
    >>> span("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    parts = _DAY_MONTH_OR_YEAR.fullmatch(text or "")
    if parts is None:
        return None
    year, month, number = (int(part) if part else None for part in parts.groups())
    try:
        first = dt.date(year or 0, month or 1, number or 1)
    except ValueError:
        return None
    if number is not None:
        return first, first
    last_month = month or 12
    return first, dt.date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])


def _remedy(text: str) -> str:
    parts = _OTHER_ORDER.fullmatch(text)
    readings = sorted(_readings(*map(int, parts.groups()))) if parts else []
    if not readings:
        return "Write year, month and day, such as 2026-07-10."
    either = ", whichever is meant" if len(readings) > 1 else ""
    return f"Write {' or '.join(readings)}{either}."


def _readings(first: int, second: int, third: int) -> set[str]:
    """Spell the days that three numbers can mean with the year first or last."""
    orders = ((first, second, third), (third, second, first), (third, first, second))
    found = set()
    for year, month, number in orders:
        if year >= FIRST_YEAR:
            with contextlib.suppress(ValueError):
                found.add(dt.date(year, month, number).isoformat())
    return found
