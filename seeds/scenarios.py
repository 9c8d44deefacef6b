"""Scenarios: named what-ifs of a study, read from TOML as strictly as its tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from seeds import file_names, scenario_folder
from seeds.faults import DataError, Fault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from seeds.study import Study


@dataclass(frozen=True)
class PressureChange:
    """What a supposed scenario does to the pressure that the tables give.

    Attributes
    ----------
    percent : mapping of leg id to int
        Pressure instead of the present one, 0 to 100.
    points : mapping of leg id to int
        Points added after that; the sum is held within 0 and 100.
    """

    percent: Mapping[str, int]
    points: Mapping[str, int]


@dataclass(frozen=True)
class Scenario:
    """A named what-if.

    Attributes
    ----------
    name : str
        Name of its file without the ending.
    title, note : str
        What is supposed, and why.
    evidence : tuple of str
        Evidence ids that bear on it.
    as_of : str or None
        Day to look at; None for the study's own.
    remove, keep_only, close : tuple of str
        Legs taken out; the only legs kept (empty: all); jurisdictions taken out.
    roles : mapping of jurisdiction id to role
    weights : mapping of pressure kind to int
        Percent of the points that contributions of that kind count.
    capacity : mapping of leg id to int or the word unbounded
        In units of 1/scale.
    pressure : mapping of leg id to int
        Percent of attempted consignments stopped, 0 to 100, instead of what presses on the leg.
    measures : tuple of str
        Measures of the study that are taken.
    add : tuple of mapping
        Legs put in, as rows of legs.csv.
    """

    name: str
    title: str
    note: str
    evidence: tuple[str, ...] = ()
    as_of: str | None = None
    remove: tuple[str, ...] = ()
    keep_only: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)
    capacity: Mapping[str, int | str] = field(default_factory=dict)
    pressure: Mapping[str, int] = field(default_factory=dict)
    measures: tuple[str, ...] = ()
    add: tuple[Mapping[str, Any], ...] = ()


def read(content: bytes, name: str, study: Study, *, folder: str = "") -> Scenario:
    """Read one scenario.

    Parameters
    ----------
    content : bytes
        TOML, up to 64 KiB.
    name : str
        Name of the file without its ending.
    study : Study
        What the scenario's ids are looked up in.
    folder : str
        Where the file lies, for its faults.

    Returns
    -------
    Scenario

    Raises
    ------
    DataError
        With every fault: unknown keys and ids, numbers that are none, rows that are no legs.
    """
    from seeds.scenario_reader import ScenarioReader

    objection = file_names.objection(name)
    if objection:
        raise DataError([Fault(f"{folder}{name}.toml", 0, "", f"{objection}. Rename it.")])
    reader = ScenarioReader(f"{folder}{name}.toml", study)
    parts = reader.parts(reader.document(content))
    if reader.faults:
        raise DataError(reader.faults)
    return Scenario(name=name, **(parts | {"title": parts["title"] or name}))


def from_file(path: Path, study: Study) -> Scenario:
    """Read the scenario of a file; raises as :func:`read` and OSError where it cannot be read."""
    return read(scenario_folder.file_content(path), path.stem, study)
