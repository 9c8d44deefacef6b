"""One plan for many draws, as an integer program: least on average, or least to be regretted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routes.integer_program import IntegerProgram
from routes.interdiction_model import model_of
from routes.paid_arcs import PaidArcs

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from routes.lenses import Lens
    from routes.targets import Offer, Target

_ORDINARY = 1_000.0
"""Amounts are measured so that a draw leaves about so much: the solver's tolerances suit that."""


@dataclass(frozen=True)
class RobustAnswer:
    """What the solver found.

    Attributes
    ----------
    targets : frozenset of Target
    bound_scaled : float
        No plan within the budget does better on these draws, as far as floating-point numbers can
        tell.
    """

    targets: frozenset[Target]
    bound_scaled: float


class RobustProgram:
    """The draws of a graph, with the targets that a plan may choose among in all of them.

    The draws are copies of the network, and the same targets are chosen in all; see
    `routes.paid_arcs` for one of them.

    Parameters
    ----------
    drawn : sequence of networkx.MultiDiGraph
        Draws of one graph, as `routes.drawn_graph` gives them.
    offers : sequence of Offer
        Of that graph.
    budget_scaled : int
    lens : {"passing", "volume", "effort"}

    References
    ----------
    K. J. Cormican, D. P. Morton and R. K. Wood (1998), "Stochastic network interdiction",
    Operations Research 46, 184-197, doi 10.1287/opre.46.2.184.
    """

    def __init__(
        self,
        drawn: Sequence[nx.MultiDiGraph[str]],
        offers: Sequence[Offer],
        budget_scaled: int,
        lens: Lens,
    ) -> None:
        self._models = [model_of(graph, offers, budget_scaled, lens) for graph in drawn]
        self._targets = [offer.target for offer in offers]
        self._budget_scaled = budget_scaled

    def least_on_average(self, ordinary_scaled: int) -> RobustAnswer | None:
        """Find the plan that leaves least on average.

        Parameters
        ----------
        ordinary_scaled : int
            About what a draw leaves.

        Returns
        -------
        RobustAnswer or None
            None where in some draw no plan bounds the flow.
        """
        unit = max(ordinary_scaled, 1) / _ORDINARY
        program, paid = self._laid_out(unit)
        for amounts in paid:
            program.pay({column: amount / len(paid) for column, amount in amounts.items()})
        return self._solved(program, unit)

    def least_regret(self, best_scaled: Sequence[int]) -> RobustAnswer | None:
        """Find the plan of which the largest regret over the draws is least.

        Parameters
        ----------
        best_scaled : sequence of int
            What the best plan of each draw leaves.

        Returns
        -------
        RobustAnswer or None
        """
        unit = max(1, *best_scaled) / _ORDINARY
        program, paid = self._laid_out(unit)
        largest = program.column()
        program.pay({largest: 1.0})
        for amounts, best in zip(paid, best_scaled, strict=True):
            program.row(amounts | {largest: -1.0}, high=best / unit)
        return self._solved(program, unit)

    def _laid_out(self, unit: float) -> tuple[IntegerProgram, list[dict[int, float]]]:
        """Lay out targets, budget and networks; gives what is paid for in each draw.

        A model numbers its targets in an order of its own, which depends on the legs that exist.
        """
        program = IntegerProgram()
        chosen = {target: program.column(whole=True) for target in self._targets}
        costs = {column: float(target.cost_scaled) for target, column in chosen.items()}
        program.row(costs, high=float(self._budget_scaled))
        return program, [
            PaidArcs(program, model, [chosen[offer.target] for offer in ordered], unit).paid
            for model, ordered in self._models
        ]

    def _solved(self, program: IntegerProgram, unit: float) -> RobustAnswer | None:
        found = program.solve()
        if found.numbers is None:
            return None
        taken = found.numbers[: len(self._targets)] > 1 / 2
        targets = frozenset(
            target for target, is_taken in zip(self._targets, taken, strict=True) if is_taken
        )
        return RobustAnswer(targets, max(found.bound, 0.0) * unit)
