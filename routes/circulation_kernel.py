"""The inner loop that empties circles of flow, on plain integer sequences.

As in `routes.kernels`, one source runs interpreted on lists or compiled on arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.kernels import Buffer

    Legs = tuple[Sequence[int], Sequence[int], Sequence[int]]
    Path = tuple[Buffer, Buffer, Buffer, Buffer]


def empty_circle(legs: Legs, flow: Buffer, node: int, depth: int, path: Path) -> int:
    """Empty the circle that a path has closed at a node, and give the depth to step back to."""
    _, _, head = legs
    taken, stack, _, _ = path
    leg = taken[node] - 1
    amount = flow[leg]
    while head[leg] != node:
        leg = taken[head[leg]] - 1
        amount = min(amount, flow[leg])
    # The circle is the last part of the path: all of it is walked back, to its first empty leg.
    back = depth
    while True:
        depth -= 1
        at = stack[depth]
        leg = taken[at] - 1
        flow[leg] -= amount
        if flow[leg] == 0:
            back = depth
        if at == node:
            break
    return back


def empty_circles(legs: Legs, flow: Buffer, path: Path) -> int:
    """Search depth first along legs that carry flow, and empty every circle that closes.

    Parameters
    ----------
    legs : three sequences of int
        `first`, shape (nodes + 1,), and `leg`: those that leave node v and carry flow are
        ``leg[first[v]:first[v + 1]]``; and `head`, by leg, the node that each enters.
    flow : mutable sequence of int, by leg
        Written: nowhere larger afterwards.
    path : four mutable sequences of int, shape (nodes,), filled with 0
        `taken`: one more than the leg by which the path leaves the node, or 0; `stack`: the nodes
        of the path; `cursor`: how many legs of the node are done; `finished`: whether all are.

    Returns
    -------
    int
        How many circles were emptied.
    """
    first, leg, head = legs
    taken, stack, cursor, finished = path
    emptied = 0
    start = 0
    while start < len(taken):
        node = start
        start += 1
        depth = 0
        while True:
            position = first[node] + cursor[node]
            end = first[node + 1]
            while position < end and (flow[leg[position]] == 0 or finished[head[leg[position]]]):
                position += 1
            cursor[node] = position - first[node]
            if position < end:
                taken[node] = leg[position] + 1
                stack[depth] = node
                depth += 1
                node = head[leg[position]]
                if taken[node]:
                    emptied += 1
                    back = empty_circle(legs, flow, node, depth, path)
                    while depth > back:
                        depth -= 1
                        taken[stack[depth]] = 0
                    node = stack[depth]
            else:
                finished[node] = 1
                if depth == 0:
                    break
                depth -= 1
                node = stack[depth]
                taken[node] = 0
    return emptied
