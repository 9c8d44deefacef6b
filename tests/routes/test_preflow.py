import importlib.util
import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from routes import CertificateError, compilation, engine, flow_methods, push_relabel_kernel
from routes.arrays import compile_network
from routes.kernels import label_levels
from routes.preflow import push_relabel
from tests.benchmark_graphs import grid_legs, layered_legs, network, random_legs, ring_legs
from tests.random_graphs import random_graph
from tests.strategies import graphs

compiled_too = pytest.mark.parametrize(
    "kind",
    [
        "interpreted",
        pytest.param(
            "compiled",
            marks=pytest.mark.skipif(
                importlib.util.find_spec("numba") is None,
                reason="numba, the extra 'fast', is not installed",
            ),
        ),
    ],
)
LARGER = {
    "random": lambda: random_legs(1_500, ends=4),
    "ring": lambda: ring_legs(1_500, ends=4),
    "layered": lambda: layered_legs(layers=7, width=40, degree=5),
    "grid": lambda: grid_legs(side=18),
}


def moved(network, kind):
    return push_relabel(network, engine.choose_loops(len(network.head), kind))


def bounded_networks(count, seed, **sizes):
    rng = np.random.default_rng(seed)
    while count:
        compiled = compile_network(random_graph(rng, **sizes), "passing")
        if engine.solve(compiled, "interpreted").value is not None:
            count -= 1
            yield compiled


def require_flow(network, value, residual):
    """Add up a flow anew, arc by arc."""
    assert (residual >= 0).all()
    forward = np.arange(0, len(network.head), 2)
    assert np.array_equal(residual[forward] + residual[forward + 1], network.amount[forward])
    balance = np.zeros(network.node_count, dtype=np.int64)
    np.add.at(balance, network.head[forward], residual[forward + 1])
    np.subtract.at(balance, network.head[forward + 1], residual[forward + 1])
    assert balance[network.sink] == -balance[network.source] == value
    balance[[network.source, network.sink]] = 0
    assert not balance.any()


def classes(network, residual):
    """Give what the cuts tell: both sides, and which nodes can reach each other."""
    near = engine.reachable(network, residual, network.source)
    far = engine.reachable(network, residual, network.sink, backward=True)
    component = engine.strong_components(network, residual)
    arcs = network.member_arcs
    tail, head = network.head[arcs + 1], network.head[arcs]
    # In some minimum cut: filled, and no way around it. In every: at both outermost cuts too.
    some = (residual[arcs] == 0) & (component[tail] != component[head]) & (residual[arcs + 1] > 0)
    every = near[tail] & far[head]
    return [near.tolist(), far.tolist(), some.tolist(), every.tolist()]


def least_cut(network):
    """Try every set of nodes that holds the source and not the sink."""
    forward = np.arange(0, len(network.head), 2)
    tail, head = network.head[forward + 1], network.head[forward]
    amounts = network.amount[forward]
    others = [each for each in range(network.node_count) if each < network.source]
    least = None
    for count in range(len(others) + 1):
        for chosen in itertools.combinations(others, count):
            inside = np.zeros(network.node_count, dtype=bool)
            inside[[network.source, *chosen]] = True
            capacity = int(amounts[inside[tail] & ~inside[head]].sum())
            least = capacity if least is None else min(least, capacity)
    return least


def value_by_networkx(network):
    graph = nx.DiGraph()
    graph.add_nodes_from(range(network.node_count))
    for arc in range(0, len(network.head), 2):
        tail, head = int(network.head[arc + 1]), int(network.head[arc])
        before = graph.get_edge_data(tail, head, {"capacity": 0})["capacity"]
        graph.add_edge(tail, head, capacity=before + int(network.amount[arc]))
    return nx.maximum_flow_value(graph, network.source, network.sink)


@compiled_too
@given(graph=graphs())
@settings(max_examples=300, deadline=None, derandomize=True)
def test_flow_and_cuts_are_those_of_dinic(kind, graph):
    for lens in ("passing", "volume", "effort"):
        compiled = compile_network(graph, lens)
        # So small a network is left to the method of Dinic.
        other = engine.solve(compiled, "interpreted")
        if other.value is None:
            continue
        value, residual = moved(compiled, kind)
        assert value == other.value
        require_flow(compiled, value, residual)
        assert classes(compiled, residual) == classes(compiled, other.residual)


@compiled_too
def test_values_on_small_graphs_are_those_of_networkx(kind):
    for compiled in bounded_networks(150, seed=11):
        assert moved(compiled, kind)[0] == value_by_networkx(compiled)


@compiled_too
def test_values_on_the_smallest_graphs_are_those_of_every_cut_tried(kind):
    for compiled in bounded_networks(100, seed=12, most_places=4):
        assert moved(compiled, kind)[0] == least_cut(compiled)


@compiled_too
@pytest.mark.parametrize("name", sorted(LARGER))
def test_flow_and_cuts_on_larger_graphs_are_those_of_dinic(kind, name):
    compiled = network(LARGER[name]())
    ends = compiled.source, compiled.sink
    expected, other = engine.augment(compiled, compiled.amount, *ends)
    value, residual = moved(compiled, kind)
    assert value == expected > 0
    require_flow(compiled, value, residual)
    assert classes(compiled, residual) == classes(compiled, other)


@pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)
@pytest.mark.parametrize("name", sorted(LARGER))
def test_compiled_and_interpreted_loops_do_the_same(name):
    compiled = network(LARGER[name]())
    (slow, there), (fast, here) = (moved(compiled, kind) for kind in ("interpreted", "compiled"))
    assert slow == fast
    assert np.array_equal(there, here)


@pytest.mark.parametrize("most_work", [0, 10**9])
def test_how_often_labels_are_made_exact_changes_no_value(most_work, monkeypatch):
    used = []

    def move_excess(rows, residual, ends, _most_work, space):
        used.append(most_work)
        return push_relabel_kernel.move_excess(rows, residual, ends, most_work, space)

    patch_kernel(monkeypatch, "move_excess", move_excess)
    for compiled in bounded_networks(60, seed=13):
        value, residual = moved(compiled, "interpreted")
        require_flow(compiled, value, residual)
        assert value == engine.solve(compiled, "interpreted").value
    assert used


def patch_kernel(monkeypatch, name, kernel):
    """Have interpreted loops run another kernel in the place of one."""
    kernels = compilation.interpreted_kernels() | {name: kernel}
    monkeypatch.setattr(engine, "interpreted_kernels", lambda: kernels)


def test_what_is_not_the_largest_flow_is_never_told(monkeypatch):
    def move_excess(rows, residual, ends, most_work, space):
        del rows, residual, ends, most_work, space
        return 1

    def move_nothing(rows, residual, start, space):
        del rows, residual, start, space
        return 0

    compiled = network(grid_legs(side=4))
    for name, broken, said in (
        ("move_excess", move_excess, "no flow"),
        ("saturate", move_nothing, "not the most"),
    ):
        with monkeypatch.context() as patch:
            patch_kernel(patch, name, broken)
            with pytest.raises(CertificateError, match=said):
                moved(compiled, "interpreted")


def test_each_size_has_its_method():
    small, large = network(grid_legs(side=7)), network(grid_legs(side=30))
    assert len(large.head) >= flow_methods.PREFLOW_FROM_ARCS > len(small.head)
    assert flow_methods.choose_method(small) == "dinic"
    assert flow_methods.choose_method(large) == "push and relabel"


def test_sums_that_might_not_fit_are_left_to_dinic():
    legs = grid_legs(side=30)
    legs.capacity[:] = 2**58 // legs.count
    assert flow_methods.choose_method(network(legs)) == "dinic"


def test_another_search_from_the_source_does_not_find_the_sink():
    compiled = network(random_legs(1_500, ends=4))
    _, residual = moved(compiled, "interpreted")
    space = tuple([0] * compiled.node_count for _ in range(3))
    adjacency = compiled.head, compiled.first, compiled.incident
    label_levels(adjacency, residual, compiled.source, 0, space)
    assert space[0][compiled.sink] < 0
