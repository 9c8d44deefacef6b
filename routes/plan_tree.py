"""The tree of plans: take a target or leave it, and go on where a bound allows a better plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routes.cut_plans import best_on_cut
from routes.least_cuts import CutFinder
from routes.price_search import Case, PriceSearch
from routes.priced_arcs import PricedArcs
from routes.stopwatch import TimeIsUpError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from routes.arrays import BoolArray
    from routes.engine import Engine
    from routes.interdiction_model import Model
    from routes.price_search import Bound
    from routes.priced_arcs import Line

    Plan = frozenset[int]


@dataclass(frozen=True, eq=False)
class Branch:
    """Plans that hold some targets and not others.

    Attributes
    ----------
    taken, left_out : frozenset of int
    bound : int
        None of them does better.
    guess : ndarray of bool or None
        Side of the cut that supported the bound of the branch that it grew from.
    """

    taken: Plan
    left_out: Plan
    bound: int
    guess: BoolArray | None = None


@dataclass(frozen=True)
class Best:
    """The best plan that was found.

    Attributes
    ----------
    value : int
        Of the flow that remains, in units of 1/scale; no bound if as large as `Model` has it.
    plan : frozenset of int
    bound : int
        No plan does better.
    """

    value: int
    plan: Plan
    bound: int


@dataclass(frozen=True)
class Listing:
    """Plans of one value, from each of which no target can be spared.

    Attributes
    ----------
    plans : tuple of frozenset of int
    complete : bool
        Whether these are all.
    """

    plans: tuple[Plan, ...]
    complete: bool


class PlanTree:
    """Searches a model for its best plans.

    Parameters
    ----------
    model : Model
    pause : callable
        Called often; it may raise `TimeIsUpError` to end a search.
    engine : {"auto", "interpreted", "compiled"}
        How the kernels run.

    Attributes
    ----------
    branches : int
        How many branches were looked at.
    """

    def __init__(
        self,
        model: Model,
        pause: Callable[[], None] = lambda: None,
        engine: Engine = "auto",
    ) -> None:
        self.branches = 0
        self._model = model
        self._pause = pause
        self._infinite = model.network.unbounded
        self._finder = CutFinder(model.network, engine)
        self._search = PriceSearch(self._finder, pause, model.step)
        self._values: dict[Plan, int] = {}
        self._best = Best(self.value(frozenset()), frozenset(), 0)

    @property
    def flows(self) -> int:
        """How many least cuts were computed."""
        return self._finder.found

    def value(self, plan: Plan) -> int:
        """Compute what still flows after a plan; without a bound, what the network has for that."""
        if plan not in self._values:
            amounts = self._model.amounts(plan)
            value = self._infinite
            if not self._finder.joined(amounts >= self._infinite):
                value, _ = self._finder.find(amounts)
            self._values[plan] = value
        return self._values[plan]

    def best(self, start: Iterable[Plan] = ()) -> Best:
        """Find the best plan within the budget, or what is known when time is up.

        Parameters
        ----------
        start : iterable of frozenset of int
            Plans within the budget to begin with; these are tried whatever time is left.
        """
        waiting = [Branch(frozenset(), frozenset(), 0)]
        for plan in start:
            self._keep(plan)
        try:
            while waiting:
                found = self._look(waiting[-1], lambda: self._best.value)
                branch = waiting.pop()
                if found.value < self._best.value:
                    waiting += _grown(branch, found)
        except TimeIsUpError:
            reached = (max(branch.bound, self._search.reached) for branch in waiting[-1:])
            bound = min((branch.bound for branch in waiting[:-1]), default=self._best.value)
            return replace(self._best, bound=min(bound, *reached, self._best.value))
        return Best(self._best.value, self.spared(self._best.plan), self._best.value)

    def all_at(self, value: int, limit: int, without: Plan = frozenset()) -> Listing:
        """List the plans that leave no more than a value, which must be the best plan's.

        Parameters
        ----------
        value : int
        limit : int
            The search ends when there is one more.
        without : frozenset of int
            Targets that the plans must not hold.
        """
        plans: list[Plan] = []
        waiting = [Branch(frozenset(), without, 0)]
        try:
            while waiting:
                self._pause()
                branch = waiting.pop()
                if self.value(branch.taken) > value:
                    found = self._look(branch, lambda: value + 1)
                    waiting += _grown(branch, found) if found.value <= value else []
                elif not self._to_spare(branch.taken):
                    if len(plans) == limit:
                        return Listing(tuple(plans), complete=False)
                    plans.append(branch.taken)
        except TimeIsUpError:
            return Listing(tuple(plans), complete=False)
        return Listing(tuple(plans), complete=True)

    def needs(self, target: int, value: int) -> bool:
        """Tell whether it is certain that no plan without a target leaves so little."""
        rest = self.all_at(value, 0, frozenset({target}))
        return rest.complete and not rest.plans

    def spared(self, plan: Plan) -> Plan:
        """Leave out of a plan, one by one, targets without which it does no worse."""
        while spare := self._to_spare(plan):
            plan -= {max(spare, key=lambda target: (self._model.cost[target], target))}
        return plan

    def _to_spare(self, plan: Plan) -> list[int]:
        """List the targets each of which alone can be left out of a plan.

        An arc that is opened again raises the flow if and only if the source still reaches its
        start and the sink can still be reached from its end. So one flow is enough for arcs that
        one target closes.
        """
        if not plan:
            return []
        model = self._model
        starts, ends = self._finder.ends(model.amounts(plan))
        tail, head = model.network.head[model.arcs + 1], model.network.head[model.arcs]
        raises = starts[tail] & ends[head]
        return [
            target
            for target in sorted(plan)
            if (
                not raises[target]
                if target < len(raises)
                else self.value(plan - {target}) <= self.value(plan)
            )
        ]

    def _look(self, branch: Branch, enough: Callable[[], int]) -> Bound:
        """Bound a branch, and try the plans on the cuts that are met."""
        self.branches += 1
        left = self._model.budget - self._model.cost_of(branch.taken)
        for_sale = self._model.cost <= left
        for_sale[[*branch.taken, *branch.left_out]] = False
        arcs = PricedArcs(self._model, branch.taken, for_sale)

        def seen(line: Line) -> None:
            chosen = best_on_cut(line.gains, self._model.cost, left)
            leaves = line.amount + sum(line.gains.values()) - sum(line.gains[t] for t in chosen)
            # Where targets share arcs, what they gain together is not the sum.
            if self._model.shared or leaves < self._best.value:
                self._try(branch.taken.union(chosen))

        now = self.value(branch.taken)
        return self._search.bound(Case(arcs, left, now, enough, seen, branch.guess))

    def _try(self, plan: Plan) -> None:
        self._pause()
        self._keep(plan)

    def _keep(self, plan: Plan) -> None:
        value = self.value(plan)
        if value < self._best.value:
            self._best = Best(value, plan, self._best.bound)


def _grown(branch: Branch, found: Bound) -> list[Branch]:
    """Branch on the target that takes most off the dear cut; the branch with it comes first."""
    gains = found.dear.gains
    target = min(gains, key=lambda target: (-gains[target], target))
    bound = max(found.value, branch.bound)
    guess = found.dear.inside
    return [
        Branch(branch.taken, branch.left_out | {target}, bound, guess),
        Branch(branch.taken | {target}, branch.left_out, bound, guess),
    ]
