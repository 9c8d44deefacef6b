"""The best plans of a report: what they are, what is said of them, and where there are none.

The study of most tests has two ways of equal worth and one lesser one:

    A --6--> B --5--> C        closing either leg of the first way leaves 5 + 2,
    A --6--> D --5--> C        either of the second the same; A>C costs 3.
    A --2--> C
"""

from __future__ import annotations

import itertools
import json

import pytest

import reports
import routes
from reports import best_plans, best_plans_text, json_text, plans_section
from reports.report_files import files
from routes import fields
from tests.studies import CHAIN, study

FOUR = """
    id,name,role
    A,Alpha,origin
    B,Beta,transit
    C,Gamma,destination
    D,Delta,transit
"""
TIED = """
    id,origin,destination,capacity,interdict_cost
    A>B,A,B,6,1
    B>C,B,C,5,1
    A>D,A,D,6,1
    D>C,D,C,5,1
    A>C,A,C,2,3
"""
HEAD = "id,origin,destination,capacity,interdictable\n"
ALTERED = {
    "no route": HEAD + "A>B,A,B,1,yes\n",
    "nothing in reach": HEAD + "A>C,A,C,1,no\n",
    "unbounded": HEAD + "A>C,A,C,unbounded,no\nB>C,B,C,1,yes\nA>B,A,B,1,yes\n",
}


@pytest.fixture
def tied(tmp_path):
    return reports.analyze(study(tmp_path / "tied", jurisdictions=FOUR, legs=TIED))


def _units(results, scaled):
    return scaled / results.study.scale


def _by_enumeration(graph, budget):
    """Find what is left at best, and the plans without a leg to spare, by trying every set."""
    legs = {leg: data[fields.INTERDICT_COST] for *_, leg, data in graph.edges(keys=True, data=True)}
    left = {}
    for count in range(len(legs) + 1):
        for plan in itertools.combinations(sorted(legs), count):
            if sum(legs[leg] for leg in plan) <= budget:
                rest = routes.intervene(graph, remove=list(plan))
                left[plan] = routes.max_flow(rest).value
    best = min(left.values())
    optimal = {plan for plan, value in left.items() if value == best}
    spare = {plan for plan in optimal for other in optimal if set(other) < set(plan)}
    return best, optimal - spare


def test_every_row_is_what_trying_every_set_of_legs_gives(tied):
    rows = tied.best_plans.rows
    assert [_units(tied, row.best.budget_scaled) for row in rows] == list(range(13))
    for row in rows:
        value, plans = _by_enumeration(tied.graph, row.best.budget_scaled)
        assert row.best.value_scaled == value
        assert {plan.ids for plan in row.best.plans} == plans
    # At 1 four plans leave 7; at 2 both ways are closed, at 5 everything.
    assert [_units(tied, row.best.value_scaled) for row in rows[:6]] == [12, 7, 2, 2, 2, 0]
    assert len(rows[1].best.plans) == 4


def test_budgets_are_multiples_of_the_least_effort(tmp_path):
    legs = "id,origin,destination,capacity,interdict_cost\nA>B,A,B,9,2.5\nB>C,B,C,9,4\n"
    found = reports.analyze(study(tmp_path, legs=legs))
    told = [row["budget"] for row in plans_section.section(found)["rows"]]
    assert told[:4] == ["0", "2.5", "5", "7.5"]
    assert len(told) == best_plans.BUDGETS


def test_under_the_lens_effort_what_passes_is_looked_at(tmp_path):
    loaded = study(tmp_path, legs=CHAIN)
    by_lens = {
        lens: reports.analyze(loaded, lens=lens).best_plans
        for lens in ("passing", "volume", "effort")
    }
    assert by_lens["effort"] == by_lens["passing"]
    assert by_lens["effort"].lens == "passing"
    assert by_lens["volume"].lens == "volume"


@pytest.mark.parametrize("status", ALTERED)
def test_where_there_is_no_plan_a_plain_sentence_says_why(tmp_path, status):
    found = reports.analyze(study(tmp_path, legs=ALTERED[status]))
    assert found.best_plans.status == status
    assert best_plans_text.sentences(found)[1:] == [best_plans_text.WHY_NONE[status]]
    assert plans_section.section(found)["rows"] == []
    made = files(found)
    assert "frontier.svg" not in made
    told = json.loads(made["results.json"])["best_plans"]
    assert (told["status"], told["rows"]) == (status, [])
    assert "## Best plans within a budget" in made["summary.md"].decode()


def test_with_more_legs_than_can_be_waited_for_none_is_looked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(best_plans, "MOST_LEGS", 1)
    found = reports.analyze(study(tmp_path, legs=CHAIN))
    assert found.best_plans.status == "too many legs"
    assert len(found.best_plans.targets) == 2


def test_what_is_not_proven_is_said(tmp_path, monkeypatch):
    """Six ways of two equal legs each: after two steps nothing but a bound is known."""
    monkeypatch.setattr(best_plans, "MOST_STEPS", 2)
    places = "".join(f"    B{n},Beta{n},transit\n" for n in range(6))
    rows = "".join(f"    A>B{n},A,B{n},{5 + n}\n    B{n}>C,B{n},C,{9 - n}\n" for n in range(6))
    found = reports.analyze(
        study(
            tmp_path,
            jurisdictions="\n    id,name,role\n    A,A,origin\n    C,C,destination\n" + places,
            legs="\n    id,origin,destination,capacity\n" + rows,
        )
    )
    open_rows = [row for row in found.best_plans.rows if row.best.status == "stopped"]
    assert open_rows
    told = plans_section.section(found)["rows"]
    unproven = [not best_plans_text.is_proven(row.best) for row in found.best_plans.rows]
    assert ["bound" in row for row in told] == unproven
    assert any(unproven)
    assert len(told) < best_plans.BUDGETS
    assert "Larger budgets are left out." in " ".join(best_plans_text.sentences(found))
    assert "the others the search ended early" in " ".join(best_plans_text.sentences(found))
    assert any(row[2].startswith("not below ") for row in best_plans_text.table(found)[1])
    for row in open_rows:
        assert row.best.bound_scaled <= row.best.value_scaled


def test_the_steps_end_a_search_at_the_same_point_every_time(tied):
    again = [
        routes.frontier(tied.graph, range(6), most_steps=steps).to_dict() for steps in (3, 3, 9_999)
    ]
    assert again[0] == again[1]
    assert again[2] == routes.frontier(tied.graph, range(6)).to_dict()


def test_the_results_state_the_frontier_in_whole_numbers(tied):
    told = json.loads(files(tied)["results.json"])["best_plans"]
    assert told == json.loads(json_text.pretty(tied.best_plans.to_dict()))
    row, scale = told["rows"][1], tied.study.scale
    assert (row["value_scaled"], row["bound_scaled"]) == (7 * scale, 7 * scale)
    assert (row["fall_scaled"], row["marginal_scaled"]) == (5 * scale, str(5 * scale))
    assert [plan["legs"] for plan in row["plans"]] == [["A>B"], ["A>D"], ["B>C"], ["D>C"]]
    assert (row["essential"], row["in_some"]) == ([], ["A>B", "A>D", "B>C", "D>C"])
    assert (row["in_none"], row["not_seen"], row["complete"]) == (1, 0, True)
    assert [rule["rule"] for rule in row["rules"]] == list(best_plans_text.RULE_WORDS)
    assert all(
        rule["shortfall_scaled"] == rule["value_scaled"] - 7 * scale for rule in row["rules"]
    )
    assert [target["cost_scaled"] // scale for target in told["targets"]] == [1, 3, 1, 1, 1]


def test_the_page_s_rows_say_the_same_with_positions_for_legs(tied):
    said = plans_section.section(tied)
    legs = sorted(tied.study.legs["id"])
    for told, row in zip(said["rows"], tied.best_plans.rows, strict=True):
        assert [tuple(legs[at] for at in plan) for plan in told["plans"]] == [
            plan.ids for plan in row.best.plans
        ]
        assert told["value"] == row.best.value_scaled
        assert told["rules"] == [plan.value_scaled for plan in row.rules]
        assert not {"bound", "essential"} & set(told)
        assert ("apart" in told) == (row.nested is False)
    assert said["offered"] == 5


def test_the_summary_has_a_row_for_each_budget(results):
    text = files(results)["summary.md"].decode().replace("\\", "")
    section = text.split("\n## Best plans within a budget\n")[1].split("\n## ")[0]
    assert "Proven for every budget: no plan within it leaves less." in section
    assert "computed for 2026-10-31, goods layer, lens passing, nothing changed" in section
    rows = [line for line in section.splitlines() if line.startswith("|")][2:]
    assert len(rows) == 13
    assert rows[3].startswith("| 3 | 83,450 | proven | 1 | TW>ID.onward, US>CN.direct,")


def test_the_default_study_s_frontier_is_proven_and_never_rises(results):
    rows = results.best_plans.rows
    values = [row.best.value_scaled for row in rows]
    assert values[0] == results.cut.value
    assert values == sorted(values, reverse=True)
    assert all(best_plans_text.is_proven(row.best) and row.best.complete for row in rows)
    for row in rows:
        for plan in row.best.plans:
            rest = routes.intervene(results.graph, remove=list(plan.ids))
            assert routes.max_flow(rest).value == row.best.value_scaled
