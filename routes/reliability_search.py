"""The search for the plan that leaves an evader the least chance, with a proven bound."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from routes.known_ways import KnownWays
from routes.reliability_program import ReliabilityProgram
from routes.stopwatch import Stopwatch

if TYPE_CHECKING:
    from routes.evasion_arrays import EvasionArrays, Floats

TOLERANCE = 1e-6
"""Share of the value without action that a plan may lie above the bound and be called optimal."""

_SIZES = (0, 8, 10)
"""Numbers of candidates up to which several routes are bounded together, in turn; 0: one route."""
_ROUNDS = 40
_SLOW = 0.03
_PATIENCE = 2
"""Rounds in succession that may close less than this share of the gap."""
_FIRST_GAP = 1e-3
"""Gap that is good enough for a plan that only serves to find routes."""
_SAME = 1e-13
"""Share by which floats may differ that stand for the same value."""


class Found(NamedTuple):
    """A plan and how good any could be.

    Attributes
    ----------
    chosen : tuple of int
        Candidates of the best plan found.
    value, bound : float
        Of that plan, and the proven lower bound on every plan, as shares of the value without
        action.
    """

    chosen: tuple[int, ...]
    value: float
    bound: float


class ReliabilitySearch:
    """Cutting planes for a plan over many journeys.

    The relaxation without whole numbers is tightened by bounds on each journey's chance, from
    single routes and then from several together; what it says about single candidates settles
    many of them; an integer program chooses among the others. Its plan is evaluated on the
    network, which gives routes that it did not know, until its bound meets the best plan.

    Parameters
    ----------
    arrays : EvasionArrays
        Something gets through on some journey.
    cost : (candidates,) array of float
        Each within the budget.
    budget : float
    time_limit_s : float or None
    """

    def __init__(
        self, arrays: EvasionArrays, cost: Floats, budget: float, time_limit_s: float | None
    ) -> None:
        self._cost, self._budget = cost, budget
        self._watch = Stopwatch(time_limit_s)
        nothing, everything = np.zeros(len(cost)), np.ones(len(cost))
        self._known = KnownWays(arrays)
        least = self._known.learn(everything)
        self._known.learn(nothing)
        self._program = ReliabilityProgram(self._known.weight, least, cost, budget)
        self._chosen, self._value = nothing, 1.0
        self._bound = float(self._known.weight @ least)
        self._add(nothing, np.full(len(least), -1.0))

    def run(self) -> Found:
        """Search until the plan is optimal or time is up."""
        for size in _SIZES:
            self._tighten(size)
        gap = _FIRST_GAP
        while not self._done():
            answer = self._program.solve(self._most(), self._watch.left_s, gap)
            self._bound = max(self._bound, min(answer.value, self._most()))
            if answer.acted is None or answer.chance is None:
                break
            acted = np.round(answer.acted)
            self._try(acted)
            if not self._add(acted, answer.chance):
                if gap == 0:
                    break
                gap = 0.0
            if answer.value > self._value * (1 - _FIRST_GAP):
                gap = 0.0
            self._tighten(_SIZES[-1])
        if self._watch.left_s != 0:
            self._spare()
        chosen = tuple(np.flatnonzero(self._chosen).tolist())
        return Found(chosen, self._value, min(self._bound, self._value))

    def _tighten(self, size: int) -> None:
        """Solve the relaxation and add the bounds that it breaks, while that helps."""
        last, slow = 0.0, 0
        for _ in range(_ROUNDS):
            answer, marginal = self._program.relax()
            if answer.acted is None or answer.chance is None:
                self._bound = max(self._bound, min(answer.value, self._most()))
                return
            self._bound = max(self._bound, min(answer.value, self._most()))
            self._known.learn(answer.acted)
            self._try(self._rounded(answer.acted))
            self._program.fix(answer.value, marginal, self._most())
            helped = answer.value - last >= _SLOW * (self._value - answer.value)
            slow = 0 if helped else slow + 1
            last = answer.value
            new = self._add(answer.acted, answer.chance)
            if size:
                new += self._add(answer.acted, answer.chance, size)
            if not new or slow == _PATIENCE or self._done():
                return

    def _done(self) -> bool:
        return self._value - self._bound <= TOLERANCE or self._watch.left_s == 0

    def _most(self) -> float:
        """Give the value that a plan worth finding has at most."""
        return self._value - TOLERANCE / 2

    def _rounded(self, acted: Floats) -> Floats:
        """Take the candidates that are acted on most while they are within the budget."""
        chosen, left = np.zeros(len(acted)), self._budget
        for candidate in np.lexsort((np.arange(len(acted)), -acted)):
            if acted[candidate] > 0 and self._cost[candidate] <= left:
                chosen[candidate] = 1
                left -= self._cost[candidate]
        return chosen

    def _try(self, acted: Floats) -> None:
        """Evaluate a plan on the network and keep it if it is the best within the budget."""
        value = self._known.value(acted)
        if value < self._value and self._cost @ acted <= self._budget:
            self._chosen, self._value = acted, value

    def _add(self, acted: Floats, chance: Floats, size: int = 0) -> int:
        """Add the known bounds that a solution of the program breaks."""
        new = 0
        for journey, bound in self._known.broken(acted, chance, size):
            new += self._program.add(journey, bound)
            if self._watch.left_s == 0:
                break
        return new

    def _spare(self) -> None:
        """Leave out of the plan what it can do without, the costliest first."""
        chosen = np.flatnonzero(self._chosen)
        for candidate in chosen[np.lexsort((chosen, -self._cost[chosen]))]:
            fewer = self._chosen.copy()
            fewer[candidate] = 0
            if self._known.value(fewer) <= self._value * (1 + _SAME):
                self._chosen = fewer
