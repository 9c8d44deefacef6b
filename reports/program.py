"""The program: what a result depends on beside its inputs, named by digests and versions."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from importlib.resources.abc import Traversable

_PACKAGES = ("seeds", "routes", "reports")
_LIBRARIES = ("networkx", "numpy", "pandas", "scipy")
_FOLDERS = {
    "geodata": ".py",
    "geodata/outlines": "json",
    "reports/assets": "",
    "seeds/ai_gpu_diversion": ".json",
}
"""What a report is made with, beside what computes: the last holds the schema of every study."""

_MAKING = (
    "branca",
    "contourpy",
    "django-js-lib-leaflet",
    "folium",
    "fonttools",
    "jinja2",
    "kiwisolver",
    "markupsafe",
    "matplotlib",
    "pillow",
    "routerisk",
    "shapely",
)
_INSTALLED = re.compile(r"([^-]+)-(.+?)(?:-py[0-9.]+)?\.(?:dist|egg)-info")


@cache
def computing() -> dict[str, str]:
    """Name what computes: the text of the packages, and the versions of Python and libraries."""
    told = {"python": platform.python_version(), **_versions(_LIBRARIES)}
    return told | {name: _digest(name, ".py") for name in _PACKAGES}


@cache
def making() -> dict[str, str]:
    """Name what makes the files of a report, beside what computes."""
    return _versions(_MAKING) | {name: _digest(name, ending) for name, ending in _FOLDERS.items()}


def _digest(folder: str, ending: str) -> str:
    """Give the digest of the files in a folder of a package, with their names."""
    package, *within = folder.split("/")
    digest = hashlib.sha256()
    for name, file in sorted(_files(_place(package).joinpath(*within), ending)):
        digest.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _place(package: str) -> Traversable:
    """Give the folder of a package without importing it, as that may take a second."""
    spec = importlib.util.find_spec(package)
    for found in (spec and spec.submodule_search_locations) or ():
        if Path(found).is_dir():
            return Path(found)
    from importlib import resources

    return resources.files(package)


def _files(place: Traversable, ending: str) -> Iterator[tuple[str, Traversable]]:
    for file in place.iterdir():
        if file.name.endswith(ending) and file.is_file():
            yield file.name, file


def _versions(names: Collection[str]) -> dict[str, str]:
    """Give the versions of libraries."""
    told = _installed()
    found = {name: told[name] for name in names if name in told}
    for name in set(names) - set(found):
        import importlib.metadata

        found[name] = importlib.metadata.version(name)
    return found


@cache
def _installed() -> dict[str, str]:
    """Read libraries and versions off the names of the folders that tell what is installed.

    Reading what is in those folders takes longer than all else that a kept report takes.
    """
    found: dict[str, str] = {}
    for place in sys.path:
        there = Path(place or ".")
        for name in sorted(entry.name for entry in os.scandir(there)) if there.is_dir() else ():
            told = _INSTALLED.fullmatch(name) if name.endswith("-info") else None
            if told:
                # As in an import, the first on the path counts.
                found.setdefault(_plain(told[1]), told[2])
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
