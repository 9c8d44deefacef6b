"""Leaflet's files, read from the package that ships them and made fit for one page."""

from __future__ import annotations

import importlib.resources
import re

LICENCE = "Leaflet 1.9.4, BSD-2-Clause, (c) 2010-2023 Volodymyr Agafonkin, (c) 2010-2011 CloudMade"

_IMAGE_RULE = re.compile(r"[^{}]*\{[^{}]*url\((?!#)[^{}]*\}")
_SOURCE_MAP = re.compile(r"//# sourceMappingURL=.*")


def script() -> str:
    """Return Leaflet's script without the reference to its source map."""
    return _SOURCE_MAP.sub("", _read("leaflet.js"))


def style() -> str:
    """Return Leaflet's style sheet without the rules that would load an image."""
    return _IMAGE_RULE.sub("", _read("leaflet.css"))


def _read(name: str) -> str:
    folder = importlib.resources.files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    return (folder / name).read_text(encoding="utf-8").replace("\r\n", "\n")
