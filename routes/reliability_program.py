"""The integer program that a search for a plan over many journeys solves again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

if TYPE_CHECKING:
    from routes.chance_bounds import ChanceBound
    from routes.evasion_arrays import Floats

_SCALE = 1000.0
"""The solver stops within 1e-6 of its objective, so the objective is made large."""

_INFEASIBLE = 2
"""Number by which scipy says that no choice keeps all rows."""


class Answer(NamedTuple):
    """What a solver gives.

    Attributes
    ----------
    value : float
        Lower bound on the value of every plan that the program still allows.
    acted : (candidates,) array of float, or None
        To which degree each candidate is acted on; None where no plan was found.
    chance : (journeys,) array of float, or None
    """

    value: float
    acted: Floats | None
    chance: Floats | None


class ReliabilityProgram:
    """Choose candidates within a budget so that the weighted chances are least.

    Variables are whether a candidate is acted on, and the chance of each journey as a share of
    its chance without action. Rows bound those chances from below. There may be exponentially many
    rows, so they are added where they are needed; without some of them the program's value is
    still a lower bound.

    Parameters
    ----------
    weight : (journeys,) array of float
        Share of each journey in the value without action; they add to 1.
    least : (journeys,) array of float
        Chance with every candidate acted on.
    cost : (candidates,) array of float
    budget : float
    """

    def __init__(self, weight: Floats, least: Floats, cost: Floats, budget: float) -> None:
        self._weight = weight
        self._candidates = len(cost)
        self._lower = np.concatenate([np.zeros(len(cost)), least])
        self._upper = np.ones(len(cost) + len(weight))
        self._objective = np.concatenate([np.zeros(len(cost)), weight * _SCALE])
        self._budget_row = csr_array(np.concatenate([cost, np.zeros(len(weight))])[None, :])
        self._budget = budget
        self._rows: dict[tuple[object, ...], None] = {}
        self._limits: list[float] = []
        self._entries: list[tuple[int, int, float]] = []

    def add(self, journey: int, bound: ChanceBound) -> bool:
        """Add a bound on the chance of a journey, and tell whether it is new."""
        slopes = tuple(round(slope, 12) for slope in bound.slopes)
        key = (journey, bound.candidates, round(bound.constant, 12), slopes)
        if key in self._rows:
            return False
        number = len(self._rows)
        self._rows[key] = None
        self._limits.append(-bound.constant)
        self._entries.append((number, self._candidates + journey, -1.0))
        for candidate, slope in zip(bound.candidates, bound.slopes, strict=True):
            self._entries.append((number, candidate, slope))
        return True

    def relax(self) -> tuple[Answer, Floats]:
        """Solve with candidates acted on to any degree.

        Returns
        -------
        Answer
        (candidates,) array of float
            How much the value rises at least when a candidate at 0 is acted on, or, negative, one
            at 1 is not.
        """
        rows, limits = self._constraints()
        found = linprog(
            self._objective,
            A_ub=rows,
            b_ub=limits,
            bounds=np.column_stack([self._lower, self._upper]),
            method="highs",
        )
        if found.x is None:
            value = np.inf if found.status == _INFEASIBLE else 0.0
            return Answer(value, None, None), np.zeros(self._candidates)
        marginal = (found.lower.marginals + found.upper.marginals)[: self._candidates] / _SCALE
        return self._answer(found.x, found.fun), marginal

    def solve(self, most: float, time_limit_s: float | None, gap: float) -> Answer:
        """Solve with whole candidates.

        Parameters
        ----------
        most : float
            Only plans of at most this value are looked for.
        time_limit_s : float or None
        gap : float
            The solver stops when its bound is this close to its best plan, as a share.
        """
        rows, limits = self._constraints()
        cutoff = LinearConstraint(self._objective[None, :], -np.inf, most * _SCALE)
        whole = np.concatenate([np.ones(self._candidates), np.zeros(len(self._weight))])
        found = milp(
            self._objective,
            constraints=[LinearConstraint(rows, -np.inf, limits), cutoff],
            bounds=Bounds(self._lower, self._upper),
            integrality=whole,
            options={
                "time_limit": np.inf if time_limit_s is None else time_limit_s,
                "mip_rel_gap": gap,
            },
        )
        if found.status == _INFEASIBLE:
            return Answer(most, None, None)
        bound = 0.0 if found.mip_dual_bound is None else found.mip_dual_bound
        return self._answer(found.x, bound)

    def fix(self, value: float, marginal: Floats, most: float) -> int:
        """Settle candidates whose other choice cannot lead to a plan of at most `most`.

        Parameters
        ----------
        value : float
            Of the relaxation.
        marginal : (candidates,) array of float
            As `relax` gives it.
        most : float

        Returns
        -------
        int
            How many candidates are settled now.
        """
        lower, upper = self._lower[: self._candidates], self._upper[: self._candidates]
        out = value + marginal > most
        kept = value - marginal > most
        upper[out & (lower == 0)] = 0
        lower[kept & (upper == 1)] = 1
        return int(np.sum(lower == upper))

    def _answer(self, x: Floats | None, value: float) -> Answer:
        if x is None:
            return Answer(value / _SCALE, None, None)
        acted = np.clip(x[: self._candidates], 0, 1)
        return Answer(value / _SCALE, acted, x[self._candidates :])

    def _constraints(self) -> tuple[csr_array, Floats]:
        number, column, entry = zip(*self._entries, strict=True)
        shape = (len(self._rows), len(self._objective))
        rows = csr_array((entry, (number, column)), shape=shape)
        return vstack([rows, self._budget_row], format="csr"), np.array(
            [*self._limits, self._budget]
        )
