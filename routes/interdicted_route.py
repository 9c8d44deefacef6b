"""Route interdiction: making the least-pressure route as heavy as a budget allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.disconnection import can_disconnect
from routes.errors import CertificateError, GraphError
from routes.fields import SCALE
from routes.opposed_routes import SEVERED
from routes.paths import least_pressure_route
from routes.plans import Plan, in_order, standings
from routes.route_choice import RouteChooser
from routes.route_interdiction import RouteInterdiction
from routes.route_search import Watch
from routes.route_targets import graph_after_plan, opposed_routes, with_added_pressure
from routes.stopwatch import Stopwatch
from routes.targets import offers, scaled_budget

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from decimal import Decimal
    from fractions import Fraction

    import networkx as nx

    from routes.fields import Amount
    from routes.measures import Measure
    from routes.route_choice import RouteChoice, RouteMethod
    from routes.route_interdiction import RouteStatus
    from routes.route_rows import Route
    from routes.targets import Offer

LEGS_CHECKED = 20_000
"""Plans are computed again from the graph as long as their legs add to this; the first always."""

_METHODS = ("auto", "branch and bound", "covering")


def interdict_route(
    graph: nx.MultiDiGraph[str],
    budget: Fraction | Decimal | int,
    *,
    legs: bool = True,
    jurisdictions: Mapping[str, Amount] | None = None,
    measures: Collection[Measure] = (),
    added_pressure: Mapping[str, int] | None = None,
    method: RouteMethod = "auto",
    limit: int = 1000,
    time_limit_s: float | None = None,
    step: Callable[[str], None] = lambda _method: None,
) -> RouteInterdiction:
    """Find the plans that make the least-pressure route as heavy as a budget allows.

    The Commerce Department moves first and is seen: it chooses targets x within the budget, then
    whoever ships takes the lightest route y that is left,

        max over x of  min over y of  sum of the weights of y's legs under x,

    so the value is the best chance that a consignment keeps. First it is asked whether a plan
    leaves no route at all. If not, a tree that branches on routes, or covering rounds with HiGHS,
    finds the value, and then every plan that reaches it.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract.
    budget : Fraction, Decimal or int
        In the study's unit of effort, from 0.
    legs : bool
        Whether single legs may be chosen, at their interdict cost.
    jurisdictions : mapping of jurisdiction id to int, optional
        Those that may be closed, with what that takes in units of 1/scale.
    measures : collection of Measure
        Those that may be taken. Their points add up on a leg and are held within 0 and 100.
    added_pressure : mapping of leg id to int, optional
        Legs that choosing does not close but adds so many points of pressure on, 1 to 100.
    method : {"auto", "branch and bound", "covering"}
        "auto" is branch and bound, and covering where its tree grows large.
    limit : int
        List at most so many plans; for 1, any one, without asking whether there are others.
    time_limit_s : float, optional
        Stop after so many seconds with the best plan and bound so far.
    step : callable
        Called at every node and round with the name of the method, for a progress bar.

    Returns
    -------
    RouteInterdiction
        How much can move on the routes is not considered, nor that who ships may not know the
        pressure, nor pressure that acts on several legs of a route at once. The first plans, on a
        large graph the first one, are checked by computing their route again from the graph.

    Raises
    ------
    GraphError
        The graph breaks the contract, or a target, the budget or an option is impossible.
    CertificateError
        The route after a plan is not as heavy as the search said.

    References
    ----------
    E. Israeli and R. K. Wood (2002), "Shortest-path network interdiction", Networks 40(2),
    97-111, doi 10.1002/net.10039.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame({
    ...     "origin": ["a", "a", "b"], "destination": ["b", "b", "c"], "capacity": [5, 5, 5],
    ...     "pressure": [0, 50, 10], "interdict_cost": [1, 1, 3],
    ... })
    >>> found = interdict_route(from_edges(frame, origin="a", destination="c"), budget=1)
    >>> found.status, [plan.ids for plan in found.plans], found.after.passes_per_million
    ('optimal', [('a>b',)], 450000)
    """
    _require_options(method, limit, time_limit_s)
    offered = with_added_pressure(
        offers(graph, legs=legs, jurisdictions=jurisdictions, measures=measures),
        added_pressure or {},
    )
    budget_scaled = scaled_budget(graph, budget)
    usable = [offer for offer in offered if offer.target.cost_scaled <= budget_scaled]
    before = least_pressure_route(graph)
    routes = opposed_routes(graph, usable)
    watch = Watch(Stopwatch(time_limit_s), step)
    chooser = RouteChooser(routes, budget_scaled, method, watch)
    choice = chooser.choose(limit, lambda: can_disconnect(graph, usable, budget_scaled))
    plans = in_order(
        Plan.of(usable[number].target for number in chosen) for chosen in choice.choices
    )
    value = None if choice.weight == SEVERED else choice.weight
    checked = plans[: max(1, LEGS_CHECKED // max(1, graph.number_of_edges()))]
    routes_after = [_checked_route(graph, usable, plan, value) for plan in checked]
    return RouteInterdiction(
        status=_status(before, usable, choice),
        method=", ".join(choice.methods) or "first guess",
        scale=graph.graph[SCALE],
        budget_scaled=budget_scaled,
        before=before,
        after=routes_after[0],
        value_weight_micronats=value,
        bound_weight_micronats=None if choice.bound == SEVERED else choice.bound,
        plans=plans,
        complete=choice.complete,
        standings=standings((offer.target for offer in offered), plans, complete=choice.complete),
        routes_searched=routes.searches,
        nodes=watch.steps,
    )


def _status(before: Route | None, usable: Sequence[Offer], choice: RouteChoice) -> RouteStatus:
    if before is None:
        return "no route"
    if choice.weight == SEVERED:
        return "disconnected"
    if choice.weight < choice.bound:
        return "stopped"
    return "optimal" if usable else "nothing affordable"


def _checked_route(
    graph: nx.MultiDiGraph[str], usable: Sequence[Offer], plan: Plan, value: int | None
) -> Route | None:
    """Give the least-pressure route after a plan, computed again from the graph itself."""
    chosen = [offer for offer in usable if offer.target in plan.targets]
    after = least_pressure_route(graph_after_plan(graph, chosen))
    weight = None if after is None else after.weight_micronats
    if weight != value:
        raise CertificateError(f"the plan {plan.ids} leaves a route of {weight}, not {value}")
    return after


def _require_options(method: str, limit: int, time_limit_s: float | None) -> None:
    if method not in _METHODS:
        raise GraphError(f"method {method!r} is unknown; choose one of {', '.join(_METHODS)}")
    if limit < 1:
        raise GraphError(f"limit must be at least 1, not {limit}")
    if time_limit_s is not None and not time_limit_s >= 0:
        raise GraphError(f"a time limit must be at least 0 seconds, not {time_limit_s}")
