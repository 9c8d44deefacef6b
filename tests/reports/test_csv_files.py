import csv
import io

import pandas as pd
import pytest

import reports
from reports import csv_files, finding_tables, network_tables, plan_table
from tests.hostile_study import FORMULAS, TEXTS, poisoned
from tests.studies import CHAIN, study

TABLES = {
    "legs.csv": network_tables.legs,
    "jurisdictions.csv": network_tables.jurisdictions,
    "chokepoints.csv": finding_tables.chokepoints,
    "plans.csv": plan_table.plans,
    "routes.csv": finding_tables.routes,
}


def _rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_the_folder_holds_five_tables_and_the_imprint(results):
    files = csv_files.content(results)
    assert set(files) == {*TABLES, "about.json"}
    for name, content in files.items():
        assert b"\r" not in content, name
        assert not content.startswith(b"\xef\xbb\xbf"), name
        assert content.endswith(b"\n"), name


@pytest.mark.parametrize("name", TABLES)
def test_pandas_reads_what_the_tables_hold(results, name):
    table = TABLES[name](results)
    content = csv_files.content(results)[name]
    frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    assert list(frame) == [column.name for column in table.columns]
    assert frame.to_numpy().tolist() == table.texts()


def test_pandas_takes_amounts_for_numbers(results):
    frame = pd.read_csv(io.BytesIO(csv_files.content(results)["legs.csv"]))
    expected = [record["flow"] for record in network_tables.legs(results).records()]
    assert frame["flow"].tolist() == expected


@pytest.mark.parametrize("text", FORMULAS.values(), ids=FORMULAS)
def test_no_text_column_holds_a_formula(tmp_path, text):
    loaded = study(tmp_path, legs=CHAIN)
    files = csv_files.content(reports.analyze(poisoned(loaded, text)))
    for name in TABLES:
        for row in _rows(files[name]):
            assert not [
                cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t"))
            ]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_texts_come_back_as_they_were(tmp_path, text):
    files = csv_files.content(reports.analyze(poisoned(study(tmp_path, legs=CHAIN), text)))
    assert {row["mechanism"] for row in _rows(files["legs.csv"])} == {text}
    assert {row["name"] for row in _rows(files["jurisdictions.csv"])} == {text}


@pytest.mark.slow
def test_libreoffice_shows_formulas_as_text(tmp_path, office):
    loaded = study(tmp_path / "study", legs=CHAIN)
    folder = tmp_path / "made"
    folder.mkdir()
    for name, text in FORMULAS.items():
        content = csv_files.content(reports.analyze(poisoned(loaded, text)))["jurisdictions.csv"]
        (folder / f"{name}.csv").write_bytes(content)
    # One run of the program for all: the rows below one another, cells as they stand.
    lines = [
        line
        for name in FORMULAS
        for line in (folder / f"{name}.csv").read_text("utf-8").splitlines()
    ]
    (folder / "all.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (made,) = office(folder / "all.csv", "ods").iterdir()
    (shown,) = office(made, "csv").iterdir()
    first = {line.split(",")[0] for line in shown.read_text(encoding="utf-8").splitlines()}
    assert {"'=1+1 A", "'+1+1 A", "'-1+1 A"} <= first
