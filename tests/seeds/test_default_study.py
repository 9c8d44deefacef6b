"""The packaged study: what it must hold, whatever its numbers become."""

import csv
import json
import re
from pathlib import Path

import pytest

import seeds
from seeds import schema

FOLDER = Path(seeds.__file__).with_name(schema.DEFAULT_STUDY)
README = (FOLDER / "README.md").read_text(encoding="utf-8")
FILES = sorted(path for path in FOLDER.iterdir() if path.is_file())
TABLES = [table.name for table in schema.tables()]
TRANSIT = {"SG", "MY", "AE", "HK", "KZ", "UZ", "TH", "ID", "JP", "VN", "IN"}


@pytest.fixture(scope="module")
def study():
    return seeds.load()


@pytest.fixture(scope="module")
def goods(study):
    return study.legs[study.legs["layer"] == "goods"]


def _table_after(heading):
    """Give the cells of the README's first table after a line that begins so."""
    lines = README[README.index(heading) :].splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("|"))
    rows = []
    for line in lines[first:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows[2:]


def test_the_folder_holds_the_study_and_nothing_else():
    names = {path.name for path in FILES}
    assert names == {"README.md", "datapackage.json", *(f"{name}.csv" for name in TABLES)}


def test_the_jurisdictions_and_their_roles(study):
    roles = study.jurisdictions.groupby("role")["id"].agg(set).to_dict()
    assert roles["origin"] == {"US", "TW"}
    assert roles["destination"] == {"CN"}
    assert roles["transit"] >= TRANSIT
    assert len(study.jurisdictions) == 15


def test_every_jurisdiction_has_a_place_and_other_names(study):
    assert study.jurisdictions[["lat", "lon"]].notna().all(axis=None)
    assert study.jurisdictions["aliases"].map(len).min() >= 2


def test_no_spelling_stands_for_two_jurisdictions(study):
    spellings = [
        spelling.casefold()
        for row in study.jurisdictions.itertuples()
        for spelling in {row.id, row.name, *row.aliases}
    ]
    assert len(set(spellings)) == len(spellings)


def test_there_are_enough_goods_legs_and_other_layers_beside_them(study, goods):
    assert len(goods) >= 30
    assert set(study.legs["layer"]) == {"goods", "service", "ownership", "licensed"}


@pytest.mark.parametrize("column", ["capacity_low", "capacity", "capacity_high"])
def test_every_leg_has_a_low_a_best_and_a_high_capacity(study, column):
    assert study.legs[column].notna().all()


def test_every_leg_has_a_class_and_evidence_unless_the_seed_alone_claims_it(study):
    assert set(study.legs["evidence_class"]) <= set("ABCDE")
    without = study.legs[study.legs["evidence"].map(len) == 0]
    assert set(without["evidence_class"]) <= {"D"}


def test_every_leg_and_every_contribution_says_how_its_number_was_reached(study):
    assert study.legs["note"].notna().all()
    assert study.pressure["reason"].notna().all()
    derived = study.legs[study.legs["basis"] != "assumed"]
    assert derived["evidence"].map(len).min() >= 1


@pytest.mark.parametrize("table", ["jurisdictions", "legs", "pressure"])
def test_all_evidence_that_is_named_stands_in_its_table(study, table):
    named = {name for names in getattr(study, table)["evidence"] for name in names}
    assert named <= set(study.evidence["id"])
    assert named


def test_no_leg_opens_or_closes_after_the_data_date(study):
    for frame in (study.legs, study.pressure):
        for column in ("valid_from", "valid_to"):
            assert all(day is None or day <= study.data_date for day in frame[column])


def test_reports_are_dated_and_only_a_search_of_our_own_may_be_later_than_the_data(study):
    for report in study.evidence.itertuples():
        assert re.fullmatch(r"20\d\d(-\d\d(-\d\d)?)?", report.published or "2026"), report.id
        if report.kind != "negative_search":
            assert (report.published or "") <= study.data_date.isoformat(), report.id


def test_every_report_can_be_looked_up_or_says_that_it_cannot(study):
    for report in study.evidence.itertuples():
        told = report.retrieval in {"negative-search", "unsourced"}
        assert report.url or told or "address" in report.note.casefold(), report.id


def test_every_layer_keeps_a_way_into_the_destination(study):
    for layer, legs in study.legs.groupby("layer"):
        assert "CN" in set(legs["destination"]), layer


def test_the_texts_hold_no_address_of_a_person(study):
    for table in TABLES:
        frame = getattr(study, table)
        for field in schema.table(table).fields:
            if field.kind not in {"text", "texts"}:
                continue
            for text in frame[field.name].dropna().map(str):
                assert "@" not in text
                assert not re.search(r"\+\d[\d ()-]{7,}\d", text), text
                assert not re.search(r"\b\d{3}[ .-]\d{3}[ .-]\d{4}\b", text), text


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_sorted_by_id_and_columns_are_those_of_the_schema(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream, strict=True)
    assert tuple(header) == schema.table(name).columns
    ids = [row[0] for row in rows]
    assert ids == sorted(ids)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_are_plain_utf_8_with_unix_line_ends(path):
    content = path.read_bytes()
    assert all(line.isprintable() for line in content.decode("utf-8").split("\n"))
    assert content.endswith(b"\n")
    assert not content.endswith(b"\n\n")
    assert b"\r" not in content


def test_the_readme_counts_the_rows_of_every_table(study):
    rows = {row[0]: int(row[1]) for row in _table_after("| table |")}
    assert rows == {f"{name}.csv": len(getattr(study, name)) for name in TABLES}


def test_the_readme_counts_roles_and_layers(study):
    content = {row[0]: row[2] for row in _table_after("| table |")}
    roles = study.jurisdictions["role"].value_counts()
    assert content["jurisdictions.csv"] == (
        f"{roles['origin']} origins, {roles['transit']} transit, {roles['destination']} destination"
    )
    layers = study.legs["layer"].value_counts()
    names = ("goods", "service", "ownership", "licensed")
    assert content["legs.csv"].startswith(", ".join(f"{name} {layers[name]}" for name in names))


def test_the_readme_counts_the_kinds_of_quantities_and_derivations(study):
    content = {row[0]: row[2] for row in _table_after("| table |")}
    kinds = study.quantities["kind"].value_counts()
    for kind, words in {
        "conversion": "conversions",
        "case": "of cases",
        "estimate": "of an estimate",
        "allotment": "of the allotment",
        "published_total": "published totals",
    }.items():
        assert f" {kinds[kind]} {words}" in content["quantities.csv"]
    cells = study.derivations["column"].value_counts()
    assert content["derivations.csv"].endswith(
        f"low {cells['capacity_low']}, best {cells['capacity']}, high {cells['capacity_high']}"
    )


def test_the_readme_counts_the_goods_legs_of_every_class(goods):
    rows = {row[0]: int(row[2]) for row in _table_after("## Evidence classes")}
    assert rows == goods["evidence_class"].value_counts().to_dict()


def test_every_column_of_numbers_has_a_basis_or_says_that_it_is_assumed():
    package = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        has_basis = "basis" in {field["name"] for field in fields}
        for field in fields:
            if field["kind"] in {"quantity", "number", "integer", "coordinate"}:
                assert has_basis or field.get("basis") == "assumed", (
                    resource["name"],
                    field["name"],
                )
    # The basis of a leg speaks of its capacity; what closing it takes is a judgement throughout.
    cost = next(
        f for f in package["resources"][1]["schema"]["fields"] if f["name"] == "interdict_cost"
    )
    assert cost["basis"] == "assumed"
