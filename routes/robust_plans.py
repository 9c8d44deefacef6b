"""Plans chosen for many draws at once, and how far from the best they may be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.beliefs import Beliefs
from routes.contract import require
from routes.draw_spread import spread
from routes.drawn_graph import drawn_graphs
from routes.errors import CertificateError
from routes.fields import SCALE
from routes.interdiction import interdict
from routes.plan_values import plan_values
from routes.plans import Plan
from routes.robust_program import RobustProgram
from routes.robust_rows import OptimalityGap, RobustPlan, RobustPlans
from routes.shares import Share
from routes.targets import offers, scaled_budget

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from decimal import Decimal
    from fractions import Fraction

    import networkx as nx

    from routes.arrays import IntArray
    from routes.fields import Amount
    from routes.lenses import Lens
    from routes.measures import Measure
    from routes.robust_rows import Goal
    from routes.targets import Offer

_TOLERANCE = 1e-6
_NO_BOUND = 2**62
"""Above every finite amount."""

_LEAST_BATCHES = 2
_CONFIDENCE = 0.95


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
    question = _Question(
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


_Chosen = dict["Goal", tuple[Plan, float | None, float | None]]


@dataclass(frozen=True)
class _Question:
    """What is asked, with the ways to answer parts of it."""

    graph: nx.MultiDiGraph[str]
    offered: dict[str, Any]
    offers: tuple[Offer, ...]
    budget: Fraction | Decimal | int
    lens: Lens
    seed: int
    beliefs: Beliefs
    step: Callable[[str], None]

    @property
    def budget_scaled(self) -> int:
        return scaled_budget(self.graph, self.budget)

    def drawn(self, draws: range) -> Iterator[nx.MultiDiGraph[str]]:
        return drawn_graphs(self.graph, draws, self.seed, beliefs=self.beliefs)

    def best_of(self, draws: range) -> list[int] | None:
        """Give what the best plan of each draw leaves; None where one has none with a bound."""
        best = []
        for number, graph in zip(draws, self.drawn(draws), strict=True):
            found = interdict(graph, self.budget, lens=self.lens, limit=1, **self.offered)
            self.step(f"best plan of draw {number + 1}")
            best.append(found.value_scaled)
        bounded = [value for value in best if value is not None]
        return bounded if len(bounded) == len(best) else None

    def left(self, plans: Sequence[Plan], draws: range) -> IntArray:
        """Measure what plans leave, shape (plans, draws)."""
        return plan_values(
            self.graph,
            plans,
            draws,
            self.seed,
            beliefs=self.beliefs,
            lens=self.lens,
            measures=self.offered["measures"],
        ).values

    def chosen(self, draws: range, searched: int) -> _Chosen | None:
        """Choose a plan for each goal over some draws, with what was made least and its bound."""
        given = interdict(self.graph, self.budget, lens=self.lens, limit=1, **self.offered)
        best = self.best_of(draws[:searched])
        if best is None or not given.plans:
            return None
        average = self._program(draws).least_on_average(max(best))
        self.step("least on average")
        regret = self._program(draws[:searched]).least_regret(best)
        self.step("least regret")
        if average is None or regret is None:
            return None
        calm = self._spared(average.targets, draws)
        careful = self._spared(regret.targets, draws[:searched])
        mean = float(self.left([calm], draws).mean())
        there = self.left([careful], draws[:searched])[0]
        largest = float((there - np.array(best, dtype=np.int64)).max())
        return {
            "as given": (given.plans[0], None, None),
            "least on average": (calm, mean, _checked(mean, average.bound_scaled)),
            "least regret": (careful, largest, _checked(largest, regret.bound_scaled)),
        }

    def gap(self, plan: Plan, batches: Sequence[range]) -> OptimalityGap | None:
        """Estimate how much better on average another plan may be, from batches of other draws."""
        from scipy.special import stdtrit

        size = len(batches[0])
        gaps = []
        for number, draws in enumerate(batches, 1):
            left = self.left([plan], draws)[0]
            answer = self._program(draws).least_on_average(int(left.max()))
            self.step(f"batch {number}")
            if answer is None:
                return None
            best = self.left([Plan.of(answer.targets)], draws)[0]
            # What the best plan leaves is known exactly; the bound may lie a little below.
            gaps.append(max(int(left.sum()) - int(best.sum()), 0))
            _checked(float(best.mean()), answer.bound_scaled)
        told = spread(gaps, _NO_BOUND)
        mean, error = (told.mean_scaled or 0.0), (told.standard_error_scaled or 0.0)
        reach = float(stdtrit(len(batches) - 1, _CONFIDENCE)) * error
        return OptimalityGap(len(batches), size, mean / size, error / size, (mean + reach) / size)

    def _program(self, draws: range) -> RobustProgram:
        return RobustProgram(list(self.drawn(draws)), self.offers, self.budget_scaled, self.lens)

    def _spared(self, targets: Collection[Any], draws: range) -> Plan:
        """Leave away what changes nothing in any of the draws, one target after the other."""
        plan = Plan.of(targets)
        for target in plan.targets:
            smaller = Plan.of(set(plan.targets) - {target})
            kept, less = self.left([plan, smaller], draws)
            if np.array_equal(kept, less):
                plan = smaller
        return plan


def _require_numbers(
    draws: int, chosen_over: int, searched: int, batches: int, batch_draws: int
) -> None:
    if min(draws, chosen_over, searched, batch_draws) < 1:
        raise ValueError("draws, chosen_over, searched and batch_draws must be at least 1")
    if batches < _LEAST_BATCHES:
        raise ValueError(f"batches must be at least {_LEAST_BATCHES}, not {batches}")
    if searched > min(draws, chosen_over):
        raise ValueError(f"searched must be at most {min(draws, chosen_over)}, not {searched}")


def _checked(reached_scaled: float, bound_scaled: float) -> float:
    """Give a bound that what was reached keeps, and raise where it does better."""
    if reached_scaled < bound_scaled - _TOLERANCE * max(bound_scaled, 1.0) - 1:
        raise CertificateError(f"a plan reaches {reached_scaled}, below the bound {bound_scaled}")
    return min(bound_scaled, reached_scaled)


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
        value=spread(left.tolist(), _NO_BOUND),
        regret=spread(regret.tolist(), _NO_BOUND),
        best=Share(int((regret == 0).sum()), len(best)),
    )
