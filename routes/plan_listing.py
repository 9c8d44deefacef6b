"""The optimal plans of a model, found by the tree or by the program, as one kind of answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routes.plan_program import PlanProgram
from routes.plan_tree import PlanTree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routes.interdiction_model import Model
    from routes.plan_tree import Plan
    from routes.stopwatch import Stopwatch


@dataclass(frozen=True)
class Found:
    """Optimal plans, as far as time and limit allowed.

    Attributes
    ----------
    value : int
        What flows after each plan; no bound if as high as the network has for that.
    bound : int
        No plan leaves less.
    plans : tuple of frozenset of int
        Plans of that value from which no target can be spared.
    complete : bool
        Whether these are all.
    needed : frozenset of int
        Targets without which no plan has that value, if not all plans are listed.
    stopped : bool
        Whether time was up before the best plan was proven.
    flows, branches : int
        How many least cuts were computed, and branches looked at.
    """

    value: int
    bound: int
    plans: tuple[Plan, ...]
    complete: bool
    needed: frozenset[int] = frozenset()
    stopped: bool = False
    flows: int = 0
    branches: int = 0


def by_tree(model: Model, limit: int, watch: Stopwatch, start: Iterable[Plan] = ()) -> Found:
    """Find optimal plans by branch and bound.

    Parameters
    ----------
    model : Model
    limit : int
        How many to list at most; with 1 one is given and others are not looked for.
    watch : Stopwatch
    start : iterable of frozenset of int
        Plans within the budget to begin with.
    """
    tree = PlanTree(model, watch.pause)
    best = tree.best(start)
    stopped = best.bound < best.value
    plans: tuple[Plan, ...] = (best.plan,)
    complete = False
    if best.value >= model.network.unbounded and not stopped:
        plans, complete = (), True
    elif limit > 1 and not stopped:
        listing = tree.all_at(best.value, limit)
        # Time may have been up before the first was found again.
        plans, complete = listing.plans or plans, listing.complete
    needed: frozenset[int] = frozenset()
    if not complete and limit > 1:
        in_all = frozenset.intersection(*plans)
        needed = frozenset(target for target in in_all if tree.needs(target, best.value))
    return Found(
        value=best.value,
        bound=best.bound,
        plans=plans,
        complete=complete,
        needed=needed,
        stopped=stopped,
        flows=tree.flows,
        branches=tree.branches,
    )


def by_program(model: Model, limit: int, watch: Stopwatch) -> Found:
    """Find optimal plans by the integer program: again and again, without those that are known.

    Parameters
    ----------
    model : Model
    limit : int
        How many to list at most; with 1 one is given and others are not looked for.
    watch : Stopwatch
    """
    tree, program = PlanTree(model), PlanProgram(model)
    answer = program.solve((), watch.left_s)
    if answer.bound is None:
        unbounded = model.network.unbounded
        return Found(unbounded, unbounded, (), complete=True)
    plan = answer.plan or frozenset()
    value = tree.value(plan)
    bound = min(answer.bound, value)
    if bound < value:
        return Found(value, bound, (plan,), complete=False, stopped=True)
    plans = [tree.spared(plan)]
    # No other plan has none to spare where nothing need be done.
    if limit > 1 and not plans[0]:
        return Found(value, bound, tuple(plans), complete=True)
    while len(plans) < limit:
        answer = program.solve(plans, watch.left_s)
        if answer.bound is None or answer.bound > value:
            return Found(value, bound, tuple(plans), complete=True)
        if answer.plan is None or tree.value(answer.plan) > value:
            break
        plans.append(tree.spared(answer.plan))
    return Found(value, bound, tuple(plans), complete=False)
