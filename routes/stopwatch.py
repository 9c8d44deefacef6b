"""A stopwatch that ends a search when its time is up, or after so many steps."""

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
    most_steps : int or None
        Pauses until time is up, the same on every machine; None: without end.
    """

    def __init__(self, limit_s: float | None = None, most_steps: int | None = None) -> None:
        self._end = None if limit_s is None else monotonic() + limit_s
        self._steps_left = most_steps

    @property
    def left_s(self) -> float | None:
        """Seconds that are left, from 0; None without a limit."""
        return None if self._end is None else max(self._end - monotonic(), 0.0)

    def pause(self) -> None:
        """Raise `TimeIsUpError` if time is up."""
        if self._end is not None and monotonic() >= self._end:
            raise TimeIsUpError
        if self._steps_left is not None:
            if self._steps_left <= 0:
                raise TimeIsUpError
            self._steps_left -= 1
