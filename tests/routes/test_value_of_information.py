"""What numbers are worth to know, against exact values and against draws solved one at a time."""

import importlib.util
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

import routes
import seeds
from routes import fields
from routes.beliefs import Beliefs, Contribution, Weighting
from routes.leg_beliefs import leg_beliefs
from routes.leg_draws import LegSampler
from routes.plans import Plan
from routes.targets import Target
from tests.strategies import SCALE, empty_graph, jurisdiction, leg

DRAWS = 8000
SURE = 1e12
"""With Beta(p * SURE, (1 - p) * SURE) the share of a class is p as good as exactly."""


def _graph(*rows):
    """Make parallel legs (id, class, low, best, high, pressure) from a to z."""
    graph = empty_graph(("a",), ("z",))
    for place in ("a", "z"):
        graph.add_node(place, **jurisdiction())
    for name, grade, low, best, high, pressure in rows:
        attributes = leg(best * SCALE, pressure) | {
            fields.EVIDENCE_CLASS: grade,
            fields.CAPACITY_LOW: low * SCALE,
            fields.CAPACITY_HIGH: high * SCALE,
        }
        graph.add_edge("a", "z", key=name, **attributes)
    return graph


def _closing(*legs):
    return [Plan.of([Target("leg", name, SCALE)]) for name in legs]


def _by_id(found):
    return {(row.kind, row.id): row for row in found.rows}


def test_whether_a_leg_exists_worked_out_by_hand():
    """l1 carries 6 if it exists, in half of the draws; l2 4; l3 5 if it exists; one is closed.

    Without l1 and l3: closing l1 leaves 4 (and what l3 carries), closing l2 6 or 0, on average 3,
    which is less. If it were known that l1 exists, closing l1 would leave 4 instead of 6; else
    nothing changes. So knowing is worth (6 - 4) / 2 = 1, and no more could be known: what l3
    carries is left either way.
    """
    graph = _graph(("l1", "A", 6, 6, 6, 0), ("l2", None, 4, 4, 4, 0), ("l3", "A", 5, 5, 5, 0))
    believed = Beliefs(priors={"A": (SURE / 2, SURE / 2)}, source_percent=0, jurisdiction_percent=0)
    plans = _closing("l1", "l2")
    found = routes.value_of_information(graph, plans, DRAWS, beliefs=believed)
    rows = _by_id(found)
    assert sorted(rows) == [("existence", "l1"), ("existence", "l3")]
    first, third = rows["existence", "l1"], rows["existence", "l3"]
    assert abs(first.evppi_scaled - SCALE) < 4 * first.error_scaled
    assert (first.evppi_scaled, first.error_scaled) == (found.evpi_scaled, found.evpi_error_scaled)
    assert (third.evppi_scaled, third.error_scaled, third.changed.count) == (0, 0, 0)
    assert found.best == plans[1]
    assert [(each.lowest, each.highest, each.plan) for each in first.answers] == [
        (0, 0, plans[1]),
        (1, 1, plans[0]),
    ]
    assert [each.plan for each in third.answers] == [plans[1]]
    assert found.rows[0] is first


def test_how_large_a_capacity_is_worked_out_by_hand():
    """l1 carries X, triangular from 0 over 0 to 12, mean 4; l2 carries 5; one is closed.

    Closing l2 leaves 4 on average, closing l1 5. Knowing X, the smaller of X and 5 is left:
    E min(X, 5) is the integral of (1 - x / 12)**2 from 0 to 5, 4 (1 - (7 / 12)**3).
    """
    graph = _graph(("l1", None, 0, 0, 12, 0), ("l2", None, 5, 5, 5, 0))
    (row,) = routes.value_of_information(graph, _closing("l1", "l2"), DRAWS).rows
    truth = 4 - 4 * (1 - (7 / 12) ** 3)
    assert abs(row.evppi_scaled - SCALE * truth) < 4 * row.error_scaled
    assert row.error_scaled < 0.05 * SCALE
    low, high = row.answers
    assert low.plan.ids == ("l2",)
    assert high.plan.ids == ("l1",)
    # The decision turns at 5, up to the width of a cell.
    assert 4 * SCALE < low.highest < high.lowest < 6.5 * SCALE


def test_how_much_a_contribution_counts_worked_out_by_hand():
    """l1 carries 8 under a pressure P, triangular from 0 over 50 to 100 percent; l2 carries 3.

    Closing l1 leaves 3; closing l2 leaves 8 Y, with Y = 1 - P, on average 4. Knowing P, the
    smaller is left: 8 E min(Y, 3/8), the integral of 1 - 2 y**2 from 0 to 3/8, is 3 - 0.28125.
    """
    graph = _graph(("l1", None, 8, 8, 8, 50), ("l2", None, 3, 3, 3, 0))
    believed = Beliefs(
        as_of="2026-10-31",
        weightings=(Weighting("as it is", {"l1": 50, "l2": 0}),),
        contributions=(Contribution("R", (50,), ("l1",)),),
        pressure_spread_percent=100,
    )
    plans = _closing("l1", "l2")
    (row,) = routes.value_of_information(graph, plans, DRAWS, beliefs=believed).rows
    assert (row.kind, row.id) == ("pressure", "R")
    assert abs(row.evppi_scaled - SCALE * 0.28125) < 4 * row.error_scaled
    assert [each.plan.ids for each in row.answers] == [("l1",), ("l2",)]
    known = replace(believed, pressure_spread_percent=0)
    assert routes.value_of_information(graph, plans, 10, beliefs=known).rows == ()


def test_which_weighting_holds_and_what_a_leg_costs():
    """Pressure on l1 is 0 or 100 with even odds: as with its existence, knowing is worth 1."""
    graph = _graph(("l1", None, 6, 6, 6, 0), ("l2", None, 4, 4, 4, 0))
    believed = Beliefs(
        as_of="2026-10-31",
        weightings=tuple(
            Weighting(name, {"l1": percent, "l2": 0}) for name, percent in (("x", 0), ("y", 100))
        ),
    )
    plans = _closing("l1", "l2")
    (row,) = routes.value_of_information(graph, plans, DRAWS, beliefs=believed).rows
    assert (row.kind, row.id) == ("weighting", "weightings")
    assert abs(row.evppi_scaled - SCALE) < 4 * row.error_scaled
    found = routes.value_of_information(graph, plans, 500, beliefs=believed, lens="effort")
    assert {row.kind for row in found.rows} == {"weighting", "cost"}


def test_every_draw_solved_by_itself_tells_the_same():
    study = seeds.load()
    graph, believed = routes.build(study), routes.beliefs(study)
    plans = routes.plan_candidates(graph, 5, 2, beliefs=believed).plans
    draws = 25
    found = routes.value_of_information(graph, plans, draws, beliefs=believed)
    left = [
        [
            routes.max_flow(
                routes.intervene(drawn, remove=[name for name in plan.ids if _holds(drawn, name)])
            ).value
            for plan in plans
        ]
        for drawn in (routes.drawn_graph(graph, n, beliefs=believed) for n in range(draws))
    ]
    means = [Fraction(sum(row[n] for row in left), draws) for n in range(len(plans))]
    known = Fraction(sum(min(row) for row in left), draws)
    assert found.left_scaled == float(min(means))
    assert found.best == plans[means.index(min(means))]
    assert found.evpi_scaled == pytest.approx(float(min(means) - known))
    assert found.evpi_scaled > 0


def _holds(graph, name):
    return any(key == name for _, _, key in graph.edges(keys=True))


def test_a_number_drawn_by_itself_is_the_one_of_the_draw():
    study = seeds.load()
    believed = routes.beliefs(study)
    sampler = LegSampler(leg_beliefs(routes.build(study), believed), believed, 3)
    every = np.arange(200)
    whole = sampler.draw(every)
    for number in range(len(sampler.legs.ids)):
        assert np.array_equal(sampler.existence(every, number), whole.exists[number])
        assert np.array_equal(sampler.capacity(every, number), whole.capacity[number])
        assert np.array_equal(sampler.cost(every, number), whole.cost[number])
    for number, row in enumerate(sampler.legs.pressure.rows):
        assert np.array_equal(sampler.factor(every, row), whole.factors[number])
    assert np.array_equal(sampler.weighting(every), whole.weighting)


def test_batches_workers_and_engine_change_nothing():
    study = seeds.load()
    graph, believed = routes.build(study), routes.beliefs(study)
    plans = [plan for row in routes.frontier(graph, [2, 3]).rows for plan in row.best.plans]

    def told(**how):
        return routes.value_of_information(graph, plans, 150, beliefs=believed, **how)

    once = told(engine="interpreted")
    assert told(engine="interpreted", batch=7, workers=2) == once
    if importlib.util.find_spec("numba") is not None:
        assert told(engine="compiled", batch=40) == once
    assert told(engine="interpreted", batch=150, step=[].append) == once
    (kind,) = {type(row.evppi_scaled) for row in once.rows}
    assert kind is float
    ranked = [row.evppi_scaled for row in once.rows]
    assert ranked == sorted(ranked, reverse=True)
    assert list(once.to_frame()["id"]) == [row.id for row in once.rows]
    answer = once.to_dict()["rows"][0]["answers"][0]
    assert answer["share"] == once.rows[0].answers[0].share.to_dict()
    assert once.plans[answer["plan"]] == once.rows[0].answers[0].plan
    assert "what each number is worth" in once._repr_html_()
    assert "upper bound" in once.assumptions[-1]


def test_without_a_bound_no_mean_exists_and_none_is_told():
    graph = _graph(("l1", "A", 1, 1, 1, 0))
    graph.edges["a", "z", "l1"].update(
        dict.fromkeys((fields.CAPACITY, fields.PASSING), fields.UNBOUNDED)
    )
    believed = Beliefs(priors={"A": (1.0, 1.0)})
    found = routes.value_of_information(graph, [Plan((), 0)], 50, beliefs=believed)
    assert 0 < found.unbounded.count < 50
    assert (found.best, found.left_scaled, found.evpi_scaled, found.rows) == (None, None, None, ())


def test_what_cannot_be_asked_is_refused():
    graph = _graph(("l1", None, 1, 1, 1, 0))
    with pytest.raises(ValueError, match="at least one plan"):
        routes.value_of_information(graph, [])
    with pytest.raises(routes.GraphError, match="'l9' is not there to be interdicted"):
        routes.value_of_information(graph, _closing("l9"))
