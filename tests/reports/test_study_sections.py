"""What the page says of the study as a whole, from a hand-made study and from the default one.

A --10--> B --4--> C, and a scenario that shuts B.
"""

import json
from fractions import Fraction

import pytest

import reports
import routes
import seeds
from reports import study_sections
from tests.studies import CHAIN, SOURCE, write_study

TABLES = {
    "evidence": SOURCE,
    "claims": """
        id,claim,period,kind,verdict,reason,evidence,used
        S02,Second.,,judgement,opinion,A view.,,Not used
        S01,First.,2024,fact,partly,Half of it.,E1,Leg A>B
    """,
    "measures": """
        id,name,legs,jurisdictions,effect,points,cost,legal_basis,evidence,reason
        m2,Press,,B,pressure,15,unbounded,A law,E1,It presses.
        m1,Shut,A>B,,close,,2.5,,,
    """,
    "priors": """
        id,alpha,beta,reason
        B,1,7,Rare.
        A,0.1,0.3,Also.
    """,
}
SCENARIOS = {
    "b-shut": 'title = "B shut"\nclose = ["B"]\nevidence = ["E1"]\nnote = "Nothing."',
    "a-more": 'set."B>C".capacity = "12"',
    "c-rent": '[[add]]\nid = "A>C.rent"\norigin = "A"\ndestination = "C"\nlayer = "service"\n'
    'capacity = "7"\n',
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = write_study(tmp_path_factory.mktemp("study"), legs=CHAIN, **TABLES)
    (folder / "scenarios").mkdir()
    for name, text in SCENARIOS.items():
        (folder / "scenarios" / f"{name}.toml").write_text(text, encoding="utf-8")
    return seeds.load(folder)


def test_claims_come_by_id_with_what_the_page_shows(small):
    first, second = study_sections.claims(small)
    assert first == {
        "id": "S01",
        "claim": "First.",
        "period": "2024",
        "verdict": "partly",
        "reason": "Half of it.",
        "evidence": ["E1"],
        "used": "Leg A>B",
    }
    assert (second["id"], second["period"], second["evidence"]) == ("S02", None, [])


def test_measures_say_what_they_touch_and_what_they_cost(small):
    first, second = study_sections.measures(small)
    # 2.5 in units of 1/scale, which is 1000 because of the one decimal.
    assert (first["id"], first["cost"], first["points"], small.scale) == ("m1", 2_500, None, 1_000)
    assert (first["legs"], first["jurisdictions"], first["law"]) == (["A>B"], [], None)
    assert second == {
        "id": "m2",
        "name": "Press",
        "legs": [],
        "jurisdictions": ["B"],
        "effect": "pressure",
        "points": 15,
        "cost": None,
        "law": "A law",
        "evidence": ["E1"],
        "reason": "It presses.",
    }


def test_a_prior_has_its_mean_in_percent_rounded_half_up(small):
    first, second = study_sections.priors(small)
    # 0.1 / 0.4 = 25%; 1 / 8 = 12.5%, which is 13.
    assert (first["class"], first["alpha"], first["beta"], first["mean"]) == ("A", "0.1", "0.3", 25)
    assert (second["class"], second["mean"], second["legs"]) == ("B", 13, 0)


def test_scenarios_are_set_beside_the_study_itself(small):
    more, shut, rent = study_sections.scenarios(reports.analyze(small))
    scale = small.scale
    assert (more["name"], more["title"], more["day"]) == ("a-more", "a-more", "2000-01-01")
    # With 12 on the second leg the first, of 10, is the smaller one.
    assert (more["value"], more["before"]) == (10 * scale, 4 * scale)
    assert (more["enters"], more["leaves"]) == (["A>B"], ["B>C"])
    assert (shut["value"], shut["before"], shut["leaves"]) == (0, 4 * scale, ["B>C"])
    assert (shut["note"], shut["evidence"]) == ("Nothing.", ["E1"])
    # What adds to one other layer alone is looked at there.
    assert (rent["layer"], rent["value"], rent["before"]) == ("service", 7 * scale, 0)
    assert [row["layer"] for row in (more, shut)] == ["goods", "goods"]


# -- the default study -------------------------------------------------------------------------


def test_every_section_is_plain(results):
    study = results.study
    for rows in (
        study_sections.claims(study),
        study_sections.measures(study),
        study_sections.priors(study),
        study_sections.scenarios(results),
    ):
        assert json.loads(json.dumps(rows)) == rows
        names = [row.get("id") or row.get("name") or row["class"] for row in rows]
        assert names == sorted(names)


def test_every_claim_and_measure_of_the_study_is_shown(study):
    claims = study_sections.claims(study)
    assert [row["id"] for row in claims] == [f"S{number:02d}" for number in range(1, 64)]
    assert all(row["reason"] and row["used"] for row in claims)
    assert len(study_sections.measures(study)) == len(study.measures)


def test_the_priors_are_those_of_the_readme(study):
    told = {row["class"]: (row["mean"], row["legs"]) for row in study_sections.priors(study)}
    assert {grade: mean for grade, (mean, _) in told.items()} == {
        "A": 95,
        "B": 80,
        "C": 60,
        "D": 25,
        "E": 10,
    }
    assert sum(legs for _, legs in told.values()) == len(study.legs)


def test_each_scenario_gives_what_a_graph_of_the_supposed_study_gives(study, results):
    by_name = {scenario.name: scenario for scenario in study.scenarios}
    rows = study_sections.scenarios(results)
    assert len(rows) >= 10
    for row in rows:
        supposed = routes.suppose(study, by_name[row["name"]])
        cut = routes.min_cut(routes.build(supposed, row["day"], row["layer"]))
        assert row["value"] == cut.value
        assert row["day"] == study.data_date.isoformat()
    licensed = {row["name"] for row in rows if row["layer"] == "licensed"}
    assert licensed == {"h200-open", "h200-refused", "h200-trickling"}


def test_without_kazakhstan_and_uzbekistan_the_flow_is_only_a_little_lower(study, results):
    [row] = [
        row
        for row in study_sections.scenarios(results)
        if row["name"] == "without-kazakhstan-uzbekistan"
    ]
    # The number that the study's README gives.
    assert row["before"] - row["value"] == 480 * study.scale
    assert Fraction(row["before"] - row["value"], row["before"]) < Fraction(1, 100)
