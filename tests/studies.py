"""Studies written down as text, for the tests of what is made from them."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import seeds

if TYPE_CHECKING:
    from pathlib import Path

THREE = """
    id,name,role
    A,Alpha,origin
    B,Beta,transit
    C,Gamma,destination
"""
"""Three jurisdictions without coordinates."""

PLACED = """
    id,name,role,lat,lon
    A,Alpha,origin,40,-100
    B,Beta,transit,1,104
    C,Gamma,destination,35,104
"""
"""The same three with coordinates."""

CHAIN = """
    id,origin,destination,capacity
    A>B,A,B,10
    B>C,B,C,4
"""
"""``A --10--> B --4--> C``: the one minimum cut is B>C, 4 units."""

SOURCE = """
    id,kind,claim,title
    E1,case,Something was charged.,A report
"""
"""One report, for the legs that are not assumed."""


def write_study(folder: Path, *, jurisdictions: str = THREE, legs: str, **tables: str) -> Path:
    """Write a study's tables, given as the text of their CSV files by name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"jurisdictions": jurisdictions, "legs": legs, **tables}.items():
        (folder / f"{name}.csv").write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return folder


def study(folder: Path, *, jurisdictions: str = THREE, legs: str, **tables: str) -> seeds.Study:
    """Write a study and read it as users do."""
    return seeds.load(write_study(folder, jurisdictions=jurisdictions, legs=legs, **tables))
