import json

import pytest

from seeds import package_file

FILE = package_file.FILE


def _settings(**own):
    return {FILE: json.dumps({"routerisk": own})}


def test_without_the_file_a_study_is_called_by_its_folder(load_study):
    study = load_study()
    assert (study.title, study.capacity_unit, study.effort_unit) == (
        "study",
        "units per year",
        "effort units",
    )
    assert FILE not in study.sha256


def test_what_the_file_says_is_what_the_study_says(load_study):
    content = {
        "title": "Mine",
        "resources": [{"anything": 1}],
        "routerisk": {
            "capacity_unit": "chips",
            "effort_unit": "officers",
            "first_month": "2024-11",
            "data_date": "2025-02-28",
        },
    }
    study = load_study({FILE: "\ufeff" + json.dumps(content)})
    assert (study.title, study.capacity_unit, study.effort_unit) == ("Mine", "chips", "officers")
    assert study.months() == ("2024-11", "2024-12", "2025-01", "2025-02")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (
            "{",
            (
                ": is not strict JSON: Expecting property name enclosed in double quotes: "
                "line 1 column 2 (char 1)."
            ),
        ),
        ("", ": is not strict JSON: Expecting value: line 1 column 1 (char 0)."),
        ('{"a": NaN}', ": is not strict JSON: NaN is not a finite number."),
        ('{"a": [-Infinity]}', ": is not strict JSON: -Infinity is not a finite number."),
        ('{"title": "a", "title": "b"}', ": is not strict JSON: the key 'title' stands twice."),
        (
            '{"routerisk": {"data_date": "2026-01-01", "data_date": "2026-01-02"}}',
            ": is not strict JSON: the key 'data_date' stands twice.",
        ),
        ("[" * 100_000, ": is nested deeper than the limit of 50 levels. Flatten it."),
        (" " * 2**20 + "{}", ": is larger than the limit of 1 MiB. Split it."),
        ("[]", ": must hold one JSON object."),
        ('"text"', ": must hold one JSON object."),
        ('{"routerisk": []}', ":routerisk must be a JSON object."),
        ('{"title": ""}', ":title must be a text of 1 to 200 printable characters."),
        ('{"title": 5}', ":title must be a text of 1 to 200 printable characters."),
        (r'{"title": "\ud800"}', ":title must be a text of 1 to 200 printable characters."),
        (
            json.dumps({"title": "x" * 201}),
            ":title must be a text of 1 to 200 printable characters.",
        ),
        (
            r'{"routerisk": {"capacity_unit": "a\u202eb"}}',
            ":capacity_unit must be a text of 1 to 200 printable characters.",
        ),
        (
            '{"routerisk": {"effort_unit": null}}',
            ":effort_unit must be a text of 1 to 200 printable characters.",
        ),
        (
            '{"routerisk": {"data_dat": "2026-01-01"}}',
            ":routerisk.data_dat is not a setting. Did you mean 'data_date'?",
        ),
        ('{"routerisk": {"colour": 1}}', ":routerisk.colour is not a setting."),
        (r'{"routerisk": {"\ud800": 1}}', r":routerisk.\ud800 is not a setting."),
    ],
)
def test_a_faulty_file_is_told_its_fault(faults_of, content, fault):
    assert faults_of({FILE: content}) == [FILE + fault]


def test_bytes_that_are_not_utf_8_are_a_fault(faults_of):
    assert faults_of({FILE: '{"title": "Côte"}'.encode("latin-1")}) == [
        (
            f"{FILE}: is not strict JSON: 'utf-8' codec can't decode byte 0xf4 in position 12: "
            "invalid continuation byte."
        )
    ]


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "2026", "26-10", "2026-10-01", 202610])
def test_a_wrong_month_is_refused(faults_of, month):
    assert faults_of(_settings(first_month=month)) == [
        f"{FILE}:first_month '{month}' is not a month. Write it as 2022-10."
    ]


@pytest.mark.parametrize("date", ["2026-02-30", "2026-10", "31.10.2026", "", 20261031, True])
def test_a_wrong_date_is_refused(faults_of, date):
    assert faults_of(_settings(data_date=date)) == [
        f"{FILE}:data_date '{date}' is not a date. Write it as 2026-10-31."
    ]


def test_several_faults_of_the_file_come_at_once(faults_of):
    assert faults_of(_settings(first_month="x", data_date="y", capacity_unit=1, unit="z")) == [
        f"{FILE}:capacity_unit must be a text of 1 to 200 printable characters.",
        f"{FILE}:data_date 'y' is not a date. Write it as 2026-10-31.",
        f"{FILE}:first_month 'x' is not a month. Write it as 2022-10.",
        f"{FILE}:routerisk.unit is not a setting.",
    ]


def test_many_keys_are_read_in_one_pass(load_study):
    content = json.dumps({str(number): 1 for number in range(50_000)})
    assert load_study({FILE: content}).title == "study"


def test_limits_are_read_in_their_order(load_study):
    limits = ["Counts are floors.", "Nothing is said of 2019."]
    study = load_study({"datapackage.json": json.dumps({"routerisk": {"limits": limits}})})
    assert study.limits == tuple(limits)


@pytest.mark.parametrize("limits", ["one text", [""], [1], ["a\nb"], ["x" * 501], ["x"] * 21])
def test_limits_must_be_a_few_printable_texts(faults_of, limits):
    assert faults_of({"datapackage.json": json.dumps({"routerisk": {"limits": limits}})}) == [
        "datapackage.json:limits must be a list of up to 20 texts of 1 to 500 printable characters."
    ]
