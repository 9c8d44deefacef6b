"""The history of hubs: when controls began, and when each jurisdiction was first reported."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routes.pressure import legs_by_target, legs_pressed
from routes.rows import rows_by_id
from seeds.public_reports import dated_reports, first_told, telling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routes.graph import Layer
    from seeds import Study
    from seeds.public_reports import Report

RULES = frozenset({"licence_rule", "country_group", "own_law", "parent_rule"})
"""Kinds of pressure that are rules of law; a notice, a listing or a charge is none."""


@dataclass(frozen=True)
class Control:
    """A day on which controls became both public and binding.

    Attributes
    ----------
    day : datetime.date
    contributions : tuple of str
        Ids of the rows of pressure that begin with it.
    """

    day: dt.date
    contributions: tuple[str, ...]


@dataclass(frozen=True)
class FirstReport:
    """How a jurisdiction came to be reported as a hub.

    Attributes
    ----------
    jurisdiction : str
    earliest, latest : datetime.date
        The first and the last day on which that can have been; on the last it surely was.
    leg, report : str
        The leg, and the report that tells of it; of several the first by id.
    origin : str
        Case group of that report, or its id: what counts as one publication.
    """

    jurisdiction: str
    earliest: dt.date
    latest: dt.date
    leg: str
    report: str
    origin: str


def controls(study: Study, layer: Layer = "goods") -> tuple[Control, ...]:
    """List the control dates of a study.

    Parameters
    ----------
    study : seeds.Study
    layer : {"goods", "service", "ownership", "licensed"}

    Returns
    -------
    tuple of Control
        By day. Taken are contributions that raise the pressure on a leg of the layer, are a rule
        of law (`RULES`) and rest on a dated report of kind policy. The day is the first on which
        such a report is public and the contribution has begun, up to the data date. Of several in
        one calendar month the last day stands for all.

    Examples
    --------
    >>> import seeds
    >>> [control.day.isoformat() for control in controls(seeds.load())][:3]
    ['2022-10-10', '2023-09-30', '2023-11-17']
    """
    reports = dated_reports(study)
    targets = legs_by_target([row for row in rows_by_id(study.legs) if row["layer"] == layer])
    months: dict[tuple[int, int], tuple[dt.date, list[str]]] = {}
    for row in rows_by_id(study.pressure):
        day = _begun(row["valid_from"], row["valid_to"], _policies(row["evidence"], reports))
        if day is None or day > study.data_date:
            continue
        if row["kind"] in RULES and row["points"] > 0 and legs_pressed(row, targets):
            last, names = months.get((day.year, day.month), (day, []))
            months[day.year, day.month] = max(last, day), [*names, row["id"]]
    return tuple(Control(day, tuple(names)) for day, names in sorted(months.values()))


def first_reports(study: Study, layer: Layer = "goods") -> dict[str, FirstReport]:
    """Tell when each transit jurisdiction was first reported as a hub.

    Parameters
    ----------
    study : seeds.Study
    layer : {"goods", "service", "ownership", "licensed"}

    Returns
    -------
    dict of str to FirstReport
        By jurisdiction: the first publication of a report that makes some leg into it or out of
        it class C or better, as `seeds.public_reports.first_told` has it. Jurisdictions of which
        no dated report tells are left out, origins and destinations too. A report counts for
        every leg that names it, even where it speaks of a region only.
    """
    reports = dated_reports(study)
    transit = {row["id"] for row in rows_by_id(study.jurisdictions) if row["role"] == "transit"}
    found: dict[str, FirstReport] = {}
    for leg in rows_by_id(study.legs):
        told = first_told(leg, reports) if leg["layer"] == layer else None
        if told is None:
            continue
        first = min(telling(leg, reports), key=lambda report: (report.last, report.id))
        for place in sorted({leg["origin"], leg["destination"]} & transit):
            here = FirstReport(place, told[0], told[1], leg["id"], first.id, first.origin)
            found[place] = _earlier(found.get(place, here), here)
    return dict(sorted(found.items()))


def _earlier(one: FirstReport, other: FirstReport) -> FirstReport:
    """Give the one that is sure first, by the earliest day on which either can have been."""
    best = min((one, other), key=lambda told: (told.latest, told.report, told.leg))
    earliest = min(one.earliest, other.earliest)
    return FirstReport(best.jurisdiction, earliest, best.latest, best.leg, best.report, best.origin)


def _policies(names: tuple[str, ...], reports: Mapping[str, Report]) -> list[dt.date]:
    known = [reports[name] for name in names if name in reports]
    return [report.last for report in known if report.kind == "policy"]


def _begun(
    valid_from: dt.date | None, valid_to: dt.date | None, public: list[dt.date]
) -> dt.date | None:
    """Give the first day on which a contribution is in force and some report of it public."""
    if not public:
        return None
    day = max(min(public), valid_from or dt.date.min)
    return None if valid_to is not None and valid_to < day else day
