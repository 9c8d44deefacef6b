from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.meridians import cut_at_meridian, framed_longitude

latitudes = st.integers(-8500, 8500)
steps = st.lists(st.tuples(st.integers(-9000, 9000), latitudes), min_size=1, max_size=20)


@st.composite
def paths(draw):
    longitude = draw(st.integers(-3000, 32999))
    points = [(longitude, draw(latitudes))]
    for step, latitude in draw(steps):
        longitude += step
        points.append((longitude, latitude))
    return points


@settings(deadline=None)
@given(st.integers(-200_000, 200_000))
def test_framed_longitude_lies_in_the_frame_and_keeps_its_meridian(longitude):
    framed = framed_longitude(longitude)
    assert -3000 <= framed < 33000
    assert (framed - longitude) % 36000 == 0


def test_line_over_the_edge_is_cut_exactly_at_it():
    # From 60 W to 0: 2700 each side of 30 W is halfway, where the latitude is 15.
    parts = cut_at_meridian([(30000, 1000), (36000, 2000)])
    assert parts == (((30000, 1000), (33000, 1500)), ((-3000, 1500), (0, 2000)))


def test_line_the_other_way_is_cut_at_the_same_point():
    parts = cut_at_meridian([(0, 2000), (-6000, 1000)])
    assert parts == (((0, 2000), (-3000, 1500)), ((33000, 1500), (30000, 1000)))


def test_line_that_touches_the_edge_is_not_torn():
    assert cut_at_meridian([(-2900, 0), (-3000, 0), (-2900, 100)]) == (
        ((-2900, 0), (-3000, 0), (-2900, 100)),
    )


@settings(deadline=None)
@given(paths())
def test_parts_stay_in_the_frame_and_meet_at_opposite_edges(path):
    parts = cut_at_meridian(path)
    for part in parts:
        assert all(-3000 <= longitude <= 33000 for longitude, _ in part)
        assert len(part) > 1
    for before, after in pairwise(parts):
        (left, latitude), (entered, same) = before[-1], after[0]
        assert latitude == same
        assert {left, entered} == {-3000, 33000} or left == entered


@settings(deadline=None)
@given(paths())
def test_parts_together_are_as_wide_as_the_path(path):
    """Cutting neither adds nor loses a hundredth of a degree of eastward or westward travel."""
    parts = cut_at_meridian(path)
    travelled = sum(abs(b[0] - a[0]) for part in parts for a, b in pairwise(part))
    assert travelled == sum(abs(b[0] - a[0]) for a, b in pairwise(path))
