"""A study that forks, small enough for every answer to be worked out by hand.

    A --10--> B --10--> C         goods, always
              B --7--> D --9--> C (10 of capacity, pressure 10)
    A --5--> C                    service
    A --3--> C                    goods, from 2030

10 pass, on the least pressed way A, B, C; the one minimum cut is A>B. Without B>C 7 pass by way
of D, so 3 are blocked and 7 re-routed; the one minimum cut is B>D and D>C could carry 2 more.
"""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import seeds
from tests.studies import SOURCE, write_study

if TYPE_CHECKING:
    from pathlib import Path

JURISDICTIONS = """
    id,name,role
    A,Alpha,origin
    B,Beta,transit
    C,Gamma,destination
    D,Delta,transit
    E,Epsilon,transit
"""
LEGS = """
    id,origin,destination,capacity,layer,valid_from,evidence_class,evidence
    A>B,A,B,10,goods,,A,E1
    B>C,B,C,10,goods,,A,E1
    B>D,B,D,7,goods,,,
    D>C,D,C,10,goods,,,
    A>C.remote,A,C,5,service,,,
    A>C.later,A,C,3,goods,2030-01-01,,
"""
PRESSURE = """
    id,target_kind,target,points
    p,leg,D>C,10
"""
MEASURES = """
    id,name,legs,effect,points,cost
    shut,Nothing leaves Beta for Gamma,B>C,close,,1
    press,Checks on the way to Gamma,B>C,pressure,50,1
    press-remote,Checks on remote access,A>C.remote,pressure,50,1
"""
SCENARIOS = {
    "no-direct": 'title = "Without the direct leg"\nremove = ["B>C"]\n',
    "no-beta": 'title = "Nothing passes Beta"\nclose = ["B"]\n',
    "later": 'title = "Four years on"\nas_of = "2030-01"\n[set."A>B"]\ncapacity = "8"\n',
    "new-leg": (
        'title = "A new leg"\n[[add]]\nid = "A>D"\norigin = "A"\ndestination = "D"\n'
        'capacity = "1"\nbasis = "assumed"\ninterdict_cost = "1"\n'
    ),
}


def write(folder: Path) -> Path:
    """Write the study's tables and scenarios."""
    tables = {"pressure": PRESSURE, "measures": MEASURES, "evidence": SOURCE}
    write_study(folder, jurisdictions=JURISDICTIONS, legs=LEGS, **tables)
    header = '{"title": "Fork", "routerisk": {"first_month": "2025-01", "data_date": "2026-01-31"}}'
    (folder / "datapackage.json").write_text(header, encoding="utf-8")
    (folder / "scenarios").mkdir()
    for name, text in SCENARIOS.items():
        (folder / "scenarios" / f"{name}.toml").write_text(dedent(text), encoding="utf-8")
    return folder


def read(folder: Path) -> seeds.Study:
    """Write the study and read it as users do."""
    return seeds.load(write(folder))
