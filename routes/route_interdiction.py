"""The result of a route interdiction: its best plans, and the route that they leave."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from routes import notebook_table

if TYPE_CHECKING:
    import pandas as pd

    from routes.plans import Plan, Standing
    from routes.route_rows import Route
    from routes.targets import Target

RouteStatus = Literal["optimal", "disconnected", "stopped", "nothing affordable", "no route"]


@dataclass(frozen=True)
class RouteInterdiction:
    """The least-pressure route that the best plans within a budget leave.

    Attributes
    ----------
    status : {"optimal", "disconnected", "stopped", "nothing affordable", "no route"}
        Disconnected: the plans leave no route. Stopped: the time was over before the value was
        proven the best. Nothing affordable: no target costs as little as the budget. No route:
        there is none to begin with.
    method : str
        What searched; "first guess" where the first plan tried was proven the best at once.
    scale : int
        Divide amounts of effort by it for the study's unit.
    budget_scaled : int
    before, after : Route or None
        The least-pressure route without a plan, and after the first of the plans.
    value_weight_micronats : int or None
        Weight of the least-pressure route after any of the plans; None where none is left.
    bound_weight_micronats : int or None
        Proven: no plan within the budget leaves a heavier one. None where none is left, or where
        none being left is not ruled out.
    plans : tuple of Plan
        Plans that leave this, of which no target can be spared; every best plan contains one of
        them. Where doing nothing is as good, the empty plan. When stopped, the best one found.
    complete : bool
        Whether these are all; if not, there are at least so many, unless the search was stopped.
    standings : dict of Target to {"essential", "in some", "in none", "not seen"}
    routes_searched, nodes : int
        Searches for a route; nodes of the tree and rounds of covering together.
    """

    status: RouteStatus
    method: str
    scale: int
    budget_scaled: int
    before: Route | None
    after: Route | None
    value_weight_micronats: int | None
    bound_weight_micronats: int | None
    plans: tuple[Plan, ...]
    complete: bool
    standings: dict[Target, Standing]
    routes_searched: int
    nodes: int

    @property
    def before_weight_micronats(self) -> int | None:
        """Weight of the least-pressure route without a plan; None when there is none."""
        return None if self.before is None else self.before.weight_micronats

    @property
    def gap_weight_micronats(self) -> int | None:
        """How much heavier a route may be than is known; None where there is no bound."""
        if self.bound_weight_micronats is None or self.value_weight_micronats is None:
            return None
        return self.bound_weight_micronats - self.value_weight_micronats

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values; standings as a list, in the order of the targets."""
        told = [asdict(target) | {"standing": name} for target, name in self.standings.items()]
        weights = {
            "before_weight_micronats": self.before_weight_micronats,
            "gap_weight_micronats": self.gap_weight_micronats,
        }
        # A target is no plain value, so it cannot stay the key of a mapping.
        return asdict(replace(self, standings={})) | weights | {"standings": told}

    def to_frame(self) -> pd.DataFrame:
        """Give a row per plan and target: `plan` from 1, `kind`, `id`, `cost_scaled`, standing."""
        import pandas as pd

        rows = [
            (number, target.kind, target.id, target.cost_scaled, self.standings[target])
            for number, plan in enumerate(self.plans, start=1)
            for target in plan.targets
        ]
        return pd.DataFrame(rows, columns=["plan", "kind", "id", "cost_scaled", "standing"])

    def _repr_html_(self) -> str:
        left = "no route left"
        if self.after is not None:
            left = f"{self.after.passes_per_million:,} of a million consignments would pass"
        count = f"{'' if self.complete else 'at least '}{len(self.plans)} plans"
        caption = f"route interdiction, {self.status}: {left}, {count}"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)
