"""Where to act, on the command line: on the packaged study, and on studies worked out by hand."""

import csv
import io
import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

import routes
import seeds
from reports import cli
from routes.fields import PRESSURE
from routes.journeys import Journey
from tests import fork_study
from tests.peak_memory import PEAK_KIB
from tests.studies import write_study

ROOT = Path(__file__).parent.parent.parent
START = "import sys; from reports.cli import main; main(sys.argv[1:])"
MEASURED = f"""
import sys
from reports import cli
{PEAK_KIB}
code = cli.run(sys.argv[1:])
print(code, peak_kib(), end="", file=sys.stderr)
"""
"""The command line, and then its exit code and the most memory that it held, in KiB."""

MOST_MEMORY_KIB = 600 * 1024
DAY = "2026-10-31"
PARALLEL = "id,origin,destination,capacity\n" + "".join(f"L{i:02},A,C,1\n" for i in range(40))


@pytest.fixture(scope="module")
def fork(tmp_path_factory):
    return fork_study.write(tmp_path_factory.mktemp("study") / "fork")


@pytest.fixture(scope="module")
def packaged():
    return routes.build(seeds.load(), DAY)


@pytest.fixture
def run(capsys):
    """Give a function that runs the command: exit code, standard output, standard error."""

    def run_line(*arguments):
        code = cli.run(["interdict", *map(str, arguments)])
        return code, *capsys.readouterr()

    return run_line


@pytest.fixture
def ask(run):
    """Give a function that returns the document of an answer."""

    def ask_json(*arguments):
        code, out, err = run(*arguments, "--format", "json")
        assert (code, err) == (cli.FINE, "")
        return json.loads(out)

    return ask_json


def _plain(value):
    return json.loads(json.dumps(value))


def _rows(text):
    return list(csv.DictReader(io.StringIO(text)))


# The same as in Python


def test_the_answer_is_that_of_the_function(ask, packaged):
    document = ask("--budget", "3", "--as-of", DAY)
    found = routes.interdict(packaged, 3)
    assert document["schema"] == "routerisk/interdict/1"
    assert (document["method"], document["as_of"]) == ("flow", DAY)
    assert document["interdiction"] == _plain(found.to_dict())
    # The figures that the packaged study is known for.
    assert (found.before_scaled, found.value_scaled) == (117_472_200, 83_450_200)
    assert document["first_plan"]["displacement"]["after_scaled"] == found.value_scaled
    assert document["asked"] == {
        "budgets": ["3"],
        "jurisdictions_scaled": {},
        "legs": True,
        "measures": False,
        "time_limit_s": None,
    }
    assert "legs.csv" in document["inputs_sha256"]


def test_every_target_that_is_named_is_on_offer(ask, packaged):
    measures = tuple(routes.measures(seeds.load()).values())
    places = {"HK": 6 * packaged.graph["scale"]}
    cases = [
        (["--measures"], {"legs": False, "measures": measures}),
        (["--jurisdiction", "HK=6"], {"legs": False, "jurisdictions": places}),
        (["--legs", "--jurisdiction", "HK=6"], {"jurisdictions": places}),
        (["--legs", "--measures"], {"measures": measures}),
        (["--legs"], {}),
    ]
    for words, offered in cases:
        document = ask("--budget", "2", *words)
        expected = routes.interdict(packaged, 2, **offered)
        assert document["interdiction"]["standings"] == _plain(expected.to_dict()["standings"])
        assert document["interdiction"]["value_scaled"] == expected.value_scaled, words


def test_lens_layer_class_day_and_scenario_reach_the_answer(ask, fork):
    study = seeds.load(fork)
    volume = ask(fork, "--budget", 1, "--lens", "volume", "--jurisdiction", "D=1")
    places = {"D": study.scale}
    expected = routes.interdict(
        routes.build(study), 1, lens="volume", legs=False, jurisdictions=places
    )
    assert volume["interdiction"] == _plain(expected.to_dict())
    assert ask(fork, "--budget", 1, "--layer", "service")["interdiction"]["plans"][0] == {
        "cost_scaled": study.scale,
        "targets": [{"kind": "leg", "id": "A>C.remote", "cost_scaled": study.scale}],
    }
    given = ask(fork, "--budget", 1, "--given", "later")
    assert (given["as_of"], given["given"]) == ("2030-01-31", "later")
    # In 2030 a second leg carries 3, and the scenario narrows A>B from 10 to 8.
    assert given["interdiction"]["before_scaled"] == 11 * study.scale
    strong = ask(fork, "--budget", 1, "--weakest-class", "A")
    assert {each["id"] for each in strong["interdiction"]["standings"]} == {"A>B", "B>C"}


def test_a_budget_in_decimals_is_exact(ask, fork):
    assert ask(fork, "--budget", "1.50")["asked"]["budgets"] == ["1.5"]
    scaled = ask(fork, "--budget", "0.29")["interdiction"]["budget_scaled"]
    assert scaled == seeds.load(fork).scale * 29 // 100


def test_the_frontier_is_that_of_the_function(ask, packaged):
    budgets = ["--budget", 5, "--budget", 4, "--budget", 0]
    document = ask("--frontier", *budgets, "--as-of", DAY)
    assert document["frontier"] == _plain(routes.frontier(packaged, [0, 4, 5]).to_dict())
    values = [row["best"]["value_scaled"] for row in document["frontier"]["rows"]]
    assert (values[0], values[-1]) == (117_472_200, 71_426_200)
    assert document["frontier"]["rows"][-1]["nested"] is False


def test_a_whole_frontier_ends_where_nothing_is_left(ask, fork):
    rows = ask(fork, "--frontier")["frontier"]["rows"]
    assert [row["best"]["value_scaled"] for row in rows] == [10 * 100, 0]


def test_a_patrol_and_an_allocation_are_those_of_the_functions(ask, packaged):
    document = ask("--method", "patrol", "--inspectors", 2, "--detection", "US>CN.direct=40")
    found = routes.patrol(packaged, detection={"US>CN.direct": 40}, inspectors=2)
    assert document["patrol"] == _plain(found.to_dict())
    assert document["asked"] == {"detection_percent": {"US>CN.direct": 40}, "inspectors": 2}
    document = ask("--method", "effort", "--budget", "4.5", "--leaves-percent", "20")
    found = routes.allocate_effort(packaged, 4.5, leaves_percent=20)
    assert document["effort"] == _plain(found.to_dict())
    assert document["asked"] == {"budgets": ["4.5"], "leaves_percent": 20}
    # These two look at chances, not at an amount.
    assert "lens" not in document


def test_plans_against_the_route_are_those_of_the_function(ask, run, packaged):
    line = ("--method", "route", "--budget", 12, "--added-pressure", 40)
    document = ask(*line)
    legs = [leg for _, _, leg in packaged.edges(keys=True)]
    offered = [each["id"] for each in document["interdiction"]["standings"]]
    assert set(offered) < set(legs)
    found = routes.interdict_route(packaged, 12, added_pressure=dict.fromkeys(offered, 40))
    assert document["interdiction"] == _plain(found.to_dict())
    assert document["asked"]["added_pressure_percent"] == 40
    assert "lens" not in document
    _, out, _ = run(*line)
    assert "57.2 % of consignments pass the least-pressure route instead of 97.0 % (model" in out
    assert "Choosing a leg adds 40 points of pressure to it.\n" in out


def test_plans_against_the_route_in_their_forms(run, fork):
    line = (fork, "--method", "route", "--budget", 1)
    _, out, _ = run(*line)
    assert "No route is left instead of one that 100.0 % of consignments pass (model re" in out
    assert "Choosing a leg closes it.\n" in out
    _, out, _ = run(*line, "--jurisdiction", "D=1")
    # Without D the way by B and C stays.
    assert (
        "As it is, 100.0 % of consignments pass the least-pressure route (model result).\n" in out
    )
    assert "Nothing within the budget of 1 effort units does any better than doing nothing." in out
    assert "Choosing a leg" not in out
    _, out, _ = run(*line, "--format", "csv")
    assert _rows(out)[0]["standing"] == "essential"
    code, out, _ = run(*line, "--format", "md")
    assert (code, out[:2]) == (cli.FINE, "# ")
    code, out, err = run("--method", "route", "--budget", 12, "--time-limit", 0)
    assert code == cli.FINE
    assert "leaves one that fewer than 57.2 % pass; a better may exist.\n" in out
    assert err.startswith("stopped at the time limit")


def test_plans_against_journeys_are_those_of_the_function(ask, run, packaged):
    journeys = [Journey(origin, "CN", Fraction(1, 2)) for origin in ("TW", "US")]
    line = ("--method", "stochastic", "--budget", 6)
    offered = {each.id for each in routes.interdict(packaged, 0).standings}
    for words, points in (([], 100), (["--added-pressure", 30], 30)):
        document = ask(*line, *words)
        with_action = {
            leg: min(100, data[PRESSURE] + points)
            for _, _, leg, data in packaged.edges(keys=True, data=True)
            if leg in offered
        }
        found = routes.interdict_journeys(packaged, 6, journeys, with_action)
        assert document["interdiction"] == _plain(found.to_dict())
        assert document["pressure_with_action_percent"] == with_action
    _, out, _ = run(*line)
    assert "Assumed: every journey from an origin to a destination is as likely as" in out
    _, out, _ = run(*line, "--format", "csv")
    chosen = [row["leg"] for row in _rows(out) if row["in_plan"] == "yes"]
    plain = routes.interdict_journeys(packaged, 6, journeys, dict.fromkeys(with_action, 100))
    assert chosen == list(plain.plan.ids)


def test_plans_against_journeys_in_their_forms(run, fork):
    line = (fork, "--method", "stochastic", "--budget", 1)
    _, out, _ = run(*line)
    assert "No attempt gets through; as it is, 100.0 % do (model result).\n" in out
    assert "  Alpha to Gamma  100.0 %  100.0 %      0.0 %  no route\n" in out
    _, out, _ = run(*line, "--added-pressure", 20, "--format", "csv")
    assert _rows(out)[0] == {
        "leg": "A>B",
        "origin": "A",
        "destination": "B",
        "cost": "1",
        "pressure": "0",
        "pressure_with_action": "20",
        "in_plan": "yes",
    }
    code, out, _ = run(*line, "--format", "md")
    assert (code, out[:2]) == (cli.FINE, "# ")
    _, out, _ = run(fork, "--method", "stochastic", "--budget", 0)
    assert "Nothing affordable: a budget of 0 effort units buys nothing that makes a" in out
    code, out, err = run("--method", "stochastic", "--budget", 12, "--time-limit", 0)
    assert code == cli.FINE
    assert "Stopped at the time limit: no plan within the budget leaves less than " in out
    assert err.startswith("stopped at the time limit")


# As text

TEXT = """\
Fork: goods layer on 2026-01-31
Nothing passes instead of 10 units per year (model result): 10 blocked.
It costs 1 of the budget of 1 effort units.
Proven: no plan within the budget lets less pass.
It is the only such plan of which nothing can be spared.
No longer in every minimum cut: Alpha to Beta (A>B).
There is no least-pressure route any more.

On offer: 4 legs.
What a target costs is a judgement of the study or of the command line, not a measurement.
Not considered: new legs that an evader might open in response, and whether a plan is lawful.

Best plans
  Plan  Cost  Targets
  1     1     A>B

Targets of these plans, 3 others in none
  Standing   Cost  What
  essential  1     Alpha to Beta (A>B)

Legs that carry more or less after the first plan
  Leg  From and to    Before  After  Change  Spare left
  A>B  Alpha to Beta  10      0      -10     0
  B>C  Beta to Gamma  10      0      -10     10
"""


def test_as_text(run, fork):
    assert run(fork, "--budget", 1) == (cli.FINE, TEXT, "")


def test_as_markdown(run, fork):
    code, out, err = run(fork, "--budget", 1, "--format", "md")
    assert (code, err) == (cli.FINE, "")
    assert out.startswith("# Where to act: Fork\n\n")
    assert "| essential | 1 | Alpha to Beta \\(A\\>B\\) |\n" in out


def test_as_csv_with_the_targets_of_no_plan(run, fork):
    code, out, err = run(fork, "--budget", 1, "--format", "csv")
    assert (code, err) == (cli.FINE, "")
    assert [tuple(row.values()) for row in _rows(out)] == [
        ("1", "leg", "A>B", "1", "essential"),
        ("", "leg", "B>C", "1", "in none"),
        ("", "leg", "B>D", "1", "in none"),
        ("", "leg", "D>C", "1", "in none"),
    ]


def test_every_best_plan_is_counted_and_only_the_first_are_shown(run, tmp_path):
    legs = "id,origin,destination,capacity\n" + "".join(f"L{i},A,C,1\n" for i in range(7))
    folder = write_study(tmp_path / "seven", legs=legs)
    _, out, _ = run(folder, "--budget", 1)
    assert "There are 7 such plans of which nothing can be spared; every other such" in out
    assert "Best plans, the first 5 of 7; --all lists them\n" in out
    assert "  L4\n" in out
    assert "\n  6     1     L5\n" not in out
    _, out, _ = run(folder, "--budget", 1, "--all")
    assert "Best plans\n" in out
    assert "\n  7     1     L6\n" in out
    _, out, _ = run(folder, "--budget", 1, "--format", "csv")
    assert {row["standing"] for row in _rows(out)} == {"in some"}
    assert len(_rows(out)) == 7


def test_the_frontier_in_its_forms(run):
    budgets = ("--budget", 4, "--budget", 5)
    code, out, err = run("--frontier", *budgets)
    assert (code, err) == (cli.FINE, "")
    assert "Best plans do not always grow out of one another: not at 5, where" in out
    assert "  5       71,426  6,354     6,354     1           not nested  " in out
    _, out, _ = run("--frontier", *budgets, "--format", "csv")
    rows = _rows(out)
    assert [(row["budget"], row["value"], row["nested"]) for row in rows] == [
        ("4", "77780.2", ""),
        ("5", "71426.2", "no"),
    ]
    assert rows[1]["first_plan"].count("; ") == 3
    assert float(rows[0]["greedy_value"]) >= float(rows[0]["value"])
    _, out, _ = run("--frontier", *budgets, "--format", "md")
    assert "| 5 | 71,426 | " in out


def test_a_patrol_and_an_allocation_in_their_forms(run, fork):
    _, out, _ = run(fork, "--method", "patrol")
    assert "the chance that a consignment is found is 100 % (1) whatever route it takes" in out
    _, out, _ = run(fork, "--method", "patrol", "--detection", "A>B=0", "--format", "csv")
    shares = {row["leg"]: (row["detection_percent"], row["probability"]) for row in _rows(out)}
    # All that is left is B>C against one of the two legs by way of D.
    assert shares["A>B"] == ("0", "0.000000000")
    assert shares["B>C"] == ("100", "0.500000000")
    _, out, _ = run(fork, "--method", "effort", "--budget", 1)
    # On A>B, which every route takes, one unit leaves 5 of 100.
    assert "With 1 effort units, 5.0 % of consignments pass on the route that is" in out
    _, out, _ = run(fork, "--method", "effort", "--budget", 1, "--format", "csv")
    assert _rows(out)[0]["effort"] == "1.000000000"
    for method in ("patrol", "effort"):
        budget = ["--budget", 1] if method == "effort" else []
        code, out, _ = run(fork, "--method", method, *budget, "--format", "md")
        assert (code, out[:2]) == (cli.FINE, "# ")


@pytest.mark.parametrize("line", [["--budget", "1"], ["--frontier"], ["--method", "patrol"]])
def test_the_hash_seed_changes_no_byte(fork, line):
    said = []
    for seed in ("1", "2"):
        ended = subprocess.run(
            [sys.executable, "-c", START, "interdict", str(fork), *line, "--format", "json"],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        said.append((ended.stdout, ended.stderr))
    assert said[0] == said[1]
    assert said[0][1] == b""


def test_what_a_spreadsheet_would_run_stays_text(run, tmp_path):
    legs = "id,origin,destination,capacity\nA>C,A,C,1\n"
    measures = 'id,name,legs,effect,points,cost\nshut,"x|y",A>C,close,,1\n'
    folder = write_study(tmp_path / "sheet", legs=legs, measures=measures)
    _, out, _ = run(folder, "--measures", "--budget", 1, "--format", "md")
    assert "x\\|y \\(shut\\)" in out


# Results that are not numbers


def test_nothing_affordable_is_a_named_result(run, ask):
    for budget in ("0", "0.99"):
        code, out, err = run("--budget", budget)
        assert (code, err) == (cli.FINE, "")
        assert f"Nothing affordable: a budget of {budget} effort units buys nothing; " in out
        found = ask("--budget", budget)["interdiction"]
        assert (found["status"], found["value_scaled"]) == ("nothing affordable", 117_472_200)


def test_without_any_target_nothing_is_affordable(run, tmp_path):
    legs = "id,origin,destination,capacity,interdictable\nA>C,A,C,1,no\n"
    code, out, _ = run(write_study(tmp_path / "shielded", legs=legs), "--budget", 5)
    assert code == cli.FINE
    assert "a budget of 5 effort units buys nothing, since no target is on offer." in out
    assert "On offer: nothing that has a cost." in out


def test_no_route_is_a_named_result(run, ask, tmp_path):
    folder = write_study(tmp_path / "apart", legs="id,origin,destination,capacity\nA>B,A,B,1\n")
    said = {
        ("--budget", 1): "No route: nothing passes as it is, so there is nothing to interdict.",
        ("--frontier",): "No route: nothing passes as it is, so there is nothing to interdict.",
        ("--method", "route", "--budget", 1): "No route: nothing passes as it is, so there is no",
        ("--method", "stochastic", "--budget", 1): "No route: nothing passes as it is, so there",
        ("--method", "patrol"): "No route: nothing passes as it is, so there is nothing to inspe",
        ("--method", "effort", "--budget", 1): "No route: nothing passes as it is, so there is n",
    }
    for line, sentence in said.items():
        code, out, err = run(folder, *line)
        assert (code, err) == (cli.FINE, "")
        assert sentence in out, line
    assert ask(folder, "--budget", 1)["interdiction"]["status"] == "no route"


def test_a_flow_that_no_plan_bounds_is_a_named_result(run, ask, tmp_path):
    legs = "id,origin,destination,capacity\nx,A,C,unbounded\ny,A,C,unbounded\nz,A,C,3\n"
    folder = write_study(tmp_path / "endless", legs=legs)
    code, out, err = run(folder, "--budget", 1)
    assert (code, err) == (cli.FINE, "")
    assert "Unbounded: no plan within a budget of 1 effort units bounds the flow.\n" in out
    found = ask(folder, "--budget", 1)["interdiction"]
    assert (found["status"], found["value_scaled"], found["gap_scaled"]) == (
        "unbounded",
        None,
        None,
    )
    _, out, _ = run(folder, "--budget", 2)
    assert "3 units per year pass instead of an unbounded amount (model result)" in out
    code, out, _ = run(folder, "--frontier", "--format", "csv")
    assert [row["value"] for row in _rows(out)] == ["unbounded", "unbounded", "3", "0"]


@pytest.mark.parametrize("line", [["--budget", "3"], ["--frontier"], ["--measures", "--budget", 9]])
def test_a_search_without_time_ends_with_a_plan_and_a_bound(run, line):
    code, out, err = run(*line, "--time-limit", 0)
    assert code == cli.FINE
    assert err.startswith("stopped at the time limit: the answer is the best found so far")
    assert "Stopped at the time limit: " in out
    _, out, _ = run(*line, "--time-limit", 0, "--format", "json")
    document = json.loads(out)
    found = document.get("interdiction") or document["frontier"]["rows"][-1]["best"]
    assert found["bound_scaled"] <= found["value_scaled"] <= found["before_scaled"]


def test_time_enough_gives_the_proven_answer(ask):
    limited = ask("--budget", 3, "--time-limit", 600)
    assert limited["interdiction"] == ask("--budget", 3)["interdiction"]


# What cannot be asked


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ([], "name an effort with --budget, such as --budget 3, or ask for every budget with"),
        (["--method", "effort"], "name an effort with --budget, such as --budget 3\n"),
        (["--budget", "1e400"], "--budget: '1e400' is in exponent notation. Write the digits out."),
        (["--budget", "1e999"], "is in exponent notation"),
        (["--budget", "NaN"], "--budget: 'NaN' is not a finite number. Write digits."),
        (["--budget", "inf"], "is not a finite number"),
        (["--budget", "-1"], "--budget: '-1' is negative. Amounts are zero or more."),
        (["--budget", ""], "is not a number"),
        (["--budget", "three"], "--budget: 'three' is not a number. Write digits such as 1200 or"),
        (["--budget", "1,5"], "has separators between its digits"),
        (["--budget", "٣"], "has digits other than 0 to 9"),
        (["--budget", "9" * 5000], "more than 15 digits"),
        (["--budget", "3", "--budget", "4"], "name one budget; several go with --frontier"),
        (["--budget", "3", "--time-limit", "-1"], "--time-limit: '-1' is negative"),
        (["--budget", "3", "--time-limit", "nan"], "--time-limit: 'nan' is not a finite number"),
        (["--frontier", "--all"], "--all: not with --frontier"),
        (["--budget", "3", "--inspectors", "1"], "--inspectors: not with --method flow"),
        (["--budget", "3", "--leaves-percent", "9"], "--leaves-percent: not with --method flow"),
        (
            ["--method", "patrol", "--budget", "3", "--lens", "volume", "--all"],
            "--all, --budget, --lens: not with --method patrol",
        ),
        (["--method", "effort", "--budget", "3", "--frontier"], "--frontier: not with --method"),
        (["--budget", "3", "--added-pressure", "9"], "--added-pressure: not with --method flow"),
        (
            ["--method", "route", "--budget", "3", "--measures", "--added-pressure", "9"],
            "--added-pressure: no leg is on offer; add --legs",
        ),
        (["--method", "route", "--budget", "3", "--added-pressure", "0"], "1<=x<=100"),
        (["--method", "stochastic"], "name an effort with --budget, such as --budget 3\n"),
        (["--method", "stochastic", "--budget", "3", "--all"], "--all: not with --method stoch"),
        (["--method", "route"], "name an effort with --budget, such as --budget 3\n"),
        (["--method", "cut"], "'flow'"),
        (["--method", "patrol", "--inspectors", "-1"], "0<=x<=1000000"),
        (["--method", "effort", "--budget", "3", "--leaves-percent", "0"], "1<=x<=99"),
        (["--method", "patrol", "--detection", "A>B=101"], "--detection:A>B must be a whole perc"),
        (["--method", "patrol", "--detection", "A>B=5.5"], "must be a whole percentage"),
        (["--method", "patrol", "--detection", "A>b=5"], "'A>b' is not in the study. Did you mea"),
        (["--budget", "3", "--jurisdiction", "B"], "--jurisdiction: 'B' names no number; write"),
        (["--budget", "3", "--jurisdiction", "b=1"], "'b' is not in the study. Did you mean 'B'?"),
        (["--budget", "3", "--jurisdiction", "B=0"], "--jurisdiction:B must cost more than nothi"),
        (["--budget", "3", "--jurisdiction", "B=x"], "--jurisdiction:B 'x' is not a number"),
        (["--budget", "3", "--jurisdiction", "B=0.001"], "has more decimals than the study's ta"),
        (
            ["--budget", "3", "--jurisdiction", "B=1", "--jurisdiction", "B=2"],
            "--jurisdiction:B is given as both 1 and 2. Keep one.",
        ),
        (["--budget", "3", "--as-of", "July"], "as_of 'July' is not a date"),
        (["--budget", "3", "--given", "no-bet"], "--given: 'no-bet' is not a scenario"),
    ],
)
def test_what_cannot_be_asked_leaves_with_2_and_says_what_would_do(run, fork, line, said):
    code, out, err = run(fork, *line)
    assert (code, out) == (cli.USAGE, "")
    assert said in err
    assert "Traceback" not in err
    assert len(err) < 1_000


def test_a_frontier_of_too_many_budgets_asks_for_some(run, tmp_path):
    legs = "id,origin,destination,capacity,interdict_cost\nx,A,C,1,9.99\ny,A,C,1,0.01\n"
    folder = write_study(tmp_path / "fine", legs=legs)
    code, out, err = run(folder, "--frontier")
    assert (code, out) == (cli.USAGE, "")
    assert "more than 200 budgets; name some, such as --frontier --budget 1 --budget 2" in err
    assert run(folder, "--frontier", "--budget", "0.01", "--budget", 10)[0] == cli.FINE


# Budgets and lists that explode


@pytest.mark.parametrize("budget", ["1000000000000", "999999999999999"])
def test_a_budget_beyond_all_costs_closes_everything(run, fork, budget):
    code, out, err = run(fork, "--budget", budget)
    assert (code, err) == (cli.FINE, "")
    assert "Nothing passes instead of 10 units per year (model result): 10 blocked.\n" in out
    assert run(fork, "--method", "effort", "--budget", budget)[0] == cli.FINE


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told in other units elsewhere")
def test_a_list_of_plans_that_explodes_ends_at_its_limit_within_bounded_memory(tmp_path):
    """There are 137 846 528 820 ways to close 20 of 40 equal legs."""
    folder = write_study(tmp_path / "parallel", legs=PARALLEL)
    ended = subprocess.run(
        [sys.executable, "-c", MEASURED, "interdict", str(folder), "--budget", "20", "--all"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        timeout=120,
    )
    code, memory_kib = map(int, ended.stderr.split())
    text = ended.stdout.decode()
    assert code == cli.FINE
    assert "20 units per year pass instead of 40 (model result): 20 blocked.\n" in text
    assert "There are at least 1,000 such plans of which nothing can be spared.\n" in text
    assert memory_kib < MOST_MEMORY_KIB
