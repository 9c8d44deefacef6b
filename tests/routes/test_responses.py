"""Responses to a plan: brute force over all routes, networkx, limits, graphs by hand."""

import json
import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
from routes import GraphError, Plan, Target
from routes.apportionment import apportion, logit_odds
from routes.circulation import without_circulation
from routes.observed_flow import kept_flow
from routes.rerouting import KnownRoutes, leg_weights, spread
from routes.room import room_beside
from routes.targets import graph_after, offers_of
from tests.all_routes import all_routes, largest_flow, spare_beside, uniform_over_all_routes
from tests.counts import count
from tests.strategies import graphs

LEAST_FIRST = 10**9
"""A rationality at which only the lightest routes have any odds."""


def plan_of(legs=(), jurisdictions=()):
    targets = [Target("leg", leg, 1) for leg in legs]
    return Plan.of([*targets, *(Target("jurisdiction", place, 1) for place in jurisdictions)])


@st.composite
def planned(draw):
    """Draw a graph and a plan of a few of its legs and perhaps a jurisdiction."""
    graph = draw(graphs(max_jurisdictions=6, max_legs=10))
    legs = sorted(leg for *_, leg in graph.edges(keys=True))
    chosen = draw(st.sets(st.sampled_from(legs), max_size=3)) if legs else set()
    places = draw(st.sets(st.sampled_from(sorted(graph)), max_size=1)) if legs else set()
    return graph, plan_of(chosen, places)


@pytest.mark.parametrize("lens", ["passing", "volume"])
@settings(max_examples=count(60, full=1000), deadline=None, derandomize=True)
@given(case=planned(), rationality=st.sampled_from([0, 1, 5, LEAST_FIRST]))
def test_bounds_conservation_and_both_ends_by_networkx(lens, case, rationality):
    graph, plan = case
    found = routes.responses(graph, plan, lens=lens, rationality=rationality, rounds=3)
    if found is None:
        assert routes.max_flow(graph, lens).value is None
        return
    after = graph_after(graph, offers_of(plan, ()))
    static, learning, logit, best = found.rows
    carried = routes.canonical_flow(graph, lens).legs
    assert static.after_scaled == largest_flow(after, lens, carried)
    assert best.after_scaled == largest_flow(after, lens) == found.most_scaled
    assert static.after_scaled <= logit.after_scaled <= best.after_scaled
    assert static.after_scaled <= learning.after_scaled <= best.after_scaled
    for row in found.rows:
        assert row.before_scaled == row.kept_scaled + row.moved_scaled + row.blocked_scaled
        assert row.net_scaled == row.cut_off_scaled - row.moved_scaled == row.blocked_scaled
        assert min(row.kept_scaled, row.moved_scaled, row.blocked_scaled) >= 0
    for each in found.rounds:
        assert each.after_scaled + each.waiting_scaled == best.before_scaled
    assert found.rounds[-1].after_scaled == learning.after_scaled
    told = routes.displacement(graph, after, lens)
    assert (told.kept_scaled, told.rerouted_scaled, told.blocked_scaled) == (
        best.kept_scaled,
        best.moved_scaled,
        best.blocked_scaled,
    )


@settings(max_examples=count(80, full=1000), deadline=None, derandomize=True)
@given(case=planned(), lens=st.sampled_from(["passing", "volume"]))
def test_the_uniform_choice_is_that_of_brute_force_over_all_routes(case, lens):
    graph, plan = case
    found = routes.responses(graph, plan, lens=lens, rationality=0, rounds=1)
    if found is None:
        return
    after = graph_after(graph, offers_of(plan, ()))
    kept = kept_flow(after, lens, routes.canonical_flow(graph, lens).legs)
    row = found.row("logit")
    moved, flow = uniform_over_all_routes(after, lens, kept.legs, row.cut_off_scaled)
    assert row.moved_scaled == moved
    ends = {leg: (origin, end) for origin, end, leg in after.edges(keys=True)}
    straight = without_circulation(ends, {leg: flow[leg] for leg in sorted(flow)})
    assert {shift.leg: shift.after_scaled for shift in row.legs if shift.after_scaled} == {
        leg: units for leg, units in straight.items() if units
    }


@settings(max_examples=count(60, full=600), deadline=None, derandomize=True)
@given(graph=graphs(unbounded=False), data=st.data())
def test_what_one_closed_leg_loses_is_what_it_carried(graph, data):
    """In a flow without circles what crosses one leg crosses it once (a cut of its ancestors)."""
    carried = routes.canonical_flow(graph).legs
    if not carried:
        return
    leg = data.draw(st.sampled_from(sorted(carried)))
    found = routes.responses(graph, plan_of([leg]), rounds=1)
    assert found.row("static").cut_off_scaled == carried[leg]


def test_a_unit_that_crosses_two_targets_is_lost_once(draw_graph):
    found = routes.responses(draw_graph("s a 4\na t 4\ns b 3\nb t 3"), plan_of(["s>a", "a>t"]))
    assert found.row("static").cut_off_scaled == 4000


FORK = "s u 8 0\nu t 8 10\nu t 5 40\nu a 4 0\na t 4 60"
"""Eight come as far as u. Canonical: all 7.2 that u>t lets pass, and 0.8 of u>t.2 (5 pass 3)."""


def test_parallel_routes_with_limits_of_rationality_lag_and_entry(draw_graph):
    # u>t passes 7.2, u>t.2 passes 3 and u>a>t 1.6. Without u>t 7.2 are cut off: 2.2 find room on
    # u>t.2 and 1.6 by the new hub a: 3.8 of 7.2 reappear, whoever moves without error and at once.
    found = routes.responses(
        draw_graph(FORK),
        plan_of(["u>t"]),
        rationality=LEAST_FIRST,
        moved_percent=100,
        learned_percent=100,
        entry_percent=0,
        rounds=1,
    )
    static, *others = found.rows
    assert (static.after_scaled, static.displacement_ratio, static.new_hubs) == (800, 0, ())
    for row in others:
        assert (row.after_scaled, row.moved_scaled, row.new_hubs) == (4600, 3800, ("a",))
        assert row.displacement_ratio == Fraction(38, 72)
        assert [(shift.leg, shift.gain_scaled) for shift in row.gaining] == [
            ("u>t.2", 2200),
            ("a>t", 1600),
            ("u>a", 1600),
        ]
    assert found.rounds[0].opened == ("a",)


def test_a_new_hub_opens_once_it_gains_more_than_it_costs(draw_graph):
    # As above: after u>t.2 is full, a gains 1.6 in a round, 6.4 in four; 8 moved before. So it
    # opens where one hub costs less than 80 % of that.
    def opened(percent):
        found = routes.responses(
            draw_graph(FORK), plan_of(["u>t"]), learned_percent=100, entry_percent=percent
        )
        return [each.opened for each in found.rounds], found.row("learning").new_hubs

    assert opened(79) == ([("a",), *[()] * 11], ("a",))
    assert opened(80) == ([()] * 12, ())


def test_lag_moves_a_share_in_a_round_and_slow_learners_try_what_is_closed(draw_graph):
    # Two routes side by side behind s>u: u>t (10, weight 0) and u>t.2 (10 at 50 %: 5 pass).
    graph = draw_graph("s u 4\nu t 10\nu t 10 50")
    lagged = routes.responses(
        graph, plan_of(["u>t"]), moved_percent=25, learned_percent=100, rounds=5
    )
    assert [each.moved_scaled for each in lagged.rounds] == [1000, 1000, 1000, 1000, 0]
    assert lagged.learning_mean_scaled == Fraction(1000 + 2000 + 3000 + 4000 + 4000, 5)
    # One who learns half: u>t was at 0, is believed to stop 50 % and as light as u>t.2, which comes
    # second by id: of 1,000 units 500 each; then 75 % and heavier, so nobody tries it.
    slow = routes.responses(
        graph, plan_of(["u>t"]), rationality=LEAST_FIRST, learned_percent=50, rounds=3
    )
    assert [(each.moved_scaled, each.stopped_scaled) for each in slow.rounds] == [
        (500, 500),
        (1000, 0),
        (1000, 0),
    ]


def test_measures_narrow_and_odds_follow_weights(draw_graph):
    # Behind s>u: u>t passes 10; side ways at 50 % and 75 % pass 10 and 10. A measure of 60 points
    # leaves 4 on u>t: 6 are cut off. Rationality 1: odds 50 to 25, so 4 and 2.
    graph = draw_graph("s u 10\nu t 10\nu t 20 50\nu t 40 75")
    act = routes.Measure("m", "M", "pressure", 60, ("u>t",), 100)
    plan = Plan.of([Target("measure", "m", 100)])
    found = routes.responses(graph, plan, measures=[act], rationality=1)
    gains = {shift.leg: shift.gain_scaled for shift in found.row("logit").legs}
    assert gains == {"s>u": 0, "u>t": -6000, "u>t.2": 4000, "u>t.3": 2000}
    with pytest.raises(GraphError, match="is not among those given"):
        routes.responses(graph, plan)
    eased = routes.Measure("m", "M", "pressure", -1, ("u>t",), 100)
    with pytest.raises(GraphError, match="eases"):
        routes.responses(graph, plan, measures=[eased])


def test_further_legs_are_opened_by_the_learner_alone(draw_graph):
    graph = draw_graph("s u 4\nu t 4")
    wider = draw_graph("s u 4\nu t 4\nu b 3\nb t 3")
    found = routes.responses(graph, plan_of(["u>t"]), further=wider, learned_percent=100)
    after = {row.adversary: row.after_scaled for row in found.rows}
    assert after == {"static": 0, "learning": 3000, "logit": 0, "best response": 0}
    assert found.most_scaled == 3000
    assert found.rounds[0].opened == ("b", "b>t", "u>b")
    assert found.row("learning").new_hubs == ("b",)
    with pytest.raises(GraphError, match="'u>b' is not in the graph"):
        routes.responses(graph, plan_of(["u>b"]), further=wider)


@settings(max_examples=count(40, full=400), deadline=None, derandomize=True)
@given(case=planned())
def test_no_way_is_lost_where_routes_are_seen_one_at_a_time(case):
    graph, plan = case
    few, all_ = (
        routes.responses(graph, plan, rationality=LEAST_FIRST, rounds=1, most_routes=most)
        for most in (1, 1000)
    )
    if few is None:
        return
    assert all_.routes_complete
    # With nothing spare left on any route, both may differ in where they went, not in filling up.
    after = graph_after(graph, offers_of(plan, ()))
    for found in (few, all_):
        row = found.row("logit")
        left = {shift.leg: shift.after_scaled for shift in row.legs}
        assert row.blocked_scaled == 0 or not _has_room(after, left)


def _has_room(graph, flow):
    spare = spare_beside(graph, "passing", flow)
    return any(
        all(spare["leg", leg] > 0 for leg in legs) and all(spare["place", at] > 0 for at in places)
        for legs, places, _ in all_routes(graph, "passing")
    )


@given(
    weights=st.lists(st.integers(0, 10**7), min_size=1, max_size=8),
    rationality=st.fractions(0, 20, max_denominator=8),
    units=st.integers(0, 10**9),
)
@settings(max_examples=count(80, full=1000), deadline=None, derandomize=True)
def test_odds_are_exponentials_and_units_are_shared_by_largest_remainder(
    weights, rationality, units
):
    odds = logit_odds(weights, rationality)
    least = min(weights)
    for weight, each in zip(weights, odds, strict=True):
        exact = math.exp(-float(rationality) * (weight - least) / 10**6)
        assert each / 10**18 == pytest.approx(exact, rel=1e-12, abs=1e-17)
    shares = apportion(units, odds)
    assert sum(shares) == units
    quotas = [Fraction(units * each, sum(odds)) for each in odds]
    up = [position for position, share in enumerate(shares) if share > int(quotas[position])]
    down = [position for position in range(len(shares)) if position not in up]
    assert all(0 <= shares[i] - int(quotas[i]) <= 1 for i in range(len(shares)))
    for one in up:
        for other in down:
            remainders = quotas[one] % 1, quotas[other] % 1
            assert remainders[0] > remainders[1] or (remainders[0] == remainders[1] and one < other)


def test_routes_seen_one_at_a_time_are_all_filled(draw_graph):
    # As by hand above: u>t.2 takes 2.2, and the way by a, seen only once that is full, 1.6.
    found = routes.responses(draw_graph(FORK), plan_of(["u>t"]), most_routes=1, rounds=1)
    assert (found.routes_seen, found.routes_complete) == (1, False)
    assert found.row("logit").moved_scaled == 3800


def test_who_contends_for_one_leg_is_admitted_in_one_proportion_with_largest_fractions(draw_graph):
    # Ways a, b and c share u>t with room for 5; 8 choose alike: 3, 3 and 2. Admitted are 5/8 of
    # each: 1 7/8, 1 7/8 and 1 2/8, so 1 each and one more for the two largest fractions.
    graph = draw_graph("s a 9\ns b 9\ns c 9\na u 9\nb u 9\nc u 9\nu t 0.005")
    room = room_beside(graph, "passing", {}, 8)
    ways = spread(KnownRoutes.of(graph, 9), room, 8, Fraction(0), leg_weights(graph))
    assert [(route.legs[0], units) for route, units in ways] == [("s>a", 2), ("s>b", 2), ("s>c", 1)]


def test_volume_goes_on_where_pressure_leaves_less_than_a_unit_of_it(draw_graph):
    # One unit of 1/scale moves over a leg of three, of which 1 passes; half of that unit would be
    # stopped, yet as volume it goes on.
    graph = draw_graph("s u 0.001\nu t 0.003 50")
    kept = kept_flow(graph, "volume", {"s>u": 1, "u>t": 1})
    assert (kept.value, kept.legs) == (1, {"s>u": 1, "u>t": 1})


def test_nothing_lost_has_no_ratio_and_what_is_unbounded_no_answer(draw_graph):
    found = routes.responses(draw_graph("s t 1\nx t 1"), plan_of(["x>t"]))
    assert [row.displacement_ratio for row in found.rows] == [None] * 4
    assert routes.responses(draw_graph("s t unbounded"), plan_of()) is None


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"rationality": 0.5}, "rationality must be an exact number"),
        ({"rationality": -1}, "rationality"),
        ({"lens": "size"}, "lens 'size' is unknown"),
        ({"moved_percent": 0}, "moved_percent must be a whole number from 1 to 100"),
        ({"learned_percent": 101}, "learned_percent"),
        ({"entry_percent": -1}, "entry_percent must be a whole number from 0 on"),
        ({"horizon_rounds": 0, "rounds": True, "most_routes": 0}, "rounds must be a whole"),
    ],
)
def test_impossible_habits_are_named(draw_graph, numbers, said):
    with pytest.raises(GraphError, match=said):
        routes.responses(draw_graph("s t 1"), plan_of(), **numbers)


def test_the_packaged_study_is_enumerated_and_results_are_plain():
    import seeds

    graph = routes.build(seeds.load())
    found = routes.responses(graph, plan_of([], ["TW"]))
    assert found.routes_complete
    plain = json.loads(json.dumps(found.to_dict()))
    assert [row["adversary"] for row in plain["rows"]] == list(found.to_frame()["adversary"])
    assert "responses to TW" in found._repr_html_()
    assert any(told.startswith("Those who learn move at most 25 %") for told in found.assumptions)
