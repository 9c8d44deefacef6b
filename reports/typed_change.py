"""A typed change: what the options of a what-if say, read by the rules of a scenario's file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seeds import Scenario, Study

SETTING = re.compile(r"(?P<leg>[^=]*)\.(?P<what>capacity|pressure)=(?P<value>.*)", re.DOTALL)
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")
OPTIONS = {"remove": "--remove", "close": "--close", "measures": "--measure", "set": "--set"}
"""The option that stands for a key of a scenario; other keys only stand in scenarios."""
LONGEST_LINE = 300


@dataclass(frozen=True)
class Words:
    """What the options say, as typed.

    Attributes
    ----------
    remove, close, measures, settings, scenarios : tuple of str
        Each as often as its option was given; the same word twice counts once.
    given : str or None
        The scenario that is supposed first.
    """

    remove: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    given: str | None = None

    def ask_for_a_change(self) -> bool:
        """Tell whether anything is to be changed."""
        return any((self.remove, self.close, self.measures, self.settings, self.scenarios))


class Faults:
    """Gathers what is wrong with the options, so that all of it is said at once."""

    def __init__(self) -> None:
        self.lines: set[str] = set()

    def note(self, key: str, message: str) -> None:
        """Note a fault at a key of a scenario, by the option that stands for it."""
        part, _, rest = key.partition(".")
        self.add(OPTIONS.get(part, "--scenario"), rest, message)

    def add(self, option: str, place: str, message: str) -> None:
        """Note a fault of an option, spelled as those of tables are, and clipped."""
        from seeds.faults import Fault

        line = str(Fault(option, 0, place, message))
        if len(line) > LONGEST_LINE:
            half = LONGEST_LINE // 2
            line = f"{line[:half]} ... {line[-half:]}"
        self.lines.add(line)

    def refuse(self) -> None:
        """Raise one error with everything that was noted."""
        if self.lines:
            raise click.UsageError("\n".join(sorted(self.lines)))


def scenarios(words: Words, study: Study, faults: Faults) -> Iterator[Scenario]:
    """Read the options as scenarios without a name, each setting as one of its own.

    Parameters
    ----------
    words : Words
        Of which the names of scenarios are passed over.
    study : Study
        In which ids are looked up.
    faults : Faults
        Takes every fault; what is faulty is left out.

    Yields
    ------
    Scenario
    """
    from seeds import Scenario
    from seeds.scenario_reader import ScenarioReader

    lists: dict[str, Any] = {
        "remove": list(words.remove),
        "close": list(words.close),
        "measures": list(words.measures),
    }
    for document in [lists, *_settings(words, faults)]:
        reader = ScenarioReader("", study)
        parts = reader.parts(document)
        for fault in reader.faults:
            faults.note(fault.column, fault.message)
        yield Scenario(name="", **parts)


def _settings(words: Words, faults: Faults) -> Iterator[dict[str, Any]]:
    for text in sorted(set(words.settings)):
        match = SETTING.fullmatch(text)
        if match is None:
            message = f"'{text}' sets nothing; write LEG.capacity=1200 or LEG.pressure=90."
            faults.add("--set", "", message)
            continue
        value: str | int = match["value"].strip()
        if match["what"] == "pressure" and WHOLE_NUMBER.fullmatch(match["value"]):
            value = int(match["value"])
        yield {"set": {match["leg"]: {match["what"]: value}}}
