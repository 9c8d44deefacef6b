import builtins
import bz2
import importlib.resources
import importlib.util
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from routes import all_min_cuts, compilation, engine, from_edges, max_flow, min_cut
from routes.arrays import compile_network
from tests.strategies import graphs

needs_numba = pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)
LARGE = {"gl1": 156545, "gw1": 1202018, "wlm3": 11875108}


@pytest.fixture(scope="module")
def large_graph():
    """Read a graph of the networkx wheel; networkx's own tests state the values."""

    def read(name):
        folder = importlib.resources.files("networkx") / "algorithms/flow/tests"
        # The file comes with an installed, trusted package.
        content = bz2.decompress((folder / f"{name}.gpickle.bz2").read_bytes())
        source_graph = pickle.loads(content)  # noqa: S301 - see above
        rows = [(u, v, data["capacity"]) for u, v, data in source_graph.edges(data=True)]
        frame = pd.DataFrame(rows, columns=["origin", "destination", "capacity"])
        return from_edges(frame, origin=1, destination=len(source_graph))

    return read


@pytest.fixture
def without_numba(monkeypatch):
    real_import = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == "numba":
            raise ImportError(name)
        return real_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    compilation.compiled_kernels.cache_clear()
    yield
    compilation.compiled_kernels.cache_clear()


@needs_numba
@settings(max_examples=300, deadline=None, derandomize=True)
@given(graph=graphs())
def test_compiled_and_interpreted_kernels_do_exactly_the_same(graph):
    for lens in ("passing", "effort"):
        network = compile_network(graph, lens)
        slow, fast = engine.solve(network, "interpreted"), engine.solve(network, "compiled")
        assert (slow.status, slow.value) == (fast.status, fast.value)
        assert np.array_equal(slow.residual, fast.residual)
        for start, backward in ((network.source, False), (network.sink, True)):
            there = [
                engine.reachable(network, slow.residual, start, backward=backward, engine=kind)
                for kind in ("interpreted", "compiled")
            ]
            assert np.array_equal(*there)


@needs_numba
@pytest.mark.parametrize("name", sorted(LARGE))
def test_large_graphs_of_networkx_have_their_stated_values(large_graph, name):
    graph = large_graph(name)
    cut = min_cut(graph)
    assert cut.value == LARGE[name] * graph.graph["scale"]
    assert max_flow(graph).value == cut.value
    assert set(cut.every.legs) <= set(cut.legs) <= set(cut.some.legs)
    assert all_min_cuts(graph, limit=50).count == 50 or cut.unique or len(cut.some.legs) < 100


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gl1", "gw1"])
def test_large_graphs_have_the_same_values_interpreted(large_graph, name):
    network = compile_network(large_graph(name), "passing")
    assert engine.solve(network, "interpreted").value == LARGE[name] * 100


@pytest.mark.usefixtures("without_numba")
def test_without_numba_a_large_graph_works_and_one_line_says_what_would_help(large_graph, capsys):
    graph = large_graph("gw1")
    assert len(compile_network(graph, "passing").head) >= engine.COMPILED_FROM_ARCS
    assert min_cut(graph).value == LARGE["gw1"] * 100
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == said.err.count("pip install 'routerisk[fast]'") == 1


@pytest.mark.usefixtures("without_numba")
def test_a_small_graph_never_loads_the_compiler(draw_graph, capsys):
    assert min_cut(draw_graph("s t 1")).value == 1000
    assert capsys.readouterr().err == ""


def test_components_join_nodes_that_reach_each_other(draw_graph):
    # s -1-> a -1-> b -1-> t and b -1-> a: after one unit moves, a and b still reach each other.
    network = compile_network(draw_graph("s a 1\na b 2\nb a 1\nb t 1"), "passing")
    residual = engine.solve(network).residual
    component = engine.strong_components(network, residual)
    for node in range(network.node_count):
        mine = engine.reachable(network, residual, node)
        theirs = engine.reachable(network, residual, node, backward=True)
        assert np.array_equal(mine & theirs, component == component[node])


@given(graphs())
@settings(max_examples=200, derandomize=True, deadline=None)
def test_small_and_large_networks_have_their_components_told_alike(graph):
    network = compile_network(graph, "volume")
    residual = engine.solve(network).residual
    few = engine.strong_components(network, residual)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "COMPILED_FROM_ARCS", 0)
        many = engine.strong_components(network, residual)
    # Labels may differ; which nodes share one may not.
    assert np.array_equal(few[:, None] == few, many[:, None] == many)


def test_no_two_kernels_share_a_name():
    names = [name for module in compilation._MODULES for name, _ in compilation._functions(module)]
    assert len(names) == len(set(names))


def test_the_compiler_is_loaded_for_many_draws_and_not_for_few(monkeypatch):
    loaded = []
    monkeypatch.setattr(engine, "compiled_kernels", lambda: loaded.append(1))
    most = engine.COMPILED_FROM_DRAWN_ARCS // 10
    for draws in (1, engine.COMPILED_FROM_ARCS, most - 1):
        engine.choose_loops(10, draws=draws)
    assert not loaded
    engine.choose_loops(10, draws=most)
    assert len(loaded) == 1
    engine.choose_loops(engine.COMPILED_FROM_ARCS)
    assert len(loaded) == 2
