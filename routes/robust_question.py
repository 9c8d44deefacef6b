"""The question behind plans for many draws: chosen over some draws, measured in others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.best_in_draws import best_in_draws
from routes.draw_spread import spread
from routes.drawn_graph import drawn_graphs
from routes.errors import CertificateError
from routes.interdiction import interdict
from routes.plan_values import plan_values
from routes.plans import Plan
from routes.robust_program import RobustProgram
from routes.robust_rows import OptimalityGap
from routes.targets import scaled_budget

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from decimal import Decimal
    from fractions import Fraction

    import networkx as nx

    from routes.arrays import IntArray
    from routes.beliefs import Beliefs
    from routes.lenses import Lens
    from routes.robust_rows import Goal
    from routes.targets import Offer

    Chosen = dict[Goal, tuple[Plan, float | None, float | None]]

_TOLERANCE = 1e-6
_CONFIDENCE = 0.95
NO_BOUND = 2**62
"""Above every finite amount."""


@dataclass(frozen=True)
class RobustQuestion:
    """What is asked, with the ways to answer parts of it.

    Attributes
    ----------
    graph, budget, lens, seed, beliefs, step
        As for `routes.robust_plans`.
    offered : dict
        What `routes.interdict` is given to choose among.
    offers : tuple of Offer
        The same, listed.
    """

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
        """The budget in units of 1/scale."""
        return scaled_budget(self.graph, self.budget)

    def drawn(self, draws: range) -> Iterator[nx.MultiDiGraph[str]]:
        """Give the graph of each draw."""
        return drawn_graphs(self.graph, draws, self.seed, beliefs=self.beliefs)

    def best_of(self, draws: range) -> list[int] | None:
        """Give what the best plan of each draw leaves; None where one has none with a bound."""
        best = self._by_tables(draws)
        if best is None:
            best = []
            for number, graph in zip(draws, self.drawn(draws), strict=True):
                found = interdict(graph, self.budget, lens=self.lens, limit=1, **self.offered)
                self.step(f"best plan of draw {number + 1}")
                best.append(found.value_scaled)
        bounded = [value for value in best if value is not None]
        return bounded if len(bounded) == len(best) else None

    def _by_tables(self, draws: range) -> list[int | None] | None:
        asked = self.offered
        if not asked["legs"] or asked["jurisdictions"] or asked["measures"]:
            return None
        best = best_in_draws(
            self.graph,
            self.budget_scaled,
            draws,
            self.seed,
            beliefs=self.beliefs,
            lens=self.lens,
        )
        for number in draws if best is not None else ():
            self.step(f"best plan of draw {number + 1}")
        return best

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

    def chosen(self, draws: range, searched: int) -> Chosen | None:
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
        told = spread(gaps, NO_BOUND)
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


def _checked(reached_scaled: float, bound_scaled: float) -> float:
    """Give a bound that what was reached keeps, and raise where it does better."""
    if reached_scaled < bound_scaled - _TOLERANCE * max(bound_scaled, 1.0) - 1:
        raise CertificateError(f"a plan reaches {reached_scaled}, below the bound {bound_scaled}")
    return min(bound_scaled, reached_scaled)
