"""A file that is really another of the formats that GDAL knows is never opened by it."""

import http.server
import json
import os
import signal
import subprocess
import sys
import threading

import geopandas
import pandas as pd
import pyogrio
import pytest

import geodata
import reports
import routes
from reports import cli, exit_codes
from tests.studies import CHAIN, PLACED, write_study

SECRET = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "not for the report"},
            "geometry": {"type": "Point", "coordinates": [1, 2]},
        }
    ],
}
VIRTUAL = """<OGRVRTDataSource><OGRVRTLayer name="secret">
  <SrcDataSource>{}</SrcDataSource>
</OGRVRTLayer></OGRVRTDataSource>"""
SECONDS = 60


class _Server(http.server.ThreadingHTTPServer):
    asked = ()


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked = (*self.server.asked, self.path)
        content = json.dumps(SECRET).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    do_HEAD = do_GET  # noqa: N815  # the name that the library looks for

    def log_message(self, *_words):
        """Say nothing on standard error."""


@pytest.fixture
def server():
    """Serve the secret on this machine, and note what is asked for."""
    with _Server(("127.0.0.1", 0), _Handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def network_source(server):
    return f"/vsicurl/http://127.0.0.1:{server.server_port}/secret.geojson"


@pytest.fixture
def local_source(tmp_path):
    file = tmp_path / "secret.json"
    file.write_text(json.dumps(SECRET), encoding="utf-8")
    return str(file)


def _disguised(folder, source, name="own.geojson"):
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(VIRTUAL.format(source), encoding="utf-8")
    return file


def test_gdal_would_open_what_such_a_file_points_to(tmp_path, local_source):
    # Otherwise the tests below would show little.
    shown = geopandas.read_file(_disguised(tmp_path / "in", local_source))
    assert shown["name"].tolist() == ["not for the report"]


def test_gdal_would_ask_the_network(tmp_path, server, network_source):
    # In a process of its own: where the network is down, the library warns of that in passing.
    code = "import sys, geopandas; geopandas.read_file(sys.argv[1])"
    file = str(_disguised(tmp_path / "in", network_source))
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, file],
        capture_output=True,
        check=False,
        timeout=SECONDS,
    )
    if not server.asked:
        pytest.skip("this GDAL is without its network, or the network of this machine is down")
    assert "/secret.geojson" in server.asked


@pytest.mark.parametrize("source", ["local_source", "network_source"])
def test_outlines_that_are_a_virtual_layer_are_refused_unopened(tmp_path, server, source, request):
    file = _disguised(tmp_path / "in", request.getfixturevalue(source))
    with pytest.raises(geodata.OutlineError, match="not JSON that can be read"):
        geodata.load_file(file)
    assert server.asked == ()


def test_a_link_to_a_reference_system_is_not_followed(tmp_path, server):
    ring = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]
    feature = {
        "type": "Feature",
        "properties": {"code": "QQ"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    link = {"href": f"http://127.0.0.1:{server.server_port}/crs", "type": "proj4"}
    content = {"type": "FeatureCollection", "crs": {"type": "link", "properties": link}}
    file = tmp_path / "own.geojson"
    file.write_text(json.dumps(content | {"features": [feature]}), encoding="utf-8")
    loaded = geodata.load_file(file)
    assert (loaded.crs.to_epsg(), loaded["code"].tolist()) == (4326, ["QQ"])
    assert server.asked == ()


@pytest.mark.parametrize("kind", ["folder", "device", "pipe"])
def test_outlines_that_are_no_file_are_neither_read_nor_waited_for(tmp_path, kind):
    place = tmp_path / "own.geojson"
    if kind == "folder":
        place.mkdir()
    elif not hasattr(os, "mkfifo"):
        pytest.skip("pipes and devices as Unix has them")
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to("/dev/zero")
    if hasattr(signal, "alarm"):
        signal.alarm(SECONDS)  # ends the run where it hangs
    try:
        with pytest.raises(geodata.OutlineError, match="no file but a folder, a device or a pipe"):
            geodata.load_file(place)
    finally:
        if hasattr(signal, "alarm"):
            signal.alarm(0)


@pytest.fixture
def without_gdal_readers(monkeypatch):
    """Fail wherever anything is opened through GDAL, writing aside."""

    def opened(*words, **_named):
        raise AssertionError(f"GDAL was asked to open {words}")

    names = ("list_layers", "open_arrow", "read_arrow", "read_bounds", "read_dataframe")
    for name in (*names, "read_info"):
        monkeypatch.setattr(pyogrio, name, opened)
    for name in ("open_arrow", "read", "read_arrow"):
        monkeypatch.setattr(pyogrio.raw, name, opened)
    monkeypatch.setattr(geopandas, "read_file", opened)
    monkeypatch.setattr(geopandas.GeoDataFrame, "from_file", opened)


@pytest.mark.usefixtures("without_gdal_readers")
def test_a_study_with_such_files_beside_its_tables_is_read_without_them(
    tmp_path, server, network_source, capsys
):
    folder = write_study(tmp_path / "mine", jurisdictions=PLACED, legs=CHAIN)
    for name in ("outlines.geojson", "jurisdictions.geojson", "legs.vrt", "mine.gpkg"):
        _disguised(folder, network_source, name)
    for line in (
        ("check", folder),
        ("report", folder, "--out", tmp_path / "out"),
        ("export", folder, "--as", "gpkg", "--out", tmp_path / "made.gpkg"),
        ("export", folder, "--as", "geojson", "--out", tmp_path / "made"),
    ):
        assert cli.run([str(word) for word in line]) == exit_codes.FINE, capsys.readouterr().err
    made = [path for path in tmp_path.rglob("*") if path.is_file() and folder not in path.parents]
    assert made
    assert not any(b"not for the report" in path.read_bytes() for path in made)
    assert server.asked == ()


@pytest.mark.usefixtures("without_gdal_readers")
@pytest.mark.parametrize("name", ["jurisdictions.csv", "legs.csv", "datapackage.json"])
def test_a_table_that_is_a_virtual_layer_is_bad_data(
    tmp_path, server, network_source, capsys, name
):
    folder = write_study(tmp_path / "mine", jurisdictions=PLACED, legs=CHAIN)
    _disguised(folder, network_source, name)
    assert cli.run(["check", str(folder)]) == exit_codes.BAD_DATA
    assert name in capsys.readouterr().err
    assert server.asked == ()


@pytest.mark.usefixtures("without_gdal_readers")
def test_a_word_that_gdal_takes_for_a_place_is_text(server, network_source):
    frame = pd.DataFrame({"origin": ["a"], "destination": [network_source], "capacity": [1]})
    graph = routes.from_edges(frame, origin="a", destination=network_source)
    assert "srcdoc" in reports.show(graph)._repr_html_()
    assert server.asked == ()
