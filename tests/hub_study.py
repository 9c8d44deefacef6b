"""A study of hubs with every answer of a backtest worked out by hand, for several tests.

A is the origin, C the destination; B, T, U and V lie between.

    2020-01-10  rule on what enters B (10 points)
    2020-03-05  press report of A>B and B>C, also cited for A>V, which is graded D
    2021-02     charges on B>C
    2021-07-01  rule on what leaves T (20 points), public since 15 June
    2021-09-01  an official's concern about A>T and T>C
    2022-06     a search finds nothing on A>U
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from tests import studies

if TYPE_CHECKING:
    from pathlib import Path

    import seeds

JURISDICTIONS = """
    id,name,role
    A,Alpha,origin
    B,Beta,transit
    C,Gamma,destination
    T,Tau,transit
    U,Upsilon,transit
    V,Nu,transit
"""
PLACES = """
    id,name,role,lat,lon
    A,Alpha,origin,0,0
    B,Beta,transit,0,10
    C,Gamma,destination,0,20
    T,Tau,transit,0,19
    U,Upsilon,transit,0,22
    V,Nu,transit,0,40
"""
LEGS = """
    id,origin,destination,capacity,evidence_class,evidence
    A>B,A,B,1000,C,R1
    B>C,B,C,900,A,R1;R2
    A>T,A,T,800,C,R3
    A>U,A,U,700,E,S1
    A>V,A,V,600,D,R1
    T>C,T,C,500,C,R3
"""
EVIDENCE = """
    id,kind,claim,title,published,legal_status,case_group
    P1,policy,A rule.,A report,2020-01-10,official_record,
    P2,policy,A rule.,A report,2021-06-15,official_record,
    R1,case,A case.,A report,2020-03-05,press_report,g
    R2,case,Charges.,A report,2021-02,charged_alleged,
    R3,statement,A concern.,A report,2021-09-01,press_report,
    S1,negative_search,Nothing.,A report,2022-06,n/a,
"""
PRESSURE = """
    id,target_kind,target,direction,points,kind,valid_from,evidence
    B.rule,jurisdiction,B,in,10,licence_rule,2020-01-01,P1
    T.rule,jurisdiction,T,out,20,own_law,2021-07-01,P2
"""
PRIORS = """
    id,alpha,beta
    A,3,1
    B,1,1
    C,1,1
    D,1,3
    E,1,9
"""
TABLES = {
    "jurisdictions": JURISDICTIONS,
    "legs": LEGS,
    "evidence": EVIDENCE,
    "pressure": PRESSURE,
    "priors": PRIORS,
}
DATA_DATE = dt.date(2022, 12, 31)


def hub_study(folder: Path, **tables: str) -> seeds.Study:
    """Read the study, with some of its tables as given."""
    return replace(studies.study(folder, **{**TABLES, **tables}), data_date=DATA_DATE)
