"""Patrols learned by multiplicative weights: averages come near the value, single rounds do not."""

import json
import math
from fractions import Fraction

import numpy as np
import pytest

import routes
from routes import GraphError, multiplicative_weights, patrol
from routes.lenses import open_legs
from tests.all_routes import all_routes
from tests.counts import count
from tests.random_graphs import random_graph

PERCENTS = (0, 20, 25, 50, 60, 100)


def test_averages_come_near_the_value_and_single_rounds_do_not_settle(draw_graph):
    """Y. Freund and R. E. Schapire (1999), doi 10.1006/game.1999.0738.

    Ways at 50 %, 50 % and 25 %: capacities 1/p of 2, 2 and 4 let 8 pass, so the value is 1/8.
    """
    graph = draw_graph("s t 1\ns t 1\ns t 1")
    detection = {"s>t": 50, "s>t.2": 50, "s>t.3": 25}
    found = multiplicative_weights(graph, 4000, detection=detection)
    assert found.value == Fraction(1, 8) == patrol(graph, detection=detection).value
    last = found.averages[-1]
    assert last.bound == pytest.approx(math.sqrt(math.log(3) / 8000))
    assert last.low <= found.value <= last.high
    assert last.high - last.low <= last.bound
    # The route of any single round can be inspected at 25 % at least: twice the value, for ever.
    assert all(row.last_high >= 2 * found.value for row in found.averages)
    assert (found.routes_late, found.changes_late > 1000) == (3, True)
    widths = [row.high - row.low for row in found.averages if row.rounds >= 64]
    assert widths[-1] < widths[0] / 8


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        # Everything found everywhere: one over the number of legs in a smallest cut.
        ("s a 1\na t 1\ns t 1", Fraction(1, 2)),
        ("s a 1\ns b 1\na b 1\na t 1\nb t 1", Fraction(1, 2)),
        ("s t 1\ns t 1\ns t 1", Fraction(1, 3)),
    ],
)
def test_brackets_by_hand_are_within_the_bound(draw_graph, lines, value):
    found = multiplicative_weights(draw_graph(lines), 1000)
    last = found.averages[-1]
    assert last.low <= value == found.value <= last.high
    legs = len(lines.splitlines())
    assert last.high - last.low <= math.sqrt(math.log(legs) / 2000) + 1e-12
    assert last.last_high == 1


def test_the_bracket_holds_on_random_graphs_and_both_ends_are_those_of_all_routes():
    rng = np.random.default_rng(12)
    seen = 0
    for _ in range(count(40, full=500)):
        graph = random_graph(rng)
        legs = sorted(leg for _, _, leg in graph.edges(keys=True))
        detection = {leg: int(rng.choice(PERCENTS)) for leg in legs}
        found = multiplicative_weights(graph, 200, detection=detection)
        solved = patrol(graph, detection=detection)
        assert found.value == solved.value
        if solved.value is None:
            assert (found.status, found.averages) == (solved.status, ())
            continue
        seen += 1
        for row in found.averages:
            assert row.low <= solved.value <= row.high
            assert row.high - row.low <= row.bound + 1e-12
    assert seen > 10


def test_the_average_is_that_of_a_plain_reckoning_in_floats():
    """The same rule with exponentials and sums in floats, over a list of all routes."""
    rng = np.random.default_rng(13)
    seen = 0
    for _ in range(count(40, full=400)):
        graph = random_graph(rng, most_places=5, most_legs=9)
        legs = sorted(leg for _, _, leg, _ in open_legs(graph))
        # Odd percentages, so that no two routes are equal and rounding decides nothing.
        detection = {leg: int(rng.integers(20, 100)) for leg in legs}
        rounds = 60
        found = multiplicative_weights(graph, rounds, detection=detection)
        ways = [legs for legs, _, _ in all_routes(graph, "passing")]
        if found.value is None or len(legs) < 2:
            continue
        seen += 1
        rate = math.sqrt(8 * math.log(len(legs)) / rounds)
        gained, spent, used = (dict.fromkeys(legs, 0.0) for _ in range(3))
        for _ in range(rounds):
            weight = {leg: math.exp(rate * gained[leg]) for leg in legs}
            total = sum(weight.values())
            chance = {leg: weight[leg] / total for leg in legs}
            route = min(ways, key=lambda way: (_found(way, chance, detection), way))
            for leg in legs:
                spent[leg] += chance[leg] / rounds
            for leg in route:
                gained[leg] += detection[leg] / 100
                used[leg] += 1 / rounds
        low = min(_found(way, spent, detection) for way in ways)
        high = max(used[leg] * detection[leg] / 100 for leg in legs)
        assert float(found.averages[-1].low) == pytest.approx(low, abs=1e-9)
        assert float(found.averages[-1].high) == pytest.approx(high, abs=1e-9)
    assert seen > 5


def _found(way, chance, detection):
    return round(sum(chance[leg] * detection[leg] / 100 for leg in way), 12)


def test_weights_that_grow_without_end_are_cut_back(draw_graph):
    # One leg of the only route is better than the other in every round; after so many rounds its
    # weight alone would have more than a thousand bits.
    found = multiplicative_weights(
        draw_graph("s a 1\na t 1"), 100_000, detection={"s>a": 99, "a>t": 1}
    )
    assert found.value == Fraction(99, 100)
    assert (found.routes_late, found.changes_late) == (1, 0)


def test_cases_without_a_game_and_impossible_numbers(draw_graph):
    graph = draw_graph("s a 1\na t 1\ns t 1")
    assert multiplicative_weights(draw_graph("t s 1"), 5).status == "no route"
    assert multiplicative_weights(graph, 5, detection={"s>t": 0}).status == "unseen route"
    single = multiplicative_weights(draw_graph("s t 1"), 5, detection={"s>t": 30})
    assert (single.averages[-1].low, single.averages[-1].high) == (Fraction(3, 10),) * 2
    for rounds in (0, 1.5, True, 10**7):
        with pytest.raises(GraphError, match="rounds must be a whole number"):
            multiplicative_weights(graph, rounds)
    with pytest.raises(GraphError, match="leg 's>b' is not in the graph"):
        multiplicative_weights(graph, 5, detection={"s>b": 5})


def test_results_are_plain_values_and_tables(draw_graph):
    steps = []
    found = multiplicative_weights(draw_graph("s a 1\na t 1\ns t 1"), 5, step=steps.append)
    assert steps == ["1 rounds", "2 rounds", "4 rounds", "5 rounds"]
    plain = json.loads(json.dumps(found.to_dict()))
    assert (plain["value"], plain["averages"][0]["rounds"]) == ("1/2", 1)
    assert list(found.to_frame()["rounds"]) == [1, 2, 4, 5]
    assert "value 1/2" in found._repr_html_()
    assert isinstance(found, routes.LearnedPatrol)
