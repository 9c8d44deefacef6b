import re
import struct
import xml.etree.ElementTree as ET
import zlib

import pytest

import reports
import seeds
from reports import figure, page_geometry
from tests.studies import CHAIN, PLACED, study

SIZE_PIXELS = (1650, 810)
"""11 by 5.4 inches at 150 dots an inch."""

SVG = "{http://www.w3.org/2000/svg}"


def _images(loaded, **options):
    results = reports.analyze(loaded, **options)
    return figure.images(results, page_geometry.leg_lines(loaded))


def _png_chunks(content):
    """Split a PNG into its chunks, each checked against its own sum (ISO/IEC 15948, section 5)."""
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    place, chunks = 8, []
    while place < len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        data = content[place + 8 : place + 8 + length]
        (stated,) = struct.unpack(">I", content[place + 8 + length : place + 12 + length])
        assert zlib.crc32(kind + data) == stated
        chunks.append((kind, data))
        place += 12 + length
    return chunks


@pytest.fixture(scope="module")
def packaged():
    return _images(seeds.load())


def test_the_same_results_give_the_same_bytes(packaged):
    assert _images(seeds.load()) == packaged


def test_the_png_is_whole_and_has_its_size_and_no_clock_time(packaged):
    chunks = _png_chunks(packaged["figure.png"])
    assert chunks[0][0] == b"IHDR"
    assert struct.unpack(">II", chunks[0][1][:8]) == SIZE_PIXELS
    assert chunks[-1] == (b"IEND", b"")
    assert not {kind for kind, _ in chunks} & {b"tIME", b"tEXt", b"iTXt", b"eXIf"}


def test_the_svg_is_xml_that_runs_and_asks_for_nothing(packaged):
    root = ET.fromstring(packaged["figure.svg"])  # noqa: S314  # written by this project a moment ago
    assert root.tag == f"{SVG}svg"
    names = {element.tag for element in root.iter()}
    assert not names & {f"{SVG}script", f"{SVG}foreignObject", f"{SVG}image", f"{SVG}a"}
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.endswith("href"):
                assert value.startswith("#")
            assert not name.lower().startswith("on")
            assert all(target.startswith("#") for target in re.findall(r"url\(([^)]*)\)", value))


def test_the_svg_carries_no_date(packaged):
    assert b"<dc:date>" not in packaged["figure.svg"]


def test_without_coordinates_there_is_no_figure(tmp_path):
    assert _images(study(tmp_path, legs=CHAIN)) == {}


def test_other_results_give_another_figure(tmp_path):
    placed = study(tmp_path / "a", jurisdictions=PLACED, legs=CHAIN)
    other = study(tmp_path / "b", jurisdictions=PLACED, legs=CHAIN.replace("10", "3"))
    assert _images(placed)["figure.png"] != _images(other)["figure.png"]


@pytest.mark.parametrize(
    "name",
    [
        "A_{b}^c $x$",
        r"\frac{1}{2} $\undefined$ \\",
        "Åland, Türkiye & Côte d'Ivoire",
        "中国大陆",
        "المملكة",
        "<b>%s {0} {{x}}</b>",
    ],
)
def test_any_name_can_be_drawn(tmp_path, name):
    jurisdictions = PLACED.replace("Alpha", f'"{name}"')
    images = _images(study(tmp_path, jurisdictions=jurisdictions, legs=CHAIN))
    _png_chunks(images["figure.png"])
    ET.fromstring(images["figure.svg"])  # noqa: S314  # written by this project a moment ago


@pytest.mark.parametrize(
    ("legs", "title"),
    [
        ("A>B,A,B,4\nB>C,B,C,9\n", "Minimum cut of 1 leg, 4 units per year (model result)"),
        (
            "A>B,A,B,4\nA>C,A,C,9\nB>C,B,C,4\n",
            "Minimum cut of 2 legs, 13 units per year (model result)",
        ),
        ("A>B,A,B,4\n", "my_study: no route"),
        ("A>C,A,C,unbounded\n", "my_study: unbounded"),
    ],
)
def test_the_title_says_what_was_found(tmp_path, legs, title):
    table = f"id,origin,destination,capacity\n{legs}"
    loaded = study(tmp_path / "my_study", jurisdictions=PLACED, legs=table)
    assert figure.title(reports.analyze(loaded)) == title
    assert set(_images(loaded)) == {"figure.png", "figure.svg"}


def test_a_day_without_any_leg_in_force_can_be_drawn(tmp_path):
    legs = "id,origin,destination,capacity,valid_from\nA>C,A,C,4,2025-01-01\n"
    loaded = study(tmp_path, jurisdictions=PLACED, legs=legs)
    assert set(_images(loaded, as_of="2024-12-31")) == {"figure.png", "figure.svg"}


def test_places_without_a_leg_in_force_are_left_out(tmp_path):
    legs = "id,origin,destination,capacity\nA>C,A,C,4\n"
    results = reports.analyze(study(tmp_path, jurisdictions=PLACED, legs=legs))
    assert [place.id for place in figure._shown_places(results)] == ["A", "C"]


def test_some_places_without_coordinates_do_no_harm(tmp_path):
    jurisdictions = """
        id,name,role,lat,lon
        A,Alpha,origin,40,-100
        B,Beta,transit,,
        C,Gamma,destination,35,104
    """
    assert set(_images(study(tmp_path, jurisdictions=jurisdictions, legs=CHAIN))) <= {
        "figure.png",
        "figure.svg",
    }
