"""Maximum flows by other libraries, each with the cheapest way that it has to remove a leg."""

from __future__ import annotations

import importlib.util
import time

import numpy as np

INSTALLED = [
    name for name in ("scipy", "igraph", "ortools") if importlib.util.find_spec(name) is not None
]


def solve_without(library, legs, sample):
    """Solve once for each set of legs of a sample, their capacities being 0.

    Jurisdictions are single nodes. Building the graph is not timed, setting capacities is.

    Returns
    -------
    (list of (float, float), list of int)
        Seconds on the wall and of the core, and value, for each.
    """
    start, end = legs.node_count, legs.node_count + 1
    tail = np.concatenate([legs.tail, np.full(len(legs.origins), start), legs.destinations])
    head = np.concatenate([legs.head, legs.origins, np.full(len(legs.destinations), end)])
    links = len(legs.origins) + len(legs.destinations)
    # More than this cannot arrive at any one node, so it bounds nothing.
    much = int(legs.capacity.sum())
    amount = np.concatenate([legs.capacity, np.full(links, much)])
    solver = {"scipy": _scipy, "igraph": _igraph, "ortools": _ortools}[library]
    solve = solver(tail, head, amount, (start, end))
    solve.without(())
    seconds, values = [], []
    for out in sample:
        begun = time.perf_counter(), time.process_time()
        value = solve.without(out)
        seconds.append((time.perf_counter() - begun[0], time.process_time() - begun[1]))
        values.append(int(value))
        solve.restore(out)
    return seconds, values


class _Solve:
    """A call that solves with some amounts set to 0, and one that sets them back."""

    def __init__(self, change, run, amount):
        self._change, self._run, self._amount = change, run, amount

    def without(self, out):
        for leg in out:
            self._change(leg, 0)
        return self._run()

    def restore(self, out):
        for leg in out:
            self._change(leg, int(self._amount[leg]))


def _scipy(tail, head, amount, ends):
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import maximum_flow

    # scipy takes no parallel arcs and computes in 32 bits: amounts are merged and must stay small.
    if 2 * int(amount.max()) >= 2**31:
        raise OverflowError("amounts are too large for scipy")
    count = ends[1] + 1
    matrix = coo_array((amount, (tail, head)), shape=(count, count)).tocsr()
    matrix.sum_duplicates()
    matrix = matrix.astype(np.int32)
    keys = np.repeat(np.arange(count), np.diff(matrix.indptr)) * count + matrix.indices
    place = np.searchsorted(keys, tail.astype(np.int64) * count + head)
    present = amount.copy()

    def change(leg, new):
        matrix.data[place[leg]] += new - present[leg]
        present[leg] = new

    return _Solve(change, lambda: maximum_flow(matrix, *ends).flow_value, amount)


def _igraph(tail, head, amount, ends):
    import igraph

    graph = igraph.Graph(n=ends[1] + 1, edges=np.stack([tail, head], axis=1), directed=True)
    present = amount.tolist()

    def change(leg, new):
        present[leg] = new

    return _Solve(change, lambda: graph.maxflow_value(*ends, capacity=present), amount)


def _ortools(tail, head, amount, ends):
    from ortools.graph.python import max_flow

    flow = max_flow.SimpleMaxFlow()
    arcs = flow.add_arcs_with_capacity(tail, head, amount)

    def change(leg, new):
        flow.set_arc_capacity(arcs[leg], new)

    def run():
        if flow.solve(*ends) != flow.OPTIMAL:
            raise ArithmeticError("OR-Tools found no optimum")
        return flow.optimal_flow()

    return _Solve(change, run, amount)
