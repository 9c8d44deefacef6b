"""A study's fingerprint: the digest of every file that it is read from, known before it is read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds import csv_text, package_file, scenario_folder, schema, study_files

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable


@dataclass(frozen=True)
class Fingerprint:
    """What tells one study from another.

    Attributes
    ----------
    name : str
        Of the folder.
    sha256 : mapping of file name to hexadecimal digest
        Sorted by name.
    """

    name: str
    sha256: Mapping[str, str]


def fingerprint(folder: str | os.PathLike[str] | Traversable | None = None) -> Fingerprint:
    """Take a study's fingerprint.

    Parameters
    ----------
    folder : path or Traversable, optional
        As for `seeds.load`.

    Returns
    -------
    Fingerprint
        Of a study that can be read, name and digests are those that the read study has. What the
        files say is not considered: a folder that cannot be read as a study has a fingerprint too,
        which is that of no study. A table that is none of a study's counts for that.

    Raises
    ------
    DataError
        A file is too large or is none.
    OSError
        The folder is missing or a file cannot be read.

    Examples
    --------
    >>> from seeds import load
    >>> taken, study = fingerprint(), load()
    >>> (taken.name, taken.sha256) == (study.name, study.sha256)
    True
    """
    source = study_files.source(folder)
    limits = {table.file: csv_text.MAX_BYTES for table in schema.tables()}
    limits[package_file.FILE] = package_file.MAX_BYTES
    strays = [
        entry.name for entry in source.iterdir() if entry.name.casefold().endswith(csv_text.ENDING)
    ]
    contents = {
        name: study_files.content(source, name, limits.get(name, csv_text.MAX_BYTES))
        for name in {*limits, *strays}
        if study_files.exists(source, name)
    }
    for name, content in scenario_folder.packaged(source).items():
        contents[f"{scenario_folder.FOLDER}/{name}.toml"] = content
    digests = {name: hashlib.sha256(contents[name]).hexdigest() for name in sorted(contents)}
    return Fingerprint(source.name, digests)
