"""Meanwhile: one computation beside the others, which does not keep a program from ending."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Found = TypeVar("Found")


class Meanwhile(Generic[Found]):
    """A computation in a thread of its own.

    It gains time where it leaves Python to others for long, as a solver does. Who interrupts the
    program does not wait for it.

    Parameters
    ----------
    compute : callable
        Called at once, without arguments.

    Examples
    --------
    >>> Meanwhile(lambda: 6 * 7).result()
    42
    """

    def __init__(self, compute: Callable[[], Found]) -> None:
        self._compute = compute
        self._found: list[Found] = []
        self._error: BaseException | None = None
        # A thread of an executor would be waited for at the end, however long it takes.
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._found.append(self._compute())
        except BaseException as error:  # noqa: BLE001  # raised again where the result is wanted
            self._error = error

    def result(self) -> Found:
        """Wait for what was found; raises what the computation raised."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._found[0]
