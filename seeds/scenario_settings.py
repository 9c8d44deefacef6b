"""Settings: the capacity and the pressure that a scenario sets on legs instead of the study's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from seeds import added_legs, cells, schema
from seeds.faults import CellError, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Fault = Callable[[str, str], None]
    Ends = Mapping[str, tuple[str, str]]

MAX_PRESSURE = 100
SETTABLE = ("capacity", "pressure")


@dataclass(frozen=True)
class Settings:
    """What is set, by leg.

    Attributes
    ----------
    capacity : mapping of leg id to int or the word unbounded
        In units of 1/scale.
    pressure : mapping of leg id to int
        Percent, 0 to 100.
    """

    capacity: Mapping[str, int | str]
    pressure: Mapping[str, int]


def read(table: Mapping[str, Any], known: Ends, scale: int, fault: Fault) -> Settings:
    """Read what is set on which legs: a capacity, a pressure or both.

    Parameters
    ----------
    table : mapping of leg id to what is set
        As the document has it; nothing of it is trusted.
    known : mapping of leg id to its ends
        Legs that may be set.
    scale : int
        The study's.
    fault : callable
        Called with a key and a message for every fault; what is faulty is left out.

    Returns
    -------
    Settings
    """
    capacity: dict[str, int | str] = {}
    pressure: dict[str, int] = {}
    for leg, values in sorted(table.items()):
        if leg not in known:
            fault(f"set.{leg}", f"is not a leg.{suggestion(leg, known)}")
        elif not isinstance(values, dict) or not values or set(values) - set(SETTABLE):
            fault(f"set.{leg}", 'must hold capacity = "1200", pressure = 90, or both.')
        else:
            amount = _amount(f"set.{leg}.capacity", values, scale, fault)
            percent = _percent(f"set.{leg}.pressure", values, fault)
            capacity |= {} if amount is None else {leg: amount}
            pressure |= {} if percent is None else {leg: percent}
    return Settings(capacity, pressure)


def contradictions(
    settings: Settings, ends: Ends, removed: tuple[str, ...], closed: tuple[str, ...], fault: Fault
) -> None:
    """Tell of legs that are set although the scenario takes them out.

    Parameters
    ----------
    settings : Settings
    ends : mapping of leg id to its ends
    removed, closed : tuple of str
        Legs and jurisdictions that are taken out.
    fault : callable
        Called with a key and a message for every contradiction.
    """
    for leg in sorted({*settings.capacity, *settings.pressure}):
        shut = sorted({*closed}.intersection(ends[leg]))
        if leg in removed:
            fault(f"set.{leg}", "is removed as well. Keep one of the two.")
        elif shut:
            fault(f"set.{leg}", f"ends in {shut[0]}, which is closed. Keep one of the two.")


def _amount(key: str, values: Mapping[str, Any], scale: int, fault: Fault) -> int | str | None:
    """Read a capacity given as text, in units of 1/scale."""
    if "capacity" not in values:
        return None
    text = values["capacity"]
    if not isinstance(text, str):
        fault(key, 'must be a number in quotation marks, such as "1200", or "unbounded".')
        return None
    try:
        value = cells.parse(schema.column("legs", "capacity"), text)
    except CellError as error:
        fault(key, str(error))
        return None
    scaled = added_legs.scaled_amount(value, scale)
    if scaled is None:
        fault(key, f"'{text}' has more decimals than the study's tables. Round it.")
    return scaled


def _percent(key: str, values: Mapping[str, Any], fault: Fault) -> int | None:
    percent = values.get("pressure")
    if "pressure" not in values:
        return None
    # To Python True is 1; to a reader it is no percentage.
    if isinstance(percent, bool) or not isinstance(percent, int) or not _is_in_range(percent):
        fault(key, f"must be a whole percentage from 0 to {MAX_PRESSURE}.")
        return None
    return percent


def _is_in_range(percent: int) -> bool:
    return 0 <= percent <= MAX_PRESSURE
