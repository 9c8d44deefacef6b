"""What a comparison says: the claim under every lens and status, and the section of a report."""

import pytest

import reports
import routes
import seeds
from reports import comparison_section
from reports.compared import compared
from reports.comparison_claim import claim
from tests import fork_study
from tests.studies import CHAIN, study


@pytest.fixture(scope="module")
def fork(tmp_path_factory):
    return fork_study.read(tmp_path_factory.mktemp("study") / "fork")


def _scenario(**change):
    return seeds.Scenario("mine", "Mine", "", **change)


@pytest.fixture
def tell(fork):
    """Give a function that compares the fork with itself under a change."""

    def compare(lens="passing", given=None, **change):
        base = routes.suppose(fork, _scenario(**given)) if given else fork
        graphs = [routes.build(each) for each in (base, routes.suppose(base, _scenario(**change)))]
        return compared(*graphs, lens)

    return compare


OPEN = {"capacity": {"A>B": "unbounded", "B>C": "unbounded"}}
SHUT = {"close": ("B",)}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"remove": ("B>C",)},
            "7 units per year pass instead of 10 (model result): 3 blocked, 7 re-routed.",
        ),
        (
            {"remove": ("B>D",)},
            "10 units per year pass, as before (model result): nothing is re-routed.",
        ),
        (
            {"capacity": {"B>C": 500}},
            "10 units per year pass, as before (model result): 5 re-routed.",
        ),
        (
            {"capacity": {"A>B": 1200}},
            "12 units per year pass instead of 10 (model result): 2 added.",
        ),
        (SHUT, "Nothing passes instead of 10 units per year (model result): 10 blocked."),
        (OPEN, "An unbounded amount passes instead of 10 units per year (model result)."),
        (
            {"given": SHUT, "close": ("D",)},
            "Nothing passes, as before (model result): nothing is re-routed.",
        ),
        (
            {"given": OPEN, "capacity": {"B>C": 200}},
            "9 units per year pass instead of an unbounded amount (model result).",
        ),
        ({"given": OPEN, **SHUT}, "Nothing passes instead of an unbounded amount (model result)."),
        (
            {"given": OPEN, "remove": ("B>D",)},
            "An unbounded amount passes, as before (model result).",
        ),
        (
            {"lens": "volume", "remove": ("B>C",)},
            (
                "7 units per year could move before enforcement is counted instead of 10 "
                "(model result): 3 blocked, 7 re-routed."
            ),
        ),
        (
            {"lens": "volume", **SHUT},
            (
                "Nothing could move before enforcement is counted instead of 10 units per year "
                "(model result): 10 blocked."
            ),
        ),
        (
            {"lens": "effort", "remove": ("B>C",)},
            (
                "Closing every modelled route takes 1 effort units, as before (model result): "
                "of what passes, 3 blocked, 7 re-routed."
            ),
        ),
        (
            {"lens": "effort", **SHUT},
            (
                "Closing every modelled route takes nothing instead of 1 effort units "
                "(model result): of what passes, 10 blocked."
            ),
        ),
    ],
)
def test_the_claim(tell, change, said):
    assert claim(tell(**change)) == said


def test_a_difference_that_rounding_would_hide_is_spelled_in_full(tmp_path):
    legs = "id,origin,destination,capacity\nA>C,A,C,1000.4\n"
    loaded = study(tmp_path, legs=legs)
    changed = routes.suppose(loaded, _scenario(capacity={"A>C": 1000300}))
    pair = compared(routes.build(loaded), routes.build(changed))
    assert pair.comparison.scale == 1000
    assert claim(pair) == (
        "1000.3 units per year pass instead of 1000.4 (model result): 0.1 blocked."
    )


def test_the_sentences_tell_of_chokepoints_route_and_gain(tell):
    assert comparison_section.sentences(tell(remove=("B>C",)))[1:] == [
        (
            "New in every minimum cut: Beta to Delta (B>D). "
            "No longer in every minimum cut: Alpha to Beta (A>B)."
        ),
        (
            "The least-pressure route is now Alpha to Beta to Delta to Gamma (90.0 % would pass); "
            "before it was Alpha to Beta to Gamma (100.0 % would pass)."
        ),
        "Most is gained by Beta to Delta (B>D): 7 instead of 0, with 0 to spare.",
    ]


def test_a_change_of_nothing_changes_nothing(tell):
    assert comparison_section.sentences(tell()) == [
        "10 units per year pass, as before (model result): nothing is re-routed.",
        "The same legs and jurisdictions are in every minimum cut as before.",
        "The least-pressure route stays as it is.",
    ]
    assert comparison_section.leg_rows(tell()) == []


def test_a_route_that_stays_but_is_pressed_more_says_so(tell):
    sentences = comparison_section.sentences(tell(pressure={"A>B": 40}))
    assert (
        "The least-pressure route stays Alpha to Beta to Gamma: 60.0 % would pass, not 100.0 %."
        in (sentences)
    )


def test_routes_that_end_or_begin(tell):
    ended = comparison_section.sentences(tell(**SHUT))
    assert "There is no least-pressure route any more." in ended
    changed = tell(**SHUT)
    begun = compared(changed.after, changed.before)
    assert comparison_section.sentences(begun)[2] == (
        "The least-pressure route is now Alpha to Beta to Gamma (100.0 % would pass)."
    )


def test_what_has_no_bound_has_no_legs_that_shift(tell):
    assert comparison_section.leg_rows(tell(**OPEN)) == []


def test_no_more_members_are_named_than_are_read(tmp_path):
    places = "".join(f"B{n},Beta{n},transit\n" for n in range(6))
    legs = "".join(f"A>B{n},A,B{n},2\nB{n}>C,B{n},C,1\n" for n in range(6))
    loaded = study(
        tmp_path,
        jurisdictions=f"id,name,role\nA,Alpha,origin\nC,Gamma,destination\n{places}",
        legs=f"id,origin,destination,capacity\n{legs}",
    )
    changed = routes.suppose(loaded, _scenario(close=("C",)))
    (_, chokepoints) = comparison_section.sentences(
        compared(routes.build(loaded), routes.build(changed))
    )[:2]
    assert chokepoints == (
        "No longer in every minimum cut: Beta0 to Gamma (B0>C), Beta1 to Gamma (B1>C), "
        "Beta2 to Gamma (B2>C), Beta3 to Gamma (B3>C) and 2 more."
    )


def test_without_a_scenario_there_is_no_section(tmp_path):
    assert comparison_section.section(reports.analyze(study(tmp_path, legs=CHAIN))) is None


def test_the_section_is_plain_text(fork):
    results = reports.analyze(fork, scenario=_scenario(remove=("B>C",)))
    section = comparison_section.section(results)
    assert set(section) == {"sentences", "columns", "rows"}
    assert section["columns"] == ["Leg", "From and to", "Before", "After", "Change", "Spare left"]
    assert section["rows"] == [
        ["B>D", "Beta to Delta", "0", "7", "+7", "0"],
        ["D>C", "Delta to Gamma", "0", "7", "+7", "2"],
        ["A>B", "Alpha to Beta", "10", "7", "-3", "3"],
        ["B>C", "Beta to Gamma", "10", "0", "-10", "0"],
    ]
    assert len(section["sentences"]) == 4
