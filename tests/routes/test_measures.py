"""Measures name every leg that they touch, whether by leg or by jurisdiction and direction."""

import pytest

import routes
import seeds
from tests.studies import SOURCE, study

LEGS = """
    id,origin,destination,capacity,layer
    A>B,A,B,10,goods
    B>C,B,C,4,goods
    B>C.rented,B,C,4,service
    A>C,A,C,1,goods
"""
MEASURES = """
    id,name,legs,jurisdictions,direction,effect,points,cost,basis,evidence
    both,All of Beta,,B,both,pressure,5,2,assumed,E1
    in,Into Beta,A>C,B,in,pressure,5,1.5,assumed,E1
    out,Out of Beta,,B,out,close,,unbounded,assumed,E1
"""


@pytest.fixture
def known(tmp_path):
    return routes.measures(study(tmp_path, legs=LEGS, measures=MEASURES, evidence=SOURCE))


def test_directions_choose_the_legs_of_every_layer(known):
    assert known["both"].legs == ("A>B", "B>C", "B>C.rented")
    assert known["in"].legs == ("A>B", "A>C")
    assert known["out"].legs == ("B>C", "B>C.rented")


def test_effects_points_and_costs_are_read(known):
    rows = [(entry.effect, entry.points, entry.cost_scaled) for entry in known.values()]
    assert rows == [("pressure", 5, 2000), ("pressure", 5, 1500), ("close", 0, "unbounded")]
    assert known["out"].to_dict()["name"] == "Out of Beta"


def test_the_packaged_measures_touch_legs_of_the_study():
    packaged = seeds.load()
    legs = set(packaged.legs["id"])
    known = routes.measures(packaged)
    assert list(known) == sorted(packaged.measures["id"])
    assert all(entry.legs and legs.issuperset(entry.legs) for entry in known.values())


def test_a_leg_that_a_scenario_took_out_is_not_touched():
    packaged = seeds.load()
    scenario = seeds.Scenario("x", "x", "", remove=("US>KZ.datacentre",))
    supposed = routes.suppose(packaged, scenario)
    assert routes.measures(supposed)["kz-uz-licences-refused"].legs == ("US>UZ.datacentre",)
