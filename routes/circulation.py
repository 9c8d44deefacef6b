"""Flow that only runs in circles, taken away so that what is left tells where goods go."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def without_circulation(
    ends: Mapping[str, tuple[str, str]], leg_flow: Mapping[str, int]
) -> dict[str, int]:
    """Take away circles of flow.

    Parameters
    ----------
    ends : mapping of str to (str, str)
        Origin and destination of each leg.
    leg_flow : mapping of str to int
        Flow on each leg, 0 or more.

    Returns
    -------
    dict of str to int
        Flow on the same legs in the same order, nowhere larger and with the same net flow at
        every jurisdiction, in which no legs that carry flow form a circle.
    """
    flow = dict(leg_flow)
    waiting: dict[str, list[str]] = {}
    for leg in sorted((leg for leg in flow if flow[leg]), reverse=True):
        waiting.setdefault(ends[leg][0], []).append(leg)
    finished: set[str] = set()
    for start in sorted(waiting):
        _clear_from(start, ends, flow, waiting, finished)
    return flow


def _clear_from(
    start: str,
    ends: Mapping[str, tuple[str, str]],
    flow: dict[str, int],
    waiting: dict[str, list[str]],
    finished: set[str],
) -> None:
    """Search depth first from a jurisdiction, emptying every circle that closes."""
    # The legs of the path by the jurisdiction that they leave: looking one up takes no walk.
    path: dict[str, str] = {}
    node = start
    while True:
        legs = waiting.get(node, [])
        while legs and (flow[legs[-1]] == 0 or ends[legs[-1]][1] in finished):
            legs.pop()
        if legs:
            path[node] = legs[-1]
            node = ends[legs[-1]][1]
            if node in path:
                node = _empty_circle(path, node, ends, flow)
        else:
            finished.add(node)
            if not path:
                return
            node, _ = path.popitem()


def _empty_circle(
    path: dict[str, str], node: str, ends: Mapping[str, tuple[str, str]], flow: dict[str, int]
) -> str:
    """Empty the circle that a path has closed, and step back to where it is interrupted."""
    circle = [path[node]]
    while ends[circle[-1]][1] != node:
        circle.append(path[ends[circle[-1]][1]])
    amount = min(flow[leg] for leg in circle)
    for leg in circle:
        flow[leg] -= amount
    first_empty = next(i for i, leg in enumerate(circle) if flow[leg] == 0)
    for leg in circle[first_empty:]:
        del path[ends[leg][0]]
    return ends[circle[first_empty]][0]
