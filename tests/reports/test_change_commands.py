"""What-ifs on the command line, on the study that forks (see tests.fork_study)."""

import csv
import dataclasses
import io
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import routes
import seeds
from reports import cli
from tests import fork_study

ROOT = Path(__file__).parent.parent.parent
START = "import sys; from reports.cli import main; main(sys.argv[1:])"
OWN_SCENARIO = 'title = "Mine"\nremove = ["B>C"]\nmeasures = ["press-remote"]\n'
LONG = "x" * 10_000


@pytest.fixture(scope="module")
def fork(tmp_path_factory):
    return fork_study.write(tmp_path_factory.mktemp("study") / "fork")


@pytest.fixture(scope="module")
def graph(fork):
    return routes.build(seeds.load(fork))


@pytest.fixture
def run(capsys):
    """Give a function that runs the command line: exit code, standard output, standard error."""

    def run_line(*arguments):
        code = cli.run(list(map(str, arguments)))
        return code, *capsys.readouterr()

    return run_line


@pytest.fixture
def ask(run, fork):
    """Give a function that asks a what-if of the fork and returns the document."""

    def ask_json(*arguments):
        code, out, err = run("whatif", fork, *arguments, "--format", "json")
        assert code == cli.FINE, err
        return json.loads(out)

    return ask_json


def _plain(value):
    return json.loads(json.dumps(value))


# Each kind of change


@pytest.mark.parametrize(
    ("options", "change"),
    [
        (["--remove", "B>C"], {"remove": ["B>C"]}),
        (["--close", "D"], {"close": ["D"]}),
        (["--remove", "B>C", "--close", "D"], {"remove": ["B>C"], "close": ["D"]}),
        (["--set", "B>C.capacity=4"], {"set_capacity": {"B>C": 4}}),
        (["--set", "B>C.capacity=unbounded"], {"set_capacity": {"B>C": "unbounded"}}),
        (["--set", "B>C.pressure=100"], {"set_pressure": {"B>C": 100}}),
        (
            ["--set", "B>C.pressure=40", "--set", "B>C.capacity=4"],
            {"set_capacity": {"B>C": 4}, "set_pressure": {"B>C": 40}},
        ),
        (["--measure", "shut"], {"apply": ["shut"]}),
        (["--measure", "press"], {"apply": ["press"]}),
        (
            ["--measure", "press", "--set", "B>C.pressure=40", "--lens", "effort"],
            {"apply": ["press"], "set_pressure": {"B>C": 40}, "lens": "effort"},
        ),
        (["--remove", "B>C", "--lens", "volume"], {"remove": ["B>C"], "lens": "volume"}),
    ],
)
def test_the_answer_is_that_of_the_changed_graph(ask, fork, graph, options, change):
    measures = routes.measures(seeds.load(fork))
    change["apply"] = [measures[name] for name in change.get("apply", [])]
    scale = graph.graph["scale"]
    change["set_capacity"] = {
        leg: value if value == "unbounded" else int(value * scale)
        for leg, value in change.get("set_capacity", {}).items()
    }
    assert ask(*options)["comparison"] == _plain(routes.what_if(graph, **change).to_dict())


def test_the_forks_answer_is_as_worked_out_by_hand(ask):
    document = ask("--remove", "B>C")
    moved, scale = document["comparison"]["displacement"], document["scale"]
    numbers = [moved[f"{name}_scaled"] / scale for name in ("before", "after", "kept")]
    assert numbers == [10, 7, 0]
    assert [moved[f"{name}_scaled"] / scale for name in ("blocked", "rerouted", "added")] == [
        3,
        7,
        0,
    ]
    assert document["comparison"]["new_chokepoints"] == {"legs": ["B>D"], "jurisdictions": []}
    assert document["comparison"]["gone_chokepoints"] == {"legs": ["A>B"], "jurisdictions": []}


def test_a_scenario_file_equal_to_the_options_gives_equal_numbers(ask, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(OWN_SCENARIO, encoding="utf-8")
    by_file = ask("--scenario", file)
    by_options = ask("--remove", "B>C", "--measure", "press-remote")
    assert by_file["comparison"] == by_options["comparison"]
    assert by_file["without_effect"] == by_options["without_effect"]
    same = set(by_file["asked"]) - {"scenario", "title"}
    assert {key: by_file["asked"][key] for key in same} == {
        key: by_options["asked"][key] for key in same
    }


def test_a_named_scenario_joins_the_other_options(ask):
    joined = ask("--scenario", "no-direct", "--close", "D")
    assert joined["asked"]["scenario"] == "no-direct"
    assert joined["comparison"] == ask("--remove", "B>C", "--close", "D")["comparison"]


def test_two_scenarios_add_up(ask):
    both = ask("--scenario", "no-direct", "--scenario", "no-beta")
    assert both["asked"]["title"] == "Nothing passes Beta and Without the direct leg"
    assert both["comparison"] == ask("--remove", "B>C", "--close", "B")["comparison"]


def test_what_is_given_is_where_the_change_starts(ask, fork):
    document = ask("--given", "no-direct", "--remove", "B>D")
    base = routes.suppose(seeds.load(fork), seeds.Scenario("x", "x", "", remove=("B>C",)))
    expected = routes.what_if(routes.build(base), remove=["B>D"])
    assert document["comparison"] == _plain(expected.to_dict())
    assert document["given"] == "no-direct"
    assert document["comparison"]["displacement"]["before_scaled"] == 7 * document["scale"]


def test_a_leg_that_the_given_scenario_adds_can_be_removed(ask):
    document = ask("--given", "new-leg", "--remove", "A>D")
    moved = document["comparison"]["displacement"]
    assert (moved["before_scaled"], moved["after_scaled"]) == (
        11 * document["scale"],
        10 * document["scale"],
    )


def test_a_given_file_is_among_the_inputs(ask, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(OWN_SCENARIO, encoding="utf-8")
    document = ask("--given", file, "--remove", "B>D")
    assert "mine.toml" in document["inputs_sha256"]
    assert str(tmp_path) not in json.dumps(document)


# Day, layer and evidence


def test_a_scenario_s_day_counts_unless_one_is_asked_for(ask):
    assert ask("--scenario", "later")["as_of"] == "2030-01-31"
    assert ask("--given", "later", "--remove", "B>C")["as_of"] == "2030-01-31"
    assert ask("--scenario", "later", "--as-of", "2026-01-05")["as_of"] == "2026-01-05"
    assert ask("--remove", "B>C")["as_of"] == "2026-01-31"


def test_the_same_day_before_and_after(ask):
    moved = ask("--scenario", "later")["comparison"]["displacement"]
    # In 2030 A>C.later carries 3 more, before and after A>B is narrowed from 10 to 8.
    assert (moved["before_scaled"], moved["after_scaled"]) == (13 * 100, 11 * 100)


def test_scenarios_of_different_days_need_a_day(run, fork, tmp_path):
    file = tmp_path / "sooner.toml"
    file.write_text('as_of = "2025-06"\nremove = ["B>C"]\n', encoding="utf-8")
    line = ("whatif", fork, "--scenario", file, "--scenario", "later")
    code, out, err = run(*line)
    assert (code, out) == (cli.USAGE, "")
    assert "the scenarios look at different days (2025-06, 2030-01); add --as-of" in err
    assert run(*line, "--as-of", "2026")[0] == cli.USAGE
    assert run(*line, "--as-of", "2026-01")[0] == cli.FINE


def test_layer_and_evidence_reach_the_graph(ask, fork):
    study = seeds.load(fork)
    service = routes.build(study, layer="service")
    document = ask("--remove", "A>C.remote", "--layer", "service")
    assert document["layer"] == "service"
    assert document["comparison"] == _plain(
        routes.what_if(service, remove=["A>C.remote"]).to_dict()
    )
    strong = routes.build(study, weakest_class="A")
    document = ask("--remove", "B>C", "--weakest-class", "A")
    assert document["weakest_class"] == "A"
    assert document["comparison"] == _plain(routes.what_if(strong, remove=["B>C"]).to_dict())


@pytest.mark.parametrize(
    ("options", "idle"),
    [
        (
            ["--remove", "A>C.remote"],
            ("leg", "A>C.remote", "is in the service layer, not in goods"),
        ),
        (["--set", "A>C.later.capacity=1"], ("leg", "A>C.later", "is not in force on 2026-01-31")),
        (["--set", "A>C.later.pressure=1"], ("leg", "A>C.later", "is not in force on 2026-01-31")),
        (["--close", "E"], ("jurisdiction", "E", "has no leg in the graph")),
        (["--measure", "press-remote"], ("measure", "press-remote", "touches no leg of the graph")),
        (
            ["--given", "no-direct", "--remove", "B>C"],
            ("leg", "B>C", "is taken out by the given scenario already"),
        ),
        (
            ["--weakest-class", "A", "--remove", "B>D"],
            (
                "leg",
                "B>D",
                "has weaker evidence than is asked for, or is taken out by the change itself",
            ),
        ),
    ],
)
def test_what_has_no_effect_is_said_on_standard_error_and_in_the_document(run, fork, options, idle):
    kind, name, reason = idle
    code, out, err = run("whatif", fork, *options, "--format", "json")
    assert code == cli.FINE
    assert err == f"without effect: {kind} '{name}' {reason}\n"
    document = json.loads(out)
    assert document["without_effect"] == [{"kind": kind, "id": name, "reason": reason}]
    assert document["comparison"]["before"] == document["comparison"]["after"]


# What cannot be asked


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], 'nothing is asked; name a change, for example\n  routerisk whatif --remove "MY>CN'),
        (["--given", "no-beta"], "nothing is asked"),
        (["--remove", "B>c"], "--remove: 'B>c' is not in the study. Did you mean 'B>C'?"),
        (["--close", "b"], "--close: 'b' is not in the study. Did you mean 'B' (Beta)?"),
        (["--measure", "shutt"], "--measure: 'shutt' is not in the study. Did you mean 'shut'?"),
        (["--set", "B>c.pressure=1"], "--set:B>c is not a leg. Did you mean 'B>C'?"),
        (["--scenario", "no-bet"], "'no-bet' is not a scenario of this study. Did you mean"),
        (
            ["--remove", "B>C", "--given", "no-bet"],
            "--given: 'no-bet' is not a scenario of this study. Did you mean 'no-beta'?",
        ),
        (["--set", "B>C"], "--set: 'B>C' sets nothing; write LEG.capacity=1200 or"),
        (["--set", "B>C.pressure"], "sets nothing"),
        (["--set", "B>C=90"], "sets nothing"),
        (["--set", "pressure=90"], "sets nothing"),
        (["--set", "B>C.cost=90"], "sets nothing"),
        (["--set", ""], "--set: '' sets nothing"),
        (["--set", "B>C.pressure=101"], "--set:B>C.pressure must be a whole percentage from 0"),
        (["--set", "B>C.pressure=-1"], "must be a whole percentage from 0 to 100"),
        (["--set", "B>C.pressure=12.5"], "must be a whole percentage from 0 to 100"),
        (["--set", "B>C.pressure="], "must be a whole percentage from 0 to 100"),
        (["--set", "B>C.pressure=٣"], "must be a whole percentage from 0 to 100"),
        (["--set", "B>C.pressure=" + "9" * 5000], "must be a whole percentage from 0 to 100"),
        (["--set", "B>C.capacity=many"], "--set:B>C.capacity"),
        (["--set", "B>C.capacity=-1"], "--set:B>C.capacity"),
        (["--set", "B>C.capacity=1e3"], "--set:B>C.capacity"),
        (["--set", "B>C.capacity="], "--set:B>C.capacity"),
        (["--set", "B>C.capacity=0.0001"], "has more decimals than the study's tables"),
        (
            ["--set", "B>C.pressure=1", "--set", "B>C.pressure=2"],
            "--set:B>C.pressure is given as both 1 and 2. Keep one of the two.",
        ),
        (
            ["--set", "B>C.capacity=2", "--set", "B>C.capacity=unbounded"],
            "--set:B>C.capacity is given as both 2 and unbounded. Keep one of the two.",
        ),
        (
            ["--set", "B>C.pressure=1", "--remove", "B>C"],
            "--set:B>C is removed as well. Keep one of the two.",
        ),
        (
            ["--set", "B>C.pressure=1", "--close", "C"],
            "--set:B>C ends in C, which is closed. Keep one of the two.",
        ),
        (
            ["--set", "B>C.pressure=1", "--scenario", "no-direct"],
            "--set:B>C is removed as well. Keep one of the two.",
        ),
        (
            ["--scenario", "later", "--set", "A>B.capacity=9"],
            "--set:A>B.capacity is given as both 8 and 9. Keep one of the two.",
        ),
        (["--given", "new-leg", "--scenario", "new-leg"], "--scenario adds 'A>D', which --given"),
        (["--weakest-class", "F", "--remove", "B>C"], "'A', 'B', 'C', 'D', 'E'"),
        (["--as-of", "July", "--remove", "B>C"], "as_of 'July' is not a date"),
        (["--lens", "x", "--remove", "B>C"], "'passing', 'volume', 'effort'"),
        (["--scenarios", "x", "--remove", "B>C"], "--scenarios stands alone"),
        (["--scenarios", "x", "--set", "a"], "--scenarios stands alone"),
    ],
)
def test_what_cannot_be_asked_leaves_with_2_and_says_what_would_do(run, fork, options, said):
    code, out, err = run("whatif", fork, *options)
    assert (code, out) == (cli.USAGE, "")
    assert said in err
    assert "Traceback" not in err
    assert len(err) < 2_000


def test_every_fault_of_the_options_comes_at_once(run, fork):
    options = ["--remove", "X", "--remove", "Y", "--close", "Z", "--set", "Q", "--measure", "W"]
    _, _, err = run("whatif", fork, *options, "--set", "B>C.pressure=200")
    faults = err.partition("Error: ")[2].splitlines()
    assert [fault.split(":")[0] for fault in faults] == [
        "--close",
        "--measure",
        "--remove",
        "--remove",
        "--set",
        "--set",
    ]


@pytest.mark.parametrize("option", ["--remove", "--close", "--measure", "--set", "--scenario"])
@pytest.mark.parametrize(
    "word",
    [
        "__proto__",
        "constructor",
        "a;b",
        "a\nb",
        "\x1b[31m",
        "",
        " ",
        "../..",
        "=1+1",
        "\udcff",
        LONG,
    ],
)
def test_hostile_words_are_refused_and_spelled_out(run, fork, option, word):
    code, out, err = run("whatif", fork, option, word)
    assert (code, out) == (cli.USAGE, "")
    assert "\x1b" not in err
    assert "\udcff" not in err
    assert len(err) < 1_000
    assert "Traceback" not in err


def test_a_word_with_a_line_break_makes_no_line_of_its_own(run, fork):
    _, _, err = run("whatif", fork, "--remove", "X\n--close: 'B' is fine")
    assert "--remove: 'X\\n--close: 'B' is fine' is not in the study." in err


def test_a_spoilt_scenario_file_is_bad_data(run, fork, tmp_path):
    file = tmp_path / "spoilt.toml"
    file.write_text('close = ["BB"]\nremov = []\nremove = ["X"]\n', encoding="utf-8")
    for option in ("--scenario", "--given"):
        code, out, err = run("whatif", fork, option, file, "--remove", "B>C")
        assert (code, out) == (cli.BAD_DATA, "")
        assert len(err.splitlines()) == 3
        assert all(line.startswith("spoilt.toml:") for line in err.splitlines())


def test_a_missing_scenario_file_leaves_with_4(run, fork, tmp_path):
    code, out, err = run("whatif", fork, "--scenario", tmp_path / "none.toml")
    assert (code, out) == (cli.CANNOT_ACCESS, "")
    assert "none.toml" in err


def test_two_files_of_one_name_cannot_be_told_apart(run, fork, tmp_path):
    for folder, leg in (("one", "B>C"), ("two", "B>D")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "mine.toml").write_text(f'remove = ["{leg}"]\n', encoding="utf-8")
    files = [tmp_path / folder / "mine.toml" for folder in ("one", "two")]
    code, _, err = run("whatif", fork, "--scenario", files[0], "--scenario", files[1])
    assert code == cli.USAGE
    assert "two different scenario files are called 'mine.toml'; rename one" in err


# Repeats and order


def test_repeats_of_the_same_change_count_once(ask):
    once = ask("--remove", "B>C", "--measure", "press", "--set", "A>B.pressure=10")
    twice = ask(
        *("--remove", "B>C", "--remove", "B>C", "--measure", "press", "--measure", "press"),
        *("--set", "A>B.pressure=10", "--set", "A>B.pressure=10", "--set", "A>B.pressure=010"),
    )
    assert once == twice


def test_the_order_of_options_changes_no_byte(run, fork):
    options = [
        ("--remove", "B>D"),
        ("--close", "E"),
        ("--set", "A>B.capacity=9"),
        ("--scenario", "no-direct"),
        ("--measure", "press"),
    ]
    said = {
        run("whatif", fork, *itertools.chain(*order), "--format", form)
        for form in ("json",)
        for order in itertools.permutations(options)
        if order[0] < order[-1]
    }
    assert len(said) == 1


@pytest.mark.parametrize("form", ["text", "json", "csv", "md"])
def test_the_hash_seed_changes_no_byte(fork, form):
    line = ["whatif", fork, "--remove", "B>C", "--close", "E", "--measure", "press", "--format"]
    said = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
        ended = subprocess.run(
            [sys.executable, "-c", START, *map(str, line), form],
            env=environment,
            capture_output=True,
            check=True,
        )
        said.append((ended.stdout, ended.stderr))
    assert said[0] == said[1]
    assert said[0][1] == b"without effect: jurisdiction 'E' has no leg in the graph\n"


def test_the_document_is_sorted_versioned_and_without_a_clock(run, fork):
    _, out, _ = run("whatif", fork, "--remove", "B>C", "--format", "json")
    pairs = []
    document = json.loads(out, object_pairs_hook=lambda found: pairs.append(found) or dict(found))
    assert document["schema"] == "routerisk/whatif/1"
    assert all([key for key, _ in found] == sorted(key for key, _ in found) for found in pairs)
    assert {"legs.csv", "measures.csv", "scenarios/no-beta.toml"} <= set(document["inputs_sha256"])
    assert document["asked"]["remove"] == ["B>C"]


# A folder of scenarios


def test_a_folder_gives_one_row_for_each_scenario(run, fork):
    code, out, err = run("whatif", fork, "--scenarios", fork / "scenarios", "--format", "csv")
    assert (code, err) == (cli.FINE, "")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["scenario"] for row in rows] == ["later", "new-leg", "no-beta", "no-direct"]
    numbers = [[row[key] for key in ("before", "after", "blocked", "rerouted")] for row in rows]
    assert numbers == [
        ["13", "11", "2", "0"],
        ["10", "11", "0", "0"],
        ["10", "0", "10", "0"],
        ["10", "7", "3", "7"],
    ]
    assert rows[1]["added"] == "1"
    assert rows[0]["as_of"] == "2030-01-31"


def test_each_row_is_what_that_scenario_alone_gives(run, ask, fork):
    _, out, _ = run("whatif", fork, "--scenarios", fork / "scenarios", "--format", "json")
    document = json.loads(out)
    assert document["schema"] == "routerisk/whatif/1"
    for answer in document["scenarios"]:
        alone = ask("--scenario", answer["asked"]["scenario"])
        assert {key: alone[key] for key in answer} == answer


def test_a_folder_can_be_looked_at_from_a_given_scenario(run, fork):
    line = ("whatif", fork, "--scenarios", fork / "scenarios", "--given", "no-beta")
    _, out, err = run(*line, "--format", "csv", "--as-of", "2026-01")
    befores = [row["before"] for row in csv.DictReader(io.StringIO(out))]
    assert befores == ["0"] * 4
    assert "no-direct: without effect: leg 'B>C' is taken out by the given scenario already" in err


def test_all_faults_of_all_files_of_a_folder_come_at_once(run, fork, tmp_path):
    (tmp_path / "a.toml").write_text('remove = ["X"]\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text('close = ["Y"]\n[set.Q]\ncapacity = "1"\n', encoding="utf-8")
    (tmp_path / "c.toml").write_text('remove = ["B>C"]\n', encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a scenario", encoding="utf-8")
    code, out, err = run("whatif", fork, "--scenarios", tmp_path)
    assert (code, out) == (cli.BAD_DATA, "")
    assert [line.split(":")[0] for line in err.splitlines()] == ["a.toml", "b.toml", "b.toml"]


def test_a_folder_without_scenarios_or_no_folder_at_all(run, fork, tmp_path):
    code, _, err = run("whatif", fork, "--scenarios", tmp_path)
    assert code == cli.USAGE
    assert "holds no scenario, that is no file *.toml" in err
    code, _, err = run("whatif", fork, "--scenarios", tmp_path / "none")
    assert code == cli.CANNOT_ACCESS
    assert err.endswith("none: is not a folder; name one that holds scenarios\n")


# Report and analysis under a scenario


def test_a_report_under_a_scenario_compares_it_with_the_study(run, fork, tmp_path):
    out = tmp_path / "out"
    code, said, err = run("report", fork, "--scenario", "no-direct", "--out", out)
    assert (code, err) == (cli.FINE, "")
    assert said.startswith("Supposing 'Without the direct leg': on 2026-01-31, ")
    document = json.loads((out / "results.json").read_text(encoding="utf-8"))
    assert document["comparison"]["displacement"]["rerouted_scaled"] == 7 * document["scale"]
    assert document["study"]["supposed"] == "Without the direct leg"


def test_an_analysis_under_a_scenario_says_what_changed(run, fork):
    _, out, _ = run("analyze", fork, "--scenario", "no-direct")
    assert (
        "Against the study as it is: 7 units per year pass instead of 10 (model result): "
        "3 blocked, 7 re-routed.\n"
    ) in out
    _, out, _ = run("analyze", fork, "--scenario", "no-direct", "--format", "json")
    assert json.loads(out)["comparison"]["gone_chokepoints"]["legs"] == ["A>B"]
    _, out, _ = run("analyze", fork, "--format", "json")
    assert json.loads(out)["comparison"] is None


def test_a_scenario_file_is_among_the_inputs_of_an_analysis(run, fork, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(OWN_SCENARIO, encoding="utf-8")
    _, out, _ = run("analyze", fork, "--scenario", file, "--format", "json")
    assert "mine.toml" in json.loads(out)["inputs_sha256"]


def test_the_tables_are_left_as_they_are(fork):
    study = seeds.load(fork)
    before = dataclasses.replace(study)
    routes.suppose(study, study.scenarios[0])
    assert all(getattr(before, name).equals(getattr(study, name)) for name in ("legs", "pressure"))
