"""A reported answer: what a results.json states, each value of the kind that it should be."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reports.reported_plans import reported_plans
from routes.table_contract import SUM_LIMIT
from seeds import DataError, Fault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction
    from pathlib import Path

    from routes.plan_conclusions import PlanConclusions

SCHEMA = "routerisk/report/1"
MAX_BYTES = 64 * 1024 * 1024

Names = tuple[str, ...]


@dataclass(frozen=True)
class ReportedAnswer:
    """What a report says, as far as reports are compared.

    Attributes
    ----------
    name, title, unit, capacity_unit, effort_unit, data_date, supposed : str
        Of the study; unit is that of the lens, supposed empty without a scenario.
    inputs_sha256 : mapping of file name to hexadecimal digest
    as_of, layer, lens : str
    scale : int
    status : {"cut", "no route", "unbounded"}
    value : int or None
        Largest flow in units of 1/scale; None when unbounded.
    every, some : mapping of {"leg", "jurisdiction"} to ids
        What is in every and in some minimum cut.
    route, places : tuple of str
        Legs and jurisdictions of the least-pressure route; empty without one.
    assumed_percent : int
    headline : tuple of str
    plans : mapping of Fraction to PlanConclusions
        Best plans on legs by budget in the unit of effort; empty where the report lists none.
    """

    name: str
    title: str
    unit: str
    capacity_unit: str
    effort_unit: str
    data_date: str
    supposed: str
    inputs_sha256: Mapping[str, str]
    as_of: str
    layer: str
    lens: str
    scale: int
    status: str
    value: int | None
    every: Mapping[str, Names]
    some: Mapping[str, Names]
    route: Names
    places: Names
    assumed_percent: int
    headline: Names
    plans: Mapping[Fraction, PlanConclusions]


def read(path: Path) -> ReportedAnswer:
    """Read a results.json.

    Raises
    ------
    DataError
        It is not the results of a report, or a value in it is not what it should be.
    OSError
        It cannot be read.
    """
    if path.stat().st_size > MAX_BYTES:
        raise DataError([Fault(path.name, 0, "", f"is larger than {MAX_BYTES // 2**20} MiB.")])
    content = path.read_bytes()
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except RecursionError:
        raise DataError([Fault(path.name, 0, "", "is nested too deeply.")]) from None
    except ValueError as error:
        raise DataError([Fault(path.name, 0, "", f"is not JSON: {error}.")]) from None
    return answer(document, path.name)


def answer(document: Any, file: str) -> ReportedAnswer:  # noqa: ANN401  # any JSON value
    """Take from the document of a report what is compared.

    Parameters
    ----------
    document : any JSON value
        As `reports.report_files.document` gives it.
    file : str
        Name of its file, for faults.

    Raises
    ------
    DataError
        With every value that is missing or not what it should be.
    """
    values = _Values(document, file)
    if values.take("schema", str) != SCHEMA:
        raise DataError([Fault(file, 0, "schema", f"is not '{SCHEMA}'; name a report's results.")])
    lens = values.take("lens", str)
    routes = values.rows("routes")
    first = _Values(routes[0] if routes else {"legs": [], "jurisdictions": []}, file)
    told = ReportedAnswer(
        name=values.take("study.name", str),
        title=values.take("study.title", str),
        unit=values.take("study.effort_unit" if lens == "effort" else "study.capacity_unit", str),
        capacity_unit=values.take("study.capacity_unit", str),
        effort_unit=values.take("study.effort_unit", str),
        data_date=values.take("study.data_date", str),
        supposed=values.take("study.supposed", str),
        inputs_sha256=values.texts_by_name("inputs_sha256"),
        as_of=values.take("as_of", str),
        layer=values.take("layer", str),
        lens=lens,
        scale=values.take("scale", int),
        status=values.take("cut.status", str),
        value=values.take("cut.value", int, type(None)),
        every=values.members("cut.every"),
        some=values.members("cut.some"),
        route=first.texts("legs"),
        places=first.texts("jurisdictions"),
        assumed_percent=values.take("assumed_percent", int),
        headline=values.texts("headline"),
        plans={},
    )
    faults = [*values.faults, *first.faults]
    if not faults and told.scale < 1:
        faults = [Fault(file, 0, "scale", "is not above 0.")]
    if faults:
        raise DataError(faults)
    return replace(told, plans=reported_plans(document, told.scale, file))


class _Values:
    """The values of a document, with a fault for each that is not what was asked for."""

    def __init__(self, document: Any, file: str) -> None:  # noqa: ANN401  # any JSON value
        self._document = document
        self._file = file
        self.faults: list[Fault] = []

    def take(self, path: str, *kinds: type) -> Any:  # noqa: ANN401  # of one of the kinds
        value = self._document
        for key in path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if type(value) in kinds and _is_sound(value):
            return value
        self._fault(path, " or ".join(_WORDS[kind] for kind in kinds))
        return kinds[0]()

    def texts(self, path: str) -> Names:
        values = self.take(path, list)
        if not all(isinstance(value, str) and _is_sound(value) for value in values):
            self._fault(path, "a list of printable texts")
            return ()
        return tuple(values)

    def texts_by_name(self, path: str) -> dict[str, str]:
        values = self.take(path, dict)
        texts = (*values, *values.values())
        if not all(isinstance(text, str) and _is_sound(text) for text in texts):
            self._fault(path, "an object of printable texts")
            return {}
        return dict(sorted(values.items()))

    def members(self, path: str) -> dict[str, Names]:
        return {
            "leg": self.texts(f"{path}.legs"),
            "jurisdiction": self.texts(f"{path}.jurisdictions"),
        }

    def rows(self, path: str) -> list[Any]:
        return list(self.take(path, list))

    def _fault(self, path: str, wanted: str) -> None:
        self.faults.append(Fault(self._file, 0, path, f"is missing or not {wanted}."))


def _is_sound(value: object) -> bool:
    """Refuse what could steer a terminal, and numbers that no report states."""
    if isinstance(value, str):
        return value.isprintable()
    return not isinstance(value, int) or 0 <= value < SUM_LIMIT


_WORDS = {
    dict: "an object",
    int: "a whole number from 0 to 2**53",
    list: "a list",
    str: "a printable text",
    type(None): "null",
}
