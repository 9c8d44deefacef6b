import importlib.util

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from routes.arrays import incidence
from routes.route_removals import NO_ROUTE, route_removals
from tests.benchmark_graphs import grid_legs, layered_legs, random_legs, road_legs

needs_numba = pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)


def as_arrays(rows):
    return tuple(np.array(rows, dtype=np.int64).reshape(-1, 3).T.copy())


def weight_from_scratch(rows, starts, goals, *, arc=None, node=None):
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(["start", "end"])
    for number, (tail, head, weight) in enumerate(rows):
        if number != arc and node not in (tail, head):
            graph.add_edge(tail, head, weight=weight)
    graph.add_edges_from(("start", each, {"weight": 0}) for each in starts if each != node)
    graph.add_edges_from((each, "end", {"weight": 0}) for each in goals if each != node)
    try:
        return nx.dijkstra_path_length(graph, "start", "end")
    except nx.NetworkXNoPath:
        return NO_ROUTE


@st.composite
def questions(draw):
    """Draw parallel arcs, few weights so that ties are common, zeros, and ends that may overlap."""
    count = draw(st.integers(1, 8))
    node = st.integers(0, count - 1)
    heaviest = draw(st.sampled_from((0, 1, 3, 20)))
    rows = draw(st.lists(st.tuples(node, node, st.integers(0, heaviest)), max_size=24))
    ends = st.lists(node, min_size=1, max_size=3, unique=True)
    return count, rows, draw(ends), draw(ends)


@given(questions())
def test_weights_are_those_of_networkx_from_scratch(question):
    count, rows, starts, goals = question
    found = route_removals(as_arrays(rows), starts, goals, count)
    best = weight_from_scratch(rows, starts, goals)
    if found is None:
        assert best == NO_ROUTE
        return
    assert found.weight == best == sum(rows[arc][2] for arc in found.arcs)
    assert found.nodes[0] in starts
    assert found.nodes[-1] in goals
    ends = list(zip(found.nodes[:-1], found.nodes[1:], strict=True))
    assert [rows[arc][:2] for arc in found.arcs] == ends
    for arc, weight in zip(found.arcs, found.without_arc, strict=True):
        assert weight == weight_from_scratch(rows, starts, goals, arc=arc)
    for node, weight in zip(found.nodes, found.without_node, strict=True):
        assert weight == weight_from_scratch(rows, starts, goals, node=node)
    others = set(range(len(rows))).difference(found.arcs.tolist())
    assert all(weight_from_scratch(rows, starts, goals, arc=arc) == best for arc in others)


@pytest.mark.parametrize("kind", ["interpreted", pytest.param("compiled", marks=needs_numba)])
@pytest.mark.parametrize(
    "legs",
    [
        random_legs(2000, ends=3),
        layered_legs(layers=8, width=25, degree=4),
        grid_legs(side=20),
        road_legs(side=20, ends=3),
    ],
)
def test_weights_on_larger_graphs_are_those_of_scipy(kind, legs):
    weight = np.random.default_rng(3).integers(1, 1000, legs.count)
    arcs = legs.tail, legs.head, weight
    found = route_removals(arcs, legs.origins, legs.destinations, legs.node_count, kind)
    first, order = incidence(legs.tail, legs.node_count)

    def shortest(gone):
        lengths = np.where(gone, np.inf, weight)[order]
        matrix = csr_array((lengths, legs.head[order], first), shape=(legs.node_count,) * 2)
        return dijkstra(matrix, indices=legs.origins, min_only=True)[legs.destinations].min()

    assert found.weight == shortest(np.zeros(legs.count, dtype=bool))
    for arc, left in zip(found.arcs, found.without_arc, strict=True):
        assert left == shortest(np.arange(legs.count) == arc)
    inner = list(zip(found.nodes, found.without_node, strict=True))[1:-1]
    for node, left in inner:
        assert left == shortest((legs.tail == node) | (legs.head == node))
    # Less than one more search over the graph, for all of them together.
    assert found.looked_at < legs.node_count / 2


def test_a_detour_is_found_again_when_a_later_part_of_the_route_reaches_it_with_less():
    # The route 0-1-2-3-4 by ones; 5 is reached from 0 by 9, from 1 by 6, from 2 by 3, and leads to
    # 4 by 4: from 0, 1 and 2 these are 13, 11 and 9 in all. Without 3 the way is 0-1-2-5-4.
    rows = [(0, 1, 1), (1, 2, 1), (2, 3, 1), (3, 4, 1), (0, 5, 9), (1, 5, 6), (2, 5, 3), (5, 4, 4)]
    found = route_removals(as_arrays(rows), [0], [4], node_count=6)
    assert found.nodes.tolist() == [0, 1, 2, 3, 4]
    assert found.without_node.tolist() == [NO_ROUTE, 13, 11, 9, NO_ROUTE]
    assert found.without_arc.tolist() == [13, 11, 9, 9]


def test_on_a_graph_made_against_it_many_nodes_are_looked_at_again_and_weights_stay_right():
    # The route is 0 to 9 by ones. From each of 0 to 8 an arc leads to node 10, with less excess the
    # later it leaves, and on to 11 ... 29, from where the light way to the end goes back to 0.
    last, chain = 9, range(10, 30)
    rows = [(node, node + 1, 1) for node in range(last)]
    rows += [(node, 10, 3 * (last - node)) for node in range(last)]
    rows += [(node, node + 1, 0) for node in chain[:-1]]
    rows += [(node, 0, 1) for node in chain]
    rows.append((29, last, 500))
    found = route_removals(as_arrays(rows), [0], [last], node_count=30)
    assert found.nodes.tolist() == list(range(last + 1))
    for arc, left in enumerate(found.without_arc):
        assert left == weight_from_scratch(rows, [0], [last], arc=arc)
    for node, left in enumerate(found.without_node):
        assert left == weight_from_scratch(rows, [0], [last], node=node)
    assert found.looked_at > last * len(chain)


def test_without_a_start_or_a_goal_another_is_taken():
    # From 0 by 1 and from 1 by 5 to 2; from there by 1 to 3 and by 7 to 4.
    rows = [(0, 2, 1), (1, 2, 5), (2, 3, 1), (2, 4, 7)]
    found = route_removals(as_arrays(rows), [0, 1], [3, 4], node_count=5)
    assert found.weight == 2
    assert found.without_node.tolist() == [6, NO_ROUTE, 8]
    assert found.without_arc.tolist() == [6, 8]


def test_a_start_that_is_a_goal_makes_a_route_of_no_arcs():
    found = route_removals(as_arrays([(0, 1, 3)]), [0, 1], [1], node_count=2)
    assert (found.weight, found.nodes.tolist(), found.without_node.tolist()) == (0, [1], [NO_ROUTE])
    assert found.arcs.tolist() == found.without_arc.tolist() == []


@pytest.mark.parametrize("ends", [([], [1]), ([0], []), ([1], [0])])
def test_without_a_route_there_is_nothing_to_remove(ends):
    assert route_removals(as_arrays([(0, 1, 3)]), *ends, node_count=2) is None


@pytest.mark.parametrize(("weight", "message"), [(-1, "at least 0"), (2**62, "coarser unit")])
def test_weights_that_cannot_be_added_up_are_refused(weight, message):
    with pytest.raises(ValueError, match=message):
        route_removals(as_arrays([(0, 1, weight)]), [0], [1], node_count=2)
