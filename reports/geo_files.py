"""The graph in the files of map programs: GeoJSON and GeoParquet, one file for each layer."""

from __future__ import annotations

import importlib.util
import io
import json
from typing import TYPE_CHECKING

import geodata
from reports import imprint, network_tables
from reports.export_error import ExportError
from routes import fields

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from reports.results import Results


def layers(results: Results) -> dict[str, GeoDataFrame]:
    """Return the layers that a map program shows.

    Parameters
    ----------
    results : Results

    Returns
    -------
    dict of str to geopandas.GeoDataFrame
        ``jurisdictions`` as points and ``legs`` as lines cut at 180 degrees, in order of ids,
        EPSG:4326, with amounts as numbers in the study's units. A line is schematic: it shows
        that a leg exists, not a way of travel.

    Raises
    ------
    ExportError
        A jurisdiction has no coordinates.
    """
    import geopandas

    _require_places(results)
    drawn = {
        "jurisdictions": geodata.jurisdictions_frame(results.graph).geometry,
        "legs": geodata.legs_frame(results.graph).geometry,
    }
    tables = {
        "jurisdictions": network_tables.jurisdictions(results),
        "legs": network_tables.legs(results),
    }
    return {
        name: geopandas.GeoDataFrame(
            table.to_frame(), geometry=list(drawn[name]), crs=drawn[name].crs
        )
        for name, table in tables.items()
    }


def geojson(results: Results) -> dict[str, bytes]:
    """Return a GeoJSON file for each layer, features with the ids of jurisdictions and legs.

    Raises
    ------
    ExportError
        A jurisdiction has no coordinates.

    References
    ----------
    H. Butler et al. (2016), "The GeoJSON format", RFC 7946, doi 10.17487/RFC7946.
    """
    files = {}
    for name, frame in layers(results).items():
        collection = frame.set_index("id", drop=False).to_geo_dict()
        text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        files[f"{name}.geojson"] = f"{text}\n".encode()
    return files | imprint.file(results)


def geoparquet(results: Results) -> dict[str, bytes]:
    """Return a GeoParquet file for each layer.

    Raises
    ------
    ExportError
        pyarrow is not installed, or a jurisdiction has no coordinates.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise ExportError(
            "geoparquet needs pyarrow, which is not installed; "
            "install it (pip install pyarrow) or choose gpkg"
        )
    files = {}
    for name, frame in layers(results).items():
        stream = io.BytesIO()
        frame.to_parquet(stream, index=False)
        files[f"{name}.parquet"] = stream.getvalue()
    return files | imprint.file(results)


def _require_places(results: Results) -> None:
    missing = [
        node
        for node, data in results.graph.nodes(data=True)
        if data[fields.LATITUDE] is None or data[fields.LONGITUDE] is None
    ]
    if missing:
        named = ", ".join(f"'{node}'" for node in missing)
        raise ExportError(
            f"a map needs a place for every jurisdiction; jurisdictions.csv gives no lat and lon "
            f"for {named}. Add them, or choose graphml, xlsx or csv."
        )
