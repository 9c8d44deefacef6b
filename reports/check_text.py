"""What a check of a study says, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import json_text
from seeds import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seeds import DataError, Fault, Study

SCHEMA = "routerisk/check/1"


def passed(study: Study, gaps: Sequence[Fault], form: str) -> str:
    """Say that a study can be used, what was read, and what it leaves unsaid."""
    rows = {table.file: len(getattr(study, table.name)) for table in schema.tables()}
    if form == "json":
        document = {
            "schema": SCHEMA,
            "study": study.name,
            "faults": [],
            "gaps": [_plain(gap) for gap in gaps],
            "rows": rows,
            "inputs_sha256": dict(study.sha256),
        }
        return json_text.pretty(document)
    counted = ", ".join(f"{file} {count} rows" for file, count in rows.items())
    lines = [f"{study.name}: no fault found ({counted}; {len(study.scenarios)} scenarios)."]
    lines += [f"gap: {gap}" for gap in gaps]
    return "\n".join(lines) + "\n"


def faults_json(error: DataError) -> str:
    """List the faults as a document for programs."""
    faults = [_plain(fault) for fault in error.faults]
    return json_text.pretty({"schema": SCHEMA, "faults": faults})


def _plain(fault: Fault) -> dict[str, str | int | None]:
    return {
        "file": fault.file,
        "row": fault.row or None,
        "column": fault.column or None,
        "message": fault.message,
    }
