"""Days on which a graph holds, from the ways in which people write them."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from routes.errors import GraphError

_DAY_OR_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")


def day_of(as_of: dt.date | str) -> dt.date:
    """Turn a day or a month into a day.

    Parameters
    ----------
    as_of : datetime.date or str
        A date, ``"YYYY-MM-DD"``, or ``"YYYY-MM"``, which means the last day of that month.

    Returns
    -------
    datetime.date
        The day.

    Raises
    ------
    GraphError
        The text is neither a day nor a month.

    Examples
    --------
    >>> day_of("2024-02")
    datetime.date(2024, 2, 29)
    """
    if isinstance(as_of, dt.datetime):
        return as_of.date()
    if isinstance(as_of, dt.date):
        return as_of
    message = f"as_of {as_of!r} is not a date; write YYYY-MM-DD, or YYYY-MM for a month's end"
    # The calendar's own reader knows more spellings, such as 20240229, than a reader would expect.
    if not _DAY_OR_MONTH.fullmatch(as_of):
        raise GraphError(message)
    try:
        if len(as_of) == len("YYYY-MM"):
            first = dt.date.fromisoformat(f"{as_of}-01")
            return first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return dt.date.fromisoformat(as_of)
    except ValueError as error:
        raise GraphError(message) from error


def in_force(valid_from: dt.date | None, valid_to: dt.date | None, day: dt.date) -> bool:
    """Tell whether something dated holds on a day.

    Parameters
    ----------
    valid_from, valid_to : datetime.date or None
        First and last day, both included; None leaves that end open.
    day : datetime.date
        The day in question.

    Returns
    -------
    bool
        True from the first to the last day.
    """
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)
