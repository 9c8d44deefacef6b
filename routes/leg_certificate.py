"""Proof, added up from arrays of legs, that a flow is largest and a cut smallest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes.certificate import Certificate, certify
from routes.errors import CertificateError
from routes.leg_graph import table_of
from routes.leg_table import NO_BOUND
from routes.names import spell

if TYPE_CHECKING:
    import networkx as nx

    from routes.lens_arrays import BoolArray, IndexArray, IntArray, LensArrays
    from routes.lenses import Lens


def certify_legs(arrays: LensArrays, flow: IntArray, inside: BoolArray) -> Certificate:
    """Check a flow against the cut around a set of jurisdictions; equal values prove both.

    Parameters
    ----------
    arrays : LensArrays
        The legs, from which everything is added up again; jurisdictions without bounds.
    flow : ndarray of int64, shape (legs,)
        What moves on each leg.
    inside : ndarray of bool, shape (jurisdictions,)
        The set. Members of the cut are the legs that lead out of it and let something through.

    Returns
    -------
    Certificate
        The figures that agreed. No route is left without the members, as nothing else leads out
        of the set, in which all origins and no destination are.

    Raises
    ------
    CertificateError
        The flow breaks a limit or does not balance, the values differ, or a route remains.

    References
    ----------
    L. R. Ford and D. R. Fulkerson (1956), "Maximal flow through a network", Canadian Journal of
    Mathematics 8, 399-404, doi 10.4153/CJM-1956-045-5.
    """
    _require_limits(arrays, flow)
    value = _value(arrays, flow)
    crossing = inside[arrays.tail] & ~inside[arrays.head] & (arrays.amount != 0)
    members = arrays.amount[crossing]
    if (members == NO_BOUND).any():
        raise CertificateError("the cut has an unbounded member")
    capacity = int(members.sum())
    if capacity != value:
        raise CertificateError(f"the cut adds to {capacity} but the flow to {value}")
    if inside[arrays.destinations].any() or not inside[arrays.origins].all():
        raise CertificateError("a destination can be reached in spite of the cut")
    return Certificate(capacity, value, routes_left=0)


def certify_side(
    graph: nx.MultiDiGraph[str], lens: Lens, arrays: LensArrays, flow: IntArray, inside: BoolArray
) -> Certificate:
    """Check a flow on legs in arrays against the cut around a set of jurisdictions.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph from which all is added up again: from the table that it was made of as long as
        that is all there is, otherwise from its own attributes.
    lens : {"passing", "volume", "effort"}
    arrays : LensArrays
        The graph under the lens.
    flow : ndarray of int64, shape (legs,)
    inside : ndarray of bool, shape (jurisdictions,)

    Returns
    -------
    Certificate
        The figures that agreed.

    Raises
    ------
    CertificateError
        They did not.
    """
    if table_of(graph) is not None:
        return certify_legs(arrays, flow, inside)
    crossing = inside[arrays.tail] & ~inside[arrays.head] & (arrays.amount != 0)
    legs = spell(arrays.leg_ids, np.flatnonzero(crossing))
    carried = dict(zip(arrays.leg_ids, flow.tolist(), strict=True))
    return certify(graph, lens, legs=legs, jurisdictions=(), leg_flow=carried)


def through_each(arrays: LensArrays, flow: IntArray) -> IntArray:
    """Give what enters or leaves each jurisdiction, whichever is more, shape (jurisdictions,)."""
    count = len(arrays.node_amount)
    return np.maximum(*(_sums(ends, flow, count) for ends in (arrays.tail, arrays.head)))


def _require_limits(arrays: LensArrays, flow: IntArray) -> None:
    bounded = arrays.amount != NO_BOUND
    outside = (flow < 0) | (bounded & (flow > arrays.amount))
    if outside.any():
        leg = int(np.argmax(outside))
        limit = arrays.amount[leg]
        raise CertificateError(
            f"flow {flow[leg]} on leg {arrays.leg_ids[leg]!r} is outside 0 to {limit}"
        )


def _value(arrays: LensArrays, flow: IntArray) -> int:
    """Add up what leaves the origins on balance, after a look at the balance everywhere."""
    count = len(arrays.node_amount)
    leaving = _sums(arrays.tail, flow, count) - _sums(arrays.head, flow, count)
    may_give, may_take = np.zeros((2, count), dtype=bool)
    may_give[arrays.origins] = True
    may_take[arrays.destinations] = True
    wrong = ((leaving > 0) & ~may_give) | ((leaving < 0) & ~may_take)
    if wrong.any():
        place = int(np.argmax(wrong))
        raise CertificateError(
            f"flow does not balance at {arrays.jurisdiction_ids[place]!r}: {leaving[place]} net out"
        )
    return int(leaving[arrays.origins].sum())


def _sums(ends: IndexArray, flow: IntArray, count: int) -> IntArray:
    # Sums stay below 2**53, up to where floating-point numbers hold every integer.
    return np.bincount(ends, weights=flow, minlength=count).astype(np.int64)
