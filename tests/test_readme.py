"""What the READMEs name exists, and what they show runs and says what they print."""

import doctest
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import seeds
from reports import cli
from routes import engine
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
    "frontier.svg",
    "diagram.svg",
    "result.json",
    "risk-report/index.html",
    "about.json",
    "chokepoints.csv",
    "routes.csv",
    "frontier.csv",
    "my-map/index.html",
    "my-table/README.md",
    "edges.csv",
}
"""Files that a command makes."""

CONSOLE = r"```console\n(.*?)```"
"""What a command prints."""

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
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return folder


@pytest.fixture
def my_repository(my_study):
    """Commit the example, so that a revision of it can be named."""
    nobody = ("-c", "user.name=nobody", "-c", "user.email=nobody@localhost")
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message=Example"]):
        subprocess.run(["git", *nobody, *words], cwd=my_study.parent, check=True)


def _tutorial():
    """Read the section that begins with a table of one's own; its lines run one after the other."""
    (section,) = re.findall(r"\n## From your own table.*?(?=\n## )", _text(README), flags=re.DOTALL)
    return section


def _lines(text):
    blocks = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("routerisk ")]


def _shown_commands():
    """List the lines of the README's shell blocks that begin with the command, one by one."""
    return _lines(_text(README).replace(_tutorial(), ""))


@pytest.fixture
def my_edges(tmp_path, monkeypatch):
    """Write the tutorial's table as ``edges.csv`` and go to its folder."""
    (table,) = _blocks(README, "csv")
    (tmp_path / "edges.csv").write_text(table, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


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
    assert found[1].endswith("-m pytest -n auto --dist loadfile")


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
@pytest.mark.usefixtures("my_repository")
def test_every_command_line_runs_and_nothing_is_compiled_for_it(line, capsys, monkeypatch):
    asked = []
    monkeypatch.setattr(engine, "compiled_kernels", lambda: asked.append(line))
    words = shlex.split(line, comments=True)
    # The shell, not the command, sees to what stands behind the redirection.
    arguments = words[1 : words.index(">")] if ">" in words else words[1:]
    assert cli.run(arguments) == cli.FINE
    shown = capsys.readouterr()
    assert shown.out
    assert shown.err == ""
    assert asked == []


def test_every_line_of_the_tutorial_runs_after_the_one_before(my_edges, capsys):
    lines = _lines(_tutorial())
    assert [line.split()[1] for line in lines[:3]] == ["init", "check", "report"]
    assert "whatif" in {line.split()[1] for line in lines}
    for line in lines:
        assert cli.run(shlex.split(line)[1:]) == cli.FINE, line
        shown = capsys.readouterr()
        assert shown.out, line
        assert shown.err == "", line
    page = my_edges / "my-map" / "index.html"
    assert "`my-map/index.html`" in _tutorial()
    assert "Malaysia" in _text(page)
    assert (my_edges / "my-map" / "figure.png").exists()
    assert (my_edges / "my-table" / "README.md").exists()


def test_the_tutorial_s_report_says_what_the_tutorial_says(my_edges, capsys):
    init, _, report, *_ = _lines(_tutorial())
    (sentence,) = re.findall(CONSOLE, _tutorial(), flags=re.DOTALL)
    for line in (init, report):
        assert cli.run(shlex.split(line)[1:]) == cli.FINE
    assert sentence in capsys.readouterr().out
    results = json.loads(_text(my_edges / "my-map" / "results.json"))
    assert results["certainty"]["opening"][0] == sentence.strip()


def test_the_first_plan_prints_what_is_shown(capsys):
    shown = re.findall(CONSOLE, _text(README).replace(_tutorial(), ""), flags=re.DOTALL)
    first = next(line for line in _shown_commands() if line.startswith("routerisk interdict"))
    assert cli.run(shlex.split(first, comments=True)[1:]) == cli.FINE
    assert [block for block in shown if block not in capsys.readouterr().out] == []


@pytest.mark.usefixtures("my_edges")
def test_the_tutorial_s_python_prints_what_it_shows():
    (code,) = _blocks(README, "pycon")
    examples = doctest.DocTestParser().get_doctest(code, {}, "README", str(README), 0)
    assert doctest.DocTestRunner().run(examples).failed == 0
    assert len(examples.examples) > len(_lines(_tutorial()))
    assert "970" in re.findall(CONSOLE, _tutorial(), flags=re.DOTALL)[0]


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
