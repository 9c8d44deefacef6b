"""The command list: what help says of every command, known before any is imported."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import NamedTuple

import click


class Entry(NamedTuple):
    """A command that waits.

    Attributes
    ----------
    module : str
        Of `reports`; holds the command under its name.
    line : str
        The first paragraph of the command's own help.
    """

    module: str
    line: str


ENTRIES = {
    "analyze": Entry(
        "study_commands",
        "Print the minimum cut, the least-pressure routes and the weak points.",
    ),
    "backtest": Entry(
        "backtest_command",
        "Score what could have been said on each control date about the hubs to come.",
    ),
    "check": Entry(
        "study_commands",
        "Check a study's tables; every fault of every file is listed at once.",
    ),
    "diff": Entry(
        "diff_command",
        "Say what changed between BASE and NOW, and which rows of the data changed it.",
    ),
    "displacement": Entry(
        "displacement_command",
        "Say how much of what a plan cuts off comes back another way, and where.",
    ),
    "doctor": Entry(
        "study_commands",
        "Show versions, test the solver on a known graph, and try to write a file.",
    ),
    "export": Entry(
        "export_command",
        "Write the analysis for graph, map and spreadsheet programs.",
    ),
    "init": Entry(
        "init_command",
        "Write a small study that works at once into a new or empty folder.",
    ),
    "interdict": Entry(
        "interdict_command",
        "Find where to act within a budget so that the least can move, and prove it.",
    ),
    "publish": Entry(
        "publish_command",
        "Write the results of a study as small files to commit beside its data.",
    ),
    "report": Entry(
        "study_commands",
        "Write the offline risk map and its tables.",
    ),
    "sweep": Entry(
        "change_commands",
        "Take out every leg and every jurisdiction in turn, and rank them by what is lost.",
    ),
    "timeline": Entry(
        "study_commands",
        "Print month by month what passes, and which dated row changed it.",
    ),
    "uncertainty": Entry(
        "uncertainty_command",
        "Say in which share of draws each answer holds, when nobody knows the numbers for sure.",
    ),
    "whatif": Entry(
        "change_commands",
        "Say what a change does: what passes then, what is blocked, and what moves elsewhere.",
    ),
}


class Commands(MutableMapping[str, click.Command]):
    """Commands by name, each imported when it is asked for."""

    def __init__(self) -> None:
        self._known: dict[str, click.Command | None] = dict.fromkeys(ENTRIES)

    def __getitem__(self, name: str) -> click.Command:
        command = self._known[name]
        if command is None:
            import importlib

            found = vars(importlib.import_module(f"reports.{ENTRIES[name].module}"))[name]
            if not isinstance(found, click.Command):
                raise TypeError(f"{name} of {ENTRIES[name].module} is not a command")
            command = self._known[name] = found
        return command

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._known[name] = command

    def __delitem__(self, name: str) -> None:
        del self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, name: object) -> bool:
        # A name is told without the command that it stands for.
        return name in self._known


class WaitingGroup(click.Group):
    """A group whose help lists its commands without importing them."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands as click does, from their lines."""
        lines = [click.Command(name, help=entry.line) for name, entry in ENTRIES.items()]
        click.Group(commands=lines).format_commands(ctx, formatter)
