"""Conclusions: what a study tells on a day in a layer, and in what two of them differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from routes.cuts import min_cut
from routes.graph import build
from routes.paths import least_pressure_route

if TYPE_CHECKING:
    import datetime as dt

    from routes.cut_rows import CutStatus, Members
    from routes.graph import Layer
    from routes.lenses import Lens
    from seeds import Study


@dataclass(frozen=True)
class Conclusions:
    """What a study tells.

    Attributes
    ----------
    status : {"cut", "no route", "unbounded"}
    value : int or None
        Largest flow in units of 1/scale; None when unbounded.
    every, some : Members
        What is in every and in some minimum cut.
    route : tuple of str or None
        Legs of the least-pressure route, in order; None without one.
    """

    status: CutStatus
    value: int | None
    every: Members
    some: Members
    route: tuple[str, ...] | None


@dataclass(frozen=True, order=True)
class Move:
    """One conclusion that moved.

    Attributes
    ----------
    what : {"flow", "every", "some", "route"}
        The flow; what is in every, or in some minimum cut; the least-pressure route.
    kind : {"", "leg", "jurisdiction"}
    id : str
        Of the chokepoint; empty where the move is not about one.
    joined : bool
        Whether the chokepoint joined; False where it left, or where the move is not about one.
    """

    what: Literal["flow", "every", "some", "route"]
    kind: Literal["", "leg", "jurisdiction"] = ""
    id: str = ""
    joined: bool = False

    def is_made(self, found: Conclusions, target: Conclusions) -> bool:
        """Tell whether some conclusions agree with the target in what moved."""
        if self.what == "flow":
            return (found.status, found.value) == (target.status, target.value)
        if self.what == "route":
            return found.route == target.route
        return (self.id in _of_kind(getattr(found, self.what), self.kind)) is self.joined


def conclusions(study: Study, as_of: dt.date | None, layer: Layer, lens: Lens) -> Conclusions:
    """Work out what a study tells.

    Parameters
    ----------
    study : seeds.Study
    as_of : datetime.date or None
        None for the study's data date.
    layer : {"goods", "service", "ownership", "licensed"}
    lens : {"passing", "volume", "effort"}

    Returns
    -------
    Conclusions

    Raises
    ------
    GraphError
        Where the tables make no graph that can be analysed.
    """
    graph = build(study, as_of, layer)
    cut, route = min_cut(graph, lens), least_pressure_route(graph)
    legs = None if route is None else route.legs
    return Conclusions(cut.status, cut.value, cut.every, cut.some, legs)


def moves(before: Conclusions, after: Conclusions) -> tuple[Move, ...]:
    """List what moved between two sets of conclusions.

    Parameters
    ----------
    before, after : Conclusions

    Returns
    -------
    tuple of Move
        The flow first, then what joined or left every and some minimum cut, then the route.
    """
    found = []
    if (before.status, before.value) != (after.status, after.value):
        found.append(Move("flow"))
    for what in ("every", "some"):
        for kind in ("leg", "jurisdiction"):
            old = set(_of_kind(getattr(before, what), kind))
            new = set(_of_kind(getattr(after, what), kind))
            found += [Move(what, kind, name, name in new) for name in sorted(old ^ new)]
    if before.route != after.route:
        found.append(Move("route"))
    return tuple(found)


def _of_kind(members: Members, kind: str) -> tuple[str, ...]:
    return members.jurisdictions if kind == "jurisdiction" else members.legs
