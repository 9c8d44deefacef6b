"""The strict reader of one scenario: TOML to checked parts, with every fault gathered."""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from seeds import cells, schema
from seeds.faults import CellError, Fault, suggestion
from seeds.numerals import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Collection

    from seeds.study import Study

MAX_BYTES = 256 * 1024
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
            return tomllib.loads(content.decode("utf-8-sig"))
        except RecursionError:
            self.fault("", "is nested too deeply. Flatten it.")
        except ValueError as error:
            self.fault("", f"is not TOML: {error}.")
        return {}

    def parts(self, document: dict[str, Any]) -> dict[str, Any]:
        """Read every part of a scenario, by the name of its field."""
        for key in sorted(set(document) - set(KEYS)):
            self.fault(key, f"is not a key of a scenario.{suggestion(key, KEYS)}")
        add = self.added(document.get("add", []))
        known = self.legs | {row["id"] for row in add}
        capacity = self.settings(self.table(document, "set"), known)
        return {
            "title": self.text(document, "title"),
            "note": self.text(document, "note") or "",
            "evidence": self.ids(document, "evidence", set(self.study.evidence["id"])),
            "as_of": self.text(document, "as_of"),
            "remove": self.ids(document, "remove", self.legs),
            "keep_only": self.ids(document, "keep_only", self.legs),
            "close": self.ids(document, "close", self.jurisdictions),
            "roles": self.roles(self.table(document, "roles")),
            "weights": self.weights(self.table(document, "weights")),
            "capacity": capacity,
            "add": add,
        }

    def fault(self, key: str, message: str) -> None:
        """Note a fault at a key."""
        self.faults.append(Fault(self.file, 0, key, message))

    def text(self, document: dict[str, Any], key: str) -> str | None:
        """Read a text, its line breaks as blanks; as_of must be a day or a month."""
        value = document.get(key)
        if value is None:
            return None
        if isinstance(value, str):
            value = " ".join(value.split())
        if not isinstance(value, str) or not value.isprintable() or len(value) > MAX_TEXT:
            self.fault(key, f"must be printable text of at most {MAX_TEXT} characters.")
            return None
        if key == "as_of" and not re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", value):
            self.fault(key, f"'{value}' is not a day or a month. Write it as 2026-07-10.")
            return None
        return value

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
        for entry in value:
            if entry not in known:
                self.fault(key, f"'{entry}' is not in the study.{suggestion(entry, known)}")
        return tuple(sorted(set(value)))

    def roles(self, table: dict[str, Any]) -> dict[str, str]:
        """Read the parts that jurisdictions play."""
        choices = schema.column("jurisdictions", "role").choices
        for place, role in table.items():
            if place not in self.jurisdictions:
                meant = suggestion(place, self.jurisdictions)
                self.fault(f"roles.{place}", f"is not a jurisdiction.{meant}")
            if role not in choices:
                self.fault(f"roles.{place}", f"must be one of {', '.join(choices)}.")
        return {place: str(role) for place, role in sorted(table.items())}

    def weights(self, table: dict[str, Any]) -> dict[str, int]:
        """Read the percentages by which kinds of pressure count."""
        kinds = schema.column("pressure", "kind").choices
        for kind, percent in table.items():
            if kind not in kinds:
                meant = suggestion(kind, kinds)
                self.fault(f"weights.{kind}", f"is not a kind of pressure.{meant}")
            if not _is_whole(percent, MAX_WEIGHT):
                message = f"must be a whole percentage from 0 to {MAX_WEIGHT}."
                self.fault(f"weights.{kind}", message)
        return {
            kind: percent
            for kind, percent in sorted(table.items())
            if _is_whole(percent, MAX_WEIGHT)
        }

    def settings(self, table: dict[str, Any], known: Collection[str]) -> dict[str, int | str]:
        """Read the capacities that are set on legs."""
        capacity: dict[str, int | str] = {}
        for leg, values in sorted(table.items()):
            if leg not in known:
                self.fault(f"set.{leg}", f"is not a leg.{suggestion(leg, known)}")
            elif not isinstance(values, dict) or set(values) != {"capacity"}:
                self.fault(f"set.{leg}", 'must hold a capacity, such as capacity = "1200".')
            elif (amount := self.amount(f"set.{leg}.capacity", values["capacity"])) is not None:
                capacity[leg] = amount
        return capacity

    def amount(self, key: str, text: object) -> int | str | None:
        """Read a capacity as text and scale it."""
        column = schema.column("legs", "capacity")
        if not isinstance(text, str):
            self.fault(key, 'must be a number in quotation marks, such as "1200", or "unbounded".')
            return None
        try:
            value = cells.parse(column, text)
        except CellError as error:
            self.fault(key, str(error))
            return None
        if value == UNBOUNDED:
            return UNBOUNDED
        scaled = Fraction(str(value)) * self.study.scale
        if scaled.denominator != 1 or scaled.numerator % 100:
            self.fault(key, f"'{text}' has more decimals than the study's tables. Round it.")
            return None
        return int(scaled)

    def added(self, rows: object) -> tuple[dict[str, Any], ...]:
        """Read legs that are put in, as rows of legs.csv."""
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.fault("add", "must be legs: write [[add]] on a line of its own.")
            return ()
        return tuple(
            row
            for number, given in enumerate(rows, start=1)
            if (row := self.added_leg(f"add {number}", given)) is not None
        )

    def added_leg(self, place: str, given: dict[str, Any]) -> dict[str, Any] | None:
        """Read one leg that is put in."""
        before = len(self.faults)
        fields = schema.table("legs").fields
        for key in sorted(set(given) - {f.name for f in fields}):
            self.fault(f"{place}.{key}", "is not a column of legs.csv.")
        row: dict[str, Any] = {}
        for column in fields:
            try:
                row[column.name] = cells.parse(column, str(given.get(column.name, "")))
            except CellError as error:
                self.fault(f"{place}.{column.name}", str(error))
        if len(self.faults) == before:
            self.check_added(place, row)
        if len(self.faults) > before:
            return None
        for name in ("capacity_low", "capacity", "capacity_high", "interdict_cost"):
            row[name] = self.rescaled(row[name])
        return row

    def check_added(self, place: str, row: dict[str, Any]) -> None:
        """Require that an added leg is new and joins two jurisdictions of the study."""
        if row["id"] in self.legs:
            self.fault(f"{place}.id", f"'{row['id']}' stands in the study already.")
        for end in ("origin", "destination"):
            if row[end] not in self.jurisdictions:
                meant = suggestion(row[end], self.jurisdictions)
                self.fault(f"{place}.{end}", f"'{row[end]}' is not a jurisdiction.{meant}")
        if row["origin"] == row["destination"]:
            self.fault(f"{place}.destination", "is also the origin.")

    def rescaled(self, value: object) -> object:
        """Turn a decimal into whole units of 1/scale."""
        if value is None or value == UNBOUNDED:
            return value
        return int(Fraction(str(value)) * self.study.scale)


def _is_whole(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
