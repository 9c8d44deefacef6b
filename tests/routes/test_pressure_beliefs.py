"""Contributions to pressure that are drawn: one factor for each row, alike on all its legs.

Unless said otherwise, row R1 presses with 40 points on l1 and l2, R2 with -20 on l2, and R3 with
30 on a leg that the graph lacks.
"""

from dataclasses import replace
from fractions import Fraction
from math import floor, sqrt

import numpy as np
import pytest
from scipy import stats

import routes
import seeds
from routes.beliefs import Beliefs, Contribution, Weighting
from routes.leg_beliefs import leg_beliefs
from routes.leg_draws import LegSampler
from routes.pressure_beliefs import MILLION
from seeds.scenarios import PressureChange
from tests.strategies import empty_graph, jurisdiction, leg

MANY = np.arange(20_000)
DAY = "2026-10-31"
ROWS = (
    Contribution("R1", (40, 80), ("l1", "l2")),
    Contribution("R2", (-20, -20), ("l2",)),
    Contribution("R3", (30, 30), ("l9",)),
)
BELIEVED = Beliefs(
    as_of=DAY,
    weightings=(
        Weighting("as it is", {"l1": 40, "l2": 20, "l9": 30}),
        Weighting("more", {"l1": 80, "l2": 60, "l9": 30}),
    ),
    contributions=ROWS,
)


def _graph(**pressure):
    graph = empty_graph(("a",), ("z",))
    for place in ("a", "z"):
        graph.add_node(place, **jurisdiction())
    for name, percent in pressure.items():
        graph.add_edge("a", "z", key=name, **leg(1000, percent))
    return graph


def _sampler(believed, seed=1, **pressure):
    graph = _graph(**(pressure or {"l1": 40, "l2": 20}))
    return LegSampler(leg_beliefs(graph, believed), believed, seed)


def _exactly(points, factors):
    """Add points times factors as fractions, round half away from zero and hold within bounds."""
    total = sum(p * Fraction(int(f), MILLION) for p, f in zip(points, factors, strict=True))
    size = floor(abs(total) + Fraction(1, 2))
    return min(max(size if total > 0 else -size, 0), 100)


def test_each_leg_has_the_rounded_sum_of_its_rows_in_every_draw():
    drawn = _sampler(BELIEVED).draw(MANY[:500])
    assert drawn.factors.shape == (2, 500)
    for number in range(500):
        first, second = drawn.factors[:, number]
        points = ROWS[0].points[drawn.weighting[number]]
        assert drawn.pressure[0, number] == _exactly([points], [first])
        assert drawn.pressure[1, number] == _exactly([points, -20], [first, second])


def test_a_half_is_rounded_away_from_zero_and_sums_are_held_within_bounds():
    pressing = _sampler(BELIEVED).legs.pressure
    cases = ((1_012_500, 1_000_000, 41, 21), (0, 1_000_000, 0, 0), (2_600_000, 0, 100, 100))
    for first, second, one, other in cases:
        factors = np.array([[first], [second]])
        assert pressing.under(np.array([0]), factors)[:, 0].tolist() == [one, other]
    # -20 * 1.025 = -20.5 is -21, so 40 - 20.5 = 19.5 is 20 and not 19.
    assert pressing.under(np.array([0]), np.array([[MILLION], [1_025_000]]))[1, 0] == 20


def test_a_factor_is_triangular_and_rows_are_independent():
    factors = _sampler(replace(BELIEVED, pressure_spread_percent=40)).draw(MANY).factors
    law = stats.triang(0.5, loc=0.6, scale=0.8)
    for row in factors:
        assert stats.kstest(row / MILLION, law.cdf).pvalue > 0.001
    assert abs(np.corrcoef(factors)[0, 1]) < 4 / sqrt(len(MANY))


def test_a_factor_depends_on_the_seed_the_draw_and_the_id_of_the_row_alone():
    whole = _sampler(BELIEVED).draw(np.arange(300))
    assert np.array_equal(
        _sampler(BELIEVED).draw(np.array([7, 250])).factors, whole.factors[:, [7, 250]]
    )
    alone = replace(
        BELIEVED,
        weightings=(Weighting("as it is", {"l2": -0, "l1": 0}),),
        contributions=(Contribution("R2", (-20,), ("l2",)),),
    )
    other = _sampler(alone, l2=0).draw(np.arange(300))
    assert np.array_equal(other.factors[0], whole.factors[1])
    assert not np.array_equal(
        _sampler(BELIEVED, seed=2).draw(np.arange(300)).factors, whole.factors
    )


def test_without_a_spread_the_weightings_hold_as_they_are():
    drawn = _sampler(replace(BELIEVED, pressure_spread_percent=0)).draw(MANY[:400])
    assert drawn.factors.shape == (0, 400)
    judged = np.array([[40, 20], [80, 60]])
    assert np.array_equal(drawn.pressure, judged[drawn.weighting].T)


def test_what_scenarios_set_and_add_comes_after_the_sum():
    """l1 is set to 50 and gets 10 points; l2 keeps its sum and gets 90, held at 100."""
    changes = (PressureChange({"l1": 50}, {"l1": 10}), PressureChange({}, {"l2": 90}))
    judged = (Weighting("as it is", {"l1": 60, "l2": 100}),)
    rows = tuple(replace(row, points=row.points[:1]) for row in ROWS)
    believed = replace(BELIEVED, weightings=judged, contributions=rows, pressure_changes=changes)
    drawn = _sampler(believed, l1=60, l2=100).draw(MANY[:400])
    assert (drawn.pressure[0] == 60).all()
    plain = [_exactly([40, -20], factors) for factors in drawn.factors.T]
    assert drawn.pressure[1].tolist() == [min(each + 90, 100) for each in plain]


@pytest.mark.parametrize("spread", [1, 50, 100])
def test_no_draw_has_less_pressure_than_the_lowest(spread):
    """With all of the spread: of l1 40 - s, of l2 40 - s of 40, less 20 and s of 20."""
    sampler = _sampler(replace(BELIEVED, pressure_spread_percent=spread))
    lowest = sampler.legs.pressure.lowest()
    low, high = ((100 + side * spread) * 10_000 for side in (-1, 1))
    assert lowest.tolist() == [_exactly([40], [low]), _exactly([40, -20], [low, high])]
    drawn = sampler.draw(MANY).pressure
    assert (drawn >= lowest[:, None]).all()
    assert (drawn.min(axis=1) <= lowest + 1 + spread // 20).all()


def test_contributions_that_are_not_the_pressure_are_refused():
    wrong = replace(BELIEVED, contributions=ROWS[:1])
    with pytest.raises(routes.GraphError, match="leg 'l2': its contributions make 40 under"):
        leg_beliefs(_graph(l1=40, l2=20), wrong)


def test_every_contribution_of_the_packaged_study_is_drawn_by_itself():
    study = seeds.load()
    believed, graph = routes.beliefs(study), routes.build(study)
    day = routes.beliefs(study).as_of
    stated = routes.contributions(study, study.data_date)
    assert day == study.data_date.isoformat()
    assert {row.id for row in believed.contributions} == set(stated["contribution"])
    legs = leg_beliefs(graph, believed)
    touching = stated[stated["leg"].isin(legs.ids)]
    assert legs.pressure.rows == tuple(sorted(set(touching["contribution"])))
    drawn = LegSampler(legs, believed, 1).draw(MANY[:50])
    weights = np.array(
        [row.points for row in believed.contributions if row.id in legs.pressure.rows]
    )
    for number, name in enumerate(legs.ids):
        rows = [
            legs.pressure.rows.index(row)
            for row in touching["contribution"][touching["leg"] == name]
        ]
        for draw in range(50):
            points = weights[rows, drawn.weighting[draw]]
            assert drawn.pressure[number, draw] == _exactly(
                points.tolist(), drawn.factors[rows, draw]
            )


def test_a_supposed_study_keeps_what_its_scenario_says_of_pressure():
    study = seeds.load()
    scenario = seeds.Scenario("x", "x", "", pressure={"MY>CN.datacentre": 90})
    supposed = routes.suppose(study, scenario)
    graph, believed = routes.build(supposed), routes.beliefs(supposed)
    for draw in range(3):
        drawn = routes.drawn_graph(graph, draw, beliefs=believed)
        told = {
            key: data["pressure_percent"] for _, _, key, data in drawn.edges(keys=True, data=True)
        }
        assert told.get("MY>CN.datacentre", 90) == 90


def test_a_leg_that_is_closed_as_stated_is_open_where_its_rows_count_less():
    """100 points, times a factor below 0.995, let something pass: in nearly half of the draws."""
    believed = Beliefs(
        as_of=DAY,
        weightings=(Weighting("as it is", {"l1": 100}),),
        contributions=(Contribution("R", (100,), ("l1",)),),
    )
    graph = _graph(l1=100)
    found = routes.ensemble(graph, 2000, beliefs=believed, engine="interpreted")
    (row,) = [row for row in found.members if row.id == "l1"]
    law = stats.triang(0.5, loc=0.5, scale=1)
    share = law.cdf(0.995)
    assert abs(row.present.share - share) < 4 * sqrt(share * (1 - share) / 2000)
    assert found.flow.highest_scaled <= 500
    for draw in range(5):
        drawn = routes.drawn_graph(graph, draw, beliefs=believed)
        told = routes.ensemble(graph, draw + 1, beliefs=believed, engine="interpreted")
        assert routes.max_flow(drawn).value <= told.flow.highest_scaled
