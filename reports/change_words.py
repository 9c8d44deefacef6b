"""A change in words and as plain data: what a scenario supposes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports import amounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seeds import Scenario

MOST_LISTED = 12
"""Ids listed before only their number is told."""


def words(change: Scenario, scale: int) -> list[str]:
    """Say what a scenario changes, one kind of change after the other.

    Parameters
    ----------
    change : Scenario
    scale : int
        The study's.

    Returns
    -------
    list of str
    """
    return [f"{what}: {_listed(told)}" for what, told in _kinds(change, scale) if told]


def _kinds(change: Scenario, scale: int) -> Iterator[tuple[str, list[str]]]:
    yield "legs removed", list(change.remove)
    yield "legs kept, and no others", list(change.keep_only)
    yield "jurisdictions closed", list(change.close)
    yield "measures taken", list(change.measures)
    capacity = {leg: _capacity(value, scale) for leg, value in change.capacity.items()}
    for what, mapping in (
        ("capacity set", capacity),
        ("pressure set", change.pressure),
        ("roles", change.roles),
        ("percent that kinds of pressure count", change.weights),
    ):
        yield what, [f"{key} {value}" for key, value in sorted(mapping.items())]
    yield "legs added", sorted(row["id"] for row in change.add)


def _capacity(value: int | str, scale: int) -> str:
    return amounts.rounded(value, scale) if isinstance(value, int) else value


def _listed(told: list[str]) -> str:
    rest = len(told) - MOST_LISTED
    return ", ".join(told[:MOST_LISTED]) + (f" and {rest} more" if rest > 0 else "")


def plain(change: Scenario) -> dict[str, Any]:
    """Give a change as plain values, amounts in units of 1/scale.

    Parameters
    ----------
    change : Scenario

    Returns
    -------
    dict
        By the keys of a scenario's file; of added legs their ids.
    """
    return {
        "scenario": change.name,
        "title": change.title,
        "remove": list(change.remove),
        "keep_only": list(change.keep_only),
        "close": list(change.close),
        "measures": list(change.measures),
        "capacity_scaled": dict(change.capacity),
        "pressure_percent": dict(change.pressure),
        "roles": dict(change.roles),
        "weights_percent": dict(change.weights),
        "add": sorted(row["id"] for row in change.add),
    }
