import html
import io
import re
import xml.etree.ElementTree as ET

import pytest
from matplotlib import image

import routes
import seeds
from reports import amounts, timeline_figure
from tests.studies import CHAIN, write_study

SIZE_PIXELS = (690, 1500)
"""4.6 by 10 inches at 150 dots an inch, as rows and columns."""


@pytest.fixture(scope="module")
def line(study):
    return routes.timeline(study)


@pytest.fixture(scope="module")
def images(study, line):
    return timeline_figure.images(study, line)


def _texts(images):
    """List the lines of text, which are drawn as outlines and written beside them as comments."""
    content = images["timeline.svg"].decode()
    return [html.unescape(text) for text in re.findall(r"<!-- (.*?) -->", content)]


def test_the_same_time_line_gives_the_same_bytes(study, line, images):
    assert list(images) == ["timeline.png", "timeline.svg"]
    assert timeline_figure.images(study, line) == images


def test_the_picture_opens_and_has_its_size(images):
    pixels = image.imread(io.BytesIO(images["timeline.png"]), format="png")
    assert pixels.shape[:2] == SIZE_PIXELS
    # Something is drawn: more than one colour.
    assert len({tuple(pixel) for pixel in pixels[::7, ::7].reshape(-1, pixels.shape[2])}) > 5


def test_the_drawing_says_what_it_shows_and_carries_no_date_of_its_own(images):
    texts = _texts(images)
    assert "Goods layer, month by month (model result)" in texts
    assert "H100-equivalents per year" in texts
    assert {"what passes enforcement", "what could move"} <= set(texts)
    assert {"2023-01", "2026-07"} <= set(texts)
    root = ET.fromstring(images["timeline.svg"])  # noqa: S314  # written by this project a moment ago
    assert root.tag.endswith("}svg")
    assert b"<dc:date>" not in images["timeline.svg"]


def test_the_rows_with_the_largest_effects_are_named(line, images):
    named = " ".join(_texts(images))
    effects = sorted(
        (max(abs(row.effect_scaled["passing"] or 0) for row in month.changes), month.day)
        for month in line.months
        if month.changes
    )
    largest = next(month for month in line.months if month.day == effects[-1][1])
    top = max(largest.changes, key=lambda row: (abs(row.effect_scaled["passing"] or 0), row.id))
    assert top.id in named
    # A law that lowers what passes has a minus before its effect, a leg that opens a plus.
    directive = next(
        row for month in line.months for row in month.changes if row.id == "MY.directive-2025"
    )
    effect = directive.effect_scaled["passing"]
    assert effect < 0
    assert f"\N{MINUS SIGN}{amounts.rounded(-effect, line.scale)}" in named
    assert f"+{amounts.rounded(top.effect_scaled['passing'], line.scale)}" in named
    whole = [row.id for month in line.months for row in month.changes]
    assert 0 < sum(name in named for name in set(whole)) < len(set(whole))


@pytest.mark.parametrize(
    "legs",
    [
        CHAIN,
        "id,origin,destination,capacity\n",
        "id,origin,destination,capacity\nx,A,C,unbounded\n",
    ],
    ids=["undated", "no legs", "unbounded"],
)
def test_a_study_of_any_kind_can_be_drawn(tmp_path, legs):
    one = seeds.load(write_study(tmp_path, legs=legs))
    made = timeline_figure.images(one, routes.timeline(one))
    assert image.imread(io.BytesIO(made["timeline.png"]), format="png").shape[:2] == SIZE_PIXELS
