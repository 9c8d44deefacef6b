"""Inner loops over draws: the flow, minimum cuts and routes of each, on plain integer sequences.

As in `routes.kernels`, one source runs interpreted on lists or compiled on int64 arrays; each
function calls only functions above it. They share these arguments:

adjacency
    The sequences `head`, `first` and `incident` of `routes.arrays.Network`.
amounts
    One sequence for each draw: what each forward arc carries, shape (forward arcs,). Arcs of
    members come first; forward arc p of these sequences has number 2 * p in the network.
ends
    Source and sink.
bounds
    Source, sink, and `unbounded` as `routes.arrays.Network` has it: as much flow has no bound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.component_kernel import label_components
from routes.kernels import label_levels, push_blocking_flow
from routes.rank_kernel import count_ranks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.component_kernel import Workplace
    from routes.kernels import Adjacency, Buffer, Space

    Ends = tuple[int, int]
    Bounds = tuple[int, int, int]
    Table = Sequence[Buffer]


def fill_arcs(amounts: Sequence[int], residual: Buffer) -> int:
    """Put a network into its state before any flow; gives the number of arcs."""
    arc = 0
    while arc < 2 * len(amounts):
        residual[arc] = amounts[arc // 2]
        residual[arc + 1] = 0
        arc += 2
    return arc


def push_most(adjacency: Adjacency, residual: Buffer, ends: Ends, enough: int, space: Space) -> int:
    """Push as much as goes from one node to another, or at least so much as is enough.

    Returns what was pushed, or `enough` if that was reached.
    """
    value = 0
    while value < enough:
        label_levels(adjacency, residual, ends[0], 0, space)
        if space[0][ends[1]] < 0:
            return value
        value += push_blocking_flow(adjacency, residual, ends[0], ends[1], space)
    return enough


def measure_flows(
    adjacency: Adjacency,
    amounts: Table,
    bounds: Bounds,
    buffers: tuple[Buffer, Space],
    values: Buffer,
) -> int:
    """Write the largest flow of each draw in `values`, shape (draws,); gives their number."""
    residual, space = buffers
    source, sink, unbounded = bounds
    draw = 0
    while draw < len(amounts):
        fill_arcs(amounts[draw], residual)
        values[draw] = push_most(adjacency, residual, (source, sink), unbounded, space)
        draw += 1
    return draw


def count_cut_members(
    adjacency: Adjacency,
    amounts: Sequence[int],
    ends: Ends,
    buffers: tuple[Buffer, Space, Buffer, Buffer, Workplace],
    counts: tuple[Buffer, Buffer],
) -> int:
    """Count what is in every and in some minimum cut of one draw.

    Parameters
    ----------
    adjacency, amounts, ends : see above
    buffers : residual, space, before, component, workplace
        The residual of a maximum flow is read. Written: in `before` -1 on nodes that the source
        does not lead to, in `component` the strong component of each node.
    counts : two mutable sequences of int, shape (members,)
        Raised by 1: for members of every, and of some minimum cut.

    Returns
    -------
    int
        Capacity of the minimum cut nearest the source.
    """
    head = adjacency[0]
    residual, space, before, component, workplace = buffers
    label_levels(adjacency, residual, ends[0], 0, space)
    node = 0
    while node < len(before):
        before[node] = space[0][node]
        component[node] = -1
        workplace[0][node] = 0
        node += 1
    label_levels(adjacency, residual, ends[1], 1, space)
    behind = space[0]
    label_components(adjacency, residual, component, workplace)
    capacity = 0
    member = 0
    while member < len(amounts):
        tail, there = head[2 * member + 1], head[2 * member]
        if before[tail] >= 0 and before[there] < 0:
            capacity += amounts[member]
        if amounts[member] > 0 and member < len(counts[0]):
            if before[tail] >= 0 and behind[there] >= 0:
                counts[0][member] += 1
            if residual[2 * member] == 0 and component[tail] != component[there]:
                counts[1][member] += 1
        member += 1
    return capacity


def measure_member_losses(
    adjacency: Adjacency,
    residual: Buffer,
    component: Sequence[int],
    buffers: tuple[Buffer, Space],
    losses: Buffer,
) -> int:
    """Measure what the flow loses without each member, one at a time.

    Of the flow on a member, as much is lost as finds no other way from its tail to its head; see
    `routes.removals.removal_losses`. All of it is, where the ends lie in different components.

    Parameters
    ----------
    adjacency : see above
    residual, component : sequences of int
        Of a maximum flow, read only.
    buffers : a residual to work on, and a space
    losses : mutable sequence of int, shape (members,)
        Written.

    Returns
    -------
    int
        How many searches for another way were made.
    """
    head = adjacency[0]
    spare, space = buffers
    searches = 0
    member = 0
    while member < len(losses):
        flow = residual[2 * member + 1]
        tail, there = head[2 * member + 1], head[2 * member]
        losses[member] = flow
        if flow > 0 and component[tail] == component[there]:
            arc = 0
            while arc < len(residual):
                spare[arc] = residual[arc]
                arc += 1
            # Its reverse leads from the end of the search to its start, so it may stay.
            spare[2 * member] = 0
            losses[member] -= push_most(adjacency, spare, (tail, there), flow, space)
            searches += 1
        member += 1
    return searches


def count_cuts(
    adjacency: Adjacency,
    amounts: Table,
    bounds: Bounds,
    buffers: tuple[Buffer, Space, Buffer, Buffer, Workplace, Buffer, Buffer],
    tally: tuple[Sequence[int], Buffer, Table, Buffer, Buffer, Table],
) -> int:
    """Solve every draw and count its cuts and ranks.

    Parameters
    ----------
    adjacency, amounts, bounds : see above
    buffers : residual, space, before, component, workplace, spare, losers
        Working space of the functions above.
    tally : group, values, losses, every, some, ranks
        Read: the group in which each member is ranked. Written: the flow of each draw, and what
        each loses without each member where there is a route and a bound. Raised: the others, as
        `count_cut_members` and `count_ranks` do.

    Returns
    -------
    int
        How many draws had a flow that is not the capacity of its cut.
    """
    residual, space, before, component, workplace, spare, losers = buffers
    group, values, losses, every, some, ranks = tally
    source, sink, unbounded = bounds
    wrong = 0
    draw = 0
    while draw < len(amounts):
        fill_arcs(amounts[draw], residual)
        value = push_most(adjacency, residual, (source, sink), unbounded, space)
        values[draw] = value
        if 0 < value < unbounded:
            found = (residual, space, before, component, workplace)
            cut = count_cut_members(adjacency, amounts[draw], (source, sink), found, (every, some))
            wrong += cut != value
            measure_member_losses(adjacency, residual, component, (spare, space), losses[draw])
            count_ranks(losses[draw], group, losers, ranks)
        draw += 1
    return wrong
