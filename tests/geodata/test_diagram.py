import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.diagram import layout
from geodata.diagram_curves import samples
from geodata.diagram_rows import settled

PATH = re.compile(r"M(-?\d+) (-?\d+)C(-?\d+) (-?\d+) (-?\d+) (-?\d+) (-?\d+) (-?\d+)")


@st.composite
def drawings(draw):
    roles = draw(
        st.lists(st.sampled_from(["origin", "transit", "destination"]), min_size=2, max_size=12)
    )
    jurisdictions = [(f"J{number:02}", role) for number, role in enumerate(roles)]
    ids = st.sampled_from([node for node, _ in jurisdictions])
    hops = draw(st.lists(st.tuples(ids, ids).filter(lambda hop: hop[0] != hop[1]), max_size=15))
    return jurisdictions, [(f"L{number:02}", *hop) for number, hop in enumerate(hops)]


def study(graph):
    jurisdictions = list(graph.nodes(data="role"))
    return jurisdictions, [(leg, a, b) for a, b, leg in graph.edges(keys=True)]


def curve(leg):
    numbers = [int(number) for number in PATH.fullmatch(leg.path).groups()]
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


@settings(deadline=None, max_examples=50)
@given(drawings())
def test_no_two_jurisdictions_or_labels_lie_on_each_other(drawing):
    result = layout(*drawing)
    for (ax, ay), (bx, by) in combinations(result.positions.values(), 2):
        assert max(abs(ax - bx), abs(ay - by)) >= 20
    for a, b in combinations(result.labels.values(), 2):
        assert (a.x, a.y) != (b.x, b.y)


@settings(deadline=None, max_examples=50)
@given(drawings())
def test_every_leg_begins_and_ends_at_its_jurisdictions(drawing):
    result = layout(*drawing)
    assert sorted(result.legs) == sorted(leg for leg, _, _ in drawing[1])
    for leg, origin, destination in drawing[1]:
        first, _, _, last = curve(result.legs[leg])
        assert (first, last) == (result.positions[origin], result.positions[destination])


@settings(deadline=None, max_examples=50)
@given(drawings(), st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(drawing, random):
    jurisdictions, legs = ([*part] for part in drawing)
    random.shuffle(jurisdictions)
    random.shuffle(legs)
    assert layout(jurisdictions, legs) == layout(*drawing)


@settings(deadline=None, max_examples=50)
@given(drawings())
def test_no_two_legs_share_a_curve(drawing):
    drawn = [curve(leg) for leg in layout(*drawing).legs.values()]
    assert len({frozenset((c, c[::-1])) for c in drawn}) == len(drawn)


@settings(deadline=None, max_examples=50)
@given(drawings())
def test_origins_stand_left_destinations_right_and_all_in_the_view_box(drawing):
    result = layout(*drawing)
    assert result.view_box == f"0 0 1000 {result.height}"
    roles = dict(drawing[0])
    for node, (x, y) in result.positions.items():
        assert 0 < y < result.height
        assert (x < 200) == (roles[node] == "origin")
        assert (x > 800) == (roles[node] == "destination")


def test_parallel_legs_are_eleven_pixels_apart_in_the_middle(graph):
    result = layout(*study(graph))
    middles = [samples(curve(result.legs[f"HK>CN.m{n}"]))[16] for n in range(3)]
    assert [round(b[1] - a[1]) for a, b in pairwise(middles)] == [11, 11]


def test_rows_of_a_small_drawing_have_no_crossing():
    # A --- D      in alphabetical order all three legs cross: A > F, B > E, C > D
    # B --- E      uncrossed: F, E, D from top to bottom (or A, B, C turned over)
    # C --- F
    pairs = {("A", "F"): 1, ("B", "E"): 1, ("C", "D"): 1}
    across = dict.fromkeys("ABC", 0) | dict.fromkeys("DEF", 500)
    left, right = settled(["ABC", "DEF"], across, pairs, 300)
    partner = dict(pairs)
    assert [right.index(b) for a, b in sorted(partner, key=lambda pair: left.index(pair[0]))] == [
        0,
        1,
        2,
    ]


def test_a_curve_keeps_clear_of_a_jurisdiction_in_its_way():
    # O1 > D1 would run straight through T1, which alone stands in the middle row.
    result = layout(
        [("D1", "destination"), ("O1", "origin"), ("T1", "transit")],
        [("a", "O1", "T1"), ("b", "T1", "D1"), ("c", "O1", "D1")],
    )
    x, y = result.positions["T1"]
    distance = min(max(abs(u - x), abs(v - y)) for u, v in samples(curve(result.legs["c"])))
    assert distance >= 15


def test_two_jurisdictions_and_no_leg_are_enough():
    result = layout([("A", "origin"), ("B", "destination")], [])
    assert result.positions == {"A": (120, 280), "B": (870, 280)}
    assert result.to_dict()["legs"] == {}


@pytest.mark.slow
def test_forty_jurisdictions_fit():
    roles = ["origin", "destination", *["transit"] * 38]
    jurisdictions = [(f"J{number:02}", role) for number, role in enumerate(roles)]
    legs = [
        (f"L{n:02}", f"J{(n * 7) % 40:02}", f"J{(n * 11 + 1) % 40:02}")
        for n in range(60)
        if (n * 7 - n * 11 - 1) % 40
    ]
    result = layout(jurisdictions, legs)
    assert result.height == 38 * 34
    assert len(set(result.positions.values())) == 40


@pytest.mark.parametrize(
    ("jurisdictions", "legs", "reason"),
    [
        ([("A", "hub")], [], "unknown roles"),
        ([("A", "origin"), ("A", "transit")], [], "repeated"),
        ([("A", "origin")], [("x", "A", "B")], "'x' does not connect"),
        ([("A", "origin")], [("x", "A", "A")], "'x' does not connect"),
    ],
)
def test_faulty_input_is_refused(jurisdictions, legs, reason):
    with pytest.raises(ValueError, match=reason):
        layout(jurisdictions, legs)
