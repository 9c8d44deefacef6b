"""Maximum flow on arrays: kernels interpreted on small networks, compiled on large ones."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from routes import kernels

if TYPE_CHECKING:
    from collections.abc import Callable

    from routes.arrays import BoolArray, IntArray, Network

Engine = Literal["auto", "interpreted", "compiled"]
Status = Literal["flow", "no route", "unbounded"]

COMPILED_FROM_ARCS = 5_000
"""Loading the compiler takes about as long as an interpreted flow on so many arcs."""


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
    """
    unbounded_only = (network.amount >= network.unbounded).astype(np.int64)
    if reachable(network, unbounded_only, network.source, engine=engine)[network.sink]:
        return Solution("unbounded", None, network.amount.copy())
    value, residual = augment(network, network.amount, network.source, network.sink, engine)
    status: Status = "flow" if value else "no route"
    return Solution(status, value, residual)


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
    label, push, convert = _kernels(network, engine)
    adjacency, space = _sequences(network, convert)
    left = convert(residual)
    value = 0
    while True:
        label(adjacency, left, start, 0, space)
        if space[0][end] < 0:
            break
        value += push(adjacency, left, start, end, space)
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
    label, _, convert = _kernels(network, engine)
    adjacency, space = _sequences(network, convert)
    label(adjacency, convert(residual), start, int(backward), space)
    return np.asarray(space[0], dtype=np.int64) >= 0


def strong_components(network: Network, residual: IntArray) -> IntArray:
    """Find the strongly connected components of the residual network.

    Parameters
    ----------
    network : Network
        The arrays.
    residual : ndarray of int64, shape (arcs,)
        Arcs with a positive entry are present.

    Returns
    -------
    ndarray of int64, shape (node_count,)
        The component of each node, from 0; nodes share one when each can reach the other.
    """
    arcs = np.flatnonzero(residual > 0)
    ends = (network.head[arcs ^ 1], network.head[arcs])
    if len(network.head) < COMPILED_FROM_ARCS:
        return _components_of_few(network.node_count, ends)
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    shape = (network.node_count, network.node_count)
    present = csr_array((np.ones(len(arcs), dtype=np.int8), ends), shape=shape)
    _, component = connected_components(present, directed=True, connection="strong")
    return np.asarray(component, dtype=np.int64)


def _components_of_few(node_count: int, ends: tuple[IntArray, IntArray]) -> IntArray:
    """Label components by networkx: importing scipy would take longer than the whole analysis."""
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(node_count))
    graph.add_edges_from(zip(ends[0].tolist(), ends[1].tolist(), strict=True))
    component = np.zeros(node_count, dtype=np.int64)
    for label, members in enumerate(nx.strongly_connected_components(graph)):
        component[list(members)] = label
    return component


def _sequences(
    network: Network, convert: Callable[[IntArray], Any]
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Give the adjacency and the working space in the form that the kernels take."""
    blank = np.zeros(network.node_count, dtype=np.int64)
    adjacency = (convert(network.head), convert(network.first), convert(network.incident))
    return adjacency, (convert(blank), convert(blank), convert(blank))


def _kernels(
    network: Network, engine: Engine
) -> tuple[Callable[..., int], Callable[..., int], Callable[[IntArray], Any]]:
    """Choose the kernels and the kind of sequence that they run on."""
    wanted = engine == "compiled" or (engine == "auto" and len(network.head) >= COMPILED_FROM_ARCS)
    compiled = _compiled() if wanted else None
    if compiled is None:
        # Lists of plain integers are several times faster than arrays when interpreted.
        return kernels.label_levels, kernels.push_blocking_flow, np.ndarray.tolist
    return *compiled, np.ndarray.copy


@cache
def _compiled() -> tuple[Callable[..., int], Callable[..., int]] | None:
    """Compile the kernels once; without a compiler say once what would help."""
    try:
        import numba
    except ImportError:
        sys.stderr.write(
            "routerisk: this graph is large and numba is missing, so it takes longer; "
            "pip install 'routerisk[fast]' would help\n"
        )
        return None
    compiler = numba.njit(cache=True, nogil=True)
    return compiler(kernels.label_levels), compiler(kernels.push_blocking_flow)
