import importlib.resources
import json
import re

import pytest

from seeds import cells, schema

TYPES = {"integer": "integer", "coordinate": "number", "date": "date"}


def _entries():
    folder = importlib.resources.files("seeds") / schema.DEFAULT_STUDY
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return [
        pytest.param(resource, entry, id=f"{resource['name']}.{entry['name']}")
        for resource in package["resources"]
        for entry in resource["schema"]["fields"]
    ]


def test_jurisdictions_come_first_because_the_others_refer_to_them():
    names = [table.name for table in schema.tables()]
    assert names == ["jurisdictions", "legs", "pressure", "evidence"]
    assert [table.file for table in schema.tables()] == [f"{name}.csv" for name in names]


def test_a_study_needs_seven_columns_and_no_more():
    needed = {
        table.name: [field.name for field in table.fields if field.required]
        for table in schema.tables()
        if table.required
    }
    assert needed == {
        "jurisdictions": ["id", "name", "role"],
        "legs": ["id", "origin", "destination", "capacity"],
    }


@pytest.mark.parametrize(("resource", "entry"), _entries())
def test_every_field_says_the_same_in_the_file_and_in_the_schema(resource, entry):
    table = schema.table(resource["name"])
    field = next(field for field in table.fields if field.name == entry["name"])
    assert table.columns.index(field.name) == resource["schema"]["fields"].index(entry)
    constraints = entry.get("constraints", {})
    assert field.kind == entry["kind"]
    assert field.required == constraints.get("required", False)
    assert field.choices == tuple(constraints.get("enum", ()))
    assert (field.minimum, field.maximum) == (
        constraints.get("minimum"),
        constraints.get("maximum"),
    )


@pytest.mark.parametrize(("_resource", "entry"), _entries())
def test_other_readers_of_data_packages_are_told_a_fitting_type(_resource, entry):
    assert entry["type"] == TYPES.get(entry["kind"], "string")
    assert ("enum" in entry.get("constraints", {})) == (entry["kind"] == "enum")


@pytest.mark.parametrize(("_resource", "entry"), _entries())
def test_every_field_is_of_a_kind_that_can_be_parsed(_resource, entry):
    assert entry["kind"] in cells._PARSERS
    assert entry["kind"] in cells._WANTED


def test_every_default_obeys_its_own_column():
    defaults = {
        (table.name, field.name): cells.parse(field, "")
        for table in schema.tables()
        for field in table.fields
        if field.default is not None
    }
    assert defaults == {
        ("jurisdictions", "node_capacity"): "unbounded",
        ("legs", "layer"): "goods",
        ("legs", "mechanism"): "unspecified",
        ("legs", "basis"): "assumed",
        ("legs", "interdict_cost"): 1,
        ("legs", "interdictable"): "yes",
        ("pressure", "direction"): "both",
        ("pressure", "basis"): "assumed",
    }


def test_every_reference_leads_to_a_table():
    names = {table.name for table in schema.tables()}
    referred = {field.refers_to for table in schema.tables() for field in table.fields}
    assert referred - {None} <= names


def test_no_required_column_has_a_default_and_every_amount_has_a_unit():
    for table in schema.tables():
        for field in table.fields:
            assert not (field.required and field.default is not None)
            assert field.unit or field.kind not in {"quantity", "coordinate", "integer"}


def test_column_names_are_plain_words_and_none_is_a_private_note():
    for table in schema.tables():
        assert len(set(table.columns)) == len(table.columns)
        for name in table.columns:
            assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)
            assert not name.startswith("x_")


def test_the_schema_is_read_once_and_cannot_be_changed():
    assert schema.tables() is schema.tables()
    with pytest.raises(AttributeError):
        schema.table("legs").fields[0].required = False
