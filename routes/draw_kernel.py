"""Inner loops over draws: the flow, minimum cuts and losses of each, on plain integer sequences.

As in `routes.kernels`, one source runs interpreted on lists or compiled on arrays; each function
calls only functions above it. They share these arguments:

rows
    The sequences `first`, `head` and `twin` of `routes.arc_rows.ArcRows`.
places
    Two sequences, shape (forward arcs,): the places of each forward arc and of its reverse in the
    rows; -1 for an arc between two nodes that are one there. Parallel arcs may share theirs.
amounts
    One sequence for each draw: what each forward arc carries, shape (forward arcs,). Arcs of
    members come first.
ends
    Source and sink.
bounds
    Source, sink, and `unbounded` as `routes.arrays.Network` has it: as much flow has no bound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.component_kernel import label_components
from routes.path_kernel import move_by_paths
from routes.row_flow_kernel import level_rows, push_most

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.component_kernel import Workplace
    from routes.kernels import Buffer, Space
    from routes.path_kernel import Rows, Work

    Ends = tuple[int, int]
    Bounds = tuple[int, int, int]
    Places = tuple[Sequence[int], Sequence[int]]
    Table = Sequence[Buffer]


def fill_arcs(amounts: Sequence[int], places: Places, residual: Buffer, most: int) -> int:
    """Put the rows into their state before any flow; gives the number of forward arcs.

    Parallel arcs carry `most` together if they would carry more: as much has no bound.
    """
    onward = places[0]
    place = 0
    while place < len(residual):
        residual[place] = 0
        place += 1
    arc = 0
    while arc < len(amounts):
        if onward[arc] >= 0:
            residual[onward[arc]] = min(residual[onward[arc]] + amounts[arc], most)
        arc += 1
    return arc


def measure_flows(
    rows: Rows,
    amounts: Table,
    bounds: Bounds,
    buffers: tuple[Places, Buffer, Space],
    values: Buffer,
) -> int:
    """Write the largest flow of each draw in `values`, shape (draws,); gives their number."""
    places, residual, space = buffers
    source, sink, unbounded = bounds
    draw = 0
    while draw < len(amounts):
        fill_arcs(amounts[draw], places, residual, unbounded)
        values[draw] = push_most(rows, residual, (source, sink), unbounded, space)
        draw += 1
    return draw


def count_cut_members(
    rows: Rows,
    places: Places,
    amounts: Sequence[int],
    buffers: tuple[Buffer, Space, Buffer, Buffer, Workplace, Sequence[int]],
    tally: tuple[int, Buffer, Buffer],
) -> int:
    """Count what is in every and in some minimum cut of one draw.

    Parameters
    ----------
    rows, places, amounts : see above
    buffers : residual, space, behind, component, workplace, all places in order
        The residual of a maximum flow is read, and `level` of the space, as `push_most` left it.
        Written: in `behind` 0 on nodes that do not lead to the sink, in `component` the strong
        component of each node.
    tally : source, every, some
        The last two are of shape (members,): raised by 1 for members of every, and of some minimum
        cut.

    Returns
    -------
    int
        Capacity of the minimum cut nearest the source.
    """
    first, head, _ = rows
    onward, back = places
    residual, space, behind, component, workplace, in_order = buffers
    source, every, some = tally
    node = 0
    while node < len(behind):
        behind[node] = space[0][node]
        component[node] = -1
        workplace[0][node] = 0
        node += 1
    level_rows(rows, residual, (source, -1), 0, space)
    before = space[0]
    label_components((head, first, in_order), residual, component, workplace)
    capacity = 0
    arc = 0
    while arc < len(amounts):
        tail, there = head[back[arc]], head[onward[arc]]
        if before[tail] > 0 and before[there] == 0:
            capacity += amounts[arc]
        if amounts[arc] > 0 and arc < len(every):
            if before[tail] > 0 and behind[there] > 0:
                every[arc] += 1
            if residual[onward[arc]] == 0 and component[tail] != component[there]:
                some[arc] += 1
        arc += 1
    return capacity


def measure_member_losses(
    rows: Rows,
    places: Places,
    residual: Buffer,
    component: Sequence[int],
    asked: tuple[Buffer, Work],
) -> int:
    """Measure what the flow loses without each member, one at a time.

    Of the flow on a member, as much is lost as finds no other way from its tail to its head; see
    `routes.removals.removal_losses`. What finds one stays there, which is a maximum flow again.
    Where the ends lie in different components the member is full in every maximum flow, and all
    of it is lost.

    Parameters
    ----------
    rows, places : see above
    residual : mutable sequence of int
        Of a maximum flow; that of another one afterwards.
    component : sequence of int, shape (nodes,)
        Of the residual network as it was.
    asked : losses, work
        Written: the first, shape (members,); the second is as in `routes.path_kernel`.

    Returns
    -------
    int
        For how many members another way was searched for.
    """
    head = rows[1]
    onward, back = places
    losses, work = asked
    searched = 0
    member = 0
    while member < len(losses):
        arc, turned = onward[member], back[member]
        flow, rest = residual[turned], residual[arc]
        tail, there = head[turned], head[arc]
        moved = 0
        if flow > 0 and component[tail] == component[there]:
            searched += 1
            residual[arc], residual[turned] = 0, 0
            moved = move_by_paths(rows, residual, (tail, there), flow, work)
            residual[arc], residual[turned] = rest + moved, flow - moved
        losses[member] = flow - moved
        member += 1
    return searched


def count_cuts(
    rows: Rows,
    amounts: Table,
    bounds: Bounds,
    buffers: tuple[Places, Buffer, Space, Buffer, Buffer, Workplace, Sequence[int], Work],
    tally: tuple[Buffer, Table, Buffer, Buffer],
) -> int:
    """Solve every draw and count its cuts.

    Parameters
    ----------
    rows, amounts, bounds : see above
    buffers : places, residual, space, behind, component, workplace, in order, work
        Working space of the functions above.
    tally : values, losses, every, some
        Written: the flow of each draw, and what each loses without each member where there is a
        route and a bound. Raised: the others, as `count_cut_members` does.

    Returns
    -------
    int
        How many draws had a flow that is not the capacity of its cut.
    """
    places, residual, space, behind, component, workplace, in_order, work = buffers
    values, losses, every, some = tally
    source, sink, unbounded = bounds
    wrong = 0
    draw = 0
    while draw < len(amounts):
        fill_arcs(amounts[draw], places, residual, unbounded)
        value = push_most(rows, residual, (source, sink), unbounded, space)
        values[draw] = value
        if 0 < value < unbounded:
            found = (residual, space, behind, component, workplace, in_order)
            cut = count_cut_members(rows, places, amounts[draw], found, (source, every, some))
            wrong += cut != value
            measure_member_losses(rows, places, residual, component, (losses[draw], work))
        draw += 1
    return wrong
