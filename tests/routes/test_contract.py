import networkx as nx
import pytest
from hypothesis import given, settings

from routes import GraphError, check, fields, max_flow, require
from tests.strategies import graphs


@pytest.fixture
def graph(draw_graph):
    return draw_graph("s a 2 35\na t 1")


def test_a_sound_graph_has_no_breach(graph):
    assert check(graph) == []
    require(graph)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(graph=graphs())
def test_drawn_graphs_keep_the_contract(graph):
    assert check(graph) == []


@pytest.mark.parametrize("kind", [nx.DiGraph, nx.Graph, nx.MultiGraph])
def test_other_kinds_of_graph_are_refused(graph, kind):
    assert check(kind(graph)) == [f"graph: must be a networkx.MultiDiGraph, not {kind.__name__}"]


@pytest.mark.parametrize(
    ("attribute", "value", "breach"),
    [
        (fields.CAPACITY, -1, "must be an integer from 0"),
        (fields.CAPACITY, 2000.0, "must be an integer from 0"),
        (fields.CAPACITY, True, "must be an integer from 0"),
        (fields.CAPACITY, "inf", "must be an integer from 0"),
        (fields.CAPACITY, float("nan"), "must be an integer from 0"),
        (fields.CAPACITY, None, "must be an integer from 0"),
        (fields.CAPACITY, 2100, "passing_scaled is not capacity"),
        (fields.PASSING, 1301, "= 1300"),
        (fields.PRESSURE, 101, "integer from 0 to 100"),
        (fields.PRESSURE, 35.0, "integer from 0 to 100"),
        (fields.PRESSURE, 40, "route_weight_micronats is not 510826"),
        (fields.ROUTE_WEIGHT, None, "is not 430783"),
        (fields.INTERDICT_COST, 0, "give the effort"),
        (fields.CAPACITY_LOW, -1, "must be an integer from 0"),
        (fields.CAPACITY_HIGH, 0.5, "must be an integer from 0"),
        (fields.INTERDICTABLE, "no", "must be True or False"),
    ],
)
def test_a_wrong_number_on_a_leg_is_named(graph, attribute, value, breach):
    graph.edges["s", "a", "s>a"][attribute] = value
    assert any(line.startswith("leg 's>a': ") and breach in line for line in check(graph))


@pytest.mark.parametrize(
    ("attribute", "value", "breach"),
    [
        (fields.ORIGINS, (), "is empty"),
        (fields.ORIGINS, ["s"], "must be a tuple"),
        (fields.ORIGINS, "s", "must be a tuple"),
        (fields.ORIGINS, ("s", "a"), "must be sorted"),
        (fields.ORIGINS, ("s", "s"), "must be sorted"),
        (fields.ORIGINS, ("x",), "not a jurisdiction"),
        (fields.DESTINATIONS, ("s",), "an origin and a destination"),
        (fields.SCALE, 0, "positive multiple of 100"),
        (fields.SCALE, 10, "positive multiple of 100"),
        (fields.SCALE, 100.0, "positive multiple of 100"),
    ],
)
def test_a_wrong_attribute_of_the_graph_is_named(graph, attribute, value, breach):
    graph.graph[attribute] = value
    assert any(line.startswith("graph: ") and breach in line for line in check(graph))


def test_a_wrong_jurisdiction_is_named(graph):
    graph.nodes["a"].update({fields.ROLE: "hub", fields.NODE_CAPACITY: 1.5})
    breaches = check(graph)
    assert len(breaches) == 2
    assert all(line.startswith("jurisdiction 'a': ") for line in breaches)


def test_every_missing_attribute_is_named(graph):
    graph.graph.clear()
    graph.nodes["a"].clear()
    graph.edges["s", "a", "s>a"].clear()
    assert sum("is missing" in line for line in check(graph)) == 7 + 5 + 9


def test_self_loops_and_ids_used_twice_or_not_texts_are_named(graph):
    data = graph.edges["s", "a", "s>a"]
    graph.add_edge("a", "a", key="loop", **data)
    graph.add_edge("a", "t", key="s>a", **data)
    graph.add_edge("a", "t", key=7, **data)
    assert check(graph) == [
        "leg 'loop': goes from 'a' to itself",
        "leg 's>a': the id is used by more than one leg",
        "leg 7: the id (the edge key) must be a text",
    ]


@pytest.mark.parametrize("capacity", [2**53, 2**53 - 3000])
def test_sums_must_stay_exact_in_a_browser(draw_graph, capacity):
    graph = draw_graph("s a 3\na t 1")
    numbers = {fields.CAPACITY: capacity, fields.PASSING: capacity}
    graph.edges["a", "t", "a>t"].update(numbers)
    assert [line.split(" add ")[0] for line in check(graph)] == [
        "graph: amounts of lens passing",
        "graph: amounts of lens volume",
    ]
    graph.edges["a", "t", "a>t"].update(dict.fromkeys(numbers, 2**53 - 3001))
    assert max_flow(graph).value == 3000


def test_all_breaches_come_in_one_error(graph):
    graph.graph[fields.SCALE] = 1
    graph.nodes["a"].clear()
    with pytest.raises(GraphError) as raised:
        require(graph)
    assert str(raised.value).splitlines()[1:] == check(graph)
    assert len(check(graph)) == 6
