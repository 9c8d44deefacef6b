"""An intervention: legs, jurisdictions and measures that change a graph, and the graph changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from routes import fields
from routes.contract import is_amount, passing_capacity, require
from routes.errors import GraphError
from routes.measures import Measure
from routes.pressure import CLOSED_PERCENT, held, route_weight
from seeds.faults import suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    import networkx as nx


def intervene(
    graph: nx.MultiDiGraph[str],
    *,
    remove: Collection[str] = (),
    close: Collection[str] = (),
    set_capacity: Mapping[str, fields.Amount] | None = None,
    set_pressure: Mapping[str, int] | None = None,
    apply: Collection[Measure] = (),
) -> nx.MultiDiGraph[str]:
    """Give a graph as it would be after an intervention.

    Capacities and pressures are set first; then measures add their points, all at once, and the
    sum is held within 0 and 100; then legs are taken out. So the order in which things are named
    does not matter.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is left as it is.
    remove : collection of str
        Legs that are taken out.
    close : collection of str
        Jurisdictions all of whose legs are taken out; they stay in the graph.
    set_capacity : mapping of leg id to int or "unbounded"
        In units of 1/scale. What is set is supposed to be known: low and high estimates are it too.
    set_pressure : mapping of leg id to int
        Percent of attempted consignments stopped, 0 to 100.
    apply : collection of Measure
        As `routes.measures` gives them. Legs that they touch and that the graph lacks are passed
        over: a measure reaches into other layers and dates too.

    Returns
    -------
    networkx.MultiDiGraph
        A new graph that keeps the contract.

    Raises
    ------
    GraphError
        With every unknown id, impossible amount and contradiction, such as a leg that is set and
        removed.
    """
    _require_measures(apply)
    require(graph)
    changed = intervened(
        graph,
        remove=remove,
        close=close,
        set_capacity=set_capacity,
        set_pressure=set_pressure,
        apply=apply,
    )
    require(changed)
    return changed


def intervened(
    graph: nx.MultiDiGraph[str],
    *,
    remove: Collection[str] = (),
    close: Collection[str] = (),
    set_capacity: Mapping[str, fields.Amount] | None = None,
    set_pressure: Mapping[str, int] | None = None,
    apply: Collection[Measure] = (),
) -> nx.MultiDiGraph[str]:
    """Do as `intervene` where both graphs are looked at elsewhere.

    The one that is given was looked at before, and the one that is returned goes to an analysis,
    which looks at what it is given: for many small changes that takes most of the time.
    """
    capacity, pressure = dict(set_capacity or {}), dict(set_pressure or {})
    _require_measures(apply)
    ends = {leg: (origin, end) for origin, end, leg in graph.edges(keys=True)}
    faults = [
        *_unknown("leg", {*remove, *capacity, *pressure}, ends),
        *_unknown("jurisdiction", close, graph.nodes),
        *_impossible(capacity, pressure),
        *_contradictions({*capacity, *pressure}, set(remove), set(close), ends),
    ]
    if faults:
        raise GraphError("the intervention cannot be made:\n" + "\n".join(faults))
    points, shut = _effects(apply)
    taken = {*remove, *shut}
    taken |= {leg for leg, both in ends.items() if not set(both).isdisjoint(close)}
    changed = graph.copy()
    for leg in sorted(taken.intersection(ends)):
        changed.remove_edge(*ends[leg], key=leg)
    for _, _, leg, data in changed.edges(keys=True, data=True):
        percent = held(pressure.get(leg, data[fields.PRESSURE]) + points[leg])
        data.update(_numbers(data, capacity.get(leg), percent))
    return changed


def _require_measures(apply: Collection[object]) -> None:
    for measure in apply:
        if not isinstance(measure, Measure):
            message = f"{measure!r} is no measure; give routes.measures(study)[{measure!r}]"
            raise GraphError(message)


def _unknown(what: str, named: Collection[str], known: Collection[str]) -> Iterator[str]:
    for name in sorted(set(named) - set(known)):
        yield f"{what} {name!r} is not in the graph.{suggestion(name, known)}"


def _impossible(
    capacity: Mapping[str, fields.Amount], pressure: Mapping[str, int]
) -> Iterator[str]:
    for leg, amount in sorted(capacity.items()):
        if not is_amount(amount):
            yield f"leg {leg!r}: capacity must be an integer from 0 or 'unbounded', not {amount!r}"
    for leg, percent in sorted(pressure.items()):
        if isinstance(percent, bool) or not isinstance(percent, int):
            yield f"leg {leg!r}: pressure must be a whole number, not {percent!r}"
        elif not 0 <= percent <= CLOSED_PERCENT:
            yield f"leg {leg!r}: pressure {percent} is outside 0 to 100 percent"


def _contradictions(
    settings: set[str],
    removed: set[str],
    closed: set[str],
    ends: Mapping[str, tuple[str, str]],
) -> Iterator[str]:
    for leg in sorted(settings.intersection(ends)):
        shut = sorted(closed.intersection(ends[leg]))
        if leg in removed:
            yield f"leg {leg!r} is set and removed. Keep one of the two."
        elif shut:
            yield f"leg {leg!r} is set and ends in {shut[0]!r}, which is closed. Keep one."


def _effects(apply: Collection[Measure]) -> tuple[Counter[str], set[str]]:
    """Add up the points that measures put on each leg, and list the legs that they close."""
    points: Counter[str] = Counter()
    shut: set[str] = set()
    for measure in {measure.id: measure for measure in apply}.values():
        if measure.effect == "close":
            shut.update(measure.legs)
        else:
            points.update(dict.fromkeys(measure.legs, measure.points))
    return points, shut


def _numbers(
    data: Mapping[str, Any], capacity: fields.Amount | None, percent: int
) -> dict[str, Any]:
    """Give the attributes of a leg that follow from its capacity and pressure."""
    estimates: dict[str, Any] = {}
    if capacity is not None:
        names = (fields.CAPACITY_LOW, fields.CAPACITY, fields.CAPACITY_HIGH)
        estimates = dict.fromkeys(names, capacity)
    amount: fields.Amount = data[fields.CAPACITY] if capacity is None else capacity
    return estimates | {
        fields.PRESSURE: percent,
        fields.PASSING: passing_capacity(amount, percent),
        fields.ROUTE_WEIGHT: route_weight(percent),
    }
