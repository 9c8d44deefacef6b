"""Files and folders that options name: what cannot be meant is refused, and nothing is touched."""

import os
import signal
from pathlib import Path

import pytest

from reports import cli, exit_codes
from tests.studies import CHAIN, write_study

SECONDS = 60
DATED = """
    id,target_kind,target,points,valid_from
    p,leg,B>C,10,2026-01-10
"""
CHANGE = ("--remove", "A>B")
needs_devices = pytest.mark.skipif(
    not Path("/dev/zero").exists(), reason="pipes and devices as Unix has them"
)


def _hangs(_signal, _frame):
    raise AssertionError("it hangs")


def _entries(folder):
    """List everything below a folder with what it holds, links and pipes unopened."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        if path.is_file() and not path.is_symlink()
        else None
        for path in folder.rglob("*")
    }


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Work in a folder with a study ``mine``, scenarios, links, a pipe and files of others."""
    write_study(tmp_path / "mine", legs=CHAIN, pressure=DATED)
    for folder in ("outside", "to-file", "to-passwd", "to-device", "to-itself", "full"):
        (tmp_path / folder).mkdir()
    (tmp_path / "outside" / "cut.toml").write_text('remove = ["B>C"]\n', encoding="utf-8")
    (tmp_path / "to-file" / "cut.toml").symlink_to("../outside/cut.toml")
    (tmp_path / "to-passwd" / "cut.toml").symlink_to("/etc/passwd")
    (tmp_path / "to-device" / "cut.toml").symlink_to("/dev/zero")
    (tmp_path / "to-itself" / "cut.toml").symlink_to("cut.toml")
    (tmp_path / "full" / "legs.csv").write_bytes(b"theirs")
    (tmp_path / "full" / "timeline.svg").write_bytes(b"theirs")
    (tmp_path / "file").write_bytes(b"theirs")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("gone")
    (tmp_path / "linked").symlink_to("mine")
    (tmp_path / "zero.toml").symlink_to("/dev/zero")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.toml")
        os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def refused(here, capsys):
    """Give a function that runs a line and requires a refusal; returns its code and message."""

    def run(*line):
        before = _entries(here)
        signal.signal(signal.SIGALRM, _hangs)
        signal.alarm(SECONDS)
        try:
            code = cli.run([str(word) for word in line])
        finally:
            signal.alarm(0)
        out, err = capsys.readouterr()
        assert out == ""
        assert "Traceback" not in err
        told = err.splitlines()
        if code == exit_codes.USAGE:  # how it is used comes before, once
            told = told[3:]
        assert len(told) == 1, err
        assert told[0].isprintable()
        assert _entries(here) == before
        return code, told[0].removeprefix("Error: ")

    return run


OTHER_FILES = [
    "../../etc/passwd",
    "/etc/passwd",
    "/dev/zero",
    "/dev/stdin",
    "/proc/self/mem",
    "file:///etc/passwd",
    "NUL",
    "CON",
    "mine",
    "mine/legs.csv",
    "..",
    ".",
    "/",
    "",
    " ",
    "cut\0",
    "cut\nall is well",
]
OBJECTIONABLE = ["NUL.toml", "con.toml", "outside/nul.toml", "-.toml", "cut\0.toml", "\x1b[2J.toml"]
UNREADABLE = ["gone.toml", "../../etc/gone.toml", "http://localhost/cut.toml", "//host/cut.toml"]
UNREADABLE += ["file/cut.toml", "to-itself/cut.toml", "/dev/zero/cut.toml", "x" * 300 + ".toml"]
NO_FILES = ["zero.toml", "to-device/cut.toml", "pipe.toml"]
NO_SCENARIOS = ["to-passwd/cut.toml"]


@pytest.fixture(params=["--scenario", "--given"])
def with_scenario(request, refused):
    more = CHANGE if request.param == "--given" else ()
    return lambda word: refused("whatif", "mine", f"{request.param}={word}", *more)


@needs_devices
@pytest.mark.parametrize("word", OTHER_FILES)
def test_what_is_no_toml_file_is_no_scenario(with_scenario, word):
    code, message = with_scenario(word)
    assert code == exit_codes.USAGE
    assert "is not a scenario of this study. There are: none." in message


@needs_devices
@pytest.mark.parametrize("word", OBJECTIONABLE)
def test_a_file_of_a_name_that_is_misread_elsewhere_is_not_looked_for(with_scenario, word):
    code, message = with_scenario(word)
    assert code == exit_codes.USAGE
    assert (
        "is the name of a device" in message or "begins with '-'" in message or "shown" in message
    )


@needs_devices
@pytest.mark.parametrize("word", UNREADABLE)
def test_a_scenario_that_cannot_be_read_is_named_with_the_reason(with_scenario, word):
    code, message = with_scenario(word)
    assert code == exit_codes.CANNOT_ACCESS
    assert message.startswith(f"{Path(word)}: cannot be read: ")


@needs_devices
@pytest.mark.parametrize("word", NO_FILES)
def test_a_device_or_a_pipe_is_neither_read_nor_waited_for(with_scenario, word):
    told = f"{Path(word).name}: is no file but a folder, a device or a pipe. Put a file there."
    assert with_scenario(word) == (exit_codes.BAD_DATA, told)


@needs_devices
@pytest.mark.parametrize("word", NO_SCENARIOS)
def test_nothing_of_a_file_that_is_no_scenario_is_told(with_scenario, word):
    code, message = with_scenario(word)
    assert code == exit_codes.BAD_DATA
    assert message.startswith("cut.toml: is not TOML: ")
    assert "root" not in message


@needs_devices
@pytest.mark.parametrize("command", ["report", "analyze", "whatif"])
def test_every_command_with_a_scenario_refuses_a_device(refused, command):
    assert refused(command, "mine", "--scenario", "/dev/stdin")[0] == exit_codes.USAGE
    assert refused(command, "mine", "--scenario", "zero.toml")[0] == exit_codes.BAD_DATA


@needs_devices
@pytest.mark.parametrize(
    ("folder", "code", "said"),
    [
        ("to-file", exit_codes.BAD_DATA, "is a link that leads out of the folder"),
        ("to-passwd", exit_codes.BAD_DATA, "is a link that leads out of the folder"),
        ("to-device", exit_codes.BAD_DATA, "is a link that leads out of the folder"),
        ("to-itself", exit_codes.CANNOT_ACCESS, "cannot be read: Too many levels"),
        ("/dev", exit_codes.USAGE, "holds no scenario"),
        ("/dev/zero", exit_codes.CANNOT_ACCESS, "is not a folder"),
        ("/dev/stdin", exit_codes.CANNOT_ACCESS, "is not a folder"),
        ("pipe", exit_codes.CANNOT_ACCESS, "is not a folder"),
        ("loop", exit_codes.CANNOT_ACCESS, "is not a folder"),
        ("file", exit_codes.CANNOT_ACCESS, "is not a folder"),
        ("../gone", exit_codes.CANNOT_ACCESS, "is not a folder"),
        ("NUL", exit_codes.USAGE, "is the name of a device"),
        ("a\0b", exit_codes.USAGE, "cannot be shown"),
        ("", exit_codes.USAGE, "name a folder"),
    ],
)
def test_a_folder_of_scenarios_that_is_none_or_leads_elsewhere(refused, folder, code, said):
    found, message = refused("whatif", "mine", "--scenarios", folder)
    assert (found, said in message) == (code, True), message


@needs_devices
@pytest.mark.parametrize("study", ["/dev/zero", "/dev/stdin", "NUL", "pipe", "loop", "file"])
@pytest.mark.parametrize("command", ["check", "report", "diff"])
def test_a_study_that_is_no_folder(refused, command, study):
    more = {"check": [], "report": ["--out", "made"], "diff": ["mine"]}[command]
    a_file = (command, study) == ("diff", "file")  # might be the results of a report
    expected = exit_codes.BAD_DATA if a_file else exit_codes.CANNOT_ACCESS
    assert refused(command, study, *more)[0] == expected


@needs_devices
def test_a_table_that_is_a_link_to_itself(refused, here):
    (here / "mine" / "pressure.csv").unlink()
    (here / "mine" / "pressure.csv").symlink_to("pressure.csv")
    code, message = refused("check", "mine")
    assert code == exit_codes.CANNOT_ACCESS
    assert "Too many levels of symbolic links" in message


WRITERS = {
    "report": ("report", "mine", "--out"),
    "timeline": ("timeline", "mine", "--figure"),
    "publish": ("publish", "mine", "--out"),
    "export a folder": ("export", "mine", "--force", "--as", "csv", "--out"),
    "export a file": ("export", "mine", "--force", "--as", "graphml", "--out"),
    "init": ("init", "--"),
}
CANNOT_BE = {
    "": "name a folder",
    " ": "name a folder",
    "NUL": "is the name of a device on Windows",
    "made/CON/deeper": "is the name of a device on Windows",
    "ma\0de": "holds a character that cannot be shown",
    "ma\nde": "holds a character that cannot be shown",
    "\x1b[2J": "holds a character that cannot be shown",
    "-made": "begins with '-'",
}
TAKEN = ["file", "file/deeper", "nowhere", "loop", "pipe", "/dev/zero", "/dev/null", "/dev/null/x"]


@pytest.mark.parametrize("line", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("word", CANNOT_BE)
def test_a_name_that_no_output_can_have(refused, line, word):
    code, message = refused(*line, word)
    assert (code, CANNOT_BE[word] in message) == (exit_codes.USAGE, True), message


@needs_devices
@pytest.mark.parametrize("writer", ["report", "timeline", "publish", "export a folder", "init"])
@pytest.mark.parametrize("word", TAKEN)
def test_a_folder_cannot_be_made_where_something_else_lies(refused, writer, word):
    code, message = refused(*WRITERS[writer], word)
    assert code == exit_codes.CANNOT_ACCESS
    assert message.startswith(word)


@pytest.mark.parametrize(
    "writer", ["report", "timeline", "publish", "export a folder", "export a file"]
)
def test_the_root_of_the_file_system_is_no_output(refused, writer):
    assert refused(*WRITERS[writer], "/")[0] == exit_codes.USAGE


def test_init_takes_no_folder_that_holds_anything(refused):
    for folder in ("/", ".", "mine", "linked", "outside"):
        assert refused("init", folder)[0] == exit_codes.CANNOT_ACCESS


OWN = ["mine", "mine/", "./mine/../mine", "linked", "mine/scenarios"]


@pytest.mark.parametrize("writer", ["report", "timeline", "publish", "export a folder"])
@pytest.mark.parametrize("word", OWN)
def test_results_are_never_put_among_the_tables_they_come_from(refused, writer, word):
    told = f"Invalid value for {WRITERS[writer][-1]}: '{word}' is the study's own folder"
    code, message = refused(*WRITERS[writer], word)
    assert (code, message.startswith(told)) == (exit_codes.USAGE, True), message


@pytest.mark.parametrize("word", [".", "../mine"])
def test_the_present_folder_is_no_output_where_it_is_the_study(refused, here, monkeypatch, word):
    monkeypatch.chdir(here / "mine")
    for line in (("report", ".", "--out"), ("timeline", ".", "--figure")):
        assert refused(*line, word)[0] == exit_codes.USAGE


@pytest.mark.parametrize("name", ["legs.csv", "LEGS.CSV", "datapackage.json", "measures.csv"])
def test_no_file_of_the_study_is_replaced_by_an_export(refused, name):
    for folder in ("mine", "linked"):
        code, message = refused(*WRITERS["export a file"], f"{folder}/{name}")
        assert code == exit_codes.USAGE
        assert "is a file of the study; choose another" in message


@pytest.mark.parametrize("writer", ["report", "timeline"])
def test_the_present_folder_with_files_of_others_is_left_alone(refused, here, monkeypatch, writer):
    monkeypatch.chdir(here / "full")
    command, _, option = WRITERS[writer]
    code, message = refused(command, here / "mine", option, ".")
    assert code == exit_codes.CANNOT_ACCESS
    assert "that routerisk did not write" in message


def test_a_folder_beside_the_tables_and_a_link_to_another_folder_are_taken(here, capsys):
    (here / "latest").symlink_to("outside")
    for out in ("mine/report", "latest"):
        assert cli.run(["report", "mine", "--out", out]) == exit_codes.FINE
    assert cli.run(["check", "mine"]) == exit_codes.FINE
    assert (here / "outside" / "index.html").exists()
    assert (here / "outside" / "cut.toml").read_text(encoding="utf-8") == 'remove = ["B>C"]\n'
    assert capsys.readouterr().err == ""


@needs_devices
@pytest.mark.parametrize("edges", ["/dev/zero", "/dev/stdin", "pipe", "loop", "gone.csv", "mine"])
def test_a_table_of_edges_that_is_no_file(refused, edges):
    line = ("init", "made", "--from", edges, "--origin", "A", "--destination", "B")
    assert refused(*line)[0] in {exit_codes.BAD_DATA, exit_codes.CANNOT_ACCESS}
