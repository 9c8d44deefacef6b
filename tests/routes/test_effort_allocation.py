"""Effort allocation: a published case, linear and convex programs, graphs by hand."""

import json
import math
from decimal import Decimal
from fractions import Fraction

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog, minimize

from routes import GraphError, allocate_effort, fields, from_edges
from routes.effort_effects import worked
from routes.stretches import shortest_length
from tests.counts import count
from tests.random_graphs import random_graph
from tests.strategies import graphs

FROM = "1 1 1 2 2 2 3 3 4 4 5 5 6 6 7 7 8 7 8 9"
TO = "2 3 4 6 3 4 5 6 6 7 8 7 7 8 8 9 9 10 10 10"
RATES = (
    "1.9003 0.4623 1.2137 0.9720 1.7826 1.5242 0.9129 0.0370 1.6428 0.8894 "
    "1.2309 1.5839 1.8436 1.4764 0.3525 0.8114 1.8709 1.8338 0.8205 1.7873"
)
BOUNDS = (
    "1.0579 1.3529 1.8132 1.0099 1.1389 1.2028 1.1987 1.6038 1.2722 1.1988 "
    "1.0153 1.7468 1.4451 1.9318 1.4660 1.4186 1.8462 1.5252 1.2026 1.6721"
)


def smuggler():
    """Give the graph of the exercise, with its rates and bounds by leg."""
    frame = pd.DataFrame({"origin": FROM.split(), "destination": TO.split()})
    frame = frame.assign(capacity=1, id=[f"l{number:02d}" for number in range(20)])
    graph = from_edges(frame, origin="1", destination="10")
    rates = dict(zip(frame["id"], map(Decimal, RATES.split()), strict=True))
    return graph, rates, dict(zip(frame["id"], map(Decimal, BOUNDS.split()), strict=True))


def length_by_potentials(span, total):
    """Solve for the longest shortest route, with one potential for each jurisdiction."""
    places = sorted(
        {*span.origins, *span.destinations}
        | {place for each in span.stretches for place in (each.origin, each.destination)}
    )
    number = {place: position for position, place in enumerate(places)}
    legs, size = len(span.stretches), len(places)
    rows, limits = [], []
    for position, each in enumerate(span.stretches):
        row = np.zeros(legs + size + 1)
        row[position] = -float(each.rate) / 1e6
        row[legs + number[each.destination]] += 1
        row[legs + number[each.origin]] -= 1
        rows.append(row)
        limits.append(float(each.length) / 1e6)
    for end in span.destinations:
        row = np.zeros(legs + size + 1)
        row[-1], row[legs + number[end]] = 1, -1
        rows.append(row)
        limits.append(0.0)
    rows.append(np.concatenate([np.ones(legs), np.zeros(size + 1)]))
    limits.append(float(total))
    bounds = [(0, None if each.most is None else float(each.most)) for each in span.stretches]
    bounds += [(0, 0) if place in span.origins else (None, None) for place in places]
    goal = np.zeros(legs + size + 1)
    goal[-1] = -1
    return -linprog(goal, A_ub=np.array(rows), b_ub=limits, bounds=[*bounds, (None, None)]).fun


def some_numbers(rng, graph):
    legs = sorted(leg for _, _, leg in graph.edges(keys=True))
    rates = {leg: Fraction(int(rng.integers(0, 5)), 2) for leg in legs if rng.random() < 0.8}
    bounds = {leg: Fraction(int(rng.integers(0, 5)), 3) for leg in legs if rng.random() < 0.5}
    return rates, bounds, Fraction(int(rng.integers(1, 12)), 4)


def test_the_published_smuggler_gets_through_at_0_0433_instead_of_0_2471():
    """S. Boyd and L. Vandenberghe, Additional Exercises for Convex Optimization, 15.4."""
    graph, rates, bounds = smuggler()
    found = allocate_effort(graph, 10, effectiveness=rates, most=bounds)
    assert found.status == "optimal"
    assert found.evasion == pytest.approx(0.0433, abs=1e-4)
    assert found.evasion_uniform == pytest.approx(0.2471, abs=1e-4)
    assert found.evasion_before == 1
    assert found.spent == 10
    assert all(0 <= each.effort <= Fraction(bounds[each.leg]) for each in found.legs)


def test_a_convex_solver_finds_the_same_for_the_smuggler():
    """The chance of each route is log-convex in effort; SLSQP lowers the largest of them."""
    graph, rates, bounds = smuggler()
    found = allocate_effort(graph, 10, effectiveness=rates, most=bounds)
    legs = [each.leg for each in found.legs]
    paths = nx.all_simple_edge_paths(graph, "1", "10")
    use = np.array([[leg in {key for *_, key in path} for leg in legs] for path in paths])
    length = use * np.array([float(rates[leg]) for leg in legs])
    start = np.append(np.full(20, 0.5), 1.0)
    solved = minimize(
        lambda x: -x[-1],
        start,
        jac=lambda _: np.append(np.zeros(20), -1.0),
        method="SLSQP",
        bounds=[*((0, float(bounds[leg])) for leg in legs), (0, 10)],
        constraints=[
            {
                "type": "ineq",
                "fun": lambda x: length @ x[:-1] - x[-1],
                "jac": lambda _: np.hstack([length, -np.ones((len(length), 1))]),
            },
            {
                "type": "ineq",
                "fun": lambda x: 10 - x[:-1].sum(),
                "jac": lambda _: np.append(-np.ones(20), 0.0),
            },
        ],
        options={"maxiter": 500},
    )
    assert math.exp(-solved.x[-1]) == pytest.approx(found.evasion, abs=1e-6)


def test_two_legs_side_by_side_are_made_equal(draw_graph):
    # s -> t twice, once under 50 % and once free, 1 nat a unit. ln 2 of effort makes the free leg
    # equal; what is left, 1 - ln 2, is split in halves.
    graph = draw_graph("s t 1 50\ns t 1")
    found = allocate_effort(graph, 1, effectiveness={"s>t": 1, "s>t.2": 1})
    told = {each.leg: float(each.effort) for each in found.legs}
    rest = (1 - math.log(2)) / 2
    assert told == pytest.approx({"s>t": rest, "s>t.2": math.log(2) + rest}, abs=1e-5)
    assert found.evasion == pytest.approx(0.5 * math.exp(-rest), abs=1e-5)
    assert found.gain_micronats == 500_000


def test_on_one_route_the_leg_where_effort_does_most_comes_first_up_to_its_bound(draw_graph):
    # s -> a -> b -> t at 1, 3 and 2 nats per unit; a>b takes 1. Of 1.5: a>b 1, b>t 0.5: 4 nats.
    graph = draw_graph("s a 1\na b 1\nb t 1")
    found = allocate_effort(
        graph, 1.5, effectiveness={"s>a": 1, "a>b": 3, "b>t": 2}, most={"a>b": 1}
    )
    assert [each.effort for each in found.legs] == [1, Fraction(1, 2), 0]
    assert found.weight_micronats == 4_000_000
    assert found.evasion == pytest.approx(math.exp(-4))
    assert all(each.least == each.effort == each.most for each in found.legs)


def test_equal_legs_in_a_row_leave_the_split_open(draw_graph):
    found = allocate_effort(draw_graph("s a 1\na t 1"), 2, effectiveness={"s>a": 1, "a>t": 1})
    assert [(each.least, each.most) for each in found.legs] == [(0, 2), (0, 2)]
    assert found.weight_micronats == 2_000_000


def test_the_interdict_cost_leaves_5_of_a_hundred_unless_said_otherwise(draw_graph):
    graph = draw_graph("s t 1")
    graph.edges["s", "t", "s>t"][fields.INTERDICT_COST] = 4 * graph.graph[fields.SCALE]
    assert allocate_effort(graph, 4).evasion == pytest.approx(0.05, abs=1e-6)
    assert allocate_effort(graph, 8).evasion == pytest.approx(0.0025, abs=1e-6)
    half = allocate_effort(graph, 4, leaves_percent=50)
    assert half.evasion == pytest.approx(0.5, abs=1e-6)
    assert "leaves 50 of a hundred" in half.assumption


def test_a_case_without_an_answer_has_a_name(draw_graph):
    graph = draw_graph("s a 1\na t 1\ns t 1 20")
    nothing = allocate_effort(graph, 0)
    assert (nothing.status, nothing.spent, nothing.routes) == ("no effort", 0, ())
    assert nothing.evasion == nothing.evasion_before == nothing.evasion_uniform == 1
    graph.edges["s", "a", "s>a"][fields.INTERDICTABLE] = False
    graph.edges["a", "t", "a>t"][fields.INTERDICT_COST] = fields.UNBOUNDED
    unmoved = allocate_effort(graph, 5)
    assert (unmoved.status, unmoved.spent, unmoved.evasion) == ("open route", 0, 1)
    assert [route.legs for route in unmoved.routes] == [("s>a", "a>t")]
    apart = draw_graph("s a 1\nb t 1")
    for total in (0, 5):
        found = allocate_effort(apart, total)
        assert (found.status, found.evasion, found.weight_micronats) == ("no route", None, None)
        assert (found.evasion_before, found.evasion_uniform, found.spent) == (None, None, 0)


def test_more_effort_than_legs_can_take_is_left_over(draw_graph):
    graph = draw_graph("s t 1\ns a 1\na t 1")
    bounds = {"s>t": 1, "s>a": 3, "a>t": 3}
    rates = dict.fromkeys(bounds, 1)
    found = allocate_effort(graph, 100, effectiveness=rates, most=bounds)
    # s>t gives 1 nat at most, so no more than 1 is worth spending on the other route.
    assert (found.status, found.spent, found.weight_micronats) == ("saturated", 2, 1_000_000)
    assert found.gain_micronats == 0


def test_a_bound_of_nothing_shuts_a_leg_to_effort(draw_graph):
    graph = draw_graph("s a 1\na t 1")
    found = allocate_effort(graph, 2, effectiveness={"s>a": 9, "a>t": 1}, most={"s>a": 0})
    assert [each.effort for each in found.legs] == [2, 0]


def test_impossible_numbers_are_all_named_at_once(draw_graph):
    graph = draw_graph("s a 1\na t 1")
    with pytest.raises(GraphError) as caught:
        allocate_effort(
            graph, 1, effectiveness={"s>b": 1}, most={"a>t": float("nan")}, leaves_percent=100
        )
    message = str(caught.value)
    assert "effectiveness: leg 's>b' is not in the graph. Did you mean 's>a'" in message
    assert "most: leg 'a>t'" in message
    assert "leaves_percent" in message
    for total in (-1, float("inf"), "5", True, None, Decimal("NaN"), 2**53):
        with pytest.raises(GraphError, match="total effort"):
            allocate_effort(graph, total)


def test_a_float_is_the_decimal_that_it_prints_as(draw_graph):
    graph = draw_graph("s a 1\na t 1\ns t 1")
    as_float = allocate_effort(graph, 0.1, effectiveness={"s>a": np.float64(0.3)})
    as_decimal = allocate_effort(graph, Decimal("0.1"), effectiveness={"s>a": Fraction(3, 10)})
    assert as_float == as_decimal


def test_a_linear_program_finds_the_same_length():
    rng = np.random.default_rng(12)
    statuses = set()
    for _ in range(count(150, full=2000)):
        graph = random_graph(rng)
        rates, bounds, total = some_numbers(rng, graph)
        found = allocate_effort(graph, total, effectiveness=rates, most=bounds)
        statuses.add(found.status)
        if found.weight_micronats is not None:
            span = worked(graph, rates, bounds, 5)
            expected = length_by_potentials(span, total)
            assert float(found.weight_micronats) / 1e6 == pytest.approx(expected, abs=1e-7)
            told = {each.leg: each.effort for each in found.legs}
            assert shortest_length(span, told) == found.weight_micronats
    assert statuses == {"optimal", "saturated", "open route", "no route"}


@settings(max_examples=count(80, full=1000), deadline=None, derandomize=True)
@given(graph=graphs(), total=st.fractions(0, 6, max_denominator=8))
def test_more_effort_never_hurts_and_the_best_is_no_worse_than_uniform(graph, total):
    found = allocate_effort(graph, total)
    if found.weight_micronats is None:
        return
    assert found.evasion <= min(found.evasion_before, found.evasion_uniform)
    more = allocate_effort(graph, total + 1)
    assert found.weight_micronats <= more.weight_micronats
    if total:
        assert more.weight_micronats <= found.weight_micronats + found.gain_micronats
    assert found.spent <= total
    assert all(each.least <= each.effort <= each.most for each in found.legs)


@settings(max_examples=count(60, full=600), deadline=None, derandomize=True)
@given(graph=graphs(), data=st.data())
def test_names_and_order_change_nothing(graph, data):
    found = allocate_effort(graph, Fraction(5, 2))
    places = sorted(graph)
    renamed = dict(zip(places, data.draw(st.permutations(places)), strict=True))
    other = nx.relabel_nodes(graph, renamed)
    for ends in (fields.ORIGINS, fields.DESTINATIONS):
        other.graph[ends] = tuple(sorted(renamed[place] for place in graph.graph[ends]))
    again = allocate_effort(other, Fraction(5, 2))
    assert (again.status, again.weight_micronats) == (found.status, found.weight_micronats)
    if found.weight_micronats is not None:
        assert [(e.least, e.most) for e in again.legs] == [(e.least, e.most) for e in found.legs]
    turned = nx.MultiDiGraph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert allocate_effort(turned, Fraction(5, 2)) == found


def test_results_are_plain_values_and_tables(draw_graph):
    found = allocate_effort(draw_graph("s a 1\na t 1\ns t 1"), 5.0, effectiveness={"s>a": 0.1})
    plain = json.loads(json.dumps(found.to_dict()))
    assert plain["total"] == plain["spent"] == 5
    assert plain["unit"] == "effort units"
    assert [leg["leg"] for leg in plain["legs"]] == ["a>t", "s>a", "s>t"]
    assert sum(route["share"] for route in plain["routes"]) == pytest.approx(1)
    assert list(found.to_frame()["leg"]) == ["a>t", "s>t"]
    assert "5 effort units: optimal, evasion 0.0" in found._repr_html_()
    assert "no route" in allocate_effort(draw_graph("t s 1"), 1)._repr_html_()
