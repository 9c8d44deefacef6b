"""The words for a diff: what moved in the answer, and why, each in a sentence."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from reports import amounts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from reports.diff_record import Diff
    from routes.attribution import Reason, RowSet
    from routes.conclusions import Move
    from seeds.differences import RowName

MOST_NAMED = 8
MOST_SETS = 3

PROOFS = {
    "smallest": "no fewer rows do so",
    "irreducible": "no row of these can be left out; a smaller set is not ruled out",
    "unfinished": "the search was stopped here; fewer of these rows may do so",
}


def answer(diff: Diff) -> list[str]:
    """Say what moved in the answer, and what did not.

    Returns
    -------
    list of str
        One sentence each on the flow, what joined and left every and some minimum cut, the
        least-pressure route, and the assumed share.
    """
    told = [_flow(diff)]
    for which in ("every", "some"):
        for verb, start in (("joined", "Joined"), ("left", "Left")):
            names = [
                name for kind in ("leg", "jurisdiction") for name in diff.shifts(which, kind)[verb]
            ]
            if names:
                told.append(f"{start} {which} minimum cut: {listed(names)}.")
    if len(told) == 1:
        told.append("The same legs and jurisdictions are in every and in some minimum cut.")
    old, new = diff.base.answer, diff.now.answer
    told.append(_pair("Least-pressure route", _route(old.route), _route(new.route)))
    shares = (f"{side.assumed_percent} %" for side in (old, new))
    return [*told, _pair("Share that stands on assumed numbers", *shares)]


def flows(diff: Diff) -> tuple[str, str]:
    """Spell the flow now and before; in full where rounding would make them look the same."""
    before, after = diff.values()
    spelled = tuple(_spelled(value, diff, amounts.rounded) for value in (after, before))
    if spelled[0] == spelled[1] and before != after:
        spelled = tuple(_spelled(value, diff, amounts.exact) for value in (after, before))
    return spelled[0], spelled[1]


def signed_percent(share: Fraction) -> str:
    """Spell a share as a change in percent.

    Examples
    --------
    >>> from fractions import Fraction
    >>> signed_percent(Fraction(1, 8)), signed_percent(Fraction(-1, 3))
    ('+12.5 %', '-33.3 %')
    """
    tenths = round(abs(share) * 1000)
    sign = "-" if share < 0 else "+"
    return f"{sign}{tenths // 10}.{tenths % 10} %"


def reasons(diff: Diff) -> list[str]:
    """Say for each conclusion that moved which changed rows move it.

    Returns
    -------
    list of str
        Conclusions that moved alike for the same reason share a sentence.
    """
    found = diff.why.reasons if diff.why else ()
    told = []
    for (said, proof, moving), group in groupby(found, key=_alike):
        names = [reason.move.id for reason in group if reason.move.id]
        what = f"{listed(names)} {said}" if names else said
        told.append(f"{what}: {sets(moving)}; {PROOFS[proof]}.")
    return told


def roots(diff: Diff) -> list[str]:
    """Say from which changed quantities changed capacities follow, and which are derived anew."""
    told = [
        f"Changed capacities that follow from {row(root.row)}: {listed(root.legs)}."
        for root in diff.roots
        if root.row.table == "quantities"
    ]
    anew = {leg for root in diff.roots if root.row.table == "derivations" for leg in root.legs}
    return [*told, f"Capacities that are derived anew: {listed(sorted(anew))}."] if anew else told


def listed(names: Iterable[str]) -> str:
    """List names, the first few of them."""
    shown = list(names)
    rest = len(shown) - MOST_NAMED
    return ", ".join(shown[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def row(name: RowName) -> str:
    """Name a row by its file and id."""
    return f"{name.file} {name.id}"


def sets(found: tuple[RowSet, ...]) -> str:
    """Name sets of rows, the first few of them."""
    told = [_set(rows) for rows in found[:MOST_SETS]]
    rest = len(found) - MOST_SETS
    return ", or with ".join(told) + (f" (and {rest} more sets as small)" if rest > 0 else "")


def _alike(reason: Reason) -> tuple[str, str, tuple[RowSet, ...]]:
    return _moved(reason.move), reason.proof, reason.sets


def _moved(move: Move) -> str:
    if move.what == "flow":
        return "The flow is what it is now with"
    if move.what == "route":
        return "The least-pressure route is what it is now with"
    verb = "joined" if move.joined else "left"
    return f"{verb} {move.what} minimum cut with"


def _set(found: RowSet) -> str:
    rows = listed(map(row, found.rows))
    alone = "alone" if len(found.rows) == 1 else f"({len(found.rows)} rows)"
    along = f", which brings {listed(map(row, found.along))}" if found.along else ""
    return f"{rows} {alone}{along}"


def _flow(diff: Diff) -> str:
    before, after = diff.values()
    now, then = flows(diff)
    old, new = diff.base.answer.unit, diff.now.answer.unit
    if old != new:
        return f"Flow: {now} {new} instead of {then} {old}; the units differ."
    if before == after:
        return f"Flow: {now} {new}, as before."
    share = diff.share()
    change = "" if share is None else f" ({signed_percent(share)})"
    return f"Flow: {now} {new} instead of {then}{change}."


def _spelled(value: int | None, diff: Diff, spell: object) -> str:
    return "unbounded" if value is None else spell(value, diff.scale)  # type: ignore[operator]


def _route(legs: tuple[str, ...]) -> str:
    return ", ".join(legs) or "none"


def _pair(what: str, old: str, new: str) -> str:
    return f"{what}: {new}, as before." if old == new else f"{what}: {new} instead of {old}."
