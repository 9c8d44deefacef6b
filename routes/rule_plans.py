"""Plans by rules of thumb, as baselines: what is chosen without solving for the best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from routes.betweenness import betweenness
from routes.canonical_flow import canonical_flow
from routes.fields import UNBOUNDED
from routes.lenses import jurisdiction_amount, leg_amount

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import networkx as nx

    from routes.fields import Amount
    from routes.lenses import Lens
    from routes.targets import Offer

Rule = Literal["greedy", "betweenness", "capacity", "flow"]

RULES: tuple[Rule, ...] = ("greedy", "betweenness", "capacity", "flow")
"""In the order in which they are shown."""


def greedy_plan(
    cost: Sequence[int], budget: int, value: Callable[[frozenset[int]], int]
) -> frozenset[int]:
    """Choose, again and again, the target that takes most off the flow for its cost.

    Parameters
    ----------
    cost : sequence of int
        Of each target, from 1.
    budget : int
        From 0, in the same unit.
    value : callable
        Gives the largest flow after a plan.

    Returns
    -------
    frozenset of int
        Numbers of targets. It ends when no target that is still affordable takes anything off.

    Examples
    --------
    >>> values = {(): 9, (0,): 5, (1,): 6, (2,): 6, (0, 1): 5, (0, 2): 5, (1, 2): 0}
    >>> sorted(greedy_plan([1, 1, 1], 2, lambda plan: values[tuple(sorted(plan))]))
    [0]
    """
    plan: frozenset[int] = frozenset()
    while True:
        left = budget - sum(cost[target] for target in plan)
        now = value(plan)
        drops = {
            target: now - value(plan | {target})
            for target in range(len(cost))
            if target not in plan and cost[target] <= left
        }
        gaining = [target for target in sorted(drops) if drops[target] > 0]
        if not gaining:
            return plan
        plan |= {max(gaining, key=lambda target: (drops[target] / cost[target], -target))}


def ranked_plan(ranking: Sequence[int], cost: Sequence[int], budget: int) -> frozenset[int]:
    """Choose targets in the order of a ranking, passing over what is not affordable any more.

    Examples
    --------
    >>> sorted(ranked_plan([2, 0, 1], [1, 1, 2], 3))
    [0, 2]
    """
    chosen, left = [], budget
    for target in ranking:
        if cost[target] <= left:
            chosen.append(target)
            left -= cost[target]
    return frozenset(chosen)


def rankings(
    graph: nx.MultiDiGraph[str], offers: Sequence[Offer], lens: Lens
) -> dict[Rule, tuple[int, ...]]:
    """Rank targets by what is often taken for importance.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    offers : sequence of Offer
    lens : {"passing", "volume", "effort"}
        Which amounts count.

    Returns
    -------
    dict of str to tuple of int
        Numbers of offers, highest first, then in their order: by the share of least-pressure routes
        that use them ("betweenness"), by amount ("capacity"), and by what they carry in the
        canonical flow ("flow"; nothing where that is unbounded). A measure counts what its legs
        count together. Cost is not considered.
    """
    used = betweenness(graph)
    legs = {leg: data for _, _, leg, data in graph.edges(keys=True, data=True)}
    flow = canonical_flow(graph, lens)
    scores: dict[Rule, tuple[Mapping[str, Amount | float], Mapping[str, Amount | float]]] = {
        "betweenness": used,
        "capacity": (
            {leg: leg_amount(data, lens) for leg, data in legs.items()},
            {place: jurisdiction_amount(data, lens) for place, data in graph.nodes(data=True)},
        ),
        "flow": (flow.legs, flow.jurisdictions),
    }
    return {rule: _ranking(offers, *score) for rule, score in scores.items()}


def _ranking(
    offers: Sequence[Offer],
    legs: Mapping[str, Amount | float],
    jurisdictions: Mapping[str, Amount | float],
) -> tuple[int, ...]:
    scores = {number: _score(offer, legs, jurisdictions) for number, offer in enumerate(offers)}
    return tuple(sorted(scores, key=lambda number: (-scores[number], number)))


def _score(
    offer: Offer,
    legs: Mapping[str, Amount | float],
    jurisdictions: Mapping[str, Amount | float],
) -> float:
    if offer.target.kind == "jurisdiction":
        counts = [jurisdictions.get(offer.target.id, 0)]
    else:
        counts = [legs.get(leg, 0) for leg in offer.legs]
    return sum(float("inf") if count == UNBOUNDED else float(count) for count in counts)
