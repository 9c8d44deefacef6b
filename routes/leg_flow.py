"""A maximum flow straight from legs in arrays, where no jurisdiction has a bound."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from routes.engine import Status, choose_loops
from routes.errors import CertificateError
from routes.leg_table import NO_BOUND
from routes.preflow import move_all, require_no_way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.engine import Engine, Loops
    from routes.kernels import Buffer
    from routes.leg_row_kernel import Arcs, LegRows
    from routes.lens_arrays import BoolArray, IntArray, LensArrays


@dataclass(frozen=True, eq=False)
class LegFlow:
    """A maximum flow on legs.

    Attributes
    ----------
    value : int or None
        In units of 1/scale; None when some route has no bound on any leg.
    flow : ndarray of int64, shape (legs,)
        What moves on each leg; 0 everywhere when there is no value. Circles are not removed.
    residual : ResidualLegs
        What can still move.
    """

    value: int | None
    flow: IntArray
    residual: ResidualLegs

    @property
    def status(self) -> Status:
        """Whether there is a route, and a bound."""
        if self.value is None:
            return "unbounded"
        return "flow" if self.value else "no route"


@dataclass(frozen=True, eq=False)
class ResidualLegs:
    """What can still move along legs and back, jurisdiction by jurisdiction.

    Attributes
    ----------
    rows : four sequences of int
        As `routes.leg_row_kernel` tells; source and sink are the last two nodes.
    loops : Loops
        The kernels.
    """

    rows: LegRows
    loops: Loops

    @property
    def node_count(self) -> int:
        """Number of jurisdictions, and two."""
        return len(self.rows[0]) - 1

    @cached_property
    def before(self) -> BoolArray:
        """Which jurisdictions the origins still reach."""
        return self._connected(self.node_count - 2, turn=0)

    @cached_property
    def behind(self) -> BoolArray:
        """Which jurisdictions still reach the destinations."""
        return self._connected(self.node_count - 1, turn=1)

    @cached_property
    def component(self) -> IntArray:
        """The number of the strongly connected component of each jurisdiction."""
        first, head, _, residual = self.rows
        component = self.loops.blank(self.node_count, -1)
        space = tuple(self.loops.blank(self.node_count) for _ in range(5))
        arcs = self.loops.read(np.arange(len(head), dtype=np.int64))
        self.loops.run("label_components", (head, first, arcs), residual, component, space)
        return np.asarray(component[:-2], dtype=np.int64)

    def _connected(self, start: int, turn: int) -> BoolArray:
        space = self.loops.three(self.node_count)
        self.loops.run("mark_connected", self.rows, start, turn, space)
        return np.asarray(space[0][:-2], dtype=np.int64) > 0


def leg_flow(arrays: LensArrays, engine: Engine = "auto") -> LegFlow:
    """Compute a maximum flow from the origins to the destinations, by push and relabel.

    Parameters
    ----------
    arrays : LensArrays
        The legs, as `routes.flow_methods.goes_by_legs` accepts them. What jurisdictions count is
        not looked at.
    engine : {"auto", "interpreted", "compiled"}
        How the kernels run; the answer is the same, flow on every leg included.

    Returns
    -------
    LegFlow
        One of possibly several maximum flows.

    Raises
    ------
    CertificateError
        What was found is no maximum flow, which would be an error of this package.
    """
    count, node_count = len(arrays.amount), len(arrays.node_amount)
    loops = choose_loops(2 * count, engine)
    no_bound = arrays.unbounded
    legs = loops.read(arrays.tail), loops.read(arrays.head), loops.read(arrays.amount)
    links = _links(arrays, loops)
    rows, place = _lay_out((legs, links), node_count + 2, no_bound, loops)
    ends = node_count, node_count + 1
    if (arrays.amount == NO_BOUND).any() and _has_unbounded_route(rows, ends, no_bound, loops):
        return LegFlow(None, np.zeros(count, dtype=np.int64), ResidualLegs(rows, loops))
    value = move_all(rows[:3], rows[3], ends, loops)
    flow, balance = loops.blank(count), loops.blank(node_count)
    wrong = loops.run("read_flow", legs, no_bound, rows, place, (flow, balance))
    if wrong >= 0 or not _balances(np.asarray(balance, dtype=np.int64), arrays, value):
        raise CertificateError(f"push and relabel left what is no flow of {value}")
    require_no_way(rows[:3], rows[3], ends, value, loops)
    return LegFlow(value, np.asarray(flow, dtype=np.int64), ResidualLegs(rows, loops))


def _links(arrays: LensArrays, loops: Loops) -> Arcs:
    """Link the source with the origins and the destinations with the sink, without bounds."""
    source, sink = (len(arrays.node_amount) + number for number in (0, 1))
    origins, ends = arrays.origins, arrays.destinations
    tail = np.concatenate([np.full(len(origins), source), ends]).astype(np.uint32)
    head = np.concatenate([origins, np.full(len(ends), sink)]).astype(np.uint32)
    amount = np.full(len(tail), NO_BOUND, dtype=np.int64)
    return loops.read(tail), loops.read(head), loops.read(amount)


def _lay_out(
    both: Sequence[Arcs], node_count: int, no_bound: int, loops: Loops
) -> tuple[LegRows, Buffer]:
    first = loops.blank(node_count + 2)
    for arcs in both:
        loops.run("count_ends", arcs, first)
    loops.run("add_up", first)
    length = int(first[-1])
    head, twin = (loops.read(np.zeros(length, dtype=np.uint32)) for _ in range(2))
    rows = first, head, twin, loops.blank(length)
    places = [loops.read(np.zeros(len(arcs[0]), dtype=np.uint32)) for arcs in both]
    for arcs, place in zip(both, places, strict=True):
        loops.run("place_arcs", arcs, no_bound, rows, place)
    return (first[:-1], *rows[1:]), places[0]


def _has_unbounded_route(rows: LegRows, ends: tuple[int, int], no_bound: int, loops: Loops) -> bool:
    wide = np.asarray(rows[3], dtype=np.int64) >= no_bound
    open_arcs = loops.read(wide.astype(np.int64))
    space = loops.three(len(rows[0]) - 1)
    return loops.run("find_detour", rows[:3], open_arcs, ends, 2, space) >= 0


def _balances(balance: IntArray, arrays: LensArrays, value: int) -> bool:
    """Tell whether nothing is left or missing but at the ends, and so much moves between them."""
    left = balance.copy()
    given, taken = -left[arrays.origins], left[arrays.destinations]
    left[arrays.origins] = left[arrays.destinations] = 0
    ends_fit = (given >= 0).all() and (taken >= 0).all()
    return bool(ends_fit and given.sum() == taken.sum() == value and not left.any())
