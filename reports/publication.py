"""The publication: the results of a study in few small files, kept beside the data they tell of."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reports.results import Results

README = "README.md"
"""A file of the folder that publishing neither writes nor minds."""


@dataclass(frozen=True, order=True)
class Difference:
    """A file that is not as it would be published, and what is the matter with it."""

    file: str
    what: str


def files(results: Results) -> dict[str, bytes]:
    """Return every published file by its name, without writing any.

    Parameters
    ----------
    results : Results

    Returns
    -------
    dict of file name to content
        ``results.json``, ``legs.csv`` and ``summary.md``, the same bytes as a report's, and
        ``diagram.svg``. All are text of which a change of the data changes few lines. A report's
        own figures are left out: other versions of the library that draws them write others.
    """
    from reports import diagram_figure
    from reports.report_files import tables

    return {**tables(results), diagram_figure.NAME: diagram_figure.svg(results)}


def differences(folder: Path, expected: Mapping[str, bytes]) -> tuple[Difference, ...]:
    """Compare a folder, byte for byte, with what would be published there.

    Parameters
    ----------
    folder : pathlib.Path
        Only read. Hidden files and a ``README.md`` in it are not minded.
    expected : mapping of file name to content
        As of :func:`files`.

    Returns
    -------
    tuple of Difference
        In order of names; empty where all is as it would be published.

    Raises
    ------
    OSError
        A file is there and cannot be read.
    """
    found = [Difference(name, _difference(folder / name, expected[name])) for name in expected]
    held = {entry.name for entry in folder.iterdir()} if folder.is_dir() else set()
    strange = sorted(name for name in held - {README, *expected} if not name.startswith("."))
    found += [Difference(name, "is none of the published files; remove it") for name in strange]
    return tuple(sorted(difference for difference in found if difference.what))


def _difference(file: Path, expected: bytes) -> str:
    """Say what is the matter with a file; empty where nothing is."""
    if not os.path.lexists(file):
        return "is missing"
    # A pipe would be waited for without end, and a device never ends.
    if not file.is_file():
        return "is no file"
    with file.open("rb") as stream:
        held = stream.read(len(expected) + 1)
    if held == expected:
        return ""
    pairs = zip_longest(held.split(b"\n"), expected.split(b"\n"))
    first = next(number for number, (ours, theirs) in enumerate(pairs, 1) if ours != theirs)
    return f"differs, from line {first} on"
