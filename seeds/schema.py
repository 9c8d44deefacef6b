"""The schema of every table, read from the one file that states it."""

from __future__ import annotations

import functools
import importlib.resources
import json
from dataclasses import dataclass
from typing import Any

DEFAULT_STUDY = "ai_gpu_diversion"
"""Folder, inside this package, of the study that is analysed when none is named."""


@dataclass(frozen=True)
class Field:
    """One column: its name, what a cell holds, and what a cell must obey."""

    name: str
    kind: str
    title: str
    required: bool = False
    default: str | None = None
    unit: str | None = None
    refers_to: str | None = None
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None


@dataclass(frozen=True)
class TableSchema:
    """One table: its name, whether a study must have it, and its columns in order."""

    name: str
    title: str
    required: bool
    fields: tuple[Field, ...]

    @property
    def file(self) -> str:
        """Name of the table's file inside the study folder."""
        return f"{self.name}.csv"

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(field.name for field in self.fields)


@functools.cache
def tables() -> tuple[TableSchema, ...]:
    """Return the schema of every table, in reading order.

    Returns
    -------
    tuple of TableSchema
        Jurisdictions first, because the other tables refer to them.

    Examples
    --------
    >>> [table.name for table in tables() if table.required]
    ['jurisdictions', 'legs']
    """
    folder = importlib.resources.files("seeds") / DEFAULT_STUDY
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return tuple(_table(resource) for resource in package["resources"])


def table(name: str) -> TableSchema:
    """Return the schema of one table by its name."""
    return next(schema for schema in tables() if schema.name == name)


def column(table_name: str, name: str) -> Field:
    """Return the schema of one column."""
    return next(field for field in table(table_name).fields if field.name == name)


def _table(resource: dict[str, Any]) -> TableSchema:
    fields = tuple(_field(entry) for entry in resource["schema"]["fields"])
    return TableSchema(resource["name"], resource["title"], resource["required_table"], fields)


def _field(entry: dict[str, Any]) -> Field:
    constraints = entry.get("constraints", {})
    return Field(
        name=entry["name"],
        kind=entry["kind"],
        title=entry["title"],
        required=constraints.get("required", False),
        default=entry.get("default"),
        unit=entry.get("unit"),
        refers_to=entry.get("refers_to"),
        choices=tuple(constraints.get("enum", entry.get("words", ()))),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        pattern=constraints.get("pattern"),
    )
