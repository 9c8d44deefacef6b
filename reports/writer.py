"""The writer: the one place where files are written, each whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from typing import TYPE_CHECKING

import filelock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

LOCK = ".routerisk.lock"
LOCK_WAIT_SECONDS = 10
"""How long files wait for others of the same folder: one run may export several forms at once."""

PART_PREFIX = ".routerisk-part-"
RESULTS = "results.json"
TIMELINE = "timeline.json"
RECORDS = (RESULTS, TIMELINE)
"""Files by which a folder is known as ours."""

MAX_RECORD_BYTES = 256 * 1024 * 1024


class WriteError(OSError):
    """Output that could not be written; the message says what to do."""


def write_folder(folder: Path, files: Mapping[str, bytes], outdated: Iterable[str] = ()) -> None:
    """Write a set of files into a folder.

    Every file is first written beside its place and flushed to the disk; only then is each
    put into place by one rename. A reader sees an old or a new file, never a torn one.
    Leftovers of an earlier run that was killed are swept away.

    Parameters
    ----------
    folder : pathlib.Path
        Made where it is missing. A folder that holds one of the names but no results of ours
        is left alone.
    files : mapping of file name to content
    outdated : iterable of str
        Names of files of an earlier run that this one does not make; they are removed.

    Raises
    ------
    WriteError
        Where another run writes to the folder, where it holds somebody else's files, or
        where the disk refuses; what was there before is then still there.
    """
    with _opened(folder):
        gone = sorted(set(outdated) - set(files))
        _require_ours(folder, [*files, *gone])
        _put(folder, files)
        for name in gone:
            (folder / name).unlink(missing_ok=True)


def write_files(folder: Path, files: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write files beside whatever else a folder holds, each whole or not at all.

    Parameters
    ----------
    folder : pathlib.Path
        Made where it is missing.
    files : mapping of file name to content
    force : bool
        Replace files that are there already; without it they are left alone and nothing is
        written.

    Raises
    ------
    WriteError
        Where a file is there already, another run keeps writing to the folder, or the disk
        refuses; what was there before is then still there.
    """
    with _opened(folder, LOCK_WAIT_SECONDS):
        taken = sorted(name for name in files if os.path.lexists(folder / name))
        if taken and not force:
            raise WriteError(f"{folder / taken[0]}: is there already; add --force to replace it")
        _require_no_folder(folder, taken)
        _put(folder, files)


def remove_oldest(folder: Path, pattern: str, kept: int) -> None:
    """Remove the files of a folder that were written first, until so many are left.

    Parameters
    ----------
    folder : pathlib.Path
    pattern : str
        Which files are meant, such as ``*.json``.
    kept : int

    Raises
    ------
    WriteError
        Where the disk refuses.
    """
    with _naming(folder):
        held = sorted((file.stat().st_mtime_ns, file.name) for file in folder.glob(pattern))
        for _, name in held[: max(len(held) - kept, 0)]:
            (folder / name).unlink(missing_ok=True)


@contextlib.contextmanager
def _opened(folder: Path, wait_seconds: float = 0) -> Iterator[None]:
    """Make a folder, hold its lock, and sweep away what a run that was killed left there."""
    with _naming(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with _lock(folder, wait_seconds):
            _sweep(folder)
            yield


@contextlib.contextmanager
def _naming(folder: Path) -> Iterator[None]:
    """Name the folder where the disk refuses."""
    try:
        yield
    except WriteError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteError(f"{folder}: cannot be written: {reason}") from error


def append(file: Path, content: bytes) -> None:
    """Append to a file that belongs to another program, and flush it to the disk.

    Parameters
    ----------
    file : pathlib.Path
    content : bytes

    Raises
    ------
    WriteError
        Where the disk refuses; a part of the content may then be there.
    """
    try:
        with file.open("ab") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteError(f"{file}: cannot be written: {reason}") from error


def require_new(folder: Path) -> None:
    """Require that a folder is missing or empty.

    Raises
    ------
    WriteError
        Where something lies there already.
    """
    if folder.is_dir():
        held = sorted(entry.name for entry in folder.iterdir() if not _is_leftover(entry.name))
        if held:
            message = f"{folder}: is not empty (it holds '{held[0]}'); choose a new folder"
            raise WriteError(message)
    elif os.path.lexists(folder):
        raise WriteError(f"{folder}: is a file; choose a new folder")


def _is_leftover(name: str) -> bool:
    """Tell whether a run that was killed may have left this; the next run sweeps it away."""
    return name == LOCK or name.startswith(PART_PREFIX)


def write_new_folder(
    folder: Path, files: Mapping[str, bytes], check: Callable[[Path], object]
) -> None:
    """Write a set of files into a folder that is missing or empty: all of them or none.

    They are first written into a folder beside it, or inside where it exists, and checked there.
    A missing folder then comes by one rename. Into an empty one each part is moved, and moved
    back where anything goes wrong. What a run that was killed left there is swept away.

    Parameters
    ----------
    folder : pathlib.Path
    files : mapping of name to content
        A name may hold ``/`` for folders.
    check : callable
        Takes the folder with the files; what it raises is raised, and nothing stays.

    Raises
    ------
    WriteError
        Where something lies in the folder already, or where the disk refuses.
    """
    require_new(folder)
    home = folder if folder.is_dir() else folder.parent
    with _naming(folder):
        home.mkdir(parents=True, exist_ok=True)
        with _lock(home, LOCK_WAIT_SECONDS):
            _sweep(home)
            part = home / f"{PART_PREFIX}{os.getpid()}"
            part.mkdir()
            try:
                _fill(part, files)
                check(part)
                if home == folder:
                    _move_in(part, folder)
                else:
                    part.replace(folder)
                _flush_folder(home)
            finally:
                shutil.rmtree(part, ignore_errors=True)


@contextlib.contextmanager
def _lock(folder: Path, wait_seconds: float) -> Iterator[None]:
    lock = filelock.FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=wait_seconds)
    except filelock.Timeout:
        message = f"{folder}: another run is writing here; wait for it or choose another folder"
        raise WriteError(message) from None
    try:
        yield
    finally:
        # Removed while it is held: after the release the file may be another run's lock already.
        # Where a held file cannot be removed, releasing it does so.
        with contextlib.suppress(OSError):
            (folder / LOCK).unlink()
        lock.release()


def _sweep(folder: Path) -> None:
    for leftover in sorted(folder.glob(f"{PART_PREFIX}*")):
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()


def _require_ours(folder: Path, names: Iterable[str]) -> None:
    taken = sorted(name for name in names if os.path.lexists(folder / name))
    if taken and not _holds_our_results(folder):
        raise WriteError(
            f"{folder}: holds a file '{taken[0]}' that routerisk did not write; "
            "choose another folder or move that file away"
        )
    _require_no_folder(folder, taken)


def _require_no_folder(folder: Path, taken: Iterable[str]) -> None:
    """Require that what is to be replaced are no folders, before anything is."""
    places = {name: folder / name for name in taken}
    folders = [name for name in places if places[name].is_dir() and not places[name].is_symlink()]
    if folders:
        raise WriteError(
            f"{folder}: holds a folder '{folders[0]}' where a file is to be written; move it away"
        )


def _holds_our_results(folder: Path) -> bool:
    return any(_is_ours(folder / name) for name in RECORDS)


def _is_ours(record: Path) -> bool:
    try:
        # A pipe would be waited for without end, and a device never ends.
        if not record.is_file() or record.stat().st_size > MAX_RECORD_BYTES:
            return False
        results = json.loads(record.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(results, dict) and str(results.get("schema", "")).startswith("routerisk/")


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for name in sorted(files):
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        _write_part(place, files[name])


def _move_in(part: Path, folder: Path) -> None:
    """Move everything from a part folder into the folder around it, or nothing."""
    moved: list[str] = []
    try:
        for entry in sorted(part.iterdir()):
            entry.replace(folder / entry.name)
            moved.append(entry.name)
    except BaseException:
        for name in moved:
            (folder / name).replace(part / name)
        raise


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    parts = {name: folder / f"{PART_PREFIX}{os.getpid()}-{name}" for name in sorted(files)}
    try:
        for name, part in parts.items():
            _write_part(part, files[name])
        # The record goes first: it says that the folder is ours, so a run that is killed between
        # two files can be done again.
        for name in sorted(parts, key=lambda name: (name not in RECORDS, name)):
            parts[name].replace(folder / name)
        _flush_folder(folder)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _write_part(part: Path, content: bytes) -> None:
    with part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
