"""Which reports tell of a leg, and the grade that they give it, by hand.

Reports, by day of publication:

    P  policy     2020-01-10
    Q  case       2020-03-05  press, case group g
    R  statement  2020 (some day of that year), case group g
    S  case       2021-02     (some day of that month), charged
    T  trade      2021-05-01
    N  negative search 2022-06-01
    U  case       undated
"""

import datetime as dt
from dataclasses import replace

import pytest

from seeds.public_reports import class_then, dated_reports, first_told, telling

NEXT = dt.date(2020, 4, 1)
EVIDENCE = """\
id,kind,claim,title,published,legal_status,case_group
P,policy,A rule.,A report,2020-01-10,official_record,
Q,case,A case.,A report,2020-03-05,press_report,g
R,statement,A concern.,A report,2020,official_record,g
S,case,A charge.,A report,2021-02,charged_alleged,
T,trade,A sale.,A report,2021-05-01,official_record,
N,negative_search,Nothing.,A report,2022-06-01,n/a,
U,case,A case.,A report,,charged_alleged,
"""


@pytest.fixture
def reports(load_study):
    return dated_reports(load_study({"evidence.csv": EVIDENCE}))


def _leg(evidence, grade="C", *, layer="goods", valid_from=None):
    return {
        "evidence": tuple(evidence),
        "evidence_class": grade,
        "layer": layer,
        "valid_from": valid_from,
    }


def test_a_report_counts_from_the_last_day_that_its_date_allows(reports):
    spans = {name: (report.first, report.last) for name, report in reports.items()}
    assert spans["S"] == (dt.date(2021, 2, 1), dt.date(2021, 2, 28))
    assert spans["R"] == (dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    assert spans["Q"] == (dt.date(2020, 3, 5), dt.date(2020, 3, 5))
    assert "U" not in spans


def test_only_a_case_can_be_a_charge(reports):
    assert [name for name, report in reports.items() if report.charged] == ["S"]
    assert reports["Q"].origin == reports["R"].origin == "g"
    assert reports["S"].origin == "S"


@pytest.mark.parametrize(
    ("evidence", "day", "grade"),
    [
        ("PQRS", "2020-03-04", None),  # only the policy is public
        ("PQRS", "2020-03-05", "C"),
        ("PQRS", "2020-12-31", "C"),  # R is of the same origin as Q
        ("PQRS", "2021-02-27", "C"),
        ("PQRS", "2021-02-28", "A"),
        ("QX", "2030-01-01", "C"),  # what the study does not hold tells of nothing
        ("U", "2030-01-01", None),
        ("PT", "2030-01-01", None),  # a policy and a trade report show no hop of goods
        ("N", "2030-01-01", None),
        ("", "2030-01-01", None),
    ],
)
@pytest.mark.parametrize("own", ["A", "B", "C", None])
def test_a_grade_follows_from_what_was_public_and_not_from_its_own(
    reports, evidence, day, grade, own
):
    assert class_then(_leg(evidence, own), reports, dt.date.fromisoformat(day)) == grade


def test_two_origins_make_class_b(reports):
    reports = {**reports, "Z": replace(reports["Q"], id="Z", origin="z", first=NEXT, last=NEXT)}
    assert class_then(_leg("QZ"), reports, dt.date(2020, 3, 31)) == "C"
    assert class_then(_leg("QZ"), reports, dt.date(2020, 4, 1)) == "B"


def test_a_lawful_sale_is_known_by_policy_and_trade(reports):
    leg = _leg("PT", layer="licensed")
    assert class_then(leg, reports, dt.date(2020, 1, 9)) is None
    assert class_then(leg, reports, dt.date(2020, 1, 10)) == "C"
    assert class_then(leg, reports, dt.date(2021, 5, 1)) == "B"


def test_a_leg_graded_d_is_d_once_a_report_that_it_names_is_public(reports):
    assert class_then(_leg("PQS", "D"), reports, dt.date(2020, 3, 4)) is None
    assert class_then(_leg("PQS", "D"), reports, dt.date(2030, 1, 1)) == "D"
    assert telling(_leg("PQS", "D"), reports) == []


def test_a_leg_graded_e_is_known_by_its_search_alone(reports):
    assert class_then(_leg("QSN", "E"), reports, dt.date(2022, 5, 31)) is None
    assert class_then(_leg("QSN", "E"), reports, dt.date(2022, 6, 1)) == "E"
    assert first_told(_leg("QSN", "E"), reports) is None


def test_a_leg_that_opens_later_is_not_told_of_by_what_came_before(reports):
    leg = _leg("QS", valid_from=dt.date(2020, 6, 1))
    assert [report.id for report in telling(leg, reports)] == ["S"]
    assert class_then(leg, reports, dt.date(2020, 12, 31)) is None
    assert first_told(leg, reports) == (dt.date(2021, 2, 1), dt.date(2021, 2, 28))


def test_a_leg_that_has_not_begun_is_not_known_though_its_report_is(reports):
    # The month of S may end after the leg has opened on the 20th.
    leg = _leg("R", valid_from=dt.date(2021, 1, 1))
    assert class_then(leg, reports, dt.date(2030, 1, 1)) is None
    leg = _leg("S", valid_from=dt.date(2021, 2, 28))
    assert class_then(leg, reports, dt.date(2021, 2, 27)) is None
    assert class_then(leg, reports, dt.date(2021, 2, 28)) == "A"


def test_the_first_report_lies_between_the_earliest_and_the_first_sure_day(reports):
    assert first_told(_leg("SR"), reports) == (dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    assert first_told(_leg("QR"), reports) == (dt.date(2020, 1, 1), dt.date(2020, 3, 5))
    assert first_told(_leg("PT"), reports) is None
