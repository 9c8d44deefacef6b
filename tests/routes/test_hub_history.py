"""Control dates and first reports, on the study of `tests/hub_study.py` and spoilt copies."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

import routes
import seeds
from tests import hub_study
from tests.hub_study import EVIDENCE, LEGS, PRESSURE


@pytest.fixture
def made(tmp_path):
    return lambda **tables: hub_study.hub_study(tmp_path, **tables)


def _days(study, layer="goods"):
    return [
        (control.day.isoformat(), control.contributions)
        for control in routes.controls(study, layer)
    ]


def test_a_control_begins_once_it_is_public_and_in_force(made):
    """B.rule was in force before its report, T.rule was reported before it was in force."""
    assert _days(made()) == [("2020-01-10", ("B.rule",)), ("2021-07-01", ("T.rule",))]


@pytest.mark.parametrize(
    "row",
    [
        "X,jurisdiction,B,in,10,notice,2020-05-01,P1",  # no rule of law
        "X,jurisdiction,B,in,10,,2020-05-01,P1",  # of no kind
        "X,jurisdiction,B,in,-10,licence_rule,2020-05-01,P1",  # eases
        "X,jurisdiction,B,in,0,licence_rule,2020-05-01,P1",  # presses nothing
        "X,jurisdiction,B,in,10,licence_rule,2020-05-01,R1",  # rests on a case
        "X,jurisdiction,B,in,10,licence_rule,2020-05-01,",  # rests on nothing
        "X,jurisdiction,B,in,10,licence_rule,2023-05-01,P1",  # after the data date
    ],
)
def test_what_is_no_control(made, row):
    assert len(routes.controls(made(pressure=f"{PRESSURE}    {row}\n"))) == 2


def test_a_rule_that_touches_no_leg_of_the_layer_is_no_control_of_it(made):
    legs = """
        id,origin,destination,capacity,layer,mechanism,evidence_class,evidence
        A>B,A,B,1,goods,onward,C,R1
        A>B.rented,A,B,1,service,remote,C,R1
    """
    pressure = """
        id,target_kind,target,points,kind,layers,valid_from,evidence
        B.goods,jurisdiction,B,10,licence_rule,goods,2020-01-01,P1
        remote.rule,mechanism,remote,10,licence_rule,,2020-03-01,P1
    """
    study = made(legs=legs, pressure=pressure)
    assert _days(study) == [("2020-01-10", ("B.goods",))]
    assert _days(study, "service") == [("2020-03-01", ("remote.rule",))]
    assert _days(study, "ownership") == []


def test_controls_of_one_month_make_one_date_the_last(made):
    pressure = PRESSURE + (
        "    U.rule,jurisdiction,U,in,5,country_group,2021-07-20,P2\n"
        "    V.rule,jurisdiction,V,in,5,parent_rule,2021-08-01,P2\n"
    )
    assert _days(made(pressure=pressure))[1:] == [
        ("2021-07-20", ("T.rule", "U.rule")),
        ("2021-08-01", ("V.rule",)),
    ]


def test_a_rule_that_ended_before_its_report_is_no_control(made):
    pressure = PRESSURE.replace("valid_from,", "valid_from,valid_to,").replace(
        "01-01,P1", "01-01,,P1"
    )
    pressure = pressure.replace("2021-07-01,P2", "2021-01-01,2021-06-14,P2")
    assert _days(made(pressure=pressure)) == [("2020-01-10", ("B.rule",))]


def test_first_reports_by_hand(made):
    told = routes.first_reports(made())
    assert {
        place: (row.earliest, row.latest, row.leg, row.report) for place, row in told.items()
    } == {
        "B": (dt.date(2020, 3, 5), dt.date(2020, 3, 5), "A>B", "R1"),
        "T": (dt.date(2021, 9, 1), dt.date(2021, 9, 1), "A>T", "R3"),
    }
    assert told["B"].origin == "g"
    assert told["T"].origin == "R3"


def test_the_earliest_and_the_sure_day_may_come_from_different_legs(made):
    evidence = EVIDENCE + "    R4,case,A case.,A report,2021,press_report,\n"
    legs = LEGS + "    T>C.new,T,C,1,B,R4\n"
    told = routes.first_reports(made(evidence=evidence, legs=legs))["T"]
    assert (told.earliest, told.latest) == (dt.date(2021, 1, 1), dt.date(2021, 9, 1))
    assert (told.leg, told.report) == ("A>T", "R3")


def test_another_layer_has_first_reports_of_its_own(made):
    legs = """
        id,origin,destination,capacity,layer,evidence_class,evidence
        A>B,A,B,1,service,C,R1
        A>T,A,T,1,goods,C,R3
    """
    study = made(legs=legs)
    assert list(routes.first_reports(study, "service")) == ["B"]
    assert list(routes.first_reports(study)) == ["T"]


def test_a_study_without_evidence_has_neither(tmp_path):
    study = hub_study.hub_study(
        tmp_path,
        legs="\n    id,origin,destination,capacity\n    A>C,A,C,1\n",
        evidence="\n    id,kind,claim,title\n",
        pressure="\n    id,target_kind,target,points\n",
    )
    assert routes.controls(study) == ()
    assert routes.first_reports(study) == {}


def test_the_packaged_study_by_its_reports():
    """Read off the tables by hand: legs of each place, and when their reports came out."""
    told = routes.first_reports(seeds.load())
    assert {place: (row.latest.isoformat(), row.report) for place, row in told.items()} == {
        "AE": ("2024-06-14", "C30"),
        "HK": ("2023-06-20", "C22"),
        "ID": ("2025-10-09", "C13"),
        "IN": ("2023-06-20", "C22"),
        "JP": ("2026-05-27", "C10"),
        "MY": ("2024-08-31", "C19"),
        "SG": ("2023-06-20", "C22"),
        "TH": ("2025-07-24", "C27"),
        "VN": ("2024-08-05", "C25"),
    }


def test_a_day_of_data_bounds_the_controls():
    study = replace(seeds.load(), data_date=dt.date(2023, 10, 1))
    assert [control.day.isoformat() for control in routes.controls(study)] == [
        "2022-10-10",
        "2023-09-30",
    ]


def test_a_first_report_is_the_day_on_which_a_leg_becomes_class_c_or_better():
    """By freezing the study on that day and on the one before, which the function does not do."""
    study = seeds.load()
    for place, told in routes.first_reports(study).items():
        graded = []
        for day in (told.latest - dt.timedelta(days=1), told.latest):
            legs = seeds.as_known(study, day).legs
            here = legs[(legs["origin"] == place) | (legs["destination"] == place)]
            here = here[here["layer"] == "goods"]
            graded.append(bool(here["evidence_class"].isin(["A", "B", "C"]).any()))
        assert graded == [False, True], place


def test_a_vintage_is_a_study_like_any_other(made):
    """In March 2021 A>B>C and the half known A>V: one leg's worth passes, nine tenths of it."""
    vintage = seeds.as_known(made(), dt.date(2021, 3, 1))
    graph = routes.build(vintage)
    assert sorted(key for _, _, key in graph.edges(keys=True)) == ["A>B", "A>V", "B>C"]
    cut = routes.min_cut(graph)
    assert Fraction(cut.value, cut.scale) == Fraction(9, 10)
    assert graph.graph["capacity_unit"] == "legs"
