"""A question: the study that a what-if starts from, the change to it, and the day to look at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from reports import joint_scenario, scenario_files, typed_change
from reports.option_faults import OptionFaults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.scenario_files import Inputs
    from reports.typed_change import Words
    from seeds import Scenario, Study

EXAMPLE = 'routerisk whatif --remove "MY>CN.datacentre" --close HK'


@dataclass(frozen=True)
class Question:
    """A change to a study.

    Attributes
    ----------
    study : Study
        What is changed; where a scenario is given, that is supposed already.
    given : str
        Name of the scenario that is given; empty without one.
    change : Scenario
    as_of : str or None
        Day to look at; None for the study's own.
    """

    study: Study
    given: str
    change: Scenario
    as_of: str | None


def asked(study: Study, words: Words, as_of: str | None) -> Question:
    """Make one question of everything that the options say.

    Parameters
    ----------
    study : Study
        As read.
    words : Words
    as_of : str or None
        Day asked for; without it a scenario's own.

    Returns
    -------
    Question

    Raises
    ------
    click.UsageError
        Nothing is asked, ids are unknown, or the options contradict one another; with every
        fault.
    DataError, OSError
        A scenario's file cannot be used or cannot be read.
    """
    if not words.ask_for_a_change():
        raise click.UsageError(f"nothing is asked; name a change, for example\n  {EXAMPLE}")
    given, inputs = _given(study, words.given)
    known = _with_legs_of(study, given)
    named = []
    for word in sorted(set(words.scenarios)):
        scenario, digest = scenario_files.chosen(known, word, "--scenario")
        named.append(scenario)
        inputs = scenario_files.joined(inputs, digest)
    faults = OptionFaults()
    typed = typed_change.scenarios(words, known, faults)
    change = joint_scenario.joined([*named, *typed], study.scale, faults.note)
    _tell_contradictions(change, known, faults)
    if faults.lines:
        raise faults.refusal()
    _refuse_legs_added_twice(given, change)
    day = _day(as_of, [given, *named])
    return Question(_supposed(study, given, inputs), _name(given), change, day)


def asked_by_folder(
    study: Study, folder: str, given_word: str | None, as_of: str | None
) -> tuple[Question, ...]:
    """Make a question of every scenario file of a folder.

    Parameters
    ----------
    study : Study
        As read.
    folder : str
        Path of a folder with files ``*.toml``.
    given_word : str or None
        The scenario that is supposed first.
    as_of : str or None
        Day asked for; without it each scenario's own.

    Returns
    -------
    tuple of Question
        By the scenarios' names; all of one study.

    Raises
    ------
    click.UsageError
        The folder holds no scenario.
    DataError
        With every fault of every file.
    OSError
        There is no such folder, or a file cannot be read.
    """
    given, inputs = _given(study, given_word)
    found, digests = scenario_files.of_folder(_with_legs_of(study, given), folder)
    base = _supposed(study, given, scenario_files.joined(inputs, digests))
    return tuple(
        Question(base, _name(given), scenario, _day(as_of, [given, scenario])) for scenario in found
    )


def base(study: Study, given_word: str | None, as_of: str | None) -> tuple[Study, str, str | None]:
    """Suppose the given scenario, if one is given.

    Parameters
    ----------
    study : Study
        As read.
    given_word : str or None
    as_of : str or None
        Day asked for; without it that scenario's own.

    Returns
    -------
    study : Study
    name : str
        Of the scenario; empty without one.
    as_of : str or None

    Raises
    ------
    click.UsageError
        There is no such scenario.
    DataError, OSError
        Its file cannot be used or cannot be read.
    """
    given, inputs = _given(study, given_word)
    return _supposed(study, given, inputs), _name(given), _day(as_of, [given])


def _given(study: Study, word: str | None) -> tuple[Scenario | None, Inputs]:
    if word is None:
        return None, {}
    return scenario_files.chosen(study, word, "--given")


def _name(given: Scenario | None) -> str:
    return given.name if given else ""


def _with_legs_of(study: Study, given: Scenario | None) -> Study:
    """Add what the given scenario adds and keep what it removes: both may be named."""
    import routes
    from seeds import Scenario

    if given is None or not given.add:
        return study
    added = routes.suppose(study, Scenario(given.name, given.title, "", add=given.add))
    return replace(added, scenarios=study.scenarios)


def _supposed(study: Study, given: Scenario | None, inputs: Inputs) -> Study:
    import routes

    base = routes.suppose(study, given) if given else study
    return scenario_files.counted_in(base, inputs)


def _tell_contradictions(change: Scenario, study: Study, faults: OptionFaults) -> None:
    """Hold the whole change to the rule that each part of it was held to already."""
    from seeds import scenario_settings
    from seeds.scenario_reader import ScenarioReader

    ends = ScenarioReader("", study).ends()
    ends |= {row["id"]: (row["origin"], row["destination"]) for row in change.add}
    settings = scenario_settings.Settings(change.capacity, change.pressure)
    scenario_settings.contradictions(settings, ends, change.remove, change.close, faults.note)


def _refuse_legs_added_twice(given: Scenario | None, change: Scenario) -> None:
    """Refuse a scenario of the study that adds what is given; files were held to that already."""
    there = {row["id"] for row in given.add} if given else set()
    twice = sorted(there.intersection(row["id"] for row in change.add))
    if twice:
        raise click.UsageError(f"--scenario adds '{twice[0]}', which --given has added already")


def _day(as_of: str | None, scenarios: Sequence[Scenario | None]) -> str | None:
    """Choose the day: the one asked for, else the one that the scenarios agree on."""
    from routes.dates import day_of

    if as_of is not None:
        return as_of
    days = {scenario.as_of for scenario in scenarios if scenario and scenario.as_of}
    if len({day_of(day) for day in days}) > 1:
        named = ", ".join(sorted(days))
        raise click.UsageError(f"the scenarios look at different days ({named}); add --as-of")
    return min(days, default=None)
