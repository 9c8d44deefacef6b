"""A GeoPackage: both layers of the map and the imprint in one file of SQLite."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from reports import geo_files, imprint

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from reports.results import Results

VERSION = "1.3"
"""Of the standard (OGC 12-128r17); programs of 2021 and later read it."""

ABOUT = "about"
"""Name of the table that holds the imprint."""

# A spatial index and a stored count serve large layers; these hold some hundred rows, and the
# triggers that keep both up to date would have to be carried over too.
_PLAIN = {"VERSION": VERSION, "ADD_GPKG_OGR_CONTENTS": "NO"}

_CHANGE_COUNTERS = (24, 92)
"""Where the header of a file of SQLite holds the number of changes."""


def content(results: Results) -> bytes:
    """Return the GeoPackage.

    GDAL writes one layer into memory at a time, so each is a package of its own at first, and
    SQLite joins them. GDAL stamps a layer with the time of writing; the study's data date takes
    its place, so that the same inputs give the same bytes with the same versions of the libraries.

    Parameters
    ----------
    results : Results

    Returns
    -------
    bytes
        With the layers ``jurisdictions`` and ``legs`` and the table ``about``.

    Raises
    ------
    ExportError
        A jurisdiction has no coordinates.
    """
    layers = geo_files.layers(results)
    packages = {name: _package(name, frame) for name, frame in layers.items()}
    with closing(sqlite3.connect(":memory:")) as joined:
        first, *others = packages
        joined.deserialize(packages[first])
        for name in others:
            _join(joined, name, packages[name])
        _tell(joined, imprint.lines(results))
        day = f"{results.study.data_date.isoformat()}T00:00:00.000Z"
        joined.execute("UPDATE gpkg_contents SET last_change = ?", (day,))
        joined.commit()
        # Bytes of a row that was changed stay in the file, the time of writing with them.
        joined.execute("VACUUM")
        return _counted_from_one(joined.serialize())


def _counted_from_one(database: bytes) -> bytes:
    """Set the number of changes to a file, which GDAL's work makes one more or less, to 1.

    The header holds it twice, and both must agree (SQLite, "Database file format", section 1.3).
    """
    counted = bytearray(database)
    for place in _CHANGE_COUNTERS:
        counted[place : place + 4] = (1).to_bytes(4)
    return bytes(counted)


def _package(name: str, frame: GeoDataFrame) -> bytes:
    import pyogrio

    stream = io.BytesIO()
    pyogrio.write_dataframe(
        frame,
        stream,
        layer=name,
        driver="GPKG",
        dataset_options=_PLAIN,
        layer_options={"SPATIAL_INDEX": "NO"},
    )
    return stream.getvalue()


def _join(joined: sqlite3.Connection, name: str, package: bytes) -> None:
    """Carry a layer over: its table, its rows, and what the package's own tables say of it."""
    joined.execute("ATTACH ':memory:' AS other")
    joined.deserialize(package, name="other")
    statement = "SELECT sql FROM other.sqlite_master WHERE type = 'table' AND name = ?"
    ((definition,),) = joined.execute(statement, (name,))
    joined.execute(definition)
    for table in (name, "gpkg_contents", "gpkg_geometry_columns"):
        # The names are this module's own, so the statement holds no text of a study.
        joined.execute(f"INSERT INTO main.{table} SELECT * FROM other.{table}")  # noqa: S608
    joined.commit()
    joined.execute("DETACH other")


def _tell(joined: sqlite3.Connection, lines: list[tuple[str, str]]) -> None:
    """Add the imprint as a table without geometry."""
    joined.execute(f"CREATE TABLE {ABOUT} (id INTEGER PRIMARY KEY, name TEXT, told TEXT)")
    joined.executemany(f"INSERT INTO {ABOUT} (name, told) VALUES (?, ?)", lines)  # noqa: S608  # as above
    joined.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
        "VALUES (?, 'attributes', ?, 0)",
        (ABOUT, ABOUT),
    )
