"""Gaps: what a study leaves unsaid, though nothing in it is wrong."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from seeds import days
from seeds.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from seeds.study import Study

STALE_AFTER = dt.timedelta(days=730)
"""A leg that is still open so long after its last evidence needs a reason."""


def gaps(study: Study) -> tuple[Fault, ...]:
    """List what is missing for a study that has to survive review.

    Parameters
    ----------
    study : Study
        A study that reads without a fault.

    Returns
    -------
    tuple of Fault
        Sorted; the row is 0 because the place is named by id. Empty for a study in which every
        leg is graded, dated and bounded, every leg, contribution and measure names its evidence,
        every judgement gives its reason, every report can be looked up, and no leg outlives its
        evidence without a reason. Whether a reason is a good one is not considered.
    """
    return tuple(sorted(gap for look in _LOOKS for gap in look(study)))


def legs_name_evidence(study: Study) -> Iterator[Fault]:
    """Ask that a leg names its evidence, or is graded D and says in its note whence it is."""
    for row in _rows(study.legs):
        if not row["evidence"] and not (row["evidence_class"] == "D" and row["note"]):
            yield _gap("legs", row, "evidence", "names no evidence.")


def legs_are_graded(study: Study) -> Iterator[Fault]:
    """Ask that a leg has an evidence class, a low and a high estimate, and a first day."""
    for row in _rows(study.legs):
        for column in ("evidence_class", "capacity_low", "capacity_high", "valid_from"):
            if row[column] is None:
                yield _gap("legs", row, column, "is blank.")


def legs_end_with_their_evidence(study: Study) -> Iterator[Fault]:
    """Ask that a leg which outlives its last evidence by two years says why it is kept open."""
    told = {row["id"]: _told(row) for row in _rows(study.evidence)}
    for row in _rows(study.legs):
        dates = [told[name] for name in row["evidence"] if name in told]
        last = max((day for day in dates if day is not None), default=None)
        still = row["valid_to"] is None or row["valid_to"] >= study.data_date
        if last and still and not row["kept_open"] and study.data_date - last > STALE_AFTER:
            yield _gap("legs", row, "kept_open", f"is blank; the last evidence is of {last}.")


def dates_are_not_ahead(study: Study) -> Iterator[Fault]:
    """Ask that no leg or contribution begins after the day up to which the study was compiled."""
    for table, frame in (("legs", study.legs), ("pressure", study.pressure)):
        for row in _rows(frame):
            if row["valid_from"] is not None and row["valid_from"] > study.data_date:
                yield _gap(table, row, "valid_from", f"is after the data date {study.data_date}.")


def pressure_is_sourced(study: Study) -> Iterator[Fault]:
    """Ask that a contribution to pressure has a first day, its evidence and its reason."""
    for row in _rows(study.pressure):
        for column in ("valid_from", "evidence", "reason"):
            if not row[column]:
                yield _gap("pressure", row, column, "is blank.")


def judgements_give_reasons(study: Study) -> Iterator[Fault]:
    """Ask that quantities, derivations, measures and priors give their reason."""
    for table in ("quantities", "derivations", "measures", "priors"):
        for row in _rows(getattr(study, table)):
            if not row["reason"]:
                yield _gap(table, row, "reason", "is blank.")


def measures_are_founded(study: Study) -> Iterator[Fault]:
    """Ask that a measure names the power that it would rest on, and the evidence for it."""
    for row in _rows(study.measures):
        for column in ("legal_basis", "evidence"):
            if not row[column]:
                yield _gap("measures", row, column, "is blank.")


def evidence_is_whole(study: Study) -> Iterator[Fault]:
    """Ask that a report has a publisher, grade, standing and date, and an address or a reason."""
    for row in _rows(study.evidence):
        for column in ("publisher", "grade", "legal_status"):
            if not row[column]:
                yield _gap("evidence", row, column, "is blank.")
        if not row["published"] and not row["note"]:
            yield _gap("evidence", row, "published", "is blank and the note does not say why.")
        if not row["url"] and not row["note"]:
            yield _gap("evidence", row, "url", "is blank and the note does not say why.")


def _rows(table: Any) -> list[dict[str, Any]]:  # noqa: ANN401  # a pandas table
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def _gap(table: str, row: dict[str, Any], column: str, message: str) -> Fault:
    return Fault(f"{table}.csv", 0, column, f"of '{row['id']}' {message}")


def _told(row: dict[str, Any]) -> dt.date | None:
    """Return the latest day that a report tells of or was published on."""
    published = days.span(row["published"])
    told = [row["event_to"], row["event_from"], published[0] if published else None]
    return max((day for day in told if day is not None), default=None)


_LOOKS: tuple[Callable[[Study], Iterator[Fault]], ...] = (
    legs_name_evidence,
    legs_are_graded,
    legs_end_with_their_evidence,
    dates_are_not_ahead,
    pressure_is_sourced,
    judgements_give_reasons,
    measures_are_founded,
    evidence_is_whole,
)
