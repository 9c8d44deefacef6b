"""The value of information: what it is worth to know a number before a plan is chosen."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from routes import fields
from routes.beliefs import Beliefs
from routes.contract import require
from routes.draw_batches import batch_size, in_order
from routes.draw_members import rank_groups
from routes.draw_network import draw_network
from routes.draw_plans import plan_changes
from routes.draw_solver import choose_solver
from routes.draw_tally import Tallier
from routes.ensemble_assumptions import assumptions
from routes.information_estimates import (
    cells_of,
    decisions_by_cell,
    partial_information,
    perfect_information,
)
from routes.information_rows import Answer, InformationValue, ValueOfInformation
from routes.leg_beliefs import leg_beliefs
from routes.leg_draws import LegSampler
from routes.shares import Share

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    import networkx as nx

    from routes.arrays import IntArray
    from routes.engine import Engine
    from routes.information_estimates import Cells, Samples
    from routes.information_rows import NumberKind
    from routes.lenses import Lens
    from routes.measures import Measure
    from routes.plans import Plan

    Question = tuple[NumberKind, str, Samples]

BOUND = (
    "What it is worth to know a number is an upper bound of what a report about it is worth, which "
    "may be wrong or say less. Only the plans listed are chosen among, and numbers that err "
    "together are asked about one at a time."
)


def value_of_information(
    graph: nx.MultiDiGraph[str],
    plans: Sequence[Plan],
    draws: int = 10_000,
    seed: int = 1,
    *,
    beliefs: Beliefs | None = None,
    lens: Lens = "passing",
    measures: Collection[Measure] = (),
    batch: int | None = None,
    workers: int = 1,
    engine: Engine = "auto",
    step: Callable[[str], None] = lambda _draws: None,
) -> ValueOfInformation:
    """Tell which numbers are worth knowing before one of some plans is chosen.

    A plan that leaves less is better. What is left by each is computed in the draws of
    `routes.ensemble`, exactly; then the plan that is best on average is compared with the choice
    that could be made if everything, or one number alone, were known.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is not changed.
    plans : sequence of Plan
        One or more, such as those of `routes.plan_candidates`. What they cost is not weighed.
    draws, seed, beliefs, lens, measures, batch, workers, engine, step
        As for `routes.ensemble`; the draws are the same.

    Returns
    -------
    ValueOfInformation
        With every number that is drawn: whether a leg exists, its capacity, how much a
        contribution to pressure counts, which weighting holds, and under `effort` what a leg costs.
        What it costs to find out is not considered, nor what several numbers together are worth.

    Raises
    ------
    GraphError
        As for `routes.ensemble`.
    ValueError
        There is no plan, or `draws`, `batch` or `workers` is out of range.

    References
    ----------
    M. Strong, J. E. Oakley and A. Brennan (2014), "Estimating multiparameter partial expected
    value of perfect information from a probabilistic sensitivity analysis sample: a nonparametric
    regression approach", Medical Decision Making 34, 311-326, doi 10.1177/0272989X13505910.

    Examples
    --------
    Of two ways, the larger one may not exist:

    >>> import pandas as pd
    >>> from routes import Beliefs, Plan, from_edges, interdict
    >>> legs = pd.DataFrame({"origin": ["a", "a"], "destination": ["c", "c"], "capacity": [9, 5]})
    >>> graph = from_edges(legs, origin="a", destination="c")
    >>> graph.edges["a", "c", "a>c"]["evidence_class"] = "C"
    >>> plans = [Plan.of([target]) for target in interdict(graph, 1).standings]
    >>> found = value_of_information(graph, plans, 4000, beliefs=Beliefs(priors={"C": (2, 1)}))
    >>> found.rows[0].kind, [answer.plan.ids for answer in found.rows[0].answers]
    ('existence', [('a>c.2',), ('a>c',)])
    """
    if not plans:
        raise ValueError("plans must name at least one plan to choose")
    size = batch_size(graph, draws, batch, workers)
    require(graph)
    believed = beliefs or Beliefs()
    legs = leg_beliefs(graph, believed)
    sampler = LegSampler(legs, believed, seed)
    room = draw_network(graph, legs, lens, believed.cost_spread_percent)
    changes = plan_changes(graph, room, plans, measures)
    solver = choose_solver(room.network, engine, draws * len(changes))
    tallier = Tallier(room, changes, rank_groups(graph, room.network), solver)
    every = np.arange(draws, dtype=np.int64)

    def solved(first: int) -> IntArray:
        return tallier.plan_values(sampler.draw(every[first : first + size]))

    parts = []
    for part in in_order(solved, range(0, draws, size), workers):
        parts.append(part)
        step(f"{min(len(parts) * size, draws)} draws")
    left = np.concatenate(parts, axis=1)
    no_bound = int((left >= room.network.unbounded).any(axis=0).sum())
    best, mean, evpi, rows = None, None, None, []
    if not no_bound:
        usual = min(range(len(plans)), key=lambda number: sum(left[number].tolist()))
        best, mean = plans[usual], sum(left[usual].tolist()) / draws
        evpi = perfect_information(-left)
        rows = [_worth(plans, -left, *asked) for asked in _questions(sampler, every, lens)]
    return ValueOfInformation(
        lens=lens,
        scale=graph.graph[fields.SCALE],
        draws=draws,
        seed=seed,
        plans=tuple(plans),
        unbounded=Share(no_bound, draws),
        best=best,
        left_scaled=mean,
        evpi_scaled=None if evpi is None else evpi.value,
        evpi_error_scaled=None if evpi is None else evpi.error,
        rows=tuple(sorted(rows, key=lambda row: (-row.evppi_scaled, row.kind, row.id))),
        assumptions=(*assumptions(legs, believed, lens, plans=False), BOUND),
    )


def _questions(sampler: LegSampler, draws: IntArray, lens: Lens) -> Iterator[Question]:
    """Draw every uncertain number by itself: kind, id and values, shape (draws,).

    They are drawn anew, one after the other, so that never more than one is kept for all draws.
    """
    legs = sampler.legs
    for number, leg in enumerate(legs.ids):
        if legs.prior[number] is not None:
            yield "existence", leg, sampler.existence(draws, number)
        if legs.low[number] < legs.high[number] and lens != "effort":
            yield "capacity", leg, sampler.capacity(draws, number)
        if lens == "effort" and legs.cost[number]:
            yield "cost", leg, sampler.cost(draws, number)
    for row in legs.pressure.rows:
        yield "pressure", row, sampler.factor(draws, row)
    if len(legs.pressure.judged) > 1:
        yield "weighting", "weightings", sampler.weighting(draws)


def _worth(
    plans: Sequence[Plan], utilities: IntArray, kind: NumberKind, name: str, values: Samples
) -> InformationValue:
    cells = cells_of(values)
    told = partial_information(cells.number, utilities)
    return InformationValue(
        kind=kind,
        id=name,
        evppi_scaled=told.value,
        error_scaled=told.error,
        changed=Share(told.changed, len(values)),
        answers=tuple(_answers(plans, utilities, cells)),
    )


def _answers(plans: Sequence[Plan], utilities: IntArray, cells: Cells) -> Iterator[Answer]:
    """Name the plan for each cell, cells next to each other with the same plan as one."""
    counts = np.bincount(cells.number).tolist()
    chosen = decisions_by_cell(cells.number, utilities).tolist()
    for plan, run in groupby(range(len(chosen)), key=chosen.__getitem__):
        group = list(run)
        yield Answer(
            lowest=int(cells.lowest[group[0]]),
            highest=int(cells.highest[group[-1]]),
            share=Share(sum(counts[cell] for cell in group), len(cells.number)),
            plan=plans[plan],
        )
