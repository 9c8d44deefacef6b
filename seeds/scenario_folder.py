"""The folder in which a study's scenarios lie: their files, before anything is read from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds import study_files
from seeds.faults import DataError, Fault

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

FOLDER = "scenarios"
"""Its name."""

MAX_BYTES = 64 * 1024


def file_content(path: Path) -> bytes:
    """Return the bytes of a scenario's file; raises DataError where they are too many."""
    return study_files.bounded(path, path.name, MAX_BYTES)


def packaged(study_folder: Traversable) -> dict[str, bytes]:
    """Return the scenarios that lie beside a study's tables: name to content, sorted by name.

    Raises
    ------
    DataError
        With every file that cannot be a scenario, as :func:`seeds.study_files.content` tells.
    """
    if not study_files.exists(study_folder, FOLDER):
        return {}
    folder = study_folder / FOLDER
    if not folder.is_dir():
        raise DataError([Fault(FOLDER, 0, "", "is not a folder. Make it one, or rename it.")])
    faults: list[Fault] = []
    found = {}
    for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")):
        try:
            content = study_files.content(study_folder, f"{FOLDER}/{name}", MAX_BYTES)
        except DataError as error:
            faults += error.faults
        else:
            found[name.removesuffix(".toml")] = content
    if faults:
        raise DataError(faults)
    return found
