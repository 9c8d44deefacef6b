"""A stopwatch that ends a search when its time is up."""

from __future__ import annotations

from time import monotonic


class TimeIsUpError(Exception):
    """Raised to end a search; whoever began the search catches it."""


class Stopwatch:
    """Started when it is made.

    Parameters
    ----------
    limit_s : float or None
        Seconds until time is up; None: never.
    """

    def __init__(self, limit_s: float | None = None) -> None:
        self._end = None if limit_s is None else monotonic() + limit_s

    @property
    def left_s(self) -> float | None:
        """Seconds that are left, from 0; None without a limit."""
        return None if self._end is None else max(self._end - monotonic(), 0.0)

    def pause(self) -> None:
        """Raise `TimeIsUpError` if time is up."""
        if self._end is not None and monotonic() >= self._end:
            raise TimeIsUpError
