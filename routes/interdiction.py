"""Interdiction of flow: the plans within a budget that leave the least, all of them, proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.best_plans import Interdiction, Method, told
from routes.contract import require
from routes.flow import max_flow
from routes.interdiction_model import model_of
from routes.lenses import require_lens
from routes.plan_listing import by_program, by_tree
from routes.stopwatch import Stopwatch
from routes.targets import offers, scaled_budget

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from decimal import Decimal
    from fractions import Fraction

    import networkx as nx

    from routes.fields import Amount
    from routes.lenses import Lens
    from routes.measures import Measure

_TREE: Method = "branch and bound"

MOST_PLANS = 1_000
"""So many plans are listed if nothing else is asked for."""


def interdict(
    graph: nx.MultiDiGraph[str],
    budget: Fraction | Decimal | int,
    *,
    lens: Lens = "passing",
    legs: bool = True,
    jurisdictions: Mapping[str, Amount] | None = None,
    measures: Collection[Measure] = (),
    method: Method = "branch and bound",
    limit: int = MOST_PLANS,
    time_limit_s: float | None = None,
) -> Interdiction:
    """Find every best plan within a budget: what to interdict so that the least can move.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is not changed.
    budget : Fraction, Decimal or int
        Effort in the study's unit, from 0.
    lens : {"passing", "volume", "effort"}
        Which amounts bound the flow.
    legs : bool
        Whether legs may be closed, each at its interdict cost, if it is interdictable.
    jurisdictions : mapping of jurisdiction id to int, optional
        Jurisdictions that may be closed, and at what cost in units of 1/scale.
    measures : collection of Measure
        Measures that may be taken, as `routes.measures` gives them. One that adds pressure leaves
        of a leg what passes under the new pressure; the points of several add up.
    method : {"branch and bound", "integer program"}
        Two ways to the same answer, the first for graphs of any size.
    limit : int
        How many plans to list at most; with 1 one is given and others are not looked for.
    time_limit_s : float, optional
        Seconds after which the search ends with what it has. An answer that was stopped depends
        on the machine.

    Returns
    -------
    Interdiction
        The value is recomputed by a maximum flow on the graph after the plan, with its own proof.
        Those who are cut off do not respond other than by the routes of the graph; whether a plan
        is lawful or wise is not considered.

    Raises
    ------
    GraphError
        The graph breaks the contract, or lens, budget or targets are impossible.
    ValueError
        The limit is below 1.
    CertificateError
        The value failed its check.

    References
    ----------
    R. K. Wood (1993), "Deterministic network interdiction", Mathematical and Computer Modelling
    17(2), 1-18, doi 10.1016/0895-7177(93)90236-R.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame(
    ...     {"origin": ["a", "a", "b"], "destination": ["b", "c", "c"], "capacity": [9, 2, 7]}
    ... )
    >>> found = interdict(from_edges(frame, origin="a", destination="c"), budget=1)
    >>> found.value_scaled // found.scale, [plan.ids for plan in found.plans]
    (2, [('a>b',), ('b>c',)])
    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    require_lens(lens)
    require(graph)
    offered = offers(graph, legs=legs, jurisdictions=jurisdictions, measures=measures)
    spend = scaled_budget(graph, budget)
    model, ordered = model_of(graph, offered, spend, lens)
    watch = Stopwatch(time_limit_s)
    found = by_tree(model, limit, watch) if method == _TREE else by_program(model, limit, watch)
    return told(
        graph,
        before=max_flow(graph, lens),
        method=method,
        budget_scaled=spend,
        ordered=ordered,
        infinite=model.network.unbounded,
        found=found,
    )
