"""The world-atlas package of Natural Earth shapes: fetched by name, checked by hash, decoded."""

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

PACKAGE: Final = "world-atlas@2.0.2"
SHA512_BASE64: Final = (
    "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
)
_SMALLEST_RING = 4  # a closed ring repeats its first point


class AtlasError(RuntimeError):
    """The package could not be fetched, or is not the one whose hash is known."""


@dataclass(frozen=True)
class Shape:
    """One feature of the atlas: its ISO 3166-1 numeric code (or a made-up key), name and area."""

    key: str
    name: str
    geometry: "BaseGeometry"


def fetch() -> bytes:
    """Download the package with npm.

    Returns
    -------
    bytes
        The tarball, whose hash has been checked.

    Raises
    ------
    AtlasError
        If npm is missing or fails, or the hash is not the known one.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise AtlasError(f"npm is needed to fetch {PACKAGE}; or give its tarball with --tarball")
    with TemporaryDirectory() as folder:
        command = [npm, "pack", PACKAGE, "--pack-destination", folder, "--silent"]
        done = subprocess.run(  # noqa: S603 - a fixed command without a shell
            command, check=False, capture_output=True, encoding="utf-8", cwd=folder
        )
        tarballs = sorted(Path(folder).glob("*.tgz"))
        if done.returncode != 0 or len(tarballs) != 1:
            raise AtlasError(f"npm could not fetch {PACKAGE}: {done.stderr.strip()}")
        return checked(tarballs[0].read_bytes())


def checked(tarball: bytes) -> bytes:
    """Return the tarball if its SHA-512 is the known one.

    Raises
    ------
    AtlasError
        If the hash differs.
    """
    found = base64.b64encode(hashlib.sha512(tarball).digest()).decode("ascii")
    if found != SHA512_BASE64:
        raise AtlasError(f"the tarball is not {PACKAGE}: its sha512 is {found}")
    return tarball


def shapes(tarball: bytes, resolution: str, keys: Collection[str] | None = None) -> list[Shape]:
    """Decode the jurisdictions at one resolution.

    Parameters
    ----------
    tarball : bytes
        The package, as `fetch` returns it.
    resolution : str
        ``"50m"`` or ``"10m"`` (1 : 50 million, 1 : 10 million).
    keys : collection of str, optional
        Decode these only; by default all.

    Returns
    -------
    list of Shape
        Sorted by key, without Antarctica, one for each key. Longitudes lie in -180..180 degrees;
        what crosses the antimeridian is cut there.
    """
    with tarfile.open(fileobj=BytesIO(tarball), mode="r:gz") as archive:
        member = archive.extractfile(f"package/countries-{resolution}.json")
        if member is None:
            raise AtlasError(f"{PACKAGE} has no shapes at {resolution}")
        topology = json.load(member)
    return _merged(_decoded(topology, keys))


def _decoded(topology: dict[str, Any], keys: Collection[str] | None) -> Iterable[Shape]:
    """Yield the wanted features of a topology whose area is not empty."""
    arcs = _arcs(topology)
    for feature in topology["objects"]["countries"]["geometries"]:
        name = feature["properties"]["name"]
        key = feature.get("id") or _made_up_key(name)
        if name == "Antarctica" or (keys is not None and key not in keys):
            continue
        nested = feature["arcs"] if feature["type"] == "MultiPolygon" else [feature["arcs"]]
        polygons = [[_ring(arcs, indices) for indices in polygon] for polygon in nested]
        geometry = _area(polygons)
        if not geometry.is_empty:
            yield Shape(key, name, geometry)


def _merged(found: Iterable[Shape]) -> list[Shape]:
    """Unite shapes with the same key under the first one's name, and sort by key."""
    from shapely import union_all

    by_key: dict[str, list[Shape]] = {}
    for shape in found:
        by_key.setdefault(shape.key, []).append(shape)
    return [
        Shape(key, group[0].name, union_all([shape.geometry for shape in group]))
        for key, group in sorted(by_key.items())
    ]


def _made_up_key(name: str) -> str:
    """Return a key for a feature without an ISO code, such as ``x-n-cyprus``."""
    return "x-" + name.lower().replace(".", "").replace(" ", "-")


def _arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Undo the delta coding and the quantisation of the shared lines."""
    scale_x, scale_y = topology["transform"]["scale"]
    shift_x, shift_y = topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            points.append((x * scale_x + shift_x, y * scale_y + shift_y))
        arcs.append(points)
    return arcs


def _ring(
    arcs: Sequence[Sequence[tuple[float, float]]], indices: Iterable[int]
) -> list[tuple[float, float]]:
    """Join lines to one ring; ``~index`` means the line backwards. Longitudes are continuous.

    The package stitches rings for drawing on a sphere: a ring may step from 180 to -180 degrees.
    """
    ring: list[tuple[float, float]] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        for longitude, latitude in arc[1:] if ring else arc:
            turns = round((ring[-1][0] - longitude) / 360) if ring else 0
            ring.append((longitude + 360 * turns, latitude))
    return ring


def _area(polygons: Sequence[Sequence[Sequence[tuple[float, float]]]]) -> "BaseGeometry":
    """Build a valid area from rings and cut it at the antimeridian."""
    import shapely
    from shapely.affinity import translate

    pieces = []
    for rings in polygons:
        closed = [ring for ring in rings if len(ring) >= _SMALLEST_RING]
        if not closed:
            continue
        polygon = shapely.make_valid(shapely.Polygon(closed[0], closed[1:]))
        for turn in (-360, 0, 360):
            sheet = shapely.box(turn - 180, -90, turn + 180, 90)
            pieces.append(translate(polygon.intersection(sheet), xoff=-turn))
    return polygonal(shapely.union_all(pieces))


def polygonal(geometry: "BaseGeometry") -> "BaseGeometry":
    """Return the area of a geometry, without stray points and lines."""
    import shapely

    valid = shapely.make_valid(geometry)
    parts = shapely.get_parts(shapely.get_parts(valid))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon"])
