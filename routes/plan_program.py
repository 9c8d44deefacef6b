"""The best plan as an integer program, solved by HiGHS: a second way, independent of the tree."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from routes.interdiction_model import Model, SharedArc

_TOLERANCE = 1e-6
_OPTIMAL = 0
_INFEASIBLE = 2


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
    """The program for a model.

    A node has side 1 with the source and 0 with the sink. An arc from u to v with amount a is
    paid for unless it is closed:

        minimise    sum of paid_a
        subject to  paid_a >= a * (side_u - side_v - sum of chosen that close it),  paid_a >= 0
                    sum of cost_t * chosen_t <= budget

    With an infinite amount the bracket must not be positive. Where targets add pressure, the arc
    is in one of the states that sums of points can reach, no further than the chosen targets lead:

        paid_a >= sum of amount_s * state_s - a * (1 - side_u + side_v + sum of chosen closing it)

    Parameters
    ----------
    model : Model

    References
    ----------
    R. K. Wood (1993), "Deterministic network interdiction", Mathematical and Computer Modelling
    17(2), 1-18, doi 10.1016/0895-7177(93)90236-R. Q. Huangfu and J. A. J. Hall (2018),
    "Parallelizing the dual revised simplex method", Mathematical Programming Computation 10,
    119-142, doi 10.1007/s12532-017-0130-5, for the solver.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._targets = len(model.cost)
        self._sides = self._targets
        self._price: list[float] = [0.0] * (self._targets + model.network.node_count)
        self._whole = [1] * self._targets
        self._whole += [int(any(a.points for a in model.shared))] * model.network.node_count
        self._rows: list[dict[int, float]] = []
        self._lows: list[float] = []
        self._highs: list[float] = []
        self._row(dict(enumerate(model.cost.astype(float).tolist())), high=float(model.budget))
        self._row({self._sides + model.network.source: 1.0}, low=1.0)
        self._row({self._sides + model.network.sink: 1.0}, high=0.0)
        self._write_arcs()

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
        from scipy import sparse
        from scipy.optimize import Bounds, LinearConstraint, milp

        rows = [*self._rows, *(dict.fromkeys(plan, 1.0) for plan in excluded)]
        highs = [*self._highs, *(sum(row.values()) - 1 for row in rows[len(self._rows) :])]
        lows = [*self._lows, *[-np.inf] * (len(rows) - len(self._lows))]
        data = [value for row in rows for value in row.values()]
        columns = [column for row in rows for column in row]
        first = np.cumsum([0, *(len(row) for row in rows)])
        matrix = sparse.csr_array((data, columns, first), shape=(len(rows), len(self._price)))
        integer = np.array(self._whole)
        options = {"mip_rel_gap": 0.0}
        if time_limit_s is not None:
            options["time_limit"] = time_limit_s
        found = milp(
            np.array(self._price),
            constraints=LinearConstraint(matrix, lows, highs),
            bounds=Bounds(0.0, np.where(integer == 1, 1.0, np.inf)),
            integrality=integer,
            options=options,
        )
        if found.status == _INFEASIBLE:
            return Answer(None, None)
        plan = None
        if found.x is not None:
            plan = frozenset(np.flatnonzero(found.x[: self._targets] > 1 / 2).tolist())
        # Of a program without whole numbers the solver gives no bound: its optimum is the bound.
        solved = found.status == _OPTIMAL and not integer.any()
        lower = found.fun if solved else found.mip_dual_bound
        lower = 0.0 if lower is None or not np.isfinite(lower) else lower
        slack = _TOLERANCE * max(1.0, abs(lower))
        return Answer(plan, max(ceil(lower - slack), 0) * self._model.step)

    def _write_arcs(self) -> None:
        network, model = self._model.network, self._model
        closer = dict(zip(model.arcs.tolist(), model.targets.tolist(), strict=True))
        shared = {arc.arc for arc in model.shared}
        for arc in range(0, len(network.head), 2):
            if network.amount[arc] > 0 and arc not in shared:
                closers = [closer[arc]] if arc in closer else []
                self._pay(arc, int(network.amount[arc]), closers)
        for each in model.shared:
            if each.points:
                self._pay_by_state(each)
            else:
                self._pay(each.arc, each.at(0), each.closers)

    def _pay(self, arc: int, amount: int, closers: Collection[int]) -> None:
        """Charge for an arc that is open as a whole or closed."""
        row = self._bracket(arc, closers)
        if amount < self._model.network.unbounded:
            row[self._column(amount / self._model.step)] = -1.0
        self._row(row, high=0.0)

    def _pay_by_state(self, arc: SharedArc) -> None:
        """Charge for an arc that carries less the more points are added."""
        infinite = self._model.network.unbounded
        sums = {0}
        for _, points in arc.points:
            sums |= {min(total + points, len(arc.amounts) - 1) for total in sums}
        state = {total: self._column(0.0, whole=True) for total in sorted(sums)}
        self._row(dict.fromkeys(state.values(), 1.0), low=1.0, high=1.0)
        led = {column: float(total) for total, column in state.items()}
        self._row(led | {target: -float(points) for target, points in arc.points}, high=0.0)
        bracket = self._bracket(arc.arc, arc.closers)
        without = {state[t]: 1.0 for t in state if arc.at(t) >= infinite}
        if without:
            self._row(bracket | without, high=1.0)
        finite = {t: arc.at(t) / self._model.step for t in state if arc.at(t) < infinite}
        most = max(finite.values(), default=0.0)
        row = {column: most * factor for column, factor in bracket.items()}
        row |= {state[t]: amount for t, amount in finite.items()}
        row[self._column(1.0)] = -1.0
        self._row(row, high=most)

    def _bracket(self, arc: int, closers: Collection[int]) -> dict[int, float]:
        head = self._model.network.head
        tail_side, head_side = (self._sides + int(head[end]) for end in (arc + 1, arc))
        return {tail_side: 1.0, head_side: -1.0} | dict.fromkeys(closers, -1.0)

    def _column(self, price: float, *, whole: bool = False) -> int:
        self._price.append(price)
        self._whole.append(int(whole))
        return len(self._price) - 1

    def _row(self, row: dict[int, float], low: float = -np.inf, high: float = np.inf) -> None:
        self._rows.append(row)
        self._lows.append(low)
        self._highs.append(high)
