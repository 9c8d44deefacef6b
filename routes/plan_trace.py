"""The way back through tables of efforts, which tells what a best plan closes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routes.arrays import IntArray
    from routes.elimination import Index, Step


class Stage(NamedTuple):
    """What was computed in one step.

    Attributes
    ----------
    step : Step
    arcs : tuple of (Index, int)
        Entries in which a forward arc is cut, and the arc, in the order in which they were added.
    tables : tuple of ndarray of int64, shape (sides..., levels + 1, cases)
        Before anything was added, after each arc, and then after each part of the step.
    result : ndarray of int64, shape (sides of the others..., levels + 1, cases)
    """

    step: Step
    arcs: tuple[tuple[Index, int], ...]
    tables: tuple[IntArray, ...]
    result: IntArray


def closed_arcs(
    stages: Sequence[Stage], amounts: Sequence[int], effort: Sequence[int], levels: int
) -> list[int]:
    """Find the arcs that the best plan of the first case closes.

    Parameters
    ----------
    stages : sequence of Stage
        The last one has the whole as its result.
    amounts, effort : sequence of int, shape (forward arcs,)
        What each carries in that case; how many levels of effort closing it takes.
    levels : int
        Of the budget.

    Returns
    -------
    list of int
        Where leaving an arc open is as good, it is left open, and no part is given more effort
        than it needs, the last one first; so none of the arcs can be spared. Where both sides are
        as good for a node, it is on that of the source.
    """
    closed: list[int] = []
    waiting: list[tuple[Stage, int, Mapping[int, int]]] = [(stages[-1], levels, {})]
    while waiting:
        stage, level, sides = waiting.pop()
        step, tables = stage.step, list(stage.tables)
        if step.scope:
            beside = tuple(sides[node] for node in step.scope[1:])
            first, second = (tables[-1][(side, *beside, level, 0)] for side in (0, 1))
            sides = {**sides, step.scope[0]: int(second < first)}
        point = tuple(sides[node] for node in step.scope)
        for number, _ in reversed(step.parts):
            part = stages[number]
            whole = tables.pop()[(*point, level, 0)]
            there = tuple(sides[node] for node in part.step.scope[1:])
            spent = next(
                spent
                for spent in range(level + 1)
                if tables[-1][(*point, level - spent, 0)] + part.result[(*there, spent, 0)] == whole
            )
            waiting.append((part, spent, sides))
            level -= spent
        for index, arc in reversed(stage.arcs):
            whole = tables.pop()[(*point, level, 0)]
            cut = all(side in (here, _ANY) for side, here in zip(index, point, strict=True))
            if cut and tables[-1][(*point, level, 0)] + amounts[arc] != whole:
                closed.append(arc)
                level -= effort[arc]
    return closed


_ANY = slice(None)
