"""Gates: which changes a caller does not let pass without a look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import click

from reports import diff_plan_words, diff_words
from seeds.faults import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reports.diff_record import Diff

NONE = "none"
FLOW = "flow"
PLAN = "plan"
OPTION = "--fail-on"
_FLOW = re.compile(r"flow=([0-9]{1,9}(?:\.[0-9]{1,6})?)%")


@dataclass(frozen=True, order=True)
class Gate:
    """One gate.

    Attributes
    ----------
    name : {"chokepoint", "claims", "data", "flow", "plan", "route"}
    percent : str
        For the flow, how much it may change before the gate trips; empty for the others.
    """

    name: str
    percent: str = ""

    def __str__(self) -> str:
        return f"{self.name}={self.percent}%" if self.percent else self.name

    def trip(self, diff: Diff) -> str:
        """Say in a sentence why it trips; empty where it does not."""
        if self.name == FLOW:
            return _flow(diff, Fraction(self.percent))
        return _TRIPS[self.name](diff)


def gates(words: Iterable[str]) -> tuple[Gate, ...]:
    """Read gates from words, of which each may name several between commas.

    Returns
    -------
    tuple of Gate
        Sorted, each once.

    Raises
    ------
    click.BadParameter
        A word names no gate, or `none` stands beside others.

    Examples
    --------
    >>> [str(gate) for gate in gates(["route,flow=2.5%", "route"])]
    ['flow=2.5%', 'route']
    """
    named = [part.strip() for word in words for part in word.split(",")]
    if NONE in named and set(named) != {NONE}:
        raise click.BadParameter(f"'{NONE}' stands alone", param_hint=OPTION)
    return tuple(sorted({_gate(name) for name in named if name != NONE}))


def _gate(name: str) -> Gate:
    flow = _FLOW.fullmatch(name)
    if flow:
        return Gate(FLOW, f"{Decimal(flow[1]).normalize():f}")
    if name in _TRIPS:
        return Gate(name)
    known = (*_TRIPS, "flow=5%", NONE)
    meant = suggestion(name, known) or f" Choose among {', '.join(known)}."
    raise click.BadParameter(f"'{name}' is no gate.{meant}", param_hint=OPTION)


def _flow(diff: Diff, percent: Fraction) -> str:
    before, after = diff.base.answer, diff.now.answer
    if before.unit != after.unit:
        return f"the flow is counted in {after.unit} instead of {before.unit}"
    values = diff.values()
    if values[0] == values[1] and before.status == after.status:
        return ""
    share = diff.share()
    told = " instead of ".join(diff_words.flows(diff))
    if share is None:
        return f"the flow is {told}"
    if abs(share) * 100 <= percent:
        return ""
    return f"the flow is {told}, {diff_words.signed_percent(share)}"


def _chokepoint(diff: Diff) -> str:
    told = []
    for which in ("every", "some"):
        for kind in ("leg", "jurisdiction"):
            for verb, ids in diff.shifts(which, kind).items():
                told += [f"{name} {verb} {which}" for name in ids]
    return f"chokepoints changed: {', '.join(told)}" if told else ""


def _route(diff: Diff) -> str:
    old, new = diff.base.answer.route, diff.now.answer.route
    if old == new:
        return ""
    spelled = " instead of ".join(", ".join(legs) or "none" for legs in (new, old))
    return f"the least-pressure route is {spelled}"


def _data(diff: Diff) -> str:
    if diff.data is None:
        return _files(diff, "")
    found = diff.data
    counts = (
        (len(found.rows), "rows"),
        (len(found.settings), "settings"),
        (len(found.scenarios), "scenarios"),
    )
    told = [f"{count} {what}" for count, what in counts if count]
    return f"the data changed: {', '.join(told)}" if told else ""


def _claims(diff: Diff) -> str:
    if diff.data is None:
        return _files(diff, "claims.csv")
    ids = [row.id for row in diff.data.rows if row.table == "claims"]
    return f"claims changed: {', '.join(ids)}" if ids else ""


def _files(diff: Diff, only: str) -> str:
    names = [change.file for change in diff.files if only in {"", change.file}]
    return f"files changed: {', '.join(names)}" if names else ""


_TRIPS: dict[str, Callable[[Diff], str]] = {
    "chokepoint": _chokepoint,
    "route": _route,
    PLAN: diff_plan_words.tripped,
    "data": _data,
    "claims": _claims,
}
