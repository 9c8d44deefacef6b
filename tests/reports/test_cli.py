import csv
import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import seeds
from reports import cli, exit_codes, options
from routes import fields, graph
from tests.studies import CHAIN, PLACED, write_study

ROOT = Path(__file__).parent.parent.parent
COMMANDS = (
    "report",
    "analyze",
    "timeline",
    "check",
    "doctor",
    "whatif",
    "sweep",
    "interdict",
    "diff",
    "export",
    "init",
    "publish",
    "uncertainty",
    "displacement",
)
HEAVY = {
    "branca",
    "folium",
    "geopandas",
    "matplotlib",
    "networkx",
    "numba",
    "numpy",
    "pandas",
    "scipy",
    "shapely",
}
ESCAPE = "\x1b"

START = "import sys; from reports.cli import main; main(sys.argv[1:])"
AND_LIST = "\nimport sys; sys.stderr.write(' '.join(sorted(sys.modules)))"

LIMITED = """
import resource, sys
from reports.cli import main

resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
main(sys.argv[1:])
"""
"""The command line where no file may grow over 50 000 bytes; the page is larger."""


def _environment(**changes):
    return {**os.environ, "PYTHONPATH": str(ROOT), **changes}


def _process(*arguments, code=START, **changes):
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=_environment(**changes),
        capture_output=True,
        check=False,
    )


@pytest.fixture
def chain(tmp_path):
    """Write ``A --10--> B --4--> C``."""
    return write_study(tmp_path / "chain", legs=CHAIN)


@pytest.fixture
def broken(tmp_path):
    """Write a study with a fault in each of its two tables."""
    jurisdictions = "id,name,role\nA,Alpha,origin\nC,Gamma,target\n"
    legs = "id,origin,destination,capacity\nA>C,A,C,-4\n"
    return write_study(tmp_path / "broken", jurisdictions=jurisdictions, legs=legs)


@pytest.fixture
def run(capsys):
    """Give a function that runs the command line: exit code, standard output, standard error."""

    def run_line(*arguments):
        code = cli.run(list(map(str, arguments)))
        return code, *capsys.readouterr()

    return run_line


# Help and usage


@pytest.mark.parametrize("command", COMMANDS)
def test_help_lists_every_option_and_shows_examples_one_a_line(run, command):
    code, out, err = run(command, "--help")
    assert (code, err) == (cli.FINE, "")
    options = [
        name for parameter in cli.routerisk.commands[command].params for name in parameter.opts
    ]
    assert [name for name in options if name.startswith("--") and name not in out] == []
    examples = out.split("Examples:\n")[1].splitlines()
    assert examples
    assert all(line.startswith(f"    routerisk {command}") for line in examples)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_does(command):
    for parameter in cli.routerisk.commands[command].params:
        if parameter.param_type_name == "option":
            assert parameter.help, parameter.name


def test_help_of_all_names_the_commands_and_the_exit_codes(run):
    code, out, err = run("--help")
    assert (code, err) == (cli.FINE, "")
    assert [command for command in COMMANDS if f"  {command} " not in out] == []
    assert "3 bad data" in out


def test_the_commands_are_these():
    assert set(cli.routerisk.commands) == set(COMMANDS)


def test_version(run):
    code, out, err = run("--version")
    assert (code, err) == (cli.FINE, "")
    assert re.fullmatch(r"routerisk [0-9]+\.[0-9]+\.[0-9]+\n", out)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Commands:"),
        (["reprot"], "No such command 'reprot'"),
        (["analyze", "--fromat", "json"], "No such option"),
        (["analyze", "--lens", "pasing"], "'passing', 'volume', 'effort'"),
        (["analyze", "--layer", "good"], "'goods', 'service', 'ownership', 'licensed'"),
        (["analyze", "--format", "xml"], "'text', 'json', 'csv', 'md'"),
        (["analyze", "one", "two"], "unexpected extra argument"),
        (["report", "--out"], "requires an argument"),
        (["analyze", "--as-of", "July"], "as_of 'July' is not a date; write YYYY-MM-DD"),
        (["report", "--as-of", "2025-13"], "as_of '2025-13' is not a date"),
        (["analyze", "--as-of", "2025-02-30"], "as_of '2025-02-30' is not a date"),
    ],
)
def test_a_wrong_line_leaves_with_2_and_says_what_would_do(run, arguments, said):
    code, out, err = run(*arguments)
    assert (code, out) == (cli.USAGE, "")
    assert said in err
    assert "Traceback" not in err


def test_a_misspelt_option_is_answered_with_the_right_one(run):
    _, _, err = run("analyze", "--formt", "json")
    assert "--formt" in err
    assert "'--format'" in err or "--format?" in err


# Data


def test_a_missing_folder_leaves_with_4_and_one_line(run, tmp_path):
    for command in ("report", "analyze", "check"):
        code, out, err = run(command, tmp_path / "nowhere")
        assert (code, out) == (cli.CANNOT_ACCESS, "")
        assert err == f"{tmp_path / 'nowhere'}: there is no such folder\n"


def test_a_file_in_the_place_of_the_folder_leaves_with_4(run, chain):
    code, out, err = run("analyze", chain / "legs.csv")
    assert (code, out) == (cli.CANNOT_ACCESS, "")
    assert err.endswith("legs.csv: is not a folder; name the folder that holds legs.csv\n")


@pytest.mark.parametrize("command", ["report", "analyze", "check"])
def test_bad_data_leaves_with_3_and_every_fault(run, broken, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(command, broken)
    assert (code, out) == (cli.BAD_DATA, "")
    faults = err.splitlines()
    assert [fault for fault in faults if fault.startswith("jurisdictions.csv:3:role ")]
    assert [fault for fault in faults if fault.startswith("legs.csv:2:capacity ")]
    assert not (tmp_path / "risk-report").exists()


def test_a_check_prints_faults_as_json_too(run, broken):
    code, out, err = run("check", broken, "--format", "json")
    document = json.loads(out)
    assert code == cli.BAD_DATA
    assert document["schema"] == "routerisk/check/1"
    faults = [
        seeds.Fault(fault["file"], fault["row"] or 0, fault["column"] or "", fault["message"])
        for fault in document["faults"]
    ]
    assert [str(fault) for fault in faults] == err.splitlines()


def test_a_check_of_sound_data_says_so(run, chain):
    code, out, err = run("check", chain)
    assert (code, err) == (cli.FINE, "")
    assert out.startswith("chain: no fault found (jurisdictions.csv 3 rows, legs.csv 2 rows")
    code, out, _ = run("check", chain, "--format", "json")
    assert json.loads(out)["faults"] == []


def test_the_packaged_study_is_sound(run):
    assert run("check")[0] == cli.FINE


# Analysis


def test_the_analysis_as_json_is_sorted_versioned_and_without_a_clock(run, chain):
    code, out, err = run("analyze", chain, "--format", "json")
    assert (code, err) == (cli.FINE, "")
    pairs = []
    document = json.loads(out, object_pairs_hook=lambda found: pairs.append(found) or dict(found))
    assert document["schema"] == "routerisk/analyze/1"
    assert document["cut"]["legs"] == ["B>C"]
    assert set(document["inputs_sha256"]) == {"jurisdictions.csv", "legs.csv"}
    assert all([key for key, _ in found] == sorted(key for key, _ in found) for found in pairs)
    assert dt.datetime.now(tz=dt.UTC).date().isoformat() not in out
    assert out.endswith("}\n")


def test_the_analysis_as_csv_is_the_table_of_legs(run, chain):
    code, out, err = run("analyze", chain, "--format", "csv")
    assert (code, err) == (cli.FINE, "")
    assert [row["id"] for row in csv.DictReader(io.StringIO(out))] == ["A>B", "B>C"]


def test_the_analysis_as_markdown_and_as_text(run, chain):
    code, out, err = run("analyze", chain, "--format", "md")
    assert (code, err) == (cli.FINE, "")
    assert out.startswith("# chain\n")
    code, out, err = run("analyze", chain)
    assert (code, err) == (cli.FINE, "")
    assert "In every minimum cut: Beta to Gamma." in out


def test_a_month_means_its_last_day(run):
    month = run("analyze", "--as-of", "2025-07", "--format", "json")
    day = run("analyze", "--as-of", "2025-07-31", "--format", "json")
    assert month == day
    assert json.loads(month[1])["as_of"] == "2025-07-31"


def test_lens_and_layer_reach_the_analysis(run):
    line = ("analyze", "--lens", "effort", "--layer", "service", "--format", "json")
    document = json.loads(run(*line)[1])
    assert (document["lens"], document["layer"]) == ("effort", "service")


# Report


def test_a_report_names_the_page_it_wrote(run, chain, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("report", chain)
    assert (code, err) == (cli.FINE, "")
    assert out.splitlines()[-1] == (
        "Open risk-report/index.html in a browser; it needs no network."
    )
    assert (tmp_path / "risk-report" / "index.html").exists()


def test_a_day_without_any_leg_in_force_is_a_result(run, tmp_path):
    code, out, err = run("report", "--as-of", "2010-01", "--out", tmp_path / "out")
    assert (code, err) == (cli.FINE, "")
    assert "no route from an origin to a destination is open" in out


def test_a_folder_of_somebody_else_leaves_with_4_and_untouched(run, chain, tmp_path):
    (tmp_path / "index.html").write_bytes(b"mine")
    code, out, err = run("report", chain, "--out", tmp_path)
    assert (code, out) == (cli.CANNOT_ACCESS, "")
    assert "that routerisk did not write" in err
    assert (tmp_path / "index.html").read_bytes() == b"mine"


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on the size of files")
def test_a_disk_that_takes_no_more_leaves_with_4_and_the_old_report(run, chain, tmp_path):
    out = tmp_path / "out"
    assert run("report", chain, "--out", out)[0] == cli.FINE
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    assert len(before["index.html"]) > 50_000
    ended = _process("report", chain, "--lens", "volume", "--out", out, code=LIMITED)
    assert ended.returncode == cli.CANNOT_ACCESS
    assert b"cannot be written: File too large" in ended.stderr
    assert b"Traceback" not in ended.stderr
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before


# Bugs and interruptions


def test_a_bug_leaves_with_70_and_says_where(run, chain, monkeypatch):
    def breaks(*_arguments, **_options):
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("reports.analysis_text.rendered", breaks)
    code, out, err = run("analyze", chain)
    assert (code, out) == (cli.BUG, "")
    assert "Traceback" in err
    assert "ZeroDivisionError: planted" in err
    assert err.endswith("This is a bug in routerisk; the lines above say where.\n")


def test_an_interruption_leaves_with_130(run, chain, monkeypatch):
    def interrupted(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("reports.analysis_text.rendered", interrupted)
    code, out, err = run("analyze", chain)
    assert (code, out) == (cli.INTERRUPTED, "")
    assert "Traceback" not in err


@pytest.mark.parametrize("line", [("analyze",), ("--help",)])
def test_a_reader_that_has_gone_makes_no_noise(line):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            [sys.executable, "-c", START, *line],
            env=_environment(),
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)
    assert ended.returncode == cli.CANNOT_ACCESS
    assert ended.stderr == b""


# What is printed where


def test_doctor_finds_everything_fine(run):
    code, out, err = run("doctor")
    assert (code, err) == (cli.FINE, "")
    assert all(line.startswith("ok  ") for line in out.splitlines())


def test_there_are_no_escape_codes_in_any_output(run, chain, tmp_path):
    lines = [
        ("--help",),
        ("analyze", chain),
        ("analyze", chain, "--format", "md"),
        ("analyze", "--lens", "wrong"),
        ("check", chain),
        ("check", tmp_path / "nowhere"),
        ("report", chain, "--out", tmp_path / "out"),
    ]
    assert not [line for line in lines if ESCAPE in "".join(run(*line)[1:])]


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_results_are_utf_8_whatever_the_locale(tmp_path, encoding):
    jurisdictions = PLACED.replace("Alpha", "Åland 中国")
    folder = write_study(tmp_path / "study", jurisdictions=jurisdictions, legs=CHAIN)
    for form in ("text", "json", "csv", "md"):
        ended = _process("analyze", folder, "--format", form, PYTHONIOENCODING=encoding)
        assert (ended.returncode, ended.stderr) == (cli.FINE, b"")
        assert b"\r" not in ended.stdout
        assert ("Åland 中国" in ended.stdout.decode("utf-8")) == (form in {"text", "md"})


def test_a_report_off_a_terminal_says_nothing_on_standard_error(chain, tmp_path):
    ended = _process("report", chain, "--out", tmp_path / "out")
    assert (ended.returncode, ended.stderr) == (cli.FINE, b"")


@pytest.mark.parametrize(
    "line",
    [
        ["--help"],
        ["report", "--help"],
        ["whatif", "--help"],
        ["sweep", "--help"],
        ["interdict", "--help"],
        ["interdict", "--method", "effort"],
        ["publish", "--help"],
        ["analyze", "--lens", "x"],
    ],
)
def test_help_and_usage_load_no_large_library(line):
    code = f"from reports import cli\ncli.run({line!r})" + AND_LIST
    loaded = _process(code=code).stderr.decode().split()
    assert "reports.cli" in loaded
    assert not HEAVY & set(loaded)


def test_a_scenario_is_supposed_by_its_name_or_its_file(run, tmp_path):
    code, out, _ = run("analyze", "--scenario", "taiwan-shut")
    assert code == cli.FINE
    assert out.startswith("Supposing 'Nothing leaves Taiwan': on 2026-10-31, ")
    file = tmp_path / "mine.toml"
    file.write_text('title = "Mine"\nclose = ["TW"]\nas_of = "2025-06"\n', encoding="utf-8")
    code, out, _ = run("analyze", "--scenario", str(file))
    assert code == cli.FINE
    assert out.startswith("Supposing 'Mine': on 2025-06-30, ")


def test_an_unknown_scenario_is_a_mistake_of_usage(run):
    code, out, err = run("analyze", "--scenario", "taiwan-sht")
    assert (code, out) == (cli.USAGE, "")
    assert "'taiwan-sht' is not a scenario of this study. Did you mean 'taiwan-shut'?" in err


def test_a_spoilt_scenario_is_bad_data(run, tmp_path):
    file = tmp_path / "spoilt.toml"
    file.write_text('close = ["TWN"]\nremov = []\n', encoding="utf-8")
    code, out, err = run("report", "--scenario", str(file), "--out", str(tmp_path / "out"))
    assert (code, out) == (cli.BAD_DATA, "")
    assert len(err.splitlines()) == 2
    assert not (tmp_path / "out").exists()


def test_a_check_for_completeness_trips_on_a_gap(run, tmp_path):
    assert run("check", "--complete")[0] == cli.FINE
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "jurisdictions.csv").write_text(
        "id,name,role\nA,Alpha,origin\nB,Beta,destination\n", encoding="utf-8"
    )
    (folder / "legs.csv").write_text(
        "id,origin,destination,capacity\nA>B,A,B,1\n", encoding="utf-8"
    )
    assert run("check", str(folder))[0] == cli.FINE
    code, out, _ = run("check", str(folder), "--complete")
    assert code == exit_codes.GATE
    assert "gap: legs.csv:evidence of 'A>B' names no evidence." in out


def test_the_time_line_writes_its_figure_into_a_folder_of_its_own(run, tmp_path):
    code, out, _ = run("timeline", "--layer", "service", "--figure", str(tmp_path / "figures"))
    assert code == cli.FINE
    assert "2026-10-31" in out
    made = {file.name for file in (tmp_path / "figures").iterdir()}
    assert made == {"timeline.json", "timeline.png", "timeline.svg"}


@pytest.mark.parametrize("name", ["", " "])
def test_a_folder_without_a_name_is_not_the_present_one(run, monkeypatch, tmp_path, name):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("report", "--out", name)
    assert (code, out) == (cli.USAGE, "")
    assert "--out: name a folder" in err
    assert list(tmp_path.iterdir()) == []


def test_the_words_that_are_offered_are_those_of_the_graph():
    assert tuple(fields.LENSES) == options.LENSES
    assert fields.LAYERS == options.LAYERS
    assert "".join(options.CLASSES) == graph._CLASSES
