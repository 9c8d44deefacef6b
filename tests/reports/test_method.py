import datetime as dt
import hashlib
import importlib.metadata
from pathlib import Path

import pytest

import reports
import seeds
from reports import method
from tests.studies import CHAIN, study


@pytest.fixture
def chain(tmp_path):
    return reports.analyze(study(tmp_path / "chain", legs=CHAIN))


def test_every_statement_is_a_sentence_or_more(chain):
    for statement in [*method.statements(chain), method.centrality_lead(chain)]:
        assert statement[0].isupper()
        assert statement.endswith(".")


@pytest.mark.parametrize(
    "limit",
    [
        "Firms and persons are not modelled",
        "which new routes would open after a leg is closed",
        "Charges are allegations",
        "a low count is not a low flow",
        "no position on legal status",
        "Layers are never added",
        "which are judgements",
    ],
)
def test_the_limits_are_stated(chain, limit):
    assert limit in " ".join(method.statements(chain))


def test_the_units_are_the_study_s():
    results = reports.analyze(seeds.load())
    said = " ".join(method.statements(results))
    assert results.study.capacity_unit in said
    assert results.study.effort_unit in said


def test_provenance_names_program_study_data_date_and_every_input(chain, tmp_path):
    said = method.provenance(chain)
    version = importlib.metadata.version("routerisk")
    assert said[0] == f"routerisk {version}, study chain, data to 2000-01-01."
    for name in ("jurisdictions.csv", "legs.csv"):
        digest = hashlib.sha256((tmp_path / "chain" / name).read_bytes()).hexdigest()
        assert f"{name} sha256 {digest}" in said
    assert "Leaflet 1.9.4, BSD-2-Clause" in said[-1]
    assert "Natural Earth, public domain" in said[-1]


def test_provenance_names_no_folder_and_no_day_of_the_run(chain, tmp_path):
    said = " ".join(method.provenance(chain))
    assert str(tmp_path) not in said
    assert str(Path.home()) not in said
    assert dt.datetime.now(tz=dt.UTC).date().isoformat() not in said


def test_the_licence_line_is_that_of_the_leaflet_that_is_inlined():
    from reports import leaflet_files

    stated = leaflet_files.LICENCE.split(",")[0].split()[1]
    assert f"Leaflet {stated}" in leaflet_files.script()[:500]
