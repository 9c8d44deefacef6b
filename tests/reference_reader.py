"""A second reader of studies and scenarios, to compare with: Python's own parsers, no package code.

It reads csv, Decimal, fromisoformat and tomllib, and knows the kinds of columns from the schema's
file. It accepts far more than the package does: only what the package accepts is compared.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import io
import json
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import seeds
from seeds import schema

FOLDER = Path(seeds.__file__).with_name(schema.DEFAULT_STUDY)
FIELDS = {
    resource["path"]: resource["schema"]["fields"]
    for resource in json.loads((FOLDER / "datapackage.json").read_bytes())["resources"]
}
LISTS = {"ids", "texts", "enums"}


class Scaled(Decimal):
    """A number that the study gives in units of 1/scale."""


def _cell(field, text):
    text = text.strip(" ") or field.get("default", "")
    if field["kind"] in LISTS:
        return tuple(part.strip(" ") for part in text.split(";")) if text else ()
    if not text:
        return None
    if field["kind"] == "quantity":
        return text if text == "unbounded" else Scaled(text)
    if field["kind"] == "number":
        return Decimal(text)
    kinds = {"integer": int, "coordinate": float, "date": dt.date.fromisoformat}
    return kinds.get(field["kind"], str)(text)


@functools.lru_cache(maxsize=64)
def _rows(name, content):
    stream = io.StringIO(content.decode("utf-8-sig"), newline="")
    header, *rows = (
        [cell.strip(" ") for cell in row]
        for row in csv.reader(stream)
        if any(cell.strip(" ") for cell in row)
    )
    cells = [dict(zip(header, row, strict=True)) for row in rows]
    return [
        {field["name"]: _cell(field, row.get(field["name"], "")) for field in FIELDS[name]}
        for row in cells
    ]


def _scale(tables):
    values = [value for rows in tables.values() for row in rows for value in row.values()]
    numbers = [Fraction(value) for value in values if isinstance(value, Scaled)]
    return next(
        100 * 10**digits
        for digits in range(7)
        if all((number * 10**digits).denominator == 1 for number in numbers)
    )


def assert_read_exactly(study, files):
    """Require that a study holds what its files (name to bytes) say, and nothing else."""
    package = json.loads(files.get("datapackage.json", b"{}").decode("utf-8-sig"))
    assert study.title == package.get("title", study.name)
    if "data_date" in package.get("routerisk", {}):
        assert study.data_date.isoformat() == package["routerisk"]["data_date"]
    tables = {name: _rows(name, files[name]) if name in files else [] for name in FIELDS}
    assert study.scale == _scale(tables)
    for name, rows in tables.items():
        frame = getattr(study, name.removesuffix(".csv"))
        assert len(frame) == len(rows)
        for field in FIELDS[name]:
            _assert_column(
                study, frame[field["name"]].tolist(), [row[field["name"]] for row in rows]
            )


def _assert_column(study, read, wanted):
    for value, cell in zip(read, wanted, strict=True):
        if isinstance(cell, Scaled):
            assert type(value) is int
            assert value == Fraction(cell) * study.scale
        else:
            assert value == cell


def assert_scenario_read_exactly(scenario, content, study):
    """Require that a scenario of a study says what its TOML says, and nothing else."""
    document = tomllib.loads(content.decode("utf-8-sig"))
    changes = document.pop("set", {})
    capacities = {
        leg: change["capacity"] for leg, change in changes.items() if "capacity" in change
    }
    assert scenario.title == (" ".join(document.pop("title", "").split()) or scenario.name)
    assert scenario.note == " ".join(document.pop("note", "").split())
    assert scenario.as_of == (str(document.pop("as_of")) if "as_of" in document else None)
    assert dict(scenario.roles) == document.pop("roles", {})
    assert dict(scenario.weights) == document.pop("weights", {})
    assert dict(scenario.capacity) == {
        leg: _amount(text, study.scale) for leg, text in capacities.items()
    }
    assert dict(scenario.pressure) == {
        leg: change["pressure"] for leg, change in changes.items() if "pressure" in change
    }
    for part in ("evidence", "remove", "keep_only", "close", "measures"):
        assert getattr(scenario, part) == tuple(sorted(set(document.pop(part, ()))))
    _assert_added(scenario.add, document.pop("add", []), study)
    assert document == {}


def _assert_added(added, written, study):
    """Require that every row put in holds what is written, in the order of ids."""
    fields = {field["name"]: field for field in FIELDS["legs.csv"]}
    by_id = {row["id"]: row for row in added}
    assert len(by_id) == len(added) == len(written)
    for row in written:
        assert set(row) <= set(fields)
        for name, field in fields.items():
            cell = _cell(field, row.get(name, ""))
            wanted = Fraction(cell) * study.scale if isinstance(cell, Scaled) else cell
            assert by_id[row["id"].strip(" ")][name] == wanted


def _amount(text, scale):
    return text if text == "unbounded" else Fraction(text) * scale
