"""The chase: a regulator acts, those who are met move, the regulator acts again."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from routes import habits as assumed
from routes.canonical_flow import canonical_flow
from routes.chase_round import Ground, play
from routes.chase_rows import Campaign, Chase, ChaseRound, Cycle, Regulator
from routes.contract import require
from routes.fields import SCALE
from routes.hub_entry import touched
from routes.lenses import require_lens
from routes.observed_flow import observed_graph
from routes.plans import Plan
from routes.rerouting import MOST_ROUTES
from routes.targets import scaled_budget

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from decimal import Decimal

    import networkx as nx

    from routes.fields import Amount
    from routes.habits import Habits
    from routes.lenses import Lens
    from routes.measures import Measure

WHY_AVERAGES = (
    "Averages over rounds are told, not the last round: where the chase goes in circles the last "
    "round depends on when one stops looking."
)


def chase(
    graph: nx.MultiDiGraph[str],
    rounds: int,
    budget: Fraction | Decimal | int,
    *,
    lens: Lens = "passing",
    legs: bool = True,
    jurisdictions: Mapping[str, Amount] | None = None,
    measures: Collection[Measure] = (),
    rationality: Fraction | Decimal | int = assumed.RATIONALITY,
    moved_percent: int = assumed.MOVED_PERCENT,
    most_routes: int = MOST_ROUTES,
    step: Callable[[str], None] = lambda _regulator: None,
) -> Chase | None:
    """Follow enforcement and evasion through rounds, for three kinds of regulator.

    In every round a plan within the budget is in force, and the plan of the round before no more.
    What it cuts off waits; then a share of all that waits finds other ways, as far as there is
    room. No one does nothing. The myopic regulator takes the plan that cuts off most of what moved
    at the end of the round before, as if nobody would move. The forward-looking one takes in every
    round the plan that leaves least if everybody moves as well as can be, as `interdict` finds it.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is left as it is.
    rounds : int
        From 1.
    budget : Fraction, Decimal or int
        Effort in each round, in the study's unit; what is not spent is not kept.
    lens : {"passing", "volume", "effort"}
        What moves: volume, or else passing capacity, since effort does not move.
    legs, jurisdictions, measures
        What plans may choose among, as for `routes.interdict`.
    rationality : Fraction, Decimal or int
        How strongly routes of less weight are preferred, from 0, in nats of log odds per nat.
    moved_percent : int
        So much of what waits can find another way in a round, 1 to 100.
    most_routes : int
        So many routes are seen at a time, the least pressed first.
    step : callable
        Called with the name of the regulator after each of its rounds.

    Returns
    -------
    Chase or None
        None where what moves before is unbounded. Flows are exact and checked in every round. Of
        several best plans the first of up to 100 is taken: fewest targets, least cost, then ids.
        The forward-looking plan is best once everybody has moved, not while they do, so with slow
        evaders the myopic regulator may do better. What a new hub costs, what is learned only
        late, and what changing plans costs is not considered.

    Raises
    ------
    GraphError
        The graph breaks the contract, or a lens or number is impossible.
    CertificateError
        A flow failed its check.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> legs = {"origin": ["a", "b", "b"], "destination": ["b", "c", "c"], "id": ["w", "x", "y"]}
    >>> legs |= {"capacity": [4, 4, 4], "interdict_cost": [9, 1, 1], "pressure": [0, 10, 0]}
    >>> graph = from_edges(pd.DataFrame(legs), origin="a", destination="c")
    >>> found = chase(graph, 6, 1, moved_percent=100).campaign("myopic")
    >>> [each.plan.ids for each in found.rounds[:4]], found.cycle.length
    ([('y',), ('x',), ('y',), ('x',)], 2)
    """
    chosen = assumed.habits(
        rationality=rationality,
        moved_percent=moved_percent,
        learned_percent=assumed.LEARNED_PERCENT,
        entry_percent=assumed.ENTRY_PERCENT,
        horizon_rounds=assumed.HORIZON_ROUNDS,
        rounds=rounds,
        most_routes=most_routes,
    )
    require(graph)
    require_lens(lens)
    spend = scaled_budget(graph, budget)
    moving: Lens = "volume" if lens == "volume" else "passing"
    first = canonical_flow(graph, moving)
    if first.value is None:
        return None
    scale = int(graph.graph[SCALE])
    targets = {"legs": legs, "jurisdictions": jurisdictions, "measures": measures}
    flow = {leg: units for leg, units in first.legs.items() if units}
    where = Ground(graph, moving, Fraction(spend, scale), targets, chosen, flow, first.value)
    constant = where.best_plan(graph)
    choices: dict[Regulator, Callable[[dict[str, int]], Plan]] = {
        "no one": lambda _flow: Plan.of([]),
        "myopic": lambda flow: where.best_plan(observed_graph(graph, moving, flow)),
        "forward-looking": lambda _flow: constant,
    }
    return Chase(
        lens=moving,
        scale=scale,
        budget_scaled=spend,
        before_scaled=first.value,
        campaigns=tuple(
            _campaign(regulator, choose, where, step) for regulator, choose in choices.items()
        ),
        assumptions=_assumptions(chosen),
    )


def _campaign(
    regulator: Regulator,
    choose: Callable[[dict[str, int]], Plan],
    where: Ground,
    step: Callable[[str], None],
) -> Campaign:
    """Play all rounds.

    A round depends on what moves at its start alone, so what comes again goes on as it did.
    """
    flow = where.flow
    first_met = {_state(flow): 1}
    hubs = set[str]()
    rounds: list[ChaseRound] = []
    cycle: Cycle | None = None
    for number in range(1, where.habits.rounds + 1):
        if cycle is None:
            round_, flow = play(number, choose(flow), flow, where)
            rounds.append(round_)
            hubs |= touched(where.graph, flow)
            cycle = _cycle(first_met.setdefault(_state(flow), number + 1), rounds)
        else:
            rounds.append(replace(rounds[-cycle.length], round=number))
        step(regulator)
    return Campaign(
        regulator=regulator,
        rounds=tuple(rounds),
        hubs_touched=tuple(sorted(hubs)),
        new_hubs=tuple(sorted(hubs - touched(where.graph, where.flow))),
        cycle=cycle,
    )


def _state(flow: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(flow.items()))


def _cycle(first_round: int, rounds: list[ChaseRound]) -> Cycle | None:
    """Give the rounds from one on as a cycle, unless that round is still to come."""
    again = rounds[first_round - 1 :]
    if not again:
        return None
    mean = Fraction(sum(each.after_scaled for each in again), len(again))
    return Cycle(first_round, len(again), mean)


def _assumptions(chosen: Habits) -> tuple[str, ...]:
    acts = (
        "The myopic regulator sees what moved in the round before and takes the plan that cuts off "
        "most of it, as if nobody would move. The forward-looking one takes the plan that leaves "
        "least once everybody has moved as well as can be."
    )
    return (
        "What moves before the first plan is the canonical flow.",
        "A plan is in force for one round; effort that is not spent is not kept.",
        acts,
        f"In a round at most {chosen.moved_percent} % of what waits finds another way. Assumed.",
        assumed.logit_sentence(chosen.rationality),
        WHY_AVERAGES,
    )
