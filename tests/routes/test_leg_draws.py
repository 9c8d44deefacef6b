"""The numbers that are drawn: reproducible, with the right distributions, correlated as stated."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from scipy import stats

import routes
import seeds
from routes import fields
from routes.beliefs import Beliefs, Contribution, Weighting
from routes.counted_numbers import key, normals, triangular, uniforms
from routes.leg_beliefs import leg_beliefs
from routes.leg_draws import LegSampler
from tests.strategies import empty_graph, jurisdiction, leg

MANY = np.arange(20_000)
SCALE = 100


def _graph(*legs):
    """Draw legs (id, origin, destination, class, sources, low, best, high) from a to z."""
    graph = empty_graph(("a",), ("z",))
    for place in sorted({"a", "z"} | {row[1] for row in legs} | {row[2] for row in legs}):
        graph.add_node(place, **jurisdiction())
    for name, origin, destination, grade, sources, low, best, high in legs:
        attributes = leg(best) | {
            fields.EVIDENCE_CLASS: grade,
            fields.EVIDENCE: sources,
            fields.CAPACITY_LOW: low,
            fields.CAPACITY_HIGH: high,
        }
        graph.add_edge(origin, destination, key=name, **attributes)
    return graph


THREE = (
    ("l1", "a", "b", "A", ("S1", "S2"), 0, 1000, 5000),
    ("l2", "a", "c", "A", ("S2",), 500, 500, 2000),
    ("l3", "d", "z", "B", (), 0, 3000, 3000),
)
BELIEFS = Beliefs(priors={"A": (3.0, 1.0), "B": (2.0, 2.0)})


def _sampler(graph, beliefs=BELIEFS, seed=1):
    return LegSampler(leg_beliefs(graph, beliefs), beliefs, seed)


def _same(one, other):
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("weighting", "factors", "exists", "capacity", "pressure", "cost")
    )


def _part(draws, chosen):
    return replace(
        draws,
        weighting=draws.weighting[chosen],
        factors=draws.factors[:, chosen],
        exists=draws.exists[:, chosen],
        capacity=draws.capacity[:, chosen],
        pressure=draws.pressure[:, chosen],
        cost=draws.cost[:, chosen],
    )


def test_the_generator_is_splitmix64():
    """The first three numbers from state 1234567, as Rosetta Code states them for SplitMix64."""
    published = [6457827717110365317, 3203168211198807973, 9817491932198370423]
    shift = np.uint64((1234567 - key(7, "x")) % 2**64)
    step = np.uint64(0x9E3779B97F4A7C15)
    inverse = pow(int(step), -1, 2**64)
    first = (int(shift) * inverse) % 2**64
    draws = np.array([(first + i) % 2**64 for i in range(3)], dtype=np.uint64).view(np.int64)
    assert uniforms(7, draws, "x").tolist() == [
        ((number >> 11) + 0.5) / 2**53 for number in published
    ]


@pytest.mark.parametrize("name", ["a", "b>c", "ü"])
def test_numbers_are_uniform_and_independent_from_draw_to_draw(name):
    numbers = uniforms(3, MANY, "leg", name)
    assert 0 < numbers.min() < numbers.max() < 1
    assert stats.kstest(numbers, "uniform").pvalue > 0.001
    assert abs(np.corrcoef(numbers[1:], numbers[:-1])[0, 1]) < 4 / sqrt(len(MANY))


def test_names_and_seeds_give_unrelated_numbers():
    rows = [normals(seed, MANY, *name) for seed in (1, 2) for name in (("a", "b"), ("a", "c"))]
    correlation = np.corrcoef(rows)
    assert np.abs(correlation - np.eye(4)).max() < 4 / sqrt(len(MANY))
    assert key(1, "ab", "c") != key(1, "a", "bc")


def test_a_draw_depends_on_the_seed_and_its_number_alone():
    sampler = _sampler(_graph(*THREE))
    whole = sampler.draw(np.arange(300))
    shuffled = np.random.default_rng(0).permutation(300)
    assert _same(sampler.draw(shuffled), _part(whole, shuffled))
    for size in (1, 7, 100):
        for first in range(0, 300, size):
            batch = np.arange(first, min(first + size, 300))
            assert _same(sampler.draw(batch), _part(whole, batch))
    assert not _same(_sampler(_graph(*THREE), seed=2).draw(np.arange(300)), whole)


def test_what_a_leg_draws_does_not_depend_on_other_legs():
    whole = _sampler(_graph(*THREE)).draw(MANY)
    without = _sampler(_graph(*THREE[1:])).draw(MANY)
    for name in ("exists", "capacity", "cost"):
        assert np.array_equal(getattr(whole, name)[1:], getattr(without, name))


def test_each_leg_keeps_its_own_distribution():
    for quantity in ("existence", "capacity", "cost"):
        for row in _sampler(_graph(*THREE)).latent(MANY, quantity):
            assert stats.kstest(row, "uniform").pvalue > 0.001


def test_capacity_is_triangular_between_the_estimates():
    drawn = _sampler(_graph(*THREE)).draw(MANY).capacity
    for row, (*_, low, best, high) in zip(drawn, THREE, strict=True):
        law = stats.triang((best - low) / (high - low), loc=low, scale=high - low)
        assert low <= row.min() <= row.max() <= high
        # Rounded down to whole units, so half a unit below.
        error = law.std() / sqrt(len(MANY))
        assert abs(row.mean() + 0.5 - (low + best + high) / 3) < 4 * error
        assert stats.kstest(row + 0.5, law.cdf).pvalue > 0.001


def test_the_triangular_law_against_another_implementation():
    numbers = uniforms(1, MANY, "x")
    for low, mode, high in ((0, 1, 10), (2, 2, 5), (2, 5, 5)):
        law = stats.triang((mode - low) / (high - low), loc=low, scale=high - low)
        assert np.allclose(triangular(numbers, low, mode, high), law.ppf(numbers), atol=1e-9)


def test_legs_exist_as_often_as_their_class_says():
    exists = _sampler(_graph(*THREE)).draw(MANY).exists
    for row, share in zip(exists, (0.75, 0.75, 0.5), strict=True):
        assert abs(row.mean() - share) < 4 * sqrt(share * (1 - share) / len(MANY))


def test_the_share_of_a_class_is_itself_uncertain():
    """Both of two legs exist with probability E p**2 = a (a + 1) / ((a + b) (a + b + 1))."""
    alone = replace(BELIEFS, source_percent=0, jurisdiction_percent=0)
    exists = _sampler(_graph(*THREE), alone).draw(MANY).exists
    both = 3 * 4 / (4 * 5)
    error = sqrt(both * (1 - both) / len(MANY))
    assert abs((exists[0] & exists[1]).mean() - both) < 4 * error
    # Classes are independent of one another.
    assert abs((exists[0] & exists[2]).mean() - 0.75 * 0.5) < 4 * error


def test_legs_of_shared_sources_and_ends_err_together():
    """l1 and l2 share one of l1's two sources and one end of two each; l3 shares nothing.

    The latent correlation is a * sqrt(1/2) * 1 + b * (1/2), with a = 0.4 and b = 0.2.
    """
    believed = replace(BELIEFS, source_percent=40, jurisdiction_percent=20)
    for quantity in ("existence", "capacity", "cost"):
        latent = stats.norm.ppf(_sampler(_graph(*THREE), believed).latent(MANY, quantity))
        found = np.corrcoef(latent)
        assert abs(found[0, 1] - (0.4 * sqrt(0.5) + 0.2 * 0.5)) < 4 / sqrt(len(MANY))
        assert np.abs(found[2, :2]).max() < 4 / sqrt(len(MANY))


def test_existence_capacity_and_cost_are_independent():
    sampler = _sampler(_graph(*THREE))
    rows = [sampler.latent(MANY, quantity)[0] for quantity in ("existence", "capacity", "cost")]
    assert np.abs(np.corrcoef(rows) - np.eye(3)).max() < 4 / sqrt(len(MANY))


def test_without_beliefs_everything_but_the_estimates_is_certain():
    believed = Beliefs(cost_spread_percent=0)
    drawn = _sampler(_graph(*THREE), believed).draw(MANY[:50])
    assert drawn.exists.all()
    assert (drawn.cost == SCALE).all()
    assert len(np.unique(drawn.pressure)) == 1
    assert len(np.unique(drawn.capacity[0])) > 10


def test_costs_stay_above_nothing_and_within_their_range():
    drawn = _sampler(_graph(*THREE)).draw(MANY).cost
    assert (drawn.min(), drawn.max()) >= (75, 124)
    assert drawn.max() <= 125
    assert abs(drawn.mean() + 0.5 - SCALE) < 0.5


def test_weightings_are_equally_likely_and_hold_for_all_legs_at_once():
    names = [row[0] for row in THREE]
    weightings = tuple(
        Weighting(name, dict.fromkeys(names, percent))
        for name, percent in (("as it is", 0), ("more", 40), ("most", 100))
    )
    believed = Beliefs(as_of="2026-10-31", weightings=weightings)
    drawn = _sampler(_graph(*THREE), believed).draw(MANY)
    assert (drawn.pressure == drawn.pressure[0]).all()
    shares = np.bincount(drawn.weighting) / len(MANY)
    assert np.abs(shares - 1 / 3).max() < 4 * sqrt(2 / 9 / len(MANY))
    assert np.array_equal(drawn.pressure[0], np.array([0, 40, 100])[drawn.weighting])


def test_an_estimate_without_a_bound_is_not_drawn():
    graph = _graph(
        ("l1", "a", "b", None, (), 0, "unbounded", None),
        ("l2", "a", "b", None, (), 0, 500, "unbounded"),
    )
    drawn = _sampler(graph).draw(MANY[:9])
    assert drawn.exists.all()
    assert drawn.capacity.tolist() == [[0] * 9, [500] * 9]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"source_percent": -1}, "from 0 and add up to 100"),
        ({"source_percent": 80}, "from 0 and add up to 100"),
        ({"cost_spread_percent": 100}, "cost spread 100"),
        ({"pressure_spread_percent": 101}, "pressure spread 101"),
        ({"contributions": (Contribution("R", (1,), ("l1",)),)}, "'R' needs one number for each"),
        ({"priors": {"A": (0.0, 1.0)}}, "class A: Beta"),
        ({"priors": {"A": (float("nan"), 1.0)}}, "class A: Beta"),
    ],
)
def test_impossible_beliefs_are_refused(numbers, said):
    with pytest.raises(routes.GraphError, match=said):
        Beliefs(**numbers)


def test_beliefs_that_do_not_fit_the_graph_are_refused():
    graph = _graph(("l1", "a", "z", None, (), 5, 4, 9))
    with pytest.raises(routes.GraphError, match="must rise from low 5 to best 4 to high 9"):
        leg_beliefs(graph, Beliefs())
    graph = _graph(("l1", "a", "z", None, (), 1, 4, 9))
    of_another_day = Beliefs(as_of="2020-01-01", weightings=(Weighting("x", {"l1": 0}),))
    with pytest.raises(routes.GraphError, match="of 2020-01-01, the graph of 2026-10-31"):
        leg_beliefs(graph, of_another_day)
    for pressure, said in (({"l1": 7}, "pressure is 0, and 7"), ({}, "the weighting 'x' lacks")):
        unlike = Beliefs(as_of="2026-10-31", weightings=(Weighting("x", pressure),))
        with pytest.raises(routes.GraphError, match=said):
            leg_beliefs(graph, unlike)


def test_the_packaged_study_tells_its_beliefs():
    study = seeds.load()
    believed = routes.beliefs(study, "2026-06")
    assert believed.as_of == "2026-06-30"
    assert sorted(believed.priors) == list("ABCDE")
    assert [weighting.name for weighting in believed.weightings] == [
        "the study as it is",
        "cases-weigh-more",
        "rules-weigh-more",
    ]
    for weighting in believed.weightings[1:]:
        scenario = next(each for each in study.scenarios if each.name == weighting.name)
        supposed = routes.build(routes.suppose(study, scenario), "2026-06")
        for _, _, name, data in supposed.edges(keys=True, data=True):
            assert weighting.pressure_percent[name] == data[fields.PRESSURE]
    # C06, C07 and C08 are reports of one case group, so one source.
    assert believed.sources["TW>TH.onward"] == ("US-NY-2026",)
