"""A heap of nodes that wait to be looked at, the nearest first, on plain integer sequences.

As in `routes.kernels`, one source runs interpreted on lists or compiled on arrays. Each entry has
up to four below it, which are next to each other in memory. A node may wait more than once: who
takes it out passes by the entries that have been overtaken by a nearer one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routes.kernels import Buffer

    Waiting = tuple[Buffer, Buffer]

FAR = 2**62
"""The distance of a node that has not been reached; above that of any node that has."""


def push_waiting(waiting: Waiting, size: int, key: int, node: int) -> int:
    """Add a node.

    Parameters
    ----------
    waiting : two mutable sequences of int
        The keys, of which none is less than the one above it, and the nodes.
    size : int
        How many wait.
    key, node : int
        What is added.

    Returns
    -------
    int
        How many wait now.
    """
    keys, nodes = waiting
    at = size
    while at > 0:
        above = (at - 1) >> 2
        if keys[above] <= key:
            break
        keys[at] = keys[above]
        nodes[at] = nodes[above]
        at = above
    keys[at] = key
    nodes[at] = node
    return size + 1


def pop_waiting(waiting: Waiting, size: int) -> int:
    """Take out the first entry, which the caller has read, and give how many wait now."""
    keys, nodes = waiting
    left = size - 1
    key = keys[left]
    node = nodes[left]
    at = 0
    below = 1
    while below < left:
        least = below
        nearest = keys[below]
        other = below + 1
        end = min(below + 4, left)
        while other < end:
            each = keys[other]
            if each < nearest:
                nearest = each
                least = other
            other += 1
        if nearest >= key:
            break
        keys[at] = nearest
        nodes[at] = nodes[least]
        at = least
        below = 4 * at + 1
    keys[at] = key
    nodes[at] = node
    return left
