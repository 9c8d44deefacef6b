import importlib.util
import io
import itertools
import json

import geopandas
import pyarrow.parquet
import pytest
import shapely

import reports
from reports import geo_files, network_tables
from tests.hostile_study import FORMULAS, TEXTS, poisoned
from tests.studies import CHAIN, PLACED, THREE, study

LAYERS = ("jurisdictions", "legs")


@pytest.fixture(scope="module")
def collections(results):
    files = reports.export(results, "geojson")
    return {layer: json.loads(files[f"{layer}.geojson"]) for layer in LAYERS}


@pytest.fixture(scope="module")
def parquet_files(results):
    return reports.export(results, "geoparquet")


def _put(folder, files):
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("form", ["geojson", "geoparquet", "gpkg"])
def test_without_coordinates_the_jurisdictions_are_named(tmp_path, form):
    results = reports.analyze(study(tmp_path / "bare", legs=CHAIN))
    with pytest.raises(reports.ExportError, match=r"no lat and lon for 'A', 'B', 'C'\."):
        reports.export(results, form)
    half = "id,name,role,lat,lon\nA,Alpha,origin,1,2\nB,Beta,transit,,\nC,Gamma,destination,3,4\n"
    results = reports.analyze(study(tmp_path / "half", jurisdictions=half, legs=CHAIN))
    with pytest.raises(reports.ExportError, match=r"no lat and lon for 'B'\."):
        reports.export(results, form)


def test_features_carry_ids_geometry_and_the_table_s_numbers(results, collections):
    for layer, kind in zip(LAYERS, ("Point", "MultiLineString"), strict=True):
        table = getattr(network_tables, layer)(results)
        features = collections[layer]["features"]
        assert [feature["id"] for feature in features] == [row[0] for row in table.rows]
        assert {feature["geometry"]["type"] for feature in features} == {kind}
        told = [
            {
                name: value or None if isinstance(value, str) else value
                for name, value in row.items()
            }
            for row in table.records()
        ]
        properties = [
            {
                name: value or None if isinstance(value, str) else value
                for name, value in row.items()
            }
            for row in (feature["properties"] for feature in features)
        ]
        assert properties == told


def test_lines_end_on_their_jurisdictions_and_are_cut_at_180_degrees(collections):
    points = {
        feature["id"]: tuple(feature["geometry"]["coordinates"])
        for feature in collections["jurisdictions"]["features"]
    }
    crossing = 0
    for feature in collections["legs"]["features"]:
        parts = feature["geometry"]["coordinates"]
        ends = (feature["properties"]["origin"], feature["properties"]["destination"])
        assert (tuple(parts[0][0]), tuple(parts[-1][-1])) == tuple(points[end] for end in ends)
        for before, after in itertools.pairwise(parts):
            assert {before[-1][0], after[0][0]} == {-180.0, 180.0}
            crossing += 1
        longest = max(abs(a[0] - b[0]) for part in parts for a, b in itertools.pairwise(part))
        assert longest < 20
    assert crossing


def test_geojson_is_of_the_standard(collections):
    for collection in collections.values():
        assert collection["type"] == "FeatureCollection"
        # RFC 7946, section 4: coordinates are WGS 84 and no other system is named.
        assert "crs" not in collection


def test_gdal_reads_geojson(results, ogrinfo, ogr_rows, tmp_path):
    folder = _put(tmp_path, reports.export(results, "geojson"))
    for layer, kind in zip(LAYERS, ("Point", "Multi Line String"), strict=True):
        table = getattr(network_tables, layer)(results)
        told = ogrinfo("-so", "-al", folder / f"{layer}.geojson")
        assert f"Feature Count: {len(table.rows)}\n" in told
        assert f"Geometry: {kind}\n" in told
        assert 'ID["EPSG",4326]' in told
        rows = ogr_rows(folder / f"{layer}.geojson", layer)
        assert [row["id"] for row in rows] == [row[0] for row in table.rows]
        assert [float(row["flow"]) for row in rows] == [row["flow"] for row in table.records()]


def test_geoparquet_says_what_its_geometry_is(results, parquet_files):
    for layer, kind in zip(LAYERS, ("Point", "MultiLineString"), strict=True):
        table = pyarrow.parquet.read_table(io.BytesIO(parquet_files[f"{layer}.parquet"]))
        told = json.loads(table.schema.metadata[b"geo"])
        assert told["version"].startswith("1.")
        assert told["primary_column"] == "geometry"
        assert told["columns"]["geometry"]["encoding"] == "WKB"
        assert told["columns"]["geometry"]["geometry_types"] == [kind]
        drawn = shapely.from_wkb(table.column("geometry").to_pylist())
        assert list(drawn) == list(geo_files.layers(results)[layer].geometry)


def test_pyarrow_reads_the_table_s_numbers_from_geoparquet(results, parquet_files):
    for layer in LAYERS:
        table = pyarrow.parquet.read_table(io.BytesIO(parquet_files[f"{layer}.parquet"]))
        assert (
            table.drop(["geometry"]).to_pylist()
            == getattr(network_tables, layer)(results).records()
        )
        assert str(table.schema.field("flow").type) == "double"
        assert str(table.schema.field("in_every_cut").type) == "bool"


def test_geopandas_reads_both(results, parquet_files, tmp_path):
    folder = _put(tmp_path, {**parquet_files, **reports.export(results, "geojson")})
    for layer, made in geo_files.layers(results).items():
        parquet = geopandas.read_parquet(folder / f"{layer}.parquet")
        assert parquet.crs.to_epsg() == 4326
        assert list(parquet.geometry) == list(made.geometry)
        assert list(parquet["id"]) == list(made["id"])
        drawn = geopandas.read_file(folder / f"{layer}.geojson")
        assert drawn.geometry.geom_equals_exact(made.geometry, 0).all()
        assert drawn["flow"].equals(made["flow"])


@pytest.mark.parametrize("text", [*FORMULAS.values(), *TEXTS.values()], ids=[*FORMULAS, *TEXTS])
def test_hostile_texts_come_back_as_they_were(tmp_path, text):
    results = reports.analyze(poisoned(study(tmp_path, jurisdictions=PLACED, legs=CHAIN), text))
    legs = json.loads(reports.export(results, "geojson")["legs.geojson"])
    stored = io.BytesIO(reports.export(results, "geoparquet")["legs.parquet"])
    rows = pyarrow.parquet.read_table(stored).to_pylist()
    for row, feature in zip(rows, legs["features"], strict=True):
        assert row["mechanism"] == feature["properties"]["mechanism"] == text
        assert row["evidence"] == feature["properties"]["evidence"] == f"{text};{text}"
        assert row["id"] == feature["id"] == feature["properties"]["id"]


def test_no_leg_in_force_leaves_an_empty_layer(tmp_path):
    results = reports.analyze(study(tmp_path, jurisdictions=PLACED, legs=CHAIN), layer="service")
    assert json.loads(reports.export(results, "geojson")["legs.geojson"])["features"] == []
    stored = reports.export(results, "geoparquet")["legs.parquet"]
    assert pyarrow.parquet.read_table(io.BytesIO(stored)).num_rows == 0


def test_without_pyarrow_geoparquet_says_what_to_do(results, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "pyarrow" else find(name)
    )
    with pytest.raises(
        reports.ExportError, match="geoparquet needs pyarrow, which is not installed"
    ):
        reports.export(results, "geoparquet")


def test_a_place_for_all_is_asked_of_jurisdictions_only_for_maps(tmp_path):
    results = reports.analyze(study(tmp_path, jurisdictions=THREE, legs=CHAIN))
    for form in ("graphml", "gexf", "node-link", "xlsx", "csv"):
        assert reports.export(results, form)
