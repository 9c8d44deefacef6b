"""What may be chosen: which legs, jurisdictions and measures are offered, and at what cost."""

from decimal import Decimal
from fractions import Fraction

import pandas as pd

from routes import Measure, fields, from_edges
from routes.plans import Plan, in_order, standings
from routes.targets import Target, graph_after, offers, scaled_budget
from tests.strategies import SCALE, empty_graph, jurisdiction, leg


def graph():
    """S to A by an open, a closed, an unaffordable and an untouchable leg; A to E by one."""
    made = empty_graph(("S",), ("E",))
    for name in "SAE":
        made.add_node(name, **jurisdiction())
    made.add_edge("S", "A", key="open", **leg(500, 10, 200))
    made.add_edge("S", "A", key="shut", **leg(500, 100))
    made.add_edge("S", "A", key="dear", **leg(500, 0, "unbounded"))
    made.add_edge("S", "A", key="kept", **leg(500), **{fields.INTERDICTABLE: False})
    made.add_edge("A", "E", key="last", **leg(900))
    return made


def test_legs_are_offered_that_pass_something_and_can_be_closed():
    assert [offer.target for offer in offers(graph())] == [
        Target("leg", "last", 100),
        Target("leg", "open", 200),
    ]


def test_jurisdictions_and_measures_are_offered_at_their_cost():
    acts = [
        Measure("all", "", "close", 0, ("dear", "kept", "shut", "elsewhere"), 300),
        Measure("more", "", "pressure", 20, ("open",), 100),
        Measure("idle", "", "close", 0, ("shut",), 100),
        Measure("never", "", "close", 0, ("open",), "unbounded"),
    ]
    found = offers(graph(), legs=False, jurisdictions={"A": 700, "S": "unbounded"}, measures=acts)
    assert [(offer.target, offer.legs, offer.points) for offer in found] == [
        (Target("jurisdiction", "A", 700), (), None),
        (Target("measure", "all", 300), ("dear", "kept"), None),
        (Target("measure", "more", 100), ("open",), 20),
    ]


def test_a_measure_that_adds_no_points_is_not_offered():
    acts = [Measure("less", "", "pressure", -5, ("open",), 100)]
    assert offers(graph(), legs=False, measures=acts) == ()


def test_the_graph_after_a_plan_has_its_legs_closed_and_its_pressure_added():
    acts = [Measure("more", "", "pressure", 20, ("open",), 100)]
    chosen = [offer for offer in offers(graph(), measures=acts) if offer.target.id != "open"]
    after = graph_after(graph(), chosen)
    assert sorted(key for _, _, key in after.edges(keys=True)) == ["dear", "kept", "open", "shut"]
    assert after.edges["S", "A", "open"][fields.PRESSURE] == 30
    assert graph().edges["S", "A", "open"][fields.PRESSURE] == 10


def test_a_budget_is_exact_and_what_is_too_fine_buys_nothing():
    frame = pd.DataFrame({"origin": ["a"], "destination": ["b"], "capacity": [5]})
    made = from_edges(frame, origin="a", destination="b")
    assert made.graph[fields.SCALE] == SCALE
    assert scaled_budget(made, 0) == 0
    assert scaled_budget(made, Decimal("2.509")) == 250
    assert scaled_budget(made, Fraction(1, 3)) == 33
    assert scaled_budget(made, 10**400) == 10**402


def test_plans_are_ordered_by_size_then_cost_then_name():
    a, b, c = Target("leg", "a", 100), Target("leg", "b", 100), Target("jurisdiction", "c", 300)
    plans = [Plan.of([b, a]), Plan.of([c]), Plan.of([b]), Plan.of([a])]
    assert [plan.ids for plan in in_order(plans)] == [("a",), ("b",), ("c",), ("a", "b")]
    assert Plan.of([b, c]).cost_scaled == 400


def test_a_target_is_essential_only_if_that_is_known():
    a, b, c, d = (Target("leg", name, 100) for name in "abcd")
    plans = [Plan.of([a, b, c]), Plan.of([a, b])]
    told = standings([a, b, c, d], plans, complete=False, needed=[b])
    assert list(told.values()) == ["in some", "essential", "in some", "not seen"]
    told = standings([a, b, c, d], plans, complete=True)
    assert list(told.values()) == ["essential", "essential", "in some", "in none"]
