import pytest

import reports
from reports import headline
from tests.studies import CHAIN, SOURCE, THREE, study

DAY = "In the goods layer, "  # nothing in these studies is dated
ONE_LEG = "the smallest cut that stops all of it closes 1 leg."
UNSTATED = "no enforcement pressure bears on these legs."


def _said(folder, *, lens="passing", as_of=None, layer="goods", **tables):
    loaded = study(folder, **tables)
    return headline.sentences(reports.analyze(loaded, lens=lens, as_of=as_of, layer=layer))


def test_a_unique_cut_of_one_leg(tmp_path):
    # A --10--> B --4--> C
    assert _said(tmp_path, legs=CHAIN) == [
        DAY + "the model lets 4 units per year through past enforcement; " + ONE_LEG,
        "In every minimum cut: Beta to Gamma. It is the only minimum cut.",
        "This is a model result: 100 % of the cut stands on assumed capacities, and " + UNSTATED,
    ]


def test_ties_are_said_and_no_leg_is_called_necessary(tmp_path):
    # A --4--> B --4--> C: either leg alone is a minimum cut.
    legs = "id,origin,destination,capacity\nA>B,A,B,4\nB>C,B,C,4\n"
    claim, chokepoints, _ = _said(tmp_path, legs=legs)
    assert claim.endswith("closes 1 leg.")
    assert chokepoints == "No leg is in every minimum cut: several different cuts cost the same."


def test_a_leg_in_every_cut_beside_ties(tmp_path):
    # A --4--> B --4--> C and A --2--> C: A>C is in both minimum cuts.
    legs = "id,origin,destination,capacity\nA>B,A,B,4\nB>C,B,C,4\nA>C,A,C,2\n"
    claim, chokepoints, _ = _said(tmp_path, legs=legs)
    assert "lets 6 units per year through" in claim
    assert chokepoints == "In every minimum cut: Alpha to Gamma. Other minimum cuts exist."


def test_parallel_legs_are_told_apart_by_their_ids(tmp_path):
    # Two legs A to C, of 3 and 2, and one by way of B of 1.
    legs = (
        "id,origin,destination,capacity\nA>C.air,A,C,3\nA>C.sea,A,C,2\n"
        "A>B,A,B,unbounded\nB>C,B,C,1\n"
    )
    claim, chokepoints, _ = _said(tmp_path, legs=legs)
    assert "lets 6 units" in claim
    assert claim.endswith("closes 3 legs.")
    assert chokepoints == (
        "In every minimum cut: Alpha to Gamma (A>C.air), Alpha to Gamma (A>C.sea), "
        "Beta to Gamma. It is the only minimum cut."
    )


def test_the_largest_four_are_named_and_the_rest_counted(tmp_path):
    # Six parallel legs of 1 to 6 units: all are in the cut, the largest first.
    rows = "".join(f"leg{number},A,C,{number}\n" for number in range(1, 7))
    _, chokepoints, _ = _said(tmp_path, legs="id,origin,destination,capacity\n" + rows)
    named = ", ".join(f"Alpha to Gamma (leg{number})" for number in (6, 5, 4, 3))
    assert chokepoints == f"In every minimum cut: {named} and 2 more. It is the only minimum cut."


def test_no_route_is_a_result(tmp_path):
    legs = "id,origin,destination,capacity\nA>B,A,B,10\n"
    assert _said(tmp_path, legs=legs) == [
        DAY + "no route from an origin to a destination is open.",
        "This is a model result.",
    ]


def test_a_route_without_a_bound_cannot_be_cut(tmp_path):
    legs = "id,origin,destination,capacity\nA>B,A,B,10\nA>C,A,C,unbounded\n"
    assert _said(tmp_path, legs=legs) == [
        DAY + "a route without a bounded leg is open: no set of bounded legs closes it.",
        "This is a model result.",
    ]


PRESSED = {
    "legs": "id,origin,destination,capacity,interdict_cost\nA>B,A,B,10,1\nB>C,B,C,8,3\n",
    "pressure": "id,target_kind,target,points\np,leg,B>C,50\n",
}
"""``A --10--> B --8--> C`` with half of B>C stopped: 4 pass; closing A>B takes 1, B>C takes 3."""


@pytest.mark.parametrize(
    ("lens", "claim", "chokepoint"),
    [
        (
            "passing",
            "the model lets 4 units per year through past enforcement; " + ONE_LEG,
            "Beta to Gamma",
        ),
        (
            "volume",
            "the model lets 8 units per year through before enforcement is counted; " + ONE_LEG,
            "Beta to Gamma",
        ),
        (
            "effort",
            "closing every modelled route takes at least 1 effort units, spent on 1 leg.",
            "Alpha to Beta",
        ),
    ],
)
def test_each_lens_says_what_it_adds_up(tmp_path, lens, claim, chokepoint):
    first, second, last = _said(tmp_path, lens=lens, **PRESSED)
    assert first == DAY + claim
    assert second == f"In every minimum cut: {chokepoint}. It is the only minimum cut."
    assert ("costs" in last) == (lens == "effort")
    pressed = "1 of 1 contributions to the pressure on these legs are judgements."
    assert last.endswith(pressed) == (lens == "passing")
    assert last.startswith("This is a model result: 100 % of the cut stands on assumed ")


def test_a_jurisdiction_in_the_cut_is_counted_as_one(tmp_path):
    # A --10--> B --10--> C where B lets 6 through, and A --1--> C beside it: 7.
    jurisdictions = (
        "id,name,role,node_capacity\nA,Alpha,origin,\nB,Beta,transit,6\nC,Gamma,destination,\n"
    )
    legs = "id,origin,destination,capacity\nA>B,A,B,10\nB>C,B,C,10\nA>C,A,C,1\n"
    claim, chokepoints, _ = _said(tmp_path, jurisdictions=jurisdictions, legs=legs)
    assert claim == DAY + (
        "the model lets 7 units per year through past enforcement; "
        "the smallest cut that stops all of it closes 1 leg and 1 jurisdiction."
    )
    assert chokepoints == "In every minimum cut: Alpha to Gamma, Beta. It is the only minimum cut."


def test_a_cut_of_jurisdictions_alone(tmp_path):
    jurisdictions = THREE.replace("role", "role,node_capacity").replace("transit", "transit,6")
    jurisdictions = jurisdictions.replace("origin", "origin,").replace(
        "destination", "destination,"
    )
    legs = "id,origin,destination,capacity\nA>B,A,B,10\nB>C,B,C,10\n"
    claim, *_ = _said(tmp_path, jurisdictions=jurisdictions, legs=legs)
    assert claim.endswith("closes 1 jurisdiction.")


@pytest.mark.parametrize(
    ("assumed", "reported", "share"), [(0, 4, 0), (4, 4, 50), (4, 0, 100), (1, 7, 13), (1, 999, 0)]
)
def test_the_share_that_is_assumed(tmp_path, assumed, reported, share):
    legs = (
        "id,origin,destination,capacity,basis,evidence\n"
        f"guessed,A,C,{assumed},assumed,\nread,A,C,{reported},reported,E1\n"
    )
    *_, last = _said(tmp_path, legs=legs, evidence=SOURCE)
    assert last == (
        f"This is a model result: {share} % of the cut stands on assumed capacities, and "
        + UNSTATED
    )


def test_sourced_pressure_is_said_to_be_sourced(tmp_path):
    pressure = "id,target_kind,target,points,basis,evidence\np,leg,B>C,25,reported,E1\n"
    *_, last = _said(tmp_path, legs=CHAIN, pressure=pressure, evidence=SOURCE)
    assert last.endswith("and the pressure on these legs is sourced throughout.")


@pytest.mark.parametrize(
    ("layer", "word", "moved"),
    [
        ("goods", "goods", "lets 2 units per year through past enforcement"),
        ("service", "remote-access", "counts 2 units per year of remote access, which is lawful"),
        (
            "ownership",
            "foreign-parented buyer",
            "counts 2 units per year of purchases by foreign-parented buyers, which may be lawful",
        ),
        ("licensed", "licensed", "counts 2 units per year of licensed sales, which are lawful"),
    ],
)
def test_the_layer_and_the_day_are_named_and_only_goods_are_diverted(tmp_path, layer, word, moved):
    legs = f"id,origin,destination,layer,capacity,valid_from\nA>C,A,C,{layer},2,2025-07-31\n"
    first, *_ = _said(tmp_path, layer=layer, as_of="2025-07", legs=legs)
    assert first.startswith(f"On 2025-07-31, in the {word} layer, the model {moved}; ")


def test_a_day_outside_the_tables_is_warned_of(tmp_path):
    legs = "id,origin,destination,capacity,valid_from,valid_to\nA>C,A,C,2,2024-01-01,2025-06-30\n"
    after = _said(tmp_path, legs=legs, as_of="2025-07-01")
    assert after[1] == "The tables end on 2025-06-30; a later day only carries them on."
    before = _said(tmp_path, legs=legs, as_of="2023-12")
    assert before[1] == "The tables begin with 2024-01; they say nothing of before."
    assert len(_said(tmp_path, legs=legs, as_of="2025-06-30")) == 3


def test_legs_of_the_cut_that_nobody_at_commerce_could_close_are_counted(tmp_path):
    # Both legs into C are in the only cut; one of them is out of reach.
    legs = "id,origin,destination,capacity,interdictable\nA>C,A,C,2,no\nA>B,A,B,9,\nB>C,B,C,1,yes\n"
    _, chokepoints, _ = _said(tmp_path, legs=legs)
    assert chokepoints.endswith(" The Commerce Department could not act on 1 of the 2 legs.")


def test_only_contributions_that_press_on_the_legs_in_force_are_counted(tmp_path):
    pressure = (
        "id,target_kind,target,points,valid_from\n"
        "now,leg,B>C,5,\nlater,leg,B>C,5,2030-01-01\nelsewhere,jurisdiction,D,5,\n"
    )
    jurisdictions = THREE + "D,Delta,transit\n"
    *_, last = _said(
        tmp_path, jurisdictions=jurisdictions, legs=CHAIN, pressure=pressure, as_of="2025-01"
    )
    assert last.endswith("1 of 1 contributions to the pressure on these legs are judgements.")


def test_the_subtitle_counts_what_is_in_force(tmp_path):
    legs = "id,origin,destination,capacity,valid_from\nA>B,A,B,1,\nB>C,B,C,1,2025-01-01\n"
    loaded = study(tmp_path, legs=legs)
    before = reports.analyze(loaded, as_of="2024-12-31")
    assert headline.subtitle(before) == "3 jurisdictions, 1 leg in force on 2024-12-31"
    assert headline.subtitle(reports.analyze(loaded)).startswith("3 jurisdictions, 2 legs in force")
