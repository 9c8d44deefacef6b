import re
import xml.etree.ElementTree as ET

import pytest

import reports
from reports import diagram_figure
from routes import fields
from tests.studies import CHAIN, PLACED, THREE, study

SVG = "{http://www.w3.org/2000/svg}"
PARALLEL = """
    id,origin,destination,capacity,evidence_class
    A>B,A,B,10,
    A>B.2,A,B,unbounded,
    A>C,A,C,0,
    B>C,B,C,4,C
"""
"""``A =10, unbounded=> B --4--> C``, and ``A --0--> C`` that passes nothing."""


def _root(results):
    return ET.fromstring(diagram_figure.svg(results))  # noqa: S314  # written a moment ago


def _drawn(root):
    """Give for each leg that is drawn its rank and the width of its line."""
    return {
        group.find(f"{SVG}title").text.partition(": ")[0]: (
            group.get("class"),
            group.find(f"{SVG}path").get("stroke-width"),
        )
        for group in root.iter(f"{SVG}g")
    }


def test_every_leg_that_passes_anything_is_drawn_with_its_standing(results):
    drawn = _drawn(_root(results))
    legs = {leg: data for _, _, leg, data in results.graph.edges(keys=True, data=True)}
    assert set(drawn) == {leg for leg, data in legs.items() if data[fields.PASSING] != 0}
    ranks = {"every": results.cut.every.legs}
    assert {leg for leg, (rank, _) in drawn.items() if rank == "every"} == set(ranks["every"])


def test_each_leg_has_a_line_of_text_of_its_own(results):
    lines = diagram_figure.svg(results).decode("utf-8").splitlines()
    for leg in results.cut.every.legs:
        written = leg.replace(">", "&gt;")
        assert sum(f"<title>{written}:" in line for line in lines) == 1


def test_the_width_grows_with_the_root_of_what_passes(tmp_path):
    """The widest is 6.0 pixels for 10; for 4 of 10 it is 1.2 + 4.8 * sqrt(0.4) = 4.2 (cut off)."""
    results = reports.analyze(study(tmp_path, legs=PARALLEL))
    assert _drawn(_root(results)) == {
        "A>B": ("other", "6.0"),
        "A>B.2": ("other", "6.0"),
        "B>C": ("every", "4.2"),
    }


def test_a_weaker_class_is_dashed(tmp_path):
    text = diagram_figure.svg(reports.analyze(study(tmp_path, legs=PARALLEL))).decode()
    (line,) = [line for line in text.splitlines() if "B&gt;C" in line]
    assert "evidence class C" in line
    assert 'stroke-dasharray="9 5"' in line


def test_numbers_are_whole_or_have_one_decimal_so_that_no_machine_rounds_them(results):
    text = re.sub(r"<(style|title|text).*?</\1>", "", diagram_figure.svg(results).decode())
    decimals = re.findall(r"\d+\.(\d+)", text)
    assert decimals
    assert all(len(decimal) == 1 for decimal in decimals)


def test_it_runs_and_asks_for_nothing(results):
    root = _root(results)
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names == {
        *("svg", "title", "defs", "marker", "path", "style", "rect", "g", "circle", "text")
    }
    for element in root.iter():
        assert not any(name.endswith("href") or name.startswith("on") for name in element.attrib)
    style = root.find(f"{SVG}style").text
    assert all(target.startswith("#") for target in re.findall(r"url\(([^)]*)\)", style))
    assert "@import" not in style


@pytest.mark.parametrize(
    "name", ["<b>%s {0} {{x}}</b>", "]]> & </text>", "中国大陆", "المملكة", "Côte d'Ivoire"]
)
def test_any_name_stays_a_text(tmp_path, name):
    jurisdictions = THREE.replace("Alpha", f'"{name}"')
    root = _root(reports.analyze(study(tmp_path, jurisdictions=jurisdictions, legs=CHAIN)))
    assert name in [text.text for text in root.iter(f"{SVG}text")]


def test_no_name_leaves_the_picture(tmp_path):
    """A letter is less than 9 pixels wide; long names at the sides make the picture wider."""
    long = "The Federated Islands of the Far and Distant Ocean"
    jurisdictions = THREE.replace("Alpha", long).replace("Gamma", long)
    root = _root(reports.analyze(study(tmp_path, jurisdictions=jurisdictions, legs=CHAIN)))
    left, _, width, _ = map(int, root.get("viewBox").split())
    for text in root.iter(f"{SVG}text"):
        if text.get("class") == "name":
            room = 9 * len(text.text)
            start = (
                int(text.get("x"))
                - {"start": 0, "middle": room // 2, "end": room}[text.get("text-anchor")]
            )
            assert left < start
            assert start + room < left + width


@pytest.mark.parametrize("layer", ["goods", "service"])
def test_a_layer_without_a_leg_can_be_drawn(tmp_path, layer):
    legs = "id,origin,destination,capacity,valid_from\nA>C,A,C,4,2025-01-01\n"
    loaded = study(tmp_path, jurisdictions=PLACED, legs=legs)
    root = _root(reports.analyze(loaded, as_of="2024-12-31", layer=layer))
    assert _drawn(root) == {}
