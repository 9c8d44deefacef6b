import dataclasses
import datetime as dt
import json
import os

import pytest

import seeds
from seeds import study as study_module
from seeds.package_file import FILE

DATED = "id,origin,destination,capacity,valid_from,valid_to\n"


def _settings(**own):
    return {FILE: json.dumps({"routerisk": own})}


def test_an_undated_study_has_one_month(load_study):
    study = load_study()
    assert study.data_date == study_module.UNDATED
    assert study.months() == ("2000-01",)


def test_without_settings_the_time_line_spans_the_dates_of_the_tables(load_study):
    files = {
        "legs.csv": DATED + "a,TW,CN,1,2024-12-31,\nb,TW,CN,1,,2025-03-01\n",
        "pressure.csv": "id,target_kind,target,points,valid_from\np,leg,a,5,2024-11-05\n",
    }
    study = load_study(files)
    assert study.data_date == dt.date(2025, 3, 1)
    assert study.months() == ("2024-11", "2024-12", "2025-01", "2025-02", "2025-03")


def test_a_data_date_before_every_leg_still_gives_a_month(load_study):
    files = {"legs.csv": DATED + "a,TW,CN,1,2026-05-01,\n", **_settings(data_date="2025-02-28")}
    assert load_study(files).months() == ("2025-02",)


def test_a_first_month_after_the_data_date_is_refused(faults_of):
    assert faults_of(_settings(first_month="2026-11", data_date="2026-10-31")) == [
        f"{FILE}:first_month 2026-11 is after the data date 2026-10-31. Move one of them."
    ]


def test_a_first_month_in_the_month_of_the_data_date_is_fine(load_study):
    files = _settings(first_month="2026-10", data_date="2026-10-01")
    assert load_study(files).months() == ("2026-10",)


@pytest.mark.parametrize(("year", "months"), [("0001", 24_298), ("1925", 1_210)])
def test_a_time_line_of_centuries_is_refused(faults_of, year, months):
    files = {
        "legs.csv": DATED + f"a,TW,CN,1,{year}-01-01,\n",
        **_settings(data_date="2025-10-31"),
    }
    assert faults_of(files) == [
        f"{FILE}:first_month makes {months} months; the limit is 600. Name a later month."
    ]


def test_a_leg_open_since_the_year_one_needs_no_other_date(load_study):
    study = load_study({"legs.csv": DATED + "a,TW,CN,1,0001-01-01,\n"})
    assert study.months() == ("0001-01",)


def test_a_folder_may_be_given_as_text_or_path_and_from_anywhere(write_study, monkeypatch):
    folder = write_study()
    by_path, by_text = seeds.load(folder), seeds.load(str(folder) + os.sep)
    monkeypatch.chdir(folder)
    here = seeds.load(".")
    assert by_path.name == by_text.name == here.name == "study"
    assert by_path.sha256 == by_text.sha256 == here.sha256


def test_a_folder_that_is_not_there_is_no_data_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no such folder"):
        seeds.load(tmp_path / "nowhere")


def test_a_file_is_not_a_folder(write_study):
    with pytest.raises(NotADirectoryError, match=r"name the folder that holds legs\.csv"):
        seeds.load(write_study() / "legs.csv")


def test_an_empty_folder_is_told_which_tables_it_needs(tmp_path):
    with pytest.raises(seeds.DataError) as caught:
        seeds.load(tmp_path)
    assert str(caught.value) == (
        "jurisdictions.csv: is missing. A study needs this table.\n"
        "legs.csv: is missing. A study needs this table."
    )


def test_a_study_cannot_be_rebound(load_study):
    with pytest.raises(dataclasses.FrozenInstanceError):
        load_study().scale = 1


def test_reading_twice_gives_the_same_and_not_the_very_tables(write_study):
    folder = write_study()
    first, second = seeds.load(folder), seeds.load(folder)
    first.legs.loc[0, "capacity"] = 7
    assert second.legs.loc[0, "capacity"] == 1000
    assert second.legs.equals(seeds.load(folder).legs)


def test_rows_keep_the_order_of_the_file(load_study):
    legs = "id,origin,destination,capacity\nz,TW,CN,1\na,TW,CN,1\nm,TW,CN,1\n"
    assert load_study({"legs.csv": legs}).legs["id"].tolist() == ["z", "a", "m"]
