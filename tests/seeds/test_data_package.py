"""The default study as a Data Package: what other readers of such packages rely on.

Checked by the words of the standard (Data Package v2, Table Schema v2), without a reader for it.
"""

import csv
import datetime as dt
import json
import re
from pathlib import Path

import pytest

import seeds
from seeds import schema

FOLDER = Path(seeds.__file__).with_name(schema.DEFAULT_STUDY)
PACKAGE = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
TYPES = {"string", "integer", "number", "date"}


def _rows(name):
    with (FOLDER / RESOURCES[name]["path"]).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


ROWS = {name: _rows(name) for name in RESOURCES}
EACH = pytest.mark.parametrize("name", RESOURCES)


def test_the_package_says_what_it_is_and_under_which_licence():
    assert re.fullmatch(r"[a-z0-9._-]+", PACKAGE["name"])
    assert PACKAGE["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert PACKAGE["title"]
    assert all({"name", "path"} <= set(licence) for licence in PACKAGE["licenses"])
    assert all(source["title"] for source in PACKAGE["sources"])
    assert len(RESOURCES) == len(PACKAGE["resources"])


@EACH
def test_a_resource_is_a_file_beside_the_package(name):
    path = RESOURCES[name]["path"]
    assert not Path(path).is_absolute()
    assert ".." not in Path(path).parts
    assert (FOLDER / path).is_file()
    assert RESOURCES[name]["format"] == "csv"
    assert RESOURCES[name]["encoding"] == "utf-8"
    assert re.fullmatch(r"[a-z0-9._-]+", name)


@EACH
def test_the_fields_are_the_header_in_order(name):
    with (FOLDER / RESOURCES[name]["path"]).open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    assert [field["name"] for field in RESOURCES[name]["schema"]["fields"]] == header
    assert {field["type"] for field in RESOURCES[name]["schema"]["fields"]} <= TYPES


@EACH
def test_the_primary_key_is_unique_and_never_missing(name):
    [key] = RESOURCES[name]["schema"]["primaryKey"]
    values = [row[key] for row in ROWS[name]]
    assert all(values)
    assert len(set(values)) == len(values)


@EACH
def test_foreign_keys_resolve(name):
    for key in RESOURCES[name]["schema"].get("foreignKeys", []):
        [here], [there] = key["fields"], key["reference"]["fields"]
        known = {row[there] for row in ROWS[key["reference"]["resource"]]}
        assert {row[here] for row in ROWS[name]} - {""} <= known


def test_every_plain_reference_is_a_foreign_key_for_other_readers_too():
    for name, resource in RESOURCES.items():
        keys = {key["fields"][0] for key in resource["schema"].get("foreignKeys", [])}
        referring = {
            field["name"]
            for field in resource["schema"]["fields"]
            if "refers_to" in field and field["kind"] == "id"
        }
        assert keys == referring, name


CASTS = {"string": str, "integer": int, "number": float, "date": dt.date.fromisoformat}


@EACH
def test_every_cell_has_its_type_and_obeys_its_constraints(name):
    missing = set(RESOURCES[name]["schema"]["missingValues"])
    for field in RESOURCES[name]["schema"]["fields"]:
        constraints = field.get("constraints", {})
        for row in ROWS[name]:
            text = row[field["name"]]
            if text in missing:
                assert not constraints.get("required", False), (field["name"], row)
                continue
            value = CASTS[field["type"]](text)
            assert value in constraints.get("enum", [value])
            assert re.fullmatch(constraints.get("pattern", ".*"), text), (field["name"], text)
            assert len(text) <= constraints.get("maxLength", len(text))
            assert constraints.get("minimum", value) <= value <= constraints.get("maximum", value)


def test_only_constraints_of_the_standard_are_stated():
    known = {
        "required",
        "unique",
        "pattern",
        "enum",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
    }
    for resource in RESOURCES.values():
        for field in resource["schema"]["fields"]:
            assert set(field.get("constraints", {})) <= known
            # A number bounds numbers and days, never texts.
            bounds = {"minimum", "maximum"} & set(field.get("constraints", {}))
            assert not bounds or field["type"] in {"integer", "number", "date"}
