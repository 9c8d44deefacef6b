"""The inner loop that finds strongly connected components, on plain integer sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.kernels import Adjacency, Buffer

    Workplace = tuple[Buffer, Buffer, Buffer, Buffer, Buffer]


def open_node(
    adjacency: Adjacency, node: int, discovered: int, waiting: int, space: Workplace
) -> int:
    """Give a new node its number, and count the nodes whose component is open."""
    number, lowest, cursor, pending, _ = space
    number[node] = discovered
    lowest[node] = discovered
    cursor[node] = adjacency[1][node]
    pending[waiting] = node
    return waiting + 1


def next_unseen(
    adjacency: Adjacency, residual: Sequence[int], component: Buffer, node: int, space: Workplace
) -> int:
    """Go on through a node's arcs up to one that leads to a new node, or give -1."""
    head, first, incident = adjacency
    number, lowest, cursor, _, _ = space
    position = cursor[node]
    low = lowest[node]
    new = -1
    while position < first[node + 1] and new < 0:
        arc = incident[position]
        position += 1
        if residual[arc] > 0:
            there = head[arc]
            if number[there] == 0:
                new = there
            elif component[there] < 0:
                low = min(low, number[there])
    cursor[node] = position
    lowest[node] = low
    return new


def close_component(
    component: Buffer, label: int, node: int, waiting: int, space: Workplace
) -> int:
    """Label everything that was found since a node was, and count what is still open."""
    pending = space[3]
    while component[node] < 0:
        waiting -= 1
        component[pending[waiting]] = label
    return waiting


def label_components(
    adjacency: Adjacency, residual: Sequence[int], component: Buffer, space: Workplace
) -> int:
    """Label the strongly connected components of the residual network.

    The search keeps its path instead of recursing. Like `routes.kernels`, one source runs
    interpreted on lists or compiled on int64 arrays.

    Parameters
    ----------
    adjacency : three sequences of int
        `head`, `first` and `incident` of `routes.arrays.Network`.
    residual : sequence of int, shape (arcs,)
        Arcs with a positive entry are present.
    component : mutable sequence of int, shape (node_count,)
        Written: the component of each node, from 0. Filled with -1 before.
    space : five mutable sequences of int, shape (node_count,) each
        Working space: `number`, the order of discovery from 1, filled with 0 before; `lowest`, the
        smallest number that a node is known to lead to; `cursor`, the position of each node's next
        arc; `pending`, nodes whose component is not complete; `path`, where the search has come by.

    Returns
    -------
    int
        Number of components.

    References
    ----------
    R. Tarjan (1972), "Depth-first search and linear graph algorithms", SIAM Journal on Computing
    1, 146-160, doi 10.1137/0201010.
    """
    number, lowest, _, _, path = space
    discovered = 0
    waiting = 0
    labels = 0
    root = 0
    while root < len(component):
        depth = 0 if number[root] == 0 else -1
        path[0] = root
        while depth >= 0:
            node = path[depth]
            if number[node] == 0:
                discovered += 1
                waiting = open_node(adjacency, node, discovered, waiting, space)
            there = next_unseen(adjacency, residual, component, node, space)
            if there >= 0:
                depth += 1
                path[depth] = there
                continue
            depth -= 1
            if depth >= 0:
                lowest[path[depth]] = min(lowest[path[depth]], lowest[node])
            if lowest[node] == number[node]:
                waiting = close_component(component, labels, node, waiting, space)
                labels += 1
        root += 1
    return labels
