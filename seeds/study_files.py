"""Files of a study: their bytes, from inside its folder, and never more than a limit."""

from __future__ import annotations

import importlib.resources
import os
from pathlib import Path
from typing import TYPE_CHECKING

from seeds import schema
from seeds.faults import DataError, Fault, printable

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_KIB = 1024
_MIB = 1024 * _KIB


def source(folder: str | os.PathLike[str] | Traversable | None) -> Traversable:
    """Give the folder that is meant.

    Parameters
    ----------
    folder : path or Traversable, or None
        None for the packaged default study.

    Returns
    -------
    Traversable
        Links in a path are followed, so that its name is the folder's own.

    Raises
    ------
    OSError
        A path leads to nothing, or to a file.
    """
    if folder is None:
        return importlib.resources.files("seeds") / schema.DEFAULT_STUDY
    if not isinstance(folder, (str, os.PathLike)):
        return folder
    path, named = Path(os.path.realpath(folder)), printable(str(folder))
    if not path.exists():
        raise FileNotFoundError(f"{named}: there is no such folder")
    if not path.is_dir():
        raise NotADirectoryError(f"{named}: is not a folder; name the folder that holds legs.csv")
    return path


def exists(folder: Traversable, name: str) -> bool:
    """Tell whether a folder has anything of that name, be it a link that leads nowhere."""
    place = folder / name
    if isinstance(place, Path):
        return os.path.lexists(place)
    return place.is_file() or place.is_dir()


def content(folder: Traversable, name: str, max_bytes: int) -> bytes:
    """Read a file of a study.

    Parameters
    ----------
    folder : Traversable
        The study folder.
    name : str
        The file's place below the folder, with ``/`` between its parts.
    max_bytes : int
        A larger file is refused by its size, before it is read.

    Returns
    -------
    bytes

    Raises
    ------
    DataError
        It is too large, no file but a folder, a device or a pipe, or a link that leads out of
        the study: a study from elsewhere must not make a report out of other files.
    OSError
        It cannot be read at all.
    """
    file = folder / name
    if isinstance(file, Path):
        root = Path(os.fspath(folder)) if isinstance(folder, Path) else file.parent
        # Not Path.resolve, which fails on a link to itself otherwise than as the system does.
        if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root)):
            remedy = "is a link that leads out of the study. Put the file itself there."
            raise DataError([Fault(name, 0, "", remedy)])
    return bounded(file, name, max_bytes)


def bounded(file: Traversable, name: str, max_bytes: int) -> bytes:
    """Read a file wherever it lies; raises as :func:`content`, and `name` is for the fault."""
    size = file.stat().st_size if isinstance(file, Path) else 0
    if not file.is_file():
        message = "is no file but a folder, a device or a pipe. Put a file there."
        raise DataError([Fault(name, 0, "", message)])
    if size <= max_bytes:
        with file.open("rb") as stream:
            data = stream.read(max_bytes + 1)
        if len(data) <= max_bytes:
            return data
    limit = f"{max_bytes // _MIB} MiB" if max_bytes >= _MIB else f"{max_bytes // _KIB} KiB"
    raise DataError([Fault(name, 0, "", f"is larger than the limit of {limit}. Split it.")])
