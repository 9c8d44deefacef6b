import math
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point

from geodata.lines import leg_lines
from geodata.mercator import northing_deg
from geodata.places import locate

latitudes = st.one_of(st.floats(-90, 90), st.sampled_from([-90.0, 0.0, 85.0, 90.0]))
longitudes = st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, -30.0, 0.0, 180.0]))


@st.composite
def graphs(draw):
    graph = nx.MultiDiGraph()
    spots = draw(st.lists(st.tuples(latitudes, longitudes), min_size=2, max_size=6))
    for number, (latitude, longitude) in enumerate(spots):
        graph.add_node(f"J{number}", latitude_deg=latitude, longitude_deg=longitude)
    nodes = st.sampled_from(sorted(graph))
    hops = st.tuples(nodes, nodes).filter(lambda hop: hop[0] != hop[1])
    for number, (origin, destination) in enumerate(draw(st.lists(hops, min_size=1, max_size=8))):
        graph.add_edge(origin, destination, key=f"L{number}")
    return graph


def projected(path):
    return [(longitude / 100, northing_deg(latitude / 100)) for longitude, latitude in path]


@settings(deadline=None)
@given(graphs())
def test_each_line_begins_and_ends_exactly_on_its_places(graph):
    positions = locate(graph).positions()
    for line in leg_lines(graph).values():
        first, last = line.path_centideg[0], line.path_centideg[-1]
        assert first == positions[line.origin]
        longitude, latitude = positions[line.destination]
        assert last[1] == latitude
        assert (last[0] - longitude) % 36000 == 0  # the same meridian, perhaps a turn further


@settings(deadline=None)
@given(graphs())
def test_parts_stay_in_the_frame_and_begin_and_end_at_the_places(graph):
    positions = locate(graph).positions()
    for line in leg_lines(graph).values():
        points = [point for part in line.parts_centideg for point in part]
        assert all(-3000 <= longitude <= 33000 for longitude, _ in points)
        for point, node in ((points[0], line.origin), (points[-1], line.destination)):
            assert (point[0] - positions[node][0]) % 36000 == 0
            assert point[1] == positions[node][1]


@settings(deadline=None)
@given(graphs())
def test_longitudes_are_continuous_and_latitudes_on_the_globe(graph):
    for line in leg_lines(graph).values():
        path = line.path_centideg
        assert all(abs(b[0] - a[0]) < 3600 for a, b in pairwise(path))
        assert all(-9000 <= latitude <= 9000 for _, latitude in path)


@settings(deadline=None)
@given(graphs())
def test_lines_do_not_depend_on_the_order_of_input(graph):
    shuffled = nx.MultiDiGraph()
    shuffled.add_nodes_from(reversed(list(graph.nodes(data=True))))
    shuffled.add_edges_from(reversed(list(graph.edges(keys=True))))
    assert leg_lines(shuffled) == leg_lines(graph)
    assert list(leg_lines(graph)) == sorted(leg_lines(graph))


@pytest.mark.parametrize("pair", [("US", "TW"), ("SG", "MY")])
def test_the_two_directions_of_a_pair_lie_apart(graph, pair):
    a, b = pair
    lines = leg_lines(graph)
    there = LineString(projected(lines[f"{a}>{b}.m0"].path_centideg))
    back = LineString(projected(lines[f"{b}>{a}.m0"].path_centideg))
    length = math.dist(there.coords[0], there.coords[-1])
    # Each bends at least 0.08 of its length to its own right, so the middles are 0.16 apart.
    gap = there.interpolate(0.5, normalized=True).distance(back)
    assert gap > 0.9 * 0.16 * min(length, 100)


@pytest.mark.parametrize(("stem", "count"), [("US>SG", 2), ("HK>CN", 3), ("MY>SG", 2)])
def test_parallel_legs_are_a_twentieth_of_their_length_apart_in_the_middle(graph, stem, count):
    lines = leg_lines(graph)
    curves = [LineString(projected(lines[f"{stem}.m{n}"].path_centideg)) for n in range(count)]
    length = math.dist(curves[0].coords[0], curves[0].coords[-1])
    stated = min(length / 20, 4.5)
    middles = [curve.interpolate(0.5, normalized=True) for curve in curves]
    for first in range(count):
        for second in range(first):
            assert middles[first].distance(middles[second]) >= stated - 0.02  # two roundings


def test_lines_keep_clear_of_what_they_do_not_connect(make_graph):
    # B lies right where the arc from A to C would rise: 13 % of 60 degrees, to the right (south).
    points = {"A": ("origin", 0, 0), "B": ("transit", -7.8, 30), "C": ("destination", 0, 60)}
    line = leg_lines(make_graph(points, [("A", "C", 1)]))["A>C.m0"]
    curve = LineString(projected(line.path_centideg))
    assert curve.distance(Point(30, northing_deg(-7.8))) >= 4


def test_westbound_pacific_arcs_bow_north(graph):
    line = leg_lines(graph)["US>KZ.m0"]
    assert len(line.parts_centideg) == 1
    assert max(latitude for _, latitude in line.path_centideg) > 5000


def test_a_leg_over_the_atlantic_is_cut_at_30_west(graph):
    # Inside the frame from 262 to 0 degrees is 262 degrees; over the edge it is 98.
    line = leg_lines(graph)["US>GB.m0"]
    west, east = line.parts_centideg
    assert west[-1][0] == 33000
    assert east[0] == (-3000, west[-1][1])


def test_coincident_jurisdictions_get_two_different_loops(make_graph):
    points = {"A": ("origin", 10, 20), "B": ("destination", 10, 20)}
    lines = leg_lines(make_graph(points, [("A", "B", 2), ("B", "A", 1)]))
    shapes = {line.path_centideg for line in lines.values()}
    assert len(shapes) == 3
    assert all(len(set(shape)) > 5 for shape in shapes)


def test_antipodal_jurisdictions_get_a_line_inside_the_frame(make_graph):
    points = {"A": ("origin", 40, 10), "B": ("destination", -40, -170)}
    line = leg_lines(make_graph(points, [("A", "B", 1)]))["A>B.m0"]
    assert len(line.parts_centideg) == 1


@settings(deadline=None)
@given(graphs())
def test_the_arrow_is_a_piece_of_the_line_with_its_tip_in_the_frame(graph):
    for line in leg_lines(graph).values():
        tail, head = line.arrow_centideg
        assert tail != head
        assert -3000 <= head[0] < 33000
        assert line.label_centideg == head
        steps = {
            (b[0] - a[0], b[1] - a[1])
            for a, b in zip(line.path_centideg, line.path_centideg[1:], strict=False)
        }
        assert (head[0] - tail[0], head[1] - tail[1]) in steps


def test_legs_of_unplaced_jurisdictions_have_no_line(graph):
    assert "US>XX.m0" in {key for _, _, key in graph.edges(keys=True)}
    assert "US>XX.m0" not in leg_lines(graph)


def test_plain_data_holds_whole_numbers(graph):
    line = leg_lines(graph)["US>SG.m0"].to_dict()
    numbers = [n for part in line["parts_centideg"] for point in part for n in point]
    assert all(type(number) is int for number in numbers)


def test_parallel_legs_fan_out_in_order_of_id_not_of_input(make_graph):
    points = {"A": ("origin", 0, 0), "B": ("destination", 0, 50)}
    graph = make_graph(points, [("A", "B", 4)])
    keys = [f"A>B.m{number}" for number in (2, 0, 3, 1)]
    renamed = make_graph(points, [])
    for key in keys:
        renamed.add_edge("A", "B", key=key)
    assert leg_lines(renamed) == leg_lines(graph)
