"""The address of a state: what it restores, and what it passes over."""

from __future__ import annotations

import itertools

import pytest

from reports import page

DECODE = "output = input.hashes.map((hash) => state.decode(input.model, hash));"
ROUND = """
output = input.states.map(function (chosen) {
  const hash = state.encode(input.model, chosen);
  return { hash: hash, state: state.decode(input.model, hash) };
});
"""
KEYS = {"date", "lens", "layer", "weakestClass", "view", "colour", "leg"}
HOSTILE = [
    "",
    "#",
    "#####",
    "#legs-section",
    "#" + "a" * 10_000,
    "#" + "&" * 10_000,
    "#" + "=" * 10_000,
    "#lens=" + "effort" * 2_000,
    "#leg=<script>window.pwned=1</script>",
    "#leg=%3Cimg%20src=x%20onerror=alert(1)%3E",
    "#__proto__=1&constructor=2&prototype=3&toString=4&hasOwnProperty=5",
    "#__proto__[lens]=effort&lens[]=effort&lens.effort=1",
    "#date=__proto__&lens=constructor&layer=toString&class=__proto__&view=length&colour=0",
    "#date=%&lens=%E0%A4%A&layer=%zz&class=%00&leg=%C0%80",
    "#date=2022-13&lens=Effort&layer=GOODS&class=F&view=globe&colour=red&leg=ZZ>ZZ.x",
    "#date=1&date=NaN&date=-1&date=Infinity&date=1e3&date=undefined&date=null",
    "#lens= effort&layer=goods%20&class=A%00",
    "#geometry=null&map=1&weakestClass=A&date[]=2023-01",
    "#\u2028lens=effort\u2029&\ud800=\udfff",
]


@pytest.fixture
def data(model):
    """Give the default page's data with a map, so that both views can be chosen."""
    return model | {"geometry": {}}


@pytest.fixture
def decode(node, data):
    def run(*hashes):
        value = {"model": data, "hashes": hashes}
        return node(DECODE, value, state=page.asset("state.js"))

    return run


def test_every_choice_survives_the_address(node, data):
    # Two coverings: each date with each leg in turn, and all other choices with one another.
    lenses, views = ("passing", "volume", "effort"), ("map", "diagram")
    colours = ("chokepoints", "pressure", "route", "evidence")
    classes = ["", *data["classes"]]
    legs = itertools.cycle(["", *(leg["id"] for leg in data["legs"])])
    dates = itertools.cycle(range(len(data["dates"])))
    chosen = itertools.product(lenses, data["layers"], classes, views, colours)
    names = ("lens", "layer", "weakestClass", "view", "colour", "leg", "date")
    states = [
        dict(zip(names, (*choice, next(legs), next(dates)), strict=True)) for choice in chosen
    ]
    assert len(states) > len(data["legs"]) > len(data["dates"])
    value = {"model": data, "states": states}
    told = node(ROUND, value, state=page.asset("state.js"))
    assert [entry["state"] for entry in told] == states
    assert len({entry["hash"] for entry in told}) == len(states)
    assert all(entry["hash"].isascii() and len(entry["hash"]) < 300 for entry in told)


def test_without_an_address_the_state_is_the_headline(decode, data):
    [state] = decode("")
    assert state.items() >= data["baseline"]["question"].items()
    assert (state["view"], state["colour"], state["leg"]) == ("map", "chokepoints", "")


@pytest.mark.parametrize("part", range(0, len(HOSTILE), 5))
def test_what_the_rules_do_not_name_is_passed_over(decode, part):
    [initial] = decode("")
    for state in decode(*HOSTILE[part : part + 5]):
        assert state == initial
        assert set(state) == KEYS


def test_the_good_part_of_a_bad_address_counts(decode):
    [initial] = decode("")
    [state] = decode("#lens=effort&view=%%%&layer=<b>&class=C&date=1999-01")
    assert state == initial | {"lens": "effort", "weakestClass": "C"}


def test_of_repeated_keys_the_last_good_one_counts(decode):
    [initial] = decode("")
    [state] = decode("#lens=effort&lens=volume&lens=nothing")
    assert state == initial | {"lens": "volume"}


def test_an_address_may_contradict_itself(decode, data):
    # The leg is of another layer and the class is stronger than the leg's own: both stay asked.
    leg = next(leg for leg in data["legs"] if leg["layer"] == "goods")
    [state] = decode(f"#layer=service&class=A&leg={leg['id']}")
    assert (state["layer"], state["weakestClass"], state["leg"]) == ("service", "A", leg["id"])


def test_what_lies_beyond_two_thousand_characters_is_not_read(decode):
    [initial] = decode("")
    padding = "x" * 2_000
    assert decode(f"#{padding}&lens=effort") == [initial]
    assert decode(f"#lens=effort&{padding}") == [initial | {"lens": "effort"}]


def test_without_a_map_no_address_asks_for_one(node, model):
    value = {"model": model, "hashes": ["#view=map", "#view=diagram", ""]}
    states = node(DECODE, value, state=page.asset("state.js"))
    assert {state["view"] for state in states} == {"diagram"}
