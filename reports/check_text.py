"""What a check of a study says, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import json_text
from seeds import schema

if TYPE_CHECKING:
    from seeds import DataError, Study

SCHEMA = "routerisk/check/1"


def passed(study: Study, form: str) -> str:
    """Say that a study can be used, and what was read."""
    rows = {table.file: len(getattr(study, table.name)) for table in schema.tables()}
    if form == "json":
        document = {
            "schema": SCHEMA,
            "study": study.name,
            "faults": [],
            "rows": rows,
            "inputs_sha256": dict(study.sha256),
        }
        return json_text.pretty(document)
    counted = ", ".join(f"{file} {count} rows" for file, count in rows.items())
    return f"{study.name}: no fault found ({counted}).\n"


def faults_json(error: DataError) -> str:
    """List the faults as a document for programs."""
    faults = [
        {
            "file": fault.file,
            "row": fault.row or None,
            "column": fault.column or None,
            "message": fault.message,
        }
        for fault in error.faults
    ]
    return json_text.pretty({"schema": SCHEMA, "faults": faults})
