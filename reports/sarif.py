"""SARIF: faults and gaps of a study as a code scanning service reads them."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reports import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seeds import Fault

VERSION = "2.1.0"
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

RULES = {
    "fault": ("error", "A study's tables are wrong and cannot be used as they stand."),
    "gap": ("warning", "A study leaves something unsaid that a review would ask for."),
}
"""Level and description of each kind of finding."""


def log(faults: Sequence[Fault], gaps: Sequence[Fault], folder: Path) -> str:
    """List findings as a SARIF log.

    Parameters
    ----------
    faults, gaps : sequence of Fault
    folder : pathlib.Path
        The study; files below the present folder are named from there, as a repository's own.

    Returns
    -------
    str
        SARIF 2.1.0 with a line feed at its end. A finding has the line of its file where it is
        about one, and its column as a logical location.

    References
    ----------
    OASIS (2023), "Static Analysis Results Interchange Format (SARIF) Version 2.1.0 Plus Errata 01".
    """
    findings = [("fault", fault) for fault in faults] + [("gap", gap) for gap in gaps]
    run = {
        "tool": {
            "driver": {
                "name": "routerisk",
                "version": importlib.metadata.version("routerisk"),
                "rules": [
                    {
                        "id": rule,
                        "shortDescription": {"text": description},
                        "defaultConfiguration": {"level": level},
                    }
                    for rule, (level, description) in RULES.items()
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(rule, fault, folder) for rule, fault in findings],
    }
    return json_text.pretty({"$schema": SCHEMA, "version": VERSION, "runs": [run]})


def _result(rule: str, fault: Fault, folder: Path) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _address(folder / fault.file)}}
    if fault.row:
        place["region"] = {"startLine": fault.row}
    location: dict[str, Any] = {"physicalLocation": place}
    if fault.column:
        location["logicalLocations"] = [{"name": fault.column, "kind": "column"}]
    return {
        "ruleId": rule,
        "ruleIndex": list(RULES).index(rule),
        "level": RULES[rule][0],
        "message": {"text": str(fault)},
        "locations": [location],
    }


def _address(file: Path) -> str:
    """Give the address of a file: relative where it lies below the present folder."""
    path = file.absolute()
    if path.is_relative_to(Path.cwd()):
        return quote(path.relative_to(Path.cwd()).as_posix())
    return path.as_uri()
