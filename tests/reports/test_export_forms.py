import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

import reports
from reports import cli, export_command
from reports.export_forms import FORMS, SINGLE, Form
from tests.studies import CHAIN, PLACED, study

ROOT = Path(__file__).parent.parent.parent

EXPORT_ALL = """
import hashlib, json, sys
import seeds, reports
from reports.export_forms import FORMS

results = reports.analyze(seeds.load())
made = {
    f"{form}/{name}": hashlib.sha256(content).hexdigest()
    for form in FORMS
    for name, content in reports.export(results, form).items()
}
print(json.dumps(made))
"""
FORTY_DAYS_ON = """
import datetime, time
import xlsxwriter.core, xlsxwriter.workbook

LATER = datetime.timedelta(days=40)
real_time, real_strftime = time.time, time.strftime

class AnyMoment(type):
    def __instancecheck__(cls, value):
        return isinstance(value, datetime.datetime)

class Later(metaclass=AnyMoment):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.now(tz) + LATER

time.time = lambda: real_time() + LATER.total_seconds()
time.strftime = lambda form, at=None: real_strftime(form, at or time.gmtime(time.time()))
xlsxwriter.core.datetime = xlsxwriter.workbook.datetime = Later
"""
"""Puts the clocks that Python's writers look at forward; GDAL's is set by OGR_CURRENT_DATE."""


def _digests(code, **environment):
    made = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)


@pytest.mark.slow
def test_the_same_bytes_on_another_day_in_another_place_and_with_another_hash_seed():
    here = _digests(EXPORT_ALL, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    there = _digests(
        FORTY_DAYS_ON + EXPORT_ALL,
        PYTHONHASHSEED="4294967295",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        PYTHONUTF8="0",
        SOURCE_DATE_EPOCH="2000000000",
        OGR_CURRENT_DATE="2031-05-06T07:08:09.000Z",
    )
    assert {name.partition("/")[0] for name in here} == set(FORMS)
    assert here == there


@pytest.mark.parametrize("form", FORMS)
def test_one_file_is_named_after_the_study_and_several_have_an_imprint(results, form):
    files = reports.export(results, form)
    if form in SINGLE:
        assert list(files) == [f"ai_gpu_diversion.{SINGLE[form]}"]
    else:
        assert len(files) > 2
        assert json.loads(files["about.json"])["schema"] == "routerisk/export/1"
    assert all(isinstance(content, bytes) and content for content in files.values())


@pytest.mark.parametrize("form", FORMS)
def test_a_study_is_analysed_as_the_options_say(study, form):
    asked = {"as_of": "2025-07", "lens": "volume", "layer": "service", "weakest_class": "C"}
    scenario = study.scenarios[0]
    made = reports.export(study, form, **asked, scenario=scenario)
    assert made == reports.export(reports.analyze(study, **asked, scenario=scenario), form)
    assert made != reports.export(study, form)


def test_only_legs_of_the_class_or_stronger_are_exported(study):
    made = json.loads(
        reports.export(study, "node-link", weakest_class="B")["ai_gpu_diversion.json"]
    )
    classes = {edge["evidence_class"] for edge in made["edges"]}
    assert classes <= {"A", "B"}
    assert classes
    assert made["graph"]["weakest_class"] == "B"


def test_options_for_results_and_unknown_forms_are_refused(results):
    with pytest.raises(ValueError, match="analysed already; leave out lens, layer"):
        reports.export(results, "csv", lens="passing", layer="goods")
    with pytest.raises(ValueError, match=r"form 'shp' is unknown; choose one of graphml, gexf"):
        reports.export(results, "shp")


def test_a_study_without_a_route_or_a_bound_has_every_form(tmp_path):
    for name, capacity in (("closed", "0"), ("open", "unbounded")):
        legs = f"id,origin,destination,capacity\nA>C,A,C,{capacity}\n"
        loaded = study_of(tmp_path / name, legs)
        assert {form for form in FORMS if reports.export(loaded, form)} == set(FORMS)


def study_of(folder, legs=CHAIN):
    return study(folder, jurisdictions=PLACED, legs=legs)


def test_the_command_line_offers_the_same_forms():
    assert get_args(Form) == FORMS == export_command.FORMS
    assert "export" in cli.routerisk.commands


def test_no_form_names_this_machine_or_the_clock(tmp_path):
    results = reports.analyze(study_of(tmp_path / "chain"))
    for form in FORMS:
        for name, content in reports.export(results, form).items():
            assert str(tmp_path).encode() not in content, name


def test_bytes_are_equal_within_one_process(results):
    for form in FORMS:
        first, second = (
            {
                name: hashlib.sha256(content).hexdigest()
                for name, content in reports.export(results, form).items()
            }
            for _ in range(2)
        )
        assert first == second
