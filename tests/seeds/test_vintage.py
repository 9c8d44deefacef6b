"""Studies frozen to what was public on a day."""

import datetime as dt
import functools
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seeds
from seeds import references, schema
from seeds.public_reports import dated_reports
from seeds.rules import ParsedRow

TABLES = ("evidence", "claims", "legs", "pressure", "measures")
FIRST, LAST = dt.date(2020, 1, 1), dt.date(2027, 12, 31)
STRENGTH = "EDCBA"

SMALL = {
    "legs.csv": (
        "id,origin,destination,capacity,evidence_class,valid_from,valid_to,seed_claims,evidence,note\n"
        "TW>MY.a,TW,MY,10,A,2020-01-01,2020-06-30,S1;S2,E1;E2,Told in hindsight.\n"
        "MY>CN.b,MY,CN,8,C,,,,E2,\n"
        "TW>CN.c,TW,CN,3,C,,,,,No report.\n"
    ),
    "evidence.csv": (
        "id,kind,claim,title,published,legal_status\n"
        "E1,case,A case.,A report,2020-03-05,press_report\n"
        "E2,case,A charge.,A report,2021-02,charged_alleged\n"
        "P1,policy,A rule.,A report,2020-01-10,official_record\n"
        "U1,case,A case.,A report,,press_report\n"
    ),
    "claims.csv": (
        "id,claim,kind,verdict,reason,used,evidence\n"
        "S1,Goods move.,fact,corroborated,Several reports.,Not used,E1\n"
        "S2,More goods move.,fact,corroborated,Several reports.,Not used,E2;U1\n"
        "S3,An opinion.,interpretation,opinion,None.,Not used,\n"
    ),
    "pressure.csv": (
        "id,target_kind,target,points,kind,valid_from,valid_to,evidence\n"
        "MY.rule,jurisdiction,MY,5,own_law,2020-01-01,2020-05-01,P1\n"
        "MY.later,jurisdiction,MY,5,own_law,2020-06-01,,P1\n"
        "leg.charge,leg,MY>CN.b,5,prosecution,2020-01-01,,E1\n"
        "MY.unsaid,jurisdiction,MY,5,own_law,,,\n"
    ),
    "measures.csv": (
        "id,name,legs,jurisdictions,direction,effect,points,cost,basis,evidence\n"
        "checks,More checks,TW>MY.a;MY>CN.b,,,pressure,5,1,assumed,E1\n"
        "late,Late checks,MY>CN.b,,,pressure,5,1,assumed,E1\n"
        "hub,A rule,,MY,in,pressure,5,1,assumed,E2\n"
    ),
    "quantities.csv": (
        "id,kind,value,unit,basis,evidence,reason\nunits,case,8,units,reported,E2,Counted.\n"
    ),
    "derivations.csv": (
        "id,leg,column,expression,round_to,reason\nb.best,MY>CN.b,capacity,units,,Counted.\n"
    ),
}


@functools.cache
def _packaged():
    return seeds.load()


@pytest.fixture
def packaged():
    return _packaged()


def _ids(study):
    return {table: set(getattr(study, table)["id"]) for table in TABLES}


def _row(table, name):
    return table.set_index("id").loc[name]


def test_a_small_study_by_hand(load_study):
    study = load_study(SMALL)
    then = seeds.as_known(study, dt.date(2020, 5, 15))
    assert _ids(then) == {
        "evidence": {"E1", "P1"},
        "claims": {"S1"},
        "legs": {"TW>MY.a"},
        "pressure": {"MY.rule"},
        "measures": {"checks"},
    }
    leg = _row(then.legs, "TW>MY.a")
    assert (leg["evidence_class"], leg["capacity"], leg["capacity_high"]) == (
        "C",
        study.scale,
        None,
    )
    assert (leg["evidence"], leg["seed_claims"], leg["note"]) == (("E1",), ("S1",), None)
    assert leg["valid_to"] is None
    assert _row(then.pressure, "MY.rule")["valid_to"] == dt.date(2020, 5, 1)
    assert _row(then.measures, "checks")["legs"] == ("TW>MY.a",)
    assert (len(then.quantities), len(then.derivations), then.scenarios) == (0, 0, ())
    assert (then.data_date, then.capacity_unit) == (dt.date(2020, 5, 15), "legs")


def test_the_same_a_year_later(load_study):
    then = seeds.as_known(load_study(SMALL), dt.date(2021, 2, 28))
    assert _ids(then) == {
        "evidence": {"E1", "E2", "P1"},
        "claims": {"S1", "S2"},
        "legs": {"TW>MY.a", "MY>CN.b"},
        "pressure": {"MY.rule", "MY.later", "leg.charge"},
        "measures": {"checks", "late", "hub"},
    }
    assert _row(then.legs, "TW>MY.a")["evidence_class"] == "A"
    # Its end has passed, and both reports that may tell of it are public.
    assert _row(then.legs, "TW>MY.a")["valid_to"] == dt.date(2020, 6, 30)


def test_before_the_first_report_nothing_is_known_but_the_places(load_study):
    then = seeds.as_known(load_study(SMALL), dt.date(2019, 12, 31))
    assert not any(_ids(then).values())
    assert list(then.jurisdictions["id"]) == ["TW", "MY", "CN"]


def test_the_study_that_is_frozen_stays_as_it_was(packaged):
    before = {table.name: getattr(packaged, table.name).copy() for table in schema.tables()}
    seeds.as_known(packaged, dt.date(2024, 1, 1))
    for name, frame in before.items():
        pd.testing.assert_frame_equal(getattr(packaged, name), frame)


def test_freezing_twice_is_freezing_once(packaged):
    day = dt.date(2025, 7, 31)
    once = seeds.as_known(packaged, day)
    again = seeds.as_known(replace(once, title=packaged.title, limits=packaged.limits), day)
    for table in schema.tables():
        pd.testing.assert_frame_equal(getattr(again, table.name), getattr(once, table.name))


@settings(max_examples=40, derandomize=True, database=None, deadline=None)
@given(st.dates(FIRST, LAST), st.dates(FIRST, LAST))
def test_a_later_day_never_knows_less(one, other):
    early, late = (seeds.as_known(_packaged(), day) for day in sorted((one, other)))
    for table in TABLES:
        assert _ids(early)[table] <= _ids(late)[table]
    late_class = dict(zip(late.legs["id"], late.legs["evidence_class"], strict=True))
    for leg, grade in zip(early.legs["id"], early.legs["evidence_class"], strict=True):
        assert STRENGTH.index(grade) <= STRENGTH.index(late_class[leg])


@pytest.mark.parametrize(
    "day", ["2020-01-01", "2022-10-10", "2024-08-31", "2025-10-09", "2026-10-31"]
)
def test_everything_that_is_named_is_there_and_public(packaged, day):
    day = dt.date.fromisoformat(day)
    then = seeds.as_known(packaged, day)
    rows = {
        table.name: [ParsedRow(0, row) for row in getattr(then, table.name).to_dict("records")]
        for table in schema.tables()
    }
    # A mechanism may press before a leg of its kind is known.
    faults = [fault for fault in references.faults(rows) if "mechanism" not in fault.message]
    assert faults == []
    reports = dated_reports(packaged)
    named = {
        name
        for table in ("legs", "pressure", "measures", "claims", "jurisdictions")
        for cell in getattr(then, table)["evidence"]
        for name in cell
    }
    assert all(reports[name].last <= day for name in named)
    begun = [day_ for day_ in [*then.legs["valid_from"], *then.pressure["valid_from"]] if day_]
    assert all(first <= day for first in begun)


def test_once_all_is_public_only_the_undated_is_missing(packaged):
    """Every report is dated to the end of 2026 at the latest, but for three beliefs."""
    then = seeds.as_known(packaged, dt.date(2026, 12, 31))
    undated = {"U01", "U02", "U03"}
    assert set(packaged.evidence["id"]) - set(then.evidence["id"]) == undated
    for table in ("legs", "pressure", "measures"):
        assert _ids(then)[table] == _ids(packaged)[table]
    without = {row["id"] for row in packaged.claims.to_dict("records") if not row["evidence"]}
    assert _ids(packaged)["claims"] - _ids(then)["claims"] == without
    same = ["id", "origin", "destination", "layer", "mechanism", "interdict_cost", "valid_from"]
    pd.testing.assert_frame_equal(then.legs[same], packaged.legs[same])
    ends = [row["valid_to"] for row in packaged.legs.to_dict("records")]
    assert list(then.legs["valid_to"]) == ends


def test_on_the_data_date_what_is_missing_was_published_later(packaged):
    """The searches were published after it; C26 only says 2026, so it counts from December."""
    then = seeds.as_known(packaged, packaged.data_date)
    late = {"C26", "P20", "U01", "U02", "U03", "Z01", "Z02", "Z03", "Z04"}
    assert set(packaged.evidence["id"]) - set(then.evidence["id"]) == late
    missing = _ids(packaged)["legs"] - _ids(then)["legs"]
    assert missing == {"AE>CN.resale", "KZ>CN.onward", "UZ>CN.onward", "MY>HK.resale"}
    assert _ids(then)["pressure"] == _ids(packaged)["pressure"]


def test_the_rule_for_grades_agrees_with_most_grades_given_by_reading(packaged):
    """Once all is public: 50 of 63; a check of the rule, which is not used to mend it."""
    then = seeds.as_known(packaged, dt.date(2026, 12, 31))
    own = dict(zip(packaged.legs["id"], packaged.legs["evidence_class"], strict=True))
    told = dict(zip(then.legs["id"], then.legs["evidence_class"], strict=True))
    apart = {leg: (own[leg], told[leg]) for leg in own if own[leg] != told[leg]}
    assert len(own) - len(apart) == 50
    # Within A to C: whether a hop is reported at all is the same.
    assert all(set(pair) <= set("ABC") for pair in apart.values())
