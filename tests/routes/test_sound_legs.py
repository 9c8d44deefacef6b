"""The quick look at legs says sound only where the slow one finds nothing to say."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
import seeds
from routes import contract, fields
from routes.sound_legs import are_sound
from tests.strategies import graphs

VALUES = [
    None,
    True,
    False,
    0,
    1,
    -1,
    35,
    100,
    101,
    1.0,
    float("nan"),
    "unbounded",
    "inf",
    "",
    (),
    Fraction(3),
    np.int64(100),
    np.float64(35),
    np.array([1, 2]),
    510826,
    430783,
]
NAMES = [*contract._OF_LEG, fields.CAPACITY_LOW, fields.CAPACITY_HIGH, fields.INTERDICTABLE]
COMPARED = {fields.PASSING, fields.ROUTE_WEIGHT, fields.INTERDICT_COST}


@pytest.fixture
def slow(monkeypatch):
    """Give the slow look, which the quick one must never contradict."""

    def found(graph):
        with monkeypatch.context() as patch:
            patch.setattr(contract, "are_sound", lambda _graph: False)
            return list(contract._of_legs(graph))

    return found


@settings(max_examples=100, deadline=None, derandomize=True)
@given(graph=graphs())
def test_drawn_graphs_are_sound(graph):
    assert are_sound(graph)


def test_the_packaged_study_is_sound_in_every_layer():
    study = seeds.load()
    for layer in fields.LAYERS:
        assert are_sound(routes.build(study, layer=layer))


@pytest.mark.parametrize("name", NAMES)
def test_no_value_of_a_leg_is_sound_of_which_the_slow_look_finds_a_fault(draw_graph, slow, name):
    for value in VALUES:
        graph = draw_graph("s a 2 35\na t 1")
        data = graph.edges["s", "a", "s>a"]
        before = data.get(name)
        data[name] = value
        if isinstance(value, np.ndarray) and name in COMPARED:
            # The slow look compares it with a number as a whole, which an array refuses.
            assert not are_sound(graph)
            continue
        if slow(graph):
            assert not are_sound(graph), value
        elif type(value) is type(before) and value == before:
            assert are_sound(graph)


@pytest.mark.parametrize("name", contract._OF_LEG)
def test_a_leg_that_lacks_something_is_not_sound(draw_graph, slow, name):
    graph = draw_graph("s a 2 35\na t 1")
    del graph.edges["s", "a", "s>a"][name]
    assert slow(graph)
    assert not are_sound(graph)


@pytest.mark.parametrize(
    ("ends", "key"), [(("a", "a"), "loop"), (("a", "t"), "s>a"), (("a", "t"), 7), (("a", "t"), "")]
)
def test_a_leg_of_a_wrong_name_or_to_itself_is_not_sound(draw_graph, slow, ends, key):
    graph = draw_graph("s a 2 35\na t 1")
    graph.add_edge(*ends, key=key, **graph.edges["s", "a", "s>a"])
    assert slow(graph)
    assert not are_sound(graph)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    capacity=st.sampled_from([0, 1, 99, 2000, "unbounded"]),
    pressure=st.integers(-1, 101),
    passing=st.sampled_from([0, 1, 1300, 2000, "unbounded", 1300.0, None]),
    fits=st.booleans(),
)
def test_capacity_pressure_and_what_passes_are_looked_at_alike(capacity, pressure, passing, fits):
    graph = _one_leg()
    data = graph.edges["s", "t", "s>t"]
    data.update({fields.CAPACITY: capacity, fields.PRESSURE: pressure})
    inside = 0 <= pressure <= 100
    if fits and inside:
        passing = routes.contract.passing_capacity(capacity, pressure)
    data[fields.PASSING] = passing
    data[fields.ROUTE_WEIGHT] = routes.route_weight(pressure) if inside else 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contract, "are_sound", lambda _graph: False)
        faults = list(contract._of_legs(graph))
    assert are_sound(graph) == (not faults)


def _one_leg():
    import pandas as pd

    frame = pd.DataFrame({"origin": ["s"], "destination": ["t"], "capacity": [1]})
    graph = routes.from_edges(frame, origin="s", destination="t")
    ((_, _, key),) = graph.edges(keys=True)
    assert key == "s>t"
    return graph
