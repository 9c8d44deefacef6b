"""What an evader believes of the pressure on each leg, in parts of a million."""

from __future__ import annotations

import decimal
from functools import cache
from typing import TYPE_CHECKING

from routes.fields import PRESSURE
from routes.pressure import CLOSED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

MILLION = 10**6
_PARTS_PER_PERCENT = MILLION // CLOSED_PERCENT
_DIGITS = 40


def stopped_parts(graph: nx.MultiDiGraph[str]) -> dict[str, int]:
    """Give what of a million consignments is stopped on each leg of a graph."""
    return {
        leg: data[PRESSURE] * _PARTS_PER_PERCENT
        for _, _, leg, data in graph.edges(keys=True, data=True)
    }


def after_observing(believed: int, observed: int, learned_percent: int) -> int:
    """Give what is believed once something was observed: exponential smoothing.

    Parameters
    ----------
    believed, observed : int
        Parts of a million.
    learned_percent : int
        Weight of what was observed.

    Returns
    -------
    int
        Rounded half up.

    Examples
    --------
    >>> after_observing(200_000, 1_000_000, 50)
    600000
    """
    mixed = learned_percent * observed + (CLOSED_PERCENT - learned_percent) * believed
    return (mixed + CLOSED_PERCENT // 2) // CLOSED_PERCENT


def believed_weights(believed: Mapping[str, int]) -> dict[str, int]:
    """Give the weight of every leg that is not believed to be closed, in micro-nats."""
    return {leg: _weight(parts) for leg, parts in believed.items() if parts != MILLION}


@cache
def _weight(parts: int) -> int:
    with decimal.localcontext(decimal.Context(prec=_DIGITS)):
        passing = decimal.Decimal(MILLION - parts) / MILLION
        return round(-passing.ln() * MILLION)
