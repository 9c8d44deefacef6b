"""Conclusions on plans: which plans are best for a budget, as far as two studies are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routes.graph import build
from routes.interdiction import interdict

if TYPE_CHECKING:
    import datetime as dt
    from fractions import Fraction

    from routes.best_plans import Interdiction, Status
    from routes.graph import Layer
    from routes.lenses import Lens
    from routes.targets import Kind
    from seeds import Study

Chosen = frozenset[tuple["Kind", str]]
"""What a plan interdicts, by kind and id; what that takes is not part of it."""

MOST_COMPARED = 20
"""So many best plans are listed of each study: enough for all but a heap of ties."""


@dataclass(frozen=True)
class PlanConclusions:
    """What a study tells about plans on its legs within a budget.

    Attributes
    ----------
    status : {"optimal", "stopped", "nothing affordable", "no route", "unbounded"}
    scale : int
        Divide amounts by it for the study's unit.
    value_scaled : int or None
        What can move after each of the plans; None when unbounded.
    plans : frozenset of frozenset of (kind, id)
        The best plans of which no target can be spared.
    complete : bool
        Whether these are all; if not, there are at least so many.
    """

    status: Status
    scale: int
    value_scaled: int | None
    plans: frozenset[Chosen]
    complete: bool


def plan_conclusions(
    study: Study, as_of: dt.date | None, layer: Layer, lens: Lens, budget: Fraction | int
) -> PlanConclusions:
    """Work out which plans are best on the legs of a study.

    Parameters
    ----------
    study : seeds.Study
    as_of : datetime.date or None
        None for the study's data date.
    layer : {"goods", "service", "ownership", "licensed"}
    lens : {"passing", "volume", "effort"}
    budget : Fraction or int
        Effort in the study's unit.

    Returns
    -------
    PlanConclusions
        Measures and whole jurisdictions are not considered.

    Raises
    ------
    GraphError
        Where the tables make no graph that can be analysed.
    """
    graph = build(study, as_of, layer)
    return concluded(interdict(graph, budget, lens=lens, limit=MOST_COMPARED))


def concluded(found: Interdiction) -> PlanConclusions:
    """Keep of the best plans what is compared."""
    plans = frozenset(
        frozenset((target.kind, target.id) for target in plan.targets) for plan in found.plans
    )
    return PlanConclusions(found.status, found.scale, found.value_scaled, plans, found.complete)
