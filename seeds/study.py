"""A study: the tables of claims, who makes them, and the units they are in."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from seeds import package_file, reader, scenario_folder, scenarios, schema, study_files
from seeds.faults import DataError, Fault

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence
    from importlib.resources.abc import Traversable

    import pandas as pd

    from seeds.rules import ParsedRow
    from seeds.scenarios import PressureChange, Scenario

UNDATED = dt.date(2000, 1, 1)
"""Stands for the date of a study in which nothing is dated: every date gives the same graph."""

MAX_MONTHS = 600


@dataclass(frozen=True)
class Study:
    """A study as read: immutable, with every cell parsed and every default filled in.

    Attributes
    ----------
    name, title : str
        Folder name and display title.
    capacity_unit, effort_unit : str
        Units of capacities and of interdict costs.
    scale : int
        Quantities in the tables are whole numbers of ``1 / scale`` of their unit.
    first_month : str
        First month of the time line, ``YYYY-MM``.
    data_date : dt.date
        Day up to which the study was compiled; the default date of every analysis.
    jurisdictions, legs, pressure, evidence : pandas.DataFrame
    claims, measures, priors, quantities, derivations : pandas.DataFrame
        The tables, in file order, with all columns of the schema; one that the study lacks has
        no rows. A blank is ``None``; an unbounded quantity is the word ``unbounded``.
    sha256 : mapping of file name to hexadecimal digest
    scenarios : tuple of Scenario
        The named what-ifs that lie beside the tables, sorted by name.
    supposed : str
        Title of the scenario that the tables already suppose; empty for a study as read.
    given : str
        Name of that scenario.
    limits : tuple of str
        What a reader has to know before using the numbers of this study.
    pressure_changes : tuple of PressureChange
        What supposed scenarios do to the pressure that the tables give, in turn.
    """

    name: str
    title: str
    capacity_unit: str
    effort_unit: str
    scale: int
    first_month: str
    data_date: dt.date
    sha256: Mapping[str, str]
    jurisdictions: pd.DataFrame = field(repr=False)
    legs: pd.DataFrame = field(repr=False)
    pressure: pd.DataFrame = field(repr=False)
    evidence: pd.DataFrame = field(repr=False)
    claims: pd.DataFrame = field(repr=False)
    measures: pd.DataFrame = field(repr=False)
    priors: pd.DataFrame = field(repr=False)
    quantities: pd.DataFrame = field(repr=False)
    derivations: pd.DataFrame = field(repr=False)
    scenarios: tuple[Scenario, ...] = field(default=(), repr=False)
    supposed: str = ""
    given: str = ""
    limits: tuple[str, ...] = ()
    pressure_changes: tuple[PressureChange, ...] = ()

    def months(self) -> tuple[str, ...]:
        """Return every month from the first to that of the data date, as ``YYYY-MM``."""
        year, month = int(self.first_month[:4]), int(self.first_month[5:])
        count = (self.data_date.year - year) * 12 + self.data_date.month - month + 1
        steps = (divmod(month - 1 + step, 12) for step in range(max(count, 1)))
        return tuple(f"{year + years:04d}-{index + 1:02d}" for years, index in steps)


def load(folder: str | os.PathLike[str] | Traversable | None = None) -> Study:
    """Read a study.

    Parameters
    ----------
    folder : path or Traversable, optional
        The study folder, on the disk or in memory. Without it the packaged default study is read.

    Returns
    -------
    Study
        The parsed tables.

    Raises
    ------
    DataError
        With every fault of every file, each with file, row, column and remedy.
    OSError
        Where the folder is missing or a file cannot be read.

    Examples
    --------
    >>> study = load()
    >>> study.capacity_unit
    'H100-equivalents per year'
    """
    source = study_files.source(folder)
    header, tables = _read(source)
    digests = dict(tables.sha256)
    if header.content is not None:
        digests[package_file.FILE] = hashlib.sha256(header.content).hexdigest()
    first_month, data_date = _time_line(header, tables)
    frames: dict[str, Any] = {
        table.name: _frame(table, tables.rows[table.name]) for table in schema.tables()
    }
    study = Study(
        name=source.name,
        title=header.title,
        capacity_unit=header.capacity_unit,
        effort_unit=header.effort_unit,
        scale=tables.scale,
        first_month=first_month,
        data_date=data_date,
        sha256=dict(sorted(digests.items())),
        limits=header.limits,
        **frames,
    )
    return _with_scenarios(study, scenario_folder.packaged(source))


def _with_scenarios(study: Study, files: Mapping[str, bytes]) -> Study:
    """Read the scenarios that lie beside the tables, and gather the faults of all."""
    faults: list[Fault] = []
    found = []
    for name, content in files.items():
        try:
            found.append(scenarios.read(content, name, study, folder=f"{scenario_folder.FOLDER}/"))
        except DataError as error:
            faults += error.faults
    if faults:
        raise DataError(faults)
    digests = {
        f"{scenario_folder.FOLDER}/{name}.toml": hashlib.sha256(content).hexdigest()
        for name, content in files.items()
    }
    return replace(
        study, scenarios=tuple(found), sha256=dict(sorted({**study.sha256, **digests}.items()))
    )


def _read(source: Traversable) -> tuple[package_file.Header, reader.Tables]:
    """Read both parts, so that the faults of one do not hide those of the other."""
    faults: list[Fault] = []
    header = tables = None
    try:
        header = package_file.read(source, source.name)
    except DataError as error:
        faults += error.faults
    try:
        tables = reader.read(source)
    except DataError as error:
        faults += error.faults
    if header is None or tables is None:
        raise DataError(faults)
    return header, tables


def _time_line(header: package_file.Header, tables: reader.Tables) -> tuple[str, dt.date]:
    dated = sorted(
        value
        for table in ("legs", "pressure")
        for row in tables.rows[table]
        for value in (row.cells["valid_from"], row.cells["valid_to"])
        if value is not None
    )
    data_date = header.data_date or (dated[-1] if dated else UNDATED)
    earliest = dated[0] if dated and dated[0] <= data_date else data_date
    first_month = header.first_month or earliest.isoformat()[:7]
    faults = _time_line_faults(first_month, data_date)
    if faults:
        raise DataError(faults)
    return first_month, data_date


def _time_line_faults(first_month: str, data_date: dt.date) -> list[Fault]:
    months = (
        (data_date.year - int(first_month[:4])) * 12 + data_date.month - int(first_month[5:]) + 1
    )
    if months < 1:
        message = f"{first_month} is after the data date {data_date}. Move one of them."
        return [Fault(package_file.FILE, 0, "first_month", message)]
    if months > MAX_MONTHS:
        message = f"makes {months} months; the limit is {MAX_MONTHS}. Name a later month."
        return [Fault(package_file.FILE, 0, "first_month", message)]
    return []


def _frame(table: schema.TableSchema, rows: Sequence[ParsedRow]) -> pd.DataFrame:
    import pandas as pd

    columns = {name: [row.cells[name] for row in rows] for name in table.columns}
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})
