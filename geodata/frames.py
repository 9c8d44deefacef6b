"""A graph as GeoDataFrames: one of its jurisdictions, one of its legs."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from geodata.lines import leg_lines
from geodata.meridians import (
    ANTIMERIDIAN_CENTIDEG,
    CENTIDEG_PER_DEG,
    Point,
    cut_at_meridian,
    framed_longitude,
)
from geodata.places import locate
from routes import fields

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from networkx import MultiDiGraph
    from shapely.geometry.base import BaseGeometry

Results = Mapping[str, Mapping[str, object]]
"""Further columns: name of the column to values by id."""

JURISDICTION_COLUMNS: Final = (
    fields.NAME,
    fields.ROLE,
    fields.NODE_CAPACITY,
    fields.LATITUDE,
    fields.LONGITUDE,
)
LEG_COLUMNS: Final = (
    fields.CAPACITY,
    fields.PRESSURE,
    fields.PASSING,
    fields.INTERDICT_COST,
    fields.ROUTE_WEIGHT,
    fields.MECHANISM,
    fields.EVIDENCE_CLASS,
    fields.BASIS,
    fields.EVIDENCE,
)


def jurisdictions_frame(
    graph: "MultiDiGraph[str]", results: Results | None = None
) -> "GeoDataFrame":
    """Lay the jurisdictions of a graph out as points.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes with the attributes of `routes.fields`; any of them may be missing.
    results : mapping of str to mapping, optional
        Further columns, each a mapping from jurisdiction id to value.

    Returns
    -------
    geopandas.GeoDataFrame
        One row for each jurisdiction in order of ``id`` (the index), EPSG:4326. The geometry is
        a point, or None without coordinates. Amounts are whole numbers of 1/scale units.

    Raises
    ------
    ValueError
        If coordinates are not on the globe, or results name an unknown jurisdiction or a column
        that is there already.
    """
    from shapely import Point as ShapelyPoint

    ids = sorted(graph.nodes)
    rows = {node: dict(graph.nodes[node]) for node in ids}
    columns = {name: [rows[node].get(name) for node in ids] for name in JURISDICTION_COLUMNS}
    points = {
        node: ShapelyPoint(_degrees(position))
        for node, position in locate(graph).positions().items()
    }
    return _frame(ids, columns, points, results or {})


def legs_frame(graph: "MultiDiGraph[str]", results: Results | None = None) -> "GeoDataFrame":
    """Lay the legs of a graph out as lines.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Edges with the attributes of `routes.fields`; any of them may be missing.
    results : mapping of str to mapping, optional
        Further columns, each a mapping from leg id to value, such as ``in_every`` or ``flow``.

    Returns
    -------
    geopandas.GeoDataFrame
        One row for each leg in order of ``id`` (the index), EPSG:4326, with ``origin`` and
        ``destination``. The geometry is a MultiLineString cut at the antimeridian (RFC 7946,
        section 3.1.9), or None where a place is missing: the schematic arc of the map, not a way
        of travel. Amounts are whole numbers of 1/scale units; evidence ids are joined by ``;``.

    Raises
    ------
    ValueError
        If coordinates are not on the globe, or results name an unknown leg or a column that is
        there already.
    """
    edges = {leg: (origin, destination) for origin, destination, leg in graph.edges(keys=True)}
    ids = sorted(edges)
    rows = {leg: graph.edges[(*edges[leg], leg)] for leg in ids}
    columns: dict[str, list[Any]] = {
        "origin": [edges[leg][0] for leg in ids],
        "destination": [edges[leg][1] for leg in ids],
    }
    columns |= {name: [_cell(rows[leg].get(name)) for leg in ids] for name in LEG_COLUMNS}
    lines = {leg: _multi_line(line.path_centideg) for leg, line in leg_lines(graph).items()}
    return _frame(ids, columns, lines, results or {})


def _frame(
    ids: list[str],
    columns: Mapping[str, list[Any]],
    geometries: "Mapping[str, BaseGeometry]",
    results: Results,
) -> "GeoDataFrame":
    """Put columns, results and geometry side by side, in order of id."""
    import geopandas

    for name, values in results.items():
        if name in columns or name in {"id", "geometry"}:
            raise ValueError(f"the column {name!r} is there already")
        if unknown := sorted(set(values) - set(ids)):
            raise ValueError(f"column {name!r} has values for unknown ids: {unknown}")
    added = {name: [values.get(key) for key in ids] for name, values in results.items()}
    return geopandas.GeoDataFrame(
        {"id": ids, **columns, **added},
        geometry=[geometries.get(key) for key in ids],
        crs="EPSG:4326",
    ).set_index("id")


def _cell(value: object) -> object:
    """Return a value that file formats can hold: ids in a tuple become one text."""
    return ";".join(value) if isinstance(value, tuple) else value


def _multi_line(path: Iterable[Point]) -> "BaseGeometry":
    """Cut a path at the antimeridian."""
    from shapely import MultiLineString

    parts = cut_at_meridian(list(path), ANTIMERIDIAN_CENTIDEG)
    return MultiLineString(
        [[(x / CENTIDEG_PER_DEG, y / CENTIDEG_PER_DEG) for x, y in part] for part in parts]
    )


def _degrees(point: Point) -> tuple[float, float]:
    """Return a point in degrees with a longitude in -180..180."""
    longitude = framed_longitude(point[0], ANTIMERIDIAN_CENTIDEG)
    return longitude / CENTIDEG_PER_DEG, point[1] / CENTIDEG_PER_DEG
