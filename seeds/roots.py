"""Roots: the changed quantities and derivations from which changed capacities follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds import arithmetic
from seeds.differences import RowName

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from seeds.differences import Differences, RowChange
    from seeds.study import Study

_OF_A_DERIVATION = frozenset({"expression", "round_to", "leg", "column"})


@dataclass(frozen=True)
class Root:
    """A changed quantity or derivation, and the legs whose changed capacities follow from it."""

    row: RowName
    legs: tuple[str, ...]


def roots(now: Study, told: Differences) -> tuple[Root, ...]:
    """Find what stands behind the capacities that changed.

    Parameters
    ----------
    now : Study
        The study in which the capacities are what they are now.
    told : Differences
        Of a study before and this one.

    Returns
    -------
    tuple of Root
        By table and id. A capacity that is written down without a derivation has none.
    """
    changes = {row.name: row for row in told.rows}
    found: dict[RowName, set[str]] = {}
    for name, leg, column, expression in zip(
        *(now.derivations[column] for column in ("id", "leg", "column", "expression")),
        strict=True,
    ):
        change = changes.get(RowName("legs", leg))
        if change is not None and column in change.columns:
            for root in _behind(name, expression, changes):
                found.setdefault(root, set()).add(leg)
    return tuple(Root(row, tuple(sorted(legs))) for row, legs in sorted(found.items()))


def _behind(name: str, expression: str, changes: Mapping[RowName, RowChange]) -> Iterator[RowName]:
    own = RowName("derivations", name)
    if own in changes and changes[own].columns & _OF_A_DERIVATION:
        yield own
    for quantity in sorted(arithmetic.names(expression)):
        row = RowName("quantities", quantity)
        if row in changes and "value" in changes[row].columns:
            yield row
