import itertools
import math
from decimal import Decimal
from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
from routes import GraphError, Journey, fields, interdict_journeys
from routes.fields import INTERDICT_COST, NODE_CAPACITY, PASSING, PRESSURE, SCALE, UNBOUNDED
from tests.counts import count
from tests.journey_instances import compact_value, journey_instance
from tests.random_graphs import random_graph
from tests.strategies import SCALE as SCALE_OF_COSTS
from tests.strategies import empty_graph, graphs, jurisdiction, leg

HALF = Fraction(1, 2)


def chances_by_enumeration(graph, journeys, pressure):
    """Evaluate a plan on every route that passes no jurisdiction twice: no search, no floats."""
    open_graph = graph.copy()
    shut = [place for place, data in graph.nodes(data=True) if data[NODE_CAPACITY] == 0]
    open_graph.remove_nodes_from(shut)
    open_graph.remove_edges_from(
        [
            (*ends, key)
            for *ends, key, data in graph.edges(keys=True, data=True)
            if not data[PASSING]
        ]
    )
    found = []
    for journey in journeys:
        best = Fraction(0)
        if journey.origin in open_graph and journey.destination in open_graph:
            ways = nx.all_simple_edge_paths(open_graph, journey.origin, journey.destination)
            for way in ways:
                shares = [Fraction(100 - pressure[key], 100) for _, _, key in way]
                best = max(best, math.prod(shares, start=Fraction(1)))
        found.append(best)
    return found


def value_by_enumeration(graph, journeys, pressure):
    chances = chances_by_enumeration(graph, journeys, pressure)
    return sum(journey.probability * each for journey, each in zip(journeys, chances, strict=True))


def best_by_trying_all(graph, budget_scaled, journeys, with_action):
    """Try every set of candidates within the budget."""
    before = {key: data[PRESSURE] for _, _, key, data in graph.edges(keys=True, data=True)}
    cost = {key: data[INTERDICT_COST] for _, _, key, data in graph.edges(keys=True, data=True)}
    able = [key for key in sorted(with_action) if cost[key] != UNBOUNDED]
    return min(
        value_by_enumeration(graph, journeys, before | {key: with_action[key] for key in plan})
        for size in range(len(able) + 1)
        for plan in itertools.combinations(able, size)
        if sum(cost[key] for key in plan) <= budget_scaled
    )


def some_journeys(rng, graph):
    places = sorted(graph)
    pairs = [(a, b) for a in places for b in places if a != b]
    chosen = rng.permutation(len(pairs))[: int(rng.integers(1, 5))]
    parts = rng.integers(1, 5, len(chosen)).tolist()
    return [
        Journey(*pairs[number], Fraction(part, sum(parts)))
        for number, part in zip(chosen.tolist(), parts, strict=True)
    ]


def some_candidates(rng, graph, most=6):
    legs = sorted((key, data[PRESSURE]) for _, _, key, data in graph.edges(keys=True, data=True))
    chosen = rng.permutation(len(legs))[:most].tolist()
    later = [min(100, legs[number][1] + int(rng.choice([0, 10, 45, 100]))) for number in chosen]
    return {legs[number][0]: percent for number, percent in zip(chosen, later, strict=True)}


def two_hubs():
    #            (80 with action)
    #        a ---------> m ---------> c      m>c: 50 with action
    #         \          ^
    #          n -------/     b>m: 80 with action; a>n 10, n>m 20 without
    #        b ----------^
    graph = empty_graph(("a", "b"), ("c",))
    graph.add_nodes_from((place, jurisdiction()) for place in "abcmn")
    for tail, head, pressure in [
        ("a", "m", 0),
        ("a", "n", 10),
        ("n", "m", 20),
        ("b", "m", 0),
        ("m", "c", 0),
    ]:
        graph.add_edge(tail, head, key=f"{tail}>{head}", **leg(100, pressure))
    odds = [Journey("a", "c", Fraction(3, 4)), Journey("b", "c", Fraction(1, 4))]
    return graph, odds, {"a>m": 80, "b>m": 80, "m>c": 50}


def test_a_drawn_example_with_its_answer():
    # Acting on m>c halves both chances: 1/2. On a>m: a goes round by n, 72 of 100:
    # 3/4 * 18/25 + 1/4 = 79/100. On b>m: 3/4 + 1/4 * 1/5 = 4/5. So one unit goes to m>c.
    graph, odds, with_action = two_hubs()
    found = interdict_journeys(graph, 1, odds, with_action)
    assert (found.status, found.plan.ids, found.before, found.value) == (
        "optimal",
        ("m>c",),
        1,
        HALF,
    )
    # With two: m>c and a>m leave (3/4 * 18/25 + 1/4) / 2 = 79/200, m>c and b>m 4/5 / 2 = 2/5.
    found = interdict_journeys(graph, 2, odds, with_action)
    assert (found.plan.ids, found.value) == (("a>m", "m>c"), Fraction(79, 200))
    assert [each.after.legs for each in found.outcomes] == [("a>n", "n>m", "m>c"), ("b>m", "m>c")]
    assert [each.after.chance for each in found.outcomes] == [Fraction(9, 25), HALF]
    assert found.gap <= 1e-6
    # A unit more than everything costs buys nothing more.
    found = interdict_journeys(graph, 4, odds, with_action)
    assert (found.plan.ids, found.value) == (("a>m", "b>m", "m>c"), Fraction(59, 200))


def test_a_product_of_odds_is_not_a_product_of_averages():
    # Two journeys, each with its own leg. Logarithms would add up to the same whether one leg is
    # pressed twice or both once; chances do not: 1/2 * (1/2) + 1/2 * (1/2) beats 1/2 * (1/4) + 1/2.
    graph = empty_graph(("a", "b"), ("c",))
    graph.add_nodes_from((place, jurisdiction()) for place in "abcm")
    for tail, head in [("a", "m"), ("m", "c"), ("b", "c")]:
        graph.add_edge(tail, head, key=f"{tail}>{head}", **leg(100))
    odds = [Journey("a", "c", HALF), Journey("b", "c", HALF)]
    found = interdict_journeys(graph, 2, odds, {"a>m": 50, "m>c": 50, "b>c": 50})
    assert found.value == HALF
    assert "b>c" in found.plan.ids


@pytest.mark.parametrize("seed", range(count(60, full=1500)))
def test_trying_every_plan_finds_none_better(seed):
    rng = np.random.default_rng(seed)
    graph = random_graph(rng, most_legs=11)
    journeys, with_action = some_journeys(rng, graph), some_candidates(rng, graph)
    budget = int(rng.integers(0, 8))
    found = interdict_journeys(graph, budget, journeys, with_action)
    scaled = budget * graph.graph[SCALE]
    assert found.value == best_by_trying_all(graph, scaled, journeys, with_action)
    assert found.status != "stopped"
    assert found.plan.cost_scaled <= scaled
    assert found.bound <= float(found.value) <= found.bound + 1e-6 * float(found.before)
    check_plan(graph, journeys, with_action, found)


def check_plan(graph, journeys, with_action, found):
    """The value is the plan's, on every route; and each of its legs matters."""
    before = {key: data[PRESSURE] for _, _, key, data in graph.edges(keys=True, data=True)}
    after = before | {key: with_action[key] for key in found.plan.ids}
    ordered = [each.journey for each in found.outcomes]
    assert ordered == sorted(journeys)
    assert [each.after.chance for each in found.outcomes] == chances_by_enumeration(
        graph, ordered, after
    )
    assert found.value == value_by_enumeration(graph, ordered, after)
    assert found.before == value_by_enumeration(graph, ordered, before)
    for spared in found.plan.ids:
        assert value_by_enumeration(graph, ordered, after | {spared: before[spared]}) > found.value


@settings(max_examples=count(25, full=400), deadline=None)
@given(graphs(max_jurisdictions=6, max_legs=10), st.integers(0, 5), st.integers(0, 99))
def test_more_budget_never_hurts_and_the_plain_model_agrees(graph, budget, seed):
    rng = np.random.default_rng(seed)
    journeys, with_action = some_journeys(rng, graph), some_candidates(rng, graph)
    found = interdict_journeys(graph, budget, journeys, with_action)
    more = interdict_journeys(graph, budget + 1, journeys, with_action)
    assert more.value <= found.value <= found.before
    value, bound, _ = compact_value(graph, budget, journeys, with_action)
    assert float(found.value) == pytest.approx(value, abs=1e-5)
    assert bound <= float(found.value) + 1e-5


def test_new_names_change_names_only():
    graph, odds, with_action = two_hubs()
    new = {"a": "z", "b": "y", "c": "x", "m": "w", "n": "v"}
    other = empty_graph(("y", "z"), ("x",))
    other.add_nodes_from((new[place], data) for place, data in graph.nodes(data=True))
    for tail, head, key, data in reversed(list(graph.edges(keys=True, data=True))):
        other.add_edge(new[tail], new[head], key=f"k{key}", **data)
    renamed = [Journey(new[each.origin], new[each.destination], each.probability) for each in odds]
    for budget in range(4):
        found = interdict_journeys(graph, budget, odds, with_action)
        again = interdict_journeys(
            other, budget, renamed, {f"k{key}": p for key, p in with_action.items()}
        )
        assert again.value == found.value
        assert again.plan.ids == tuple(f"k{key}" for key in found.plan.ids)


def middling(seed, kept=0.5):
    """Draw an instance that the plain model still solves at once, with uneven costs."""
    graph, journeys, with_action = journey_instance(
        seed, places=60, candidates=30, journeys=40, origins=12, destinations=4, kept=kept
    )
    costs = np.random.default_rng(seed).integers(1, 4, graph.number_of_edges()).tolist()
    for (*_, data), cost in zip(graph.edges(keys=True, data=True), costs, strict=True):
        data[INTERDICT_COST] = cost * SCALE_OF_COSTS
    return graph, journeys, with_action


@pytest.mark.parametrize("kept", [0.5, 0.1, 0.0, None])
@pytest.mark.parametrize("seed", range(count(2, full=20)))
def test_a_middling_instance_has_the_value_of_the_plain_model(seed, kept):
    graph, journeys, with_action = middling(seed, kept)
    for budget in (5, 14):
        found = interdict_journeys(graph, budget, journeys, with_action)
        value, _, _ = compact_value(graph, budget, journeys, with_action)
        assert found.status == "optimal"
        assert float(found.value) == pytest.approx(value, rel=2e-6)
        assert interdict_journeys(graph, budget, journeys, with_action) == found


def test_a_limit_of_time_leaves_a_plan_and_a_bound():
    graph, journeys, with_action = middling(3)
    best = interdict_journeys(graph, 8, journeys, with_action)
    found = interdict_journeys(graph, 8, journeys, with_action, time_limit_s=0)
    assert found.status == "stopped"
    assert found.bound <= float(best.value) <= float(found.value)
    assert found.gap > 0
    assert found.plan.cost_scaled <= found.budget_scaled


def test_where_nothing_can_be_done_it_says_so():
    graph, odds, with_action = two_hubs()
    nothing = interdict_journeys(graph, 0, odds, with_action)
    assert (nothing.status, nothing.value, nothing.gap) == ("nothing affordable", 1, 0)
    assert nothing.complete
    assert interdict_journeys(graph, 3, odds, {}).status == "nothing affordable"
    back = interdict_journeys(graph, 3, [Journey("c", "a", Fraction(1))], with_action)
    assert (back.status, back.value, back.plan.ids) == ("no route", 0, ())
    assert back.outcomes[0].after.legs == ()


def test_a_leg_that_is_not_interdictable_is_no_candidate():
    graph, odds, with_action = two_hubs()
    graph.edges["m", "c", "m>c"][fields.INTERDICTABLE] = False
    with pytest.raises(GraphError, match="'m>c' is not interdictable"):
        interdict_journeys(graph, 1, odds, with_action)
    with pytest.raises(GraphError, match="from 20, the pressure without, to 100, not 19"):
        interdict_journeys(graph, 1, odds, {"n>m": 19})
    with pytest.raises(GraphError, match="'a>q' is not in the graph"):
        interdict_journeys(graph, 1, odds, {"a>q": 50})


@pytest.mark.parametrize(
    ("journeys", "message"),
    [
        ([], "at least one journey"),
        ([Journey("a", "c", HALF)], "add to 1/2"),
        ([Journey("a", "c", 0.5), Journey("b", "c", HALF)], "exact number"),
        ([Journey("a", "a", HALF), Journey("b", "c", HALF)], "ends where it starts"),
        ([Journey("a", "c", HALF), Journey("a", "c", HALF)], "listed twice"),
        ([Journey("a", "d", HALF), Journey("b", "c", HALF)], "'d' is not in the graph"),
        ([Journey("a", "c", Decimal("NaN")), Journey("b", "c", HALF)], "exact number"),
    ],
)
def test_journeys_that_make_no_sense_are_refused(journeys, message):
    graph, _, with_action = two_hubs()
    with pytest.raises(GraphError, match=message):
        interdict_journeys(graph, 1, journeys, with_action)


def test_the_result_shows_itself():
    graph, odds, with_action = two_hubs()
    decimals = [Journey("a", "c", Decimal("0.75")), Journey("b", "c", Decimal("0.25"))]
    found = routes.interdict_journeys(graph, 2, decimals, with_action)
    assert found == interdict_journeys(graph, 2, odds[::-1], with_action)
    plain = found.to_dict()
    assert (plain["value"], plain["value_per_million"]) == ("79/200", 395_000)
    assert plain["plan"] == {"legs": ["a>m", "m>c"], "cost_scaled": 200}
    frame = found.to_frame()
    assert frame["after_per_million"].tolist() == [360_000, 500_000]
    assert frame["legs_after"].tolist() == ["a>n n>m m>c", "b>m m>c"]
    assert "395,000 of a million" in found._repr_html_()
