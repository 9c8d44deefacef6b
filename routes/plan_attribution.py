"""An attribution of plans: which changed rows of a study moved what is best to interdict."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from routes.attribution import RowSet
from routes.bearing import bearing
from routes.dates import day_of
from routes.minimal_sets import minimal_sets
from routes.plan_conclusions import plan_conclusions
from routes.trials import Trials
from seeds import mixtures
from seeds.differences import differences
from seeds.scales import on_one_scale

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from fractions import Fraction

    from routes.graph import Layer
    from routes.lenses import Lens
    from routes.minimal_sets import Proof
    from routes.plan_conclusions import PlanConclusions
    from seeds import Study

    Same = Callable[[PlanConclusions, PlanConclusions], bool]

MAX_SEARCHES = 2**6
"""Bound on the sets that are tried, far below that for flows: each takes a search for plans."""


@dataclass(frozen=True)
class PlanReason:
    """Why the best plans, or what they leave, moved.

    Attributes
    ----------
    what : {"plans", "value"}
    proof : {"smallest", "irreducible", "unfinished"}
        As of `routes.minimal_sets`.
    sets : tuple of RowSet
        Each alone, applied to the study before, gives what the study now tells.
    """

    what: Literal["plans", "value"]
    proof: Proof
    sets: tuple[RowSet, ...]


@dataclass(frozen=True)
class PlanAttribution:
    """The best plans of two studies, and why they differ.

    Attributes
    ----------
    before, after : PlanConclusions
        On one scale.
    reasons : tuple of PlanReason
        One for each of the two that moved. Of plans there is none where a study has more than are
        listed: which of them are then listed is no conclusion.
    """

    before: PlanConclusions
    after: PlanConclusions
    reasons: tuple[PlanReason, ...]


def plan_attribution(
    base: Study,
    now: Study,
    budget: Fraction | int,
    *,
    as_of: dt.date | str | None = None,
    layer: Layer = "goods",
    lens: Lens = "passing",
    max_searches: int = MAX_SEARCHES,
) -> PlanAttribution:
    """Find the fewest changed rows that move the best plans on legs, and what these leave.

    Parameters
    ----------
    base, now : seeds.Study
        The study before and after; scales may differ. Pressure that a scenario set is that of
        `base`.
    budget : Fraction or int
        Effort in the studies' unit.
    as_of : datetime.date or str, optional
        By default either study on its own data date, whose change then counts as a row.
    layer : {"goods", "service", "ownership", "licensed"}
    lens : {"passing", "volume", "effort"}
    max_searches : int
        Bound on the sets of either way of searching, as `routes.minimal_sets` takes them.

    Returns
    -------
    PlanAttribution
        What is no conclusion of `routes.attribution`, measures and whole jurisdictions are not
        considered.

    Raises
    ------
    GraphError
        Where either study makes no graph that can be analysed.
    """
    before, after = on_one_scale(base, now)
    day = None if as_of is None else day_of(as_of)
    tell = partial(plan_conclusions, as_of=day, layer=layer, lens=lens, budget=budget)
    first, last = tell(before), tell(after)
    told = differences(before, after)
    rows = bearing(before, after, told, as_of=day, layer=layer, lens=lens, effort=True)
    trials = Trials(before, after, mixtures.needs(before, after, told), tell)
    inner = {name: trials.needs.get(name, frozenset()) & set(rows) for name in rows}
    reasons = []
    for what, same in _MOVES.items():
        if same(first, last) or (what == "plans" and not (first.complete and last.complete)):
            continue
        found = minimal_sets(
            rows,
            inner,
            partial(trials.give, partial(same, last)),
            max_subsets=max_searches,
            max_trials=max_searches,
        )
        sets = tuple(RowSet(chosen, trials.along(chosen)) for chosen in found.sets)
        reasons.append(PlanReason(what, found.proof, sets))
    return PlanAttribution(first, last, tuple(reasons))


def _same_value(one: PlanConclusions, other: PlanConclusions) -> bool:
    return (one.status, one.value_scaled) == (other.status, other.value_scaled)


def _same_plans(one: PlanConclusions, other: PlanConclusions) -> bool:
    return (one.plans, one.complete) == (other.plans, other.complete)


_MOVES: dict[Literal["plans", "value"], Same] = {"plans": _same_plans, "value": _same_value}
