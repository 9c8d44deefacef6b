"""The arcs of one model in an integer program: each is paid for unless what is chosen closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from routes.integer_program import IntegerProgram
    from routes.interdiction_model import Model, SharedArc


class PaidArcs:
    """Columns and rows that say what flows at most through a model.

    A node has side 1 with the source and 0 with the sink. An arc from u to v with amount a is
    paid for unless it is closed:

        paid_a >= a * (side_u - side_v - sum of chosen that close it),  paid_a >= 0

    With an infinite amount the bracket must not be positive. Where targets add pressure, the arc
    is in one of the states that sums of points can reach, no further than the chosen targets lead:

        paid_a >= sum of amount_s * state_s - a * (1 - side_u + side_v + sum of chosen closing it)

    Parameters
    ----------
    program : IntegerProgram
        Columns and rows are added to it.
    model : Model
    chosen : sequence of int
        The column of each target of the model, 1 where it is chosen.
    unit : float
        What amounts are measured in: the solver's tolerances suit numbers that are not large.

    Attributes
    ----------
    paid : dict of int to float
        What each column of payments costs, in that unit.

    References
    ----------
    R. K. Wood (1993), "Deterministic network interdiction", Mathematical and Computer Modelling
    17(2), 1-18, doi 10.1016/0895-7177(93)90236-R.
    """

    def __init__(
        self, program: IntegerProgram, model: Model, chosen: Sequence[int], unit: float
    ) -> None:
        self._program, self._model, self._chosen = program, model, chosen
        self._unit = unit
        is_whole = any(arc.points for arc in model.shared)
        self._sides = [program.column(whole=is_whole) for _ in range(model.network.node_count)]
        self.paid: dict[int, float] = {}
        program.row({self._sides[model.network.source]: 1.0}, low=1.0)
        program.row({self._sides[model.network.sink]: 1.0}, high=0.0)
        self._write()

    def _write(self) -> None:
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
            row[self._payment(amount / self._unit)] = -1.0
        self._program.row(row, high=0.0)

    def _pay_by_state(self, arc: SharedArc) -> None:
        """Charge for an arc that carries less the more points are added."""
        program, infinite = self._program, self._model.network.unbounded
        sums = {0}
        for _, points in arc.points:
            sums |= {min(total + points, len(arc.amounts) - 1) for total in sums}
        state = {total: program.column(whole=True) for total in sorted(sums)}
        program.row(dict.fromkeys(state.values(), 1.0), low=1.0, high=1.0)
        led = {column: float(total) for total, column in state.items()}
        points_led = {self._chosen[target]: -float(points) for target, points in arc.points}
        program.row(led | points_led, high=0.0)
        bracket = self._bracket(arc.arc, arc.closers)
        without = {state[t]: 1.0 for t in state if arc.at(t) >= infinite}
        if without:
            program.row(bracket | without, high=1.0)
        finite = {t: arc.at(t) / self._unit for t in state if arc.at(t) < infinite}
        most = max(finite.values(), default=0.0)
        row = {column: most * factor for column, factor in bracket.items()}
        row |= {state[t]: amount for t, amount in finite.items()}
        row[self._payment(1.0)] = -1.0
        program.row(row, high=most)

    def _payment(self, amount: float) -> int:
        """Add a column that costs so much."""
        column = self._program.column()
        self.paid[column] = amount
        return column

    def _bracket(self, arc: int, closers: Collection[int]) -> dict[int, float]:
        head = self._model.network.head
        tail_side, head_side = (self._sides[int(head[end])] for end in (arc + 1, arc))
        closing = dict.fromkeys((self._chosen[target] for target in closers), -1.0)
        return {tail_side: 1.0, head_side: -1.0} | closing
