"""Public reports: when each was published, and which of them tell of a leg on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from seeds import days

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seeds.study import Study

SEARCH = "negative_search"
"""Kind of a report that says that nothing was found."""

CHARGED = frozenset({"charged_alleged", "convicted_plea"})
"""Legal standing of a case in which a court or a prosecutor names the hop."""

UNSHOWN = frozenset({"D", "E"})
"""Grades that say of the reports named with a leg that none of them shows the hop."""

_TELLING = frozenset({"case", "statement"})
_TELLING_OF_SALES = _TELLING | {"policy", "trade"}
_LICENSED = "licensed"


@dataclass(frozen=True)
class Report:
    """One public report.

    Attributes
    ----------
    id, kind : str
    origin : str
        Its case group, or else its id: reports of one origin count once.
    charged : bool
        Whether it is a case in which charges were brought.
    first, last : datetime.date
        The first and the last day on which it can have been published.
    """

    id: str
    kind: str
    origin: str
    charged: bool
    first: dt.date
    last: dt.date


def dated_reports(study: Study) -> dict[str, Report]:
    """Give the reports of a study that say when they were published, by id.

    Parameters
    ----------
    study : Study

    Returns
    -------
    dict of str to Report
        A report without a readable date is left out: nobody can say when it was public.

    Examples
    --------
    >>> import seeds
    >>> dated_reports(seeds.load())["C03"].last
    datetime.date(2025, 8, 31)
    """
    found = {}
    for row in study.evidence.to_dict("records"):
        published = days.span(row["published"])
        if published is not None:
            case = row["kind"] == "case"
            found[row["id"]] = Report(
                id=row["id"],
                kind=row["kind"],
                origin=row["case_group"] or row["id"],
                charged=case and row["legal_status"] in CHARGED,
                first=published[0],
                last=published[1],
            )
    return dict(sorted(found.items()))


def telling(leg: Mapping[str, Any], reports: Mapping[str, Report]) -> list[Report]:
    """List the reports that show the hop of a leg, by id.

    Parameters
    ----------
    leg : mapping
        A row of the table of legs.
    reports : mapping of id to Report

    Returns
    -------
    list of Report
        Of the reports that the row names: cases and statements, in the licensed layer also
        policies and trade, because a lawful sale is known by them. None of a leg graded D or E,
        which says that they do not show it, and none published before the leg's first day.
    """
    if leg["evidence_class"] in UNSHOWN:
        return []
    opened = leg["valid_from"] or dt.date.min
    return [report for report in _named(leg, reports) if report.last >= opened]


def class_then(leg: Mapping[str, Any], reports: Mapping[str, Report], day: dt.date) -> str | None:
    """Grade a leg by what was public on a day.

    Parameters
    ----------
    leg : mapping
        A row of the table of legs. Of its own grade no more is read than whether it is D, E, or
        another one.
    reports : mapping of id to Report
    day : datetime.date

    Returns
    -------
    str or None
        A: charges that name the hop are public; B: reports of two origins or more; C: of one.
        A leg graded D is D from its first public case or statement; one graded E is E from its
        first public negative search. None: the leg was not known, or begins later. Whether the
        charges name this very hop is not looked at, so a leg may be graded stronger than in the
        study, whose grades were given by reading.
    """
    if leg["valid_from"] is not None and leg["valid_from"] > day:
        return None
    if leg["evidence_class"] == "E":
        searches = [reports[name] for name in leg["evidence"] if name in reports]
        found = any(report.kind == SEARCH and report.last <= day for report in searches)
        return "E" if found else None
    if leg["evidence_class"] == "D":
        return "D" if any(report.last <= day for report in _named(leg, reports)) else None
    return _grade([report for report in telling(leg, reports) if report.last <= day])


def first_told(
    leg: Mapping[str, Any], reports: Mapping[str, Report]
) -> tuple[dt.date, dt.date] | None:
    """Give the first and the last day on which a leg can have become class C or better.

    Returns
    -------
    (datetime.date, datetime.date) or None
        None where no report tells of it. Up to the day before the first none was public; from the
        last on one surely was.
    """
    found = telling(leg, reports)
    if not found:
        return None
    return min(report.first for report in found), min(report.last for report in found)


def _named(leg: Mapping[str, Any], reports: Mapping[str, Report]) -> list[Report]:
    kinds = _TELLING_OF_SALES if leg["layer"] == _LICENSED else _TELLING
    named = [reports[name] for name in sorted(leg["evidence"]) if name in reports]
    return [report for report in named if report.kind in kinds]


def _grade(found: Iterable[Report]) -> str | None:
    reports = list(found)
    if any(report.charged for report in reports):
        return "A"
    origins = {report.origin for report in reports}
    if not origins:
        return None
    return "C" if len(origins) == 1 else "B"
