"""The result cache: what was computed for the same content before, so that it need not be again."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports import json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FOLDER_VARIABLE = "ROUTERISK_CACHE"
"""Environment variable that names the folder; empty for no cache at all."""

MOST_ENTRIES = 200
"""So many results are kept; beyond, those that were written first go."""

_PACKAGES = ("seeds", "routes", "reports")
_LIBRARIES = ("numpy", "scipy", "networkx", "pandas")
_ENDING = ".json"


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


def recalled(content: Mapping[str, Any], compute: Callable[[], Any]) -> Any:  # noqa: ANN401  # any JSON value
    """Give a result from the cache, or compute it and keep it there.

    Parameters
    ----------
    content : mapping
        Everything that the result depends on beside this program and its libraries, as plain data.
    compute : callable
        Gives the result as plain data.

    Returns
    -------
    any JSON value
        The same whether it was kept or computed. An entry that cannot be read, or is not what was
        written, is computed anew; a folder that cannot be written is done without.
    """
    place = folder()
    if place is None:
        return json.loads(json.dumps(compute()))
    name = _digest(json_text.pretty({"content": content, "program": _program()})) + _ENDING
    kept = _kept(place / name)
    if kept is not None:
        return kept["result"]
    result = json.loads(json.dumps(compute()))
    _keep(place, name, result)
    return result


def _kept(file: Path) -> dict[str, Any] | None:
    try:
        entry = json.loads(file.read_bytes())
        is_whole = entry["sha256"] == _digest(json_text.pretty(entry["result"]))
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return None
    return entry if is_whole else None


def _keep(place: Path, name: str, result: Any) -> None:  # noqa: ANN401  # any JSON value
    from reports import writer

    entry = {"sha256": _digest(json_text.pretty(result)), "result": result}
    try:
        writer.write_files(place, {name: json_text.pretty(entry).encode()}, force=True)
        writer.remove_oldest(place, f"*{_ENDING}", MOST_ENTRIES)
    except OSError:
        # A cache is a convenience: without it everything is only slower.
        return


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _program() -> dict[str, str]:
    """Name what computes: the text of the packages, and the versions of the libraries."""
    import importlib.metadata
    import importlib.resources

    told = {name: importlib.metadata.version(name) for name in _LIBRARIES}
    for package in _PACKAGES:
        digest = hashlib.sha256()
        files = [
            file
            for file in importlib.resources.files(package).iterdir()
            if file.name.endswith(".py")
        ]
        for file in sorted(files, key=lambda file: file.name):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
        told[package] = digest.hexdigest()
    return told
