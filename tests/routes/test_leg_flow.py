import dataclasses
import importlib.util

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
from routes import CertificateError, fields, flow_methods, from_edges, leg_flow
from routes.amounts_by_id import AmountsById
from routes.arrays import network_of
from routes.engine import solve
from routes.leg_certificate import certify_legs
from routes.leg_row_kernel import read_flow
from routes.lens_arrays import lens_arrays
from routes.lenses import EVERY_LENS
from tests.benchmark_graphs import grid_legs, layered_legs, random_legs, ring_legs, road_legs
from tests.random_graphs import random_graph
from tests.strategies import graphs

FAMILIES = {
    "random": lambda: random_legs(3_000, ends=4),
    "ring": lambda: ring_legs(3_000, ends=4),
    "layered": lambda: layered_legs(layers=7, width=60, degree=8),
    "grid": lambda: grid_legs(side=28),
    "road": lambda: road_legs(side=28, ends=4),
}
ENGINES = ["interpreted"]
if importlib.util.find_spec("numba") is not None:
    ENGINES.append("compiled")


@pytest.fixture
def always_by_legs(monkeypatch):
    monkeypatch.setattr(flow_methods, "PREFLOW_FROM_ARCS", 0)


def table(legs):
    return {"origin": legs.tail, "destination": legs.head, "capacity": legs.capacity}


def graph_of(legs):
    ends = legs.origins.tolist(), legs.destinations.tolist()
    return from_edges(table(legs), origin=ends[0], destination=ends[1])


def without_node_bounds(graph):
    for _, data in graph.nodes(data=True):
        data[fields.NODE_CAPACITY] = fields.UNBOUNDED
    return graph


def as_by_network(analysis, graph, lens):
    """Compute with every jurisdiction split in two, by the method of Dinic."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow_methods, "PREFLOW_FROM_ARCS", 10**9)
        return analysis(graph, lens)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("lens", EVERY_LENS)
def test_small_random_graphs_have_the_values_of_the_network(engine, lens):
    rng = np.random.default_rng(7)
    for _ in range(60):
        arrays = lens_arrays(without_node_bounds(random_graph(rng)), lens)
        found, expected = leg_flow.leg_flow(arrays, engine), solve(network_of(arrays))
        assert (found.status, found.value) == (expected.status, expected.value)


@pytest.mark.usefixtures("always_by_legs")
@given(graph=graphs(), lens=st.sampled_from(EVERY_LENS))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_flow_and_cuts_are_those_of_the_network(graph, lens):
    graph = without_node_bounds(graph)
    cut = routes.min_cut(graph, lens)
    assert cut == as_by_network(routes.min_cut, graph, lens)
    flow = routes.max_flow(graph, lens)
    usual = as_by_network(routes.max_flow, graph, lens)
    assert (flow.status, flow.value) == (usual.status, usual.value)
    assert list(flow.legs) == list(usual.legs)
    assert list(flow.jurisdictions) == list(usual.jurisdictions)


@pytest.mark.usefixtures("always_by_legs")
def test_the_flow_runs_in_no_circle_and_its_amounts_are_told_by_id(draw_graph):
    # s -2-> a -5-> b -2-> t and b -3-> a: what goes round is not told.
    flow = routes.max_flow(draw_graph("s a 2\na b 5\nb a 3\nb t 2"))
    assert isinstance(flow.legs, AmountsById)
    assert flow.legs == {"a>b": 2000, "b>a": 0, "b>t": 2000, "s>a": 2000}
    assert flow.jurisdictions == {"a": 2000, "b": 2000, "s": 2000, "t": 2000}
    assert flow.to_dict()["legs"] == dict(flow.legs)
    assert flow.to_frame()["flow_scaled"].tolist() == [2000, 0, 2000, 2000]
    assert repr(flow.legs) == "<AmountsById of 4 ids>"
    assert flow.legs.get("c>d") is None
    with pytest.raises(KeyError):
        flow.legs["z"]


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_a_large_table_has_the_flow_of_networkx_and_is_not_laid_out(family):
    legs = family()
    graph = graph_of(legs)
    flow, cut = routes.max_flow(graph), routes.min_cut(graph)
    assert graph.table is not None
    plain = nx.DiGraph()
    for tail, head, capacity in zip(legs.tail, legs.head, legs.capacity, strict=True):
        before = plain.get_edge_data(tail, head, {"capacity": 0})["capacity"]
        plain.add_edge(tail, head, capacity=before + int(capacity))
    plain.add_edges_from(("source", origin) for origin in legs.origins)
    plain.add_edges_from((end, "sink") for end in legs.destinations)
    value = nx.maximum_flow_value(plain, "source", "sink")
    assert flow.value == cut.value == value * flow.scale
    assert sum(int(graph.table.capacity[i]) for i in positions(graph, cut.legs)) == flow.value
    # The plain graph of it gives the same, flow on every leg included.
    other = nx.MultiDiGraph(graph)
    assert routes.max_flow(other) == flow
    assert routes.min_cut(other) == cut
    assert as_by_network(routes.min_cut, other, "passing") == cut


def positions(graph, legs):
    """Tell where the table has some legs."""
    at = {leg: position for position, leg in enumerate(graph.table.leg_ids)}
    return [at[leg] for leg in legs]


@pytest.mark.skipif(len(ENGINES) == 1, reason="numba, the extra 'fast', is not installed")
@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_both_engines_move_the_same_on_every_leg(family):
    arrays = lens_arrays(graph_of(family()), "passing")
    one, other = (leg_flow.leg_flow(arrays, engine) for engine in ENGINES)
    assert np.array_equal(one.flow, other.flow)
    for name in ("before", "behind", "component"):
        assert np.array_equal(getattr(one.residual, name), getattr(other.residual, name))


def test_large_graphs_with_a_bounded_jurisdiction_or_small_ones_go_by_the_network():
    arrays = lens_arrays(graph_of(random_legs(3_000, ends=4)), "passing")
    assert flow_methods.goes_by_legs(arrays)
    bounded = arrays.node_amount.copy()
    bounded[0] = 5
    assert not flow_methods.goes_by_legs(dataclasses.replace(arrays, node_amount=bounded))
    short = {name: getattr(arrays, name)[:100] for name in ("tail", "head", "amount")}
    assert not flow_methods.goes_by_legs(dataclasses.replace(arrays, **short))
    # As many origins as add to too much at once: then sums might not fit into 64 bits.
    great = arrays.amount.copy()
    great[0] = 2**53
    many = np.arange(300) % 7
    assert flow_methods.goes_by_legs(dataclasses.replace(arrays, amount=great))
    wide = dataclasses.replace(arrays, amount=great, origins=np.tile(many, 3))
    assert not flow_methods.goes_by_legs(wide)


@pytest.mark.usefixtures("always_by_legs")
@pytest.mark.parametrize("leg", range(4))
@pytest.mark.parametrize("change", [-1, 1, 10**6])
@pytest.mark.parametrize("analysis", [routes.max_flow, routes.min_cut])
@pytest.mark.parametrize("plain", [False, True])
def test_a_flow_that_errs_on_one_leg_is_found_out(monkeypatch, leg, change, analysis, plain):
    rows = {"origin": list("saas"), "destination": list("attt"), "capacity": [4, 1, 2, 1]}
    graph = from_edges(rows, origin="s", destination="t")
    right = leg_flow.leg_flow

    def wrong(arrays):
        found = right(arrays)
        found.flow[leg] += change
        return found

    for module in ("flow", "cuts"):
        monkeypatch.setattr(f"routes.{module}.leg_flow", wrong)
    with pytest.raises(CertificateError):
        analysis(nx.MultiDiGraph(graph) if plain else graph)


def test_a_kernel_that_loses_a_unit_is_found_out(monkeypatch):
    arrays = lens_arrays(graph_of(random_legs(300, ends=2)), "passing")
    move_all = leg_flow.move_all

    def one_less(rows, residual, ends, loops):
        return move_all(rows, residual, ends, loops) - 1

    monkeypatch.setattr(leg_flow, "move_all", one_less)
    with pytest.raises(CertificateError, match="no flow of"):
        leg_flow.leg_flow(arrays)
    monkeypatch.setattr(leg_flow, "move_all", lambda *_: 0)
    with pytest.raises(CertificateError, match="not the most"):
        leg_flow.leg_flow(arrays)


def test_a_wrong_side_is_no_proof():
    rows = {"origin": list("sa"), "destination": list("at"), "capacity": [2, "unbounded"]}
    arrays = lens_arrays(from_edges(rows, origin="s", destination="t"), "passing")
    flow = np.array([200, 200])
    assert certify_legs(arrays, flow, np.array([False, True, False])).cut_capacity == 200
    for inside, message in (
        ([True, True, False], "unbounded member"),
        ([False, False, False], "adds to 0"),
        ([True, True, True], "adds to 0"),
    ):
        with pytest.raises(CertificateError, match=message):
            certify_legs(arrays, flow, np.array(inside))
    nothing = np.zeros(2, dtype=np.int64)
    with pytest.raises(CertificateError, match="can be reached"):
        certify_legs(arrays, nothing, np.array([True, True, True]))


@pytest.mark.parametrize("flow", [[200, 300, -100], [200, 0, 200]])
def test_a_flow_that_balances_outside_what_legs_can_move_is_no_proof(flow):
    # s -3-> a and s -1-> a, a -2-> t: the cut holds a>t alone.
    rows = {"origin": list("ssa"), "destination": list("aat"), "capacity": [3, 1, 2]}
    arrays = lens_arrays(from_edges(rows, origin="s", destination="t"), "passing")
    inside = np.array([True, True, False])
    assert certify_legs(arrays, np.array([200, 200, 0]), inside).flow_value == 200
    with pytest.raises(CertificateError, match=r"on leg 's>a.2' is outside 0 to 100"):
        certify_legs(arrays, np.array(flow), inside)


@pytest.mark.parametrize(
    ("balance", "value", "fits"),
    [
        ([-5, 0, 5], 5, True),
        ([-5, 1, 4], 4, False),
        ([-5, 1, 5], 5, False),
        ([-5, 1, 4], 5, False),
        ([-5, 0, 5], 4, False),
        ([5, 0, -5], -5, False),
    ],
)
def test_nothing_may_be_left_on_the_way(balance, value, fits):
    rows = {"origin": list("ab"), "destination": list("bc"), "capacity": [5, 5]}
    arrays = lens_arrays(from_edges(rows, origin="a", destination="c"), "passing")
    assert leg_flow._balances(np.array(balance), arrays, value) == fits


@pytest.mark.parametrize(
    ("residual", "wrong"), [([2, 3], -1), ([6, -1], 0), ([-1, 6], 0), ([2, 2], 0)]
)
def test_what_a_leg_moves_and_what_is_left_of_it_must_fit_it(residual, wrong):
    # One leg from 0 to 1 that can move 5; its reverse, which moves what it carries, lies second.
    arcs, rows = ([0], [1], [5]), ([0, 1, 2], [1, 0], [1, 0], residual)
    flow, balance = [0], [0, 0]
    assert read_flow(arcs, 9, rows, [0], (flow, balance)) == wrong
    if wrong < 0:
        assert (flow, balance) == ([3], [-3, 3])
