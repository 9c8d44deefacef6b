"""The palette's colours can be read, and its ramp can be told apart by every reader."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from reports import palette

SCHEMES = {"light": palette.LIGHT, "dark": palette.DARK}
RAMP = ("p0", "p1", "p2", "p3", "p4")
LINES = (*RAMP, "cut", "grade", "quiet-line", "accent")
GROUNDS = ("sea", "land", "study", "paper")
TEXTS = ("ink", "soft", "accent", "good")
TEXT_GROUNDS = ("paper", "panel", "sea")

LEAST_LINE_CONTRAST = 3.0
"""WCAG 2.2, success criterion 1.4.11: graphics that a reader needs."""

LEAST_TEXT_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3: text."""

LEAST_STEP = 8.0
"""CIELAB distance (CIE 1976) of neighbours; about 2.3 is just noticeable (Mahy, Van Eycken and
Oosterlinck 1994)."""

# Machado, Oliveira and Fernandes 2009, doi 10.1109/TVCG.2009.113: linear RGB, severity 1.0.
SIGHTS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}

# IEC 61966-2-1: linear sRGB to XYZ under D65. Its second row is the relative luminance of WCAG.
TO_XYZ = np.array(
    [
        [0.4124, 0.3576, 0.1805],
        [0.2126, 0.7152, 0.0722],
        [0.0193, 0.1192, 0.9505],
    ]
)


def _linear(colour):
    encoded = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def _contrast(one, other):
    darker, lighter = sorted(float(TO_XYZ[1] @ _linear(colour)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def _lab(colour, sight):
    seen = np.clip(SIGHTS[sight] @ _linear(colour), 0, 1)
    ratio = (TO_XYZ @ seen) / (TO_XYZ @ np.ones(3))
    root = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def _distance(one, other, sight):
    return float(np.linalg.norm(_lab(one, sight) - _lab(other, sight)))


def test_the_measures_give_known_values():
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    # The grey that just passes as text on white.
    assert _contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert _lab("#ff0000", "normal") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    # White and grey have no hue to lose.
    for sight, matrix in SIGHTS.items():
        assert matrix.sum(axis=1) == pytest.approx(1, abs=2e-6), sight
    # Red and a green of the same lightness part for most readers, hardly without the long cones.
    assert _distance("#c00000", "#606000", "deuteranopia") < _distance(
        "#c00000", "#606000", "normal"
    )


@pytest.mark.parametrize("scheme", SCHEMES)
def test_lines_stand_out_from_whatever_they_cross(scheme):
    colours = SCHEMES[scheme]
    weak = {
        (line, ground): round(contrast, 2)
        for line, ground in itertools.product(LINES, GROUNDS)
        if (contrast := _contrast(colours[line], colours[ground])) < LEAST_LINE_CONTRAST
    }
    assert weak == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read(scheme):
    colours = SCHEMES[scheme]
    weak = {
        (text, ground): round(contrast, 2)
        for text, ground in itertools.product(TEXTS, TEXT_GROUNDS)
        if (contrast := _contrast(colours[text], colours[ground])) < LEAST_TEXT_CONTRAST
    }
    assert weak == {}
    # The scissors on the map are paper on cut.
    assert _contrast(colours["paper"], colours["cut"]) >= LEAST_TEXT_CONTRAST


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_neighbours_of_the_ramp_can_be_told_apart(scheme, sight):
    colours = [SCHEMES[scheme][step] for step in RAMP]
    steps = [_distance(one, other, sight) for one, other in itertools.pairwise(colours)]
    assert min(steps) >= LEAST_STEP


@pytest.mark.parametrize("scheme", SCHEMES)
def test_more_pressure_stands_farther_from_the_ground(scheme):
    colours = SCHEMES[scheme]
    # The two lowest steps of the dark ramp differ in hue, hardly in lightness.
    contrasts = [_contrast(colours[step], colours["land"]) for step in RAMP]
    assert contrasts[1:] == sorted(contrasts[1:])
    assert contrasts[0] < contrasts[2]


@pytest.mark.parametrize(
    ("pressure", "step"),
    [
        (0, "p0"),
        (19, "p0"),
        (20, "p1"),
        (39, "p1"),
        (40, "p2"),
        (79, "p3"),
        (80, "p4"),
        (100, "p4"),
    ],
)
def test_a_pressure_has_one_colour_in_figures_and_on_the_page(node, pressure, step):
    from reports import page

    told = node(
        "output = drawing.pressureClass(input);", pressure, drawing=page.asset("drawing.js")
    )
    assert told == step
    assert palette.pressure_colour(pressure) == palette.LIGHT[step]


def test_both_schemes_colour_the_same_roles():
    assert palette.LIGHT.keys() == palette.DARK.keys()
