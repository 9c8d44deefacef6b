import json

import networkx as nx
import pytest
from hypothesis import given, settings

from routes import GraphError, centrality, current_flow, fields, max_flow
from tests.strategies import empty_graph, graphs, jurisdiction, leg


def simple_graph(seed, *, origins=(0,), destinations=(8,)):
    """Make the same simple digraph for networkx and as a graph that keeps the contract."""
    plain = nx.gnp_random_graph(9, 0.4, seed=seed, directed=True)
    graph = empty_graph(tuple(map(str, origins)), tuple(map(str, destinations)))
    graph.add_nodes_from((str(place), jurisdiction()) for place in plain)
    for number, (origin, end) in enumerate(plain.edges):
        attributes = leg(100 * (1 + number * 7 % 5), (37 * number + seed) % 90)
        graph.add_edge(str(origin), str(end), key=f"{origin}>{end}", **attributes)
        plain.edges[origin, end]["weight"] = 1000 * attributes[fields.ROUTE_WEIGHT] + 1
        plain.edges[origin, end]["conductance"] = attributes[fields.PASSING]
    return plain, graph


@pytest.mark.parametrize("seed", range(5))
def test_betweenness_is_that_of_networkx_on_simple_graphs(seed):
    ends = {"sources": [0, 1], "targets": [7, 8], "weight": "weight"}
    plain, graph = simple_graph(seed, origins=(0, 1), destinations=(7, 8))
    result = centrality(graph)
    nodes = nx.betweenness_centrality_subset(plain, **ends)
    edges = nx.edge_betweenness_centrality_subset(plain, **ends)
    for row in result.jurisdictions:
        assert row.betweenness == pytest.approx(nodes[int(row.id)] / 4, abs=1e-6)
    for row in result.legs:
        pair = tuple(map(int, row.id.split(">")))
        assert row.betweenness == pytest.approx(edges[pair] / 4, abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_current_flow_is_that_of_networkx_on_simple_graphs(seed):
    plain, graph = simple_graph(seed)
    folded = nx.Graph()
    folded.add_nodes_from(plain)
    for origin, end, amount in plain.edges(data="conductance"):
        before = folded.edges[origin, end]["conductance"] if folded.has_edge(origin, end) else 0
        folded.add_edge(origin, end, conductance=before + amount)
    # networkx averages over both directions of the pair, hence half the current.
    shares = nx.edge_current_flow_betweenness_centrality_subset(
        folded, [0, 8], [0, 8], normalized=False, weight="conductance"
    )
    for row in centrality(graph).legs:
        origin, end = map(int, row.id.split(">"))
        pair = (origin, end) if (origin, end) in shares else (end, origin)
        part = plain.edges[origin, end]["conductance"] / folded.edges[origin, end]["conductance"]
        assert row.current_flow == pytest.approx(2 * shares[pair] * part, abs=1e-6)


def test_current_divides_by_capacity(draw_graph):
    # s =1=> a, =2=> a, a -6-> t and s -1-> t: by a 1 / (1/3 + 1/6) = 2, so 2/3; directly 1/3.
    result = centrality(draw_graph("s a 1\ns a 2\na t 6\ns t 1"))
    currents = {row.id: row.current_flow for row in result.legs}
    assert currents == {"a>t": 0.666667, "s>a": 0.222222, "s>a.2": 0.444444, "s>t": 0.333333}
    assert {row.id: row.current_flow for row in result.jurisdictions}["a"] == 0.666667


def test_one_micronat_outweighs_any_number_of_hops(draw_graph):
    # s -49 %-> t weighs 673 345; s -25 %-> a -32 %-> t weighs one less and has one hop more.
    result = centrality(draw_graph("s t 1 49\ns a 1 25\na t 1 32"))
    assert {row.id: row.betweenness for row in result.legs} == {"a>t": 1, "s>a": 1, "s>t": 0}


def test_parts_that_nothing_connects_count_nothing(draw_graph):
    # s -1-> a and b -1-> t are not connected; x -1-> y neither.
    result = centrality(draw_graph("s a 1\nb t 1\nx y 1"))
    assert result.status == "no route"
    for row in (*result.legs, *result.jurisdictions):
        assert (row.betweenness, row.current_flow, row.flow_drop_scaled) == (0, 0, 0)


def test_a_graph_without_legs_has_no_centres(draw_graph):
    result = centrality(draw_graph(""))
    assert result.legs == ()
    assert [row.id for row in result.jurisdictions] == ["s", "t"]
    assert "flow_drop_scaled" in result.to_frame().columns


def test_degrees_count_what_something_passes_on(draw_graph):
    # s -4 (50 %)-> a, s -1 (100 %)-> a, a -unbounded-> t, a -3-> t
    rows = centrality(draw_graph("s a 4 50\ns a 1 100\na t unbounded\na t 3")).jurisdictions
    a = next(row for row in rows if row.id == "a")
    assert (a.in_degree, a.out_degree) == (1, 2)
    assert (a.amount_in_scaled, a.amount_out_scaled) == (2000, "unbounded")


def test_an_unbounded_route_has_no_drop(draw_graph):
    result = centrality(draw_graph("s t unbounded"))
    assert result.status == "unbounded"
    assert [row.flow_drop_scaled for row in result.legs] == [None]
    assert [row.flow_drop_scaled for row in result.jurisdictions] == [None, None]


def test_the_only_origin_drops_everything(draw_graph):
    rows = centrality(draw_graph("s a 1\na t 2\ns t 3")).jurisdictions
    assert {row.id: row.flow_drop_scaled for row in rows} == {"a": 1000, "s": 4000, "t": 4000}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(graph=graphs(max_legs=8))
def test_the_drop_is_that_of_taking_away_and_solving_again(graph):
    result = centrality(graph)
    base = max_flow(graph).value
    for row in result.legs:
        without = graph.copy()
        without.remove_edges_from([e for e in graph.edges(keys=True) if e[2] == row.id])
        expected = None if base is None else base - max_flow(without).value
        assert row.flow_drop_scaled == expected
    for row in result.jurisdictions:
        without = graph.copy()
        without.nodes[row.id][fields.NODE_CAPACITY] = 0
        expected = None if base is None else base - max_flow(without).value
        assert row.flow_drop_scaled == expected


@pytest.mark.parametrize("seed", range(3))
def test_the_drop_is_that_of_networkx_after_removal(seed):
    plain, graph = simple_graph(seed)
    base = nx.maximum_flow_value(plain, 0, 8, capacity="conductance")
    for row in centrality(graph).legs:
        without = plain.copy()
        without.remove_edge(*map(int, row.id.split(">")))
        left = nx.maximum_flow_value(without, 0, 8, capacity="conductance")
        assert row.flow_drop_scaled == base - left
    for row in centrality(graph).jurisdictions:
        without = plain.copy()
        without.remove_node(int(row.id))
        ends = {0, 8} <= set(without)
        left = nx.maximum_flow_value(without, 0, 8, capacity="conductance") if ends else 0
        assert row.flow_drop_scaled == base - left


def test_an_unknown_lens_is_refused(draw_graph):
    with pytest.raises(GraphError, match="choose one of"):
        centrality(draw_graph("s t 1"), "cost")


def test_results_are_plain_values_and_tables(draw_graph):
    result = centrality(draw_graph("s t 2"))
    assert json.loads(json.dumps(result.to_dict()))["legs"][0]["amount_scaled"] == 2000
    assert result.to_frame("jurisdictions")["out_degree"].tolist() == [1, 0]


@given(graphs())
@settings(max_examples=200, derandomize=True, deadline=None)
def test_full_and_sparse_systems_give_the_same_currents(graph):
    full = current_flow.current_flow(graph, "passing")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(current_flow, "DENSE_UP_TO_NODES", 0)
        sparse = current_flow.current_flow(graph, "passing")
    for left, right in zip(full, sparse, strict=True):
        assert left == pytest.approx(right, abs=2e-6)
