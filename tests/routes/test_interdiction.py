"""The best plans for a budget, held against trying every plan and against what others published."""

import itertools
import random
from decimal import Decimal
from fractions import Fraction
from math import inf

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import routes
from routes import GraphError, Measure, fields, from_edges, interdict
from routes.interdiction_model import model_of
from routes.plan_tree import PlanTree
from routes.stopwatch import TimeIsUpError
from routes.targets import graph_after, offers
from tests.counts import count
from tests.interdiction_cases import Case, by_trying_all, cases, named
from tests.strategies import empty_graph, graphs, jurisdiction, leg

METHODS = ("branch and bound", "integer program")
PYOMO_FLOW = "S B 10|S C 70|C B 30|B E 100|C D 40|D E 50"


def graph_of(text, origin="S", destination="E"):
    rows = [row.split() for row in text.split("|")]
    columns = ["origin", "destination", "capacity", "interdict_cost"][: len(rows[0])]
    frame = pd.DataFrame(rows, columns=columns)
    return from_edges(frame, origin=origin, destination=destination)


def units(scaled, graph):
    return None if scaled is None else Fraction(scaled, graph.graph["scale"])


def ids(found):
    return [plan.ids for plan in found.plans]


@settings(max_examples=count(150, full=1_200), deadline=None)
@given(case=cases())
def test_the_tree_finds_every_plan_that_trying_all_finds(case):
    offered = offers(case.graph, measures=case.measures, jurisdictions=case.jurisdictions)
    value, plans = by_trying_all(case, offered)
    found = interdict(case.graph, case.budget, **case.options)
    if value == inf:
        assert found.value_scaled is None
        assert found.bound_scaled is None
        return
    assert found.value_scaled == found.bound_scaled == value
    listed = [frozenset(named(t.kind, t.id) for t in plan.targets) for plan in found.plans]
    assert len(listed) == len(set(listed))
    assert set(listed) == plans
    assert found.complete
    for target, standing in found.standings.items():
        held = [named(target.kind, target.id) in plan for plan in plans]
        expected = "essential" if all(held) else "in some" if any(held) else "in none"
        assert standing == expected


@settings(max_examples=count(40, full=400), deadline=None)
@given(case=cases())
def test_the_program_agrees_with_the_tree(case):
    tree, program = (
        interdict(case.graph, case.budget, **case.options, method=method) for method in METHODS
    )
    assert tree.value_scaled == program.value_scaled == program.bound_scaled
    assert set(tree.plans) == set(program.plans)
    assert tree.complete
    assert program.complete
    assert tree.standings == program.standings
    assert tree.status == program.status


@pytest.mark.parametrize("method", METHODS)
def test_the_network_of_the_pyomo_gallery_passes_80_then_10_then_nothing(method):
    """Pyomo Gallery, notebook network_interdiction (Sandia National Laboratories), max flow.

    Without S>C only S>B is left, 10. Two legs end it in four ways: next to the start, next to the
    end, and two between.
    """
    graph = graph_of(PYOMO_FLOW)
    found = [interdict(graph, budget, method=method) for budget in (0, 1, 2)]
    assert [units(each.value_scaled, graph) for each in found] == [80, 10, 0]
    assert ids(found[1]) == [("S>C",)]
    assert sorted(ids(found[2])) == [
        ("B>E", "C>D"),
        ("B>E", "D>E"),
        ("B>E", "S>C"),
        ("S>B", "S>C"),
    ]
    assert {t.id: s for t, s in found[2].standings.items()} == {
        "B>E": "in some",
        "C>B": "in none",
        "C>D": "in some",
        "D>E": "in some",
        "S>B": "in some",
        "S>C": "in some",
    }


def test_the_best_plan_need_not_lie_on_a_minimum_cut():
    """S -4,4-> A -9,1-> E: the minimum cut is 4 + 4, but of 9 + 1 only 1 is left without the 9."""
    graph = graph_of("S A 4|S A 4|A E 9|A E 1")
    assert routes.min_cut(graph).legs == ("S>A", "S>A.2")
    found = interdict(graph, 1)
    assert ids(found) == [("A>E",)]
    assert units(found.value_scaled, graph) == 1


def test_the_best_plan_need_not_lie_on_a_cut_that_a_price_meets():
    #     S --2, takes 3--> T
    #     S --5, takes 1--> C --1, takes 3--> T
    # Within 3 one leg is affordable: without S>T 1 is left, without S>C or C>T it is 2.
    graph = graph_of("S T 2 3|S C 5 1|C T 1 3", "S", "T")
    found = interdict(graph, budget=3)
    assert (units(found.value_scaled, graph), ids(found)) == (1, [("S>T",)])


def test_costs_decide_which_legs_a_plan_can_afford():
    """To close the 9 takes 3, each 5 takes 2: with 4 the two are better, with 3 the one."""
    graph = graph_of("S E 9 3|S E 5 2|S E 5 2")
    assert ids(interdict(graph, 3)) == [("S>E",)]
    assert ids(interdict(graph, 4)) == [("S>E.2", "S>E.3")]
    assert interdict(graph, 4).plans[0].cost_scaled == 4 * graph.graph["scale"]


def test_a_jurisdiction_is_closed_whole():
    """Two legs go through A; to close it costs as much as one of them."""
    graph = graph_of("S A 5|S A.x 1|A E 4|A E 4|S E 1")
    found = interdict(graph, 1, jurisdictions={"A": graph.graph["scale"]})
    assert ids(found) == [("A",), ("S>A",)]
    assert [plan.targets[0].kind for plan in found.plans] == ["jurisdiction", "leg"]
    assert units(found.value_scaled, graph) == 1


def test_one_decision_closes_all_legs_of_a_measure():
    graph = graph_of("S A 5|S B 5|A E 5|B E 5")
    scale = graph.graph["scale"]
    act = Measure("act", "", "close", 0, ("A>E", "B>E", "elsewhere"), 2 * scale)
    assert ids(interdict(graph, 2, measures=[act], legs=False)) == [("act",)]
    assert ids(interdict(graph, 1, measures=[act], legs=False)) == [()]
    assert interdict(graph, 1, measures=[act], legs=False).status == "nothing affordable"


def test_points_of_measures_add_up_on_a_leg():
    """30 and 50 points leave 100 - 80 = 20 of 100; the better alone leaves 50."""
    graph = graph_of("S E 100")
    scale = graph.graph["scale"]
    acts = [Measure(f"m{p}", "", "pressure", p, ("S>E",), scale) for p in (30, 50)]
    found = [interdict(graph, budget, measures=acts, legs=False) for budget in range(3)]
    assert [units(each.value_scaled, graph) for each in found] == [100, 50, 20]
    assert ids(found[1]) == [("m50",)]


def test_points_beyond_a_hundred_close_a_leg_and_no_more():
    graph = graph_of("S E 100")
    scale = graph.graph["scale"]
    acts = [Measure(f"m{p}", "", "pressure", p, ("S>E",), scale) for p in (60, 70, 100)]
    found = interdict(graph, 2, measures=acts, legs=False)
    assert (found.value_scaled, ids(found)) == (0, [("m100",), ("m60", "m70")])


def test_a_measure_that_another_makes_idle_is_spared():
    """Within 5 both are affordable, but after m1, which stops all, m0 adds nothing."""
    graph = graph_of("S A 8|A E 4|S E 5")
    scale = graph.graph["scale"]
    first = Measure("m0", "", "close", 0, ("A>E", "S>A"), 3 * scale)
    second = Measure("m1", "", "close", 0, ("A>E", "S>E"), 2 * scale)
    found = interdict(graph, 5, measures=[first, second], legs=False)
    assert (found.value_scaled, found.complete, ids(found)) == (0, True, [("m1",)])


def test_a_measure_is_paid_for_once_however_many_legs_it_closes():
    graph = graph_of("S A 3|S E 2|A E 2")
    scale = graph.graph["scale"]
    wide = Measure("m0", "", "close", 0, ("S>A", "S>E"), scale)
    narrow = Measure("m1", "", "close", 0, ("S>E",), 3 * scale)
    found = interdict(graph, 1, measures=[wide, narrow], legs=False)
    assert (found.value_scaled, found.complete, ids(found)) == (0, True, [("m0",)])


@pytest.mark.parametrize("seed", range(count(60, full=1_000)))
def test_of_measures_alone_every_plan_is_found(seed):
    """Measures that overlap, on legs whose capacities are all multiples of ten."""
    pick = random.Random(seed)  # noqa: S311  # small graphs, not secrets
    ends = [(u, v) for u in "SABC" for v in "ABCE" if u != v]
    graph = graph_of(
        "|".join(f"{u} {v} {10 * pick.randint(1, 3)}" for u, v in pick.sample(ends, 6))
    )
    names = sorted(name for _, _, name in graph.edges(keys=True))
    acts = []
    for number in range(5):
        points = pick.choice((0, 0, 30, 45, 60))
        effect = "pressure" if points else "close"
        touched = tuple(sorted(pick.sample(names, pick.randint(1, 3))))
        cost = pick.randint(1, 3) * graph.graph["scale"]
        acts.append(Measure(f"m{number}", "", effect, points, touched, cost))
    case = Case(graph, tuple(acts), {}, pick.randint(1, 5), "passing")
    value, plans = by_trying_all(case, offers(graph, legs=False, measures=acts))
    found = interdict(graph, case.budget, legs=False, measures=acts)
    assert found.value_scaled == value
    if value:
        assert found.complete
    told = {frozenset(named(t.kind, t.id) for t in plan.targets) for plan in found.plans}
    assert told == plans


def test_what_is_not_interdictable_is_left_alone():
    graph = graph_of("S E 9|S E 5")
    graph.edges["S", "E", "S>E"][fields.INTERDICTABLE] = False
    assert ids(interdict(graph, 2)) == [("S>E.2",)]


def test_several_origins_and_destinations_are_cut_off_together():
    """From S and T to E and F, with 4 + 3 + 2: the two largest go."""
    frame = pd.DataFrame(
        {"origin": ["S", "S", "T"], "destination": ["E", "F", "F"], "capacity": [4, 3, 2]}
    )
    graph = from_edges(frame, origin=["S", "T"], destination=["E", "F"])
    found = interdict(graph, 2)
    assert ids(found) == [("S>E", "S>F")]
    assert units(found.value_scaled, graph) == 2


@pytest.mark.parametrize("method", METHODS)
def test_results_that_are_no_numbers_have_names(method):
    def status(graph, budget):
        found = interdict(graph, budget, method=method)
        return found.status, units(found.value_scaled, graph)

    open_leg = graph_of("S A unbounded|A E unbounded")
    assert status(graph_of("A S 5|E A 5"), 3) == ("no route", 0)
    assert status(graph_of("S E 5 2"), 0) == ("nothing affordable", 5)
    assert status(graph_of("S E 5 2"), 1) == ("nothing affordable", 5)
    assert status(graph_of("S E unbounded|S E unbounded"), 1) == ("unbounded", None)
    assert ids(interdict(graph_of("S E unbounded|S E unbounded"), 1, method=method)) == []
    assert status(open_leg, 1) == ("optimal", 0)
    assert interdict(open_leg, 1, method=method).before_scaled is None
    open_leg.edges["S", "A", "S>A"][fields.INTERDICTABLE] = False
    open_leg.edges["A", "E", "A>E"][fields.INTERDICTABLE] = False
    assert status(open_leg, 9) == ("nothing affordable", None)


@pytest.mark.parametrize("method", METHODS)
def test_where_there_is_nothing_to_choose_the_flow_is_its_own_bound(method):
    found = interdict(graph_of("S E 5 unbounded"), 3, method=method)
    assert (found.status, found.gap_scaled, found.complete) == ("nothing affordable", 0, True)
    assert ids(found) == [()]


@settings(max_examples=40, deadline=None)
@given(graph=graphs(max_legs=9), lens=st.sampled_from(sorted(fields.LENSES)))
def test_more_budget_never_hurts_and_bounds_stay_below(graph, lens):
    before = inf
    for budget in range(5):
        found = interdict(graph, budget, lens=lens, limit=1)
        value = inf if found.value_scaled is None else found.value_scaled
        assert value <= before
        assert found.gap_scaled in {0, None}
        before = value


@settings(max_examples=25, deadline=None)
@given(graph=graphs(unbounded=False), budget=st.integers(0, 4), times=st.sampled_from((2, 7, 1000)))
def test_amounts_and_costs_can_be_scaled(graph, budget, times):
    larger = graph.copy()
    for _, data in larger.nodes(data=True):
        if data[fields.NODE_CAPACITY] != "unbounded":
            data[fields.NODE_CAPACITY] *= times
    for _, _, data in larger.edges(data=True):
        cost = data[fields.INTERDICT_COST] * times
        data.update(leg(data[fields.CAPACITY] * times, data[fields.PRESSURE], cost))
    found, scaled = interdict(graph, budget), interdict(larger, budget * times)
    assert scaled.value_scaled == found.value_scaled * times
    assert ids(scaled) == ids(found)


@settings(max_examples=25, deadline=None)
@given(graph=graphs(), budget=st.integers(0, 4), data=st.data())
def test_names_and_the_order_of_rows_do_not_matter(graph, budget, data):
    names = dict(
        zip(sorted(graph), data.draw(st.permutations("zyxwvut"[: len(graph)])), strict=True)
    )
    other = empty_graph(
        *(tuple(names[end] for end in graph.graph[ends]) for ends in ("origins", "destinations"))
    )
    for place in data.draw(st.permutations(sorted(graph))):
        other.add_node(names[place], **graph.nodes[place])
    for origin, end, key, row in data.draw(
        st.permutations(list(graph.edges(keys=True, data=True)))
    ):
        other.add_edge(names[origin], names[end], key=key, **row)
    found, renamed = interdict(graph, budget), interdict(other, budget)
    assert renamed.value_scaled == found.value_scaled
    assert renamed.plans == found.plans
    assert renamed.standings == found.standings


def test_a_limit_gives_an_honest_at_least_and_proves_what_is_essential():
    """One leg of 9 beside eight of 1, budget 4: the 9 is in every plan, with any 3 of the 8."""
    graph = graph_of("|".join(["S E 9", *["S E 1"] * 8]))
    every = interdict(graph, 4)
    assert len(every.plans) == 56
    assert every.complete
    some = interdict(graph, 4, limit=5)
    assert len(some.plans) == 5
    assert not some.complete
    assert set(some.plans) <= set(every.plans)
    assert some.standings[next(t for t in some.standings if t.id == "S>E")] == "essential"
    assert set(some.standings.values()) <= {"essential", "in some", "not seen"}
    assert len(interdict(graph, 4, limit=1).plans) == 1


def test_a_target_of_all_listed_plans_is_not_essential_if_another_plan_does_without():
    """Of three legs alike any two are best; the two plans listed share a leg that can be spared."""
    found = interdict(graph_of("S E 5|S E 5|S E 5"), 2, limit=2)
    assert (len(found.plans), found.complete) == (2, False)
    assert set(found.standings.values()) == {"in some"}


@pytest.mark.parametrize("pauses", [0, 3, 8, None])
def test_a_list_that_time_has_cut_short_is_not_called_complete(pauses):
    """Time is up after so many pauses in the listing; without an end all three plans are there."""
    left = itertools.repeat(None)

    def pause():
        if next(left, "over") == "over":
            raise TimeIsUpError

    graph = graph_of("S E 5|S E 5|S E 5")
    model, _ = model_of(graph, offers(graph), 2 * graph.graph["scale"], "passing")
    tree = PlanTree(model, pause)
    value = tree.best().value
    left = left if pauses is None else itertools.repeat(None, pauses)
    listing = tree.all_at(value, 10)
    assert listing.complete == (len(listing.plans) == 3) == (pauses is None)


@pytest.mark.parametrize("method", METHODS)
def test_when_time_is_up_it_says_what_is_proven(method):
    graph = graph_of("S A 5|S B 5|A E 4|B E 3|A B 2")
    found = interdict(graph, 2, method=method, time_limit_s=0)
    assert found.status in {"stopped", "optimal"}
    assert 0 <= found.bound_scaled <= found.value_scaled <= found.before_scaled
    assert len(found.plans) == 1
    assert not found.complete or found.status == "optimal"
    if method == "branch and bound":
        assert (found.status, found.value_scaled, found.bound_scaled) == (
            "stopped",
            found.before_scaled,
            0,
        )


def test_the_plan_can_be_carried_out_on_the_graph():
    graph = graph_of(PYOMO_FLOW)
    found = interdict(graph, 2)
    by_target = {offer.target: offer for offer in offers(graph)}
    for plan in found.plans:
        after = graph_after(graph, [by_target[target] for target in plan.targets])
        assert routes.max_flow(after).value == found.value_scaled


def test_results_become_tables_and_plain_values():
    found = interdict(graph_of(PYOMO_FLOW), Decimal("2.5"))
    assert found.to_frame().columns.tolist() == ["plan", "kind", "id", "cost_scaled"]
    assert len(found.to_frame()) == 8
    told = found.to_dict()
    assert told["gap_scaled"] == 0
    assert told["plans"][0]["targets"][0]["id"] == found.plans[0].targets[0].id
    assert told["standings"][0]["standing"] == "in some"
    assert "<table>" in found._repr_html_()


def test_impossible_questions_are_refused():
    graph = graph_of(PYOMO_FLOW)
    with pytest.raises(GraphError, match="lens 'size' is unknown"):
        interdict(graph, 1, lens="size")
    with pytest.raises(GraphError, match="at least 0, not -1"):
        interdict(graph, -1)
    with pytest.raises(GraphError, match=r"exact number.*0\.5"):
        interdict(graph, 0.5)
    with pytest.raises(ValueError, match="limit must be at least 1"):
        interdict(graph, 1, limit=0)
    with pytest.raises(GraphError, match="'Z' is not in the graph") as told:
        interdict(graph, 1, jurisdictions={"Z": 100, "B": 0})
    assert "jurisdiction 'B': the cost must be a whole number from 1, not 0" in str(told.value)
    free = Measure("gift", "", "close", 0, ("S>B",), 0)
    with pytest.raises(GraphError, match="'gift' costs nothing"):
        interdict(graph, 1, measures=[free])


def test_a_closed_jurisdiction_offers_nothing():
    graph = empty_graph(("S",), ("E",))
    for name, capacity in (("S", "unbounded"), ("A", 0), ("E", "unbounded")):
        graph.add_node(name, **jurisdiction(capacity=capacity))
    graph.add_edge("S", "A", key="s", **leg(500))
    graph.add_edge("A", "E", key="e", **leg(500))
    assert interdict(graph, 1).status == "no route"
    assert interdict(graph, 1, jurisdictions={"A": 100}).plans[0].targets == ()
