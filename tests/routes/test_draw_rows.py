import importlib.util

import pytest

from routes.arrays import compile_network
from routes.draw_rows import draw_rows
from routes.engine import choose_loops, solve
from tests.random_graphs import random_graphs

needs_numba = pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)


def flow(network, loops, *, joined, merged):
    laid = draw_rows(network, network.without_bound & joined, loops, merged=merged)
    values = loops.blank(1)
    table = loops.table(network.amount[None, ::2].copy())
    buffers = laid.places, loops.blank(len(laid.in_order), 7), laid.space(loops)
    loops.run("measure_flows", laid.rows, table, laid.bounds, buffers, values)
    return int(values[0])


@pytest.mark.parametrize("kind", ["interpreted", pytest.param("compiled", marks=needs_numba)])
def test_flows_are_the_same_in_every_layout(kind):
    loops = choose_loops(1, kind)
    unbounded = 0
    for graph in random_graphs(150):
        network = compile_network(graph, "passing")
        solution = solve(network, "interpreted")
        value = network.unbounded if solution.value is None else solution.value
        unbounded += solution.value is None
        for joined in (False, True):
            for merged in (False, True):
                assert flow(network, loops, joined=joined, merged=merged) == value
    assert unbounded > 5


def test_parallel_arcs_lie_in_one_place_and_a_jurisdiction_without_a_bound_is_one_node(draw_graph):
    # s and t have one node each, a has a bound and two; the legs from s to a are parallel.
    graph = draw_graph("s a 1\ns a 2\na t 9\na s 3", capacities={"a": "2"})
    network = compile_network(graph, "passing")
    laid = draw_rows(network, network.without_bound, choose_loops(1, "interpreted"), merged=True)
    # With the source and the sink there are six nodes.
    assert laid.node_count == 6
    legs = slice(len(network.inner_ids), network.member_count)
    places = dict(zip(network.leg_ids, laid.places[0][legs], strict=True))
    assert places["s>a"] == places["s>a.2"]
    assert len(set(places.values())) == 3
    assert [place >= 0 for place in laid.places[0][:3]] == [True, False, False]
    assert flow(network, choose_loops(1, "interpreted"), joined=True, merged=True) == 2000
