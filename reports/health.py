"""Health: whether this installation can do its work, tried rather than assumed."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import tempfile
from dataclasses import dataclass
from pathlib import Path

LIBRARIES = (
    "networkx",
    "pandas",
    "geopandas",
    "shapely",
    "folium",
    "branca",
    "scipy",
    "matplotlib",
)

KNOWN_FLOW = 29


@dataclass(frozen=True)
class Finding:
    """One thing that was tried: what, whether it went well, and what was seen."""

    what: str
    detail: str
    fine: bool = True


def examine() -> list[Finding]:
    """Try everything that a report needs.

    Returns
    -------
    list of Finding
        In a fixed order.
    """
    return [_versions(), _fast(), _solver(), _study(), _map_files(), _writing()]


def _versions() -> Finding:
    own = importlib.metadata.version("routerisk")
    others = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    return Finding("versions", f"routerisk {own}, Python {platform.python_version()}, {others}")


def _fast() -> Finding:
    if importlib.util.find_spec("numba") is None:
        detail = "numba is not installed; large graphs work, slowly (pip install numba)"
        return Finding("large graphs", detail)
    return Finding("large graphs", f"compiled by numba {importlib.metadata.version('numba')}")


def _solver() -> Finding:
    """Solve the example of Christofides (1975), Graph Theory, whose maximum flow is 29."""
    import pandas as pd

    import routes

    legs = (
        "1-2 14,1-4 23,2-3 10,2-4 9,3-5 12,3-8 18,4-5 26,5-2 11,5-6 25,5-7 4,6-7 7,6-8 8,"
        "7-9 15,8-9 20"
    )
    rows = [leg.replace("-", " ").split() for leg in legs.split(",")]
    frame = pd.DataFrame(rows, columns=["origin", "destination", "capacity"])
    cut = routes.min_cut(routes.from_edges(frame, origin="1", destination="9"))
    value = None if cut.value is None else cut.value // cut.scale
    return Finding(
        "solver",
        f"maximum flow of a known graph is {value}, expected {KNOWN_FLOW}",
        fine=value == KNOWN_FLOW,
    )


def _study() -> Finding:
    import seeds

    study = seeds.load()
    return Finding("packaged study", f"{len(study.legs)} legs, data to {study.data_date}")


def _map_files() -> Finding:
    from reports import leaflet_files

    text = leaflet_files.script()
    return Finding("map library", f"Leaflet, {len(text)} characters", fine="1.9.4" in text)


def _writing() -> Finding:
    from reports import writer

    with tempfile.TemporaryDirectory() as folder:
        try:
            writer.write_folder(Path(folder), {"trial.txt": b"trial"})
        except OSError as error:
            return Finding("writing", str(error), fine=False)
    return Finding("writing", "a file was written and flushed")
