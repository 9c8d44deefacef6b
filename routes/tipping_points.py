"""Tipping points: the smallest change of each number of a leg that flips the headline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routes import fields
from routes.contract import require
from routes.errors import CertificateError
from routes.lenses import leg_amount
from routes.pressure import CLOSED_PERCENT
from routes.tipping_rows import Flip, Sides, TippingPoint, TippingPoints
from routes.tipping_variants import Variants, counted_with, least_capacity_for

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx

    from routes.fields import Amount
    from routes.lenses import Lens
    from routes.tipping_rows import Headline


def tipping_points(
    graph: nx.MultiDiGraph[str],
    lens: Lens = "passing",
    *,
    step: Callable[[str], None] = lambda _leg: None,
) -> TippingPoints:
    """Find, for every leg, how far each of its numbers may move before the headline flips.

    The headline is what is in every minimum cut. A leg that is closed, or that is taken out, is in
    no cut; that alone is not counted as another headline, only what becomes of the rest of it.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph that keeps the contract; it is not changed.
    lens : {"passing", "volume", "effort"}
        Which amounts are added up.
    step : callable, optional
        Called with each leg when it is done, for a progress bar.

    Returns
    -------
    TippingPoints
        One number is changed at a time; that several are wrong together is not considered, nor are
        the capacities of jurisdictions. Up to about ten maximum flows are computed for each leg.

    Raises
    ------
    GraphError
        The graph breaks the contract or the lens is unknown.
    CertificateError
        A change does not flip the headline, or one unit less does.

    Notes
    -----
    Let a leg count y and all else be as it is. Cuts without the leg keep their capacities; let A be
    the least of them, which is the flow when the leg has no bound. Cuts with it have a capacity of
    y and the rest. Let B be the flow without the leg, the lesser of A and the least of these rests.
    The flow is then ``min(A, B + y)``. With T = A - B the same cuts are minimum for every y

    * from 1 to T - 1: those with the leg whose rest is least, so the leg is in every one;
    * of T, if T is from 1: those, and those without the leg whose capacity is A;
    * from T + 1: those without the leg alone.

    So three flows, and a fourth for y = 0, tell the headline for every y. Capacity and pressure
    change y in steps of whole numbers and in one direction, so the nearest of each that leads to
    another headline is found by division, or by trying all hundred and one.

    References
    ----------
    J.-C. Picard and M. Queyranne (1980), "On the structure of all minimum cuts in a network and
    applications", Mathematical Programming Study 13, 8-16, doi 10.1007/BFb0120902.

    Examples
    --------
    >>> import pandas as pd
    >>> from routes import from_edges
    >>> frame = pd.DataFrame({"origin": ["a", "b"], "destination": ["b", "c"], "capacity": [5, 3]})
    >>> found = tipping_points(from_edges(frame, origin="a", destination="c"))
    >>> found.headline.legs, found.of("b>c").capacity.above.value // found.scale
    (('b>c',), 5)
    >>> found.of("a>b").capacity.below.value // found.scale, found.of("a>b").capacity.above
    (3, None)
    """
    require(graph)
    variants = Variants(graph, lens)
    value, headline = variants.value, variants.headline
    rows = []
    if value is not None:
        for leg in variants.legs:
            rows.append(_row(variants, leg))
            step(leg)
    return TippingPoints(
        lens=lens,
        scale=graph.graph[fields.SCALE],
        value_scaled=value,
        headline=headline,
        main=min(headline.legs, key=lambda leg: (-variants.counted(leg), leg), default=None),
        rows=tuple(sorted(rows, key=_order)),
    )


def _order(row: TippingPoint) -> tuple[bool, float, str]:
    percent = row.capacity_percent
    return percent is None, percent or 0.0, row.leg


@dataclass(frozen=True)
class _Regime:
    """Amounts from `first` to `last`, None for no end, that have one headline."""

    first: int
    last: int | None
    headline: Headline


def _row(variants: Variants, leg: str) -> TippingPoint:
    data = variants.legs[leg]
    present = leg_amount(data, variants.lens)
    unbounded_value, _ = variants.at(leg, fields.UNBOUNDED)
    without_value, without = variants.at(leg, 0)
    threshold = None
    if unbounded_value is not None and without_value is not None:
        threshold = unbounded_value - without_value
    regimes = [
        regime
        for regime in _regimes(variants, leg, threshold, without)
        if variants.flips(leg, regime.first, regime.headline)
    ]
    capacity, percent = data[fields.CAPACITY], data[fields.PRESSURE]

    def of_capacity(number: int) -> Amount:
        return counted_with(data, variants.lens, number, percent)

    def of_pressure(number: int) -> Amount:
        return counted_with(data, variants.lens, capacity, number)

    def least_amount(amount: int) -> int | None:
        return None if amount >= variants.no_bound else amount

    def least_capacity(amount: int) -> int | None:
        # Under effort a capacity decides whether a leg counts its cost, which may be unbounded.
        reached = variants.lens == "effort" or amount < variants.no_bound
        return least_capacity_for(data, variants.lens, amount) if reached else None

    amounts = _sides(present, regimes, least_amount)
    capacities = _sides(capacity, regimes, least_capacity)
    pressures = _pressure_sides(
        percent,
        regimes,
        lambda number: variants.number(of_pressure(number)),
    )
    _check(variants, leg, amounts, lambda amount: amount)
    _check(variants, leg, capacities, of_capacity)
    _check(variants, leg, pressures, of_pressure)
    return TippingPoint(
        leg=leg,
        threshold_scaled=threshold,
        amount=amounts,
        capacity=capacities,
        pressure=pressures,
        without=without if variants.flips(leg, 0, without) else None,
    )


def _regimes(
    variants: Variants, leg: str, threshold: int | None, without: Headline
) -> list[_Regime]:
    """Give the headline for every amount of a leg; see the notes of `tipping_points`."""
    found = [_Regime(0, 0, without)]
    if threshold is None:
        _, boundless = variants.at(leg, fields.UNBOUNDED)
        found.append(_Regime(1, variants.no_bound - 1, variants.at(leg, 1)[1]))
        return [*found, _Regime(variants.no_bound, None, boundless)]
    if threshold > 1:
        found.append(_Regime(1, threshold - 1, variants.at(leg, 1)[1]))
    if threshold > 0:
        found.append(_Regime(threshold, threshold, variants.at(leg, threshold)[1]))
    return [*found, _Regime(threshold + 1, None, variants.at(leg, threshold + 1)[1])]


def _sides(present: Amount, regimes: list[_Regime], least: Callable[[int], int | None]) -> Sides:
    """Find the nearest values that lead to a regime, given the least value for an amount."""
    below, above = [], []
    for regime in regimes:
        first = least(regime.first)
        after = None if regime.last is None else least(regime.last + 1)
        if first is None or first == after:
            continue
        if present != fields.UNBOUNDED and first > present:
            above.append(Flip(first, regime.headline))
        elif after is not None and (present == fields.UNBOUNDED or after <= present):
            below.append(Flip(after - 1, regime.headline))
    return Sides(
        present,
        max(below, key=lambda flip: flip.value, default=None),
        min(above, key=lambda flip: flip.value, default=None),
    )


def _pressure_sides(present: int, regimes: list[_Regime], counted: Callable[[int], int]) -> Sides:
    """Find the nearest pressures that lead to a regime, by trying each."""
    flips = {}
    for percent in range(CLOSED_PERCENT + 1):
        amount = counted(percent)
        for regime in regimes:
            if regime.first <= amount and (regime.last is None or amount <= regime.last):
                flips[percent] = Flip(percent, regime.headline)
    below = max((percent for percent in flips if percent < present), default=None)
    above = min((percent for percent in flips if percent > present), default=None)
    return Sides(
        present,
        None if below is None else flips[below],
        None if above is None else flips[above],
    )


def _check(variants: Variants, leg: str, sides: Sides, counted: Callable[[int], Amount]) -> None:
    """Apply every change, and one unit less of it, and compare the headlines."""
    for flip, nearer in ((sides.below, 1), (sides.above, -1)):
        if flip is None:
            continue
        amount = counted(flip.value)
        headline = variants.at(leg, amount)[1]
        less = counted(flip.value + nearer)
        if headline != flip.headline or not variants.flips(leg, amount, headline):
            raise CertificateError(f"leg {leg!r}: {flip.value} does not flip the headline")
        if variants.flips(leg, less, variants.at(leg, less)[1]):
            raise CertificateError(f"leg {leg!r}: less than {flip.value} flips the headline")
