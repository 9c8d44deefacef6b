"""What the READMEs name exists, and what they show runs and says what they print."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import seeds
from reports import cli
from tests.readme_commands import commands

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
READMES = [README, *sorted(ROOT.glob("[!.t]*/**/README.md"))]

MADE = {
    "index.html",
    "results.json",
    "legs.csv",
    "summary.md",
    "figure.png",
    "figure.svg",
    "figure.*",
    "result.json",
    "risk-report/index.html",
}
"""Files that a command makes."""

LINK = re.compile(r"\]\(([^)\s]+)\)")
FILE_NAME = re.compile(r"`([\w*./-]+\.(?:py|js|css|html|csv|json|geojson|toml|md|cff))`")


def _name(path):
    return path.relative_to(ROOT).as_posix()


def _text(path):
    return path.read_text(encoding="utf-8")


def _blocks(path, language):
    return re.findall(rf"```{language}\n(.*?)```", _text(path), flags=re.DOTALL)


def _runs(code, folder):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _example_tables():
    """Read the README's two tables, which stand side by side."""
    (block,) = _blocks(README, "text")
    header, *rows = block.splitlines()
    middle = header.index("legs.csv")
    assert header[:middle].strip() == "jurisdictions.csv"
    return [row[:middle].strip() for row in rows], [row[middle:].strip() for row in rows]


@pytest.fixture
def my_study(tmp_path, monkeypatch):
    """Write the README's example as ``my-study`` and go to the folder above it."""
    folder = tmp_path / "my-study"
    folder.mkdir()
    for name, lines in zip(("jurisdictions.csv", "legs.csv"), _example_tables(), strict=True):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def _shown_commands():
    """List the lines of the README's shell blocks that begin with the command."""
    lines = [line for block in _blocks(README, "sh") for line in block.splitlines()]
    return [line for line in lines if line.startswith("routerisk ")]


@pytest.mark.parametrize("readme", READMES, ids=_name)
def test_every_link_leads_to_a_file(readme):
    targets = [link for link in LINK.findall(_text(readme)) if "://" not in link]
    missing = [link for link in targets if not (readme.parent / link.partition("#")[0]).exists()]
    assert not missing


@pytest.mark.parametrize("readme", READMES, ids=_name)
def test_every_file_that_is_named_exists(readme):
    bases = (readme.parent, ROOT, ROOT / "seeds" / "ai_gpu_diversion")
    named = set(FILE_NAME.findall(_text(readme))) - MADE
    missing = [name for name in named if not any(any(base.glob(name)) for base in bases)]
    assert not missing


def test_the_two_commands_can_be_found_and_begin_with_a_new_environment():
    found = commands()
    assert len(found) == 2
    assert all(command.startswith("python3 -m venv ") for command in found)
    assert "routerisk report" in found[0]
    assert found[1].endswith("-m pytest")


@pytest.mark.slow
@pytest.mark.parametrize("readme", [README, ROOT / "reports" / "README.md"], ids=_name)
def test_the_python_block_runs(readme, tmp_path):
    (code,) = _blocks(readme, "python")
    run = _runs(code, tmp_path)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    assert (tmp_path / "risk-report" / "index.html").exists()


@pytest.mark.slow
@pytest.mark.parametrize("line", _shown_commands())
@pytest.mark.usefixtures("my_study")
def test_every_command_line_runs(line, capsys):
    words = shlex.split(line, comments=True)
    # The shell, not the command, sees to what stands behind the redirection.
    arguments = words[1 : words.index(">")] if ">" in words else words[1:]
    assert cli.run(arguments) == cli.FINE
    shown = capsys.readouterr()
    assert shown.out
    assert shown.err == ""


def test_the_readme_shows_each_kind_of_use():
    shown = {line.split()[1] for line in _shown_commands()}
    assert {"report", "analyze", "check"} <= shown
    assert shown <= set(cli.routerisk.commands)


def test_the_example_study_is_read_as_it_stands(my_study):
    study = seeds.load(my_study)
    assert list(study.legs["id"]) == ["A>B", "B>C", "A>C"]
    assert list(study.jurisdictions["role"]) == ["origin", "transit", "destination"]


def test_the_shown_error_is_what_the_reader_says_for_that_mistake(my_study):
    (shown,) = re.findall(r"`(legs\.csv:[^`]+)`", _text(README))
    legs = my_study / "legs.csv"
    legs.write_text(_text(legs).replace("A>C,A,C,", "A>C,A,CC,"), encoding="utf-8")
    with pytest.raises(seeds.DataError) as caught:
        seeds.load(my_study)
    assert str(caught.value) == shown


def test_the_stated_exit_codes_are_those_of_the_command_line():
    (sentence,) = re.findall(r"Exit codes: ([^.]+)\.", _text(README))
    stated = [int(part.split()[0]) for part in sentence.split(", ")]
    codes = (cli.FINE, cli.USAGE, cli.BAD_DATA, cli.CANNOT_ACCESS, cli.BUG, cli.INTERRUPTED)
    assert stated == sorted({1, *codes})


def test_the_page_stays_under_the_stated_size(tmp_path):
    """The first screen promises one file that opens anywhere: at most 700 KB."""
    assert cli.run(["report", "--out", str(tmp_path)]) == cli.FINE
    assert (tmp_path / "index.html").stat().st_size < 700_000
