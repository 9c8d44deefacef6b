"""Tipping points of pressure: the smallest change of a contribution that flips the headline."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.contract import require
from routes.fields import CAPACITY
from routes.leg_beliefs import leg_beliefs
from routes.pressure import CLOSED_PERCENT
from routes.pressure_beliefs import MILLION
from routes.tipping_rows import Flip, Sides
from routes.tipping_variants import Variants, counted_with

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx

    from routes.arrays import IntArray
    from routes.beliefs import Beliefs
    from routes.lenses import Lens
    from routes.pressure_beliefs import PressureBeliefs
    from routes.tipping_rows import Headline


@dataclass(frozen=True)
class ContributionTipping:
    """How far the points of a row of the table `pressure` may move before the headline flips.

    Attributes
    ----------
    id : str
    points : Sides
        Percent of attempted consignments, on all legs on which the row presses at once.
    """

    id: str
    points: Sides

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        return asdict(self)


def contribution_tipping(
    graph: nx.MultiDiGraph[str],
    beliefs: Beliefs,
    lens: Lens = "passing",
    *,
    step: Callable[[str], None] = lambda _row: None,
) -> tuple[ContributionTipping, ...]:
    """Find, for every contribution to pressure, the nearest points that flip the headline.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is not changed.
    beliefs : Beliefs
        As `routes.beliefs` gathers them from the study of the graph; of the weightings, the first
        counts.
    lens : {"passing", "volume", "effort"}
        Which amounts are added up.
    step : callable, optional
        Called with each contribution when it is done, for a progress bar.

    Returns
    -------
    tuple of ContributionTipping
        Those whose points have to change least first, then by id; those that no change flips
        last. None where the flow has no bound. Rows are changed one at a time.

    Raises
    ------
    GraphError
        The graph breaks the contract or does not fit the beliefs, or the lens is unknown.

    Notes
    -----
    A row presses on several legs, so the headline may turn to and fro as its points change. So
    every whole number of points is tried, away from the present one, until the headline flips or
    the pressure on all its legs has come to an end, 0 or 100. The headline is that of
    `routes.tipping_points`; what closes is left out of it in the same way.

    Examples
    --------
    Of two legs in a row the second is pressed by 20 of 100; with 50 points, both let 5 pass:

    >>> import pandas as pd
    >>> from routes import Beliefs, Contribution, Weighting, from_edges
    >>> rows = {"origin": ["a", "b"], "destination": ["b", "c"], "capacity": [5, 10]}
    >>> frame = pd.DataFrame(rows | {"pressure": [0, 20]})
    >>> graph = from_edges(frame, origin="a", destination="c")
    >>> stated = Weighting("as stated", {"a>b": 0, "b>c": 20})
    >>> row = Contribution("rule", (20,), ("b>c",))
    >>> day = graph.graph["as_of"]
    >>> believed = Beliefs(as_of=day, weightings=(stated,), contributions=(row,))
    >>> contribution_tipping(graph, believed)[0].points.above.value
    50
    """
    require(graph)
    # The rows are wanted whatever their spread.
    pressing = leg_beliefs(graph, replace(beliefs, pressure_spread_percent=1)).pressure
    trials = _Trials(Variants(graph, lens), pressing)
    found = []
    if trials.variants.value is not None:
        for number, row in enumerate(pressing.rows):
            present = int(pressing.points[0, number])
            below, above = (trials.nearest(number, direction) for direction in (-1, 1))
            found.append(ContributionTipping(row, Sides(present, below, above)))
            step(row)
    return tuple(sorted(found, key=_order))


def _order(row: ContributionTipping) -> tuple[bool, int, str]:
    nearest = row.points.nearest
    return nearest is None, nearest or 0, row.id


class _Trials:
    """Other points of one row at a time, and the headline with them."""

    def __init__(self, variants: Variants, pressing: PressureBeliefs) -> None:
        self.variants, self._pressing = variants, pressing
        self._known: dict[bytes, tuple[Headline, Headline]] = {}
        # With so many points more or less, no sum of others keeps a leg open, or presses on it.
        self._reach = CLOSED_PERCENT + 1 + 2 * int(np.abs(pressing.points[:1]).sum())

    def nearest(self, number: int, direction: int) -> Flip | None:
        """Give the nearest points of a row in one direction with which the headline flips."""
        points = int(self._pressing.points[0, number])
        tried = points + direction * np.arange(self._reach + 1, dtype=np.int64)
        percents = self._percents(number, tried)
        differ = (percents[:, 1:] != percents[:, :-1]).any(axis=0)
        for place in (np.flatnonzero(differ) + 1).tolist():
            headline, usual = self._headlines(percents[:, place])
            if headline != usual:
                return Flip(int(tried[place]), headline)
        return None

    def _percents(self, number: int, tried: IntArray) -> IntArray:
        """Give the pressure on every leg for other points of a row, shape (legs, points)."""
        count = len(tried)
        points = np.repeat(self._pressing.points[:1], count, axis=0)
        points[:, number] = tried
        as_stated = np.full((points.shape[1], count), MILLION, dtype=np.int64)
        changed = replace(self._pressing, points=points)
        return changed.under(np.arange(count, dtype=np.int64), as_stated)

    def _headlines(self, percents: IntArray) -> tuple[Headline, Headline]:
        """Give the headline under other pressures, and the usual one without legs that close."""
        key = percents.tobytes()
        if key not in self._known:
            amounts = {
                leg: counted_with(data, self.variants.lens, data[CAPACITY], percent)
                for (leg, data), percent in zip(
                    self.variants.legs.items(), percents.tolist(), strict=True
                )
            }
            usual = self.variants.headline
            kept = tuple(leg for leg in usual.legs if amounts[leg] != 0)
            headline = self.variants.with_amounts(amounts)[1]
            self._known[key] = headline, replace(usual, legs=kept)
        return self._known[key]
