"""New hubs by route: which jurisdictions the graph of a vintage would lead flow through next."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routes.dates import in_force
from routes.pressure import CLOSED_PERCENT, pressure_on
from routes.rows import rows_by_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from routes.graph import Layer
    from seeds import Study

    Weights = dict[str, Fraction]
    _ByHub = dict[str | None, Fraction]

UNSEEN_CLASS = "E"
"""Class as which a leg counts of which no report speaks yet: searched, nothing found."""

_MECHANISM = "unspecified"


def by_route(vintage: Study, layer: Layer, hubs: Iterable[str], places: Iterable[str]) -> Weights:
    """Weigh jurisdictions by the best route that could lead through each.

    Parameters
    ----------
    vintage : seeds.Study
        As `seeds.as_known` gives it; the day is its date of data.
    layer : {"goods", "service", "ownership", "licensed"}
    hubs : iterable of str
        Jurisdictions that are reported already.
    places : iterable of str
        Jurisdictions that are not.

    Returns
    -------
    dict of str to Fraction
        For each place the chance of its best route, by which flow that controls press on would
        go: the product, leg by leg, of the chance that the leg exists (the mean of the prior of
        its class; 1 where there is none) and the share that pressure lets pass. A route has a leg
        into the place and one out of it, known or not yet known (class E, mechanism
        unspecified), from an origin and to a destination, or by one present hub on either side.
        Capacities are not considered, nor how much flow looks for a new way: that is the same for
        all places.
    """
    hubs, places = sorted(hubs), sorted(places)
    roles = {row["id"]: row["role"] for row in rows_by_id(vintage.jurisdictions)}
    origins = sorted(place for place, role in roles.items() if role == "origin")
    ends = sorted(place for place, role in roles.items() if role == "destination")
    unseen = [(a, b) for place in places for a, b in _guesses(place, origins + hubs, ends + hubs)]
    chance = _chances(vintage, layer, unseen)

    def best(pairs: Iterable[tuple[str, str]]) -> Fraction:
        return max((chance.get(pair, Fraction(0)) for pair in pairs), default=Fraction(0))

    ways_in = {hub: best((origin, hub) for origin in origins) for hub in hubs}
    ways_out = {hub: best((hub, end) for end in ends) for hub in hubs}
    weights = {}
    for place in places:
        into: _ByHub = {None: best((origin, place) for origin in origins)}
        out: _ByHub = {None: best((place, end) for end in ends)}
        into |= {hub: ways_in[hub] * best([(hub, place)]) for hub in hubs}
        out |= {hub: ways_out[hub] * best([(place, hub)]) for hub in hubs}
        weights[place] = max(
            coming * going
            for before, coming in into.items()
            for after, going in out.items()
            if before is None or before != after
        )
    return weights


def _guesses(place: str, before: list[str], after: list[str]) -> list[tuple[str, str]]:
    return [*((other, place) for other in before), *((place, other) for other in after)]


def _chances(
    vintage: Study, layer: Layer, unseen: list[tuple[str, str]]
) -> dict[tuple[str, str], Fraction]:
    """Give the best chance that something passes, by the two ends, of known and unseen legs."""
    import pandas as pd

    day = vintage.data_date
    blank = dict.fromkeys(map(str, vintage.legs.columns))
    guessed = [
        blank
        | {
            "id": f"unseen {origin}>{destination}",
            "origin": origin,
            "destination": destination,
            "layer": layer,
            "mechanism": _MECHANISM,
            "evidence_class": UNSEEN_CLASS,
        }
        for origin, destination in unseen
    ]
    legs = [*rows_by_id(vintage.legs), *guessed]
    supposed = replace(vintage, legs=pd.DataFrame(legs, columns=list(blank), dtype=object))
    pressure = pressure_on(supposed, day)
    prior = {row["id"]: _mean(row) for row in rows_by_id(vintage.priors)}
    found: dict[tuple[str, str], Fraction] = {}
    for leg in legs:
        if leg["layer"] == layer and in_force(leg["valid_from"], leg["valid_to"], day):
            passing = Fraction(CLOSED_PERCENT - pressure[leg["id"]], CLOSED_PERCENT)
            chance = prior.get(leg["evidence_class"], Fraction(1)) * passing
            ends = leg["origin"], leg["destination"]
            found[ends] = max(found.get(ends, Fraction(0)), chance)
    return found


def _mean(prior: Mapping[str, Any]) -> Fraction:
    alpha, beta = Fraction(str(prior["alpha"])), Fraction(str(prior["beta"]))
    return alpha / (alpha + beta)
