"""Plans chosen for many draws at once, and how far from the best they may be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from routes.beliefs import Beliefs
from routes.contract import require
from routes.draw_spread import spread
from routes.errors import CertificateError
from routes.fields import SCALE
from routes.robust_question import NO_BOUND, RobustQuestion
from routes.robust_rows import RobustPlan, RobustPlans
from routes.shares import Share
from routes.targets import offers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from decimal import Decimal
    from fractions import Fraction

    import networkx as nx

    from routes.arrays import IntArray
    from routes.fields import Amount
    from routes.lenses import Lens
    from routes.measures import Measure
    from routes.plans import Plan
    from routes.robust_rows import Goal

_LEAST_BATCHES = 2


def robust_plans(
    graph: nx.MultiDiGraph[str],
    budget: Fraction | Decimal | int,
    draws: int = 1_000,
    seed: int = 1,
    *,
    chosen_over: int = 200,
    searched: int = 100,
    batches: int = 8,
    batch_draws: int = 50,
    beliefs: Beliefs | None = None,
    lens: Lens = "passing",
    legs: bool = True,
    jurisdictions: Mapping[str, Amount] | None = None,
    measures: Collection[Measure] = (),
    step: Callable[[str], None] = lambda _done: None,
) -> RobustPlans:
    """Choose plans for many draws at once instead of for the numbers as given.

    One plan leaves least on average over some draws (sample average approximation), another has the
    least largest regret over some. Both, and the best plan for the numbers as given, are then
    measured in other draws.

    Parameters
    ----------
    graph, budget, lens, legs, jurisdictions, measures
        As for `routes.interdict`.
    draws : int
        Draws in which what plans leave is measured; none of them was chosen over.
    seed : int
    chosen_over : int
        Draws over which the plan that leaves least on average is chosen.
    searched : int
        Draws over which the plan of least regret is chosen, and draws in which its regret is
        measured; at most `chosen_over` and at most `draws`.
    batches, batch_draws : int
        For the gap, the best plan on average is looked for anew in so many batches, from 2, of so
        many draws.
    beliefs : Beliefs, optional
        As for `routes.ensemble`.
    step : callable, optional
        Called after each part, for a progress bar; see `robust_steps`.

    Returns
    -------
    RobustPlans
        Costs are not drawn: a plan is chosen by the costs as stated. The gap is of averages over
        all draws there could be under these beliefs; whether those are right is not considered.

    Raises
    ------
    GraphError
        As for `routes.interdict` and `routes.ensemble`.
    ValueError
        A number of draws or batches is out of range.
    CertificateError
        A plan does better than the solver's bound allows, or than the best plan of a draw.

    References
    ----------
    W.-K. Mak, D. P. Morton and R. K. Wood (1999), "Monte Carlo bounding techniques for determining
    solution quality in stochastic programs", Operations Research Letters 24, 47-56,
    doi 10.1016/S0167-6377(98)00054-6.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame(
    ...     {"origin": ["a", "a", "b"], "destination": ["b", "c", "c"], "capacity": [9, 2, 7]}
    ... )
    >>> graph = from_edges(frame, origin="a", destination="c")
    >>> found = robust_plans(graph, 1, 20, chosen_over=5, searched=5, batches=2)
    >>> average = found.of("least on average")
    >>> average.plan.ids, average.value.mean_scaled / found.scale, found.gap.mean_scaled
    (('a>b',), 2.0, 0.0)
    """
    _require_numbers(draws, chosen_over, searched, batches, batch_draws)
    require(graph)
    question = RobustQuestion(
        graph=graph,
        offered={"legs": legs, "jurisdictions": jurisdictions, "measures": measures},
        offers=offers(graph, legs=legs, jurisdictions=jurisdictions, measures=measures),
        budget=budget,
        lens=lens,
        seed=seed,
        beliefs=replace(beliefs or Beliefs(), cost_spread_percent=0),
        step=step,
    )
    empty = RobustPlans(
        "unbounded", lens, graph.graph[SCALE], question.budget_scaled, seed, chosen_over, searched
    )
    tested = range(chosen_over, chosen_over + draws)
    best_there = question.best_of(tested[:searched])
    chosen = question.chosen(range(chosen_over), searched)
    if chosen is None or best_there is None:
        return empty
    beyond = tested.stop
    gap = question.gap(
        chosen["least on average"][0],
        [
            range(first, first + batch_draws)
            for first in range(beyond, beyond + batches * batch_draws, batch_draws)
        ],
    )
    if gap is None:
        return empty
    plans = [plan for plan, _, _ in chosen.values()]
    left = question.left(plans, tested)
    return replace(
        empty,
        status="found",
        plans=tuple(
            _row(goal, chosen[goal], row, best_there)
            for goal, row in zip(chosen, left, strict=True)
        ),
        gap=gap,
    )


def robust_steps(searched: int = 100, batches: int = 8) -> int:
    """Count the parts after which `robust_plans` calls its `step`."""
    return 2 * searched + 2 + batches


def _require_numbers(
    draws: int, chosen_over: int, searched: int, batches: int, batch_draws: int
) -> None:
    if min(draws, chosen_over, searched, batch_draws) < 1:
        raise ValueError("draws, chosen_over, searched and batch_draws must be at least 1")
    if batches < _LEAST_BATCHES:
        raise ValueError(f"batches must be at least {_LEAST_BATCHES}, not {batches}")
    if searched > min(draws, chosen_over):
        raise ValueError(f"searched must be at most {min(draws, chosen_over)}, not {searched}")


def _row(
    goal: Goal,
    chosen: tuple[Plan, float | None, float | None],
    left: IntArray,
    best_scaled: Sequence[int],
) -> RobustPlan:
    best = np.array(best_scaled, dtype=np.int64)
    regret = left[: len(best)] - best
    if (regret < 0).any():
        raise CertificateError("a plan leaves less than the best plan of its draw")
    plan, reached, bound = chosen
    return RobustPlan(
        goal=goal,
        plan=plan,
        chosen_scaled=reached,
        bound_scaled=bound,
        value=spread(left.tolist(), NO_BOUND),
        regret=spread(regret.tolist(), NO_BOUND),
        best=Share(int((regret == 0).sum()), len(best)),
    )
