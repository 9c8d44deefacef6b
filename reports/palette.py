"""The palette: every colour of the page and the figures, for light and for dark."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

PRESSURE_STEPS: Final = (20, 40, 60, 80)
"""Percent at which the next of the five pressure colours begins."""

LIGHT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "paper": "#ffffff",
        "panel": "#f6f7f8",
        "ink": "#1b2026",
        "soft": "#565e67",
        "rule": "#e2e5e9",
        "line": "#a7b0b9",
        "accent": "#0057b8",
        "good": "#226b3d",
        "sea": "#e8eef3",
        "land": "#f6f4ee",
        "study": "#ebe5d6",
        "border": "#cbc5b7",
        "quiet-line": "#7c848c",
        "cut": "#0b55ab",
        "glow": "#ffcf3f",
        "glow-some": "#f7dd8f",
        "grade": "#2f4b5c",
        "p0": "#bf5b0a",
        "p1": "#b03048",
        "p2": "#7c2370",
        "p3": "#441773",
        "p4": "#120932",
    }
)
"""Colours on a light page, by role; p0 to p4 run from low to high pressure."""

DARK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "paper": "#15191e",
        "panel": "#1d2228",
        "ink": "#e8eaed",
        "soft": "#a9b1b9",
        "rule": "#2d343b",
        "line": "#596470",
        "accent": "#8fd0ff",
        "good": "#84d3a3",
        "sea": "#12171c",
        "land": "#23292f",
        "study": "#2f373f",
        "border": "#47515b",
        "quiet-line": "#858f99",
        "cut": "#7cc6ff",
        "glow": "#9a6b00",
        "glow-some": "#5c4715",
        "grade": "#b9cfdd",
        "p0": "#b579cf",
        "p1": "#dd6a80",
        "p2": "#f48849",
        "p3": "#fbc04f",
        "p4": "#fdfecb",
    }
)
"""The same roles on a dark page."""


def css() -> str:
    """Return the palette as CSS variables that follow the reader's colour scheme.

    Paper always prints light.

    Returns
    -------
    str
        A ``:root`` rule and its variants for dark screens and for print.
    """
    light, dark = _rule(LIGHT), _rule(DARK)
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        "@media print{:root{color-scheme:light}}\n"
    )


def pressure_colour(pressure_percent: int, palette: Mapping[str, str] = LIGHT) -> str:
    """Return the colour of a pressure, such as ``#bf5b0a`` for a low one."""
    step = sum(pressure_percent >= bound for bound in PRESSURE_STEPS)
    return palette[f"p{step}"]


def _rule(colours: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in colours.items())
