"""An integer program: columns with a price, rows with bounds, solved by HiGHS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from routes.counted_numbers import FloatArray

    Row = tuple[Mapping[int, float], float, float]

_OPTIMAL = 0
_INFEASIBLE = 2


@dataclass(frozen=True, eq=False)
class Solved:
    """What the solver found.

    Attributes
    ----------
    feasible : bool
        Whether the program has a solution, as far as is known.
    numbers : ndarray of float64, shape (columns,), or None
        The best solution; None where none was found.
    bound : float
        No solution costs less, as far as floating-point numbers can tell.
    """

    feasible: bool
    numbers: FloatArray | None
    bound: float


class IntegerProgram:
    """Minimise what columns from 0 cost together, within the bounds of rows.

    References
    ----------
    Q. Huangfu and J. A. J. Hall (2018), "Parallelizing the dual revised simplex method",
    Mathematical Programming Computation 10, 119-142, doi 10.1007/s12532-017-0130-5, for the solver.
    """

    def __init__(self) -> None:
        self._price: list[float] = []
        self._whole: list[int] = []
        self._rows: list[Row] = []

    def column(self, *, whole: bool = False) -> int:
        """Add a column that costs nothing, and is 0 or 1 if whole; gives its number."""
        self._price.append(0.0)
        self._whole.append(int(whole))
        return len(self._price) - 1

    def pay(self, amounts: Mapping[int, float]) -> None:
        """Set what columns cost."""
        for column, amount in amounts.items():
            self._price[column] = amount

    def row(self, row: Mapping[int, float], low: float = -np.inf, high: float = np.inf) -> None:
        """Hold a weighted sum of columns between bounds."""
        self._rows.append((row, low, high))

    def solve(self, further: Iterable[Row] = (), time_limit_s: float | None = None) -> Solved:
        """Solve the program.

        Parameters
        ----------
        further : iterable of (row, low, high)
            Rows that hold this time only.
        time_limit_s : float, optional
            Seconds after which the solver stops.

        Returns
        -------
        Solved
        """
        from scipy import sparse
        from scipy.optimize import Bounds, LinearConstraint, milp

        rows = [*self._rows, *further]
        data = [value for row, _, _ in rows for value in row.values()]
        columns = [column for row, _, _ in rows for column in row]
        first = np.cumsum([0, *(len(row) for row, _, _ in rows)])
        matrix = sparse.csr_array((data, columns, first), shape=(len(rows), len(self._price)))
        integer = np.array(self._whole)
        options = {"mip_rel_gap": 0.0}
        if time_limit_s is not None:
            options["time_limit"] = time_limit_s
        found = milp(
            np.array(self._price),
            constraints=LinearConstraint(
                matrix, [low for _, low, _ in rows], [high for _, _, high in rows]
            ),
            bounds=Bounds(0.0, np.where(integer == 1, 1.0, np.inf)),
            integrality=integer,
            options=options,
        )
        if found.status == _INFEASIBLE:
            return Solved(feasible=False, numbers=None, bound=np.inf)
        # Of a program without whole numbers the solver gives no bound: its optimum is the bound.
        is_linear = found.status == _OPTIMAL and not integer.any()
        bound = found.fun if is_linear else found.mip_dual_bound
        known = bound is not None and np.isfinite(bound)
        return Solved(feasible=True, numbers=found.x, bound=float(bound) if known else 0.0)
