import copy
import pickle

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
from routes import GraphError, fields, from_edges, leg_graph
from routes.lens_arrays import lens_arrays
from routes.lenses import EVERY_LENS
from routes.route_map import route_arcs
from tests.benchmark_graphs import layered_legs

ROWS = {
    "origin": ["s", "s", "a", "a"],
    "destination": ["a", "a", "t", "b"],
    "capacity": ["2.5", 4, "unbounded", 1],
    "pressure": [0, 50, 100, 20],
    "interdict_cost": [1, 2, "unbounded", "0.5"],
}
EDGES = [("a", "b", "a>b"), ("a", "t", "a>t"), ("s", "a", "s>a"), ("s", "a", "s>a.2")]


def drawn():
    return from_edges(pd.DataFrame(ROWS), origin="s", destination="t")


@st.composite
def tables(draw):
    """Draw tables between few jurisdictions, with every kind of amount."""
    amounts = st.sampled_from([0, 1, 2, 3, "0.5", "unbounded"])
    costs = st.sampled_from([1, 2, "0.5", "unbounded"])
    pressures = st.sampled_from([0, 0, 15, 50, 100])
    ends = st.lists(st.sampled_from("abcdst"), min_size=2, max_size=2, unique=True)
    rows = draw(st.lists(st.tuples(ends, amounts, pressures, costs), max_size=14))
    return pd.DataFrame(
        {
            "origin": [row[0][0] for row in rows],
            "destination": [row[0][1] for row in rows],
            "capacity": pd.Series([row[1] for row in rows], dtype=object),
            "pressure": pd.Series([row[2] for row in rows], dtype=object),
            "interdict_cost": pd.Series([row[3] for row in rows], dtype=object),
        }
    )


def test_it_is_laid_out_when_it_is_first_read():
    graph = drawn()
    assert isinstance(graph, nx.MultiDiGraph)
    assert len(graph) == 4
    assert "a" in graph
    assert "c" not in graph
    assert 7 not in graph
    assert graph.table is not None
    assert list(graph.edges(keys=True)) == EDGES
    assert graph.table is None
    assert len(graph) == 4
    assert "a" in graph
    assert graph.nodes["s"][fields.ROLE] == "origin"
    assert graph.edges["s", "a", "s>a.2"][fields.PASSING] == 2000


READERS = {
    "successors": lambda graph: sorted(graph.successors("s")) == ["a"],
    "predecessors": lambda graph: sorted(graph.predecessors("t")) == ["a"],
    "degree": lambda graph: graph.degree("a") == 4,
    "size": lambda graph: graph.size() == graph.number_of_edges() == 4,
    "order": lambda graph: graph.order() == graph.number_of_nodes() == 4,
    "nodes": lambda graph: list(graph) == list(graph.nodes) == ["a", "b", "s", "t"],
    "adjacency": lambda graph: sorted(dict(graph.adjacency())) == ["a", "b", "s", "t"],
    "copy": lambda graph: list(graph.copy().edges(keys=True)) == EDGES,
    "plain": lambda graph: list(nx.MultiDiGraph(graph).edges(keys=True)) == EDGES,
    "reverse": lambda graph: graph.reverse().has_edge("a", "s", "s>a"),
    "subgraph": lambda graph: list(graph.subgraph(["s", "a"]).edges(keys=True)) == EDGES[2:],
    "function": lambda graph: nx.has_path(graph, "s", "t"),
    "written as text": lambda graph: str(graph) == "LegGraph with 4 nodes and 4 edges",
    "pickled": lambda graph: list(pickle.loads(pickle.dumps(graph)).edges(keys=True)) == EDGES,  # noqa: S301  # its own
    "copied deeply": lambda graph: list(copy.deepcopy(graph).edges(keys=True)) == EDGES,
    "frozen": lambda graph: list(nx.freeze(graph).edges(keys=True)) == EDGES,
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_whatever_reads_it_finds_what_a_plain_graph_holds(read):
    assert read(drawn())


def test_what_changes_it_changes_all_that_is_computed_afterwards():
    graph = drawn()
    assert routes.max_flow(graph, "volume").value == 0
    graph.edges["a", "t", "a>t"].update({fields.PRESSURE: 0, fields.PASSING: "unbounded"})
    graph.edges["a", "t", "a>t"][fields.ROUTE_WEIGHT] = 0
    assert routes.max_flow(graph).value == 4500
    other = drawn()
    other.remove_edge("s", "a", "s>a")
    assert len(routes.max_flow(other).legs) == 3
    # The ends are those of the graph, even where nothing was laid out.
    turned = drawn()
    turned.graph[fields.DESTINATIONS] = ("b",)
    assert turned.table is not None
    assert routes.min_cut(turned).legs == ("a>b",)


def test_a_graph_of_another_one_is_plain():
    empty = leg_graph.LegGraph()
    empty.add_edge("x", "y", key="x>y")
    assert list(empty.edges(keys=True)) == [("x", "y", "x>y")]
    assert list(leg_graph.LegGraph({"x": {"y": {0: {}}}}, multigraph_input=True)) == ["x", "y"]


def test_too_many_legs_to_lay_out_are_told_and_nothing_is_lost(monkeypatch):
    monkeypatch.setattr(leg_graph, "MAX_LAID_OUT", 3)
    graph = drawn()
    with pytest.raises(GraphError, match="not made of 4 legs, more than 3"):
        list(graph.edges)
    assert graph.table is not None
    assert len(graph) == 4


@given(frame=tables(), lens=st.sampled_from(EVERY_LENS))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_arrays_of_a_table_are_those_of_its_graph(frame, lens):
    graph = from_edges(frame, origin="s", destination="t")
    of_table = lens_arrays(graph, lens)
    assert graph.table is not None
    of_graph = lens_arrays(nx.MultiDiGraph(graph), lens)
    for name in ("tail", "head", "amount", "node_amount", "origins", "destinations"):
        assert np.array_equal(getattr(of_table, name), getattr(of_graph, name))
    assert of_table.leg_ids == of_graph.leg_ids
    assert of_table.jurisdiction_ids == of_graph.jurisdiction_ids


@given(frame=tables(), lens=st.sampled_from(EVERY_LENS))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_every_analysis_gives_for_a_table_what_it_gives_for_a_plain_graph(frame, lens):
    analyses = {
        "max_flow": lambda graph: routes.max_flow(graph, lens),
        "min_cut": lambda graph: routes.min_cut(graph, lens),
        "all_min_cuts": lambda graph: routes.all_min_cuts(graph, lens),
        "canonical_flow": lambda graph: routes.canonical_flow(graph, lens),
        "k_routes": lambda graph: routes.k_routes(graph, 3),
        "centrality": routes.centrality,
        "sweep": lambda graph: routes.sweep(graph, lens=lens),
        "interdict": lambda graph: routes.interdict(graph, budget=1).to_dict(),
        "frontier": lambda graph: routes.frontier(graph).to_dict(),
    }
    for name, analysis in analyses.items():
        graph = from_edges(frame, origin="s", destination="t")
        plain = nx.MultiDiGraph(from_edges(frame, origin="s", destination="t"))
        assert outcome(analysis, graph) == outcome(analysis, plain), name


def outcome(analysis, graph):
    """Give the result, or what was refused and why."""
    try:
        return analysis(graph)
    except (GraphError, ValueError) as error:
        return type(error), str(error)


@given(frame=tables(), several=st.booleans())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_the_least_pressed_route_of_a_table_is_that_of_its_graph(frame, several):
    ends = (["s", "d"], ["t", "c"]) if several else ("s", "t")
    graph = from_edges(frame, origin=ends[0], destination=ends[1])
    route = routes.least_pressure_route(graph)
    assert graph.table is not None
    assert route == routes.least_pressure_route(nx.MultiDiGraph(graph))


def test_the_first_of_equal_routes_is_told_by_ids_and_parallel_legs(draw_graph):
    # Two legs each by a and by b, all without pressure; of the two from s to a the id decides.
    rows = {
        "origin": list("ssssab"),
        "destination": list("abaatt"),
        "id": ["c", "b", "x", "a2", "d", "e"],
    }
    graph = from_edges(rows | {"capacity": [1] * 6}, origin="s", destination="t")
    route = routes.least_pressure_route(graph)
    assert route.legs == ("a2", "d")
    assert (route.jurisdictions, route.hops, route.weight_micronats) == (("s", "a", "t"), 2, 0)
    plain = draw_graph("s a 1\na t 1")
    assert routes.least_pressure_route(plain).passes_per_million == 10**6


@given(frame=tables())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_routes_of_a_table_are_those_of_its_graph(frame):
    graph = from_edges(frame, origin="s", destination="t")
    of_table, of_graph = route_arcs(graph), route_arcs(nx.MultiDiGraph(graph))
    assert tuple(of_table.places) == of_graph.places
    assert tuple(of_table.legs) == of_graph.legs
    assert (of_table.origins, of_table.destinations) == (of_graph.origins, of_graph.destinations)
    assert all(map(np.array_equal, of_table.arcs, of_graph.arcs))


@pytest.mark.parametrize("top", [None, 5])
def test_a_table_is_swept_without_being_laid_out(top):
    legs = layered_legs(layers=5, width=12, degree=4)
    pressure = np.arange(legs.count) % 7 * 10
    edges = {"origin": legs.tail, "destination": legs.head, "capacity": legs.capacity}
    ends = {"origin": legs.origins.tolist(), "destination": legs.destinations.tolist()}
    graph = from_edges(edges | {"pressure": pressure}, **ends)
    swept = routes.sweep(graph, top=top)
    assert graph.table is not None
    assert swept == routes.sweep(nx.MultiDiGraph(graph), top=top)
    assert swept.route_weight_micronats is not None
