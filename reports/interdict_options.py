"""Options of interdiction: which go with which method, and what their words stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from reports.option_faults import OptionFaults

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from seeds import Study

_CHOICE = ("budgets", "legs", "measures", "jurisdictions", "everything", "time_limit")
GOES_WITH = {
    "flow": {*_CHOICE, "frontier", "lens"},
    "route": {*_CHOICE, "added_pressure"},
    "stochastic": {"budgets", "added_pressure", "time_limit"},
    "patrol": {"inspectors", "detection"},
    "effort": {"budgets", "leaves_percent"},
}
"""Parameters that say something to a method; all others go with every method."""

PARAMETERS = {
    "budgets": "budgets",
    "jurisdictions_scaled": "jurisdictions",
    "detection_percent": "detection",
    "time_limit_s": "time_limit",
    "legs": "legs",
    "measures": "measures",
    "added_pressure_percent": "added_pressure",
    "inspectors": "inspectors",
    "leaves_percent": "leaves_percent",
}
"""The parameter behind each key of what was asked, as plain data."""

NEEDS_BUDGET = {"flow", "route", "stochastic", "effort"}
NOT_WITH_FRONTIER = {"everything"}

_LARGEST_PERCENT = 100
_PERCENT = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True)
class Words:
    """What was typed, as far as it must be read.

    Attributes
    ----------
    budgets : tuple of str
    jurisdictions : tuple of str
        Each an id, an equals sign and a cost.
    detection : tuple of str
        Each a leg, an equals sign and a percentage.
    time_limit : str or None
        Seconds.
    """

    budgets: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    detection: tuple[str, ...] = ()
    time_limit: str | None = None


@dataclass(frozen=True)
class Numbers:
    """What the words stand for.

    Attributes
    ----------
    budgets : tuple of Decimal
        In the study's unit of effort, rising.
    jurisdictions : dict of str to int
        Cost of closing each, in units of 1/scale.
    detection : dict of str to int
        Percent, by leg.
    time_limit_s : float or None
    """

    budgets: tuple[Decimal, ...]
    jurisdictions: dict[str, int]
    detection: dict[str, int]
    time_limit_s: float | None

    def to_dict(self) -> dict[str, Any]:
        """Give them as plain values; a budget as the decimal that it is."""
        return {
            "budgets": [f"{budget.normalize():f}" for budget in self.budgets],
            "jurisdictions_scaled": dict(sorted(self.jurisdictions.items())),
            "detection_percent": dict(sorted(self.detection.items())),
            "time_limit_s": self.time_limit_s,
        }


def require_fit(context: click.Context, method: str) -> None:
    """Refuse options that say nothing to a method, and a method without what it needs.

    Raises
    ------
    click.UsageError
        With every such option.
    """
    typed = {
        parameter.name: parameter.opts[0]
        for parameter in context.command.params
        if parameter.name and _is_typed(context, parameter.name)
    }
    special = set().union(*GOES_WITH.values())
    strange = [typed[name] for name in typed if name in special - GOES_WITH[method]]
    if strange:
        raise click.UsageError(f"{', '.join(sorted(strange))}: not with --method {method}")
    if "added_pressure" in typed and not context.params["legs"] and _other_targets(context):
        raise click.UsageError("--added-pressure: no leg is on offer; add --legs")
    if "frontier" in typed:
        strange = [typed[name] for name in typed if name in NOT_WITH_FRONTIER]
        if strange:
            raise click.UsageError(f"{', '.join(sorted(strange))}: not with --frontier")
    elif method in NEEDS_BUDGET:
        _require_budget(context.params["budgets"], method)


def _is_typed(context: click.Context, name: str) -> bool:
    return context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


def _other_targets(context: click.Context) -> bool:
    return bool(context.params["measures"] or context.params["jurisdictions"])


def _require_budget(budgets: Collection[str], method: str) -> None:
    every = ", or ask for every budget with --frontier" if method == "flow" else ""
    if not budgets:
        raise click.UsageError(f"name an effort with --budget, such as --budget 3{every}")
    if len(budgets) > 1:
        several = "; several go with --frontier" if method == "flow" else ""
        raise click.UsageError(f"name one budget{several}")


def numbers(words: Words, study: Study, legs: Collection[str]) -> Numbers:
    """Read what was typed.

    Parameters
    ----------
    words : Words
    study : Study
        Its jurisdictions and scale count.
    legs : collection of str
        Ids of the legs that are looked at.

    Returns
    -------
    Numbers

    Raises
    ------
    click.UsageError
        With every fault.
    """
    faults = OptionFaults()
    budgets = {amount(text, "--budget", "", faults) for text in words.budgets}
    places = dict(
        _pairs(words.jurisdictions, "--jurisdiction", set(study.jurisdictions["id"]), faults)
    )
    costs = {place: _cost(text, place, study.scale, faults) for place, text in places.items()}
    shares = dict(_pairs(words.detection, "--detection", legs, faults))
    detection = {leg: _percent(text, leg, faults) for leg, text in shares.items()}
    seconds = None
    if words.time_limit is not None:
        seconds = float(amount(words.time_limit, "--time-limit", "", faults))
    if faults.lines:
        raise faults.refusal()
    return Numbers(tuple(sorted(budgets)), costs, detection, seconds)


def amount(text: str, option: str, place: str, faults: OptionFaults) -> Decimal:
    """Read digits with or without decimals, by the rules for cells of tables; 0 at a fault."""
    from seeds import numerals, schema
    from seeds.faults import CellError

    try:
        return numerals.number(schema.column("quantities", "value"), text)
    except CellError as error:
        faults.add(option, place, str(error))
        return Decimal(0)


def _cost(text: str, place: str, scale: int, faults: OptionFaults) -> int:
    cost = amount(text, "--jurisdiction", place, faults) * scale
    if cost != int(cost):
        message = f"{text} has more decimals than the study's tables. Round it."
        faults.add("--jurisdiction", place, message)
    elif not cost:
        faults.add("--jurisdiction", place, "must cost more than nothing, such as 5.")
    return int(cost)


def _percent(text: str, leg: str, faults: OptionFaults) -> int:
    if _PERCENT.fullmatch(text) and int(text) <= _LARGEST_PERCENT:
        return int(text)
    faults.add("--detection", leg, f"must be a whole percentage from 0 to 100, not '{text}'.")
    return 0


def _pairs(
    texts: Collection[str], option: str, known: Collection[str], faults: OptionFaults
) -> Iterator[tuple[str, str]]:
    """Take apart what is written as a name, an equals sign and a number."""
    from seeds.faults import suggestion

    seen: dict[str, str] = {}
    for text in sorted(set(texts)):
        name, sign, number = text.rpartition("=")
        if not sign:
            faults.add(option, "", f"'{text}' names no number; write a name, = and a number.")
        elif name not in known:
            faults.add(option, "", f"'{name}' is not in the study.{suggestion(name, known)}")
        elif name in seen:
            faults.add(option, name, f"is given as both {seen[name]} and {number}. Keep one.")
        else:
            seen[name] = number
            yield name, number
