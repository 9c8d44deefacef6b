"""A joint scenario: what several scenarios suppose together, or why they cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports import amounts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from seeds import Scenario

    Fault = Callable[[str, str], None]

LISTS = ("evidence", "remove", "close", "measures")
MAPPINGS = ("roles", "weights", "capacity", "pressure")


def joined(scenarios: Sequence[Scenario], scale: int, fault: Fault) -> Scenario:
    """Join scenarios into one.

    Parameters
    ----------
    scenarios : sequence of Scenario
        In any order; what several of them change in the same way counts once.
    scale : int
        The study's, to spell amounts.
    fault : callable
        Called with a key of a scenario and a message for every contradiction.

    Returns
    -------
    Scenario
        Everything that any of them changes. Whether what one sets is removed by another is not
        looked at, nor is the day that each names.
    """
    from seeds import Scenario

    ordered = sorted(scenarios, key=lambda scenario: (scenario.name, scenario.title))
    parts: dict[str, Any] = {
        name: tuple(sorted({entry for scenario in ordered for entry in getattr(scenario, name)}))
        for name in LISTS
    }
    for name in MAPPINGS:
        parts[name] = _merged(name, [getattr(one, name) for one in ordered], scale, fault)
    return Scenario(
        name=", ".join(dict.fromkeys(scenario.name for scenario in ordered if scenario.name)),
        title=" and ".join(dict.fromkeys(scenario.title for scenario in ordered if scenario.title)),
        note="",
        keep_only=_kept(ordered, fault),
        add=_added(ordered, fault),
        **parts,
    )


def _merged(
    name: str, mappings: Sequence[Mapping[str, Any]], scale: int, fault: Fault
) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for mapping in mappings:
        for key, value in mapping.items():
            before = merged.setdefault(key, value)
            if before != value:
                spelled = sorted(_spelled(name, each, scale) for each in (before, value))
                where = f"set.{key}.{name}" if name in {"capacity", "pressure"} else f"{name}.{key}"
                fault(where, f"is given as both {' and '.join(spelled)}. Keep one of the two.")
    return dict(sorted(merged.items()))


def _spelled(name: str, value: Any, scale: int) -> str:  # noqa: ANN401  # of any mapping
    return amounts.exact(value, scale) if name == "capacity" else str(value)


def _kept(scenarios: Sequence[Scenario], fault: Fault) -> tuple[str, ...]:
    """Give the only legs kept; two lists might share none, and none kept means all kept."""
    lists = sorted({scenario.keep_only for scenario in scenarios if scenario.keep_only})
    if len(lists) > 1:
        fault("keep_only", "keeps different legs in different scenarios. Keep one of the lists.")
    return lists[0] if lists else ()


def _added(scenarios: Sequence[Scenario], fault: Fault) -> tuple[Mapping[str, Any], ...]:
    added: dict[str, Mapping[str, Any]] = {}
    for scenario in scenarios:
        for row in scenario.add:
            if added.setdefault(row["id"], row) != row:
                fault("add", f"adds different legs called '{row['id']}'. Rename one of them.")
    return tuple(added[leg] for leg in sorted(added))
