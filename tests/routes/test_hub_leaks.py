"""What was published after a day changes nothing that is said on it.

Every row of the packaged study that was not public on a day is scrambled, and of the rows that
were, whatever must not be read: capacities, grades within A to C, ends that were not told, notes.
"""

import datetime as dt
import functools
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
import seeds
from seeds.public_reports import dated_reports

SINCE = dt.date(2022, 10, 10)
DAYS = [control.isoformat() for control in (SINCE, dt.date(2023, 11, 17), dt.date(2025, 7, 31))]
LATE = ["2027", "2030-01", "2031-05-06", None, "no date"]


@functools.cache
def _packaged():
    return seeds.load()


@functools.cache
def _told(day):
    return routes.outlook(_packaged(), "goods", day, SINCE)


def _scrambled(study, day, pick):
    """Scramble what was not public; `pick` chooses one of several things."""
    known = seeds.as_known(study, day)
    public = set(known.evidence["id"])
    return replace(
        study,
        evidence=_table(study.evidence, lambda row: _report(row, public, pick)),
        legs=_table(study.legs, lambda row: _leg(row, set(known.legs["id"]), public, pick)),
        pressure=_table(
            study.pressure, lambda row: _pressure(row, set(known.pressure["id"]), public, day, pick)
        ),
        jurisdictions=_table(study.jurisdictions, lambda row: _place(row, public, pick)),
        quantities=study.quantities.iloc[:0],
        derivations=study.derivations.iloc[:0],
        scenarios=(),
        data_date=pick([study.data_date, dt.date(2035, 1, 1)]),
    )


def _table(frame, change):
    rows = [change(row) for row in frame.to_dict("records")]
    kept = [row for row in rows if row is not None]
    return pd.DataFrame(kept, columns=list(frame.columns), dtype=object)


def _report(row, public, pick):
    if row["id"] in public:
        return row
    kinds = ["case", "statement", "policy", "negative_search"]
    changed = row | {
        "published": pick(LATE),
        "kind": pick(kinds),
        "legal_status": pick(["charged_alleged", "press_report", None]),
        "case_group": pick(["VENDORS-2023", "new", None]),
    }
    return pick([changed, changed, None])


def _cited(row, public, pick):
    """Drop some of the reports that were not public, or name one more of them."""
    names = [name for name in row["evidence"] if name in public or pick([True, False])]
    return tuple([*names, *pick([[], ["C11"], ["C12", "Z01"]])] if "C11" not in public else names)


def _leg(row, known, public, pick):
    own = {"evidence": _cited(row, public, pick), "note": None, "capacity": pick([1, 10**6])}
    own |= {"capacity_low": None, "capacity_high": None}
    if row["evidence_class"] in {"A", "B", "C"}:
        own["evidence_class"] = pick(["A", "B", "C", None])
    if row["id"] not in known:
        own |= {"origin": pick(["US", "SG", "JP"]), "destination": pick(["CN", "KZ", "AU"])}
        own["layer"] = pick(["goods", "service"])
        return pick([row | own, None])
    return row | own


def _pressure(row, known, public, day, pick):
    if row["id"] not in known:
        # It stays unknown: its reports come later, or it begins later.
        changed = row | {"points": pick([-50, 0, 99]), "target_kind": "jurisdiction"}
        changed |= {"target": pick(["TH", "JP", "MY"]), "direction": "both"}
        return pick([changed, None])
    ended = row["valid_to"] is not None and row["valid_to"] <= day
    own = {} if ended else {"valid_to": pick([None, day + dt.timedelta(days=9)])}
    return row | own | {"evidence": _cited(row, public, pick)}


def _place(row, public, pick):
    return row | {
        "evidence": _cited(row, public, pick),
        "note": None,
        "node_capacity": pick([0, 5]),
    }


@pytest.mark.parametrize("text", DAYS)
@settings(max_examples=12, derandomize=True, database=None, deadline=None)
@given(st.randoms(use_true_random=False))
def test_later_rows_change_nothing_that_is_said_on_a_day(text, random):
    day = dt.date.fromisoformat(text)
    changed = _scrambled(_packaged(), day, random.choice)
    assert routes.outlook(changed, "goods", day, SINCE) == _told(day)


@pytest.mark.parametrize("text", DAYS[1:2])
def test_every_report_before_the_day_counts_for_something_or_is_not_read(text):
    """The check above could not fail if nothing were read: some single report moves the answer."""
    day = dt.date.fromisoformat(text)
    study = _packaged()
    public = [report.id for report in dated_reports(study).values() if report.last <= day]
    moved = []
    for name in public:
        without = replace(study, evidence=study.evidence[study.evidence["id"] != name])
        if routes.outlook(without, "goods", day, SINCE) != _told(day):
            moved.append(name)
    assert {"C22", "P01", "P04"} <= set(moved) <= set(public)


@pytest.mark.parametrize("text", DAYS)
def test_what_the_whole_study_knows_would_say_something_else(text):
    """Today's grades and legs, not frozen, rank otherwise: the freeze has an effect."""
    day = dt.date.fromisoformat(text)
    late = routes.outlook(_packaged(), "goods", dt.date(2026, 10, 31), SINCE)
    assert late.places != _told(day).places
