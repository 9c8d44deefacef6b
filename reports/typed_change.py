"""A typed change: what the options of a what-if say, read by the rules of a scenario's file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.option_faults import OptionFaults
    from seeds import Scenario, Study

SETTING = re.compile(r"(?P<leg>[^=]*)\.(?P<what>capacity|pressure)=(?P<value>.*)", re.DOTALL)
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")


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


def scenarios(words: Words, study: Study, faults: OptionFaults) -> Iterator[Scenario]:
    """Read the options as scenarios without a name, each setting as one of its own.

    Parameters
    ----------
    words : Words
        Of which the names of scenarios are passed over.
    study : Study
        In which ids are looked up.
    faults : OptionFaults
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


def _settings(words: Words, faults: OptionFaults) -> Iterator[dict[str, Any]]:
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
