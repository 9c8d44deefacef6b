"""A vintage: a study frozen to what was public on a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from seeds import public_reports, schema
from seeds.numerals import UNBOUNDED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    import pandas as pd

    from seeds.study import Study

    Row = dict[str, Any]

LEGS = "legs"
"""Unit of capacity in a vintage: every leg counts one."""

LIMIT = (
    "This study is frozen to what was public on {day}. Grades are worked out anew from the reports "
    "then public; capacities are left out, because they share out totals published later, and "
    "every leg counts one. Points of pressure, costs, priors and verdicts are judgements of today."
)


def as_known(study: Study, day: dt.date) -> Study:
    """Freeze a study to what was public on a day.

    Parameters
    ----------
    study : Study
    day : datetime.date
        Reports published on that day are public. One whose day is not known counts as published
        on the last day that its date allows: ``2025-08`` on 31 August, ``2025`` on 31 December.
        One without a date never was.

    Returns
    -------
    Study
        With `day` as its date of data, and of each table:

        * evidence: the public reports.
        * legs: those that `public_reports.class_then` grades on the day, with that grade. Each has
          a capacity of one leg: what the study says of capacities rests on totals published
          later. Bounds of jurisdictions, quantities, derivations and scenarios are left out for
          the same reason, and so are notes, which are words of hindsight.
        * pressure, measures, claims: rows of which a report is public; a contribution only once
          it has begun. What names a leg that was not known is left out or cut.
        * jurisdictions and priors: all.

        A last day is kept once it has passed and every report that the row names is public. A row
        of the other tables that names no report cannot be dated and is left out.

        Not undone: which jurisdictions and mechanisms are looked at, which row names which
        report, points, costs, priors and verdicts were all decided with hindsight.

    Examples
    --------
    >>> import datetime as dt
    >>> import seeds
    >>> then = as_known(seeds.load(), dt.date(2023, 12, 31))
    >>> sorted(then.legs["id"])[:3], len(then.evidence)
    (['IN>CN.resale', 'SG>CN.resale', 'SG>HK.resale'], 12)
    """
    reports = public_reports.dated_reports(study)
    public = {name for name, report in reports.items() if report.last <= day}
    claims = _with_public_evidence(study.claims, public)
    legs = _legs(study, reports, day, {str(row["id"]) for row in claims})
    known = {str(row["id"]) for row in legs}
    return replace(
        study,
        title=f"{study.title}, as known on {day}",
        capacity_unit=LEGS,
        data_date=day,
        first_month=min(study.first_month, day.isoformat()[:7]),
        limits=(*study.limits, LIMIT.format(day=day)),
        evidence=_frame("evidence", [r for r in _rows(study.evidence) if r["id"] in public]),
        claims=_frame("claims", claims),
        legs=_frame("legs", [_cut(row, public, day) for row in legs]),
        pressure=_frame("pressure", _pressure(study, public, known, day)),
        measures=_frame("measures", _measures(study, public, known)),
        jurisdictions=_frame("jurisdictions", _jurisdictions(study, public)),
        quantities=_frame("quantities", []),
        derivations=_frame("derivations", []),
        scenarios=(),
    )


def _with_public_evidence(table: pd.DataFrame, public: Collection[str]) -> list[Row]:
    """Give the rows of which some report is public, each with its public reports alone."""
    found = []
    for row in _rows(table):
        seen = _only(row["evidence"], public)
        if seen:
            found.append(row | {"evidence": seen})
    return found


def _legs(
    study: Study,
    reports: dict[str, public_reports.Report],
    day: dt.date,
    claims: Collection[str],
) -> list[Row]:
    found = []
    for row in _rows(study.legs):
        grade = public_reports.class_then(row, reports, day)
        if grade is not None:
            then = {
                "evidence_class": grade,
                "capacity": study.scale,
                "capacity_low": None,
                "capacity_high": None,
                "basis": "assumed",
                "kept_open": None,
                "note": None,
                "seed_claims": _only(row["seed_claims"], claims),
            }
            found.append(row | then)
    return found


def _pressure(
    study: Study, public: Collection[str], legs: Collection[str], day: dt.date
) -> list[Row]:
    return [
        _cut(row, public, day)
        for row in _rows(study.pressure)
        if _only(row["evidence"], public)
        and (row["valid_from"] is None or row["valid_from"] <= day)
        and (row["target_kind"] != "leg" or row["target"] in legs)
    ]


def _cut(row: Row, public: Collection[str], day: dt.date) -> Row:
    """Leave of a dated row what was public: its reports then, and its end where that was told."""
    ended = row["valid_to"] is not None and row["valid_to"] <= day
    told = ended and all(name in public for name in row["evidence"])
    return row | {
        "evidence": _only(row["evidence"], public),
        "valid_to": row["valid_to"] if told else None,
    }


def _measures(study: Study, public: Collection[str], legs: Collection[str]) -> list[Row]:
    rows = [
        row | {"legs": _only(row["legs"], legs)}
        for row in _with_public_evidence(study.measures, public)
    ]
    return [row for row in rows if row["legs"] or row["jurisdictions"]]


def _jurisdictions(study: Study, public: Collection[str]) -> list[Row]:
    then = {"node_capacity": UNBOUNDED, "note": None}
    return [
        row | then | {"evidence": _only(row["evidence"], public)}
        for row in _rows(study.jurisdictions)
    ]


def _only(names: Iterable[str], kept: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in kept)


def _rows(table: pd.DataFrame) -> list[Row]:
    names = [str(column) for column in table.columns]
    cells = zip(*(table[name].tolist() for name in names), strict=True)
    return [dict(zip(names, row, strict=True)) for row in cells]


def _frame(name: str, rows: list[Row]) -> pd.DataFrame:
    import pandas as pd

    columns = schema.table(name).columns
    return pd.DataFrame(
        {column: pd.Series([row[column] for row in rows], dtype=object) for column in columns}
    )
