"""Best plans of a small network, in tables of what each effort leaves of its least cuts.

As in `routes.cut_tables`, with an entry for each effort up to the budget: an arc that is cut costs
what it carries, or takes the effort of closing it. The least of all is what the best plan leaves,
and going back through the tables gives such a plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

from routes.elimination import Step
from routes.plan_trace import Stage, closed_arcs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routes.arrays import IntArray
    from routes.cut_tables import CutTables
    from routes.elimination import Index

MOST_ENTRIES = 20_000
"""With more entries times levels of effort a search finds a best plan sooner."""

_MOST_AT_ONCE = 2_000_000


@dataclass(frozen=True, eq=False)
class PlanTables:
    """A small network with what closing its arcs takes.

    Attributes
    ----------
    tables : CutTables
    steps : tuple of Step
        Those of the tables, and a last one that adds up what they result in.
    arcs : tuple of tuple of int
        Of each pair of nodes the forward arcs from one to the other.
    effort : tuple of int
        Of each forward arc how many levels it takes to close it; 0: no plan closes it.
    levels : int
        How many the budget has.
    """

    tables: CutTables
    steps: tuple[Step, ...]
    arcs: tuple[tuple[int, ...], ...]
    effort: tuple[int, ...]
    levels: int

    @property
    def entries(self) -> int:
        """How many entries the tables have for one case."""
        return sum(1 << len(step.scope) for step in self.steps) * (self.levels + 1)

    def least(self, amounts: IntArray) -> IntArray:
        """Give what the best plan leaves.

        Parameters
        ----------
        amounts : ndarray of int64, shape (cases, forward arcs)
            What each arc carries in each case.

        Returns
        -------
        ndarray of int64, shape (cases,)
        """
        size = max(1, _MOST_AT_ONCE // self.entries)
        parts = [
            self._stages(amounts[first : first + size])[-1].result[self.levels]
            for first in range(0, len(amounts), size)
        ]
        return np.concatenate(parts)

    def plan(self, amounts: IntArray) -> tuple[int, ...]:
        """Give the arcs that a best plan closes, in rising order; none of them can be spared.

        Parameters
        ----------
        amounts : ndarray of int64, shape (forward arcs,)
            What each arc carries. Of several such plans, always the same is given.
        """
        stages = self._stages(amounts[None])
        return tuple(sorted(closed_arcs(stages, amounts.tolist(), self.effort, self.levels)))

    def _stages(self, amounts: IntArray) -> list[Stage]:
        found: list[Stage] = []
        for step in self.steps:
            shape = (*step.entries(), self.levels + 1, len(amounts))
            tables = [np.zeros(shape, dtype=np.int64)]
            added: list[tuple[Index, int]] = []
            for pair, index in step.arcs:
                for arc in self.arcs[pair]:
                    tables.append(self._with_arc(tables[-1], index, arc, amounts[:, arc]))
                    added.append((index, arc))
            for part, index in step.parts:
                tables.append(self._with_part(tables[-1], found[part].result[index]))
            result = tables[-1].min(axis=0) if step.scope else tables[-1]
            found.append(Stage(step, tuple(added), tuple(tables), result))
        return found

    def _with_arc(self, table: IntArray, index: Index, arc: int, amount: IntArray) -> IntArray:
        added, effort = table.copy(), self.effort[arc]
        cut = added[index]
        cut += amount
        if effort:
            closed = table[index][..., :-effort, :]
            np.minimum(cut[..., effort:, :], closed, out=cut[..., effort:, :])
        return added

    def _with_part(self, table: IntArray, part: IntArray) -> IntArray:
        added = table + part[..., :1, :]
        for level in range(1, self.levels + 1):
            there = added[..., level:, :]
            spent = table[..., :-level, :] + part[..., level : level + 1, :]
            np.minimum(there, spent, out=there)
        return added


def plan_tables(
    tables: CutTables, cost_scaled: Mapping[int, int], budget_scaled: int
) -> PlanTables | None:
    """Lay out tables for a budget.

    Parameters
    ----------
    tables : CutTables
    cost_scaled : mapping of int to int
        What closing each forward arc takes that can be closed, from 1.
    budget_scaled : int

    Returns
    -------
    PlanTables or None
        None where they would have more than `MOST_ENTRIES` entries.

    References
    ----------
    As `routes.elimination`; R. K. Wood (1993), "Deterministic network interdiction", Mathematical
    and Computer Modelling 17(2), 1-18, doi 10.1016/0895-7177(93)90236-R, for cuts of which a part
    is closed.
    """
    within = {arc: cost for arc, cost in cost_scaled.items() if cost <= budget_scaled}
    unit = gcd(*within.values()) or 1
    arcs: list[list[int]] = [[] for _ in tables.ends]
    for arc, pair in enumerate(tables.pair_of.tolist()):
        if pair >= 0:
            arcs[pair].append(arc)
    roots = [number for number, step in enumerate(tables.steps) if len(step.scope) == 1]
    last = Step(
        (), tuple((pair, ()) for pair in tables.direct), tuple((root, ()) for root in roots)
    )
    found = PlanTables(
        tables=tables,
        steps=(*tables.steps, last),
        arcs=tuple(map(tuple, arcs)),
        effort=tuple(within.get(arc, 0) // unit for arc in range(len(tables.pair_of))),
        levels=min(budget_scaled, sum(within.values())) // unit,
    )
    return found if found.entries <= MOST_ENTRIES else None
