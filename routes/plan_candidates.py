"""Plans of one budget that are worth comparing in many draws, and where they are best of all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.beliefs import Beliefs
from routes.candidate_rows import Candidate, PlanCandidates
from routes.drawn_graph import drawn_graphs
from routes.ensemble_rows import TargetShares
from routes.errors import CertificateError
from routes.fields import SCALE
from routes.frontier import frontier
from routes.interdiction import interdict
from routes.intervention import intervene
from routes.plan_values import plan_values
from routes.shares import Share
from routes.targets import scaled_budget

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from decimal import Decimal
    from fractions import Fraction

    import networkx as nx

    from routes.arrays import IntArray
    from routes.best_plans import Interdiction
    from routes.fields import Amount
    from routes.lenses import Lens
    from routes.measures import Measure
    from routes.plans import Plan
    from routes.targets import Target

    Reasons = dict[Plan, list[str]]

AS_GIVEN = "best for the numbers as given"
MOST_LISTED = 50
"""So many optimal plans are listed in a draw; a target that is in others alone is not counted."""

MOST_FROM_DRAWS = 5
"""So many plans are taken up only because they are best in some draw."""


def plan_candidates(
    graph: nx.MultiDiGraph[str],
    budget: Fraction | Decimal | int,
    draws: int = 100,
    seed: int = 1,
    *,
    beliefs: Beliefs | None = None,
    lens: Lens = "passing",
    legs: bool = True,
    jurisdictions: Mapping[str, Amount] | None = None,
    measures: Collection[Measure] = (),
    step: Callable[[str], None] = lambda _draw: None,
) -> PlanCandidates:
    """Gather plans to compare, and tell in how many draws each is the best of all plans.

    Parameters
    ----------
    graph, budget, lens, legs, jurisdictions, measures
        As for `routes.interdict`.
    draws : int
        In the first so many draws of `routes.ensemble` the best plans are looked for anew, which
        takes as long as `routes.interdict` for each.
    seed : int
    beliefs : Beliefs, optional
        As for `routes.ensemble`.
    step : callable, optional
        Called after each of these draws, for a progress bar.

    Returns
    -------
    PlanCandidates
        Shares are exact for these draws, with Monte Carlo standard errors. What plans cost is not
        drawn here: a plan is chosen by the costs as stated. Plans that are taken up because they
        are best in some of these draws look somewhat better in them than they would in others.

    Raises
    ------
    GraphError
        As for `routes.interdict` and `routes.ensemble`.
    ValueError
        `draws` is below 1.
    CertificateError
        A plan leaves less than the best that was found, or an answer failed its check.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame(
    ...     {"origin": ["a", "a", "b"], "destination": ["b", "c", "c"], "capacity": [9, 2, 7]}
    ... )
    >>> graph = from_edges(frame, origin="a", destination="c")
    >>> [(each.plan.ids, each.optimal.share) for each in plan_candidates(graph, 1, 3).candidates]
    [(('a>b',), 1.0), (('b>c',), 1.0), (('a>c',), 0.0)]
    """
    if draws < 1:
        raise ValueError(f"draws must be at least 1, not {draws}")
    believed = replace(beliefs or Beliefs(), cost_spread_percent=0)
    offered: dict[str, Any] = {"legs": legs, "jurisdictions": jurisdictions, "measures": measures}
    reasons: Reasons = {}
    for plan, reason in _for_numbers_as_given(graph, budget, believed, lens, offered):
        reasons.setdefault(plan, []).append(reason)
    best = []
    graphs = drawn_graphs(graph, range(draws), seed, beliefs=believed)
    for number, drawn in enumerate(graphs):
        best.append(interdict(drawn, budget, lens=lens, limit=MOST_LISTED, **offered))
        step(f"best plan of draw {number + 1}")
    for plan in _often_best(best, reasons):
        reasons[plan] = ["best in some draws"]
    values = plan_values(
        graph, tuple(reasons), range(draws), seed, beliefs=believed, lens=lens, measures=measures
    ).values
    least = _least(best, values)
    return PlanCandidates(
        lens=lens,
        scale=graph.graph[SCALE],
        budget_scaled=scaled_budget(graph, budget),
        draws=draws,
        seed=seed,
        candidates=tuple(
            Candidate(plan, tuple(why), Share(int((row == least).sum()), draws))
            for (plan, why), row in zip(reasons.items(), values, strict=True)
        ),
        targets=_targets(best),
    )


def _for_numbers_as_given(
    graph: nx.MultiDiGraph[str],
    budget: Fraction | Decimal | int,
    believed: Beliefs,
    lens: Lens,
    offered: dict[str, Any],
) -> Iterator[tuple[Plan, str]]:
    """Give plans that need no draw, with why they are worth comparing."""
    row = frontier(graph, [budget], lens=lens, limit=MOST_FROM_DRAWS, **offered).rows[0]
    yield from ((plan, AS_GIVEN) for plan in row.best.plans)
    for weighting in believed.weightings[1:]:
        pressure = {leg: weighting.pressure_percent[leg] for _, _, leg in graph.edges(keys=True)}
        judged = intervene(graph, set_pressure=pressure)
        found = interdict(judged, budget, lens=lens, limit=1, **offered)
        yield from ((plan, f"best under {weighting.name}") for plan in found.plans)
    yield from ((each.plan, f"by rule: {each.rule}") for each in row.rules)


def _often_best(best: Sequence[Interdiction], known: Collection[Plan]) -> list[Plan]:
    """Choose the plans that are optimal in most draws, among those not known yet."""
    counts: dict[Plan, int] = {}
    for found in best:
        for plan in found.plans:
            if plan not in known and plan.targets:
                counts[plan] = counts.get(plan, 0) + 1
    ordered = sorted(counts, key=lambda plan: (-counts[plan], plan.cost_scaled, plan.targets))
    return ordered[:MOST_FROM_DRAWS]


def _least(best: Sequence[Interdiction], values: IntArray) -> IntArray:
    """Give the value of the best plan of each draw; a plan without a bound is the best of none."""
    proven = [-1 if found.value_scaled is None else found.value_scaled for found in best]
    least = np.array(proven, dtype=np.int64)
    if ((values < least) & (least >= 0)).any():
        raise CertificateError("a plan leaves less than the best plan of its draw")
    return least


def _targets(best: Sequence[Interdiction]) -> tuple[TargetShares, ...]:
    every: dict[Target, int] = {}
    some: dict[Target, int] = {}
    for found in best:
        for target, standing in found.standings.items():
            every[target] = every.get(target, 0) + (standing == "essential")
            some[target] = some.get(target, 0) + (standing in ("essential", "in some"))
    draws = len(best)
    return tuple(
        TargetShares(
            target.kind, target.id, Share(every[target], draws), Share(some[target], draws)
        )
        for target in sorted(some)
        if some[target]
    )
