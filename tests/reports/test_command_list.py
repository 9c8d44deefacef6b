"""The list that help is written from: each line the command's own, nothing imported for it."""

import importlib
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import BashComplete
from click.testing import CliRunner

import reports
from reports import cli
from reports.command_list import ENTRIES, Commands, Entry

FOLDER = Path(cli.__file__).parent
MODULES = sorted(file.stem for file in FOLDER.glob("*_command*.py"))


def test_every_command_of_every_module_is_listed_with_its_own_first_paragraph():
    found = {}
    for module in MODULES:
        for name, value in vars(importlib.import_module(f"reports.{module}")).items():
            if isinstance(value, click.Command):
                assert value.name == name
                found[name] = Entry(module, value.help.split("\n\n")[0])
    assert found == ENTRIES


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_help_is_the_same_as_that_of_a_group_of_the_commands_themselves(width):
    plain = click.Group(
        name="routerisk",
        commands=dict(cli.routerisk.commands),
        params=cli.routerisk.params,
        help=cli.routerisk.help,
        epilog=cli.routerisk.epilog,
        context_settings=cli.routerisk.context_settings,
    )
    told = [
        CliRunner().invoke(group, ["--help"], prog_name="routerisk", terminal_width=width).output
        for group in (cli.routerisk, plain)
    ]
    assert told[0] == told[1]
    assert told[0].count("\n") > len(ENTRIES)


def test_a_command_is_imported_when_it_is_asked_for_and_a_name_is_told_before():
    code = (
        "import sys\n"
        "from reports import cli\n"
        "cli.run(['--help'])\n"
        "'sweep' in cli.routerisk.commands and list(cli.routerisk.commands)\n"
        "before = [name for name in sys.modules if name.startswith('reports.')]\n"
        "cli.run(['sweep', '--help'])\n"
        "after = [name for name in sys.modules if '_command' in name]\n"
        "sys.stderr.write(' '.join(sorted(before)) + ';' + ' '.join(sorted(after)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    before, after = (part.split() for part in done.stderr.split(";"))
    assert before == ["reports.cli", "reports.command_list", "reports.exit_codes"]
    assert after == ["reports.change_commands"]


def test_a_misspelt_command_is_answered_with_the_right_one(capsys):
    assert cli.run(["reprot"]) == cli.USAGE
    err = capsys.readouterr().err
    assert "No such command 'reprot'" in err
    assert "report" in err.replace("reprot", "")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["", "time"], {"timeline"}),
        (["", "d"], {"diff", "displacement", "doctor"}),
        (["", ""], set(ENTRIES)),
        (["analyze", "--le"], {"--lens"}),
    ],
)
def test_a_shell_completes_commands_and_options(typed, offered):
    shell = BashComplete(cli.routerisk, {}, "routerisk", "_ROUTERISK_COMPLETE")
    *before, last = typed
    found = shell.get_completions([word for word in before if word], last)
    assert {each.value for each in found} == offered


def test_commands_are_a_mapping_as_click_expects():
    commands = Commands()
    assert len(commands) == len(ENTRIES)
    other = click.Command("other")
    commands["other"] = other
    assert commands["other"] is other
    del commands["other"]
    with pytest.raises(KeyError):
        commands["other"]
    assert commands.get("other") is None
    assert commands["report"] is commands["report"]


def test_what_is_no_command_is_not_taken_for_one(monkeypatch):
    monkeypatch.setitem(ENTRIES, "options", Entry("study_commands", "No command."))
    with pytest.raises(TypeError, match="options of study_commands is not a command"):
        Commands()["options"]


def test_no_module_takes_the_place_of_a_name_of_the_package():
    modules = {file.stem for file in FOLDER.glob("*.py")}
    assert not modules & set(reports.__all__)
    assert set(reports.__all__) <= set(dir(reports))
    for name in reports.__all__:
        value = getattr(reports, name)
        assert callable(value)
        assert value.__name__ == name
    with pytest.raises(AttributeError, match="has no attribute 'absent'"):
        reports.absent  # noqa: B018  # it is looked up
