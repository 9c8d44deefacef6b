"""The best plan as an integer program, solved by HiGHS: a second way, independent of the tree."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from routes.integer_program import IntegerProgram
from routes.paid_arcs import PaidArcs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from routes.interdiction_model import Model

_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Answer:
    """What the solver found.

    Attributes
    ----------
    plan : frozenset of int or None
        Targets; None where no plan is allowed and bounds the flow, or none was found in time.
    bound : int or None
        No allowed plan leaves less, in units of 1/scale, as far as the solver's floating-point
        numbers can tell; None where no allowed plan bounds the flow.
    """

    plan: frozenset[int] | None
    bound: int | None


class PlanProgram:
    """The program for a model: pay as little as possible, within the budget.

        minimise    sum of paid_a, as `routes.paid_arcs` has it
        subject to  sum of cost_t * chosen_t <= budget

    Parameters
    ----------
    model : Model
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._program = IntegerProgram()
        chosen = [self._program.column(whole=True) for _ in model.cost]
        cost = model.cost.astype(float).tolist()
        self._program.row(dict(zip(chosen, cost, strict=True)), high=float(model.budget))
        self._program.pay(PaidArcs(self._program, model, chosen, model.step).paid)

    def solve(
        self, excluded: Iterable[Collection[int]] = (), time_limit_s: float | None = None
    ) -> Answer:
        """Find a best plan that contains none of some sets of targets.

        Parameters
        ----------
        excluded : iterable of collection of int
        time_limit_s : float, optional
            Seconds after which the solver stops.
        """
        apart = [(dict.fromkeys(plan, 1.0), -np.inf, len(plan) - 1.0) for plan in excluded]
        found = self._program.solve(apart, time_limit_s)
        if not found.feasible:
            return Answer(None, None)
        plan = None
        if found.numbers is not None:
            taken = found.numbers[: len(self._model.cost)] > 1 / 2
            plan = frozenset(np.flatnonzero(taken).tolist())
        slack = _TOLERANCE * max(1.0, abs(found.bound))
        return Answer(plan, max(ceil(found.bound - slack), 0) * self._model.step)
