"""The committed outlines, made again from their source: same source, same bytes."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geodata import atlas
from geodata.basemap import draw_basemap
from geodata.outlines import from_features

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

FOLDER: Final = Path(__file__).parent / "outlines"
OUTLINES_FILE: Final = "jurisdictions.geojson"
BASEMAP_FILE: Final = "basemap.json"

TOLERANCE_DEG: Final = 0.08
"""Bends smaller than this are straightened: a tenth of a pixel at world scale."""
DECIMALS: Final = 2

FINE_KEYS: Final = frozenset({"702", "344", "446"})
"""Singapore, Hong Kong and Macao come from the 1 : 10 million shapes: else they are blobs."""
FINE_TOLERANCE_DEG: Final = 0.003
FINE_DECIMALS: Final = 3

CODES: Final = {
    "036": "AU",
    "124": "CA",
    "156": "CN",
    "158": "TW",
    "276": "DE",
    "344": "HK",
    "356": "IN",
    "360": "ID",
    "376": "IL",
    "392": "JP",
    "398": "KZ",
    "410": "KR",
    "417": "KG",
    "446": "MO",
    "458": "MY",
    "484": "MX",
    "528": "NL",
    "608": "PH",
    "634": "QA",
    "643": "RU",
    "682": "SA",
    "702": "SG",
    "704": "VN",
    "764": "TH",
    "784": "AE",
    "792": "TR",
    "826": "GB",
    "840": "US",
    "860": "UZ",
}
"""ISO 3166-1 numeric to alpha-2, for the jurisdictions that studies of these routes name."""


def build(tarball: bytes) -> dict[str, bytes]:
    """Make both committed files.

    Parameters
    ----------
    tarball : bytes
        The world-atlas package, already checked.

    Returns
    -------
    dict of str to bytes
        File name to content: ASCII, with one feature or path on a line.

    Raises
    ------
    ValueError
        If shared borders would not stay shared.
    """
    coarse = atlas.shapes(tarball, "50m")
    fine = {shape.key: shape for shape in atlas.shapes(tarball, "10m", FINE_KEYS)}
    areas = _simplified([shape.geometry for shape in coarse])
    features = []
    for shape, area in zip(coarse, areas, strict=True):
        if shape.key in fine:
            features.append(_feature(shape, _fine(fine[shape.key].geometry), FINE_DECIMALS))
        else:
            features.append(_feature(shape, area, DECIMALS))
    basemap = draw_basemap(from_features(features))
    return {
        OUTLINES_FILE: _lines(
            '{"type":"FeatureCollection","features":[', [_text(item) for item in features]
        ),
        BASEMAP_FILE: _lines(
            f'{{"bounds":{_text(basemap["bounds"])},"viewBox":{_text(basemap["viewBox"])},"paths":[',
            [_text(path) for path in basemap["paths"]],
        ),
    }


def _simplified(areas: Sequence["BaseGeometry"]) -> "Sequence[BaseGeometry]":
    """Straighten small bends alike on both sides of every border, and round."""
    import shapely

    simple = shapely.coverage_simplify(areas, TOLERANCE_DEG)
    rounded = shapely.transform(simple, lambda points: points.round(DECIMALS))
    for stage, coverage in (("source", areas), ("result", rounded)):
        if not shapely.coverage_is_valid(coverage):
            raise ValueError(f"borders of the {stage} overlap or do not match")
    polygons: Sequence[BaseGeometry] = rounded
    return polygons


def _fine(area: "BaseGeometry") -> "BaseGeometry":
    """Straighten and round the shape of one small jurisdiction."""
    import shapely

    simple = shapely.simplify(area, FINE_TOLERANCE_DEG)
    return atlas.polygonal(shapely.transform(simple, lambda points: points.round(FINE_DECIMALS)))


def _feature(shape: atlas.Shape, area: "BaseGeometry", decimals: int) -> dict[str, Any]:
    """Return a GeoJSON feature whose rings and parts have the one canonical order."""
    import shapely

    canonical = shapely.orient_polygons(shapely.normalize(area))
    geometry = shapely.geometry.mapping(canonical)
    return {
        "type": "Feature",
        "id": shape.key,
        "properties": {"code": CODES.get(shape.key, ""), "name": shape.name},
        "geometry": {
            "type": geometry["type"],
            "coordinates": _rounded(geometry["coordinates"], decimals),
        },
    }


def _rounded(coordinates: Any, decimals: int) -> Any:  # noqa: ANN401 - nested to any depth
    """Round nested coordinates; minus zero becomes zero."""
    if isinstance(coordinates, Iterable):
        return [_rounded(inner, decimals) for inner in coordinates]
    return round(float(coordinates), decimals) + 0.0


def _text(value: object) -> str:
    """Return JSON that depends on nothing but the value."""
    return json.dumps(
        value, ensure_ascii=True, sort_keys=True, allow_nan=False, separators=(",", ":")
    )


def _lines(opening: str, items: Sequence[str]) -> bytes:
    """Lay items out one to a line, so that a change shows as the lines it touches."""
    return (opening + "\n" + ",\n".join(items) + "\n]}\n").encode("ascii")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the committed files, or compare them with what the source gives.

    Parameters
    ----------
    arguments : sequence of str, optional
        ``--check`` or ``--write``, and ``--tarball FILE`` instead of a download.

    Returns
    -------
    int
        0 if the files are as they should be, 1 if ``--check`` finds a difference.
    """
    parser = argparse.ArgumentParser(prog="python -m geodata.outline_builder", description=__doc__)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--check", action="store_true", help="compare with the committed files")
    action.add_argument("--write", action="store_true", help="write the committed files")
    parser.add_argument("--tarball", type=Path, help=f"{atlas.PACKAGE} as a file, to stay offline")
    options = parser.parse_args(arguments)
    tarball = atlas.checked(options.tarball.read_bytes()) if options.tarball else atlas.fetch()
    different = [
        name
        for name, content in build(tarball).items()
        if _differs(FOLDER / name, content, write=options.write)
    ]
    for name in different:
        sys.stderr.write(f"{name} {'written' if options.write else 'differs from its source'}\n")
    return 1 if different and options.check else 0


def _differs(file: Path, content: bytes, *, write: bool) -> bool:
    """Tell whether a file has other content, and put the content there if asked to."""
    if file.exists() and file.read_bytes() == content:
        return False
    if write:
        file.write_bytes(content)
    return True


if __name__ == "__main__":
    sys.exit(main())
