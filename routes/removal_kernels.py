"""Inner loops that take legs and jurisdictions out of a maximum flow, and look for another way.

As in `routes.kernels`, one source runs interpreted on lists or compiled on arrays. Rows and
residual are those of `routes.open_row_kernel`; `work` is told of in `routes.meeting_kernel`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.detour_kernel import reroute
from routes.open_row_kernel import settle_both

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.kernels import Buffer
    from routes.meeting_kernel import DetourWork
    from routes.open_row_kernel import OpenRows


def flow_through(rows: OpenRows, residual: Sequence[int], node: int) -> int:
    """Add up what reaches a node by the network's own arcs, which have even numbers."""
    bounds, numbers = rows[0], rows[2]
    total = 0
    place = 0 + bounds[4 * node]
    while place < bounds[4 * node + 3]:
        arc = 0 + numbers[place]
        if arc & 1 == 1:
            total += residual[arc]
        place += 1
    return total


def shut_node(rows: OpenRows, residual: Buffer, node: int) -> int:
    """Shut the network's own arcs at a node, so that flow can only be taken back from them."""
    bounds, numbers = rows[0], rows[2]
    shut = 0
    place = 0 + bounds[4 * node]
    while place < bounds[4 * node + 3]:
        arc = 0 + numbers[place]
        if residual[arc & -2] > 0:
            residual[arc & -2] = 0
            settle_both(rows, residual, arc)
            # Another arc, from behind, may have come to its place.
            shut += 1
        else:
            place += 1
    return shut


def replace_arc(rows: OpenRows, residual: Buffer, arc: int, wanted: int, work: DetourWork) -> int:
    """Lead flow past an arc, up to a wanted amount; gives how much."""
    head, place = rows[1], rows[3]
    back = arc ^ 1
    ends = (0 + head[place[back]], 0 + head[place[arc]])
    flow, rest = residual[back], residual[arc]
    residual[arc], residual[back] = 0, 0
    settle_both(rows, residual, arc)
    moved = reroute(rows, residual, ends, wanted, work)
    residual[arc], residual[back] = rest + moved, flow - moved
    settle_both(rows, residual, arc)
    return moved


def remove_member(
    rows: OpenRows, residual: Buffer, member: int, ends: tuple[int, int], work: DetourWork
) -> int:
    """Take a member out for good: what finds no other way goes back to the source.

    Parameters
    ----------
    rows, residual, work : see above
        Nothing flows on the member afterwards; an arc is shut both ways.
    member : int
        As in `measure_losses`.
    ends : (int, int)
        Source and sink.

    Returns
    -------
    int
        What the flow loses.
    """
    head, place = rows[1], rows[3]
    source, sink = ends
    if member >= 0:
        tail, there = 0 + head[place[member ^ 1]], 0 + head[place[member]]
        lost = residual[member ^ 1]
        lost -= replace_arc(rows, residual, member, lost, work)
        residual[member], residual[member ^ 1] = 0, 0
        settle_both(rows, residual, member)
        reroute(rows, residual, (tail, source), lost, work)
    else:
        tail = there = -1 - member
        lost = flow_through(rows, residual, tail)
        lost -= reroute(rows, residual, (tail, tail), lost, work)
        shut_node(rows, residual, tail)
        reroute(rows, residual, (tail, source), lost, work)
        # What went back opened the arcs by which it came.
        shut_node(rows, residual, tail)
    # And it is called back from the sink.
    reroute(rows, residual, (sink, there), lost, work)
    return lost


def measure_losses(
    rows: OpenRows,
    residual: Buffer,
    asked: tuple[Sequence[int], Buffer],
    least: int,
    work: DetourWork,
) -> int:
    """Measure what the flow loses without each of some members, one at a time.

    What finds another way stays there and the rest goes back: that is a maximum flow again, in
    which the member carries no more than it must. So nothing need be undone, and a member that
    others have left empty by then costs nothing.

    Parameters
    ----------
    rows, residual, work : see above
        `residual`, of a maximum flow, is that of another one afterwards.
    asked : (sequence of int, mutable sequence of int)
        Each member as the number of its forward arc, or, where a jurisdiction is one node, as
        -1 less the number of that; and, written, the loss for each of them.
    least : int
        A smaller loss need not be known: as soon as it is clear that it is, it is told as 0.

    Returns
    -------
    int
        Number of members for which a search was needed.
    """
    members, losses = asked
    searched = 0
    position = 0
    while position < len(members):
        member = members[position]
        flow = residual[member ^ 1] if member >= 0 else flow_through(rows, residual, -1 - member)
        wanted = flow if least <= 0 else min(flow, max(flow - least + 1, 0))
        moved = 0
        if wanted > 0:
            searched += 1
            if member >= 0:
                moved = replace_arc(rows, residual, member, wanted, work)
            else:
                node = -1 - member
                moved = reroute(rows, residual, (node, node), wanted, work)
        losses[position] = flow - moved if flow - moved >= least else 0
        position += 1
    return searched


def find_break(
    head: Sequence[int],
    node: Sequence[int],
    before: Sequence[int],
    after: Sequence[int],
    balance: Buffer,
) -> int:
    """Compare two residuals that are both to be of flows of one value.

    Parameters
    ----------
    head : sequence of int
        Of the network.
    node : sequence of int, shape (node_count of the network,)
        The number of each node in the rows.
    before, after : sequences of int
        The residuals by number of the arc.
    balance : mutable sequence of int, shape (nodes of the rows,)
        Working space, filled with 0.

    Returns
    -------
    int
        -1; or an arc that cannot be so: less than nothing can move along it or its reverse, the
        two have not the sum that they had, or not as much leaves the node at its end as before.
    """
    arc = 0
    while arc < len(head):
        if after[arc] < 0 or after[arc + 1] < 0:
            return arc
        change = after[arc] - before[arc]
        if change + after[arc + 1] - before[arc + 1] != 0:
            return arc
        balance[node[head[arc]]] += change
        balance[node[head[arc + 1]]] -= change
        arc += 2
    arc = 0
    while arc < len(head) and balance[node[head[arc]]] == 0:
        arc += 1
    return arc if arc < len(head) else -1
