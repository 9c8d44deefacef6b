import importlib.util
import itertools
import json
from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes import (
    GraphError,
    Measure,
    Plan,
    fields,
    interdict_route,
    interdicted_route,
    k_routes,
    least_pressure_route,
    route_choice,
    route_weight,
)
from routes.disconnection import can_disconnect
from routes.errors import CertificateError
from routes.route_targets import with_added_pressure
from routes.targets import offers
from tests.counts import count
from tests.random_graphs import random_graph
from tests.strategies import SCALE, empty_graph, graphs, jurisdiction, leg

SEED = 20261104
METHODS = ("branch and bound", "covering")
SEVERED = float("inf")

needs_numba = pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)


@dataclass(frozen=True)
class Case:
    """A graph with everything that a plan may choose among, and a budget."""

    graph: nx.MultiDiGraph
    budget: int
    jurisdictions: dict
    measures: tuple
    added_pressure: dict

    @property
    def options(self):
        return {
            "jurisdictions": self.jurisdictions,
            "measures": self.measures,
            "added_pressure": self.added_pressure,
        }

    @property
    def offered(self):
        found = offers(self.graph, jurisdictions=self.jurisdictions, measures=self.measures)
        return with_added_pressure(found, self.added_pressure)

    def solved(self, budget=None, **options):
        budget = self.budget if budget is None else budget
        return interdict_route(self.graph, budget, **(self.options | options))


def drawn_case(rng):
    """Draw a graph with parallel legs, unlike costs, and up to ten targets of all kinds."""
    graph = random_graph(rng, most_places=6, most_legs=9)
    legs = sorted(key for _, _, key in graph.edges(keys=True))
    for _, _, data in graph.edges(data=True):
        if rng.random() < 0.2:
            data[fields.INTERDICTABLE] = False
    places = {
        place: int(rng.integers(1, 5)) * SCALE for place in sorted(graph) if rng.random() < 0.3
    }
    measures = tuple(drawn_measure(rng, number, legs) for number in range(rng.integers(0, 3)))
    plain = Case(graph, int(rng.integers(0, 6)), places, measures, {})
    offered = [offer.target.id for offer in plain.offered if offer.target.kind == "leg"]
    pressed = {key: int(rng.choice([10, 50, 100])) for key in offered if rng.random() < 0.3}
    return replace(plain, added_pressure=pressed)


def drawn_measure(rng, number, legs):
    touched = tuple(key for key in legs if rng.random() < 0.4)
    closes = rng.random() < 0.4
    points = 0 if closes else int(rng.choice([-20, 5, 30, 50]))
    effect = "close" if closes else "pressure"
    cost = int(rng.integers(1, 4)) * SCALE
    return Measure(f"m{number}", "an act", effect, points, touched, cost)


def simple_routes(graph):
    """List every route by plain search: the set of its jurisdictions, and its leg ids."""
    found = []

    def extend(place, visited, legs):
        if place in graph.graph[fields.DESTINATIONS]:
            found.append((visited, legs))
        for _, end, key, data in graph.out_edges(place, keys=True, data=True):
            shut = data[fields.PASSING] == 0 or graph.nodes[end][fields.NODE_CAPACITY] == 0
            if not shut and end not in visited:
                extend(end, visited | {end}, (*legs, key))

    for origin in graph.graph[fields.ORIGINS]:
        if graph.nodes[origin][fields.NODE_CAPACITY] != 0:
            extend(origin, frozenset({origin}), ())
    return found


def weight_left(graph, routes, chosen):
    """Weigh every route after a plan; the lightest counts."""
    pressure = {key: data[fields.PRESSURE] for _, _, key, data in graph.edges(keys=True, data=True)}
    points, closed = Counter(), set()
    for offer in chosen:
        if offer.points is None:
            closed |= {*offer.legs} or {("place", offer.target.id)}
        else:
            points.update(dict.fromkeys(offer.legs, offer.points))
    best = SEVERED
    for places, legs in routes:
        if closed.isdisjoint(legs) and closed.isdisjoint(("place", place) for place in places):
            now = [route_weight(max(0, min(100, pressure[key] + points[key]))) for key in legs]
            best = best if None in now else min(best, sum(now))
    return best


def brute_force(case):
    """Try every plan within the budget: the value, and the best plans that can spare nothing."""
    routes = simple_routes(case.graph)
    offered = [offer for offer in case.offered if offer.target.cost_scaled <= case.budget * SCALE]
    weights = {}
    for size in range(len(offered) + 1):
        for chosen in itertools.combinations(offered, size):
            if sum(offer.target.cost_scaled for offer in chosen) <= case.budget * SCALE:
                weights[frozenset(o.target for o in chosen)] = weight_left(
                    case.graph, routes, chosen
                )
    value = max(weights.values())
    best = [
        chosen
        for chosen, weight in weights.items()
        if weight == value and all(weights[chosen - {target}] < value for target in chosen)
    ]
    return weights[frozenset()], value, {Plan.of(chosen) for chosen in best}


def status_of(case, before, value):
    if before == SEVERED:
        return "no route"
    if value == SEVERED:
        return "disconnected"
    affordable = any(o.target.cost_scaled <= case.budget * SCALE for o in case.offered)
    return "optimal" if affordable else "nothing affordable"


def check_against_brute_force(case, method):
    before, value, plans = brute_force(case)
    found = case.solved(method=method)
    assert found.status == status_of(case, before, value)
    assert found.value_weight_micronats == (None if value == SEVERED else value)
    assert found.bound_weight_micronats == found.value_weight_micronats
    assert set(found.plans) == plans
    assert len(found.plans) == len(plans)
    assert found.complete
    assert set(case.solved(method=method, limit=1).plans) <= plans
    for target, standing in found.standings.items():
        holding = sum(target in plan.targets for plan in plans)
        expected = {0: "in none", len(plans): "essential"}.get(holding, "in some")
        assert standing == expected
    return found.status


@pytest.mark.parametrize("method", METHODS)
def test_value_and_all_best_plans_are_those_of_brute_force(method):
    rng = np.random.default_rng(SEED)
    statuses = {
        check_against_brute_force(drawn_case(rng), method) for _ in range(count(100, full=1500))
    }
    assert statuses == {"optimal", "disconnected", "no route", "nothing affordable"}


@st.composite
def cases(draw):
    graph = draw(graphs(max_jurisdictions=5, max_legs=8))
    places = draw(st.dictionaries(st.sampled_from(sorted(graph)), st.just(2 * SCALE), max_size=2))
    keys = sorted(key for _, _, key in graph.edges(keys=True))
    chosen = st.lists(st.sampled_from(keys), unique=True, max_size=4) if keys else st.just([])
    rows = draw(st.lists(st.tuples(chosen, st.sampled_from((0, 10, 60))), max_size=2))
    measures = tuple(
        Measure(f"m{n}", "", "pressure" if points else "close", points, tuple(sorted(legs)), SCALE)
        for n, (legs, points) in enumerate(rows)
    )
    return Case(graph, draw(st.integers(0, 4)), places, measures, {})


@settings(max_examples=count(60, full=1000), deadline=None, derandomize=True)
@given(case=cases(), method=st.sampled_from(("auto", *METHODS)))
def test_drawn_graphs_give_what_brute_force_gives(case, method):
    check_against_brute_force(case, method)


def without_counts(found):
    return replace(found, method="", routes_searched=0, nodes=0)


def test_the_two_methods_and_both_together_agree(monkeypatch):
    monkeypatch.setattr(route_choice, "MOST_NODES", 2)
    rng = np.random.default_rng(SEED + 1)
    methods = Counter()
    for _ in range(count(60, full=600)):
        case = drawn_case(rng)
        found = [case.solved(method=method) for method in ("auto", *METHODS)]
        methods[found[0].method] += 1
        assert without_counts(found[0]) == without_counts(found[1]) == without_counts(found[2])
    assert min(methods[m] for m in ("first guess", *METHODS[:1], "branch and bound, covering")) > 0


def test_more_budget_never_hurts():
    rng = np.random.default_rng(SEED + 2)
    for _ in range(count(30, full=300)):
        case = drawn_case(rng)
        values = [case.solved(budget).value_weight_micronats for budget in range(6)]
        heights = [SEVERED if value is None else value for value in values]
        assert heights == sorted(heights)


def relabelled(case):
    """Give each jurisdiction and leg another name, in another order of the alphabet."""
    places = {place: f"x{9 - number}" for number, place in enumerate(sorted(case.graph))}
    keys = sorted(key for _, _, key in case.graph.edges(keys=True))
    legs = {key: f"k{99 - number}" for number, key in enumerate(keys)}
    graph = empty_graph(
        tuple(places[end] for end in case.graph.graph[fields.ORIGINS]),
        tuple(places[end] for end in case.graph.graph[fields.DESTINATIONS]),
    )
    for place, data in case.graph.nodes(data=True):
        graph.add_node(places[place], **data)
    for origin, there, key, data in case.graph.edges(keys=True, data=True):
        graph.add_edge(places[origin], places[there], legs[key], **data)
    other = Case(
        graph,
        case.budget,
        {places[place]: cost for place, cost in case.jurisdictions.items()},
        tuple(replace(m, legs=tuple(sorted(legs[key] for key in m.legs))) for m in case.measures),
        {legs[key]: points for key, points in case.added_pressure.items()},
    )
    return other, {**places, **legs}


def named_plans(found, names):
    return {
        frozenset((t.kind, names.get(t.id, t.id), t.cost_scaled) for t in plan.targets)
        for plan in found.plans
    }


def test_other_names_give_the_same_plans_under_those_names():
    rng = np.random.default_rng(SEED + 3)
    for _ in range(count(40, full=400)):
        case = drawn_case(rng)
        other, names = relabelled(case)
        here, there = case.solved(), other.solved()
        assert here.value_weight_micronats == there.value_weight_micronats
        assert named_plans(here, names) == named_plans(there, {})


def test_ten_times_the_costs_and_budget_give_the_same_plans():
    rng = np.random.default_rng(SEED + 4)
    for _ in range(count(30, full=300)):
        case = replace(drawn_case(rng), measures=(), jurisdictions={})
        dear = case.graph.copy()
        for _, _, data in dear.edges(data=True):
            if data[fields.INTERDICT_COST] != fields.UNBOUNDED:
                data[fields.INTERDICT_COST] *= 10
        for method in METHODS:
            here = case.solved(method=method)
            there = replace(case, graph=dear).solved(10 * case.budget, method=method)
            assert [plan.ids for plan in here.plans] == [plan.ids for plan in there.plans]
            assert here.value_weight_micronats == there.value_weight_micronats


def test_the_order_in_which_a_graph_was_put_together_does_not_matter():
    rng = np.random.default_rng(SEED + 5)
    for _ in range(count(20, full=200)):
        case = drawn_case(rng)
        turned = nx.MultiDiGraph(**case.graph.graph)
        turned.add_nodes_from(reversed(list(case.graph.nodes(data=True))))
        turned.add_edges_from(reversed(list(case.graph.edges(keys=True, data=True))))
        assert replace(case, graph=turned).solved() == case.solved()


# Two parallel legs and a way round:   s ==(0, 50 percent)== m --20-- t   and   s --90-- t
TWO_WAYS = "s m 5 0|s m 5 50|m t 5 20|s t 5 90"


@pytest.fixture
def two_ways(draw_graph):
    return draw_graph(TWO_WAYS.replace("|", "\n"))


def test_parallel_legs_are_closed_one_by_one(two_ways):
    told = {budget: interdict_route(two_ways, budget) for budget in range(4)}
    assert [told[budget].status for budget in range(4)] == [
        "nothing affordable",
        "optimal",
        "disconnected",
        "disconnected",
    ]
    # With one leg closed the best that is left is s>t: closing m>t leaves one in ten.
    assert [plan.ids for plan in told[1].plans] == [("m>t",)]
    assert told[1].after.legs == ("s>t",)
    assert told[1].value_weight_micronats == route_weight(90)
    assert told[1].gap_weight_micronats == 0
    assert [plan.ids for plan in told[2].plans] == [("m>t", "s>t")]
    # With three, closing both legs to m serves as well.
    assert [plan.ids for plan in told[3].plans] == [("m>t", "s>t"), ("s>m", "s>m.2", "s>t")]
    assert told[3].standings[told[3].plans[0].targets[1]] == "essential"


def test_points_of_several_measures_on_one_leg_add_up(draw_graph):
    graph = draw_graph("s t 5 40\ns t 5 90")
    acts = [
        Measure(name, name, "pressure", points, ("s>t",), 1000)
        for name, points in (("a", 10), ("b", 35), ("c", 60))
    ]
    told = [interdict_route(graph, budget, legs=False, measures=acts) for budget in (1, 2, 3)]
    # 40 + 60 closes the first leg, so the second, at 90, is left. It cannot be touched.
    assert [plan.ids for plan in told[0].plans] == [("c",)]
    assert told[0].value_weight_micronats == route_weight(90)
    one = interdict_route(graph, 2, legs=False, measures=acts[:2])
    assert [plan.ids for plan in one.plans] == [("a", "b")]
    # Not the weights of 50 and of 75 added: the weight of 85.
    assert one.value_weight_micronats == route_weight(85)


def test_added_pressure_does_not_close_a_leg(two_ways):
    told = interdict_route(two_ways, 1, added_pressure={"m>t": 30})
    # Closing s>m leaves 50 and 20: 40 in a hundred; 30 points on m>t leave 0 and 50: 50.
    assert [plan.ids for plan in told.plans] == [("s>m",)]
    assert told.after.passes_per_million == 400_000
    told = interdict_route(two_ways, 1, added_pressure={"m>t": 60})
    assert [plan.ids for plan in told.plans] == [("m>t",)]
    assert told.after.passes_per_million == 200_000


def test_pressure_may_be_added_on_a_leg_of_a_closed_jurisdiction(draw_graph):
    graph = draw_graph("s m 5 0\nm t 5 0\ns t 5 10")
    told = interdict_route(
        graph, 2, jurisdictions={"m": 1000}, added_pressure={"s>t": 20, "s>m": 1, "m>t": 1}
    )
    assert [plan.ids for plan in told.plans] == [("m", "s>t")]
    assert told.value_weight_micronats == route_weight(30)


def test_a_measure_that_takes_pressure_off_is_in_no_plan(two_ways):
    relief = Measure("off", "off", "pressure", -20, ("m>t", "s>t"), 1000)
    assert interdict_route(two_ways, 2, measures=[relief]) == interdict_route(two_ways, 2)


def test_what_cannot_be_closed_leaves_its_route(draw_graph):
    graph = draw_graph("s t 5 30\ns t 5 0")
    graph.edges["s", "t", "s>t"][fields.INTERDICTABLE] = False
    told = interdict_route(graph, 10)
    assert told.status == "optimal"
    assert [plan.ids for plan in told.plans] == [("s>t.2",)]
    graph.edges["s", "t", "s>t.2"][fields.INTERDICT_COST] = fields.UNBOUNDED
    told = interdict_route(graph, 10)
    assert told.status == "nothing affordable"
    assert told.value_weight_micronats == 0


def test_a_plan_that_changes_nothing_is_the_empty_plan(draw_graph):
    # Two free ways, one leg to close: nothing helps.
    told = interdict_route(draw_graph("s t 5\ns t 5\ns t 5"), 2)
    assert (told.status, told.plans, told.complete) == ("optimal", (Plan.of(()),), True)
    assert set(told.standings.values()) == {"in none"}


def test_a_graph_without_a_route_says_so(draw_graph):
    told = interdict_route(draw_graph("s m 5\nt m 5"), 2)
    assert (told.status, told.before, told.after) == ("no route", None, None)
    assert told.before_weight_micronats is told.value_weight_micronats is None
    assert told.gap_weight_micronats is None


def test_a_list_that_is_cut_off_says_so(draw_graph):
    graph = draw_graph("s m 5\nm n 5\nn t 5")
    whole = interdict_route(graph, 1)
    assert [plan.ids for plan in whole.plans] == [("m>n",), ("n>t",), ("s>m",)]
    for method in METHODS:
        part = interdict_route(graph, 1, limit=2, method=method)
        assert (part.status, len(part.plans), part.complete) == ("disconnected", 2, False)
        assert set(part.plans) < set(whole.plans)
        assert sorted(part.standings.values()) == ["in some", "in some", "not seen"]
    one = interdict_route(graph, 1, limit=1)
    assert (len(one.plans), one.complete, one.value_weight_micronats) == (1, False, None)


def test_any_one_plan_is_given_without_asking_whether_there_are_others(two_ways):
    told = interdict_route(two_ways, 1, limit=1)
    assert ([plan.ids for plan in told.plans], told.complete) == ([("m>t",)], False)
    assert sorted(told.standings.values()) == ["in some", "not seen", "not seen", "not seen"]


def layered(width, depth, seed):
    """Give layers between s and t, with all legs between neighbours and different pressures."""
    rng = np.random.default_rng(seed)
    graph = empty_graph(("s",), ("t",))
    rows = [["s"], *([f"{d}.{w}" for w in range(width)] for d in range(depth)), ["t"]]
    for place in itertools.chain(*rows):
        graph.add_node(place, **jurisdiction())
    for here, there in itertools.pairwise(rows):
        for ends in itertools.product(here, there):
            graph.add_edge(*ends, ">".join(ends), **leg(100, int(rng.integers(1, 60))))
    return graph


@pytest.mark.parametrize("method", METHODS)
def test_a_search_that_is_stopped_keeps_its_best_plan_and_bound(method):
    graph = layered(5, 4, SEED)
    proven = interdict_route(graph, 3)
    assert proven.status == "optimal"
    stopped = interdict_route(graph, 3, method=method, time_limit_s=0)
    assert stopped.status == "stopped"
    assert not stopped.complete
    assert (stopped.nodes, len(stopped.plans)) == (0, 1)
    assert stopped.plans[0].cost_scaled <= stopped.budget_scaled
    low, high = stopped.value_weight_micronats, stopped.bound_weight_micronats
    assert low <= proven.value_weight_micronats <= high
    assert stopped.gap_weight_micronats == high - low > 0


def test_a_search_that_is_stopped_later_is_no_worse(monkeypatch):
    graph, seconds = layered(5, 4, SEED), itertools.count()
    proven = interdict_route(graph, 3)
    monkeypatch.setattr("routes.stopwatch.monotonic", lambda: next(seconds))
    for limit in (5, 50, 500):
        found = interdict_route(graph, 3, time_limit_s=limit)
        assert found.value_weight_micronats <= proven.value_weight_micronats
        assert found.bound_weight_micronats >= proven.value_weight_micronats
        assert found.nodes < limit


def test_every_step_is_told(two_ways):
    told = []
    found = interdict_route(two_ways, 2, step=told.append)
    assert len(told) == found.nodes > 0
    assert set(told) == {"branch and bound"}


@pytest.mark.parametrize("method", METHODS)
def test_the_methods_agree_on_layers(method):
    for seed in range(count(3, full=30)):
        graph = layered(3, 3, seed)
        for budget in (1, 2, 3):
            found = interdict_route(graph, budget, method=method)
            assert without_counts(found) == without_counts(interdict_route(graph, budget))


@needs_numba
def test_compiled_searches_give_the_same_plans(monkeypatch):
    graph = layered(4, 4, SEED)
    here = interdict_route(graph, 3)
    monkeypatch.setattr("routes.engine.COMPILED_FROM_ARCS", 1)
    assert interdict_route(graph, 3) == here


def test_the_least_flow_of_costs_tells_whether_routes_can_be_cut():
    rng = np.random.default_rng(SEED + 6)
    seen = Counter()
    for _ in range(count(150, full=1500)):
        case = drawn_case(rng)
        before, value, _ = brute_force(case)
        if before == SEVERED:
            continue
        told = can_disconnect(case.graph, case.offered, case.budget * SCALE)
        seen[told] += 1
        assert told is None or told == (value == SEVERED)
    assert min(seen[told] for told in (True, False, None)) > 0


def test_a_value_that_does_not_hold_is_not_returned(monkeypatch, two_ways):
    monkeypatch.setattr(interdicted_route, "graph_after_plan", lambda graph, _chosen: graph)
    with pytest.raises(CertificateError, match="leaves a route of"):
        interdict_route(two_ways, 1)


def test_each_plan_of_a_small_graph_is_checked(monkeypatch, two_ways):
    right = interdicted_route.graph_after_plan

    def wrong_for_three(graph, chosen):
        return graph if len(chosen) == 3 else right(graph, chosen)

    assert len(interdict_route(two_ways, 3).plans) == 2
    monkeypatch.setattr(interdicted_route, "graph_after_plan", wrong_for_three)
    with pytest.raises(CertificateError, match="leaves a route of"):
        interdict_route(two_ways, 3)
    monkeypatch.setattr(interdicted_route, "LEGS_CHECKED", 0)
    assert len(interdict_route(two_ways, 3).plans) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"budget": -1}, "at least 0"),
        ({"budget": 0.5}, "exact number"),
        ({"method": "guess"}, "method 'guess' is unknown"),
        ({"limit": 0}, "limit must be at least 1"),
        ({"time_limit_s": -1}, "at least 0 seconds"),
        ({"time_limit_s": float("nan")}, "at least 0 seconds"),
        ({"jurisdictions": {"x": 100}}, "'x' is not in the graph"),
        ({"added_pressure": {"s>x": 5}}, "leg 's>x' is not offered"),
        ({"added_pressure": {"s>t": 0}}, "outside 1 to 100"),
        ({"added_pressure": {"s>t": 2.5}}, "whole number"),
    ],
)
def test_impossible_options_are_refused(two_ways, options, message):
    with pytest.raises(GraphError, match=message):
        interdict_route(two_ways, **({"budget": 1} | options))


def test_results_go_to_tables_and_json(two_ways):
    found = interdict_route(two_ways, Fraction(3))
    plain = json.loads(json.dumps(found.to_dict()))
    assert plain["plans"][0]["targets"][0] == {"kind": "leg", "id": "m>t", "cost_scaled": 1000}
    assert plain["before_weight_micronats"] == least_pressure_route(two_ways).weight_micronats
    frame = found.to_frame()
    assert frame["plan"].tolist() == [1, 1, 2, 2, 2]
    assert set(frame.loc[frame["id"] == "s>t", "standing"]) == {"essential"}
    assert "disconnected: no route left, 2 plans" in found._repr_html_()
    assert "at least 1 plans" in interdict_route(two_ways, 3, limit=1)._repr_html_()


def test_a_whole_graph_of_free_legs_has_its_ties_listed(draw_graph):
    # s to m by two free legs, m to t by two: closing one of them changes nothing, both of a pair
    # leaves no route.
    graph = draw_graph("s m 5\ns m 5\nm t 5\nm t 5")
    told = interdict_route(graph, 2)
    assert [plan.ids for plan in told.plans] == [("m>t", "m>t.2"), ("s>m", "s>m.2")]
    assert len(k_routes(graph, 9)) == 4
