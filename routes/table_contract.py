"""What a table of legs can break of the contract of graphs, and the sentences that tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes import fields
from routes.lenses import EVERY_LENS, Lens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from routes.leg_table import LegTable

SUM_LIMIT = 2**53
"""Sums stay below it: the largest range in which floats, as in a browser, hold every integer."""


def of_table(table: LegTable) -> Iterator[str]:
    """Tell what a table can break; how it was read rules out the rest."""
    for leg in np.flatnonzero(table.tail == table.head).tolist():
        yield to_itself(f"leg {table.leg_ids[leg]!r}", table.jurisdiction_ids[table.tail[leg]])
    for leg in np.flatnonzero(table.interdict_cost == 0).tolist():
        yield without_effort(f"leg {table.leg_ids[leg]!r}")


def above_limit(total: Callable[[Lens], int]) -> Iterator[str]:
    """Tell the lenses whose amounts add to too much, given what adds them up."""
    for lens in EVERY_LENS:
        if total(lens) >= SUM_LIMIT:
            yield f"graph: amounts of lens {lens} add to {total(lens)}; they must stay below 2**53"


def to_itself(where: str, jurisdiction: object) -> str:
    """Tell that a leg goes nowhere."""
    return f"{where}: goes from {jurisdiction!r} to itself"


def without_effort(where: str) -> str:
    """Tell that a leg would take no effort to close."""
    return f"{where}: {fields.INTERDICT_COST} is 0; give the effort, or remove the leg"
