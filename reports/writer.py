"""The writer: the one place where files are written, each whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING

import filelock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

LOCK = ".routerisk.lock"
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
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _lock(folder):
            _sweep(folder)
            gone = sorted(set(outdated) - set(files))
            _require_ours(folder, [*files, *gone])
            _put(folder, files)
            for name in gone:
                (folder / name).unlink(missing_ok=True)
    except WriteError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteError(f"{folder}: cannot be written: {reason}") from error


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    lock = filelock.FileLock(folder / LOCK)
    try:
        lock.acquire(blocking=False)
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
        leftover.unlink()


def _require_ours(folder: Path, names: Iterable[str]) -> None:
    taken = sorted(name for name in names if os.path.lexists(folder / name))
    if taken and not _holds_our_results(folder):
        raise WriteError(
            f"{folder}: holds a file '{taken[0]}' that routerisk did not write; "
            "choose another folder or move that file away"
        )
    places = {name: folder / name for name in taken}
    folders = [name for name in taken if places[name].is_dir() and not places[name].is_symlink()]
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
