import itertools

import pytest

from reports.joint_scenario import joined
from seeds import Scenario

ROW = {"id": "A>B", "origin": "A", "destination": "B", "capacity": 100}


def _scenario(name="", **change):
    return Scenario(name, name.capitalize(), "", **change)


def _join(*scenarios):
    faults = []
    joint = joined(scenarios, 100, lambda key, message: faults.append((key, message)))
    return joint, faults


def test_lists_are_united_and_sorted():
    one = _scenario("one", remove=("c", "a"), close=("X",), measures=("m",))
    two = _scenario("two", remove=("b", "a"), evidence=("E1",))
    joint, faults = _join(two, one)
    assert faults == []
    assert (joint.remove, joint.close, joint.measures) == (("a", "b", "c"), ("X",), ("m",))
    assert (joint.name, joint.title, joint.evidence) == ("one, two", "One and Two", ("E1",))


def test_settings_of_different_legs_stand_side_by_side():
    one = _scenario(capacity={"b": 100}, pressure={"a": 40}, roles={"X": "transit"})
    two = _scenario(capacity={"a": "unbounded"}, weights={"officer": 200}, add=(ROW,))
    joint, faults = _join(one, two)
    assert faults == []
    assert joint.capacity == {"a": "unbounded", "b": 100}
    assert joint.pressure == {"a": 40}
    assert (joint.roles, joint.weights, joint.add) == ({"X": "transit"}, {"officer": 200}, (ROW,))


def test_the_order_does_not_matter():
    scenarios = [
        _scenario("one", remove=("c",), capacity={"b": 100}),
        _scenario("two", keep_only=("a", "b"), add=(ROW,)),
        _scenario(close=("X",), capacity={"a": 200}),
    ]
    joints = [_join(*order) for order in itertools.permutations(scenarios)]
    assert all(joint == joints[0] for joint in joints)
    assert list(joints[0][0].capacity) == ["a", "b"]


@pytest.mark.parametrize(
    "change",
    [
        {"remove": ("a",)},
        {"keep_only": ("a",)},
        {"capacity": {"a": 100}},
        {"pressure": {"a": 1}},
        {"roles": {"X": "transit"}},
        {"weights": {"officer": 50}},
        {"add": (ROW,)},
    ],
)
def test_the_same_change_twice_counts_once(change):
    joint, faults = _join(_scenario("one", **change), _scenario("one", **change))
    assert faults == []
    assert joint == _scenario("one", **change)


@pytest.mark.parametrize(
    ("one", "two", "fault"),
    [
        (
            {"capacity": {"a": 150}},
            {"capacity": {"a": "unbounded"}},
            ("set.a.capacity", "is given as both 1.5 and unbounded. Keep one of the two."),
        ),
        (
            {"pressure": {"a": 9}},
            {"pressure": {"a": 10}},
            ("set.a.pressure", "is given as both 10 and 9. Keep one of the two."),
        ),
        (
            {"roles": {"X": "origin"}},
            {"roles": {"X": "transit"}},
            ("roles.X", "is given as both origin and transit. Keep one of the two."),
        ),
        (
            {"weights": {"officer": 50}},
            {"weights": {"officer": 200}},
            ("weights.officer", "is given as both 200 and 50. Keep one of the two."),
        ),
        (
            {"keep_only": ("a",)},
            {"keep_only": ("b",)},
            ("keep_only", "keeps different legs in different scenarios. Keep one of the lists."),
        ),
        (
            {"add": (ROW,)},
            {"add": (ROW | {"capacity": 200},)},
            ("add", "adds different legs called 'A>B'. Rename one of them."),
        ),
    ],
)
def test_what_contradicts_is_told_in_either_order(one, two, fault):
    for pair in ((one, two), (two, one)):
        _, faults = _join(*(_scenario(name, **part) for name, part in zip("xy", pair, strict=True)))
        assert faults == [fault]
