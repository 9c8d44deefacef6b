"""Outlines of jurisdictions: the packaged ones, or a file of the user's own."""

import json
import math
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

STATEMENT: Final = "de facto boundaries, no position on legal status"
"""The line that stands on every map and figure."""

LARGEST_FILE_BYTES: Final = 64_000_000
_HALF_TURN_DEG: Final = 180
_POLE_DEG: Final = 90


class OutlineError(ValueError):
    """A boundaries file cannot be used; the message names the file and the feature."""


def load() -> "GeoDataFrame":
    """Load the packaged outlines.

    Returns
    -------
    geopandas.GeoDataFrame
        One row for each jurisdiction, indexed by ``id`` (ISO 3166-1 numeric, or ``x-...``
        where none exists), in EPSG:4326, with the columns ``code`` (ISO 3166-1 alpha-2 for
        jurisdictions that studies name, else empty), ``name`` and ``geometry``. Boundaries are
        those of de facto control in Natural Earth 4.1; legal status is not considered.

    Examples
    --------
    >>> outlines = load()
    >>> outlines.loc["702", ["code", "name"]].tolist()
    ['SG', 'Singapore']
    """
    text = resources.files("geodata").joinpath("outlines/jurisdictions.geojson").read_text("ascii")
    return from_features(json.loads(text)["features"])


def load_file(path: str | Path) -> "GeoDataFrame":
    """Load outlines from a boundaries file of the user's own.

    Parameters
    ----------
    path : str or pathlib.Path
        A GeoJSON FeatureCollection (RFC 7946) of polygons in degrees. The properties ``code``
        and ``name`` of a feature are used if they are text. It is read as JSON and never by
        GDAL, which would follow what a file in one of its other formats points to.

    Returns
    -------
    geopandas.GeoDataFrame
        As from `load`; a feature without an id gets its position in the file. Whether borders
        match those of neighbours is not considered.

    Raises
    ------
    OutlineError
        If the file is none, is too large, is not such a collection, or has a feature that is not a
        valid polygon within 180 degrees east or west and 90 degrees north or south.
    OSError
        If the file cannot be read.
    """
    file = Path(path)
    size = file.stat().st_size
    if not file.is_file():
        # A pipe would be waited for without end, and a device never ends.
        raise OutlineError(f"{file}: no file but a folder, a device or a pipe")
    if size > LARGEST_FILE_BYTES:
        raise OutlineError(f"{file}: larger than {LARGEST_FILE_BYTES // 10**6} MB")
    features = _features(file)
    for position, feature in enumerate(features):
        try:
            _checked_geometry(feature)
        except ValueError as error:
            raise OutlineError(f"{file}: feature {position}{_label(feature)}: {error}") from error
    return from_features(features)


def from_features(features: Sequence[Mapping[str, Any]]) -> "GeoDataFrame":
    """Turn GeoJSON features with polygons into a GeoDataFrame as `load` describes it.

    Parameters
    ----------
    features : sequence of mapping
        GeoJSON features that are known to be sound.

    Returns
    -------
    geopandas.GeoDataFrame
        In the order of the features.
    """
    import geopandas
    import shapely

    properties = [feature.get("properties") or {} for feature in features]
    geometries = [json.dumps(feature["geometry"]) for feature in features]
    return geopandas.GeoDataFrame(
        {
            "id": [str(feature.get("id", row)) for row, feature in enumerate(features)],
            "code": [_text(row.get("code")) for row in properties],
            "name": [_text(row.get("name")) for row in properties],
        },
        geometry=list(shapely.from_geojson(geometries)),
        crs="EPSG:4326",
    ).set_index("id")


def _features(file: Path) -> list[Any]:
    """Read the features of a GeoJSON file without building geometry."""
    try:
        content = json.loads(file.read_text("utf-8-sig"), parse_constant=_refuse_constant)
    except RecursionError as error:
        raise OutlineError(f"{file}: nested too deeply") from error
    except ValueError as error:
        raise OutlineError(f"{file}: not JSON that can be read: {error}") from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise OutlineError(f"{file}: not a GeoJSON FeatureCollection")
    return features


def _refuse_constant(word: str) -> NoReturn:
    """Refuse NaN and Infinity, which JSON does not have."""
    raise ValueError(f"{word} is not a number")


def _checked_geometry(feature: object) -> "BaseGeometry":
    """Return the geometry of a feature, or say what is wrong with it."""
    import shapely

    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = str(geometry.get("type")) if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise ValueError("its geometry is not a Polygon or MultiPolygon")
    try:
        area = shapely.from_geojson(json.dumps(geometry, allow_nan=False))
    except (RecursionError, shapely.errors.ShapelyError) as error:
        raise ValueError(f"its coordinates are not those of a polygon ({error})") from error
    if area.is_empty:
        raise ValueError("its area is empty")
    west, south, east, north = area.bounds
    if not all(math.isfinite(bound) for bound in (west, south, east, north)):
        raise ValueError("a coordinate is not finite")
    if max(-west, east) > _HALF_TURN_DEG or max(-south, north) > _POLE_DEG:
        raise ValueError("a coordinate is not within 180 degrees of longitude and 90 of latitude")
    if not area.is_valid:
        raise ValueError(f"not a valid polygon: {shapely.is_valid_reason(area)}")
    return area


def _label(feature: object) -> str:
    """Return the code or name of a feature in brackets, if it has one."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return ""
    word = _text(properties.get("code")) or _text(properties.get("name"))
    return f" ({word!r})" if word else ""


def _text(value: object) -> str:
    """Return text as it is and anything else as empty."""
    return value if isinstance(value, str) else ""
