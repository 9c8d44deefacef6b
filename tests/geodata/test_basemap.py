import re
from importlib import resources

import pytest
import shapely

from geodata.basemap import draw_basemap, load_basemap
from geodata.mercator import northing_deg
from geodata.outlines import load


@pytest.fixture(scope="module")
def basemap():
    return load_basemap()


def rings(path):
    """Decode a path the way a browser does: absolute start, then relative steps."""
    decoded = []
    for ring in re.findall(r"M[^z]*z", path):
        start, steps = ring[1:-1].split("l")
        x, y = map(int, start.split())
        numbers = [int(word) for word in re.findall(r"-?\d+", steps)]
        points = [(x, y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        decoded.append(points)
    return decoded


def pixel(longitude, latitude):
    return (longitude + 30) % 360 * 100, (northing_deg(83.5) - northing_deg(latitude)) * 100


def test_every_path_is_well_formed_whole_numbers_within_the_view_box(basemap):
    left, top, width, height = map(int, basemap["viewBox"].split())
    assert (left, top, width) == (0, 0, 36000)
    for path in basemap["paths"]:
        assert re.fullmatch(r"(M\d+ \d+l-?\d+(-\d+| \d+)+z)+", path["d"])
        for ring in rings(path["d"]):
            assert len(ring) >= 3
            assert all(0 <= x <= width and 0 <= y <= height for x, y in ring)


def test_bounds_and_view_box_agree(basemap):
    (south, west), (north, east) = basemap["bounds"]
    width, height = map(int, basemap["viewBox"].split()[2:])
    assert (east - west) * 100 == width
    assert round((northing_deg(north) - northing_deg(south)) * 100) == height


def test_each_code_has_one_path_in_order_after_the_rest(basemap):
    codes = [path["code"] for path in basemap["paths"]]
    assert codes == sorted(set(codes))
    assert codes[0] == ""
    assert {"SG", "HK", "MO", "TW", "CN", "US"} <= set(codes)


@pytest.mark.parametrize(
    ("code", "point"),
    [
        ("US", (-98, 39)),
        ("US", (-150, 65)),
        ("RU", (-175, 67)),
        ("RU", (179, 68)),
        ("SG", (103.82, 1.35)),
        ("HK", (114.13, 22.42)),
        ("TW", (121, 23.7)),
        ("", (0, 10)),
        ("", (-45, -10)),
        ("", (-40, 70)),
        ("", (-25, 72)),
    ],
)
def test_known_points_are_land_of_the_right_path(basemap, code, point):
    holders = [
        path["code"]
        for path in basemap["paths"]
        if sum(
            shapely.Polygon(ring).contains(shapely.Point(pixel(*point)))
            for ring in rings(path["d"])
        )
        % 2
    ]
    assert holders == [code]


def test_no_bars_run_across_the_map(basemap):
    """Russia is the widest land: 27 to 190 degrees east."""
    for path in basemap["paths"]:
        for ring in rings(path["d"]):
            columns = [x for x, _ in ring]
            assert max(columns) - min(columns) < 17_000


def test_the_seam_at_180_is_closed(basemap):
    (russia,) = (path["d"] for path in basemap["paths"] if path["code"] == "RU")
    mainland = max(rings(russia), key=len)
    assert min(x for x, _ in mainland) < 7_000
    assert max(x for x, _ in mainland) > 21_900  # past 180, which is 21000, to 169 W


def test_packaged_land_is_what_the_packaged_outlines_give(basemap):
    assert draw_basemap(load()) == basemap


def test_packaged_land_is_small(basemap):
    file = resources.files("geodata").joinpath("outlines/basemap.json")
    text = file.read_bytes()
    assert len(text) < 125_000
    assert text.isascii()
    assert text.count(b"\n") == len(basemap["paths"]) + 2
