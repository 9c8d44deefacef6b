"""Instances of interdiction over journeys, and a plain model to compare with.

They are drawn in the manner of those of Pan and Morton (2008): about 800 jurisdictions, 2 600 legs,
320 candidates at equal cost, 450 journeys to 12 destinations.
"""

from __future__ import annotations

import time
from fractions import Fraction

import networkx as nx
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.spatial import Delaunay

from routes.fields import INTERDICT_COST, PRESSURE, UNBOUNDED
from routes.journeys import Journey
from routes.lenses import open_legs
from routes.targets import scaled_budget
from tests.strategies import empty_graph, jurisdiction, leg

NEIGHBOURS = 1.625
"""Neighbouring pairs to a jurisdiction; each pair has a leg either way."""


def journey_instance(
    seed,
    *,
    places=800,
    candidates=320,
    journeys=450,
    origins=38,
    destinations=12,
    kept=0.5,
    anywhere=False,
):
    """Draw a graph, its journeys and the pressure with action on each candidate.

    Jurisdictions lie in a plane, legs join near ones both ways. Candidates are legs that cross the
    borders of eight regions, and others where there are too few, or legs anywhere. Action leaves a
    share `kept` of what passes on a leg, or, if it is None, a share drawn between 0.1 and 0.6.
    """
    rng = np.random.default_rng(seed)
    at = rng.random((places, 2))
    pairs = _near_pairs(at, round(NEIGHBOURS * places))
    tail, head = np.concatenate([pairs, pairs[:, ::-1]]).T
    pressure = np.where(rng.random(len(tail)) < 0.3, 0, rng.integers(1, 21, len(tail)))
    region = np.argmin(((at[:, None] - rng.random((8, 2))) ** 2).sum(axis=2), axis=1)
    order = rng.permutation(len(tail))
    if not anywhere:
        order = order[np.argsort(region[tail[order]] == region[head[order]], kind="stable")]
    chosen = np.sort(order[:candidates])
    share = np.full(candidates, kept) if kept is not None else rng.uniform(0.1, 0.6, candidates)
    after = 100 - np.rint((100 - pressure[chosen]) * share).astype(int)
    names = [f"j{place:03}" for place in range(places)]
    drawn = [names[place] for place in rng.permutation(places)]
    ends, starts = (
        sorted(drawn[:destinations]),
        sorted(drawn[destinations : destinations + origins]),
    )
    graph = empty_graph(tuple(starts), tuple(ends))
    graph.add_nodes_from((name, jurisdiction()) for name in names)
    for number in range(len(tail)):
        attributes = leg(100, int(pressure[number]))
        graph.add_edge(names[tail[number]], names[head[number]], key=f"l{number:04}", **attributes)
    both = [(start, end) for start in starts for end in ends]
    taken = [both[number] for number in sorted(rng.permutation(len(both))[:journeys])]
    odds = rng.integers(1, 100, len(taken)).tolist()
    listed = [
        Journey(start, end, Fraction(part, sum(odds)))
        for (start, end), part in zip(taken, odds, strict=True)
    ]
    with_action = {
        f"l{number:04}": int(percent) for number, percent in zip(chosen, after, strict=True)
    }
    return graph, listed, with_action


def compact_value(graph, budget, journeys, with_action, *, time_limit_s=np.inf):
    """Solve the plain compact model, which has one copy of the graph for each destination.

    It is the deterministic equivalent of Towle and Luedtke (2018). Returns the value of the best
    plan, the bound, and the seconds that HiGHS took; the value is None where no plan was found.
    """
    names = sorted(graph)
    place = {name: number for number, name in enumerate(names)}
    ends = sorted({journey.destination for journey in journeys})
    candidates = sorted(with_action)
    size = len(candidates) + len(ends) * len(names)
    legs = [
        (tail, head, leg_id, (100 - data[PRESSURE]) / 100)
        for tail, head, leg_id, data in open_legs(graph)
    ]
    entries, lower = [], np.zeros(size)
    row = 0
    for number, end in enumerate(ends):
        first = len(candidates) + number * len(names)
        lower[first + place[end]] = 1
        reach = _reach(legs, end)
        for tail, head, leg_id, share in legs:
            both = first + place[tail], first + place[head]
            entries += [(row, both[0], 1.0), (row, both[1], -share)]
            if leg_id in with_action:
                left = (100 - with_action[leg_id]) / 100
                entries += [
                    (row, candidates.index(leg_id), (share - left) * reach.get(head, 0.0)),
                    (row + 1, both[0], 1.0),
                    (row + 1, both[1], -left),
                ]
                row += 1
            row += 1
    objective = np.zeros(size)
    for journey in journeys:
        first = len(candidates) + ends.index(journey.destination) * len(names)
        objective[first + place[journey.origin]] += float(journey.probability)
    numbers, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
    costs = {leg_id: data[INTERDICT_COST] for _, _, leg_id, data in open_legs(graph)}
    # A leg that is shut or that no effort closes costs more than there is.
    limit = scaled_budget(graph, budget)
    cost = [min(_number(costs.get(leg_id, UNBOUNDED)), limit + 1) for leg_id in candidates]
    budget_row = np.concatenate([cost, np.zeros(size - len(candidates))])[None, :]
    rows = csr_array((values, (numbers, columns)), shape=(max(row, 1), size))
    begun = time.perf_counter()
    found = milp(
        objective,
        constraints=[
            LinearConstraint(rows, 0, np.inf),
            LinearConstraint(budget_row / max(limit, 1), -np.inf, 1 if limit else 0),
        ],
        bounds=Bounds(lower, np.ones(size)),
        integrality=np.arange(size) < len(candidates),
        options={"time_limit": time_limit_s, "mip_rel_gap": 1e-6},
    )
    seconds = time.perf_counter() - begun
    # Without a candidate it is a linear program, whose value is its bound.
    return found.fun, found.mip_dual_bound if candidates else found.fun, seconds


def _number(cost):
    return np.inf if cost == UNBOUNDED else cost


def _near_pairs(at, count):
    """Choose so many pairs of a triangulation: those that connect all, then the shortest."""
    corners = Delaunay(at).simplices
    pairs = np.unique(
        np.sort(
            np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]]), axis=1
        ),
        axis=0,
    )
    length = np.linalg.norm(at[pairs[:, 0]] - at[pairs[:, 1]], axis=1)
    plane = nx.Graph()
    plane.add_weighted_edges_from(
        (*pair, far) for pair, far in zip(pairs.tolist(), length, strict=True)
    )
    tree = {tuple(sorted(pair)) for pair in nx.minimum_spanning_edges(plane, data=False)}
    order = sorted(
        range(len(pairs)),
        key=lambda number: (tuple(pairs[number].tolist()) not in tree, length[number]),
    )
    return pairs[order[:count]]


def _reach(legs, end):
    """Give the greatest chance of getting to an end from wherever there is a way."""
    weights = nx.DiGraph()
    for tail, head, _, share in legs:
        weight = -np.log(share)
        if not weights.has_edge(head, tail) or weight < weights.edges[head, tail]["weight"]:
            weights.add_edge(head, tail, weight=weight)
    weights.add_node(end)
    far = nx.single_source_dijkstra_path_length(weights, end)
    return {name: float(np.exp(-length)) for name, length in far.items()}
