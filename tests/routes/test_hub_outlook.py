"""Who comes next, by hand on the study of `tests/hub_study.py` and by trying every route."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import prod

import networkx as nx
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyproj import Geod

import routes
import seeds
from routes.hub_baselines import by_growth, by_nearness, kilometres
from routes.hub_routes import by_route
from tests import hub_study
from tests.hub_study import PLACES

FIRST, SECOND = dt.date(2020, 1, 10), dt.date(2021, 7, 1)
PRIOR = {"A": Fraction(3, 4), "B": Fraction(1, 2), "C": Fraction(1, 2)}
PRIOR |= {"D": Fraction(1, 4), "E": Fraction(1, 10)}
HUBS, OTHERS = ["B", "T"], ["U", "V"]


@pytest.fixture
def study(tmp_path):
    return hub_study.hub_study(tmp_path)


def test_before_any_report_only_pressure_tells_places_apart(study):
    """Both legs are unseen, 1/10 each; 10 points press on what enters B."""
    told = routes.outlook(study, "goods", FIRST, FIRST)
    assert (told.hubs, told.places) == ((), ("B", "T", "U", "V"))
    assert told.weights["model"] == {
        "B": Fraction(9, 1000),
        "T": Fraction(10, 1000),
        "U": Fraction(10, 1000),
        "V": Fraction(10, 1000),
    }
    assert set(told.weights["attachment"].values()) == {1}
    # The rule on B is the one report about a place, and of the last year.
    assert told.weights["growth"] == {"B": 2, "T": 1, "U": 1, "V": 1}
    assert "nearness" not in told.weights


def test_a_half_known_way_counts_more_and_a_pressed_one_less(study):
    """V: 1/4 in (D), 1/10 out. T: 20 points press on what leaves it, by B or not. U: 1/100."""
    told = routes.outlook(study, "goods", SECOND, FIRST)
    assert (told.hubs, told.places) == (("B",), ("T", "U", "V"))
    assert told.weights["model"] == {
        "T": Fraction(8, 1000),
        "U": Fraction(10, 1000),
        "V": Fraction(25, 1000),
    }
    assert told.weights["attachment"] == {"T": 1, "U": 1, "V": 2}


def test_reports_of_the_last_year_are_set_against_the_year_before(study):
    """On 2021-07-01 T has P2 of June 2021; V has R1 of March 2020, in the year before."""
    vintage = seeds.as_known(study, SECOND)
    assert by_growth(vintage, "goods", ["B"], ["T", "U", "V"]) == {
        "T": Fraction(2, 1),
        "U": Fraction(1, 1),
        "V": Fraction(1, 2),
    }


@pytest.mark.parametrize(
    ("day", "growth"), [("2021-03-04", Fraction(2)), ("2021-03-05", Fraction(1, 2))]
)
def test_a_report_of_365_days_ago_is_of_the_year_before(study, day, growth):
    vintage = seeds.as_known(study, dt.date.fromisoformat(day))
    assert by_growth(vintage, "goods", ["B"], ["V"]) == {"V": growth}


def test_nearness_adds_up_over_destinations_and_hubs(tmp_path):
    vintage = seeds.as_known(hub_study.hub_study(tmp_path, jurisdictions=PLACES), SECOND)
    weights = by_nearness(vintage, "goods", ["B"], ["T", "U", "V"])
    # On the equator of a sphere of 6371 km a degree is 111.19 km.
    assert weights["U"] == Fraction(1, 222) + Fraction(1, 1334)
    assert max(weights, key=weights.get) == "T"


@settings(max_examples=100, derandomize=True, database=None, deadline=None)
@given(*[st.floats(-80, 80), st.floats(-180, 180)] * 2)
def test_great_circles_are_those_of_another_library(south, west, north, east):
    one, other = {"lat": south, "lon": west}, {"lat": north, "lon": east}
    _, _, metres = Geod(a=6371000, b=6371000).inv(west, south, east, north)
    assert kilometres(one, other) == pytest.approx(max(metres / 1000, 1), abs=0.51)


def test_probabilities_by_hand(study):
    """One first report in 55 days of B and 3 times 538 days; an imagined one in 365."""
    told = routes.outlook(study, "goods", SECOND, FIRST)
    assert (told.first_reports, told.place_days) == (1, 55 + 3 * 538)
    rate = 365 + 1669
    assert told.probability("chance", 365) == dict.fromkeys(
        "TUV", 1 - Fraction(rate, rate + 365) ** 2
    )
    # T has 8 of 43 parts of the weight, so 24/43 of the mean of three.
    speed = Fraction(24, 43)
    assert told.probability("model", 365)["T"] == 1 - (rate / (rate + speed * 365)) ** 2


def test_without_record_the_chance_within_a_year_is_even(study):
    told = routes.outlook(study, "goods", FIRST, FIRST)
    assert set(told.probability("chance", 365).values()) == {Fraction(1, 2)}


def test_where_nothing_can_pass_all_are_alike(study):
    told = replace(
        routes.outlook(study, "goods", FIRST, FIRST), weights={"model": {"B": Fraction(0)}}
    )
    assert told.probability("model", 365) == {"B": Fraction(1, 2)}


def test_without_priors_every_leg_counts_as_there(tmp_path):
    study = hub_study.hub_study(tmp_path, priors="\n    id,alpha,beta\n")
    told = routes.outlook(study, "goods", SECOND, FIRST)
    assert told.weights["model"] == {"T": Fraction(4, 5), "U": Fraction(1), "V": Fraction(1)}


PLACE_NAMES = ["A", "B", "T", "U", "V", "C"]
ENDS = st.tuples(*[st.sampled_from(PLACE_NAMES)] * 2).filter(lambda pair: pair[0] != pair[1])
LEGS = st.lists(st.tuples(ENDS, st.sampled_from("ABCDE")), max_size=10)
PRESSES = st.lists(
    st.tuples(
        st.sampled_from(PLACE_NAMES),
        st.sampled_from(["in", "out", "both"]),
        st.sampled_from([-10, 20, 60, 100]),
    ),
    max_size=4,
)


def _with_rows(study, legs, presses):
    blank = dict.fromkeys(study.legs.columns)
    rows = [
        blank
        | {"id": f"l{n}", "origin": a, "destination": b, "layer": "goods", "evidence_class": grade}
        for n, ((a, b), grade) in enumerate(legs)
    ]
    pressing = dict.fromkeys(study.pressure.columns) | {"target_kind": "jurisdiction", "layers": ()}
    points = [
        pressing | {"id": f"p{n}", "target": place, "direction": direction, "points": size}
        for n, (place, direction, size) in enumerate(presses)
    ]
    return replace(
        study,
        legs=pd.DataFrame(rows, columns=list(blank), dtype=object),
        pressure=pd.DataFrame(points, columns=list(pressing), dtype=object),
    )


def _passing(origin, destination, presses):
    percent = sum(
        size
        for place, direction, size in presses
        if (place == destination and direction != "out") or (place == origin and direction != "in")
    )
    return Fraction(100 - min(max(percent, 0), 100), 100)


def _best_by_trying_all(place, legs, presses):
    """Try every simple route of at most four legs by the place and at most a hub on each side."""
    chance = {}
    unseen = [(other, place) for other in ["A", *HUBS]] + [(place, other) for other in ["C", *HUBS]]
    for ends, grade in [*legs, *((ends, "E") for ends in unseen)]:
        found = PRIOR[grade] * _passing(*ends, presses)
        chance[ends] = max(chance.get(ends, Fraction(0)), found)
    shapes = [
        ["A", *before, place, *after, "C"]
        for before in ([], ["B"], ["T"])
        for after in ([], ["B"], ["T"])
    ]
    routes_by = [
        route
        for route in nx.all_simple_paths(nx.DiGraph(list(chance)), "A", "C", cutoff=4)
        if route in shapes
    ]
    return max(prod(chance[pair] for pair in pairwise(route)) for route in routes_by)


@settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(LEGS, PRESSES)
@example(
    # Directly nothing passes U, and by B it would pass B twice, which is no route.
    legs=[(("A", "B"), "A"), (("B", "C"), "A")],
    presses=[("A", "out", 60), ("U", "both", 60), ("C", "in", 60)],
)
def test_the_model_s_weight_is_that_of_the_best_of_all_routes(study, legs, presses):
    weights = by_route(_with_rows(study, legs, presses), "goods", HUBS, OTHERS)
    assert weights == {place: _best_by_trying_all(place, legs, presses) for place in OTHERS}
