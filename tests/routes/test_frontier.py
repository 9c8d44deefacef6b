"""The frontier of all budgets: where it falls, where it does not nest, and what rules lose."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes import GraphError, Measure, from_edges, frontier, interdict
from routes.rule_plans import RULES, rankings
from routes.targets import offers
from tests.counts import count
from tests.interdiction_cases import cases, flow_after


def graph_of(text):
    rows = [row.split() for row in text.split("|")]
    columns = ["origin", "destination", "capacity", "interdict_cost"][: len(rows[0])]
    return from_edges(pd.DataFrame(rows, columns=columns), origin="S", destination="E")


NOT_NESTED = "S A 9|S A 1|S A 1|A E 5|A E 5"
"""S -9,1,1-> A -5,5-> E: one closes the 9 and leaves 2; two close both 5 and leave nothing."""


def test_the_best_plan_for_more_need_not_contain_that_for_less():
    graph = graph_of(NOT_NESTED)
    scale = graph.graph["scale"]
    rows = frontier(graph).rows
    assert [row.best.budget_scaled // scale for row in rows] == [0, 1, 2]
    assert [row.best.value_scaled // scale for row in rows] == [10, 2, 0]
    assert [row.nested for row in rows] == [None, True, False]
    assert [row.fall_scaled for row in rows] == [None, 8 * scale, 2 * scale]
    assert [row.marginal_scaled for row in rows] == [None, 8 * scale, 2 * scale]


def test_a_plan_that_stays_best_is_nested_in_itself():
    rows = frontier(graph_of("S E 9 1|S E 1 2"), [1, 2, 3]).rows
    assert [row.best.plans[0].ids for row in rows] == [("S>E",), ("S>E",), ("S>E", "S>E.2")]
    assert [row.nested for row in rows] == [None, True, True]


def test_whether_plans_nest_is_unknown_where_not_all_are_listed():
    """Of each budget one plan is listed; these do not nest, and others are not ruled out."""
    rows = frontier(graph_of(NOT_NESTED), [1, 2], limit=1).rows
    assert [row.best.complete for row in rows] == [False, False]
    assert [row.nested for row in rows] == [None, None]


def test_greedy_counts_what_a_target_takes_off_for_its_cost():
    """Within 3: the 9 at once, or 4, 4 and 4 at 1 each, which take 12 off."""
    graph = graph_of("S E 9 3|S E 4 1|S E 4 1|S E 4 1")
    (row,) = frontier(graph, [3]).rows
    assert row.rules[0].plan.ids == ("S>E.2", "S>E.3", "S>E.4")


def test_greedy_keeps_what_it_took_and_loses():
    """Greedy takes the 9 first, and then neither of the 5 nor of the 1 is enough: 1 is left."""
    graph = graph_of(NOT_NESTED)
    scale = graph.graph["scale"]
    greedy = frontier(graph, [2]).rows[0].rules[0]
    assert (greedy.rule, greedy.plan.ids) == ("greedy", ("S>A", "S>A.2"))
    assert (greedy.value_scaled, greedy.shortfall_scaled) == (scale, scale)


def test_rules_of_thumb_rank_targets_by_what_they_are_named_after():
    """The least pressed route is S B E; B>E is widest; S>E carries most as B passes only 2."""
    frame = pd.DataFrame(
        {
            "origin": ["S", "S", "B"],
            "destination": ["E", "B", "E"],
            "capacity": [5, 2, 9],
            "pressure": [20, 0, 0],
        }
    )
    graph = from_edges(frame, origin="S", destination="E")
    offered = offers(graph, jurisdictions={"B": 100})
    ranked = {
        rule: [offered[number].target.id for number in order]
        for rule, order in rankings(graph, offered, "passing").items()
    }
    assert ranked == {
        "betweenness": ["B", "B>E", "S>B", "S>E"],
        "capacity": ["B", "B>E", "S>E", "S>B"],
        "flow": ["S>E", "B", "B>E", "S>B"],
    }


def test_a_budget_that_was_asked_for_is_a_row_and_halves_are_exact():
    graph = graph_of("S E 8 2|S E 4 1")
    rows = frontier(graph, [Fraction(3, 2), 0, 3]).rows
    scale = graph.graph["scale"]
    assert [Fraction(row.best.budget_scaled, scale) for row in rows] == [0, Fraction(3, 2), 3]
    assert [row.best.value_scaled // scale for row in rows] == [12, 8, 0]
    assert rows[1].marginal_scaled == Fraction(4 * scale * 2, 3)


def test_a_frontier_of_too_many_budgets_is_refused():
    graph = graph_of("S E 8 1|S E 4 1000")
    with pytest.raises(GraphError, match="more than 200 budgets; name some"):
        frontier(graph)
    assert len(frontier(graph, [0, 1, 1001]).rows) == 3


def test_two_hundred_budgets_are_not_too_many():
    """All is closed for 199, the two hundredth budget; for 200 there would be one more."""
    assert len(frontier(graph_of("S E 8 1|S E 4 198")).rows) == 200
    with pytest.raises(GraphError, match="more than 200 budgets"):
        frontier(graph_of("S E 8 1|S E 4 199"))


@settings(max_examples=count(30, full=300), deadline=None)
@given(case=cases(), steps=st.integers(1, 20))
def test_ended_after_so_many_steps_a_row_says_what_is_proven_the_same_each_time(case, steps):
    ended = frontier(case.graph, range(4), most_steps=steps, **case.options)
    assert ended == frontier(case.graph, range(4), most_steps=steps, **case.options)
    whole = frontier(case.graph, range(4), **case.options)
    for row, full in zip(ended.rows, whole.rows, strict=False):
        assert row.best.status != "stopped" or row == ended.rows[-1]
        left, bound, least = (
            float("inf") if amount is None else amount
            for amount in (row.best.value_scaled, row.best.bound_scaled, full.best.value_scaled)
        )
        assert bound <= least <= left
        if row.best.complete:
            assert row.best.plans == full.best.plans


def test_where_nothing_can_be_interdicted_there_is_one_row():
    assert [row.best.status for row in frontier(graph_of("A S 5|E A 5")).rows] == ["no route"]
    graph = graph_of("S E 8 unbounded")
    assert [row.best.status for row in frontier(graph).rows] == ["nothing affordable"]


def test_each_budget_is_told_when_it_is_done():
    told = []
    frontier(graph_of(NOT_NESTED), step=told.append)
    assert told == ["0", "1", "2"]


def test_the_frontier_becomes_a_table_and_plain_values():
    found = frontier(graph_of(NOT_NESTED), measures=[Measure("m", "", "close", 0, ("A>E",), 900)])
    frame = found.to_frame()
    assert len(frame) == len(found.rows)
    assert {f"{rule}_scaled" for rule in RULES} <= set(frame.columns)
    assert found.to_dict()["rows"][1]["marginal_scaled"] == float(found.rows[1].marginal_scaled)
    assert "<table>" in found._repr_html_()


@settings(max_examples=count(30, full=300), deadline=None)
@given(case=cases())
def test_every_row_is_the_answer_for_its_budget_and_no_rule_does_better(case):
    offered = offers(case.graph, measures=case.measures, jurisdictions=case.jurisdictions)
    by_target = {offer.target: offer for offer in offered}
    for row in frontier(case.graph, range(4), **case.options).rows:
        budget = Fraction(row.best.budget_scaled, row.best.scale)
        alone = interdict(case.graph, budget, **case.options)
        assert row.best.value_scaled == alone.value_scaled
        assert row.best.plans == alone.plans
        for rule in row.rules:
            assert rule.plan.cost_scaled <= row.best.budget_scaled
            after = flow_after(case, tuple(by_target[target] for target in rule.plan.targets))
            assert rule.value_scaled == (None if after == float("inf") else after)
            assert rule.shortfall_scaled is None or rule.shortfall_scaled >= 0


def test_without_time_the_frontier_ends_with_a_plan_no_worse_than_the_rules():
    graph = graph_of(NOT_NESTED)
    (row,) = frontier(graph, [1, 2], time_limit_s=0).rows
    scale = graph.graph["scale"]
    assert (row.best.status, row.best.budget_scaled) == ("stopped", scale)
    assert (row.best.value_scaled, row.best.bound_scaled) == (2 * scale, 0)
    assert min(plan.shortfall_scaled for plan in row.rules) == 0
