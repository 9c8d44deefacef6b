"""The best plans in the graph's terms, once they are checked on the graph."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from routes import notebook_table
from routes.errors import CertificateError
from routes.flow import max_flow
from routes.plans import Plan, in_order, standings
from routes.targets import graph_after

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import networkx as nx
    import pandas as pd

    from routes.flow import Flow
    from routes.lenses import Lens
    from routes.plan_listing import Found
    from routes.plans import Standing
    from routes.targets import Offer, Target

Method = Literal["branch and bound", "integer program"]
Status = Literal["optimal", "stopped", "nothing affordable", "no route", "unbounded"]


@dataclass(frozen=True)
class Interdiction:
    """The best plans for a budget.

    Attributes
    ----------
    status : {"optimal", "stopped", "nothing affordable", "no route", "unbounded"}
        Stopped: time was up, and the plan is the best found. Nothing affordable: every target
        costs more than the budget. No route: nothing passes as it is. Unbounded: no plan within
        the budget bounds the flow.
    method : {"branch and bound", "integer program"}
        How it was found. The program's bound is as exact as floating-point numbers are.
    lens : {"passing", "volume", "effort"}
        Which amounts bound the flow.
    scale : int
        Divide amounts by it for the study's unit.
    budget_scaled : int
        Units of 1/scale, like all that follow.
    before_scaled : int or None
        The largest flow with nothing interdicted; None when unbounded.
    value_scaled : int or None
        The largest flow after each of the plans; None when unbounded.
    bound_scaled : int or None
        No plan within the budget leaves less; None when none bounds the flow.
    plans : tuple of Plan
        Plans of that value from which no target can be spared: every plan of that value contains
        one of them. Fewest targets first.
    complete : bool
        Whether these are all; if not, there are at least so many.
    standings : dict of Target to {"essential", "in some", "in none", "not seen"}
        Of every target that may be chosen; in every plan of that value, in some of those listed,
        in none of them all, or in none of those listed.
    flows_solved, branches : int
        How many least cuts were computed, and branches looked at; 0 for what the program did.
    """

    status: Status
    method: Method
    lens: Lens
    scale: int
    budget_scaled: int
    before_scaled: int | None
    value_scaled: int | None
    bound_scaled: int | None
    plans: tuple[Plan, ...]
    complete: bool
    standings: dict[Target, Standing]
    flows_solved: int
    branches: int

    @property
    def gap_scaled(self) -> int | None:
        """What a better plan might leave less, at most; None when unbounded."""
        if self.value_scaled is None or self.bound_scaled is None:
            return None
        return self.value_scaled - self.bound_scaled

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values, standings as a list of targets."""
        named = [
            {**asdict(target), "standing": standing} for target, standing in self.standings.items()
        ]
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        plans = [asdict(plan) for plan in self.plans]
        return fields | {"plans": plans, "standings": named, "gap_scaled": self.gap_scaled}

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each target of each plan: `plan` (from 1), its kind, id and cost."""
        import pandas as pd

        rows = [
            {"plan": number, **asdict(target)}
            for number, plan in enumerate(self.plans, start=1)
            for target in plan.targets
        ]
        return pd.DataFrame(rows, columns=["plan", "kind", "id", "cost_scaled"])

    def _repr_html_(self) -> str:
        passes = notebook_table.units(self.value_scaled, self.scale)
        caption = f"{self.status}, {self.lens}: {passes} after the plan"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)


def told(
    graph: nx.MultiDiGraph[str],
    *,
    before: Flow,
    method: Method,
    budget_scaled: int,
    ordered: Sequence[Offer],
    infinite: int,
    found: Found,
) -> Interdiction:
    """Say in the graph's terms what was found in arrays, once it is checked on the graph.

    Parameters
    ----------
    graph, method
        As for `interdict`.
    before : Flow
        The largest flow with nothing interdicted, under the lens that counts.
    budget_scaled : int
        Units of 1/scale.
    ordered : sequence of Offer
        In the order in which the model numbers them.
    infinite : int
        What is as high has no bound.
    found : Found

    Returns
    -------
    Interdiction

    Raises
    ------
    CertificateError
        The flow after the plan is not what was found.
    """
    chosen = [[ordered[number] for number in sorted(plan)] for plan in found.plans]
    value = found.value if found.value < infinite else None
    for plan in chosen[:1]:
        _check(graph, before.lens, plan, value)
    targets = [offer.target for offer in ordered]
    plans = in_order(Plan.of(offer.target for offer in plan) for plan in chosen)
    needed = [targets[number] for number in found.needed]
    return Interdiction(
        status=_status(before.status, targets, budget_scaled, value, stopped=found.stopped),
        method=method,
        lens=before.lens,
        scale=before.scale,
        budget_scaled=budget_scaled,
        before_scaled=before.value,
        value_scaled=value,
        bound_scaled=found.bound if found.bound < infinite else None,
        plans=plans,
        complete=found.complete,
        standings=standings(targets, plans, complete=found.complete, needed=needed),
        flows_solved=found.flows,
        branches=found.branches,
    )


def _check(
    graph: nx.MultiDiGraph[str], lens: Lens, plan: Collection[Offer], value: int | None
) -> None:
    """Recompute what a plan leaves on the graph that it leaves."""
    after = max_flow(graph_after(graph, plan), lens).value
    if after != value:
        raise CertificateError(f"the plan leaves {after}, not {value} as was found")


def _status(
    before: str, targets: Sequence[Target], budget_scaled: int, value: int | None, *, stopped: bool
) -> Status:
    if before == "no route":
        return "no route"
    if not any(target.cost_scaled <= budget_scaled for target in targets):
        return "nothing affordable"
    if stopped:
        return "stopped"
    return "unbounded" if value is None else "optimal"
