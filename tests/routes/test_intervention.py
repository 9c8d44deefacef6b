"""An intervention changes a copy, by every kind of act, and refuses what cannot be meant.

A --x: 10 units, pressure 20--> B --y: 6 units, pressure 50--> C
A --z: 4 units, no pressure---------------------------------> C
"""

import copy
from dataclasses import replace

import pytest

import routes
from routes import fields
from routes.measures import Measure
from tests.strategies import SCALE, empty_graph, jurisdiction, leg


@pytest.fixture
def graph():
    drawn = empty_graph(("A",), ("C",))
    for name in "ABC":
        drawn.add_node(name, **jurisdiction())
    drawn.add_edge("A", "B", key="x", **leg(10 * SCALE, 20))
    drawn.add_edge("B", "C", key="y", **leg(6 * SCALE, 50))
    drawn.add_edge("A", "C", key="z", **leg(4 * SCALE))
    return drawn


def _measure(effect="pressure", points=30, legs=("x", "y", "elsewhere")):
    return Measure("m", "A measure", effect, points, legs, SCALE)


def _numbers(graph):
    names = (fields.CAPACITY, fields.PRESSURE, fields.PASSING)
    return {
        key: tuple(data[name] for name in names)
        for _, _, key, data in graph.edges(keys=True, data=True)
    }


def test_removed_legs_are_gone_and_the_graph_itself_stays(graph):
    before = copy.deepcopy(graph)
    changed = routes.intervene(graph, remove=["x", "z"], set_pressure={"y": 80})
    assert sorted(key for *_, key in changed.edges(keys=True)) == ["y"]
    assert list(graph.edges(keys=True, data=True)) == list(before.edges(keys=True, data=True))
    assert graph.graph == before.graph


def test_closing_a_jurisdiction_takes_its_legs_and_keeps_its_place(graph):
    changed = routes.intervene(graph, close=["B"])
    assert sorted(key for *_, key in changed.edges(keys=True)) == ["z"]
    assert "B" in changed


def test_what_is_set_replaces_and_what_a_measure_adds_comes_after(graph):
    changed = routes.intervene(
        graph, set_capacity={"y": 8 * SCALE}, set_pressure={"x": 75}, apply=[_measure()]
    )
    # x: 75 + 30 is held at 100 and passes nothing; y: 50 + 30 = 80 leaves a fifth of 8 units.
    assert _numbers(changed) == {
        "x": (10 * SCALE, 100, 0),
        "y": (8 * SCALE, 80, 160),
        "z": (4 * SCALE, 0, 4 * SCALE),
    }
    assert changed["A"]["B"]["x"][fields.ROUTE_WEIGHT] is None


def test_points_of_several_measures_are_added_before_the_sum_is_held(graph):
    strong, weak = replace(_measure(points=90), id="s"), replace(_measure(points=-60), id="w")
    for order in ([strong, weak], [weak, strong]):
        changed = routes.intervene(graph, apply=order)
        assert _numbers(changed)["x"][1] == 20 + 90 - 60


def test_a_measure_taken_twice_counts_once(graph):
    changed = routes.intervene(graph, apply=[_measure(), _measure()])
    assert _numbers(changed)["x"][1] == 50


def test_a_measure_that_closes_takes_the_legs_that_it_touches(graph):
    changed = routes.intervene(graph, apply=[_measure(effect="close", points=0)])
    assert sorted(_numbers(changed)) == ["z"]


def test_a_capacity_may_be_set_unbounded(graph):
    changed = routes.intervene(graph, set_capacity={"z": "unbounded"})
    assert routes.max_flow(changed).status == "unbounded"


def test_every_fault_is_told_at_once(graph):
    with pytest.raises(routes.GraphError) as raised:
        routes.intervene(
            graph,
            remove=["X", "y"],
            close=["C", "D"],
            set_capacity={"y": 3},
            set_pressure={"x": 101, "z": 5, "w": True},
        )
    assert str(raised.value).splitlines()[1:] == [
        "leg 'X' is not in the graph. Did you mean 'x'?",
        "leg 'w' is not in the graph.",
        "jurisdiction 'D' is not in the graph.",
        "leg 'w': pressure must be a whole number, not True",
        "leg 'x': pressure 101 is outside 0 to 100 percent",
        "leg 'y' is set and removed. Keep one of the two.",
        "leg 'z' is set and ends in 'C', which is closed. Keep one.",
    ]


def test_an_id_is_no_measure(graph):
    with pytest.raises(routes.GraphError, match=r"give routes.measures\(study\)\['m'\]"):
        routes.intervene(graph, apply=["m"])


@pytest.mark.parametrize("capacity", [-1, 1.5, True, None, "much"])
def test_an_impossible_capacity_is_refused(graph, capacity):
    with pytest.raises(routes.GraphError, match="leg 'z': capacity must be an integer"):
        routes.intervene(graph, set_capacity={"z": capacity})
