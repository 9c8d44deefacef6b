"""Plans over draws: what each does to the network, and how it compares with the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.draw_network import shutting
from routes.draw_spread import spread
from routes.ensemble_rows import PlanSpread, TargetShares
from routes.errors import GraphError
from routes.shares import Share

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import networkx as nx

    from routes.arrays import IntArray
    from routes.draw_network import Change, DrawNetwork
    from routes.leg_draws import LegSampler
    from routes.measures import Measure
    from routes.plans import Plan

_NO_BOUND = 2**62
"""Above every cost and every finite regret."""


def plan_changes(
    graph: nx.MultiDiGraph[str],
    room: DrawNetwork,
    plans: Sequence[Plan],
    measures: Collection[Measure],
) -> tuple[Change, ...]:
    """Tell what plans do to a network.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
    room : DrawNetwork
        Of that graph.
    plans : sequence of Plan
    measures : collection of Measure
        Those that plans name.

    Returns
    -------
    tuple of Change

    Raises
    ------
    GraphError
        A plan names a leg or jurisdiction that is not in the graph, or a measure that is not
        given or takes pressure away.
    """
    acts = {measure.id: measure for measure in measures}
    known: dict[str, Collection[str]] = {
        "leg": set(room.legs.ids),
        "jurisdiction": set(graph.nodes),
        "measure": {name for name, act in acts.items() if act.points >= 0},
    }
    faults = sorted(
        {
            f"{target.kind} {target.id!r} is not there to be interdicted"
            for plan in plans
            for target in plan.targets
            if target.id not in known[target.kind]
        }
    )
    if faults:
        raise GraphError("these plans cannot be compared:\n" + "\n".join(faults))
    return tuple(_change(room, plan, acts) for plan in plans)


def _change(room: DrawNetwork, plan: Plan, acts: Mapping[str, Measure]) -> Change:
    legs = {target.id for target in plan.targets if target.kind == "leg"}
    places = {target.id for target in plan.targets if target.kind == "jurisdiction"}
    points: Counter[str] = Counter()
    for target in plan.targets:
        if target.kind == "measure":
            act = acts[target.id]
            if act.effect == "close":
                legs |= set(act.legs)
            else:
                points.update(dict.fromkeys(act.legs, act.points))
    added = np.array([points[leg] for leg in room.legs.ids], dtype=np.int64)
    return shutting(room, legs, places, added)


def costs_drawn(sampler: LegSampler, plan: Plan, draws: IntArray) -> list[int]:
    """Draw what a plan takes, in units of 1/scale: each target by itself, then added up."""
    total = np.zeros(len(draws), dtype=np.int64)
    for target in plan.targets:
        factor = sampler.cost_percent(draws, target.kind, target.id)
        total += np.floor(factor * target.cost_scaled / 100).astype(np.int64)
    return [int(cost) for cost in total]


def plan_rows(
    plans: Sequence[Plan],
    values: IntArray,
    unbounded: int,
    costs: Sequence[Sequence[int]],
    budget: int | None,
) -> tuple[PlanSpread, ...]:
    """Compare plans.

    Parameters
    ----------
    plans : sequence of Plan
    values : ndarray of int64, shape (plans, draws)
        The largest flow after each; as much as `unbounded` has no bound.
    unbounded : int
    costs : sequence of sequences of int
        What each takes in each draw.
    budget : int or None
        In the same unit.

    Returns
    -------
    tuple of PlanSpread
        In the order of the plans. Two plans without a bound are as good as each other.
    """
    return tuple(_rows(plans, values, unbounded, costs, budget)) if plans else ()


def _rows(
    plans: Sequence[Plan],
    values: IntArray,
    unbounded: int,
    costs: Sequence[Sequence[int]],
    budget: int | None,
) -> Iterator[PlanSpread]:
    least = values.min(axis=0)
    best = values == least
    alone = best & (best.sum(axis=0) == 1)
    no_bound = (values >= unbounded) & (least < unbounded)
    regret = np.where(no_bound, _NO_BOUND, values - least)
    draws = values.shape[1]
    for number, plan in enumerate(plans):
        cost = costs[number]
        beyond, error = _beyond(values[number], values[0], unbounded)
        yield PlanSpread(
            plan=plan,
            value=spread(values[number].tolist(), unbounded),
            stops_all=_share(values[number] == 0),
            alone_best=_share(alone[number]),
            best=_share(best[number]),
            regret=spread(regret[number].tolist(), _NO_BOUND),
            beyond_first_scaled=beyond,
            beyond_first_error_scaled=error,
            cost=spread(cost, _NO_BOUND),
            within_budget=None
            if budget is None
            else Share(sum(each <= budget for each in cost), draws),
        )


def _beyond(mine: IntArray, first: IntArray, unbounded: int) -> tuple[float | None, float | None]:
    """Give the mean difference of two plans that meet the same draws, and its standard error."""
    if max(mine.max(), first.max()) >= unbounded:
        return None, None
    told = spread((mine - first).tolist(), unbounded)
    return told.mean_scaled, told.standard_error_scaled


def target_rows(plans: Sequence[Plan], values: IntArray) -> tuple[TargetShares, ...]:
    """Tell in how many draws each target is in all, and in one, of the best plans listed."""
    if not plans:
        return ()
    best = values == values.min(axis=0)
    found = []
    for target in sorted({target for plan in plans for target in plan.targets}):
        holds = np.array([target in plan.targets for plan in plans])[:, None]
        every, some = _share((holds | ~best).all(axis=0)), _share((holds & best).any(axis=0))
        found.append(TargetShares(target.kind, target.id, every, some))
    return tuple(found)


def _share(holds: Any) -> Share:  # noqa: ANN401  # an array of bool, shape (draws,)
    return Share(int(holds.sum()), len(holds))
