"""What ``routerisk diff`` says and how it leaves, on small studies and real repositories."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from reports import cli
from tests.studies import CHAIN, THREE, write_study

GATES = "chokepoint,flow=0%,route,data,claims"
NARROWER = CHAIN.replace("B>C,B,C,4", "B>C,B,C,3")
"""``A --10--> B --3--> C``: a quarter less passes, through the same cut."""

MOVED = CHAIN.replace("B>C,B,C,4", "B>C,B,C,40")
"""``A --10--> B --40--> C``: the cut moves to A>B."""

CLAIMS = """
    id,claim,kind,verdict,reason,used
    S1,Goods move.,fact,{},Several reports.,Not used
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Work in an empty folder, outside of any run on GitHub."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


@pytest.fixture
def run(capsys):
    def run_line(*arguments):
        code = cli.run(list(map(str, arguments)))
        return code, *capsys.readouterr()

    return run_line


def _git(folder, *words):
    settings = ["user.name=nobody", "user.email=nobody@localhost", "commit.gpgsign=false"]
    options = [word for setting in settings for word in ("-c", setting)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *options, "-C", folder, *words],
        capture_output=True,
        check=True,
        env=environment | {"GIT_CONFIG_GLOBAL": os.devnull},
    )
    return done.stdout.decode().strip()


@pytest.fixture
def repository(tmp_path):
    """Commit the chain as ``data/mine``, then write the narrower one without committing it."""
    top = tmp_path / "repository"
    folder = write_study(top / "data" / "mine", legs=CHAIN)
    _git(tmp_path, "init", "--quiet", "--initial-branch=main", str(top))
    _git(top, "add", ".")
    _git(top, "commit", "--quiet", "--message=The first study")
    write_study(folder, legs=NARROWER)
    return top


# Nothing changed


def test_no_change_gives_an_empty_diff_and_passes_every_gate(run, tmp_path):
    base = write_study(tmp_path / "base", legs=CHAIN)
    code, out, err = run("diff", base, base, "--fail-on", GATES, "--format", "json")
    document = json.loads(out)
    assert (code, err) == (cli.FINE, "")
    data = document["data"]
    assert [data[key] for key in ("files", "rows", "settings", "scenarios")] == [[], [], [], []]
    assert document["answer"]["flow"]["gain_scaled"] == 0
    assert document["why"]["reasons"] == []
    assert [gate["tripped"] for gate in document["gates"]] == [False] * 5
    code, out, err = run("diff", base, base, "--fail-on", "none")
    assert (code, err) == (cli.FINE, "")
    assert "\nNothing changed.\n" in out
    assert "Flow: 4 units per year, as before." in out


def test_the_packaged_study_does_not_differ_from_itself(run):
    here = Path(cli.__file__).parent.parent / "seeds" / "ai_gpu_diversion"
    code, out, err = run("diff", here, "--fail-on", GATES)
    assert (code, err) == (cli.FINE, "")
    assert "Nothing changed." in out


# Two folders


def test_what_changed_and_why_is_told(run, tmp_path):
    base = write_study(tmp_path / "base", legs=CHAIN)
    now = write_study(tmp_path / "now", legs=NARROWER)
    code, out, err = run("diff", base, now)
    assert (code, err) == (cli.FINE, "")
    assert "Flow: 3 units per year instead of 4 (-25.0 %)." in out
    assert "The same legs and jurisdictions are in every and in some minimum cut." in out
    assert "The flow is what it is now with: legs.csv B>C alone; no fewer rows do so." in out
    assert "  legs.csv  B>C  changed  capacity  4     3\n" in out
    assert "  legs.csv B>C  -1\n" in out


def test_the_json_is_sorted_versioned_and_the_same_again(run, tmp_path):
    base = write_study(tmp_path / "base", legs=CHAIN)
    now = write_study(tmp_path / "now", legs=MOVED)
    line = ("diff", base, now, "--format", "json")
    code, out, err = run(*line)
    assert (code, err) == (cli.FINE, "")
    assert run(*line)[1] == out
    pairs = []
    document = json.loads(out, object_pairs_hook=lambda found: pairs.append(found) or dict(found))
    assert all([key for key, _ in found] == sorted(key for key, _ in found) for found in pairs)
    assert document["schema"] == "routerisk/diff/1"
    assert document["base"]["inputs_sha256"].keys() == {"jurisdictions.csv", "legs.csv"}
    assert document["data"]["files"] == [{"file": "legs.csv", "kind": "changed"}]
    answer = document["answer"]
    assert answer["flow"] == {
        "base_scaled": 400,
        "now_scaled": 1000,
        "gain_scaled": 600,
        "gain_per_million": 1_500_000,
    }
    assert answer["chokepoints"]["every"]["leg"] == {"joined": ["A>B"], "left": ["B>C"]}
    assert len(answer["headline"]["now"]) == len(answer["headline"]["base"])
    (flow,) = [why for why in document["why"]["reasons"] if why["move"]["what"] == "flow"]
    assert flow["sets"] == [{"rows": [["legs", "B>C"]], "along": []}]
    assert document["why"]["effects"] == [{"row": ["legs", "B>C"], "gain_scaled": 600}]
    assert [layer["layer"] for layer in document["layers"]] == ["goods"]


def test_layer_lens_and_day_are_those_asked_for(run, tmp_path):
    dated = CHAIN.replace("capacity", "capacity,layer,valid_from").replace("10", "10,service,")
    dated = dated.replace("B>C,B,C,4", "B>C,B,C,4,service,2026-01-01")
    base = write_study(tmp_path / "base", legs=dated)
    now = write_study(tmp_path / "now", legs=dated.replace("C,4", "C,3"))
    options = ("--layer", "service", "--lens", "effort", "--format", "json")
    before, after = (
        json.loads(run("diff", base, now, "--as-of", day, *options)[1])
        for day in ("2025-12", "2026-01")
    )
    assert (after["layer"], after["lens"], after["now"]["as_of"]) == (
        "service",
        "effort",
        "2026-01-31",
    )
    assert before["answer"]["status"] == {"base": "no route", "now": "no route"}
    assert after["answer"]["flow"]["now_scaled"] == 100
    assert before["why"]["idle"] == [["legs", "B>C"]]


def test_markdown_keeps_every_text_a_text(run, tmp_path):
    legs = CHAIN.replace("capacity", "capacity,note").replace("10", "10,")
    legs = legs.replace("C,4", "C,4,{}")
    base = write_study(tmp_path / "base", legs=legs.format("plain"))
    now = write_study(tmp_path / "now", legs=legs.format("<b>|[x](y)`$"))
    code, out, err = run("diff", base, now, "--format", "md")
    assert (code, err) == (cli.FINE, "")
    assert r"\<b\>\|\[x\]\(y\)\`\$" in out
    assert "Cannot touch flow, chokepoints or route: legs.csv B\\>C." in out


# Gates


@pytest.mark.parametrize(
    ("gate", "trips"),
    [
        ("chokepoint", "chokepoints changed: A>B joined every, B>C left every, "),
        ("flow=149%", "the flow is 10 instead of 4, +150.0 %"),
        ("flow=150%", ""),
        ("flow=150.5%", ""),
        ("route", ""),
        ("data", "the data changed: 1 rows"),
        ("claims", ""),
        ("none", ""),
    ],
)
def test_a_gate_trips_on_its_own_kind_of_change(run, tmp_path, gate, trips):
    base = write_study(tmp_path / "base", legs=CHAIN)
    now = write_study(tmp_path / "now", legs=MOVED)
    code, out, err = run("diff", base, now, "--fail-on", gate)
    assert "Flow: 10 units" in out
    if trips:
        assert code == 1
        assert err.startswith(f"gate {gate}: {trips}")
    else:
        assert (code, err) == (cli.FINE, "")


def test_gates_may_be_named_together_or_one_by_one(run, tmp_path):
    base = write_study(tmp_path / "base", legs=CHAIN, claims=CLAIMS.format("partly"))
    now = write_study(tmp_path / "now", legs=NARROWER, claims=CLAIMS.format("contested"))
    one = run("diff", base, now, "--fail-on", "claims,flow=5%,route")
    other = run("diff", base, now, "--fail-on", "route", "--fail-on", "flow=5.0%,claims")
    assert one == other
    assert one[0] == 1
    assert one[2].splitlines() == [
        "gate claims: claims changed: S1",
        "gate flow=5%: the flow is 3 instead of 4, -25.0 %",
    ]


def test_a_route_that_closes_trips_route_and_flow(run, tmp_path):
    shut = CHAIN.replace("B>C,B,C,4", "C>B,C,B,4")
    base = write_study(tmp_path / "base", legs=CHAIN)
    now = write_study(tmp_path / "now", legs=shut)
    code, _, err = run("diff", base, now, "--fail-on", "route,flow=50%")
    assert code == 1
    assert err.splitlines() == [
        "gate flow=50%: the flow is 0 instead of 4, -100.0 %",
        "gate route: the least-pressure route is none instead of A>B, B>C",
    ]
    code, _, err = run("diff", now, base, "--fail-on", "flow=50%")
    assert (code, err) == (1, "gate flow=50%: the flow is 4 instead of 0\n")


def test_the_flow_gate_knows_unbounded_flows_and_other_units(run, tmp_path):
    wide = CHAIN.replace("10", "unbounded").replace("C,4", "C,unbounded")
    base = write_study(tmp_path / "base", legs=CHAIN)
    now = write_study(tmp_path / "now", legs=wide)
    assert run("diff", now, now, "--fail-on", "flow=0%")[0] == cli.FINE
    code, out, err = run("diff", base, now, "--fail-on", "flow=999%")
    assert (code, err) == (1, "gate flow=999%: the flow is unbounded instead of 4\n")
    assert "Flow: unbounded units per year instead of 4." in out
    other = write_study(tmp_path / "other", legs=CHAIN)
    package = '{"routerisk": {"capacity_unit": "boxes"}}'
    (other / "datapackage.json").write_text(package, encoding="utf-8")
    code, out, err = run("diff", base, other, "--fail-on", "flow=999%")
    assert code == 1
    assert err == "gate flow=999%: the flow is counted in boxes instead of units per year\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("plane", "Did you mean 'plan'?"),
        ("flow", "'flow' is no gate. Did you mean 'flow=5%'?"),
        ("flow=5", "'flow=5' is no gate. Did you mean 'flow=5%'?"),
        ("flow=-5%", "is no gate"),
        ("flow=nan%", "is no gate"),
        ("flow=٣%", "is no gate"),
        ("chokepont", "Did you mean 'chokepoint'?"),
        ("none,route", "'none' stands alone"),
        ("", "'' is no gate"),
        ("route,", "'' is no gate"),
    ],
)
def test_an_unknown_gate_is_a_mistake_of_usage(run, words, said):
    code, out, err = run("diff", "nowhere", "--fail-on", words)
    assert (code, out) == (cli.USAGE, "")
    assert said in err


# Revisions


def test_a_revision_is_compared_with_the_folder_as_it_is_now(run, repository):
    told = [
        run("diff", "git:HEAD", repository / "data" / "mine", "--format", "json"),
        run("diff", "git:main:data/mine", repository / "data" / "mine", "--format", "json"),
    ]
    assert [(code, err) for code, _, err in told] == [(cli.FINE, "")] * 2
    documents = [json.loads(out) for _, out, _ in told]
    assert [document["base"].pop("source") for document in documents] == [
        "git:HEAD",
        "git:main:data/mine",
    ]
    assert documents[0] == documents[1]
    flow = documents[0]["answer"]["flow"]
    assert (flow["base_scaled"], flow["now_scaled"]) == (400, 300)


def test_without_now_the_folder_of_the_working_tree_is_compared(run, repository, monkeypatch):
    monkeypatch.chdir(repository / "data")
    code, out, err = run("diff", "git:HEAD:data/mine")
    assert (code, err) == (cli.FINE, "")
    assert "Now: data/mine (mine)" in out
    assert "Flow: 3 units per year instead of 4" in out


def test_both_sides_may_be_revisions(run, repository, monkeypatch):
    _git(repository, "commit", "--quiet", "--all", "--message=Narrower")
    monkeypatch.chdir(repository)
    code, out, _ = run("diff", "git:HEAD~1:data/mine", "git:HEAD")
    assert code == cli.FINE
    assert "Flow: 3 units per year instead of 4" in out
    code, out, _ = run("diff", "git:HEAD", "git:HEAD~1:data/mine/")
    assert "Flow: 4 units per year instead of 3" in out


def test_now_may_be_a_revision_beside_a_folder(run, repository):
    code, out, _ = run("diff", repository / "data" / "mine", "git:HEAD")
    assert code == cli.FINE
    assert "Flow: 4 units per year instead of 3" in out


def test_a_study_at_the_top_of_its_repository_is_found(run, tmp_path):
    folder = write_study(tmp_path / "mine", legs=CHAIN)
    _git(tmp_path, "init", "--quiet", str(folder))
    _git(folder, "add", ".")
    _git(folder, "commit", "--quiet", "--message=First")
    assert run("diff", "git:HEAD", folder, "--fail-on", GATES)[0] == cli.FINE
    assert run("diff", "git:HEAD:", folder, "--fail-on", GATES)[0] == cli.FINE


def test_what_git_tells_a_hook_does_not_lead_astray(run, repository, monkeypatch):
    monkeypatch.setenv("GIT_DIR", str(repository / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", "index")
    assert run("diff", "git:HEAD", repository / "data" / "mine")[0] == cli.FINE


def test_scenarios_of_a_revision_are_read_and_other_files_are_not(run, repository):
    folder = repository / "data" / "mine"
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "shut.toml").write_text('close = ["B"]\n', encoding="utf-8")
    (folder / "notes.md").write_text("mine\n", encoding="utf-8")
    (folder / "link.csv").symlink_to("legs.csv")
    _git(repository, "add", ".")
    _git(repository, "commit", "--quiet", "--message=More")
    (folder / "link.csv").unlink()
    (folder / "scenarios" / "shut.toml").write_text('close = ["B"]\nnote = "x"\n', encoding="utf-8")
    code, out, err = run("diff", "git:HEAD", folder, "--format", "json")
    assert (code, err) == (cli.FINE, "")
    scenarios = json.loads(out)["data"]["scenarios"]
    assert scenarios == [{"name": "shut", "kind": "changed", "parts": ["note"]}]


@pytest.mark.parametrize(
    "word",
    [
        "git:",
        "git:-x",
        "git:--output=stolen",
        "git:--help:data/mine",
        "git:nowhere",
        "git:HEAD:nowhere",
        "git:HEAD:data/mine/legs.csv",
        "git:HEAD:../repository",
        "git:HEAD:/etc",
        "git:HEAD:data/../../x",
        "git:$(touch stolen)",
        "git:HEAD;touch stolen",
        "git:`touch stolen`",
        "git:HEAD\ntouch",
        "git:HEAD\x00",
        "git:HEAD\x1b[31m",
        "git:HEAD..HEAD",
        "git:@{u}",
        "git:HEAD^{tree}",
    ],
)
def test_a_revision_that_is_none_is_a_mistake_of_usage(run, repository, word):
    code, out, err = run("diff", word, repository / "data" / "mine")
    assert (code, out) == (cli.USAGE, "")
    assert "Traceback" not in err
    assert "\x1b" not in err
    assert not list(repository.parent.rglob("stolen*"))


def test_outside_of_a_repository_a_revision_is_a_mistake_of_usage(run, tmp_path):
    mine = write_study(tmp_path / "mine", legs=CHAIN)
    for line in (("git:HEAD", mine), ("git:HEAD:mine",), ("git:HEAD:a", "git:HEAD:b")):
        code, out, err = run("diff", *line)
        assert (code, out) == (cli.USAGE, "")
        assert "is not in a git repository" in err


def test_without_git_a_revision_cannot_be_read(run, repository, monkeypatch):
    monkeypatch.setenv("PATH", str(repository))
    code, out, err = run("diff", "git:HEAD", repository / "data" / "mine")
    assert (code, out) == (cli.CANNOT_ACCESS, "")
    assert err == "git is not installed, so no revision can be read\n"


def test_no_program_that_a_repository_names_is_run(run, repository):
    """A filter, a text conversion and a monitor would each leave a file behind."""
    trap = repository.parent / "trap"
    for name in ("diff.x.textconv", "filter.x.smudge", "core.fsmonitor"):
        _git(repository, "config", name, f"touch {trap}; cat")
    attributes = repository / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.csv diff=x filter=x\n", encoding="utf-8")
    assert run("diff", "git:HEAD", repository / "data" / "mine")[0] == cli.FINE
    assert not trap.exists()


def test_a_faulty_revision_is_bad_data(run, repository):
    folder = repository / "data" / "mine"
    write_study(folder, legs=CHAIN.replace("B>C,B,C,4", "B>C,B,C,-4"))
    _git(repository, "commit", "--quiet", "--all", "--message=Faulty")
    write_study(folder, legs=CHAIN)
    code, out, err = run("diff", "git:HEAD", folder)
    assert (code, out) == (cli.BAD_DATA, "")
    assert err.startswith("legs.csv:3:capacity ")


# Reports


@pytest.fixture
def reported(tmp_path, run):
    """Write the chain's report and the narrower chain beside it."""
    base = write_study(tmp_path / "mine", legs=CHAIN)
    assert run("report", base, "--out", tmp_path / "old")[0] == cli.FINE
    return tmp_path / "old", write_study(base, legs=NARROWER)


def test_a_report_is_compared_with_a_study(run, reported):
    report, now = reported
    code, out, err = run("diff", report / "results.json", now)
    assert (code, err) == (cli.FINE, "")
    assert "Flow: 3 units per year instead of 4 (-25.0 %)." in out
    assert "A report holds no rows" in out
    assert "  legs.csv  changed\n" in out
    by_folder = run("diff", report, now)[1]
    assert by_folder.splitlines()[1:] == out.splitlines()[1:]


def test_two_reports_tell_which_files_changed_and_no_rows(run, reported, tmp_path):
    report, now = reported
    assert run("report", now, "--out", tmp_path / "new")[0] == cli.FINE
    code, out, err = run("diff", report, tmp_path / "new", "--format", "json", "--fail-on", "data")
    document = json.loads(out)
    assert (code, err) == (1, "gate data: files changed: legs.csv\n")
    assert document["why"] is None
    assert document["data"] == {
        "files": [{"file": "legs.csv", "kind": "changed"}],
        "rows_told": False,
    }
    assert run("diff", report, report, "--fail-on", GATES)[0] == cli.FINE


def test_a_report_sets_how_both_sides_are_looked_at(run, tmp_path):
    mine = write_study(tmp_path / "mine", legs=CHAIN)
    options = ("--lens", "volume", "--as-of", "2025-07")
    assert run("report", mine, "--out", tmp_path / "old", *options)[0] == cli.FINE
    document = json.loads(run("diff", tmp_path / "old", mine, "--format", "json")[1])
    assert (document["lens"], document["now"]["as_of"]) == ("volume", "2025-07-31")
    for asked in (("--lens", "effort"), ("--layer", "service"), ("--as-of", "2025-08")):
        code, out, err = run("diff", tmp_path / "old", mine, *asked)
        assert (code, out) == (cli.USAGE, "")
        assert "is a report with" in err
    assert run("diff", tmp_path / "old", mine, *options)[0] == cli.FINE


def test_a_supposed_report_is_not_compared_with_a_study_as_it_is(run, tmp_path):
    mine = write_study(tmp_path / "mine", legs=CHAIN)
    scenario = tmp_path / "shut.toml"
    scenario.write_text('title = "Shut"\nset."B>C".pressure = 50\n', encoding="utf-8")
    code = run("report", mine, "--out", tmp_path / "old", "--scenario", scenario)[0]
    assert code == cli.FINE
    code, out, err = run("diff", tmp_path / "old", mine)
    assert (code, out) == (cli.USAGE, "")
    assert "only one side supposes 'Shut'" in err


def _spoilt(document, path, value):
    *above, last = path.split(".")
    inner = document
    for key in above:
        inner = inner[key]
    inner[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("schema", "routerisk/analyze/1"),
        ("scale", 0),
        ("scale", "100"),
        ("cut.value", 1.5),
        ("cut.value", True),
        ("cut.value", -1),
        ("cut.value", 10**400),
        ("cut.every", None),
        ("cut.every.legs", [1]),
        ("headline", "a text"),
        ("headline", ["\x1b[31mred"]),
        ("study", []),
        ("inputs_sha256", {"a": 1}),
        ("inputs_sha256", {"\n": "b"}),
        ("routes", [None]),
        ("routes", 7),
    ],
)
def test_results_that_are_not_what_they_should_be_are_bad_data(run, reported, path, value):
    report, now = reported
    file = report / "results.json"
    document = _spoilt(json.loads(file.read_text(encoding="utf-8")), path, value)
    file.write_text(json.dumps(document), encoding="utf-8")
    code, out, err = run("diff", file, now)
    assert (code, out) == (cli.BAD_DATA, "")
    assert err.startswith("results.json:")
    assert "\x1b" not in err


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"scale": NaN}'])
def test_a_file_that_is_no_results_is_bad_data(run, tmp_path, content):
    mine = write_study(tmp_path / "mine", legs=CHAIN)
    (tmp_path / "odd.json").write_bytes(content)
    code, out, err = run("diff", tmp_path / "odd.json", mine)
    assert (code, out) == (cli.BAD_DATA, "")
    assert err.startswith("odd.json:")


def test_a_side_that_is_missing_cannot_be_read(run, tmp_path):
    mine = write_study(tmp_path / "mine", legs=CHAIN)
    for line in ((tmp_path / "nowhere", mine), (mine, tmp_path / "nowhere")):
        code, out, err = run("diff", *line)
        assert (code, out) == (cli.CANNOT_ACCESS, "")
        assert err == f"{tmp_path / 'nowhere'}: there is no such folder\n"
    assert run("diff")[0] == cli.USAGE


# The summary of a step


def test_the_markdown_is_appended_to_the_summary_of_the_step(run, tmp_path, monkeypatch):
    mine = write_study(tmp_path / "mine", legs=CHAIN, jurisdictions=THREE)
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    _, markdown, _ = run("diff", mine, mine, "--format", "md")
    assert summary.read_text(encoding="utf-8") == f"before\n{markdown}"
    run("diff", mine, mine)
    assert summary.read_text(encoding="utf-8") == f"before\n{markdown}{markdown}"


def test_a_summary_that_cannot_be_written_is_said(run, tmp_path, monkeypatch):
    mine = write_study(tmp_path / "mine", legs=CHAIN)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "nowhere" / "summary.md"))
    code, out, err = run("diff", mine, mine)
    assert code == cli.CANNOT_ACCESS
    assert "Nothing changed." in out
    assert "cannot be written" in err
