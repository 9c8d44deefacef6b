"""The address of a state: what it restores, and what it passes over."""

from __future__ import annotations

import itertools
import json
import string
import urllib.parse

import pytest

from reports import page

DECODE = "output = input.hashes.map((hash) => state.decode(input.model, hash));"
ROUND = """
output = input.states.map(function (chosen) {
  const hash = state.encode(input.model, chosen);
  return Object.assign({ hash: hash }, state.decode(input.model, hash));
});
"""
NAMES = ("lens", "layer", "weakestClass", "view", "colour", "leg", "date", "place", "budget")
LISTS = ("removed", "closed", "measures")
ADDRESS = set(string.ascii_letters + string.digits + "#=&,%._-")
HOSTILE = [
    "#####",
    "#legs-section",
    "#" + "a" * 10_000,
    "#" + "&" * 10_000,
    "#" + "=" * 10_000,
    "#lens=" + "effort" * 2_000,
    "#remove=" + "MY%3ECN.datacentre," * 2_000,
    "#close=" + ",".join(["MY"] * 5_000),
    "#remove=&close=&measure=",
    "#remove=,&close=,,,&measure=,",
    "#remove=__proto__,constructor&close=toString&measure=hasOwnProperty&place=valueOf",
    "#remove[]=MY%3ECN.datacentre&removed=MY%3ECN.datacentre&closed=MY&measures=officer-my",
    "#remove=MY&close=officer-my&measure=MY%3ECN.datacentre&place=MY%3ECN.datacentre",
    "#remove=%,MY%3ECN.datacentre&close=MY,%E0%A4%A&measure=%zz,officer-my&place=%",
    "#remove=0,1,2&close=-1&measure=NaN&place=undefined",
    "#remove=my%3Ecn.datacentre&close=my, MY&measure=officer-my%00",
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


@pytest.fixture
def initial(decode):
    """Give the state of an empty address."""
    [told] = decode("")
    return told["state"]


def _ids(data, table):
    return [row["id"] for row in data[table]]


def test_every_choice_survives_the_address(node, data):
    # Two coverings: each date with each leg in turn, and all other choices with one another.
    lenses, views = ("passing", "volume", "effort"), ("map", "diagram")
    colours = ("chokepoints", "pressure", "route", "evidence")
    classes = ["", *data["classes"]]
    legs = itertools.cycle(["", *(leg["id"] for leg in data["legs"])])
    dates = itertools.cycle(range(len(data["dates"])))
    chosen = itertools.product(lenses, data["layers"], classes, views, colours)
    places = itertools.cycle(["", *_ids(data, "jurisdictions")])
    budgets = itertools.cycle(["", *(row["budget"] for row in data["plans"]["rows"])])
    states = [
        dict(
            zip(NAMES, (*choice, next(legs), next(dates), next(places), next(budgets)), strict=True)
        )
        | {name: [] for name in LISTS}
        for choice in chosen
    ]
    assert len(states) > len(data["legs"]) > len(data["dates"])
    value = {"model": data, "states": states}
    told = node(ROUND, value, state=page.asset("state.js"))
    assert [entry["state"] for entry in told] == states
    assert not any(entry["passedOver"] for entry in told)
    assert len({entry["hash"] for entry in told}) == len(states)
    assert all(entry["hash"].isascii() and len(entry["hash"]) < 300 for entry in told)


def test_every_change_survives_the_address(node, data, random_states):
    states = random_states
    value = {"model": data, "states": states}
    told = node(ROUND, value, state=page.asset("state.js"))
    assert [entry["state"] for entry in told] == states
    assert not any(entry["passedOver"] for entry in told)
    assert all(set(entry["hash"]) <= ADDRESS for entry in told)
    sizes = {sum(len(state[name]) for name in LISTS) for state in states}
    assert min(sizes) == 0
    assert max(sizes) == sum(len(data[table]) for table in ("legs", "jurisdictions", "measures"))


def test_without_an_address_the_state_is_the_headline(decode, data):
    for told in decode("", "#", "#&", "#&&&"):
        state = told["state"]
        assert not told["passedOver"]
        assert state.items() >= data["baseline"]["question"].items()
        assert (state["view"], state["colour"]) == ("map", "chokepoints")
        assert (state["leg"], state["place"]) == ("", "")
        assert [state[name] for name in LISTS] == [[], [], []]


@pytest.mark.parametrize("part", range(0, len(HOSTILE), 5))
def test_what_the_rules_do_not_name_is_passed_over(decode, initial, part):
    for told in decode(*HOSTILE[part : part + 5]):
        assert told == {"state": initial, "passedOver": True}


def test_the_good_part_of_a_bad_address_counts(decode, initial):
    good = initial | {"lens": "effort", "weakestClass": "C"}
    address = "#lens=effort&view=%%%&layer=<b>&class=C&date=1999-01"
    assert decode(address) == [{"state": good, "passedOver": True}]


def test_the_good_ids_of_a_list_count_once_and_in_order(decode, initial):
    good = initial | {
        "removed": ["HK>CN.re_export", "MY>CN.datacentre"],
        "closed": ["MY"],
        "measures": ["officer-my"],
    }
    sorted_and_whole = "remove=HK%3ECN.re_export,MY%3ECN.datacentre&close=MY&measure=officer-my"
    swapped = sorted_and_whole.replace(
        "HK%3ECN.re_export,MY%3ECN.datacentre", "MY%3ECN.datacentre%2CHK>CN.re_export"
    )
    for address in (sorted_and_whole, swapped):
        assert decode(f"#{address}") == [{"state": good, "passedOver": False}]
    for address in (
        sorted_and_whole.replace("close=MY", "close=MY,MY"),
        sorted_and_whole.replace("close=MY", "close=MY,ZZ"),
        sorted_and_whole.replace("close=MY", "close=MY,__proto__"),
        sorted_and_whole.replace("close=MY", "close=,MY"),
        sorted_and_whole.replace("remove=HK", "remove=constructor,HK"),
        f"{sorted_and_whole}&measure=nothing",
        f"close=US&{sorted_and_whole}",
    ):
        assert decode(f"#{address}") == [{"state": good, "passedOver": True}]


def test_of_repeated_keys_the_last_good_one_counts(decode, initial):
    good = initial | {"lens": "volume"}
    address = "#lens=effort&lens=volume&lens=nothing"
    assert decode(address) == [{"state": good, "passedOver": True}]


def test_an_address_may_contradict_itself(decode, data):
    # The leg is of another layer and the class is stronger than the leg's own: both stay asked.
    leg = next(leg for leg in data["legs"] if leg["layer"] == "goods")
    [told] = decode(f"#layer=service&class=A&leg={leg['id']}")
    state = told["state"]
    assert (state["layer"], state["weakestClass"], state["leg"]) == ("service", "A", leg["id"])


def test_a_leg_may_be_removed_closed_at_both_ends_and_touched(decode, node, data, assets):
    address = "#remove=MY%3ECN.datacentre&close=CN,MY&measure=officer-my&leg=MY%3ECN.datacentre"
    [told] = decode(address)
    assert not told["passedOver"]
    state = told["state"]
    assert (state["removed"], state["closed"]) == (["MY>CN.datacentre"], ["CN", "MY"])
    script = f"""
    const solver = require({json.dumps(assets())} + "/solver.js");
    output = [[], input.state.removed].map((removed) =>
      solver.solve(input.model, Object.assign({{}}, input.state, {{ removed: removed }})));
    """
    closed, removed_too = node(script, {"model": data, "state": state})
    assert closed == removed_too
    assert closed["status"] == "no route"


def test_an_address_longer_than_any_that_can_be_written_is_not_read(decode, node, data, initial):
    everything = initial | {
        name: sorted(_ids(data, table))
        for name, table in (
            ("removed", "legs"),
            ("closed", "jurisdictions"),
            ("measures", "measures"),
        )
    }
    longest = {
        "colour": "chokepoints",
        "lens": "passing",
        "layer": max(data["layers"], key=len),
        "view": "diagram",
        "leg": max(_ids(data, "legs"), key=lambda leg: len(urllib.parse.quote(leg))),
        "place": max(_ids(data, "jurisdictions"), key=len),
        "budget": max((row["budget"] for row in data["plans"]["rows"]), key=len),
    }
    value = {"model": data, "states": [everything | longest]}
    [told] = node(ROUND, value, state=page.asset("state.js"))
    assert (told["state"], told["passedOver"]) == (everything | longest, False)
    length = node("output = state.longest(input);", data, state=page.asset("state.js"))
    assert length == len(told["hash"])
    assert decode(told["hash"] + "&") == [{"state": initial, "passedOver": True}]
    padding = "x" * (length - len("#&lens=effort"))
    effort = {"state": initial | {"lens": "effort"}, "passedOver": True}
    assert decode(f"#lens=effort&{padding}") == [effort]
    assert decode(f"#lens=effort&{padding}x") == [{"state": initial, "passedOver": True}]


def test_without_a_map_no_address_asks_for_one(node, model):
    value = {"model": model, "hashes": ["#view=map", "#view=diagram", ""]}
    told = node(DECODE, value, state=page.asset("state.js"))
    assert {entry["state"]["view"] for entry in told} == {"diagram"}
    assert [entry["passedOver"] for entry in told] == [True, False, False]
