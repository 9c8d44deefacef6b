"""A folder in memory, which the reader walks as it walks one on the disk."""

from __future__ import annotations

import io
from importlib.resources.abc import Traversable
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike


class MemoryFolder(Traversable):
    """A folder, or a file or folder inside it.

    Parameters
    ----------
    name : str
        Name of the folder, which names the study.
    files : mapping of str to bytes
        Every file by its path in the folder, in which a slash parts folder and file.
    path : str
        Which place inside; empty for the folder itself.

    Examples
    --------
    >>> folder = MemoryFolder("mine", {"a.csv": b"id", "scenarios/x.toml": b""})
    >>> [entry.name for entry in folder.iterdir()], (folder / "a.csv").read_bytes()
    (['a.csv', 'scenarios'], b'id')
    """

    def __init__(self, name: str, files: Mapping[str, bytes], path: str = "") -> None:
        self._name = name
        self._files = files
        self._path = path

    @property
    def name(self) -> str:
        """Name without the folders above."""
        return self._path.rpartition("/")[2] or self._name

    def is_file(self) -> bool:
        """Tell whether it is a file."""
        return self._path in self._files

    def is_dir(self) -> bool:
        """Tell whether it is a folder with anything in it."""
        return bool(self._inside())

    def iterdir(self) -> Iterator[Traversable]:
        """Yield what lies in it, by name."""
        for name in sorted({path.partition("/")[0] for path in self._inside()}):
            yield self.joinpath(name)

    def joinpath(self, *descendants: str | PathLike[str]) -> MemoryFolder:
        """Give a place inside."""
        parts = [self._path, *map(str, descendants)]
        return MemoryFolder(self._name, self._files, "/".join(part for part in parts if part))

    def read_bytes(self) -> bytes:
        """Give the content of a file."""
        if not self.is_file():
            raise FileNotFoundError(f"{self._path}: there is no such file")
        return self._files[self._path]

    def read_text(self, encoding: str | None = None) -> str:
        """Give the content of a file as text; UTF-8 unless said otherwise."""
        return self.read_bytes().decode(encoding or "utf-8")

    def open(self, mode: str = "r", *_args: Any, **_kwargs: Any) -> IO[Any]:  # noqa: ANN401  # as the protocol has it
        """Open a file for reading."""
        return io.BytesIO(self.read_bytes()) if "b" in mode else io.StringIO(self.read_text())

    def _inside(self) -> list[str]:
        start = f"{self._path}/" if self._path else ""
        return [path.removeprefix(start) for path in self._files if path.startswith(start)]
