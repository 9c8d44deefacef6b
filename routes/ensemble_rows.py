"""The rows of an ensemble: what draws tell of members, plans and targets."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any, Literal

from routes import notebook_table
from routes.shares import Share

if TYPE_CHECKING:
    import pandas as pd

    from routes.draw_spread import Spread
    from routes.lenses import Lens
    from routes.plans import Plan
    from routes.targets import Kind


@dataclass(frozen=True)
class RankShares:
    """In how many draws a member has a rank.

    Attributes
    ----------
    rank : int
        From 1, the largest loss.
    sure : Share
        Draws in which it has the rank and shares it with none: the lower value.
    possible : Share
        Draws in which it has the rank if ties are broken in its favour: the upper value.
    """

    rank: int
    sure: Share
    possible: Share


@dataclass(frozen=True)
class MemberShares:
    """What the draws tell of a leg or jurisdiction.

    Attributes
    ----------
    kind : {"jurisdiction", "leg"}
    id : str
    present : Share
        It exists and lets something pass.
    every, some : Share
        In every, in some minimum cut.
    route_every, route_some : Share
        On every, on some least-pressure route of fewest hops.
    loss_mean_scaled, loss_error_scaled : float or None
        What the largest flow loses without it, over the draws with a bound, and the standard
        error; None without such draws.
    ranks : tuple of RankShares
        By loss, within legs or within jurisdictions that are neither origin nor destination; of
        those, none. What loses nothing has no rank in that draw.
    """

    kind: Literal["jurisdiction", "leg"]
    id: str
    present: Share
    every: Share
    some: Share
    route_every: Share
    route_some: Share
    loss_mean_scaled: float | None
    loss_error_scaled: float | None
    ranks: tuple[RankShares, ...]


@dataclass(frozen=True)
class PlanSpread:
    """What the draws tell of a plan.

    Attributes
    ----------
    plan : Plan
    value : Spread
        The largest flow after it.
    stops_all : Share
        Draws in which no route is left.
    alone_best, best : Share
        Draws in which it leaves less than every other plan listed; no more than any of them.
    regret : Spread
        How much more it leaves than the best plan listed.
    beyond_first_scaled, beyond_first_error_scaled : float or None
        How much more it leaves than the first plan listed, on average, and the standard error,
        which is small because both meet the same draws; None where either has no bound in some.
    cost : Spread
        What it takes, in units of 1/scale of effort.
    within_budget : Share or None
        Draws in which it takes no more than the budget; None without one.
    """

    plan: Plan
    value: Spread
    stops_all: Share
    alone_best: Share
    best: Share
    regret: Spread
    beyond_first_scaled: float | None
    beyond_first_error_scaled: float | None
    cost: Spread
    within_budget: Share | None


@dataclass(frozen=True)
class TargetShares:
    """In how many draws a target is in best plans among those listed.

    Attributes
    ----------
    kind : {"jurisdiction", "leg", "measure"}
    id : str
    every, some : Share
        In all plans that are best in the draw, in at least one.
    """

    kind: Kind
    id: str
    every: Share
    some: Share


@dataclass(frozen=True)
class Ensemble:
    """Conclusions under uncertainty.

    Attributes
    ----------
    lens : {"passing", "volume", "effort"}
    scale : int
        Divide amounts by it for the study's unit.
    draws, seed : int
    flow : Spread
        The largest flow.
    no_route, unbounded : Share
        Draws without a route, which have no cut; and without a bound, which have no cut either.
    members : tuple of MemberShares
        Jurisdictions, then legs, by id; those on which nothing can pass in any draw are left out.
    plans : tuple of PlanSpread
        In the order in which they were given.
    targets : tuple of TargetShares
        Those of the plans, by kind and id.
    assumptions : tuple of str
        What the draws rest on, one sentence each.
    """

    lens: Lens
    scale: int
    draws: int
    seed: int
    flow: Spread
    no_route: Share
    unbounded: Share
    members: tuple[MemberShares, ...]
    plans: tuple[PlanSpread, ...]
    targets: tuple[TargetShares, ...]
    assumptions: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values; a share with its standard error and interval."""
        return {name: plain(getattr(self, name)) for name in self.__dataclass_fields__}

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each jurisdiction and leg; shares from 0 to 1, each with its error."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "kind": row.kind,
                    "id": row.id,
                    **_cells("present", row.present),
                    **_cells("every", row.every),
                    **_cells("some", row.some),
                    **_cells("route_every", row.route_every),
                    **_cells("route_some", row.route_some),
                    "loss_mean_scaled": row.loss_mean_scaled,
                    "loss_error_scaled": row.loss_error_scaled,
                    **_cells("first_sure", row.ranks[0].sure if row.ranks else None),
                    **_cells("first_possible", row.ranks[0].possible if row.ranks else None),
                }
                for row in self.members
            ]
        )

    def plans_frame(self) -> pd.DataFrame:
        """Give one row for each plan."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "plan": " ".join(row.plan.ids),
                    "cost_scaled": row.plan.cost_scaled,
                    "value_mean_scaled": row.value.mean_scaled,
                    "value_error_scaled": row.value.standard_error_scaled,
                    **_cells("alone_best", row.alone_best),
                    **_cells("best", row.best),
                    "regret_mean_scaled": row.regret.mean_scaled,
                    "regret_error_scaled": row.regret.standard_error_scaled,
                    "regret_95_scaled": row.regret.quantile(95).value_scaled,
                    "regret_worst_scaled": row.regret.highest_scaled,
                    "beyond_first_scaled": row.beyond_first_scaled,
                    "beyond_first_error_scaled": row.beyond_first_error_scaled,
                }
                for row in self.plans
            ]
        )

    def _repr_html_(self) -> str:
        caption = f"{self.draws} draws, {self.lens}: shares of draws"
        return notebook_table.of_frame(caption, self.to_frame(), self.scale)


def _cells(name: str, share: Share | None) -> dict[str, float | None]:
    if share is None:
        return {name: None, f"{name}_error": None}
    return {name: share.share, f"{name}_error": share.standard_error}


def plain(value: object) -> Any:  # noqa: ANN401  # whatever a field of a result holds
    """Give a field of a result as plain values; a share with its error and interval."""
    if isinstance(value, Share):
        return value.to_dict()
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value
