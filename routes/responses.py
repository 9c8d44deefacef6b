"""Responses: a plan under one who is idle, one who learns, one who errs and one who is best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes import habits as assumed
from routes.arrays import compile_network
from routes.canonical_flow import canonical_flow
from routes.certificate import check_flow
from routes.contract import require
from routes.displacement import leg_shifts
from routes.errors import CertificateError
from routes.fields import SCALE
from routes.flow import max_flow
from routes.hub_entry import new_hubs, unused_members, widened
from routes.learning import Scene, learn
from routes.lenses import require_lens
from routes.observed_flow import kept_flow
from routes.rerouting import MOST_ROUTES, KnownRoutes, joined, leg_weights, spread
from routes.response_rows import Adversary, Response, Responses
from routes.room import room_beside
from routes.targets import graph_after, offers_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from decimal import Decimal
    from fractions import Fraction

    import networkx as nx

    from routes.habits import Habits
    from routes.lenses import Lens
    from routes.measures import Measure
    from routes.plans import Plan

_FLOW = (
    "What moves before is the canonical flow: as much as can, on the least pressed routes first. "
    "What is cut off may set out again from any origin, to any destination. The smallest cut is "
    "full before the plan, so there is little room elsewhere; if less moves in truth, more can "
    "reappear."
)
_STATIC = "The static adversary changes nothing: what is cut off is lost."
_BEST = (
    "The best response moves as much as can after the plan, and may re-route what was not cut off; "
    "nothing that stays within the graph moves more."
)


def responses(
    graph: nx.MultiDiGraph[str],
    plan: Plan,
    *,
    lens: Lens = "passing",
    measures: Collection[Measure] = (),
    further: nx.MultiDiGraph[str] | None = None,
    rationality: Fraction | Decimal | int = assumed.RATIONALITY,
    moved_percent: int = assumed.MOVED_PERCENT,
    learned_percent: int = assumed.LEARNED_PERCENT,
    entry_percent: int = assumed.ENTRY_PERCENT,
    horizon_rounds: int = assumed.HORIZON_ROUNDS,
    rounds: int = assumed.ROUNDS,
    most_routes: int = MOST_ROUTES,
) -> Responses | None:
    """Tell what four kinds of adversary do about a plan.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is left as it is.
    plan : Plan
        What is interdicted; what it costs plays no part.
    lens : {"passing", "volume", "effort"}
        What moves: volume, or else passing capacity, since effort does not move.
    measures : collection of Measure
        Among which the measures of the plan are looked up.
    further : networkx.MultiDiGraph, optional
        Its legs that the graph lacks may be opened by one who learns, such as those of the same
        study on another day; its jurisdictions too. Of the same scale.
    rationality : Fraction, Decimal or int
        How strongly routes of less weight are preferred, from 0, in nats of log odds per nat.
    moved_percent, learned_percent, entry_percent, horizon_rounds, rounds
        Of one who learns, as `routes.habits.Habits` says.
    most_routes : int
        So many routes are seen at a time, the least pressed first. If there are more, those seen
        are filled before others are looked for.

    Returns
    -------
    Responses or None
        None where what moves before is unbounded. Flows are exact integers, checked against every
        limit of the graph after the plan. That those who are cut off give up, act elsewhere, or
        change what they deal in is not considered, and neither is what the plan costs those who
        trade lawfully.

    Raises
    ------
    GraphError
        A graph breaks the contract, the plan names what is not there, or a number is impossible.
    CertificateError
        A response failed its check.

    Notes
    -----
    What is kept and what is added on routes with room is a flow of the graph after the plan, so it
    is at most the largest; what is added is at least 0. Hence static <= logit <= best response and
    static <= learning <= best response, the last as long as no further leg is opened.

    References
    ----------
    R. D. McKelvey and T. R. Palfrey (1995), "Quantal response equilibria for normal form games",
    Games and Economic Behavior 10, 6-38, doi 10.1006/game.1995.1023: choice with logit odds.

    Examples
    --------
    >>> import pandas as pd
    >>> import routes
    >>> legs = {"origin": ["a", "a", "b", "b"], "destination": ["b", "b", "c", "c"]}
    >>> legs |= {"id": ["w", "x", "y", "z"], "capacity": [4, 4, 6, 9], "pressure": [0, 50, 0, 0]}
    >>> graph = routes.from_edges(pd.DataFrame(legs), origin="a", destination="c")
    >>> plan = routes.Plan.of([routes.Target("leg", "y", 100)])
    >>> found = responses(graph, plan, rounds=2)
    >>> [(row.adversary, row.after_scaled // found.scale) for row in found.rows]
    [('static', 0), ('learning', 2), ('logit', 6), ('best response', 6)]
    """
    chosen = assumed.habits(
        rationality=rationality,
        moved_percent=moved_percent,
        learned_percent=learned_percent,
        entry_percent=entry_percent,
        horizon_rounds=horizon_rounds,
        rounds=rounds,
        most_routes=most_routes,
    )
    require(graph)
    require_lens(lens)
    moving: Lens = "volume" if lens == "volume" else "passing"
    first = canonical_flow(graph, moving)
    if first.value is None:
        return None
    acts = offers_of(plan, measures)
    # A plan that names a leg which only might be opened is refused here.
    after = graph_after(graph, acts)
    wide = widened(graph, further)
    kept = kept_flow(after, moving, first.legs)
    known = KnownRoutes.of(after, most_routes)
    scene = Scene(
        before=wide,
        after=graph_after(wide, acts),
        lens=moving,
        known=KnownRoutes.of(wide, most_routes),
        network=compile_network(wide, moving),
        unused=unused_members(graph, wide, first.legs),
        flow=first.legs,
        kept=kept.legs,
        before_scaled=first.value,
        cut_off_scaled=first.value - (kept.value or 0),
    )
    rounds_seen, learned = learn(scene, chosen)
    flows: dict[Adversary, Mapping[str, int]] = {
        "static": kept.legs,
        "learning": learned,
        "logit": _logit(scene, after, known, chosen.rationality),
        "best response": canonical_flow(after, moving).legs,
    }
    most = max_flow(scene.after, moving).value or 0
    return Responses(
        lens=moving,
        scale=int(graph.graph[SCALE]),
        targets=tuple((target.kind, target.id) for target in plan.targets),
        rows=tuple(_response(adversary, scene, flow) for adversary, flow in flows.items()),
        rounds=rounds_seen,
        most_scaled=most,
        routes_seen=len(known.routes),
        routes_complete=known.complete,
        habits=chosen,
        assumptions=_assumptions(chosen, known, further),
    )


def _logit(
    scene: Scene, after: nx.MultiDiGraph[str], known: KnownRoutes, rationality: Fraction
) -> dict[str, int]:
    """Add to what is kept what those choose who are cut off, all at once."""
    room = room_beside(after, scene.lens, scene.kept, scene.before_scaled)
    weight = leg_weights(after)
    ways = spread(known, room, scene.cut_off_scaled, rationality, weight)
    return joined(after, scene.kept, ways)


def _response(adversary: Adversary, scene: Scene, leg_flow: Mapping[str, int]) -> Response:
    """Make a row of a flow, once it is checked against the graph after the plan."""
    value = check_flow(scene.after, scene.lens, leg_flow)
    kept = scene.before_scaled - scene.cut_off_scaled
    if not kept <= value <= scene.before_scaled:
        raise CertificateError(f"{adversary}: {value} move, not from {kept} to what moved before")
    before = {leg: scene.flow.get(leg, 0) for _, _, leg in scene.before.edges(keys=True)}
    return Response(
        adversary=adversary,
        before_scaled=scene.before_scaled,
        kept_scaled=kept,
        moved_scaled=value - kept,
        blocked_scaled=scene.before_scaled - value,
        new_hubs=new_hubs(scene.before, before, leg_flow),
        legs=leg_shifts(scene.after, scene.lens, before, leg_flow),
    )


def _assumptions(
    chosen: Habits, known: KnownRoutes, further: nx.MultiDiGraph[str] | None
) -> tuple[str, ...]:
    count = len(known.routes)
    seen = (
        f"After the plan there are {count} routes, and all of them are seen."
        if known.complete
        else f"The {count} least pressed routes after the plan are seen at a time; others are "
        "looked for once these are full, so no way is lost, but it is chosen later."
    )
    opened = (
        "Legs that are not in the graph are opened by nobody."
        if further is None
        else "Legs that are not in the graph are opened only by the one who learns, who can then "
        "move more than the best response within the graph."
    )
    return (
        _FLOW,
        _STATIC,
        *assumed.learning_sentences(chosen),
        assumed.logit_sentence(chosen.rationality),
        seen,
        _BEST,
        opened,
    )
