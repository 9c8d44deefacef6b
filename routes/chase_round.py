"""One round of a chase: a plan comes into force, and those whom it meets move."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from routes.certificate import check_flow
from routes.chase_rows import ChaseRound
from routes.errors import CertificateError
from routes.hub_entry import new_hubs
from routes.interdiction import interdict
from routes.observed_flow import kept_flow
from routes.plans import Plan
from routes.pressure import CLOSED_PERCENT
from routes.rerouting import KnownRoutes, joined, leg_weights, spread
from routes.room import room_beside
from routes.targets import graph_after, offers_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    import networkx as nx

    from routes.habits import Habits
    from routes.lenses import Lens

MOST_PLANS = 100
"""Of so many best plans the first is chosen."""


@dataclass(frozen=True)
class Ground:
    """Where a chase takes place, and what plans may choose among.

    Attributes
    ----------
    graph : networkx.MultiDiGraph
    lens : {"passing", "volume"}
    budget : Fraction
        Effort in each round, in the study's unit.
    targets : dict
        What plans choose among, as `interdict` takes it.
    habits : Habits
    flow : dict of str to int
        What moved on each leg before the first plan, in units of 1/scale; nothing on others.
    value : int
        What moved together.
    """

    graph: nx.MultiDiGraph[str] = field(repr=False)
    lens: Lens
    budget: Fraction
    targets: dict[str, Any]
    habits: Habits
    flow: dict[str, int]
    value: int

    def best_plan(self, graph: nx.MultiDiGraph[str]) -> Plan:
        """Give the first of the best plans of a graph; without one that does anything, none."""
        found = interdict(graph, self.budget, lens=self.lens, limit=MOST_PLANS, **self.targets)
        return next(iter(found.plans), Plan.of([]))


def play(
    number: int, plan: Plan, flow: Mapping[str, int], where: Ground
) -> tuple[ChaseRound, dict[str, int]]:
    """Put a plan into force, and let a share of what waits find other ways.

    Parameters
    ----------
    number : int
        Of the round.
    plan : Plan
    flow : mapping of leg id to int
        What moves at its start.
    where : Ground

    Returns
    -------
    round : ChaseRound
    flow : dict of str to int
        What moves at its end, on each leg on which something does.

    Raises
    ------
    CertificateError
        The flow failed its check.
    """
    after = graph_after(where.graph, offers_of(plan, where.targets["measures"]))
    kept = kept_flow(after, where.lens, flow)
    keeps = kept.value or 0
    waiting = where.value - keeps
    movable = -(-waiting * where.habits.moved_percent // CLOSED_PERCENT)
    room = room_beside(after, where.lens, kept.legs, where.value)
    known = KnownRoutes.of(after, where.habits.most_routes)
    ways = spread(known, room, movable, where.habits.rationality, leg_weights(after))
    moving = joined(after, kept.legs, ways)
    moved = sum(units for _, units in ways)
    if check_flow(after, where.lens, moving) != keeps + moved:
        raise CertificateError(f"round {number}: what is kept and moves is not what flows")
    done = ChaseRound(
        round=number,
        plan=plan,
        cut_off_scaled=check_flow(where.graph, where.lens, flow) - keeps,
        kept_scaled=keeps,
        moved_scaled=moved,
        waiting_scaled=waiting - moved,
        new_hubs=new_hubs(where.graph, where.flow, moving),
    )
    return done, moving
