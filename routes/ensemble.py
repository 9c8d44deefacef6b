"""The ensemble: what a graph tells in many draws of the numbers that nobody knows for sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes import fields
from routes.beliefs import Beliefs
from routes.contract import require
from routes.draw_batches import batch_size, in_order
from routes.draw_members import member_rows, rank_groups
from routes.draw_network import draw_network
from routes.draw_plans import costs_drawn, plan_changes, plan_rows, target_rows
from routes.draw_solver import choose_solver
from routes.draw_spread import spread
from routes.draw_tally import Tallier, joined
from routes.ensemble_assumptions import assumptions
from routes.ensemble_rows import Ensemble
from routes.leg_beliefs import leg_beliefs
from routes.leg_draws import LegSampler
from routes.shares import Share
from routes.targets import scaled_budget

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from decimal import Decimal
    from fractions import Fraction

    import networkx as nx

    from routes.draw_tally import DrawTally
    from routes.engine import Engine
    from routes.lenses import Lens
    from routes.measures import Measure
    from routes.plans import Plan


def ensemble(
    graph: nx.MultiDiGraph[str],
    draws: int = 10_000,
    seed: int = 1,
    *,
    beliefs: Beliefs | None = None,
    lens: Lens = "passing",
    plans: Sequence[Plan] = (),
    measures: Collection[Measure] = (),
    budget: Fraction | Decimal | int | None = None,
    batch: int | None = None,
    workers: int = 1,
    engine: Engine = "auto",
    step: Callable[[str], None] = lambda _draws: None,
) -> Ensemble:
    """Tell in which share of draws each conclusion holds.

    In each draw a leg exists or not, has a capacity, some pressure and an interdict cost; then the
    largest flow, the minimum cuts, the least-pressure routes and the loss without each member are
    computed exactly, in whole numbers.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is not changed. Of each leg the low and high estimates
        of its capacity are used, if it has them.
    draws : int
        How many, from 1.
    seed : int
        Draw i depends on the seed and i alone: not on how many draws there are, in which batches
        or by how many workers. What one leg draws does not depend on the other legs there are.
    beliefs : Beliefs, optional
        As `routes.beliefs` gathers them from a study. Without them every leg exists, and pressure
        is known.
    lens : {"passing", "volume", "effort"}
        Which amounts bound the flow.
    plans : sequence of Plan
        Plans to compare in every draw, such as those of `routes.interdict` and `routes.frontier`.
    measures : collection of Measure
        Those that plans name.
    budget : Fraction, Decimal or int, optional
        Effort in the study's unit that the plans are held against.
    batch : int, optional
        Draws that are solved together, up to `draw_batches.MOST_AT_ONCE`; no result depends on it.
    workers : int
        Threads; no result depends on them.
    engine : {"auto", "interpreted", "compiled"}
        "auto" solves draws of a small network all at once, without loops over them; the others say
        how loops run. No result depends on it.
    step : callable, optional
        Called with a text after each batch, for a progress bar; see `draw_batches.batch_count`.

    Returns
    -------
    Ensemble
        Shares with their Monte Carlo standard errors, which say how far chance has moved them, not
        how far the assumptions may be off. A plan is best among those given: whether another
        plan would do better in a draw is not considered, nor how those who are cut off respond.

    Raises
    ------
    GraphError
        The graph breaks the contract or does not fit the beliefs; the lens is unknown; a plan
        names what there is not; or amounts are too large to be exact.
    ValueError
        `draws`, `batch` or `workers` is out of range.
    CertificateError
        In some draw the flow was not the capacity of its cut.

    References
    ----------
    R. Lahdelma and P. Salminen (2001), "SMAA-2: stochastic multicriteria acceptability analysis
    for group decision making", Operations Research 49, 444-454, doi 10.1287/opre.49.3.444.11220.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame({"origin": ["a", "b"], "destination": ["b", "c"], "capacity": [5, 3]})
    >>> graph = from_edges(frame, origin="a", destination="c")
    >>> for row in ensemble(graph, draws=20).members:
    ...     if row.every.count:
    ...         print(row.id, row.every.share, row.ranks[0].possible.share)
    b>c 1.0 1.0
    """
    size = batch_size(graph, draws, batch, workers)
    require(graph)
    believed = beliefs or Beliefs()
    legs = leg_beliefs(graph, believed)
    sampler = LegSampler(legs, believed, seed)
    room = draw_network(graph, legs, lens, believed.cost_spread_percent)
    changes = plan_changes(graph, room, plans, measures)
    ranked = rank_groups(graph, room.network)
    tallier = Tallier(room, changes, ranked, choose_solver(room.network, engine, draws))

    def solved(first: int) -> DrawTally:
        numbers = np.arange(first, min(first + size, draws), dtype=np.int64)
        return tallier.tally(sampler.draw(numbers))

    parts = []
    for part in in_order(solved, range(0, draws, size), workers):
        parts.append(part)
        step(f"{min(len(parts) * size, draws)} draws")
    whole = joined(parts)
    unbounded = room.network.unbounded
    within = None if budget is None else scaled_budget(graph, budget)
    costs = [costs_drawn(sampler, plan, np.arange(draws, dtype=np.int64)) for plan in plans]
    return Ensemble(
        lens=lens,
        scale=graph.graph[fields.SCALE],
        draws=draws,
        seed=seed,
        flow=spread(whole.values.tolist(), unbounded),
        no_route=Share(int((whole.values == 0).sum()), draws),
        unbounded=Share(int((whole.values >= unbounded).sum()), draws),
        members=member_rows(room.network, whole, ranked),
        plans=plan_rows(plans, whole.plan_values, unbounded, costs, within),
        targets=target_rows(plans, whole.plan_values),
        assumptions=assumptions(legs, believed, lens, plans=bool(plans)),
    )
