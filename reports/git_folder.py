"""A study folder as it stands at a revision of a git repository, read without touching the disk."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from seeds import package_file, scenario_folder

if TYPE_CHECKING:
    from seeds.memory_folder import MemoryFolder

PREFIX = "git:"
FORMS = "git:REV or git:REV:PATH"
_PLAIN_FILE = "100"
"""With this the mode of a plain file begins; links and submodules are passed over."""

_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE"})
"""Git gives these to its hooks; they would lead it to another repository than the folder's."""


@dataclass(frozen=True)
class Revision:
    """A revision and, where one is named, a folder of it.

    Attributes
    ----------
    rev : str
    path : str or None
        From the top of the repository, with slashes; empty for the top itself.
    """

    rev: str
    path: str | None


def revision(word: str) -> Revision | None:
    """Read what a command names; None where it names no revision.

    Raises
    ------
    click.UsageError
        It begins as a revision does and is none.

    Examples
    --------
    >>> revision("git:HEAD~1:data/my-study/")
    Revision(rev='HEAD~1', path='data/my-study')
    """
    if not word.startswith(PREFIX):
        return None
    if not word.isprintable():
        raise click.UsageError(f"{word!r} cannot name a revision; write {FORMS}")
    rev, colon, path = word.removeprefix(PREFIX).partition(":")
    # What begins with a hyphen would be an option to git.
    if not rev or rev.startswith("-"):
        raise click.UsageError(f"'{word}' names no revision; write {FORMS}")
    folder = PurePosixPath(path)
    if folder.is_absolute() or ".." in folder.parts:
        raise click.UsageError(f"'{word}': name the folder from the top of the repository")
    return Revision(rev, "/".join(folder.parts) if colon else None)


def top(near: Path) -> Path:
    """Give the top folder of the repository in which a file or folder lies, or would lie.

    Raises
    ------
    click.UsageError
        It lies in none.
    """
    place = near.absolute()
    folder = next(above for above in (place, *place.parents) if above.is_dir())
    found = _git(folder, "rev-parse", "--show-toplevel")
    if found is None:
        raise click.UsageError(f"{near}: is not in a git repository, so no revision can be read")
    return Path(os.fsdecode(found.removesuffix(b"\n")))


def within(folder: Path, repository: Path) -> str:
    """Give the path of a folder from the top of its repository."""
    return folder.resolve().relative_to(repository.resolve()).as_posix()


def read(repository: Path, rev: str, path: str) -> MemoryFolder:
    """Read the files of a study at a revision.

    Parameters
    ----------
    repository : pathlib.Path
        Top of the repository.
    rev : str
        Anything that git takes for a commit.
    path : str
        Folder of the study, from the top.

    Returns
    -------
    MemoryFolder
        The tables, datapackage.json and scenarios, as they were committed: no filter, text
        conversion or other program that the repository may name is run.

    Raises
    ------
    click.UsageError
        There is no such revision, or it has no such folder.
    """
    from seeds.memory_folder import MemoryFolder

    commit = _git(
        repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}"
    )
    if commit is None:
        raise click.UsageError(f"'{rev}' is no revision of {repository.name}")
    tree = f"{commit.decode().strip()}:{'' if path == '.' else path}"
    listed = _git(repository, "ls-tree", "-r", "-z", "--full-tree", tree)
    if listed is None:
        message = f"revision '{rev}' has no folder '{path}'; name it as in git:{rev}:PATH"
        raise click.UsageError(message)
    files = {}
    for entry in filter(None, listed.split(b"\0")):
        description, _, name = entry.decode("utf-8", "surrogateescape").partition("\t")
        mode, _, blob = description.split()
        if mode.startswith(_PLAIN_FILE) and _belongs(name):
            files[name] = _git(repository, "cat-file", "blob", blob) or b""
    return MemoryFolder(PurePosixPath(path).name or repository.name, files)


def _belongs(name: str) -> bool:
    """Tell whether the reader of studies looks at a file."""
    folder, _, last = name.rpartition("/")
    if folder == scenario_folder.FOLDER:
        return last.endswith(".toml")
    return not folder and (last == package_file.FILE or last.casefold().endswith(".csv"))


def _git(folder: Path, *words: str) -> bytes | None:
    """Run git and return what it says; None where it fails."""
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    try:
        done = subprocess.run(  # noqa: S603  # a list of words, the first of them fixed
            ["git", "-C", str(folder), *words],  # noqa: S607  # the git that the user's shell finds
            env=environment,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise FileNotFoundError("git is not installed, so no revision can be read") from None
    return None if done.returncode else done.stdout
