"""The result cache: what was computed for the same content before, so that it need not be again."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports import json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FOLDER_VARIABLE = "ROUTERISK_CACHE"
"""Environment variable that names the folder; empty for no cache at all."""

_ENDING = ".kept"


def folder() -> Path | None:
    """Give the folder of the cache, or None where there is to be none.

    Returns
    -------
    pathlib.Path or None
        What `ROUTERISK_CACHE` names; without it the user's folder for caches.
    """
    named = os.environ.get(FOLDER_VARIABLE)
    if named is not None:
        return Path(named) if named.strip() else None
    import platformdirs

    return Path(platformdirs.user_cache_path("routerisk", appauthor=False))


@dataclass(frozen=True)
class Shelf:
    """Results of one kind.

    Attributes
    ----------
    name : str
        Their files' names begin with it.
    program : callable
        Names what computes them, beside what each depends on itself.
    most_entries : int
        So many are kept; beyond, those that were written first go.
    """

    name: str
    program: Callable[[], Mapping[str, str]]
    most_entries: int

    def find(self, content: Mapping[str, Any]) -> Any:  # noqa: ANN401  # any JSON value
        """Give what was kept for a content, or None.

        Parameters
        ----------
        content : mapping
            Everything that the result depends on beside the program, as plain data.

        Returns
        -------
        any JSON value
            None where nothing was kept, or what is there cannot be read or is not what was
            written.
        """
        place = folder()
        return None if place is None else _read(place / self._file(content))

    def keep(self, content: Mapping[str, Any], result: Any) -> None:  # noqa: ANN401  # any JSON value
        """Keep a result, which is no None; a folder that cannot be written is done without."""
        place = folder()
        if place is None:
            return
        from reports import writer

        told = json.dumps(result, sort_keys=True, allow_nan=False).encode()
        entry = _digest(told).encode() + b"\n" + told
        try:
            writer.write_files(place, {self._file(content): entry}, force=True)
            writer.remove_oldest(place, f"{self.name}-*{_ENDING}", self.most_entries)
        except OSError:
            # A cache is a convenience: without it everything is only slower.
            return

    def recalled(self, content: Mapping[str, Any], compute: Callable[[], Any]) -> Any:  # noqa: ANN401  # any JSON value
        """Give what was kept for a content, or compute it and keep it.

        Parameters
        ----------
        content : mapping
            As for `find`.
        compute : callable
            Gives the result as plain data.

        Returns
        -------
        any JSON value
            The same whether it was kept or computed.
        """
        kept = self.find(content)
        if kept is None:
            kept = json.loads(json.dumps(compute()))
            self.keep(content, kept)
        return kept

    def _file(self, content: Mapping[str, Any]) -> str:
        """Name the file of a content, by what it and the program are."""
        told = json_text.pretty({"content": content, "program": dict(self.program())})
        return f"{self.name}-{_digest(told.encode())}{_ENDING}"


def _read(file: Path) -> Any:  # noqa: ANN401  # any JSON value
    """Read an entry: the digest of all that follows its first line, which must be that."""
    try:
        digest, _, told = file.read_bytes().partition(b"\n")
        return json.loads(told) if digest == _digest(told).encode() else None
    except (OSError, ValueError, RecursionError):
        return None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
