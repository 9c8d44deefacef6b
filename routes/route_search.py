"""What every search for the best options against routes shares: limits, bounds, first answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routes.opposed_routes import SEVERED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from routes.opposed_routes import OpposedRoutes, Way
    from routes.stopwatch import Stopwatch

    Chosen = frozenset[int]


@dataclass(frozen=True)
class Best:
    """The best choice found.

    Attributes
    ----------
    weight : int
        Of the lightest route that it leaves; `SEVERED` when it leaves none.
    chosen : frozenset of int
    finished : bool
        Whether it is proven that no choice leaves a heavier one.
    """

    weight: int
    chosen: Chosen
    finished: bool


@dataclass(frozen=True)
class Reaching:
    """Choices that leave no route below a threshold, and of which no option can be spared.

    Attributes
    ----------
    choices : tuple of frozenset of int
    finished : bool
        Whether these are all.
    """

    choices: tuple[Chosen, ...]
    finished: bool


class Watch:
    """Counts the steps of a search and tells when its time is over.

    Parameters
    ----------
    stopwatch : Stopwatch
    step : callable
        Called at every step with the name of the method.
    """

    def __init__(self, stopwatch: Stopwatch, step: Callable[[str], None]) -> None:
        self.steps = 0
        self._stopwatch = stopwatch
        self._step = step

    @property
    def left_s(self) -> float | None:
        """Seconds left, from 0; None without a limit."""
        return self._stopwatch.left_s

    def goes_on(self, method: str) -> bool:
        """Count a step, unless the time is over."""
        if self.left_s == 0:
            return False
        self.steps += 1
        self._step(method)
        return True


@dataclass(frozen=True)
class Packing:
    """Routes below a threshold of which no two are touched by the same free option.

    Each takes at least one of the free options that touch it, so together they take at least the
    sum of the cheapest.

    Attributes
    ----------
    ways : tuple of (Way, tuple of int)
        The routes, lightest first, with the free options that touch each.
    hopeless : bool
        Whether they take more than is left, or no free options lift one of them.
    bound : int
        No choice of free options within what is left leaves a heavier lightest route.
    """

    ways: tuple[tuple[Way, tuple[int, ...]], ...]
    hopeless: bool
    bound: int


def pack(routes: OpposedRoutes, chosen: Chosen, barred: Chosen, purse: tuple[int, int]) -> Packing:
    """Pack routes that no free option touches two of.

    Parameters
    ----------
    routes : OpposedRoutes
    chosen : frozenset of int
        What is chosen already.
    barred : frozenset of int
        What must not be chosen besides; all the others are free.
    purse : (int, int)
        What is left to spend, and the threshold: routes of that weight are good enough.

    Returns
    -------
    Packing
        It ends at the first route that makes it hopeless.
    """
    left, threshold = purse
    routes.choose(chosen)
    ways: list[tuple[Way, tuple[int, ...]]] = []
    need, bound, hopeless = 0, SEVERED, False
    while not hopeless and (way := routes.lightest()) is not None and way.weight < threshold:
        usable = tuple(
            number
            for number in way.touching
            if number not in chosen and number not in barred and routes.options[number].cost <= left
        )
        bound = min(bound, routes.weight_of(way, {*chosen, *usable}))
        need += min((routes.options[number].cost for number in usable), default=left + 1)
        if need > left:
            bound = min(bound, way.weight)
        hopeless = bound < threshold
        ways.append((way, usable))
        routes.block(usable, 1)
    for _, usable in ways:
        routes.block(usable, -1)
    return Packing(tuple(ways), hopeless, bound)


def cost_of(routes: OpposedRoutes, chosen: Iterable[int]) -> int:
    """Add up what some options cost."""
    return sum(routes.options[number].cost for number in chosen)


def dive(
    routes: OpposedRoutes, budget: int, watch: Watch, chosen: Chosen = frozenset()
) -> tuple[int, Chosen]:
    """Add, as long as budget and time allow, the option that lifts the lightest route most.

    Parameters
    ----------
    routes : OpposedRoutes
    budget : int
    watch : Watch
        Its steps are not counted here.
    chosen : frozenset of int
        What is chosen at first.

    Returns
    -------
    weight : int
        Of the lightest route in the end.
    chosen : frozenset of int
    """
    left = budget - cost_of(routes, chosen)
    while True:
        routes.choose(chosen)
        way = routes.lightest()
        if way is None:
            return SEVERED, chosen
        usable = [
            number
            for number in way.touching
            if number not in chosen and routes.options[number].cost <= left
        ]
        if not usable or watch.left_s == 0:
            return way.weight, chosen
        lifted = {number: routes.weight_after(chosen | {number}) for number in usable}
        best = min(
            usable, key=lambda number: (-lifted[number], routes.options[number].cost, number)
        )
        chosen |= {best}
        left -= routes.options[best].cost


def without_spare(routes: OpposedRoutes, chosen: Chosen, threshold: int) -> Chosen:
    """Leave out options, the last first, that a choice can spare and stay at a threshold."""
    for number in sorted(chosen, reverse=True):
        if routes.weight_after(chosen - {number}) >= threshold:
            chosen -= {number}
    return chosen
