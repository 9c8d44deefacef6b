"""The command `displacement`, above all on the fork, whose answers are worked out by hand.

Ten pass by A, B, C. Without B>C seven find the way by D and three are blocked. A>B is the one
minimum cut, so the best plan of one leg is to close it, and nothing comes back.
"""

import csv
import io
import json

import pytest

import routes
import seeds
from reports import cli
from tests import fork_study
from tests.studies import write_study

ADVERSARIES = ["static", "learning", "logit", "best response"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return fork_study.write(tmp_path_factory.mktemp("fork"))


@pytest.fixture
def run(capsys):
    """Give a function that runs the command line: exit code, standard output, standard error."""

    def run_line(*arguments):
        code = cli.run(["displacement", *map(str, arguments)])
        return code, *capsys.readouterr()

    return run_line


def _graph(folder):
    return routes.build(seeds.load(folder))


def _plan(kind, name):
    return routes.Plan.of([routes.Target(kind, name, 0)])


def _table(out, title):
    """Give the lines of a table below its title and column names, by their first words."""
    _, _, rest = out.partition(f"{title}\n")
    return rest.partition("\n\n")[0].splitlines()[1:]


def test_without_the_direct_leg_seven_of_ten_come_back(run, folder):
    code, out, err = run(folder, "--leg", "B>C")
    assert (code, err) == (cli.FINE, "")
    lines = out.splitlines()
    assert lines[:2] == [
        "Fork: goods layer on 2026-01-31",
        "Interdicted: Beta to Gamma (B>C).",
    ]
    assert lines[2].startswith("Cut off: 10 of 10 units per year; the net effect, ")
    assert " 10 (static), " in lines[2]
    assert lines[2].endswith(" and 3 (best response).")
    static, *_, best = (
        " ".join(row.split()) for row in _table(out, "What comes back, by adversary")
    )
    assert static == "static 10 0 0.0 % 10 0 10 none none"
    assert best == "best response 10 7 70.0 % 3 7 3 D B>D +7, D>C +7"


def test_what_it_rests_on_is_told(run, folder):
    found = routes.responses(_graph(folder), _plan("leg", "B>C"))
    _, out, _ = run(folder, "--leg", "B>C")
    told = out.partition("What this rests on\n")[2].splitlines()
    assert told == [f"  {sentence}" for sentence in found.assumptions]
    _, marked, _ = run(folder, "--leg", "B>C", "--format", "md")
    assert "| best response | 10 | 7 | 70.0 % | 3 | 7 | 3 | D | B\\>D \\+7, D\\>C \\+7 |" in marked
    assert marked.count("\n* ") == len(found.assumptions)


@pytest.mark.parametrize(
    ("option", "kind", "name"),
    [("--leg", "leg", "B>C"), ("--close", "jurisdiction", "D"), ("--measure", "measure", "press")],
)
def test_csv_gives_the_numbers_of_the_responses(run, folder, option, kind, name):
    measures = tuple(routes.measures(seeds.load(folder)).values())
    found = routes.responses(_graph(folder), _plan(kind, name), measures=measures)
    _, out, _ = run(folder, option, name, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["adversary"] for row in rows] == ADVERSARIES
    for row, told in zip(rows, found.rows, strict=True):
        amounts = {
            "before": told.before_scaled,
            "cut_off": told.cut_off_scaled,
            "comes_back": told.moved_scaled,
            "blocked": told.blocked_scaled,
            "after": told.after_scaled,
            "net_effect": told.net_scaled,
        }
        for column, scaled in amounts.items():
            assert float(row[column]) * found.scale == pytest.approx(scaled)
        ratio = told.displacement_ratio
        assert row["displacement_ratio"] == ("" if ratio is None else f"{float(ratio):g}")
        assert row["new_hubs"] == ", ".join(told.new_hubs)


def test_a_measure_that_closes_does_as_the_leg(run, folder):
    tables = [
        run(folder, *asked, "--format", "csv")[1]
        for asked in (["--leg", "B>C"], ["--measure", "shut"], ["--leg", "B>C", "--leg", "B>C"])
    ]
    assert tables[0] == tables[1] == tables[2]


def test_json_is_sorted_and_names_its_inputs(run, folder):
    asked = (folder, "--budget", 1, "--rounds", 3, "--format", "json")
    code, out, _ = run(*asked)
    document = json.loads(out)
    graph = _graph(folder)
    assert code == cli.FINE
    assert document["schema"] == "routerisk/displacement/1"
    assert list(document) == sorted(document)
    assert document["inputs_sha256"] == dict(seeds.load(folder).sha256)
    assert document["asked"] == {"budget": "1", "rounds": 3}
    assert document["plan"] == [{"kind": "leg", "id": "A>B"}]
    plan = routes.interdict(graph, 1, limit=1).plans[0]
    plain = json.loads(json.dumps(routes.responses(graph, plan).to_dict()))
    assert document["responses"] == plain
    assert document["chase"] == json.loads(json.dumps(routes.chase(graph, 3, 1).to_dict()))
    assert run(*asked)[1] == out


def test_the_chase_as_a_table(run, folder):
    found = routes.chase(_graph(folder), 4, 1)
    _, out, _ = run(folder, "--budget", 1, "--rounds", 4)
    assert "Interdicted: Alpha to Beta (A>B), a best plan within 1 effort units." in out
    idle, myopic, forward = _table(out, "The chase over 4 rounds, by regulator")
    # Nobody acts, so all ten move in every round; A>B is closed for good, so none ever does.
    assert idle.split()[:5] == ["no", "one", "10", "10", "10"]
    assert forward.split()[1:4] == ["0", "0", "0"]
    mean = float(found.campaign("myopic").mean_scaled / found.scale)
    assert float(myopic.split()[1]) == pytest.approx(mean, abs=0.005)
    assert "2 rounds from round 2, 1.25 on average" in myopic
    assert all(f"  {sentence}\n" in out for sentence in found.assumptions)
    assert "  What a target costs is a judgement" in out
    assert "The chase over" not in run(folder, "--budget", 1)[1]


def test_a_budget_that_buys_nothing_and_a_plan_without_effect(run, folder):
    code, out, _ = run(folder, "--budget", 0, "--rounds", 1)
    assert code == cli.FINE
    assert "Interdicted: nothing, a best plan within 0 effort units." in out
    assert "so nothing is displaced" in out
    code, out, _ = run(folder, "--leg", "B>D")
    assert (code, "nothing cut off" in out) == (cli.FINE, True)


def test_closing_the_origin_stops_everything(run, folder):
    code, out, _ = run(folder, "--close", "A", "--format", "csv")
    assert code == cli.FINE
    assert {row["after"] for row in csv.DictReader(io.StringIO(out))} == {"0"}


def test_layer_and_lens_are_obeyed(run, folder):
    _, out, _ = run(folder, "--leg", "A>C.remote", "--layer", "service")
    assert "Cut off: 5 of 5 units per year" in out
    _, out, _ = run(folder, "--measure", "press", "--lens", "volume")
    assert "Cut off: 0 of 10 units per year, so nothing is displaced." in out
    assert run(folder, "--leg", "B>C", "--lens", "effort")[0] == cli.USAGE


@pytest.mark.parametrize("form", ["text", "md", "csv", "json"])
@pytest.mark.parametrize("asked", [("--leg", "A>C"), ("--budget", "1", "--rounds", "2")])
def test_a_flow_without_a_bound_is_told_plainly(run, tmp_path, form, asked):
    legs = "id,origin,destination,capacity\nA>C,A,C,unbounded\n"
    code, out, err = run(write_study(tmp_path / "mine", legs=legs), *asked, "--format", form)
    assert (code, err) == (cli.FINE, "")
    if form == "csv":
        assert len(out.splitlines()) == 1
    else:
        assert "What moves before the plan is unbounded" in out
    if form == "json":
        assert json.loads(out)["responses"] is json.loads(out)["chase"] is None


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "one of the two ways"),
        (("--leg", "B>C", "--budget", "1"), "one of the two ways"),
        (("--leg", "B>C", "--rounds", "3"), "give it with --budget"),
        (("--budget", "much"), "--budget"),
        (("--budget", "1", "--rounds", "-1"), "--rounds"),
        (("--leg", "B>X"), "'B>X' is not in what is looked at. Did you mean 'B>"),
        (("--close", "Z"), "--close: 'Z' is not in what is looked at."),
        (("--measure", "shuf"), "Did you mean 'shut'?"),
        (("--leg", "B>C", "--as-of", "soon"), "--as-of"),
    ],
)
def test_mistakes_of_usage_are_refused(run, folder, asked, said):
    code, out, err = run(folder, *asked)
    assert (code, out) == (cli.USAGE, "")
    assert said in err


def test_help_has_examples(run):
    code, out, _ = run("--help")
    assert code == cli.FINE
    assert "  Examples:\n    routerisk displacement --close HK\n" in out
