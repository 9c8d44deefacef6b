import json
from importlib import resources
from itertools import pairwise

import pytest
import shapely

from geodata.outlines import LARGEST_FILE_BYTES, OutlineError, load, load_file

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}
BOW_TIE = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}


@pytest.fixture(scope="module")
def outlines():
    return load()


@pytest.fixture(scope="module")
def packaged_text():
    folder = resources.files("geodata").joinpath("outlines")
    return folder.joinpath("jurisdictions.geojson").read_bytes().decode("ascii")


@pytest.fixture
def write(tmp_path):
    def to_file(content):
        file = tmp_path / "own.geojson"
        file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return file

    return to_file


def collection(*geometries, code="QQ"):
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": geometry}
        for geometry in geometries
    ]
    return {"type": "FeatureCollection", "features": features}


def test_every_shape_is_valid_and_within_bounds(outlines):
    assert outlines.geometry.is_valid.all()
    assert not outlines.geometry.is_empty.any()
    west, south, east, north = outlines.total_bounds
    assert (west, east) == (-180, 180)
    assert south > -60  # without Antarctica
    assert north < 84


def test_no_ring_jumps_over_the_antimeridian(outlines):
    for polygon in shapely.get_parts(outlines.geometry.to_numpy()):
        for ring in (polygon.exterior, *polygon.interiors):
            assert all(abs(b[0] - a[0]) < 180 for a, b in pairwise(ring.coords))


@pytest.mark.parametrize(
    ("code", "square_km"),
    [("RU", 17_098_246), ("CN", 9_596_960), ("AU", 7_741_220), ("KZ", 2_724_900), ("TW", 35_980)],
)
def test_areas_agree_with_published_figures(outlines, code, square_km):
    """CIA World Factbook, total area. Bars across the map would add millions of square km."""
    rows = outlines[outlines["code"] == code]
    found = rows.to_crs("ESRI:54034").area.sum() / 1e6  # cylindrical equal area
    assert found == pytest.approx(square_km, rel=0.025)


@pytest.mark.parametrize("code", ["SG", "HK", "MO", "TW"])
def test_small_jurisdictions_are_their_own_and_not_inside_the_china_feature(outlines, code):
    (own,) = outlines.geometry[outlines["code"] == code]
    (china,) = outlines.geometry[outlines["code"] == "CN"]
    assert china.intersection(own).area < 0.15 * own.area
    assert not china.contains(own.representative_point())


def test_known_points_lie_in_their_jurisdictions(outlines):
    points = {
        "SG": (103.82, 1.35),
        "HK": (114.13, 22.42),
        "MO": (113.56, 22.14),
        "TW": (121.0, 23.7),
        "MY": (101.7, 3.1),
        "AE": (54.4, 23.9),
        "CN": (104.0, 35.0),
        "US": (-98.0, 39.0),
        "KZ": (67.0, 48.0),
    }
    for code, point in points.items():
        holders = outlines[outlines.geometry.contains(shapely.Point(point))]
        assert holders["code"].tolist() == [code]


def test_shared_borders_stay_shared(outlines):
    fine = outlines["code"].isin(["SG", "HK", "MO"])
    assert shapely.coverage_is_valid(outlines.geometry[~fine].to_numpy())


def test_fine_shapes_overlap_their_neighbours_by_a_sliver_only(outlines):
    fine = outlines[outlines["code"].isin(["SG", "HK", "MO"])]
    for key, own in fine.geometry.items():
        others = outlines.geometry.drop(key)
        overlap = sum(own.intersection(other).area for other in others if own.intersects(other))
        assert overlap < 0.005  # square degrees; Hong Kong has about 0.1


def test_the_jurisdictions_that_studies_name_have_their_code(outlines):
    codes = outlines["code"][outlines["code"] != ""]
    assert codes.is_unique
    assert {"US", "TW", "SG", "MY", "AE", "HK", "MO", "KZ", "UZ", "CN", "TH"} <= set(codes)
    assert {"ID", "JP", "VN", "IN", "KR", "TR", "SA", "KG", "PH", "AU", "MX", "RU"} <= set(codes)


def test_file_has_one_sorted_feature_on_each_line(packaged_text):
    opening, *lines, closing = packaged_text.splitlines()
    assert opening == '{"type":"FeatureCollection","features":['
    assert closing == "]}"
    features = [json.loads(line.removesuffix(",")) for line in lines]
    keys = [feature["id"] for feature in features]
    assert keys == sorted(set(keys))
    assert [feature["type"] for feature in features] == ["Feature"] * len(keys)


def test_file_is_made_of_short_decimals(packaged_text):
    def places(value):
        if isinstance(value, list):
            return max(places(inner) for inner in value)
        return len(repr(value).partition(".")[2])

    for feature in json.loads(packaged_text)["features"]:
        limit = 3 if feature["properties"]["code"] in {"SG", "HK", "MO"} else 2
        assert places(feature["geometry"]["coordinates"]) <= limit


def test_outer_rings_run_anticlockwise_as_rfc_7946_wants(outlines):
    polygons = shapely.get_parts(outlines.geometry.to_numpy())
    assert shapely.is_ccw(shapely.get_exterior_ring(polygons)).all()


def test_own_file_is_read_like_the_packaged_one(write):
    content = collection(SQUARE, SQUARE)
    content["features"][0] |= {"id": "one", "properties": {"code": "AA", "name": "Å"}}
    content["features"][1]["properties"] = None
    frame = load_file(write(content))
    assert frame.index.tolist() == ["one", "1"]
    assert frame["code"].tolist() == ["AA", ""]
    assert frame["name"].tolist() == ["Å", ""]
    assert frame.crs == load().crs


def test_packaged_file_passes_as_an_own_file(write, packaged_text, outlines):
    assert load_file(write(packaged_text)).equals(outlines)


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (None, "not a Polygon or MultiPolygon"),
        ({"type": "Point", "coordinates": [0, 0]}, "not a Polygon or MultiPolygon"),
        ({"type": ["Polygon"], "coordinates": []}, "not a Polygon or MultiPolygon"),
        ({"type": "Polygon"}, "coordinates"),
        ({"type": "Polygon", "coordinates": "here"}, "coordinates"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, "x"], [1, 1], [0, 0]]]}, "coordinates"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "coordinates"),
        ({"type": "Polygon", "coordinates": []}, "empty"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [181, 0], [1, 1], [0, 0]]]}, "within 180"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, -91], [1, 1], [0, 0]]]}, "within 180"),
        (BOW_TIE, "Self-intersection"),
    ],
)
def test_unusable_feature_is_named_with_its_reason(write, geometry, reason):
    file = write(collection(SQUARE, geometry))
    with pytest.raises(OutlineError) as caught:
        load_file(file)
    assert str(caught.value).startswith(f"{file}: feature 1 ('QQ'): ")
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"type": "FeatureCollection"}',
        '{"type": "Feature", "features": []}',
        '{"type": "FeatureCollection", "features": [NaN]}',
        '{"type": "FeatureCollection", "features": [' + "9" * 5000 + "]}",
        "[" * 200_000,
        '{"type":"FeatureCollection","features":[{"geometry":{"type":"Polygon","coordinates":'
        + "[" * 600
        + "]" * 600
        + "}}]}",
        json.dumps(collection(SQUARE)).replace("2", "1e999"),
        json.dumps(collection(SQUARE)).replace("2", "NaN"),
        json.dumps({**collection(), "features": [7]}),
    ],
    ids=range(11),
)
def test_what_is_not_a_feature_collection_is_refused(write, text):
    file = write(text)
    with pytest.raises(OutlineError, match=r"own\.geojson"):
        load_file(file)


def test_too_large_a_file_is_refused_unread(tmp_path):
    file = tmp_path / "own.geojson"
    with file.open("wb") as stream:
        stream.truncate(LARGEST_FILE_BYTES + 1)
    with pytest.raises(OutlineError, match="larger than 64 MB"):
        load_file(file)


def test_missing_file_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_file(tmp_path / "none.geojson")
