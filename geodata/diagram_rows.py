"""The order of rows in the diagram: few crossings, no leg through a jurisdiction, short legs."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CROSSING_COST: Final = 10
PASSING_UNDER_COST: Final = 40
MOST_COMPARISONS: Final = 20_000_000
"""Pairs of legs that are compared at most from one start, so that large layers take seconds."""
_NODE_ZONE: Final = (-28, 14)  # what a jurisdiction and its label take up, above and below
_BESIDE: Final = 30  # a curve this close to an end, sideways, is still at that end's height


def heights(columns: Sequence[Sequence[str]], height: int) -> dict[str, int]:
    """Space the members of each column evenly from top to bottom."""
    return {
        node: (2 * rank + 1) * height // (2 * len(column))
        for column in columns
        for rank, node in enumerate(column)
    }


def settled(
    columns: Sequence[Sequence[str]],
    across: Mapping[str, int],
    pairs: Mapping[tuple[str, str], int],
    height: int,
) -> list[list[str]]:
    """Order the members of each column.

    Parameters
    ----------
    columns : sequence of sequence of str
        Members of each column in the order to start from.
    across : mapping of str to int
        Distance of each member from the left edge.
    pairs : mapping of (str, str) to int
        Number of legs between two members.
    height : int
        Height over which each column is spread.

    Returns
    -------
    list of list of str
        The columns in an order that moving any one member makes no better, or, in a large
        layer, the best found within `MOST_COMPARISONS`. The best order of all is not looked
        for: crossing reduction is NP-hard (Garey and Johnson 1983, doi:10.1137/0604033).

    References
    ----------
    Matuszewski, C. et al. (1999), Using sifting for k-layer straightline crossing minimization,
    doi:10.1007/3-540-46648-7_22.
    """
    measure = _Measure(sorted(across), across, pairs)
    starts = ([list(column) for column in columns], [list(column)[::-1] for column in columns])
    results = [_sifted(start, measure, height) for start in starts]
    return min(results, key=lambda state: measure.cost(heights(state, height)))


def _sifted(start: list[list[str]], measure: "_Measure", height: int) -> list[list[str]]:
    """Put one member after the other in its best place until nothing moves any more."""
    state = start
    cost = measure.cost(heights(state, height))
    trials_left = MOST_COMPARISONS // max(1, len(measure) ** 2)
    while True:
        for number, column in enumerate(start):
            for member in column:
                trials_left -= len(column)
                if trials_left < 0:
                    return state
                trials = [
                    [*state[:number], moved, *state[number + 1 :]]
                    for moved in _moves(state[number], member)
                ]
                state = min(trials, key=lambda trial: measure.cost(heights(trial, height)))
        settled_cost = measure.cost(heights(state, height))
        if settled_cost == cost:
            return state
        cost = settled_cost


def _moves(column: Sequence[str], member: str) -> list[list[str]]:
    """Return every order that moving one member gives, the present order first."""
    rest = [other for other in column if other != member]
    moves = [[*rest[:place], member, *rest[place:]] for place in range(len(column))]
    return sorted(moves, key=lambda moved: moved != column)


class _Measure:
    """What an order of rows costs, for fixed columns and legs."""

    def __init__(
        self, nodes: Sequence[str], across: Mapping[str, int], pairs: Mapping[tuple[str, str], int]
    ) -> None:
        position = {node: index for index, node in enumerate(nodes)}
        ordered = sorted(pairs)
        self._nodes = nodes
        self._start = np.array([position[a] for a, _ in ordered], dtype=np.int64)
        self._end = np.array([position[b] for _, b in ordered], dtype=np.int64)
        self._legs = np.array([pairs[pair] for pair in ordered], dtype=np.int64)
        self._x = np.array([across[node] for node in nodes], dtype=np.int64)

    def __len__(self) -> int:
        return len(self._legs)

    def cost(self, rows: Mapping[str, int]) -> int:
        """Return the cost of an order, a whole number."""
        y = np.array([rows[node] for node in self._nodes], dtype=np.int64)
        if not len(self._legs):
            return 0
        travel = int((np.abs(y[self._end] - y[self._start]) * self._legs).sum()) // 10
        crossings = CROSSING_COST * self._crossings(y)
        return travel + crossings + PASSING_UNDER_COST * self._passings(y)

    def _crossings(self, y: "NDArray[np.int64]") -> int:
        """Count pairs of legs whose chords cross, by the signs of four triangles."""
        ends = (self._start, self._end)
        a, b = ((self._x[end][:, None], y[end][:, None]) for end in ends)
        c, d = ((self._x[end][None, :], y[end][None, :]) for end in ends)
        apart = (_side(a, b, c) * _side(a, b, d) < 0) & (_side(c, d, a) * _side(c, d, b) < 0)
        return int((apart * np.outer(self._legs, self._legs)).sum()) // 2

    def _passings(self, y: "NDArray[np.int64]") -> int:
        """Count legs that run through a jurisdiction or its label, on the curve that is drawn."""
        x0, x1 = self._x[self._start][:, None], self._x[self._end][:, None]
        y0, y1 = y[self._start][:, None], y[self._end][:, None]
        between = (np.minimum(x0, x1) + _BESIDE < self._x) & (
            self._x < np.maximum(x0, x1) - _BESIDE
        )
        share = (self._x - x0) / np.where(x1 == x0, 1, x1 - x0)
        drawn = y0 + (y1 - y0) * share * share * (3 - 2 * share)
        above, below = _NODE_ZONE
        under = between & (drawn > y + above) & (drawn < y + below)
        return int((under * self._legs[:, None]).sum())


def _side(a: Any, b: Any, c: Any) -> "NDArray[np.int64]":  # noqa: ANN401 - pairs of arrays
    """Return on which side of the line from a to b each c lies: -1, 0 or 1."""
    (ax, ay), (bx, by), (cx, cy) = a, b, c
    turn: NDArray[np.int64] = np.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
    return turn
