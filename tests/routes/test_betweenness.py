import importlib.util

import networkx as nx
import numpy as np
import pytest

from routes.betweenness import path_shares
from tests.benchmark_graphs import grid_legs, random_legs

needs_numba = pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)


@pytest.mark.parametrize("kind", ["interpreted", pytest.param("compiled", marks=needs_numba)])
@pytest.mark.parametrize("legs", [random_legs(600, ends=2), grid_legs(side=8)])
def test_shares_of_all_pairs_are_those_of_networkx(kind, legs):
    # Weights from few numbers, so that ties are common; of parallel legs the first is kept.
    _, first = np.unique(legs.tail * legs.node_count + legs.head, return_index=True)
    tail, head = legs.tail[first], legs.head[first]
    weight = 1 + (7 * tail + 3 * head) % 4
    graph = nx.DiGraph()
    graph.add_nodes_from(range(legs.node_count))
    for one, other, length in zip(tail, head, weight, strict=True):
        graph.add_edge(int(one), int(other), weight=int(length))
    goals = np.ones(legs.node_count, dtype=np.int64)
    nodes, arcs = path_shares((tail, head, weight), range(legs.node_count), goals, kind)
    by_node = nx.betweenness_centrality(graph, weight="weight", normalized=False)
    by_arc = nx.edge_betweenness_centrality(graph, weight="weight", normalized=False)
    assert nodes == pytest.approx([by_node[node] for node in range(legs.node_count)])
    expected = [by_arc[int(one), int(other)] for one, other in zip(tail, head, strict=True)]
    assert arcs == pytest.approx(expected)


def test_parallel_arcs_share_what_runs_between_their_ends():
    # 0 -1-> 1 twice and 1 -1-> 2: of the paths 0-1, 0-2 and 1-2, each first arc has half of two.
    arcs = tuple(np.array(each) for each in ([0, 0, 1], [1, 1, 2], [1, 1, 1]))
    nodes, shares = path_shares(arcs, [0, 1, 2], np.ones(3, dtype=np.int64))
    assert nodes.tolist() == [0, 1, 0]
    assert shares.tolist() == [1, 1, 2]
