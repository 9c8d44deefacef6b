import importlib.util
import itertools
from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def walks(rows, start, goal, visited=()):
    """List all paths without a circle, as tuples of arcs."""
    if start == goal:
        yield ()
        return
    for arc, (tail, head, _) in enumerate(rows):
        if tail == start and head not in visited:
            for rest in walks(rows, head, goal, (*visited, start)):
                yield (arc, *rest)


@st.composite
def questions(draw):
    """Draw parallel arcs and few weights, so that ties are common, and ends that may overlap."""
    count = draw(st.integers(2, 6))
    node = st.integers(0, count - 1)
    rows = draw(st.lists(st.tuples(node, node, st.integers(1, 3)), max_size=11))
    ends = st.lists(node, min_size=1, unique=True)
    return count, rows, draw(ends), draw(ends)


@given(questions())
def test_shares_are_those_of_all_paths_written_down(question):
    count, rows, starts, goals = question
    nodes, arcs = [Fraction(0)] * count, [Fraction(0)] * len(rows)
    for start, goal in itertools.product(starts, goals):
        weights = {way: sum(rows[arc][2] for arc in way) for way in walks(rows, start, goal)}
        lightest = [way for way in weights if weights[way] == min(weights.values())]
        for way in lightest:
            for arc in way:
                arcs[arc] += Fraction(1, len(lightest))
            for arc in way[:-1]:
                nodes[rows[arc][1]] += Fraction(1, len(lightest))
    wanted = np.zeros(count, dtype=np.int64)
    wanted[goals] = 1
    columns = tuple(np.array(rows, dtype=np.int64).reshape(-1, 3).T.copy())
    found = path_shares(columns, starts, wanted)
    assert found[0].tolist() == pytest.approx([float(share) for share in nodes])
    assert found[1].tolist() == pytest.approx([float(share) for share in arcs])


@pytest.mark.parametrize(("weight", "message"), [(0, "at least 1"), (2**61, "coarser unit")])
def test_weights_that_cannot_be_counted_are_refused(weight, message):
    arcs = tuple(np.array([each]) for each in (0, 1, weight))
    with pytest.raises(ValueError, match=message):
        path_shares(arcs, [0], np.ones(2, dtype=np.int64))


@needs_numba
def test_interpreted_and_compiled_give_the_same_bits():
    legs = random_legs(400, ends=2)
    weight = 1 + (7 * legs.tail + 3 * legs.head) % 4
    arcs, goals = (legs.tail, legs.head, weight), np.ones(legs.node_count, dtype=np.int64)
    found = [path_shares(arcs, range(40), goals, kind) for kind in ("interpreted", "compiled")]
    assert all((one == other).all() for one, other in zip(*found, strict=True))
