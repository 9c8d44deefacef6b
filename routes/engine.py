"""Maximum flow on arrays: kernels interpreted on small networks, compiled on large ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

import numpy as np

from routes.compilation import compiled_kernels, interpreted_kernels
from routes.flow_methods import choose_method
from routes.preflow import push_relabel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableSequence, Sequence

    from routes.arrays import BoolArray, IndexArray, IntArray, Network
    from routes.kernels import Adjacency, Buffer, Space

Engine = Literal["auto", "interpreted", "compiled"]
Status = Literal["flow", "no route", "unbounded"]

COMPILED_FROM_ARCS, COMPILED_FROM_DRAWN_ARCS = 5_000, 65_000
"""Loading the compiler takes as long as an interpreted flow on so many arcs, or arcs of draws."""


@dataclass(frozen=True, eq=False)
class Solution:
    """A maximum flow on a network.

    Attributes
    ----------
    status : {"flow", "no route", "unbounded"}
        Unbounded: some route has no bound on any leg or jurisdiction.
    value : int or None
        The flow in units of 1/scale; None when unbounded.
    residual : ndarray of int64, shape (arcs,)
        What can still move along each arc; the flow on forward arc a is ``residual[a + 1]``.
    """

    status: Status
    value: int | None
    residual: IntArray


def solve(network: Network, engine: Engine = "auto") -> Solution:
    """Compute a maximum flow from source to sink.

    Parameters
    ----------
    network : Network
        The arrays.
    engine : {"auto", "interpreted", "compiled"}
        How the kernels run; the answer is the same, flow on every arc included.

    Returns
    -------
    Solution
        One of possibly several maximum flows. Flow that runs in a circle is not removed.

    Raises
    ------
    CertificateError
        Push and relabel ended without a maximum flow, which would be an error of this package.
    """
    if _has_unbounded_route(network, engine):
        return Solution("unbounded", None, network.amount.copy())
    if choose_method(network) == "push and relabel":
        value, residual = push_relabel(network, choose_loops(len(network.head), engine))
    else:
        value, residual = augment(network, network.amount, network.source, network.sink, engine)
    return Solution("flow" if value else "no route", value, residual)


def _has_unbounded_route(network: Network, engine: Engine) -> bool:
    unbounded = network.amount >= network.unbounded
    if not unbounded[2 * len(network.inner_ids) : 2 * network.member_count].any():
        # Every route takes a leg, as no origin is a destination.
        return False
    there = reachable(network, unbounded.astype(np.int64), network.source, engine=engine)
    return bool(there[network.sink])


def augment(
    network: Network, residual: IntArray, start: int, end: int, engine: Engine = "auto"
) -> tuple[int, IntArray]:
    """Push as much as residual arcs let through from one node to another.

    Parameters
    ----------
    network : Network
        The arrays; its own amounts are not looked at.
    residual : ndarray of int64, shape (arcs,)
        What can still move along each arc.
    start, end : int
        The two nodes.
    engine : {"auto", "interpreted", "compiled"}
        How the kernels run.

    Returns
    -------
    value : int
        What was pushed.
    residual : ndarray of int64, shape (arcs,)
        What can still move after that.
    """
    loops = choose_loops(len(network.head), engine)
    adjacency, left = loops.adjacency(network), loops.sequence(residual)
    space = loops.three(network.node_count)
    value = 0
    while True:
        loops.run("label_levels", adjacency, left, start, 0, space)
        if space[0][end] < 0:
            break
        value += loops.run("push_blocking_flow", adjacency, left, start, end, space)
    return int(value), np.asarray(left, dtype=np.int64)


def reachable(
    network: Network,
    residual: IntArray,
    start: int,
    *,
    backward: bool = False,
    engine: Engine = "auto",
) -> BoolArray:
    """Tell which nodes residual arcs connect with a node.

    Parameters
    ----------
    network : Network
        The arrays.
    residual : ndarray of int64, shape (arcs,)
        Arcs with a positive entry can be followed.
    start : int
        The node.
    backward : bool
        Look for nodes from which `start` can be reached, instead of those reached from it.
    engine : {"auto", "interpreted", "compiled"}
        How the kernel runs.

    Returns
    -------
    ndarray of bool, shape (node_count,)
        True where connected; the start itself is.
    """
    loops = choose_loops(len(network.head), engine)
    space = loops.three(network.node_count)
    adjacency = loops.adjacency(network)
    loops.run("label_levels", adjacency, loops.sequence(residual), start, int(backward), space)
    return np.asarray(space[0], dtype=np.int64) >= 0


def strong_components(network: Network, residual: IntArray, engine: Engine = "auto") -> IntArray:
    """Find the strongly connected components of the residual network.

    Parameters
    ----------
    network : Network
        The arrays.
    residual : ndarray of int64, shape (arcs,)
        Arcs with a positive entry are present.
    engine : {"auto", "interpreted", "compiled"}
        How the kernel runs.

    Returns
    -------
    ndarray of int64, shape (node_count,)
        The component of each node, from 0; nodes share one when each can reach the other.
    """
    loops = choose_loops(len(network.head), engine)
    component = loops.blank(network.node_count, -1)
    space = tuple(loops.blank(network.node_count) for _ in range(5))
    adjacency = loops.adjacency(network)
    loops.run("label_components", adjacency, loops.sequence(residual), component, space)
    return np.asarray(component, dtype=np.int64)


@dataclass(frozen=True)
class Loops:
    """The kernels by name, and the kind of sequence that they run on.

    Attributes
    ----------
    functions : mapping of str to callable
    sequence : callable
        Turns an array of integers into a sequence of its own with the same numbers.
    read : callable
        Gives a sequence with the same numbers that may be the array itself: to be written to only
        where nobody else holds the array.
    """

    functions: Mapping[str, Callable[..., int]]
    sequence: Callable[[IntArray | IndexArray], Buffer]
    read: Callable[[IntArray | IndexArray], Buffer]

    def run(self, kernel: str, *arguments: object) -> int:
        """Run a kernel, given its name."""
        return int(self.functions[kernel](*arguments))

    def blank(self, length: int, filling: int = 0) -> Buffer:
        """Give a sequence of one number."""
        return self.read(np.full(length, filling, dtype=np.int64))

    def zeros(self, length: int) -> MutableSequence[float]:
        """Give a sequence of so many zeros that are floating-point numbers."""
        numbers = np.zeros(length)
        # As for the others: a list when interpreted, an array when compiled.
        return cast("MutableSequence[float]", self.read(cast("IntArray", numbers)))

    def table(self, rows: IntArray) -> Sequence[Buffer]:
        """Give a sequence of sequences, from an array of two dimensions."""
        return cast("Sequence[Buffer]", self.sequence(rows))

    def three(self, length: int) -> Space:
        """Give three sequences of zeros."""
        return self.blank(length), self.blank(length), self.blank(length)

    def adjacency(self, network: Network) -> Adjacency:
        """Give the adjacency in the form that the kernels take, to be read only."""
        head, first, incident = map(self.read, (network.head, network.first, network.incident))
        return head, first, incident


def choose_loops(arc_count: int, engine: Engine = "auto", draws: int | None = None) -> Loops:
    """Choose interpreted kernels for a small network, compiled ones for a large one.

    Parameters
    ----------
    arc_count, draws : int
        Size of the network, and how many draws of it are computed; without draws one flow is.
    engine : {"auto", "interpreted", "compiled"}
        "auto" goes by the size; without a compiler all are interpreted.

    Returns
    -------
    Loops
        The kernels.
    """
    least = COMPILED_FROM_ARCS if draws is None else COMPILED_FROM_DRAWN_ARCS
    wanted = engine == "compiled" or (engine == "auto" and arc_count * (draws or 1) >= least)
    compiled = compiled_kernels() if wanted else None
    if compiled is None:
        # Lists of plain integers are several times faster than arrays when interpreted.
        return Loops(interpreted_kernels(), np.ndarray.tolist, np.ndarray.tolist)
    # An array serves as a sequence, as far as the kernels go.
    copied = cast("Callable[[IntArray | IndexArray], Buffer]", np.ndarray.copy)
    return Loops(compiled, copied, cast("Callable[[IntArray | IndexArray], Buffer]", np.asarray))
