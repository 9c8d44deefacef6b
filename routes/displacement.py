"""Displacement: what an intervention does to the flow, blocked or led another way."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from routes.arrays import compile_network
from routes.canonical_flow import canonical_flow
from routes.engine import solve
from routes.fields import UNBOUNDED
from routes.lenses import leg_amount, require_lens

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx
    import pandas as pd

    from routes.fields import Amount
    from routes.lenses import Lens


@dataclass(frozen=True)
class LegShift:
    """What an intervention does to one leg.

    Attributes
    ----------
    leg : str
    before_scaled, after_scaled : int
        Canonical flow on it, in units of 1/scale; 0 where the leg is not in the graph.
    spare_scaled : int or "unbounded"
        What it could carry beyond that afterwards; 0 for a leg that is gone.
    """

    leg: str
    before_scaled: int
    after_scaled: int
    spare_scaled: Amount

    @property
    def gain_scaled(self) -> int:
        """What it carries more afterwards; negative where less."""
        return self.after_scaled - self.before_scaled


@dataclass(frozen=True)
class JurisdictionShift:
    """What an intervention does to one jurisdiction.

    Attributes
    ----------
    jurisdiction : str
    before_scaled, after_scaled : int
        What passes through it, starts or ends there, in units of 1/scale.
    """

    jurisdiction: str
    before_scaled: int
    after_scaled: int


@dataclass(frozen=True)
class Displacement:
    """How the canonical flow of one graph differs from that of another.

    What went before is kept, re-routed or blocked: ``before = kept + rerouted + blocked`` and
    ``after = kept + rerouted + added``, all in units of 1/scale.

    Attributes
    ----------
    lens : {"passing", "volume"}
        What moves.
    before_scaled, after_scaled : int
        The largest flow of either graph.
    kept_scaled : int
        The most that can go on as before: on no leg more than the canonical flow before.
    rerouted_scaled : int
        What cannot go on as before and finds another way.
    blocked_scaled : int
        What finds none.
    added_scaled : int
        What only the changed graph lets through.
    legs : tuple of LegShift
        Every leg of either graph, by id.
    jurisdictions : tuple of JurisdictionShift
        Every jurisdiction of either graph, by id.
    """

    lens: Lens
    before_scaled: int
    after_scaled: int
    kept_scaled: int
    rerouted_scaled: int
    blocked_scaled: int
    added_scaled: int
    legs: tuple[LegShift, ...]
    jurisdictions: tuple[JurisdictionShift, ...]

    @property
    def gaining(self) -> tuple[LegShift, ...]:
        """Legs that carry more afterwards, the largest gain first, then by id."""
        gaining = [shift for shift in self.legs if shift.gain_scaled > 0]
        return tuple(sorted(gaining, key=lambda shift: (-shift.gain_scaled, shift.leg)))

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain values."""
        return asdict(self)

    def to_frame(self) -> pd.DataFrame:
        """Give one row for each leg, with the fields of `LegShift` as columns."""
        import pandas as pd

        columns = ["leg", "before_scaled", "after_scaled", "spare_scaled"]
        rows = [[getattr(shift, name) for name in columns] for shift in self.legs]
        return pd.DataFrame(rows, columns=columns)


def displacement(
    before: nx.MultiDiGraph[str], after: nx.MultiDiGraph[str], lens: Lens = "passing"
) -> Displacement | None:
    """Tell how the flow of one graph finds its way in another.

    Parameters
    ----------
    before, after : networkx.MultiDiGraph
        Graphs that keep the contract, of one scale; the second is commonly the first after an
        intervention.
    lens : {"passing", "volume", "effort"}
        What moves: volume, or else passing capacity, since effort does not move.

    Returns
    -------
    Displacement or None
        None where either flow is unbounded. Only routes in the graph are taken: new legs that an
        evader might open are not considered, nor is the time that a change of routes takes.

    Raises
    ------
    GraphError
        A graph breaks the contract, or the lens is unknown.
    """
    require_lens(lens)
    moving: Lens = "volume" if lens == "volume" else "passing"
    first, second = canonical_flow(before, moving), canonical_flow(after, moving)
    if first.value is None or second.value is None:
        return None
    kept = _kept(after, moving, first.legs)
    return Displacement(
        lens=moving,
        before_scaled=first.value,
        after_scaled=second.value,
        kept_scaled=kept,
        rerouted_scaled=min(first.value, second.value) - kept,
        blocked_scaled=max(first.value - second.value, 0),
        added_scaled=max(second.value - first.value, 0),
        legs=leg_shifts(after, moving, first.legs, second.legs),
        jurisdictions=tuple(
            JurisdictionShift(
                place, first.jurisdictions.get(place, 0), second.jurisdictions.get(place, 0)
            )
            for place in sorted({*first.jurisdictions, *second.jurisdictions})
        ),
    )


def _kept(graph: nx.MultiDiGraph[str], lens: Lens, leg_flow: Mapping[str, int]) -> int:
    """Compute the largest flow that takes no leg for more than it carried before."""
    network = compile_network(graph, lens)
    amount = network.amount.copy()
    legs = network.member_arcs[len(network.inner_ids) :].tolist()
    for arc, leg in zip(legs, network.leg_ids, strict=True):
        amount[arc] = min(int(amount[arc]), leg_flow.get(leg, 0))
    return solve(replace(network, amount=amount)).value or 0


def leg_shifts(
    graph: nx.MultiDiGraph[str], lens: Lens, before: Mapping[str, int], after: Mapping[str, int]
) -> tuple[LegShift, ...]:
    """Tell what changes on each leg of two flows, by id.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph afterwards, which says what is spare.
    lens : {"passing", "volume"}
    before, after : mapping of leg id to int
        In units of 1/scale.

    Returns
    -------
    tuple of LegShift
    """
    amounts = {leg: leg_amount(data, lens) for _, _, leg, data in graph.edges(keys=True, data=True)}
    shifts = []
    for leg in sorted({*before, *after}):
        carried, amount = after.get(leg, 0), amounts.get(leg, 0)
        spare: Amount = UNBOUNDED if amount == UNBOUNDED else amount - carried
        shifts.append(LegShift(leg, before.get(leg, 0), carried, spare))
    return tuple(shifts)
