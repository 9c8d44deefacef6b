"""What to ask about first, in sentences and in the command `uncertainty`.

A --6 (class A, so it may not exist)--> C, A --4--> C, and A --3, from 2 to 9--> C; one can be
closed. Closing the second leaves least where the first does not exist.
"""

import json
import re
from dataclasses import replace

import pandas as pd
import pytest

import routes
import seeds
from reports import ask_first, asked_number, cli
from tests.studies import SOURCE, write_study

LEGS = """
    id,origin,destination,capacity_low,capacity,capacity_high,evidence_class,evidence,basis
    A>C.first,A,C,,6,,A,E1,reported
    A>C.second,A,C,,4,,,,assumed
    A>C.third,A,C,2,3,9,,,assumed
"""
PRIORS = """
    id,alpha,beta
    A,500,500
    B,1,1
    C,1,1
    D,1,1
    E,1,1
"""
NAMES = {("leg", "A>C.first"): "A to C (A>C.first)"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("study") / "mine"
    return write_study(path, legs=LEGS, evidence=SOURCE, priors=PRIORS)


@pytest.fixture(scope="module")
def asked(folder):
    study = seeds.load(folder)
    graph, believed = routes.build(study), routes.beliefs(study)
    plans = routes.plan_candidates(graph, 1, 30, beliefs=believed).plans
    told = []
    found = ask_first.gathered(
        graph,
        plans,
        1,
        draws=3000,
        seed=1,
        beliefs=believed,
        lens="passing",
        step=told.append,
    )
    assert len(told) <= ask_first.steps_of(graph, 3000, believed)
    return found


@pytest.fixture
def run(capsys):
    """Give a function that runs the command line: exit code, standard output, standard error."""

    def run_line(*arguments):
        code = cli.run(["uncertainty", *map(str, arguments)])
        return code, *capsys.readouterr()

    return run_line


def test_the_leg_that_decides_is_asked_about_first(asked):
    first, *others = ask_first.worth_asking(asked.information)
    assert (first.kind, first.id) == ("existence", "A>C.first")
    assert {row.kind for row in others} <= {"capacity"}
    (told, *_) = ask_first.questions(asked, NAMES, "units per year")
    worth = f"{first.evppi_scaled / asked.information.scale:.2f}".rstrip("0").rstrip(".")
    assert told.startswith(
        f"First: whether A to C (A>C.first) exists. To know is worth {worth} +/- 0."
    )
    assert "units per year. If it " in told
    assert told.endswith("Without it, the rest of what is in every minimum cut stays.")


def test_a_capacity_is_told_with_the_values_at_which_answers_turn(asked):
    """Closing the third leaves 3 + 4 on average, closing the second 3 and what the third carries.

    So the answer turns at 4, up to the width of a cell. All three are in the only cut, whatever
    the third carries.
    """
    row = next(row for row in asked.information.rows if row.kind == "capacity")
    only = replace(asked.information, rows=(row,))
    (told,) = ask_first.questions(replace(asked, information=only), NAMES, "units")
    assert told.startswith("First: the capacity of A>C.third. To know is worth 0.")
    (turn,) = re.findall(r"Up to ([0-9.]+), closing A>C.second leaves less", told)
    assert abs(float(turn) - 4) < 0.2
    assert told.endswith("No capacity of it, now 3, changes what is in every minimum cut.")


def _row(kind, name, *answers):
    share = routes.Share(1, 2)
    found = [routes.Answer(low, high, share, plan) for low, high, plan in answers]
    return routes.InformationValue(kind, name, 1.0, 0.1, share, tuple(found))


def test_ranges_of_values_are_spelled_by_where_they_end(asked):
    mine = asked.information.best
    other = next(plan for plan in asked.information.plans if plan != mine)
    leaves = f"closing {other.ids[0]} leaves less."
    cases = (
        (("pressure", "R", (500_000, 900_000, mine), (900_001, 1_400_000, other)), "From 90 % of"),
        (("pressure", "R", (500_000, 900_000, other), (900_001, 1_400_000, mine)), "Up to 90 % of"),
        (
            ("capacity", "A", (0, 99, mine), (100, 250, other), (251, 400, mine)),
            "Between 1 and 2.5",
        ),
        (("capacity", "A", (0, 400, other)), "Whatever it is"),
        (("existence", "A", (0, 0, mine), (1, 1, other)), "If it exists"),
    )
    for row, begins in cases:
        (told,) = asked_number.plan_turns(_row(*row), asked.information)
        assert told.startswith(begins)
        assert told.endswith(leaves)
    assert asked_number.tipping(_row("pressure", "R"), asked.tipping) == []
    assert asked_number.as_question(_row("pressure", "R"), {}) == "how much R presses"


def test_values_that_flip_the_headline_are_told_on_either_side():
    """A chain of 6 and 5: from 6 on the second, and down to 5 the first, leave the answer open.

    Of 6, 5 and beside the 5 another 5, the 6 is the cut; without one 5 the other is.
    """
    frame = pd.DataFrame({"origin": ["a", "b"], "destination": ["b", "c"], "capacity": [6, 5]})
    found = routes.tipping_points(routes.from_edges(frame, origin="a", destination="c"))
    told = [asked_number.tipping(_row("capacity", leg), found)[0] for leg in ("a>b", "b>c")]
    assert told == [
        "What is in every minimum cut changes if it falls to 5; now 6.",
        "What is in every minimum cut changes if it falls to 0 or rises to 6; now 5.",
    ]
    (told,) = asked_number.tipping(_row("existence", "a>b"), found)
    assert told == "Without it, no route is left."
    rows = {"origin": ["a", "b", "b"], "destination": ["b", "c", "c"], "capacity": [6, 5, 5]}
    found = routes.tipping_points(
        routes.from_edges(pd.DataFrame(rows), origin="a", destination="c")
    )
    (told,) = asked_number.tipping(_row("existence", "b>c"), found)
    assert told == "Without it, other legs are in every minimum cut."


def test_sentences_say_what_all_is_worth_and_what_is_near(asked):
    told = ask_first.sentences(asked, NAMES, "units per year")
    assert told[0].startswith("Of the plans listed, closing A>C.")
    assert "units per year less would be left." in told[0]
    assert any("upper bound" in line for line in told)
    # Closing the first, of 6, is best as long as it counts 4, a third less.
    assert told[-1] == (
        "Closing A>C.first, best for the numbers as given, stops being so soonest when one of "
        "these lets more or less pass, by more than: A>C.first (33.3 % less), A>C.second (50.0 % "
        "more), A>C.third (100.0 % more)."
    )


def test_nothing_is_asked_that_chance_could_show(asked):
    rows = tuple(
        replace(row, evppi_scaled=2.9 * row.error_scaled) for row in asked.information.rows
    )
    dull = replace(asked, information=replace(asked.information, rows=rows))
    told = ask_first.sentences(dull, NAMES, "units")
    assert told[1] == "No number alone is worth more to know than chance could show."
    assert not any(line.startswith("First: ") for line in told)


def test_weights_of_pressure_are_a_judgement_and_not_asked_about():
    study = seeds.load()
    graph, believed = routes.build(study), routes.beliefs(study)
    plans = routes.plan_candidates(graph, 5, 3, beliefs=believed).plans
    how = {"draws": 800, "seed": 1, "beliefs": believed, "lens": "passing"}
    found = ask_first.gathered(graph, plans, 5, **how)
    assert found.information.rows[0].kind == "weighting"
    told = ask_first.sentences(found, {}, "units")
    assert [line.split(":")[0] for line in told[1:4]] == ["First", "Second", "Third"]
    assert any(line.startswith("To agree on how kinds of pressure are weighed") for line in told)
    assert any("in every minimum cut change soonest with the capacity of US>MY" in x for x in told)
    assert any("of these contributions to pressure: MY.buyer-list-2026 (4)" in x for x in told)
    rule = _row("pressure", "CN.rule-2022")
    (line,) = asked_number.tipping(rule, found.tipping, found.contributions)
    assert line == (
        "What is in every minimum cut changes if the number of its points falls to 4 or rises to "
        "26; now 10."
    )
    assert "% less" in told[-1]


def test_the_command_tells_it_in_each_form(run, folder):
    asked_for = (folder, "--draws", 2000, "--budget", 1, "--plan-draws", 20)
    code, text, err = run(*asked_for)
    assert (code, err) == (cli.FINE, "")
    _, _, rest = text.partition("Ask about these first\n")
    assert rest.splitlines()[1].startswith("  First: whether ")
    _, table, _ = run(*asked_for, "--format", "md")
    assert "\nAsk about these first:\n\n* Of the plans listed" in table
    _, out, _ = run(*asked_for, "--format", "json")
    document = json.loads(out)["ask_first"]
    assert document["information"]["draws"] == 2000
    assert document["information"]["rows"][0]["id"] == "A>C.first"
    assert {row["leg"] for row in document["tipping_points"]["rows"]} == {
        "A>C.first",
        "A>C.second",
        "A>C.third",
    }
    assert document["breakdown"]["plan"]["targets"][0]["id"] == "A>C.first"
    _, out, _ = run(folder, "--draws", 20, "--format", "json")
    assert json.loads(out)["ask_first"] is None


def test_under_effort_costs_are_asked_about_and_there_is_no_breakdown(run, folder):
    asked_for = (folder, "--draws", 300, "--budget", 1, "--plan-draws", 4, "--lens", "effort")
    _, out, _ = run(*asked_for, "--format", "json")
    document = json.loads(out)["ask_first"]
    assert document["breakdown"] is None
    assert {row["kind"] for row in document["information"]["rows"]} == {"existence", "cost"}


def test_without_a_bound_nothing_is_worth_telling(run, tmp_path):
    legs = "id,origin,destination,capacity\nA>C,A,C,unbounded\n"
    code, out, _ = run(write_study(tmp_path / "mine", legs=legs), "--draws", 5, "--budget", 0)
    assert code == cli.FINE
    assert "In 5 of 5 draws some plan leaves a flow without a bound" in out
