"""The page's solver agrees with Python on every month, lens, layer and class of the study."""

from __future__ import annotations

import itertools

import pytest

LENSES = ("passing", "volume", "effort")
CLASSES = ("", "A", "B", "C", "D", "E")


def _questions(dates, layers):
    # The lens comes last, so that Python builds each graph once.
    names = ("date", "layer", "weakestClass", "lens")
    product = itertools.product(dates, layers, CLASSES, LENSES)
    return [dict(zip(names, values, strict=True)) for values in product]


@pytest.mark.slow
def test_every_month_lens_and_layer_agree_with_python(model, ask_python, differences):
    months = len(model["dates"])
    assert (months, len(model["layers"])) == (49, 4)
    questions = _questions(range(months), model["layers"])
    expected = [ask_python(question) for question in questions]
    assert differences([(model, questions)], [expected]) == 0
    statuses = [answer["status"] for answer in expected]
    assert statuses.count("cut") > 200
    assert statuses.count("no route") > 200


def test_the_flow_is_whole_and_fills_the_cut(model, solve_in_node):
    [[answer]] = solve_in_node([(model, [model["baseline"]["question"]])])
    legs = {leg["id"]: leg for leg in model["legs"]}
    # Every maximum flow fills every member of every minimum cut.
    cut = answer["sourceSide"]["legs"]
    assert sum(answer["flow"][leg] for leg in cut) == answer["value"] > 0
    assert all(answer["flow"][leg] <= legs[leg]["capacity"] for leg in cut)
    assert min(answer["flow"].values()) >= 0
    # What enters a transit jurisdiction leaves it.
    for i, place in enumerate(model["jurisdictions"]):
        into = sum(amount for leg, amount in answer["flow"].items() if legs[leg]["to"] == i)
        out = sum(amount for leg, amount in answer["flow"].items() if legs[leg]["from"] == i)
        assert (into - out) * {"origin": -1, "transit": 0, "destination": 1}[place["role"]] >= 0
        assert into == out or place["role"] != "transit"
