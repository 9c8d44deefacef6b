"""The strict reader of one scenario: TOML to checked parts, with every fault gathered."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from typing import TYPE_CHECKING, Any

from seeds import added_legs, nesting, scenario_settings, schema
from seeds.faults import Fault, suggestion
from seeds.scenario_folder import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Collection

    from seeds.study import Study

MAX_TEXT = 2_000
MAX_WEIGHT = 400
KEYS = (
    "title",
    "note",
    "as_of",
    "evidence",
    "remove",
    "keep_only",
    "close",
    "measures",
    "roles",
    "weights",
    "set",
    "add",
)


class ScenarioReader:
    """Reads one document and gathers its faults."""

    def __init__(self, file: str, study: Study) -> None:
        self.file = file
        self.study = study
        self.faults: list[Fault] = []
        self.legs = set(study.legs["id"])
        self.jurisdictions = set(study.jurisdictions["id"])

    def document(self, content: bytes) -> dict[str, Any]:
        """Parse TOML, or give an empty document and a fault."""
        if len(content) > MAX_BYTES:
            self.fault("", f"is larger than the limit of {MAX_BYTES // 1024} KiB. Split it.")
            return {}
        try:
            document = tomllib.loads(content.decode("utf-8-sig"))
        except RecursionError:
            self.fault("", nesting.MESSAGE)
        except ValueError as error:
            self.fault("", f"is not TOML: {error}.")
        else:
            if not nesting.is_too_deep(document):
                return document
            self.fault("", nesting.MESSAGE)
        return {}

    def parts(self, document: dict[str, Any]) -> dict[str, Any]:
        """Read every part of a scenario, by the name of its field."""
        for key in sorted(set(document) - set(KEYS)):
            self.fault(key, f"is not a key of a scenario.{suggestion(key, KEYS)}")
        add, faults = added_legs.read(document.get("add", []), self.study)
        for key, message in faults:
            self.fault(key, message)
        ends = self.ends() | {row["id"]: (row["origin"], row["destination"]) for row in add}
        table = self.table(document, "set")
        settings = scenario_settings.read(table, ends, self.study.scale, self.fault)
        removed = self.ids(document, "remove", self.legs)
        closed = self.ids(document, "close", self.jurisdictions)
        scenario_settings.contradictions(settings, ends, removed, closed, self.fault)
        return {
            "title": self.text(document, "title"),
            "note": self.text(document, "note"),
            "evidence": self.ids(document, "evidence", set(self.study.evidence["id"])),
            "as_of": self.day(document.get("as_of")),
            "remove": removed,
            "keep_only": self.ids(document, "keep_only", self.legs),
            "close": closed,
            "roles": self.roles(self.table(document, "roles")),
            "measures": self.ids(document, "measures", set(self.study.measures["id"])),
            "weights": self.weights(self.table(document, "weights")),
            "capacity": settings.capacity,
            "pressure": settings.pressure,
            "add": add,
        }

    def ends(self) -> dict[str, tuple[str, str]]:
        """Give the origin and destination of each leg of the study."""
        legs = self.study.legs
        ends = zip(legs["origin"], legs["destination"], strict=True)
        return dict(zip(legs["id"], ends, strict=True))

    def names(self) -> dict[str, str]:
        """Give the id that each name and alias of a jurisdiction stands for."""
        places = self.study.jurisdictions
        rows = zip(places["id"], places["name"], places["aliases"], strict=True)
        return {name: place for place, main, others in rows for name in (main, *others)}

    def fault(self, key: str, message: str) -> None:
        """Note a fault at a key."""
        self.faults.append(Fault(self.file, 0, key, message))

    def text(self, document: dict[str, Any], key: str) -> str:
        """Read a text, its line breaks as blanks."""
        value = document.get(key, "")
        text = " ".join(value.split()) if isinstance(value, str) else None
        if text is None or not text.isprintable() or len(text) > MAX_TEXT:
            self.fault(key, f"must be printable text of at most {MAX_TEXT} characters.")
            return ""
        return text

    def day(self, value: object) -> str | None:
        """Read a day or a month, as text or as a date of TOML."""
        if value is None:
            return None
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value.isoformat()
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", value):
            try:
                dt.date.fromisoformat(value if value.count("-") > 1 else f"{value}-01")
            except ValueError:
                self.fault("as_of", f"'{value}' is not in the calendar.")
            return value
        self.fault("as_of", 'must be a day or a month, such as "2026-07-10" or "2026-07".')
        return None

    def table(self, document: dict[str, Any], key: str) -> dict[str, Any]:
        """Read a table of the document."""
        value = document.get(key, {})
        if not isinstance(value, dict):
            self.fault(key, f"must be a table: write [{key}] on a line of its own.")
            return {}
        return value

    def ids(self, document: dict[str, Any], key: str, known: Collection[str]) -> tuple[str, ...]:
        """Read a list of ids that must be known."""
        value = document.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            self.fault(key, 'must be a list of ids, such as ["SG>MY.onward"].')
            return ()
        names = self.names() if key == "close" else None
        for entry in sorted(set(value) - set(known)):
            self.fault(key, f"'{entry}' is not in the study.{suggestion(entry, known, names)}")
        return tuple(sorted(set(value)))

    def roles(self, table: dict[str, Any]) -> dict[str, str]:
        """Read the parts that jurisdictions play; an origin and a destination must remain."""
        choices = schema.column("jurisdictions", "role").choices
        before = len(self.faults)
        for place, role in table.items():
            if place not in self.jurisdictions:
                meant = suggestion(place, self.jurisdictions)
                self.fault(f"roles.{place}", f"is not a jurisdiction.{meant}")
            if role not in choices:
                self.fault(f"roles.{place}", f"must be one of {', '.join(choices)}.")
        if len(self.faults) > before:
            return {}
        places = self.study.jurisdictions
        supposed = dict(zip(places["id"], places["role"], strict=True)) | table
        for role in ("origin", "destination"):
            if role not in supposed.values():
                self.fault("roles", f"leave no {role}. Keep at least one.")
        return dict(sorted(table.items()))

    def weights(self, table: dict[str, Any]) -> dict[str, int]:
        """Read the percentages by which kinds of pressure count."""
        kinds = schema.column("pressure", "kind").choices
        for kind, percent in table.items():
            if kind not in kinds:
                meant = suggestion(kind, kinds)
                self.fault(f"weights.{kind}", f"is not a kind of pressure.{meant}")
            if not _is_percentage(percent):
                message = f"must be a whole percentage from 0 to {MAX_WEIGHT}."
                self.fault(f"weights.{kind}", message)
        return dict(sorted(table.items()))


def _is_percentage(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_WEIGHT
