"""The table of best plans: worked out by hand, and against the interdiction of each budget."""

import reports
import routes
from reports import best_plans, plan_table
from tests.studies import CHAIN, study

SIDE = """
    id,origin,destination,capacity,interdict_cost
    one,A,C,9,2
    two,A,C,4,1
"""
"""Two legs side by side: the wide one takes twice the effort."""


def _rows(table):
    return [
        dict(zip([column.name for column in table.columns], row, strict=True))
        for row in table.texts()
    ]


def test_the_plans_of_two_legs_are_as_worked_out_by_hand(tmp_path):
    # Within 1 the narrow leg goes, 9 are left; within 2 the wide one, 4 are left; within 3 both.
    rows = _rows(plan_table.plans(reports.analyze(study(tmp_path, legs=SIDE))))
    told = [
        (row["budget"], row["plan"], row["id"], row["cost"], row["plan_cost"], row["value_left"])
        for row in rows
    ]
    assert told[:5] == [
        ("0", "1", "", "", "0", "13"),
        ("1", "1", "two", "1", "1", "9"),
        ("2", "1", "one", "2", "2", "4"),
        ("3", "1", "one", "2", "3", "0"),
        ("3", "1", "two", "1", "3", "0"),
    ]
    assert [row["budget"] for row in rows[3:]] == [str(n) for n in range(3, 13) for _ in "ab"]
    assert {(row["proven"], row["all_listed"]) for row in rows} == {("yes", "yes")}
    assert {row["standing"] for row in rows[1:]} == {"essential"}
    assert (rows[0]["kind"], rows[0]["standing"], rows[0]["status"]) == (
        "",
        "",
        "nothing affordable",
    )
    assert (rows[1]["kind"], rows[1]["name"], rows[1]["status"]) == (
        "leg",
        "Alpha to Gamma",
        "optimal",
    )


def test_all_optimal_plans_are_listed_and_budgets_are_multiples_of_the_least_cost(tmp_path):
    # Closing either leg of the chain, at 2.5 each, leaves nothing: budgets are 0, 2.5, 5, ... 30.
    legs = "id,origin,destination,capacity,interdict_cost\nA>B,A,B,10,2.5\nB>C,B,C,4,2.5\n"
    rows = _rows(plan_table.plans(reports.analyze(study(tmp_path, legs=legs))))
    assert [row["budget"] for row in rows][:5] == ["0", "2.5", "2.5", "5", "5"]
    assert rows[-1]["budget"] == "30"
    assert [(row["plan"], row["id"], row["standing"]) for row in rows[1:3]] == [
        ("1", "A>B", "in some"),
        ("2", "B>C", "in some"),
    ]


def test_a_study_in_which_there_is_nothing_to_plan_has_an_empty_table(tmp_path):
    for name, legs in {
        "no-route": "id,origin,destination,capacity\nB>A,B,A,4\n",
        "out-of-reach": "id,origin,destination,capacity,interdictable\nA>C,A,C,4,no\n",
        "too-many": "id,origin,destination,capacity\n"
        + "".join(f"l{number},A,C,1\n" for number in range(best_plans.MOST_LEGS + 1)),
    }.items():
        table = plan_table.plans(reports.analyze(study(tmp_path / name, legs=legs)))
        assert table.rows == (), name
        assert table.to_frame().empty


def test_a_flow_without_a_bound_stays_so_until_a_plan_bounds_it(tmp_path):
    legs = "id,origin,destination,capacity,interdict_cost\nwide,A,C,unbounded,2\nlow,A,C,4,1\n"
    table = plan_table.plans(reports.analyze(study(tmp_path, legs=legs)))
    left = {row["budget"]: row["value_left"] for row in _rows(table)}
    assert (left["2"], left["3"]) == ("4", "0")
    assert set(left) <= {str(number) for number in range(13)}
    assert all(left.get(budget, "unbounded") == "unbounded" for budget in "01")


def test_through_the_lens_of_effort_the_plans_are_those_against_what_passes(tmp_path):
    loaded = study(tmp_path, legs=SIDE)
    through, beside = (
        plan_table.plans(reports.analyze(loaded, lens=lens)) for lens in ("effort", "passing")
    )
    assert through == beside


def test_every_row_is_the_interdiction_of_its_budget(results):
    table = plan_table.plans(results)
    assert table == plan_table.plans(results)
    by_budget = {}
    for row in table.rows:
        by_budget.setdefault(row[0], []).append(row)
    scale = results.study.scale
    assert sorted(by_budget) == [number * scale for number in range(best_plans.BUDGETS)]
    for budget in (1, 5, 12):
        found = routes.interdict(results.graph, budget)
        told = {}
        for row in by_budget[budget * scale]:
            told.setdefault(row[1], []).append(row[3])
            assert row[7] == found.value_scaled
            assert row[11] == found.standings[routes.Target("leg", row[3], row[5])]
        assert [tuple(ids) for ids in told.values()] == [plan.ids for plan in found.plans]


def test_names_of_jurisdictions_stay_text(tmp_path):
    places = "id,name,role\nA,'=1+1,origin\nB,Beta,transit\nC,Gamma,destination\n"
    table = plan_table.plans(reports.analyze(study(tmp_path, jurisdictions=places, legs=CHAIN)))
    assert _rows(table)[1]["name"] == "'=1+1 to Beta"
