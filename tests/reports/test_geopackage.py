import re
import sqlite3

import geopandas
import pytest

import reports
from reports import geo_files, geopackage, imprint, network_tables
from tests.hostile_study import FORMULAS, TEXTS, poisoned
from tests.studies import CHAIN, PLACED, study

LAYERS = ("jurisdictions", "legs")


@pytest.fixture(scope="module")
def package(results, tmp_path_factory):
    file = tmp_path_factory.mktemp("package") / "study.gpkg"
    file.write_bytes(geopackage.content(results))
    return file


@pytest.fixture
def database(package):
    opened = sqlite3.connect(package)
    yield opened
    opened.close()


def test_it_is_a_sound_package(database):
    # OGC 12-128r17, requirements 2, 6 and 7: the file's own number, and no fault within.
    assert database.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"GPKG"),)
    assert database.execute("PRAGMA user_version").fetchone() == (10_300,)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_layer_is_dated_with_the_data(database):
    dates = database.execute("SELECT last_change FROM gpkg_contents").fetchall()
    assert dates == [("2026-10-31T00:00:00.000Z",)] * 3


def test_no_time_of_writing_is_left_anywhere_in_the_file(package):
    stamps = re.findall(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z", package.read_bytes())
    assert set(stamps) == {b"2026-10-31T00:00:00.000Z"}
    assert len(stamps) == 3


def test_every_layer_is_registered_with_its_kind_and_bounds(database):
    kinds = "SELECT table_name, data_type, srs_id FROM gpkg_contents ORDER BY 1"
    assert database.execute(kinds).fetchall() == [
        ("about", "attributes", 0),
        ("jurisdictions", "features", 4326),
        ("legs", "features", 4326),
    ]
    shapes = "SELECT table_name, geometry_type_name, srs_id FROM gpkg_geometry_columns ORDER BY 1"
    assert database.execute(shapes).fetchall() == [
        ("jurisdictions", "POINT", 4326),
        ("legs", "MULTILINESTRING", 4326),
    ]
    bounds = "SELECT min_x, max_x FROM gpkg_contents WHERE table_name = 'legs'"
    assert database.execute(bounds).fetchone() == (-180.0, 180.0)


def test_the_imprint_is_a_table(database, results):
    told = database.execute("SELECT name, told FROM about ORDER BY id").fetchall()
    assert told == imprint.lines(results)


def test_gdal_reads_every_layer_without_a_warning(results, package, ogrinfo):
    told = ogrinfo("-so", package)
    assert "1: jurisdictions (Point)" in told
    assert "2: legs (Multi Line String)" in told
    assert "3: about (None)" in told
    for layer in LAYERS:
        count = len(getattr(network_tables, layer)(results).rows)
        assert f"Feature Count: {count}\n" in ogrinfo("-so", package, layer)


def test_gdal_reads_the_table_s_numbers(results, package, ogr_rows):
    for layer in LAYERS:
        table = getattr(network_tables, layer)(results).records()
        rows = ogr_rows(package, layer)
        for row, record in zip(rows, table, strict=True):
            for name, value in record.items():
                told = row[name]
                if isinstance(value, bool):
                    assert told == str(int(value))
                elif isinstance(value, float | int):
                    assert float(told) == value
                else:
                    assert told == (value or "")


def test_geopandas_reads_the_lines(results, package):
    for layer, made in geo_files.layers(results).items():
        read = geopandas.read_file(package, layer=layer)
        assert read.crs.to_epsg() == 4326
        assert read.geometry.geom_equals_exact(made.geometry, 0).all()


@pytest.mark.parametrize("text", [*FORMULAS.values(), *TEXTS.values()], ids=[*FORMULAS, *TEXTS])
def test_hostile_texts_come_back_as_they_were(tmp_path, text):
    results = reports.analyze(poisoned(study(tmp_path, jurisdictions=PLACED, legs=CHAIN), text))
    opened = sqlite3.connect(":memory:")
    opened.deserialize(geopackage.content(results))
    assert opened.execute("SELECT DISTINCT mechanism, evidence FROM legs").fetchall() == [
        (text, f"{text};{text}")
    ]
    assert opened.execute("SELECT DISTINCT name FROM jurisdictions").fetchall() == [(text,)]
    title = "SELECT told FROM about WHERE name = 'title'"
    assert opened.execute(title).fetchall() == [(text,)]
    opened.close()


def test_a_layer_without_rows_is_still_a_layer(tmp_path, ogrinfo):
    results = reports.analyze(study(tmp_path, jurisdictions=PLACED, legs=CHAIN), layer="service")
    file = tmp_path / "empty.gpkg"
    file.write_bytes(geopackage.content(results))
    assert "Feature Count: 0\n" in ogrinfo("-so", file, "legs")
