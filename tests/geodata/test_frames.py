import pytest
import shapely

from geodata.frames import jurisdictions_frame, legs_frame


def test_jurisdictions_are_points_in_true_degrees(graph):
    frame = jurisdictions_frame(graph)
    assert frame.index.tolist() == sorted(graph)
    assert frame.crs.to_epsg() == 4326
    assert (frame.geometry["US"].x, frame.geometry["US"].y) == (-98.0, 39.0)
    assert frame.geometry["XX"] is None
    assert frame.loc["HK", "role"] == "transit"


def test_legs_are_lines_in_true_degrees_cut_at_180(graph):
    frame = legs_frame(graph)
    assert frame.index.tolist() == sorted(key for _, _, key in graph.edges(keys=True))
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry["US>XX.m0"] is None
    pacific = frame.geometry["US>SG.m0"]
    assert pacific.geom_type == "MultiLineString"
    east, west = pacific.geoms
    assert east.coords[0] == (-98.0, 39.0)
    assert east.coords[-1][0] == -180.0
    assert west.coords[0] == (180.0, east.coords[-1][1])
    assert west.coords[-1] == (103.8, 1.35)


def test_a_leg_over_the_atlantic_is_one_line(graph):
    assert len(legs_frame(graph).geometry["US>GB.m0"].geoms) == 1


def test_lines_are_valid_and_within_the_globe(graph):
    lines = legs_frame(graph).geometry.dropna()
    assert lines.is_valid.all()
    west, _, east, _ = lines.total_bounds
    assert west >= -180
    assert east <= 180
    longest = max(
        abs(b[0] - a[0])
        for part in shapely.get_parts(lines.to_numpy())
        for a, b in zip(part.coords[:-1], part.coords[1:], strict=True)
    )
    assert longest < 20


def test_attributes_and_results_become_columns(graph):
    frame = legs_frame(graph, {"in_every": {"HK>CN.m1": True}, "flow": {}})
    row = frame.loc["HK>CN.m1"]
    assert (row["origin"], row["destination"], row["capacity_scaled"]) == ("HK", "CN", 11)
    assert row["evidence"] == "e1;e2"
    assert row["in_every"]
    assert frame["flow"].isna().all()
    nodes = jurisdictions_frame(graph, {"in_some": dict.fromkeys(graph, False)})
    assert not nodes["in_some"].any()


@pytest.mark.parametrize("make", [jurisdictions_frame, legs_frame])
def test_results_for_unknown_ids_or_taken_columns_are_refused(graph, make):
    with pytest.raises(ValueError, match="unknown ids"):
        make(graph, {"flow": {"nowhere": 1}})
    with pytest.raises(ValueError, match="there already"):
        make(graph, {"geometry": {}})


def test_frames_do_not_change_the_graph(graph):
    before = {node: dict(data) for node, data in graph.nodes(data=True)}
    jurisdictions_frame(graph, {"flow": {"HK": 1}})
    legs_frame(graph)
    assert before == {node: dict(data) for node, data in graph.nodes(data=True)}


def test_a_frame_survives_geojson(graph):
    text = legs_frame(graph, {"flow": {"HK>CN.m0": 3}}).to_json()
    assert '"id": "HK>CN.m0"' in text
