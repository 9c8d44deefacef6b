"""Scenarios as a command names them: one of the study's own, a file, or a folder of files."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reports import options
from reports.option_faults import OptionFaults

if TYPE_CHECKING:
    from seeds import Fault, Scenario, Study

Inputs = dict[str, str]
"""Digest of each file that was read, by the file's name."""

ENDING = ".toml"


def loaded(folder: str | None, word: str | None) -> tuple[Study, Scenario | None]:
    """Read a study, and the scenario that ``--scenario`` names for it.

    Parameters
    ----------
    folder : str or None
        The study's; None for the packaged one.
    word : str or None
        As for `chosen`.

    Returns
    -------
    study : Study
        With the scenario's file counted among its inputs.
    scenario : Scenario or None

    Raises
    ------
    click.UsageError, DataError, OSError
        As for `chosen`; the study cannot be used or cannot be read.
    """
    study = options.load(folder)
    if word is None:
        return study, None
    scenario, inputs = chosen(study, word, "--scenario")
    return counted_in(study, inputs), scenario


def chosen(study: Study, word: str, option: str) -> tuple[Scenario, Inputs]:
    """Find a scenario of a study by its name, or read it from a file.

    Parameters
    ----------
    study : Study
    word : str
        A name, or a path that ends in ``.toml``.
    option : str
        The option that it was given to, for the message.

    Returns
    -------
    scenario : Scenario
    inputs : dict of file name to sha256
        Empty for a scenario of the study, whose digest the study holds.

    Raises
    ------
    click.UsageError
        There is no scenario of that name.
    DataError, OSError
        The file cannot be used or cannot be read.
    """
    from seeds.faults import suggestion

    known = {entry.name: entry for entry in study.scenarios}
    if word in known:
        return known[word], {}
    if word.endswith(ENDING):
        return _read(study, Path(options.named(word, option)))
    meant = suggestion(word, known) or f" There are: {', '.join(known) or 'none'}."
    raise _refused(option, f"'{word}' is not a scenario of this study.{meant}")


def of_folder(study: Study, folder: str) -> tuple[list[Scenario], Inputs]:
    """Read every scenario of a folder.

    Parameters
    ----------
    study : Study
    folder : str
        Path of a folder with files ``*.toml``.

    Returns
    -------
    scenarios : list of Scenario
        By name.
    inputs : dict of file name to sha256

    Raises
    ------
    click.UsageError
        The folder holds no such file.
    DataError
        With every fault of every file.
    OSError
        There is no such folder, or a file cannot be read.
    """
    from seeds import DataError

    if not Path(options.named(folder, "--scenarios")).is_dir():
        raise NotADirectoryError(f"{folder}: is not a folder; name one that holds scenarios")
    scenarios: list[Scenario] = []
    inputs: Inputs = {}
    faults: list[Fault] = []
    for path in sorted(path for path in Path(folder).iterdir() if path.name.endswith(ENDING)):
        try:
            _require_inside(path)
            scenario, digest = _read(study, path)
        except DataError as error:
            faults += error.faults
        else:
            scenarios.append(scenario)
            inputs |= digest
    if faults:
        raise DataError(faults)
    if not scenarios:
        raise _refused("--scenarios", f"'{folder}' holds no scenario, that is no file *{ENDING}")
    return scenarios, inputs


def joined(inputs: Inputs, more: Inputs) -> Inputs:
    """Join digests by file name; the name is all that is told of a file, so it must be its own."""
    for name, digest in more.items():
        if inputs.get(name, digest) != digest:
            raise click.UsageError(f"two different scenario files are called '{name}'; rename one")
    return inputs | more


def counted_in(study: Study, inputs: Inputs) -> Study:
    """Count files among those that a study was read from."""
    return replace(study, sha256=dict(sorted({**study.sha256, **inputs}.items())))


def _refused(option: str, message: str) -> click.UsageError:
    faults = OptionFaults()
    faults.add(option, "", message)
    return faults.refusal()


def _require_inside(path: Path) -> None:
    """Refuse a link that leads out of the folder, as one of a study's own is."""
    from seeds import DataError, Fault

    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(path.parent)):
        remedy = "is a link that leads out of the folder. Put the file itself there."
        raise DataError([Fault(path.name, 0, "", remedy)])


def _read(study: Study, path: Path) -> tuple[Scenario, Inputs]:
    from seeds import scenario_folder, scenarios

    try:
        content = scenario_folder.file_content(path)
    except OSError as error:
        raise OSError(f"{path}: cannot be read: {error.strerror}") from error
    scenario = scenarios.read(content, path.stem, study)
    return scenario, {path.name: hashlib.sha256(content).hexdigest()}
