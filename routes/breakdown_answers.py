"""What plans leave where one leg counts something else, by flows and searches on the graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from routes.flow import max_flow
from routes.intervention import intervened

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import networkx as nx

    from routes.best_plans import Interdiction
    from routes.fields import Amount
    from routes.lenses import Lens
    from routes.measures import Measure
    from routes.plans import Plan

_KINDS = ("leg", "jurisdiction", "measure")


class Case(NamedTuple):
    """A leg that counts so much, in units of 1/scale, all else being as it is."""

    leg: str
    amount: Amount


class Best(NamedTuple):
    """What the best plan within the budget leaves, None standing for no bound, and such a plan."""

    value: int | None
    plan: Callable[[], Plan]


class Answers(Protocol):
    """Answers to what plans leave."""

    @property
    def at_once(self) -> int:
        """About so many legs is best asked together."""

    def left(self, asked: Sequence[tuple[Plan, Case]]) -> list[int | None]:
        """Give what each plan leaves in each case; None stands for no bound."""

    def best(self, cases: Sequence[Case]) -> list[Best]:
        """Find the best plan within the budget in each case."""


@dataclass(frozen=True)
class SearchedAnswers:
    """Answers for a graph of any size and every kind of target.

    Attributes
    ----------
    graph : networkx.MultiDiGraph
    lens : {"passing", "volume"}
    measures : collection of Measure
    best_on : callable
        Gives the best plan within the budget on a changed graph.
    """

    graph: nx.MultiDiGraph[str]
    lens: Lens
    measures: Collection[Measure]
    best_on: Callable[[nx.MultiDiGraph[str]], Interdiction]
    at_once: int = 1

    def left(self, asked: Sequence[tuple[Plan, Case]]) -> list[int | None]:
        """Give what each plan leaves in each case."""
        return [self.left_on(self._counting(case), plan) for plan, case in asked]

    def best(self, cases: Sequence[Case]) -> list[Best]:
        """Find the best plan within the budget in each case."""
        found = [self.best_on(self._counting(case)) for case in cases]
        return [Best(each.value_scaled, partial(_first, each)) for each in found]

    def left_on(self, graph: nx.MultiDiGraph[str], plan: Plan) -> int | None:
        """Give the largest flow after a plan."""
        ids = {kind: [t.id for t in plan.targets if t.kind == kind] for kind in _KINDS}
        after = intervened(
            graph,
            remove=ids["leg"],
            close=ids["jurisdiction"],
            apply=[measure for measure in self.measures if measure.id in ids["measure"]],
        )
        return max_flow(after, self.lens).value

    def _counting(self, case: Case) -> nx.MultiDiGraph[str]:
        """Give the graph with a leg that counts so much, under either lens."""
        return intervened(
            self.graph, set_capacity={case.leg: case.amount}, set_pressure={case.leg: 0}
        )


def _first(found: Interdiction) -> Plan:
    return found.plans[0]
