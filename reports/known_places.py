"""Known places: where jurisdictions of a known name or code lie, for tables that do not say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class KnownPlace:
    """A display name and the point, in degrees, that stands for a jurisdiction on the map."""

    name: str
    latitude_deg: float
    longitude_deg: float


def known_places(names: Iterable[str]) -> dict[str, KnownPlace]:
    """Look up where places lie.

    Parameters
    ----------
    names : iterable of str
        Names or codes as people write them.

    Returns
    -------
    dict of str to KnownPlace
        Only those that are known: jurisdictions of the packaged study by id, name or alias, and
        packaged outlines by name or code, in capital or small letters. What is merely spelled
        alike is not taken to be the same place.
    """
    wanted = {name: name.casefold() for name in names}
    by_word = _of_outlines() | _of_study()
    return {name: by_word[word] for name, word in wanted.items() if word in by_word}


def _of_study() -> dict[str, KnownPlace]:
    import seeds

    found: dict[str, KnownPlace] = {}
    for row in _rows(seeds.load().jurisdictions):
        place = KnownPlace(row["name"], row["lat"], row["lon"])
        found |= {word.casefold(): place for word in (row["id"], row["name"], *row["aliases"])}
    return found


def _of_outlines() -> dict[str, KnownPlace]:
    import geodata

    outlines = geodata.load()
    points = outlines.geometry.representative_point()
    found: dict[str, KnownPlace] = {}
    for row, point in zip(_rows(outlines), points, strict=True):
        place = KnownPlace(row["name"], round(point.y, 1), round(point.x, 1))
        found |= {word.casefold(): place for word in (row["code"], row["name"]) if word}
    return found


def _rows(frame: Any) -> list[dict[str, Any]]:  # noqa: ANN401  # a table of pandas or geopandas
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]
