"""The study's own datapackage.json: its title, its units and its dates."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from seeds import nesting, study_files
from seeds.faults import DataError, Fault, suggestion

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FILE = "datapackage.json"
MAX_BYTES = 1024 * 1024
MAX_LINE_CHARACTERS = 200
MAX_LIMITS = 20
MAX_LIMIT_CHARACTERS = 500
_KEYS = ("capacity_unit", "effort_unit", "first_month", "data_date", "limits")


@dataclass(frozen=True)
class Header:
    """What a study says of itself as a whole.

    Attributes
    ----------
    title, capacity_unit, effort_unit : str
        Shown in reports.
    first_month : str or None
        First month of the study's time line, ``YYYY-MM``.
    data_date : dt.date or None
        The day up to which the study was compiled.
    limits : tuple of str
        What a reader has to know before using the numbers of this study.
    content : bytes or None
        The file as read, for its digest.
    """

    title: str
    capacity_unit: str = "units per year"
    effort_unit: str = "effort units"
    first_month: str | None = None
    data_date: dt.date | None = None
    limits: tuple[str, ...] = ()
    content: bytes | None = None


def read(folder: Traversable, name: str) -> Header:
    """Read the study's datapackage.json, or state the defaults where it has none.

    Raises
    ------
    DataError
        Where the file is not strict JSON or one of its values is not what it should be.
    """
    if not study_files.exists(folder, FILE):
        return Header(title=_title({}, name))
    content = study_files.content(folder, FILE, MAX_BYTES)
    package = _strict_json(content)
    own = package.get("routerisk", {})
    faults = _faults(package, own)
    if faults:
        raise DataError(Fault(FILE, 0, key, message) for key, message in faults)
    date = own.get("data_date")
    return Header(
        title=_title(package, name),
        capacity_unit=own.get("capacity_unit", Header.capacity_unit),
        effort_unit=own.get("effort_unit", Header.effort_unit),
        first_month=own.get("first_month"),
        data_date=dt.date.fromisoformat(date) if date else None,
        limits=tuple(own.get("limits", ())),
        content=content,
    )


def _title(package: dict[str, Any], name: str) -> str:
    title: str = package.get("title", name)
    if not _is_line(title):
        message = f"is missing, and the folder's name cannot stand for it: {name!r}."
        raise DataError([Fault(FILE, 0, "title", message)])
    return title


def _strict_json(content: bytes) -> dict[str, Any]:
    try:
        package = json.loads(
            content.decode("utf-8-sig"),
            parse_constant=_refuse_constant,
            parse_float=_finite,
            object_pairs_hook=_refuse_doubles,
        )
    except RecursionError:
        raise DataError([Fault(FILE, 0, "", nesting.MESSAGE)]) from None
    except ValueError as error:
        raise DataError([Fault(FILE, 0, "", f"is not strict JSON: {error}.")]) from None
    if nesting.is_too_deep(package):
        raise DataError([Fault(FILE, 0, "", nesting.MESSAGE)])
    if not isinstance(package, dict):
        raise DataError([Fault(FILE, 0, "", "must hold one JSON object.")])
    return package


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a finite number")


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _refuse_constant(text)


def _refuse_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    package: dict[str, Any] = {}
    for key, value in pairs:
        if key in package:
            raise ValueError(f"the key '{key}' stands twice")
        package[key] = value
    return package


def _faults(package: dict[str, Any], own: object) -> list[tuple[str, str]]:
    if not isinstance(own, dict):
        return [("routerisk", "must be a JSON object.")]
    found = [
        (f"routerisk.{key}", f"is not a setting.{suggestion(key, _KEYS)}")
        for key in sorted(set(own) - set(_KEYS))
    ]
    for key, holder in (("title", package), ("capacity_unit", own), ("effort_unit", own)):
        if key in holder and not _is_line(holder[key]):
            found.append(
                (key, f"must be a text of 1 to {MAX_LINE_CHARACTERS} printable characters.")
            )
    if not _are_limits(own.get("limits", [])):
        message = (
            f"must be a list of up to {MAX_LIMITS} texts of 1 to {MAX_LIMIT_CHARACTERS} "
            "printable characters."
        )
        found.append(("limits", message))
    month = own.get("first_month")
    if month is not None and not _is_month(month):
        found.append(("first_month", f"'{month}' is not a month. Write it as 2022-10."))
    date = own.get("data_date")
    if date is not None and not _is_date(date):
        found.append(("data_date", f"'{date}' is not a date. Write it as 2026-10-31."))
    return found


def _is_line(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_LINE_CHARACTERS and value.isprintable()


def _are_limits(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= MAX_LIMITS
        and all(
            isinstance(text, str) and 0 < len(text) <= MAX_LIMIT_CHARACTERS and text.isprintable()
            for text in value
        )
    )


def _is_month(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])", value))


def _is_date(value: object) -> bool:
    if not (isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value)):
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True
